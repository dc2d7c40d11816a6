#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the unit tests and counts them: run.py PROGRAM BOARDS SOURCE...

Criterion fails neither on a leak nor on a test that was left out: the sanitizers' logs have to be
empty, and as many tests have to run as there are in the sources. Only tests that need the real
boards in the folder BOARDS may be skipped, and only where there is no such folder.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def written_tests(sources):
    declaration = re.compile(r"^Test\(", re.M)
    return sum(len(declaration.findall(pathlib.Path(s).read_text())) for s in sources)


def complaint(result, expected, boards):
    """What is wrong with the outcome, in the Test Anything Protocol, of all tests; or None."""
    lines = re.findall(r"^(?:not )?ok .*$", result.stdout, re.M)
    failed = [line for line in lines if line.startswith("not ok")]
    skipped = [line for line in lines if "# SKIP" in line]
    print(f"{len(lines) - len(failed) - len(skipped)} passed, {len(failed)} failed, "
          f"{len(skipped)} skipped")
    if result.returncode or failed:
        return f"{result.stdout}exit status {result.returncode}"
    if not lines or len(lines) != expected:
        return f"{expected} tests are written, {len(lines)} ran"
    if skipped and os.path.isdir(boards):
        return "\n".join(skipped)
    return None


def main():
    program, boards, sources = sys.argv[1], sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory() as logs:
        environment = dict(os.environ, MKPART_BOARDS=boards, ASAN_OPTIONS=f"log_path={logs}/asan",
                           UBSAN_OPTIONS=f"log_path={logs}/ubsan")
        result = subprocess.run([program, "--tap"], env=environment, text=True, check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        logged = "".join(log.read_text() for log in sorted(pathlib.Path(logs).iterdir()))
    why = complaint(result, written_tests(sources), boards)
    if logged:
        sys.exit(f"sanitizers complain\n{logged}")
    if why:
        sys.exit(why)


if __name__ == "__main__":
    main()
