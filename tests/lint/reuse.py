#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What is published follows the REUSE specification: `reuse lint` has nothing to say.

It looks at a copy, with the files that an archive of the project has, and has to find fault with
another once a file under another licence is in it.
"""
import pathlib
import re
import shutil
import subprocess
import tempfile

from common import TOP, Complaints, skip, source_files


def lint(folder):
    result = subprocess.run(["reuse", "--root", folder, "lint"], cwd=folder, capture_output=True,
                            text=True, timeout=240, check=False)
    return result.returncode, result.stdout + result.stderr


def copy_project(folder):
    for file in source_files():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / file, folder / file)


def check_clean(folder, complaints):
    status, text = lint(folder)
    if status:
        complaints.add(f"the project is not REUSE clean\n{text[-3000:]}")
    for line in text.splitlines():
        if "ERROR" in line or "cannot be parsed" in line:
            complaints.add(line)


def check_faults_are_found(folder, complaints):
    """A small copy, as only the rules matter."""
    scene = folder / "scene"
    for name in (".reuse/dep5", "LICENSES/BSD-2-Clause.txt", "lib/core/range.h"):
        (scene / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / name, scene / name)
    if lint(scene)[0]:
        complaints.add(f"a part of the project is not REUSE clean\n{lint(scene)[1]}")
    foreign = "SPDX-License-Identifier" + ": GPL-3.0-only\n"
    (scene / "foreign.c").write_text(f"/* {foreign[:-1]} */\n")
    if not lint(scene)[0]:
        complaints.add("a file under a licence that is not there goes unnoticed")


def main():
    if not shutil.which("reuse"):
        skip("reuse is not installed")
    complaints = Complaints()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        copy_project(folder)
        check_clean(folder, complaints)
    with tempfile.TemporaryDirectory() as folder:
        check_faults_are_found(pathlib.Path(folder), complaints)
    licence = re.sub(r"\A.*\n\n", "", (TOP / "LICENSE").read_text())
    if licence != (TOP / "LICENSES/BSD-2-Clause.txt").read_text():
        complaints.add("LICENSE and LICENSES/BSD-2-Clause.txt differ")
    complaints.finish()


if __name__ == "__main__":
    main()
