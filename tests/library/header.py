# SPDX-License-Identifier: BSD-2-Clause
"""Reads the public header: each declaration with the comment that is about it."""
import dataclasses
import pathlib
import re

TOP = pathlib.Path(__file__).resolve().parents[2]
HEADER = TOP / "lib/include/mkpart/mkpart.h"
# Not interface: the guard, and how the compiler is told what is exported.
OWN_MACROS = ("MKPART_MKPART_H", "MK_API")


@dataclasses.dataclass
class Item:
    kind: str  # "function", "type", "enumerator", "macro"
    name: str
    text: str  # the declaration
    comment: str  # empty where there is none
    since: str = ""  # "0.1"


def squeeze(text):
    return " ".join(text.split())


def plain(comment):
    """The words of a comment."""
    return squeeze(re.sub(r"^\s*\*+ ?|/\*|\*/", "", comment, flags=re.M))


def paragraphs(text):
    """Pairs of the comment at the head of a paragraph and the code below it."""
    for part in re.split(r"\n\s*\n(?=\S)", text):
        match = re.match(r"\s*(/\*.*?\*/)?(.*)", part, re.S)
        yield plain(match[1] or ""), match[2]


def enumerators(body):
    """Their comments are on the same line or on the line above."""
    above = ""
    for line in body.splitlines():
        comment = re.search(r"/\*(.*?)\*/", line)
        name = re.match(r"\s*(\w+)", re.sub(r"/\*.*?\*/", "", line))
        said = comment[1].strip() if comment else ""
        if name:
            yield Item("enumerator", name[1], line.strip(), said or above)
        above = "" if name else said


def types(comment, code):
    pattern = r"^(?:typedef )?(enum|struct)\s*(\w*)\s*\{(.*?)\}\s*(\w*)\s*;"
    for match in re.finditer(pattern, code, re.S | re.M):
        name = match[4] or match[2]
        if name:
            yield Item("type", name, match[0], comment)
        if match[1] == "enum":
            yield from enumerators(match[3])
    for match in re.finditer(r"^typedef\s+[^;{}]*?(\w+)\s*(?:\([^;{}]*\))?;", code, re.M):
        yield Item("type", match[1], match[0], comment)


def items(text):
    """Everything that the header declares."""
    text = re.sub(r"#ifdef __cplusplus.*?#endif\n", "", text, flags=re.S)
    first = (re.search(r"Since (\d+\.\d+)", text) or ["", "of no version"])[1]
    for comment, code in paragraphs(text):
        since = re.search(r"Since (\d+\.\d+)", comment)
        for match in re.finditer(r"^#\s*define\s+(\w+)", code, re.M):
            if match[1] not in OWN_MACROS:
                yield Item("macro", match[1], match[0], comment)
        for match in re.finditer(r"^MK_API\s+([^;]*?(\w+)\(([^;]*)\));", code, re.M | re.S):
            yield Item("function", match[2], squeeze(match[1]), comment,
                       since[1] if since else first)
        yield from types(comment, code)
