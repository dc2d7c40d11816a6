#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What packages state agrees with what is so: the version, and which packages building needs."""
import re
import sys

import common
from common import TOP

PACKAGING = TOP / "packaging"


def words(pattern, path):
    return re.search(pattern, (PACKAGING / path).read_text(), re.M | re.S)[1].split()


def complaints():
    version = common.version()
    for path, pattern in {
            "debian/changelog": r"\Amkpart \((.*?)-[^-)]*\)",
            "mkpart.spec": r"^Version: *(\S+)$",
    }.items():
        stated, = words(pattern, path)
        if stated != version:
            yield f"packaging/{path} is about {stated}, CMakeLists.txt about {version}"
    logged, = words(r"^%changelog\n\*.*? - (\S*?)-[^-\n]*$", "mkpart.spec")
    if logged != version:
        yield f"packaging/mkpart.spec's changelog is about {logged}, CMakeLists.txt about {version}"
    # debhelper brings a compiler; pkg-config is an alternative there.
    needed = set(re.findall(r"build_packages=\"(?:\$build_packages)?(.*?)\"",
                            (PACKAGING / "debian-packages.sh").read_text())[0].split()
                 + words(r"build_packages=\"\$build_packages (.*?)\"", "debian-packages.sh"))
    control = " ".join(words(r"^Build-Depends: (.*?)\n\S", "debian/control"))
    for package in sorted(needed - {"gcc", "libc6-dev"}):
        if not re.search(rf"(^|[ |]){re.escape(package)}([ ,]|$)", control):
            yield f"packaging/debian/control lacks {package}, which building needs"


def main():
    found = list(complaints())
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
