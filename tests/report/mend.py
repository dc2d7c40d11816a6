#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`fix` and `fmt` over the layouts of all cases, and the examples.

fmt keeps the plan byte for byte, and what it writes it leaves alone. fix comes to an end: after it
nothing is left to mend, it brings no error where there was none, and what it writes is the same in
one go and in two.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import common


def run(program, folder, *arguments):
    result = subprocess.run([os.path.abspath(program), *arguments], cwd=folder,
                            stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "NO_COLOR": "1"})
    assert result.returncode in (0, 1, 2), result.stderr.decode(errors="replace")
    return result


def plan(program, folder, layout):
    """Without the places of the layout's text: spacing moves columns."""
    return run(program, folder, "plan", "--format", "table", layout).stdout


def check_fmt(program, layout):
    folder, name = layout.parent, layout.name
    before = plan(program, folder, name)
    first = run(program, folder, "fmt", name)
    if first.returncode:
        return
    once = layout.read_bytes()
    if plan(program, folder, name) != before:
        yield "fmt changes the plan"
    run(program, folder, "fmt", name)
    if layout.read_bytes() != once:
        yield "fmt does not come out the same again"
    if run(program, folder, "fmt", "--check", name).returncode:
        yield "fmt --check complains of what fmt wrote"


def check_fix(program, layout):
    folder, name = layout.parent, layout.name
    written = layout.read_bytes()
    clean = run(program, folder, "check", "-q", name).returncode == 0
    for options in ([], ["--all"]):
        layout.write_bytes(written)
        shown = run(program, folder, "fix", "-n", *options, name)
        if layout.read_bytes() != written:
            yield f"fix -n {options} writes"
        status = run(program, folder, "fix", *options, name).returncode
        once = layout.read_bytes()
        if bool(shown.stdout) != (once != written):
            yield f"fix -n {options} shows something else than fix does"
        if status and clean:
            yield f"fix {options} brings errors"
        run(program, folder, "fix", *options, name)
        if layout.read_bytes() != once and "--all" not in options:
            yield f"fix {options} comes to no end"
    layout.write_bytes(written)


def check(program, layout):
    written = layout.read_bytes()
    complaints = [*check_fix(program, layout)]
    layout.write_bytes(written)
    return complaints + [*check_fmt(program, layout)]


def main():
    options = common.arguments(__doc__)
    complaints, count = [], 0
    for case in common.cases():
        with common.Scene(case, options.boards) as scene:
            if scene.layout:
                count += 1
                complaints += [f"{case.name}: {line}"
                               for line in check(options.mkpart, scene.layout)]
    for example in sorted((common.TOP / "examples").glob("*/*.yaml")):
        with tempfile.TemporaryDirectory() as holder:
            folder = pathlib.Path(holder) / "example"
            shutil.copytree(example.parent, folder)
            count += 1
            complaints += [f"{example.name}: {line}"
                           for line in check(options.mkpart, folder / example.name)]
    print("\n".join(complaints) or f"{count} layouts are mended and spelled as they should be")
    sys.exit(1 if complaints or not count else 0)


if __name__ == "__main__":
    main()
