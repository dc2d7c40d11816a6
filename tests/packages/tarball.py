#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Makes a release's tarball by `git archive`, for the other tests here: of what is here now, also
where it is not committed yet.
"""
import gzip
import os
import subprocess
import tempfile

import common
from common import TOP


def archive(folder):
    """Its objects go into `folder`: the repository stays as it is."""
    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=TOP, env=environment, check=True,
                              stdout=subprocess.PIPE).stdout

    environment = dict(os.environ)
    objects = git("rev-parse", "--path-format=absolute", "--git-path", "objects").decode().strip()
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "tests"), ("EMAIL", ""), ("DATE", "1700000000 +0000"))}
    environment.update(who, GIT_INDEX_FILE=f"{folder}/index", GIT_OBJECT_DIRECTORY=folder,
                       GIT_ALTERNATE_OBJECT_DIRECTORIES=objects)
    git("add", "--all", ".")
    commit = git("commit-tree", "-m", "as it is", git("write-tree").decode().strip())
    return git("-c", "tar.umask=0022", "archive", f"--prefix=mkpart-{common.version()}/",
               commit.decode().strip())


def main():
    folder = common.folder(__doc__)
    common.need_tools("git")
    if not (TOP / ".git").exists():
        common.skip("these sources are no git repository")
    with tempfile.TemporaryDirectory() as temporary:
        content = archive(temporary)
    common.tarball(folder).write_bytes(gzip.compress(content, mtime=0))
    print(f"{len(content)} bytes")


if __name__ == "__main__":
    main()
