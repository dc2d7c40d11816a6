#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every function, type, enumerator and macro of the public header is documented.

A function says what its statuses mean, whether it may give NULL, and who owns what it gives; the
head of the file says it for all, units too. That this test would notice is tested on the header
with one comment or sentence less at a time.
"""
import re
import sys

import header

STATUS = r"MK_(OK|FOUND|UNREADABLE|MISUSE|NO_MEMORY)\b"
HEAD = {"units": r"[Ll]engths? .*bytes", "ownership": r"borrowed", "threads": r"thread",
        "memory running out": r"MK_NO_MEMORY", "since when it is": r"Since \d+\.\d+"}


def function_complaints(item):
    gives = item.text.split(item.name)[0].strip()
    if gives == "mk_status" and not re.search(STATUS, item.comment):
        yield "does not say what makes it come to which mk_status"
    if gives.endswith("*") and not re.search(r"NULL|[Ss]tatic", item.comment):
        yield "does not say whether it may be NULL"
    if gives.endswith("*") and "const" not in gives and not re.search(r"mk_\w+_free", item.comment):
        yield "does not say who frees what it gives"


def complaints(text):
    head = header.plain(re.search(r"/\*\n.*?\*/", text, re.S)[0])
    for what, pattern in HEAD.items():
        if not re.search(pattern, head):
            yield f"the head of the file does not tell {what}"
    for item in header.items(text):
        if len(item.comment.split()) < 2:
            yield f"{item.kind} {item.name} is not documented"
        elif item.kind == "function":
            yield from (f"{item.name} {said}" for said in function_complaints(item))


def mutants(text):
    """The header without one of its comments, or with a new declaration."""
    members = [match.span() for match in re.finditer(r"struct \w+ \{.*?\}", text, re.S)]
    for match in re.finditer(r"[ \t]*/\*.*?\*/", text, re.S):
        if "SPDX" not in match[0] and not any(a < match.start() < b for a, b in members):
            yield match[0], text[:match.start()] + text[match.end():]
    for new in ("MK_API mk_status mk_new(mk_ctx *ctx);", "typedef struct mk_new mk_new;",
                "enum { MK_NEW };", "#define MK_NEW 1",
                "/* Gives a new thing. */\nMK_API mk_status mk_new(mk_ctx *ctx);",
                "/* Gives the name. */\nMK_API const char *mk_new(void);",
                "/* A new context; NULL when memory is out. */\nMK_API mk_ctx *mk_new(void);"):
        yield new, text.replace("\n#ifdef __cplusplus\n}", f"\n{new}\n\n#ifdef __cplusplus\n}}")


def main():
    text = header.HEADER.read_text()
    found = list(complaints(text))
    for line in found:
        print(f"{header.HEADER.name}: {line}")
    unnoticed = [what for what, mutant in mutants(text)
                 if len(list(complaints(mutant))) <= len(found)]
    for what in unnoticed:
        print(f"nothing is missed of the header without or with:\n{what}")
    declared = len(list(header.items(text)))
    print(f"{declared} declarations, {len(list(mutants(text)))} changed headers")
    sys.exit(1 if found or unnoticed or not declared else 0)


if __name__ == "__main__":
    main()
