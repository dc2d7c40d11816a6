#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The table of SECURITY.md: each claim has a falsehood that could still be planted, each falsehood
a claim, and mkpart-contract(7) says the same claims, with the same commands."""
import pathlib
import re
import sys

from falsehoods import FALSEHOODS

TOP = pathlib.Path(__file__).resolve().parents[2]
HEAD = "| claim | how | command |\n|---|---|---|\n"
FEWEST = 15


def rows():
    """Of the table: claim, how it is known, and command."""
    text = (TOP / "SECURITY.md").read_text()
    lines = text.split(HEAD)[1].split("\n\n")[0].splitlines()
    return [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in lines]


def planted(falsehood):
    """The file's text with the falsehood in it; None where it has no place any more."""
    text = (TOP / falsehood.file).read_text()
    return text.replace(falsehood.old, falsehood.new) if text.count(falsehood.old) == 1 else None


def plain(text):
    return " ".join(text.replace("`", "").replace("\\&", "").split())


def in_manual():
    """The page's text: macros and quotes are left out."""
    text = (TOP / "man/mkpart-contract.7").read_text()
    return plain(re.sub(r"^\.[A-Z]\w*( Em| Ql)? ?", "", text, flags=re.M))


def complaints():
    manual, table = in_manual(), rows()
    if len(table) < FEWEST:
        yield f"SECURITY.md has only {len(table)} claims"
    for claim, _, command in table:
        if not any(claim.startswith(falsehood.claim) for falsehood in FALSEHOODS):
            yield f"no falsehood for: {claim}"
        for words in (claim, command):
            if plain(words) not in manual:
                yield f"mkpart-contract(7) does not have: {plain(words)}"
    for falsehood in FALSEHOODS:
        if not any(claim.startswith(falsehood.claim) for claim, _, _ in table):
            yield f"SECURITY.md does not claim: {falsehood.claim}"
        if planted(falsehood) is None:
            yield f"{falsehood.file} does not have once: {falsehood.old}"


if __name__ == "__main__":
    found = list(complaints())
    print("\n".join(found))
    sys.exit(1 if found else 0)
