#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The RPM spec builds from a release's tarball, with Debian's rpmbuild as well; the names of what
it needs are Fedora's and not looked at here.
"""
import os
import subprocess
import sys

import common
from common import TOP

EXPECTED = {
    "mkpart": ["/usr/bin/mkpart", "/usr/share/man/man1/mkpart.1",
               "/usr/share/man/man1/mkpart-lsp.1", "/usr/share/mkpart/editors/mkpart.el"],
    "mkpart-verify": ["/usr/bin/mkpart-verify", "/usr/share/mkpart/verify/groups.py",
                      "/usr/share/man/man1/mkpart-verify.1"],
    "libmkpart": ["/libmkpart.so.0"],
    "libmkpart-devel": ["/usr/include/mkpart/mkpart.h", "/libmkpart.so", "/mkpart.pc"],
    "libmkpart-static": ["/libmkpart.a"],
}


def check_files(package, listed):
    for name in EXPECTED[package]:
        # Distributions compress manual pages.
        if not any(line.removesuffix(".gz").endswith(name) for line in listed):
            yield f"{package} has no {name}"


def check_run(folder, packages):
    """What is in them, unpacked, generates."""
    for package in packages.values():
        content = subprocess.run(["rpm2cpio", package], check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(["cpio", "--extract", "--quiet", "--make-directories"], input=content,
                       cwd=folder, check=True)
    library, = folder.rglob("libmkpart.so.0")
    common.run(folder / "usr/bin/mkpart", "gen", "-o", folder / "out",
               TOP / "examples/qemu-arm-virt/two-nodes.yaml",
               env={**os.environ, "LD_LIBRARY_PATH": str(library.parent)})


def main():
    folder = common.folder(__doc__)
    common.need_tools("rpmbuild", "rpm", "rpm2cpio", "cpio")
    top = common.fresh(folder / "rpm")
    said = common.run("rpmbuild", "-bb", "--nodeps", "--define", f"_topdir {top}",
                      "--define", f"_sourcedir {folder}",
                      "--define", "optflags -O0", TOP / "packaging/mkpart.spec")
    complaints = [line for line in said.splitlines() if "File not found" in line]
    built = {path.name.rsplit("-", 2)[0]: path for path in top.rglob("RPMS/**/*.rpm")}
    for package in EXPECTED:
        if package not in built:
            sys.exit(f"no package {package}: {sorted(built)}")
        complaints += check_files(
            package, common.run("rpm", "-qpl", built[package]).splitlines())
    provided = common.run("rpm", "-qp", "--provides", built["libmkpart"])
    if "libmkpart.so.0(MKPART_0.1)" not in provided:
        complaints.append(f"libmkpart does not provide its symbols' version:\n{provided}")
    check_run(common.fresh(top / "unpacked"), built)
    print("\n".join(complaints))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
