#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The manual pages are clean mdoc."""
import re
import shutil
import subprocess

from common import TOP, Complaints, skip, source_files


def main():
    if not shutil.which("mandoc"):
        skip("mandoc is not installed")
    complaints = Complaints()
    pages = [f for f in source_files() if re.fullmatch(r"man/[^/]+\.[1-9]", f)]
    if not pages:
        complaints.add("no manual page in man/")
    for page in pages:
        result = subprocess.run(["mandoc", "-T", "lint", "-W", "style", page], cwd=TOP,
                                capture_output=True, text=True, check=False)
        # Pages that are referred to need not be installed where this is tested.
        for line in (result.stdout + result.stderr).splitlines():
            if not re.search("referenced manual not found|outdated mandoc.db", line):
                complaints.add(line)
    complaints.finish()


if __name__ == "__main__":
    main()
