# SPDX-License-Identifier: BSD-2-Clause
"""mkpart-verify within this process, as it is started a thousand times."""
import contextlib
import importlib.machinery
import importlib.util
import io
import pathlib
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = TOP / "cli/verify/mkpart-verify"


def load():
    sys.path.insert(0, str(PROGRAM.parent))
    loader = importlib.machinery.SourceFileLoader("mkpart_verify", str(PROGRAM))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


PROGRAM_MODULE = load()


def verify(*arguments):
    """Exit status, standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["mkpart-verify", *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = PROGRAM_MODULE.main()
    except SystemExit as left:
        status = left.code
    finally:
        sys.argv = before
    return status, out.getvalue(), err.getvalue()


def generate(mkpart, folder, layout, *options, cwd=None):
    """Whether mkpart accepts the layout; its outputs are in `folder` then."""
    result = subprocess.run([str(mkpart), "gen", "--quiet", "-o", str(folder), *options,
                             str(layout)], cwd=cwd, capture_output=True, timeout=60, check=False)
    return result.returncode == 0


class Generator:
    """A copy of mkpart, beside which what is called mkpart-verify only notes how it is called."""

    def __init__(self, mkpart, folder):
        self.program = shutil.copy(mkpart, folder / "mkpart")
        self.notes = folder / "notes"
        fake = folder / "mkpart-verify"
        fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "${0%/*}/notes"\n')
        fake.chmod(0o755)

    def facts(self):
        """What the last run stated of the board, beside its tree."""
        return [word for word in self.notes.read_text().splitlines()
                if word.startswith(("--memory=", "--boot-core=", "--lift=", "--ignore="))]
