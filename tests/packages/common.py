# SPDX-License-Identifier: BSD-2-Clause
"""What the tests of packages share."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def folder(doc):
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    return parser.parse_args().folder


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def need_tools(*tools):
    """Administrators' programs too, which are not on everybody's path."""
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    for tool in tools:
        if not shutil.which(tool):
            skip(f"{tool} is not installed")


def run(*command, **options):
    """Standard output; ends the test, with all that was said, if it fails."""
    result = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors="replace", check=False, **options)
    if result.returncode:
        said = result.stdout.splitlines()
        print("\n".join(said[-60:]))
        sys.exit(f"{' '.join(map(str, command))}: exit status {result.returncode}")
    return result.stdout


def version():
    """The one place that states it."""
    return re.search(r"project\(mkpart VERSION ([0-9.]+)", (TOP / "CMakeLists.txt").read_text())[1]


def tarball(there):
    return there / f"mkpart-{version()}.tar.gz"


def fresh(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path
