#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""packaging/release-check has nothing against the project, and does have against drifted copies."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from common import TOP, Complaints, source_files

# What it reads; the packaging of distributions where it is there.
READ = re.compile(r"CMakeLists\.txt|NEWS\.md|README\.md|packaging/.*|man/.*|lib/.*\.map|tests/run|"
                  r"tests/.*CMakeLists\.txt")
CHANGELOG = "mkpart ({}) {}; urgency=medium\n\n  * New.\n"

# One drift each: a file, what is written there instead of what, and the line that complains.
DRIFTS = [
    ("CMakeLists.txt", r"(project\(mkpart VERSION )[\d.]+", r"\g<1>7.8.9", "newest entry of NEWS"),
    ("CMakeLists.txt", r"project\(mkpart VERSION", "project(mkpart", "states the version"),
    ("CMakeLists.txt", r"SOVERSION \d+", "SOVERSION 7", "SONAME"),
    ("NEWS.md", r"## [\d.]+ \(", "## 7.8.9 (", "newest entry of NEWS.md"),
    ("NEWS.md", r"## [\d.]+ \(\w+\)", "## soon", "newest entry of NEWS.md"),
    ("README.md", r"v\d+\.\d+\.\d+", "v7.8.9", "tags in README.md"),
    ("packaging/github/action.yml", r"v\d+\.\d+\.\d+", "v7.8.9", "tags in packaging/github"),
    ("packaging/mkpart.spec", r"Version:.*", "Version: 7.8.9", "packaging/mkpart.spec"),
    ("packaging/debian/changelog", r"\A.*", "mkpart (7.8.9-1) bookworm; urgency=low",
     "packaging/debian/changelog"),
    ("tests/bench/CMakeLists.txt", r"bench", "bank", "'bench' is there"),
]
# The same for what makes a commit a release.
RELEASE_DRIFTS = [
    ("NEWS.md", r"\(\d{4}-\d\d-\d\d\)", "(unreleased)", "NEWS.md has the release's date"),
    ("man/mkpart.1", r"\.Dd .*", ".Dd January 1, 2100", "man/mkpart.1 is not dated"),
    ("packaging/debian/changelog", r"\) \w+;", ") UNRELEASED;", "names a distribution"),
]


class Copy:
    """Of what the script reads, with packages of the same version where there are none."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for file in source_files():
            if READ.fullmatch(file):
                self.path(file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(TOP / file, self.path(file))
        version = re.search(r"project\(mkpart VERSION ([\d.]+)",
                            self.path("CMakeLists.txt").read_text())[1]
        self.add("packaging/mkpart.spec", f"Name: mkpart\nVersion: {version}\n")
        self.add("packaging/debian/changelog", CHANGELOG.format(f"{version}-1", "bookworm"))

    def path(self, name):
        return self.folder / name

    def add(self, name, text):
        if not self.path(name).exists():
            self.path(name).parent.mkdir(parents=True, exist_ok=True)
            self.path(name).write_text(text)

    def change(self, name, pattern, replacement):
        """Gives the text as it was."""
        old = self.path(name).read_text()
        new, count = re.subn(pattern, replacement, old, count=0, flags=re.M)
        assert count, f"{name} has no {pattern}"
        self.path(name).write_text(new)
        return old

    def check(self, *options):
        result = subprocess.run([sys.executable, self.path("packaging/release-check"), *options],
                                cwd=self.folder, capture_output=True, text=True, timeout=60,
                                check=False)
        return result.returncode, result.stdout + result.stderr

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=tester", "-c", "user.email=tester@example.org",
                        "-c", "commit.gpgSign=false", *arguments],
                       cwd=self.folder, check=True, capture_output=True,
                       env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null",
                            "GIT_CONFIG_NOSYSTEM": "1"})


def expect(copy, complaints, wanted, why, *options):
    """Without `wanted` it has to pass, else to fail at that."""
    status, text = copy.check(*options)
    fails_there = re.search(rf"^NO .*{re.escape(wanted or '')}", text, re.M)
    if bool(status) != bool(wanted) or (wanted and not fails_there):
        complaints.add(f"{why}: exit status {status}\n{text}")


def check_drifts(copy, complaints, drifts, *options):
    for name, pattern, replacement, wanted in drifts:
        old = copy.change(name, pattern, replacement)
        expect(copy, complaints, wanted, f"{name} with {replacement!r}", *options)
        copy.path(name).write_text(old)


def make_release(copy):
    copy.change("NEWS.md", r"^(## [\d.]+) \(\S+\)", r"\1 (2099-12-31)")
    copy.change("packaging/debian/changelog", r"\) \w+;", ") bookworm;")
    copy.git("init", "--quiet")
    copy.git("add", "--all")
    copy.git("commit", "--quiet", "-m", "release")


def check_repository(copy, complaints):
    copy.add("stray", "")
    expect(copy, complaints, "the work tree is clean", "a stray file")
    copy.path("stray").unlink()
    expect(copy, complaints, None, "a release")
    copy.git("tag", "v" + re.search(r"^## ([\d.]+)", copy.path("NEWS.md").read_text(), re.M)[1])
    expect(copy, complaints, "is free", "a tag that is there")


def main():
    complaints = Complaints()
    result = subprocess.run([TOP / "packaging/release-check", "--dry"], capture_output=True,
                            text=True, timeout=60, check=False)
    if result.returncode:
        complaints.add(result.stdout + result.stderr)
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(folder)
        expect(copy, complaints, None, "a copy", "--dry")
        check_drifts(copy, complaints, DRIFTS, "--dry")
        if shutil.which("git"):
            make_release(copy)
            check_drifts(copy, complaints, RELEASE_DRIFTS)
            check_repository(copy, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
