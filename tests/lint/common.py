# SPDX-License-Identifier: BSD-2-Clause
"""What the lint tests share."""
import os
import pathlib
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77  # ctest's SKIP_RETURN_CODE


class Complaints:
    """Collected and printed together; `finish` gives the exit status."""

    def __init__(self):
        self.count = 0

    def add(self, text):
        self.count += 1
        print(text)

    def finish(self):
        if self.count:
            print(f"{self.count} complaint{'s' if self.count > 1 else ''}")
        sys.exit(1 if self.count else 0)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def source_files():
    """Files of the project: what git knows, and what it would take in; all but build outputs
    where there is no git."""
    git = None
    if shutil.which("git"):
        git = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=TOP, capture_output=True, check=False)
    if git and git.returncode == 0:
        names = git.stdout.decode().split("\0")
    else:
        names = [os.path.relpath(os.path.join(folder, file), TOP)
                 for folder, _, files in os.walk(TOP) for file in files]
        names = [n for n in names if n.split(os.sep)[0] not in ("build", "out", ".git")
                 and "__pycache__" not in n]
    return sorted({n for n in names if n and (TOP / n).is_file()})


def run_mkpart(mkpart, *arguments, cwd=None):
    """Exit status, standard output, standard error."""
    result = subprocess.run([mkpart, *map(str, arguments)], cwd=cwd, capture_output=True,
                            text=True, timeout=60, check=False)
    return result.returncode, result.stdout, result.stderr
