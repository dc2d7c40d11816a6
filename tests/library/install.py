#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Builds a release and installs it, for the other tests here.

Into `prefix`, of which `moved prefix` is a copy: nothing but mkpart.pc may say where it was.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--libdir", required=True)
    options = parser.parse_args()
    first, prefix = options.folder / "prefix", options.folder / "moved prefix"
    for old in (first, prefix):
        shutil.rmtree(old, ignore_errors=True)
    build = options.folder / "build"
    for arguments in (
            ["-G", "Ninja", "-S", options.source, "-B", build, "-DCMAKE_BUILD_TYPE=None",
             "-DBUILD_TESTING=OFF", "-DMKPART_WERROR=ON",
             f"-DCMAKE_INSTALL_LIBDIR={options.libdir}",
             f"-DCMAKE_INSTALL_PREFIX={first}"],
            ["--build", build, "--parallel", str(os.cpu_count())],
            ["--install", build]):
        subprocess.run([options.cmake, *arguments], check=True)
    shutil.copytree(first, prefix, symlinks=True)
    tied = [path for path in prefix.rglob("*") if path.is_file() and path.name != "mkpart.pc"
            and os.fsencode(first) in path.read_bytes()]
    if tied:
        sys.exit("\n".join(f"{path} says where it is" for path in tied))


if __name__ == "__main__":
    main()
