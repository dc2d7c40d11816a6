#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Holds the house's layers: a file includes only from the layers below its own, and outputs see
neither what the author wrote nor what the rules found."""
import re

from common import TOP, Complaints, source_files

# From the top down.
LAYERS = ["lsp", "run", "evidence", "begin", "show", "tell", "emit", "report", "check", "plan",
          "target", "image", "board", "layout", "syntax", "doc", "base", "core"]

# Layers below its own that a layer does not see all the same.
UNSEEN = {
    "begin": {"show", "tell", "emit", "report"},
    "show": {"report", "check", "layout", "syntax"},
    "tell": {"report", "check", "layout", "syntax"},
    "emit": {"report", "check", "layout", "syntax"},
    "report": {"plan", "target", "image", "board", "layout", "syntax"},
}

# What stands in the plan for the rules alone: outputs see what was resolved, not what was written.
WRITTEN = re.compile(r"->layout->|\bmk_layout_\w+|\bstruct mk_(text|number|flag|setting)\b")
CLOSED = ("lib/show/", "lib/tell/", "lib/emit/")

# Rules come to it by the check and by one header, where they judge the text itself.
AROUND = re.compile(r"\b(?!check->)\w+(?:\)|\])?->layout\b")
GATES = ("lib/check/check.c", "lib/check/written.h")

# Compiled by users: with the header that is generated.
OUTPUT = "lib/emit/selftest/"

# A foreign header: the only files that may include it.
FOREIGN = {
    r"libfdt\.h|fdt\.h": r"lib/board/tree\.c",
    r"libelf\.h|gelf\.h": r"lib/image/elf\.c",
    r"yaml\.h": r"lib/syntax/readers/yaml\.c",
    r"jansson\.h": r"lib/syntax/readers/json\.c|lib/lsp/incoming\.c",
}
LIBC = re.compile(
    r"(assert|ctype|dirent|errno|fcntl|getopt|inttypes|libgen|limits|locale|poll|pthread|setjmp|"
    r"signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|"
    r"strings|time|unistd|sys/ioctl|sys/mman|sys/stat|sys/types|sys/wait)\.h$")
# qsort and bsearch may not be given nothing (C17 7.22.5); base/sort.h may.
SORTING = re.compile(r"\b(qsort|bsearch)(_r)?\(")
SORTS = ("lib/base/sort.c", "lib/core/", "cli/record.c")
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def layer_of(path):
    """Position from the top, or None for what is no layer."""
    folder = path.split("/", 1)[0]
    return LAYERS.index(folder) if folder in LAYERS else None


def check_foreign(file, name, complaints):
    for header, allowed in FOREIGN.items():
        if re.fullmatch(header, name) and not re.fullmatch(allowed, file):
            complaints.add(f"{file}: <{name}> may be included only by {allowed}")


def check_library(file, quote, name, complaints):
    own = layer_of(file.removeprefix("lib/"))
    included = layer_of(name)
    if quote == "<":
        if own == LAYERS.index("core") and not LIBC.match(name):
            complaints.add(f"{file}: core knows nothing but core and the C library, not <{name}>")
        return
    if included is None:
        complaints.add(f'{file}: "{name}" is not written from lib/ down')
    elif own == LAYERS.index("core") and included != own:
        complaints.add(f'{file}: core knows nothing but core, not "{name}"')
    elif included < own:
        complaints.add(f'{file}: "{name}" is in a layer above')
    elif LAYERS[included] in UNSEEN.get(LAYERS[own], ()):
        complaints.add(f'{file}: {LAYERS[own]} sees nothing of {LAYERS[included]}, not "{name}"')


def check_closed(file, text, complaints):
    """The plan's headers name the layout, so that its includes do not tell."""
    if file.startswith(CLOSED):
        for found in sorted({match.group() for match in WRITTEN.finditer(text)}):
            complaints.add(f"{file}: '{found}' is the layout's: the plan has what it came to")


def check_gate(file, text, complaints):
    if file.startswith("lib/check/") and file not in GATES and AROUND.search(text):
        complaints.add(f"{file}: what the author wrote is in check->layout and check/written.h")


def check_sorting(file, text, complaints):
    if not file.startswith(SORTS) and SORTING.search(text):
        complaints.add(f"{file}: base/sort.h sorts and searches, also where there is nothing")


def check_cli(file, quote, name, complaints):
    if quote == '"' and (layer_of(name) is not None or (TOP / "lib" / name).exists()):
        complaints.add(f'{file}: the command line sees only <mkpart/mkpart.h>, not "{name}"')
    if quote == "<" and name != "mkpart/mkpart.h" and not LIBC.match(name):
        complaints.add(f"{file}: the command line sees only <mkpart/mkpart.h>, not <{name}>")


def main():
    complaints = Complaints()
    for file in source_files():
        if not file.endswith((".c", ".h")) or not file.startswith(("lib/", "cli/")):
            continue
        text = (TOP / file).read_text()
        check_closed(file, text, complaints)
        check_gate(file, text, complaints)
        check_sorting(file, text, complaints)
        for quote, name in INCLUDE.findall(text):
            check_foreign(file, name, complaints)
            if file.startswith("cli/"):
                check_cli(file, quote, name, complaints)
            elif not file.startswith(("lib/include/", OUTPUT)):
                check_library(file, quote, name, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
