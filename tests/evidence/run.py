#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Evidence of a layout with requirements: run.py --mkpart PROGRAM --boards FOLDER

It is what `expected` has; it is also used: the schema describes it, the digests are those of the
files, CSV and page say what the JSON says, and the same input gives the same bytes."""
import argparse
import csv
import hashlib
import html.parser
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker # noqa: E402

HERE = TOP / "tests/evidence"
KEPT = ("control/overlay.dts", "io/mkpart.h", "plan.json")
FILES = ("checks.csv", "evidence.html", "evidence.json", "evidence.sha256", "outputs.sha256",
         "trace.csv")


class Scene:
    def __init__(self, mkpart, folder):
        self.mkpart, self.folder = mkpart, folder
        folder.mkdir()

    def run(self, *arguments, status=0, date="86400"):
        environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        if date:
            environment["SOURCE_DATE_EPOCH"] = date
        result = subprocess.run([self.mkpart, *arguments], cwd=self.folder, env=environment,
                                capture_output=True, text=True, check=False)
        assert result.returncode == status, (arguments, result.returncode, result.stderr)
        return result.stdout

    def evidence(self, *arguments, **options):
        return self.run("evidence", "-q", "-o", "evidence", *arguments, "layout.yaml", **options)

    def json(self):
        return json.loads((self.folder / "evidence/evidence.json").read_text())


def first_scene(mkpart, folder):
    scene = Scene(mkpart, folder)
    shutil.copy(HERE / "layout.yaml", folder)
    shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder)
    return scene


# --- a schema's words that ours uses --------------------------------------------------------------

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
         "null": type(None)}


def follow(schema, value, where="evidence"):
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    assert not kinds or any(type(value) is TYPES[kind] for kind in kinds), f"{where}: {value!r}"
    assert "const" not in schema or value == schema["const"], f"{where}: {value!r}"
    assert "enum" not in schema or value in schema["enum"], f"{where}: {value!r}"
    assert "pattern" not in schema or re.search(schema["pattern"], value), f"{where}: {value!r}"
    assert value is None or value >= schema["minimum"] if "minimum" in schema else True, where
    if isinstance(value, dict):
        for key in schema.get("required", []):
            assert key in value, f"{where} has no '{key}'"
        for key, member in value.items():
            known = schema.get("properties", {})
            assert key in known or schema.get("additionalProperties", True), f"{where}: '{key}'"
            follow(known.get(key, {}), member, f"{where}.{key}")
    for item in value if isinstance(value, list) else ():
        follow(schema.get("items", {}), item, where + "[]")


# --- what it says, used ---------------------------------------------------------------------------

def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests_are_right(scene, document):
    for item in document["inputs"]:
        path = scene.folder / item["file"]
        assert (item["sha256"], item["bytes"]) == (sha256(path), path.stat().st_size), item
    assert re.fullmatch(r"libyaml [0-9.]+, jansson [0-9.]+, libelf [0-9.]+, libfdt",
                        document["tool"]["libraries"])
    assert [item["role"] for item in document["inputs"]] == ["layout", "board"]
    scene.run("gen", "-q", "-o", "out", "layout.yaml")
    made = {str(path.relative_to(scene.folder / "out")): sha256(path)
            for path in (scene.folder / "out").rglob("*")
            if path.is_file() and not path.name.startswith(".")}
    assert {item["file"]: item["sha256"] for item in document["outputs"]} == made
    sums = (scene.folder / "evidence/outputs.sha256").read_text().splitlines()
    assert dict(reversed(line.split("  ")) for line in sums) == made


def checks_are_all(scene, document):
    listed = re.findall(r"^(MK\d+)", scene.run("list", "checks"), re.M)
    assert [check["code"] for check in document["checks"]] == listed
    for check in document["checks"]:
        made = check["verdict"] != "left out"
        assert made or check["why"], check
        assert (check["verdict"] == "held") <= (not check["findings"]), check
        assert made or not check["findings"], check
        if check["verdict"] == "allowed":
            assert all(f["reason"] and not f["stands"] for f in check["findings"]), check
    found = {c["code"] for c in document["checks"] if c["verdict"] in ("found", "allowed")}
    report = json.loads(scene.run("check", "--format", "json", "layout.yaml"))
    assert {finding["code"] for finding in report["findings"]} == found


def why_is_said(document, reasons):
    """Why these checks did not look at anything."""
    said = {check["code"]: check.get("why") for check in document["checks"]}
    assert {code: said[code] for code in reasons} == reasons, said


def sheets_say_the_same(scene, document):
    def rows(name):
        text = (scene.folder / "evidence" / name).read_bytes().decode()
        assert text.count("\r\n") == text.count("\n")
        return list(csv.DictReader(io.StringIO(text, newline="")))
    checks = rows("checks.csv")
    assert [row["code"] for row in checks] == [check["code"] for check in document["checks"]
                                               for _ in check["findings"] or [None]]
    by_code = {check["code"]: check for check in document["checks"]}
    assert all(row["verdict"] == by_code[row["code"]]["verdict"] for row in checks)
    lines = [(row["requirement"].removeprefix("'"), row["entry"], row["outputs"].split())
             for row in rows("trace.csv")]
    assert lines == [(r["requirement"], e["entry"], e["outputs"])
                     for r in document["requirements"] for e in r["entries"]]
    assert any(row["requirement"].startswith("'=") for row in rows("trace.csv"))


def matrix_is_that_of_the_layout(document):
    found = {r["requirement"]: [e["kind"] for e in r["entries"]] for r in document["requirements"]}
    assert found == {"=cmd()": ["shared region"], "REQ-CORE": ["node", "memory"],
                     "REQ-IRQ": ["interrupt"], "REQ-MEM": ["memory"], "REQ-MON": ["reserved range"],
                     "REQ-TIME": ["device", "IPI"]}, found
    memory = next(r for r in document["requirements"] if r["requirement"] == "REQ-MEM")
    entry = memory["entries"][0]
    assert "MK0101" in entry["checks"] and entry["place"]["line"] == 10, entry
    assert "control/overlay.dts" in entry["outputs"] and "io/overlay.dts" not in entry["outputs"]
    found = next(c for c in document["checks"] if c["code"] == "MK0213")["findings"]
    assert [f["requirements"] for f in found] == [["REQ-IRQ"]], found


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.references = set(), "", []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.references += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data):
        self.text += data


def page_is_whole(scene, document):
    text = (scene.folder / "evidence/evidence.html").read_text()
    page = Page()
    page.feed(text)
    assert "script" not in page.tags and all(r.startswith("#MK") for r in page.references)
    assert "default-src 'none'" in text and "@media print" in text
    for item in document["inputs"] + document["outputs"]:
        assert item["sha256"] in page.text
    for check in document["checks"]:
        assert check["code"] in page.text and check["title"] in page.text
    for requirement in document["requirements"]:
        assert requirement["requirement"] in page.text


def the_same_gives_the_same(scene, other):
    other.evidence()
    for name in FILES:
        assert (scene.folder / "evidence" / name).read_bytes() == \
            (other.folder / "evidence" / name).read_bytes(), f"{name} differs"


def a_mixture_is_not_current(scene):
    """What a kill between two renames leaves."""
    folder = scene.folder / "evidence"
    words = ["evidence", "-o", "evidence", "layout.yaml"]
    scene.run(*words)
    assert scene.run(*words, "--check") == ""
    verify = ["sha256sum", "--status", "-c", "evidence.sha256"]
    for name in FILES:
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(kept + b"\n")
        assert name == "evidence.sha256" or \
            subprocess.run(verify, cwd=folder, check=False).returncode, name
        assert scene.run(*words, "--check", status=1) == f"would write evidence/{name}\n"
        (folder / name).write_bytes(kept)
    assert subprocess.run(verify, cwd=folder, check=False).returncode == 0
    listed = [line.split("  ")[1] for line in
              (folder / "evidence.sha256").read_text().splitlines()]
    assert sorted([*listed, "evidence.sha256"]) == list(FILES), listed


def no_requirement_is_lost(mkpart, folder):
    """Of a layout with everything that can have one; and nothing is said of images that nobody
    gave."""
    scene = first_scene(mkpart, folder)
    wanted = set()
    for file in (HERE / "everything").iterdir():
        shutil.copy(file, folder)
        wanted |= set(re.findall(r"REQ-[A-Z0-9-]+", file.read_text()))
    scene.evidence("--allow", "MK0128")
    document = scene.json()
    found = {requirement["requirement"]: requirement["entries"]
             for requirement in document["requirements"]}
    assert found.keys() == wanted, found.keys() ^ wanted
    assert [e["entry"] for e in found["REQ-FPGA"]] == \
        ["node 'io' registers 'fpga' 0xb000000..0xb000fff"]
    assert "io/mkpart.h" in found["REQ-DSP"][0]["outputs"]
    assert "control/kernel.cmake" in found["REQ-EL2"][0]["outputs"]
    built = [check for check in document["checks"]
             if re.match("MK09|MK12[123]", check["code"]) and check["verdict"] != "left out"]
    assert not built, built


# By what is counted: its numbers, of checks that look at them one by one or at all together. What
# nodes give to others and to peers is memory as well, and an archive is an image that was built.
COUNTED = {
    "banks of RAM": {1}, "claims to memory": {7}, "requests for memory": {6},
    "ranges of memory": {2, 4}, "ranges beside RAM": {2}, "nodes": {2}, "nodes' untypeds": {2},
    "ranges of memory and shared regions": {6}, "ranges beside RAM and shared regions": {4},
    "nodes and shared regions": {4},
    "shared regions": {2}, "connections": {1}, "ends of connections": {2}, "IPIs": {2},
    "names": {7, 8}, "devices": {5}, "named devices": {5}, "nodes of the board's tree": {34},
    "devices behind further controllers": {1}, "interrupts": {7}, "listed interrupts": {3},
    "interrupts of nodes": {7},
    "interrupts listed twice": {1}, "images": {6, 7}, "archives": {1}, "nodes with images": {2},
}


RECIPE = """
    images: planned
    archive.cpio: packed images
    images/io/kernel.elf: missing
    images/io/kernel.dtb: missing
    images/io/rootserver: missing
"""


def counted(mkpart, folder, layout, board, recipe, *arguments, status=0):
    scene = Scene(mkpart, folder)
    shutil.copy(HERE / layout, folder / "layout.yaml")
    shutil.copy(board, folder / "board.dtb")
    Maker(mkpart, folder).make(recipe)
    scene.evidence(*arguments, status=status)
    found = {}
    for looked in (check.get("looked_at") for check in scene.json()["checks"]):
        if looked:
            found.setdefault(looked["things"], set()).add(looked["count"])
    return found


def facts_are_counted(options, folder):
    given = ["--images", "images", "--archive", "archive.cpio"]
    found = counted(options.mkpart, folder / "counted", "counted.yaml",
                    options.boards / "case-lines.dtb", RECIPE, *given, status=1)
    found.pop("loader images") # there is none
    assert found == COUNTED, found
    found = counted(options.mkpart, folder / "blocks", "counted-blocks.yaml",
                    TOP / "examples/qemu-arm-virt/board.dtb", "loader.img: booted", "--archive",
                    "loader.img")
    assert found["loader images"] == {1} and found["nodes"] == {2}, found


ONE_LINE_TWICE = """version: 1
board: {dtb: board.dtb}
nodes:
  - {name: control, cpu: cpu@0, memory: [{size: 64M}], irqs: [{spi: 50}]}
  - {name: io, cpu: cpu@1, memory: [{size: 64M}], irqs: [{spi: 50}]}
"""


def what_hides_a_check_is_said(mkpart, folder):
    scene = Scene(mkpart, folder)
    shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder / "board.dtb")
    (folder / "layout.yaml").write_text(ONE_LINE_TWICE)
    scene.evidence(status=1)
    why_is_said(scene.json(), {"MK0212": "MK0201 was found"})


def changes_are_told(scene):
    old = scene.folder / "old.json"
    shutil.copy(scene.folder / "evidence/evidence.json", old)
    assert scene.evidence("--compare", "old.json") == ""
    assert scene.json()["changes"] == []
    layout = scene.folder / "layout.yaml"
    layout.write_text(layout.read_text().replace("{spi: 20, trace: REQ-IRQ}", "{spi: 21}"))
    said = scene.evidence("--compare", "old.json", date=None)
    assert "requirement REQ-IRQ: node 'io' INTID 52 -> (is gone)\n" in said, said
    assert re.search(r"^output io/overlay\.dts: [0-9a-f]{64} -> [0-9a-f]{64}$", said, re.M), said
    assert "output control/overlay.dts" not in said, said
    document = scene.json()
    assert document["date"] is None and document["compared_with"] == "old.json"
    assert len(document["changes"]) == len(said.splitlines())
    layout.write_text(layout.read_text().replace("0x70000000", "0x6f000000"))
    said = scene.evidence("--compare", "old.json", status=1)
    assert "check MK0101: held -> found\n" in said and "verdict: holds -> does not hold\n" in said
    assert scene.json()["outputs"] == []
    (scene.folder / "old.json").write_text('{"format": "mkpart-plan"}')
    scene.evidence("--compare", "old.json", status=2)
    scene.evidence(date="tomorrow", status=3)


def without_what_changes(document):
    """Without digests; of the checks those that found something, and of the outputs a few: others
    come and go."""
    document["tool"]["libraries"] = document["contract"]["enforces"] = ""
    document["outputs"] = [item for item in document["outputs"] if item["file"] in KEPT]
    for item in document["inputs"] + document["outputs"]:
        item["sha256"], item["bytes"] = "", 0
    document["checks"] = [check for check in document["checks"] if check["findings"]]
    for requirement in document["requirements"]:
        for entry in requirement["entries"]:
            entry["checks"] = entry["checks"][:1]
            entry["outputs"] = [name for name in entry["outputs"] if name in KEPT]
    return json.dumps(document, indent=2) + "\n"


def compare_with_expected(scene, update):
    made, expected = without_what_changes(scene.json()), HERE / "expected.json"
    if update:
        expected.write_text(made)
    assert made == expected.read_text(), "not as expected: update-evidence, and read what changes"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", type=pathlib.Path, required=True,
                        help="folder of compiled tests/boards")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    options.mkpart = mkpart = str(pathlib.Path(options.mkpart).resolve())
    with tempfile.TemporaryDirectory() as folder:
        scene = first_scene(mkpart, pathlib.Path(folder) / "one")
        scene.evidence()
        document = scene.json()
        follow(json.loads((TOP / "schema/mkpart-evidence.schema.json").read_text()), document)
        digests_are_right(scene, document)
        checks_are_all(scene, document)
        why_is_said(document, {"MK0121": "there is nothing to look at",
                               "MK1201": "the contract does not have it"})
        sheets_say_the_same(scene, document)
        matrix_is_that_of_the_layout(document)
        page_is_whole(scene, document)
        the_same_gives_the_same(scene, first_scene(mkpart, pathlib.Path(folder) / "two"))
        compare_with_expected(scene, options.update)
        a_mixture_is_not_current(scene)
        no_requirement_is_lost(mkpart, pathlib.Path(folder) / "everything")
        facts_are_counted(options, pathlib.Path(folder))
        what_hides_a_check_is_said(mkpart, pathlib.Path(folder) / "hidden")
        changes_are_told(scene)
    print(f"{len(document['checks'])} checks, {len(document['requirements'])} requirements")


if __name__ == "__main__":
    sys.exit(main())
