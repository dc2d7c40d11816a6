#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""A layout is refused with exactly these errors: refused.py MKPART LAYOUT CODE..."""
import json
import subprocess
import sys


def main():
    mkpart, layout, *expected = sys.argv[1:]
    result = subprocess.run([mkpart, "check", "--format", "json", layout], capture_output=True,
                            text=True, check=False)
    findings = json.loads(result.stdout)["findings"]
    errors = sorted(f["code"] for f in findings if f["severity"] == "error")
    if result.returncode != 1 or errors != sorted(expected):
        sys.exit(f"exit status {result.returncode}, errors {errors}\n{result.stdout}")
    for finding in findings:
        if finding["severity"] == "error" and not finding["notes"]:
            sys.exit(f"{finding['message']}: the other party's place is missing")


if __name__ == "__main__":
    main()
