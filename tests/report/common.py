# SPDX-License-Identifier: BSD-2-Clause
"""What the tests of reports share."""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
FORMATS = ["checkstyle", "gcc", "github", "gitlab", "json", "junit", "sarif", "text"]


def arguments(doc, *options):
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    for option in ("--mkpart", "--boards", *options):
        parser.add_argument(option, required=True)
    return parser.parse_args()


def check(program, folder, format_, *operands):
    """The bytes that `check` prints; it must not have crashed."""
    result = subprocess.run(
        [os.fsencode(os.path.abspath(program)), b"check", b"--format", format_.encode(), *operands],
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", "NO_COLOR": "1"})
    assert result.returncode in (0, 1, 2), result.stderr.decode(errors="replace")
    assert not result.stderr, result.stderr.decode(errors="replace")
    return result.stdout


def check_json(program, folder, format_, *operands):
    return json.loads(check(program, folder, format_, *operands))


class Scene:
    """A case of tests/cases in a folder of its own; None of `layout` where it has none."""

    def __init__(self, case, boards):
        self.holder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.holder.name)
        self.layout = None
        for name in ("layout.yaml", "layout.json"):
            if (case / name).exists():
                shutil.copy(case / name, self.folder)
                self.layout = self.folder / name
        if (case / "board").exists():
            board = pathlib.Path(boards) / ((case / "board").read_text().strip() + ".dtb")
            if board.exists():
                shutil.copy(board, self.folder / "board.dtb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.holder.cleanup()


def cases():
    """Those that are a layout and a board, and nothing that changes them."""
    special = ("board.dts", "resize", "replace")
    for case in sorted((TOP / "tests/cases").iterdir()):
        if (case / "board").exists() and not any((case / name).exists() for name in special):
            yield case
