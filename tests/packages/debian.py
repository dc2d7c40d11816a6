#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Debian's packages build from a release's tarball and pass their own tests, lintian has nothing
to say of them down to pedantic, and everything in them is hardened and in its package.
"""
import os
import re
import sys

import common
from common import TOP

# All that is not there by pattern.
CONTENTS = {
    "mkpart": ["usr/bin/mkpart", "usr/share/cmake/mkpart/mkpartConfig.cmake",
               "usr/share/cmake/mkpart/mkpartGenerate.cmake",
               "usr/share/doc/mkpart/examples/qemu-arm-virt/two-nodes.yaml",
               "usr/share/mkpart/editors/mkpart.lua"],
    "mkpart-verify": ["usr/bin/mkpart-verify", "usr/share/mkpart/verify/groups.py",
                      "usr/share/man/man1/mkpart-verify.1.gz"],
    "libmkpart0": ["usr/lib/ARCH/libmkpart.so.0"],
    "libmkpart-dev": ["usr/include/mkpart/mkpart.h", "usr/lib/ARCH/libmkpart.a",
                      "usr/lib/ARCH/libmkpart.so", "usr/lib/ARCH/pkgconfig/mkpart.pc",
                      "usr/lib/ARCH/cmake/libmkpart/libmkpartConfig.cmake"],
}


def check_contents(built, trees):
    triplet = common.run("dpkg-architecture", "-q", "DEB_HOST_MULTIARCH").strip()
    for package, paths in CONTENTS.items():
        deb, = built.glob(f"{package}_*.deb")
        common.run("dpkg-deb", "--extract", deb, trees / package)
        paths = [*paths, f"usr/share/doc/{package}/copyright"]
        if package == "mkpart":
            paths += [f"usr/share/man/man{page.suffix[1:]}/{page.name}.gz"
                      for page in (TOP / "man").iterdir() if re.fullmatch(r"\.[157]", page.suffix)
                      and page.stem != "mkpart-verify"]
        for path in paths:
            path = trees / package / path.replace("ARCH", triplet)
            if not path.is_symlink() and not path.exists():
                yield f"{package} has no {path}"


def check_hardening(binary):
    headers = common.run("readelf", "--wide", "--file-header", "--program-headers", "--dynamic",
                         "--dyn-syms", binary)
    for what, pattern in {"position-independent": r"Type: *DYN", "read-only relocations": "RELRO",
                          "immediate binding": r"BIND_NOW|FLAGS_1.*NOW",
                          "stack protector": "__stack_chk_fail",
                          "fortified functions": r"__\w+_chk\b"}.items():
        if not re.search(pattern, headers):
            yield f"{binary}: not {what}"
    if re.search(r"R(UN)?PATH", headers):
        yield f"{binary}: has a run path"


def run_own_tests(built, system):
    """What debian/tests does with an installed package: here with one that is unpacked."""
    for deb in built.glob("*.deb"):
        common.run("dpkg-deb", "--extract", deb, system)
    source, = (path for path in built.glob("mkpart-*") if path.is_dir())
    library, = system.rglob("libmkpart.so")
    for name in ("check-and-gen", "cmake"):
        common.run(source / "debian/tests" / name, cwd=source, env={
            **os.environ, "PATH": f"{system}/usr/bin:{os.environ['PATH']}",
            "LD_LIBRARY_PATH": str(library.parent), "CMAKE_PREFIX_PATH": f"{system}/usr",
            "AUTOPKGTEST_TMP": str(common.fresh(system.parent / f"scratch-{name}"))})


def main():
    folder = common.folder(__doc__)
    common.need_tools("dpkg-buildpackage", "dh", "lintian", "fakeroot")
    built = common.fresh(folder / "debian")
    common.run(TOP / "packaging/build-deb", built, common.tarball(folder))
    trees = common.fresh(built / "trees")
    complaints = list(check_contents(built, trees))
    for binary in [trees / "mkpart/usr/bin/mkpart", *trees.rglob("libmkpart.so.*.*")]:
        complaints += check_hardening(binary)
    run_own_tests(built, common.fresh(trees / "all"))
    for changes in built.glob("*.changes"):
        complaints += common.run(
            "lintian", "--allow-root", "--no-cfg", "--pedantic", "--display-info",
            "--fail-on", "none", changes).splitlines()
    print("\n".join(complaints))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
