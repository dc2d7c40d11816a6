#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Instructions that the installed program executes, beside those of an empty program; and the
memory that it takes at its peak (resident, KiB)."""
import os
import shutil
import subprocess
import sys

from measure import instructions


def peak(*command):
    """KiB, shared libraries included. A small program starts it: what Python itself has would be
    counted otherwise, as the peak is kept over exec."""
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
    return int(result.stderr)


def report(what, *command):
    print(f"{instructions(*command):>12,}  {what}")


def main():
    mkpart, empty, measure, layout, real_board = sys.argv[1:6]
    if not shutil.which("valgrind"):
        sys.exit("valgrind is needed")
    report("an empty program", empty)
    report("mkpart --version", mkpart, "--version")
    report("mkpart check, zcu102 example", mkpart, "check", layout)
    if os.path.exists(real_board):
        report("mkpart check, zcu102 example on the board's complete tree",
               mkpart, "check", "--board", real_board, layout)
        most = peak(measure, mkpart, "check", "--board", real_board, layout)
        print(f"{most:>12,}  KiB at its peak")


if __name__ == "__main__":
    main()
