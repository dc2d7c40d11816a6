#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The shared library exports what the header declares, versioned, and nothing else; Debian's
symbols file says the same. In the static library every name that others could meet is mk_...
"""
import argparse
import pathlib
import re
import subprocess
import sys

import header

SYMBOLS = header.TOP / "packaging/debian/libmkpart0.symbols"


def dynamic_symbols(library):
    """Those defined: name and version."""
    text = subprocess.run(["readelf", "--dyn-syms", "--wide", library], check=True,
                          capture_output=True, text=True).stdout
    for line in text.splitlines():
        fields = line.split()
        if len(fields) >= 8 and fields[0].endswith(":") and fields[6] not in ("UND", "Ndx") \
                and not (fields[3] == "OBJECT" and fields[6] == "ABS"):
            yield fields[7].replace("@@", "@")


def soname(library):
    text = subprocess.run(["readelf", "--dynamic", "--wide", library], check=True,
                          capture_output=True, text=True).stdout
    return re.search(r"SONAME.*\[(.*)\]", text)[1]


def global_names(archive):
    text = subprocess.run(["nm", "--defined-only", "--extern-only", "--format=posix", archive],
                          check=True, capture_output=True, text=True).stdout
    return {match[1] for match in re.finditer(r"^(\S+) [A-Z] ", text, re.M)}


def recorded_symbols():
    """What packaging/debian has on record; the version of the package is when it came."""
    return {name for name in re.findall(r"^ (\S+@\S+) ", SYMBOLS.read_text(), re.M)
            if not name.startswith("MKPART_")}


def complaints(prefix):
    library, = prefix.rglob("libmkpart.so")
    archive, = prefix.rglob("libmkpart.a")
    functions = [item for item in header.items(header.HEADER.read_text())
                 if item.kind == "function"]
    declared = {f"{item.name}@MKPART_{item.since}" for item in functions}
    exported = set(dynamic_symbols(library))
    if soname(library) != "libmkpart.so.0":
        yield f"the library is called {soname(library)}"
    for name in sorted(declared - exported):
        yield f"{name} is not exported"
    for name in sorted(exported - declared):
        yield f"{name} is exported, but not declared"
    for name in sorted(declared - recorded_symbols()):
        yield f"{SYMBOLS.name} lacks the line ' {name} {name.rsplit('_')[-1]}.0'"
    for name in sorted(recorded_symbols() - declared):
        yield f"{SYMBOLS.name} has {name}, which is gone: a new SONAME is due"
    for name in sorted(global_names(archive)):
        if not name.startswith("mk_"):
            yield f"{name} in the static library may meet a name of others"
    if not declared:
        yield "nothing is declared"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prefix", type=pathlib.Path, required=True)
    found = list(complaints(parser.parse_args().prefix))
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
