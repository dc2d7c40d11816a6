#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Debian's packages install into a fresh system made by debootstrap, pass their own tests there
(debian/tests), and leave nothing behind when they are removed.

Skipped where there is not what it takes: root, a kernel that lets it mount, a mirror that answers.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import common

# What the tests need beside what their packages bring.
TESTED = {"check-and-gen": ["mkpart"], "verify": ["mkpart", "mkpart-verify"],
          "library": ["libmkpart-dev", "gcc", "libc6-dev", "pkgconf"]}
PATHS = ["usr/bin/mkpart", "usr/bin/mkpart-verify", "usr/share/mkpart", "usr/share/doc/mkpart",
         "usr/share/cmake/mkpart", "usr/include/mkpart"]


def mirror():
    """Where this system has its packages from, and their suite."""
    targets = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME) $(COMPONENT)",
         "Created-By: Packages"], capture_output=True, text=True, check=False).stdout
    release = pathlib.Path("/etc/os-release").read_text()
    suite = re.search(r"^VERSION_CODENAME=(\S+)$", release, re.M)
    for line in targets.splitlines():
        address, codename, component = line.split()
        if suite and codename == suite[1] and component == "main":
            return address, codename
    return None


def make_system(root, cache):
    """By debootstrap; why not, if not."""
    address, suite = mirror()
    result = subprocess.run(
        ["debootstrap", "--variant=minbase", f"--cache-dir={cache}", suite, root, address],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False)
    if result.returncode:
        log = root / "debootstrap/debootstrap.log"
        said = result.stdout + (log.read_text() if log.exists() else "")
        common.skip(f"debootstrap cannot work here: {' / '.join(said.splitlines()[-2:])}")
    connect(root)


def connect(root):
    """How this system reaches the mirror: proxies, certificates, names."""
    for path in pathlib.Path("/etc/apt/apt.conf.d").iterdir():
        if re.search(r"Proxy|Acquire", path.read_text(errors="replace"), re.I):
            shutil.copy(path, root / "etc/apt/apt.conf.d")
    for name in ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt"):
        if os.path.exists(name):
            (root / name.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, root / name.lstrip("/"))


def in_system(root, *command):
    return common.run("chroot", root, "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                      "DEBIAN_FRONTEND=noninteractive", "AUTOPKGTEST_TMP=/tmp/scratch",
                      *[f"{name}={value}" for name, value in os.environ.items()
                        if name.lower().endswith("_proxy")], *command)


def mounts(root):
    """Innermost first."""
    places = [line.split()[1] for line in pathlib.Path("/proc/mounts").read_text().splitlines()]
    return sorted((place for place in places if place.startswith(f"{root}/")), reverse=True)


def remove(root):
    """With what debootstrap mounted in it taken off; never through a mount that stays."""
    for place in mounts(root):
        subprocess.run(["umount", place], check=False)
    if mounts(root):
        sys.exit(f"still mounted, and so left as it is: {mounts(root)}")
    shutil.rmtree(root)


def install(root, built, wanted):
    for deb in built.glob("*.deb"):
        shutil.copy(deb, root / "tmp")
    ours = {path.name.split("_")[0]: f"/tmp/{path.name}" for path in built.glob("*.deb")}
    in_system(root, "apt-get", "-q", "-y", "--no-install-recommends", "install",
              *[ours.get(package, package) for package in wanted])


def main():
    folder = common.folder(__doc__)
    common.need_tools("debootstrap", "chroot")
    if os.geteuid():
        common.skip("only root can make a system")
    if not mirror():
        common.skip("apt does not know where this system's packages are")
    built = folder / "debian"
    cache = folder / "cache"
    cache.mkdir(exist_ok=True)
    root = pathlib.Path(tempfile.mkdtemp(prefix="mkpart-chroot-"))
    try:
        make_system(root, cache)
        test_packages(root, built)
    finally:
        remove(root)


def test_packages(root, built):
    in_system(root, "apt-get", "-q", "update")
    install(root, built, ["libmkpart0", *{p: 0 for needs in TESTED.values() for p in needs}])
    source, = (path for path in built.glob("mkpart-*") if path.is_dir())
    for name in ("debian/tests", "examples", "tests/library"):
        shutil.copytree(source / name, root / "source" / name)
    for test in TESTED:
        in_system(root, "mkdir", "-p", "/tmp/scratch")
        in_system(root, "sh", "-c", f"cd /source && debian/tests/{test}")
        in_system(root, "rm", "-r", "/tmp/scratch")
        print(f"debian/tests/{test} passes")
    in_system(root, "dpkg", "--purge", "libmkpart-dev", "mkpart", "mkpart-verify",
              "libmkpart0")
    left = [path for path in PATHS if (root / path).exists()]
    left += [str(path) for path in (root / "usr/lib").rglob("libmkpart*")]
    if left:
        sys.exit(f"left behind: {left}")


if __name__ == "__main__":
    main()
