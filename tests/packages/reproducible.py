#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Debian's packages are the same bit for bit when they are built in another folder, time zone,
locale, home, with another umask and number of processes.
"""
import filecmp
import os
import shutil
import subprocess
import sys

import common
from common import TOP

COMPARED = (".deb", ".debian.tar.xz", ".orig.tar.gz")


def turkish(folder):
    """A locale in which I is no capital i, made here, if its source is there."""
    made = folder / "locales" / "tr_TR.UTF-8"
    made.parent.mkdir()
    if shutil.which("localedef") and subprocess.run(
            ["localedef", "-i", "tr_TR", "-f", "UTF-8", made], capture_output=True,
            check=False).returncode == 0:
        return {"LOCPATH": str(made.parent), "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}
    return {"LC_ALL": "C"}


def build(folder, **environment):
    """As with what is in the environment of test `debian`, but for these."""
    common.run(TOP / "packaging/build-deb", folder, common.tarball(folder.parent.parent),
               env={**os.environ, **environment}, umask=0o027)


def main():
    folder = common.folder(__doc__)
    common.need_tools("dpkg-buildpackage", "dh", "fakeroot")
    first = folder / "debian"
    again = common.fresh(folder / "again")
    second = again / "somewhere-else-entirely"
    locale = turkish(again)
    build(second, TZ="Pacific/Kiritimati", HOME=str(again), USER="somebody",
          DEB_BUILD_OPTIONS="parallel=1", **locale)
    names = sorted(path.name for path in first.iterdir() if path.name.endswith(COMPARED))
    differ = [name for name in names if not (second / name).exists()
              or not filecmp.cmp(first / name, second / name, shallow=False)]
    for name in differ:
        print(f"{name} is not the same again: compare {first} with {second}")
    print(f"{len(names)} files compared, the second time in {locale['LC_ALL']}")
    sys.exit(1 if differ or len(names) < 5 else 0)


if __name__ == "__main__":
    main()
