#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Editors that Debian has, with their own clients, set up by the files in packaging/editors.

Neovim and Emacs run without a screen, from a script of theirs; skipped where one is not there. Of
Neovim, --report prints how long it takes from a typo to its diagnostic.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
SETUPS = TOP / "packaging/editors"
MILLISECONDS = 100 # from a typo to its diagnostic, at the median


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def run(command, setup, options, folder):
    """What the editor's script has found out."""
    programs, home = folder / "bin", folder / "home"
    for path in (programs, home):
        path.mkdir()
    (programs / "mkpart").symlink_to(os.path.abspath(options.mkpart))
    shutil.copy(options.board or TOP / "examples/zcu102/board.dtb", folder / "board.dtb")
    shutil.copy(TOP / "examples/zcu102/two-nodes.yaml", folder / "two.mkpart.yaml")
    result = folder / "result.json"
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8",
        "SETUP": str(SETUPS / setup), "LAYOUT": str(folder / "two.mkpart.yaml"),
        "RESULT": str(result), "TERM": "dumb"}
    done = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=200, check=False)
    assert result.exists(), done.stdout + done.stderr
    return json.loads(result.read_text())


def renamed(found):
    assert "nodes: [left, io]" in found["text"] and "name: left" in found["text"], found["text"]
    assert "control" not in found["text"].split("nodes:", 1)[1], found["text"]


def check_neovim(found, options):
    assert "the loader: 0x60000000..0x60ffffff" in found["hover"], found["hover"]
    assert found["action"] == "Write cpu (MK0004)" and found["completion"] > 5
    renamed(found)
    assert "MK0806" in found["codes"] and "MK0004" not in found["codes"]
    assert found["stopped"]
    times = sorted(found["typo_ms"])
    if options.report:
        print(f"opened: {found['opened_ms']:.1f} ms; typo to diagnostic, {len(times)} times: "
              f"median {statistics.median(times):.1f} ms, worst {times[-1]:.1f} ms")
    assert statistics.median(times) < MILLISECONDS, times


def check_emacs(found, _):
    assert found["mode"] == "mkpart-mode" and found["server"] == "mkpart", found
    assert "Class" in found["outline"], found # eglot groups an outline by kind
    renamed(found)


EDITORS = {
    "neovim": ("nvim", ["nvim", "--headless", "--clean", "-n", "-S", HERE / "neovim.lua"],
               "mkpart.lua", check_neovim),
    "emacs": ("emacs", ["emacs", "-q", "--batch", "-f", "package-initialize", "-l",
                        HERE / "emacs.el"], "mkpart.el", check_emacs),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--board", help="another board than the example's")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("editor", choices=EDITORS)
    options = parser.parse_args()
    program, command, setup, check = EDITORS[options.editor]
    if not shutil.which(program):
        skip(f"{program} is not installed")
    if program == "emacs" and subprocess.run(
            [*command[:-2], "--eval", "(require 'eglot)"], capture_output=True,
            check=False).returncode:
        skip("Emacs has no eglot")
    with tempfile.TemporaryDirectory() as folder:
        found = run(command, setup, options, pathlib.Path(folder).resolve())
    assert "problem" not in found, found["problem"]
    check(found, options)
    print(f"{options.editor}: all is right")


if __name__ == "__main__":
    main()
