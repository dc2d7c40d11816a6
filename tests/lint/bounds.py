#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Each bound in lib/ and cli/ has a row in tests/fault/bounds.py, which says how it is met aloud.

A bound is a number whose name says so (MAX, MOST, STEPS, ...). One that bounds nothing that is
looked at is in tests/fault/bounds_given.txt instead, a line each: FILE NAME. A new one fails here
until somebody has said which of the two it is. Rows and lines that stand for nothing any more fail
as well, and so do unit tests and cases that rows name and that are not there.
"""
import re
import sys

from common import TOP, Complaints, source_files

sys.path.insert(0, str(TOP / "tests/fault"))
from bounds import BOUNDS, Case, Unit

GIVEN = TOP / "tests/fault/bounds_given.txt"
MACRO = re.compile(r"^#define[ \t]+(\w+)[ \t]+([^\n]*\d[^\n]*)$", re.M)
TELLING = re.compile(
    r"(?:^|_)(?:MAX|MOST|LIMIT|BUDGET|BOUND|STEPS|TRIALS|LOOKED|ATTEMPTS)(?:_|$)", re.I)
CONSTANT = re.compile(r"^[ \t]*(?:static )?const [\w ]+\b(\w+) = \(?[\dU][^\n;]*;$", re.M)


def numbers(text):
    """Names of the numbers in a C file."""
    for match in MACRO.finditer(text):
        if '"' not in match[2] and "'" not in match[2]:
            yield match[1]
    for match in CONSTANT.finditer(text):
        yield match[1]


def named():
    for file in source_files():
        if re.match(r"(?:lib|cli)/.*\.[ch]$", file) and not file.startswith("lib/include/"):
            for name in numbers((TOP / file).read_text()):
                if TELLING.search(name):
                    yield file, name


def given():
    lines = GIVEN.read_text().splitlines()
    return {tuple(line.split()) for line in lines if line and not line.startswith("#")}


def check_row(key, mean, complaints):
    if isinstance(mean, Unit):
        text = (TOP / "tests/unit" / mean.file).read_text()
        if not re.search(rf"^Test\(\w+, {mean.test}\b", text, re.M):
            complaints.add(f"{key[1]}: {mean.file} has no test '{mean.test}'")
    if isinstance(mean, Case):
        for case in mean.cases:
            if not (TOP / "tests/cases" / case).is_dir():
                complaints.add(f"{key[1]}: no case {case}")


def main():
    complaints = Complaints()
    found, free = set(named()), given()
    for file, name in sorted(found - set(BOUNDS) - free):
        complaints.add(f"{file}: {name} is in no row of tests/fault/bounds.py: what is said where "
                       "it is met?")
    for file, name in sorted((set(BOUNDS) | free) - found):
        complaints.add(f"{name} is not in {file}")
    for file, name in sorted(set(BOUNDS) & free):
        complaints.add(f"{file}: {name} is a bound and none")
    for key, means in BOUNDS.items():
        for mean in means:
            check_row(key, mean, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
