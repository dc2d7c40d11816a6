#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""C sources are as clang-format lays them out."""
import shutil
import subprocess

from common import TOP, Complaints, skip, source_files


def main():
    if not shutil.which("clang-format"):
        skip("clang-format is not installed")
    complaints = Complaints()
    files = [f for f in source_files()
             if f.endswith((".c", ".h")) and not f.startswith("third_party/")]
    result = subprocess.run(["clang-format", "--dry-run", *files], cwd=TOP, capture_output=True,
                            text=True, check=False)
    for line in result.stderr.splitlines():
        if "clang-format-violations" in line:
            complaints.add(line)
    complaints.finish()


if __name__ == "__main__":
    main()
