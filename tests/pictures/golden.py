#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Pictures of the examples are, byte by byte, those in golden/; --update takes over what is."""
import argparse
import difflib
import sys

import common

GOLDEN = common.TOP / "tests/pictures/golden"
EXAMPLES = {"zcu102": "zcu102/two-nodes", "four": "qemu-arm-virt/four-nodes",
            "imx8mm": "imx8mm-evk/two-nodes", "talk": "talk/talk"}


def pictures():
    """File name, example, format, width, further options."""
    for name in EXAMPLES:
        yield f"{name}.map", name, "map", None, ()
        yield f"{name}.svg", name, "svg", None, ()
    for name in ("zcu102", "talk"):
        yield f"{name}.dot", name, "dot", None, ()
    for width in (40, 60, 132, 200):
        yield f"four-{width}.map", "four", "map", width, ()
    yield "four-color.map", "four", "map", 80, ("--color=always",)
    yield "talk-color.map", "talk", "map", 40, ("--color=always",)


def compare(name, expected, actual):
    """Whether they are the same."""
    if expected == actual:
        return True
    print(f"{name}: not as expected (the target update-golden takes it over)")
    print("".join(difflib.unified_diff(
        expected.decode().splitlines(True), actual.decode().splitlines(True),
        f"golden/{name}", "this run")), end="")
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    good = True
    for file, example, format_, width, more in pictures():
        actual = common.plan(options.mkpart, format_, f"examples/{EXAMPLES[example]}.yaml", *more,
                             columns=width)
        path = GOLDEN / file
        if options.update:
            path.write_bytes(actual)
        else:
            good &= compare(file, path.read_bytes() if path.exists() else b"", actual)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
