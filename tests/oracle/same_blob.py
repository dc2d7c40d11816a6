#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""board.dtb is what dtc makes of board.dts beside it, as a tree."""
import pathlib
import subprocess
import sys

from fdt import Tree


def main():
    dtc, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    made = subprocess.run([dtc, "-q", "-I", "dts", "-O", "dtb", folder / "board.dts"],
                          capture_output=True, check=True).stdout
    difference = Tree(made).difference(Tree((folder / "board.dtb").read_bytes()))
    if difference:
        sys.exit(f"{folder.name}: board.dtb is not made from board.dts: {difference}")


if __name__ == "__main__":
    main()
