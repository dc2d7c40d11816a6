#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Of the two layouts that `explain` shows for a check, one fails with its code alone, one passes.

They name their boards by the trees in tests/boards: virt.dtb is tests/boards/case-virt.dts. Some
are made here: source.dtb is no blob, truncated.dtb half of one, huge.dtb larger than any real one,
misnamed.dtb has a node whose name source cannot have; missing.dtb is in no folder.

An example about what is built begins with a comment: the command that finds it, and a line for each
file, as tests/images/make.py makes it.

examples.json has the exit status and all that is said of those that fail: message, place, notes,
and each fix with its edits. With --update (target `update-golden`) it is rewritten; read what
changed.
"""
import argparse
import difflib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

from common import TOP, Complaints, run_mkpart

sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker

EXAMPLES = TOP / "lib/check/examples"
GOLDEN = pathlib.Path(__file__).with_suffix(".json")
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


class Example:
    """A layout, in a folder with what it names."""

    def __init__(self, code, kind):
        self.code, self.kind = code, kind
        self.file = EXAMPLES / f"{code}-{kind}.yaml"

    def prepare(self, mkpart, boards, scene):
        """Puts it beside links to the boards it names, and makes the built files."""
        content = self.file.read_bytes()
        for name in set(re.findall(r"[\w.-]+\.dtb\b", content.decode(errors="replace"))):
            if (boards / name).exists():
                (scene / name).symlink_to(boards / name)
        (scene / "layout.yaml").write_bytes(content)
        recipe = re.findall(rb"^#   (\S+: .+)$", content, re.M)
        if recipe:
            Maker(mkpart, scene).make(b"\n".join(recipe).decode())

    def command(self):
        """Arguments. Short layouts leave RAM to nobody."""
        written = re.search(rb"^# mkpart (.+)$", self.file.read_bytes(), re.M)
        words = written[1].decode().split() if written else ["check", "layout.yaml"]
        if words[0] != "check-image" and self.code != "MK0128":
            words[1:1] = ["--allow", "MK0128"]
        if words[0] != "gen": # which has no such option
            words[1:1] = ["--format", "json"]
        return words


def place(item):
    """FILE:LINE:COLUMN+LENGTH, or a file and a path in its tree."""
    if item.get("line"):
        return f"{item['file']}:{item['line']}:{item['column']}+{item['length']}"
    return " ".join(filter(None, (item.get("file"), item.get("path"))))


def with_text(item, key):
    return f"{place(item)}: {item[key]}"


def told(finding):
    """A finding, short enough to be read. What is empty is left out."""
    fixes = [{"safe": fix["safe"], "edits": [with_text(edit, "text") for edit in fix["edits"]]}
             for fix in finding.get("fixes", ())]
    notes = [with_text(note, "message") for note in finding.get("notes", ())]
    members = {"code": finding["code"], "severity": finding["severity"], "place": place(finding),
               "message": finding["message"], "subjects": finding.get("subjects"), "notes": notes,
               "suggestion": finding.get("suggestion"), "fixes": fixes}
    return {key: value for key, value in members.items() if value}


def findings(output, errors):
    """What is found and not allowed; `gen` says it in words."""
    if not output.startswith("{"):
        return [{"code": code, "message": errors.strip()}
                for code in re.findall(r"\[(MK\d{4})\]", errors) or [errors] * bool(errors)]
    return [told(finding) for finding in json.loads(output)["findings"]
            if finding.get("standing", "stands") == "stands"]


SILENCE = {"exit": 0, "findings": []}


def outcome(status, output, errors):
    return {"exit": status, "findings": findings(output, errors)}


def asked(mkpart, boards, example):
    with tempfile.TemporaryDirectory() as folder:
        example.prepare(mkpart, boards, pathlib.Path(folder))
        return outcome(*run_mkpart(mkpart, *example.command(), cwd=folder))


def check_found(example, said, complaints):
    codes = [finding["code"] for finding in said["findings"]]
    if example.kind == "good" and said != SILENCE:
        complaints.add(f"{example.file.name}: is found to have {codes}, exit {said['exit']}")
    if example.kind == "bad" and set(codes) != {example.code}:
        complaints.add(f"{example.file.name}: shall have {example.code} alone, and has {codes}")


def check_shown(example, explained, complaints):
    content = example.file.read_bytes()
    if any(len(line) > COLUMNS for line in content.splitlines()):
        complaints.add(f"{example.file.name}: a line is longer than {COLUMNS} columns")
    expected = shown(content.decode("utf-8", "surrogateescape"))
    if expected and expected not in explained:
        complaints.add(f"{example.code}: `mkpart explain` does not show {example.file.name}")


def check_code(mkpart, boards, code, complaints):
    """What is said of the example that fails."""
    _, explained, _ = run_mkpart(mkpart, "explain", code)
    said = None
    for kind in ("good", "bad"):
        example = Example(code, kind)
        if not example.file.exists():
            complaints.add(f"{code}: no {example.file.relative_to(TOP)}")
            continue
        said = asked(mkpart, boards, example)
        check_found(example, said, complaints)
        check_shown(example, explained, complaints)
    return said


def lines(said):
    return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").splitlines(True)


def compare(said, complaints):
    """With what was said before."""
    before = json.loads(GOLDEN.read_text())
    for code in sorted(said.keys() | before.keys()):
        if before.get(code) != said.get(code):
            complaints.add(f"{code}: its example is told of otherwise than {GOLDEN.name} has it "
                           "(`cmake --build build/dev --target update-golden` takes it over)")
            print("".join(difflib.unified_diff(lines(before.get(code)), lines(said.get(code)),
                                               GOLDEN.name, "this run")), end="")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True, type=os.path.abspath)
    parser.add_argument("--boards", required=True)
    parser.add_argument("--update", action="store_true", help=f"rewrite {GOLDEN.name}")
    options = parser.parse_args()
    complaints = Complaints()
    _, listed, _ = run_mkpart(options.mkpart, "list", "checks")
    codes = re.findall(r"^(MK\d{4})\s", listed, re.M)
    with tempfile.TemporaryDirectory() as folder:
        boards = pathlib.Path(folder)
        place_boards(options.boards, boards)
        said = {code: check_code(options.mkpart, boards, code, complaints)
                for code in sorted(codes)}
    if options.update:
        GOLDEN.write_text("".join(lines(said)))
    else:
        compare(said, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
