#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Of the two layouts that `explain` shows for a check, one fails with its code alone, one passes.

They name their boards by the trees in tests/boards: virt.dtb is tests/boards/case-virt.dts. Some
are made here: source.dtb is no blob, truncated.dtb half of one, huge.dtb larger than any real one,
misnamed.dtb has a node whose name source cannot have; missing.dtb is in no folder.

An example about what is built begins with a comment: the command that finds it, and a line for each
file, as tests/images/make.py makes it.
"""
import argparse
import json
import pathlib
import re
import shutil
import sys
import tempfile

from common import TOP, Complaints, run_mkpart

sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker

EXAMPLES = TOP / "lib/check/examples"
LICENCE = "# SPDX-License-Identifier" + ": BSD-2-Clause\n" # in two parts, for `reuse` reads this


def place_boards(boards, scene):
    for board in pathlib.Path(boards).glob("*.dtb"):
        shutil.copy(board, scene / board.name.removeprefix("case-"))
    blob = (scene / "virt.dtb").read_bytes()
    (scene / "truncated.dtb").write_bytes(blob[:len(blob) // 2])
    (scene / "huge.dtb").write_bytes(blob.ljust(17 << 20, b"\0"))
    (scene / "misnamed.dtb").write_bytes(blob.replace(b"rtc@9010000", b"rtc 9010000"))
    (scene / "source.dtb").write_text("/dts-v1/;\n#include \"soc.dtsi\"\n/ {};\n")


COLUMNS = 80 - len("  ")  # `explain` indents them


def shown(text):
    """As `explain` prints it, or None where it escapes something."""
    text = text.removeprefix(LICENCE)
    if not text.isascii() or any(c < " " and c != "\n" for c in text):
        return None
    return re.sub(r"^(?=.)", "  ", text, flags=re.M)


def findings(mkpart, scene, content, code):
    """Codes of what is found and not allowed. Short layouts leave RAM to nobody."""
    options = [] if code == "MK0128" else ["--allow", "MK0128"]
    (scene / "layout.yaml").write_bytes(content)
    command = re.search(rb"^# mkpart (.+)$", content, re.M)
    if command:
        return findings_with_images(mkpart, scene, command[1].decode(), content)
    return findings_of(mkpart, scene, "check", "layout.yaml", *options)


def findings_of(mkpart, scene, command, *arguments):
    as_data = ["--format", "json"] if command == "check" else []
    _, text, errors = run_mkpart(mkpart, command, *as_data, *arguments, cwd=scene)
    if as_data and text:
        return [f["code"] for f in json.loads(text)["findings"] if f["standing"] == "stands"]
    return re.findall(r"\[(MK\d{4})\]", errors) or [errors] * bool(errors)


def findings_with_images(mkpart, scene, command, content):
    with tempfile.TemporaryDirectory() as folder:
        for file in scene.iterdir():
            (pathlib.Path(folder) / file.name).symlink_to(file)
        recipe = b"\n".join(re.findall(rb"^#   (\S+: .+)$", content, re.M)).decode()
        Maker(mkpart, folder).make(recipe)
        options = [] if command.startswith("check-image") else ["--allow", "MK0128"]
        return findings_of(mkpart, folder, *command.split(), *options)


def check_example(mkpart, scene, code, kind, complaints):
    file = EXAMPLES / f"{code}-{kind}.yaml"
    if not file.exists():
        complaints.add(f"{code}: no {file.relative_to(TOP)}")
        return
    content = file.read_bytes()
    if any(len(line) > COLUMNS for line in content.splitlines()):
        complaints.add(f"{file.name}: a line is longer than {COLUMNS} columns")
    found = findings(mkpart, scene, content, code)
    if kind == "good" and found:
        complaints.add(f"{file.name}: is found to have {found}")
    if kind == "bad" and set(found) != {code}:
        complaints.add(f"{file.name}: shall have {code} alone, and has {found}")
    status, text, _ = run_mkpart(mkpart, "explain", code)
    expected = shown(content.decode("utf-8", "surrogateescape"))
    if status or (expected and expected not in text):
        complaints.add(f"{code}: `mkpart explain` does not show {file.name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", required=True)
    options = parser.parse_args()
    complaints = Complaints()
    _, listed, _ = run_mkpart(options.mkpart, "list", "checks")
    with tempfile.TemporaryDirectory() as folder:
        scene = pathlib.Path(folder)
        place_boards(options.boards, scene)
        for code in re.findall(r"^(MK\d{4})\s", listed, re.M):
            for kind in ("bad", "good"):
                check_example(options.mkpart, scene, code, kind, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
