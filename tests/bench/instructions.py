#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Instructions that `mkpart check` executes, beside those of an empty program."""
import os
import re
import shutil
import subprocess
import sys
import tempfile


def instructions(*command):
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(["valgrind", "--tool=callgrind",
                                 f"--callgrind-out-file={folder}/out", *command],
                                capture_output=True, text=True, check=False)
    count = re.search(r"Collected : (\d+)", result.stderr)
    if not count or result.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return int(count[1])


def report(what, count):
    print(f"{count:>12,}  {what}")


def main():
    mkpart, empty, layout, real_board = sys.argv[1:5]
    if not shutil.which("valgrind"):
        sys.exit("valgrind is needed")
    report("an empty program", instructions(empty))
    report("mkpart check, zcu102 example", instructions(mkpart, "check", layout))
    if os.path.exists(real_board):
        report("mkpart check, zcu102 example on the board's complete tree",
               instructions(mkpart, "check", "--board", real_board, layout))


if __name__ == "__main__":
    main()
