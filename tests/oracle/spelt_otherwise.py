#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""A layout says the same however it is spelt: spelt_otherwise.py --mkpart PROGRAM --boards FOLDER

Every case of tests/cases whose layout can be read is written anew as JSON and as YAML without
flow collections, by PyYAML; mkpart has to find the same in all of them, apart from positions. Texts
stay as they are written, so that numbers keep their spelling: YAML is taken apart below its schema,
where `0x10`, `010`, `1:30` and `yes` are no numbers and no booleans yet. Cases about the spelling
itself (codes MK00) are left out. Exits with 77 where PyYAML is missing.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    yaml = None

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/cases"))
import run as cases # noqa: E402

SKIPPED = 77
# What jansson takes; larger numbers are strings in JSON.
LARGEST = (1 << 63) - 1
NAMES = ("layout.yaml", "layout.json")
FEWEST = 200


# --- reading and writing -------------------------------------------------------------------------

def scalar(node):
    """In the types of JSON, by the layout language's own rules; any other text is a string."""
    if node.style is not None:
        return node.value
    if node.value in ("true", "false"):
        return node.value == "true"
    if node.value in ("", "~", "null"):
        return None
    if re.fullmatch("0|[1-9][0-9]*", node.value) and int(node.value) <= LARGEST:
        return int(node.value)
    return node.value


def value_of(node):
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    return scalar(node)


def read(path):
    if path.suffix == ".json":
        return json.loads(path.read_text())
    return value_of(yaml.compose(path.read_text(), Loader=yaml.BaseLoader))


def spellings(value):
    """File names and texts."""
    yield "layout.json", json.dumps(value, indent=2, ensure_ascii=False)
    yield "layout.yaml", yaml.safe_dump(value, sort_keys=False, default_flow_style=False,
                                        allow_unicode=True, width=1 << 20)


# --- comparing -----------------------------------------------------------------------------------

def without_positions(finding):
    return (finding["code"], finding["severity"], finding["message"], finding["suggestion"],
            finding["allowed"], sorted(note["message"] for note in finding["notes"]))


def findings(options, scene, arguments, name):
    """Exit status, and what is found, in an order of its own: mkpart's is that of positions."""
    result = subprocess.run([options.mkpart, *arguments, "--format", "json", name], cwd=scene,
                            capture_output=True, text=True, timeout=60, check=False)
    if not result.stdout:
        return result.returncode, [result.stderr]
    found = json.loads(result.stdout)["findings"]
    return result.returncode, sorted(map(repr, map(without_positions, found)))


def arguments_of(case):
    """What the case hands to mkpart apart from the layout; None where it is no plain check."""
    words = cases.command(case)
    names = [word for word in words if word.endswith((".yaml", ".json"))]
    if words[0] != "check" or len(names) != 1 or "--format" in words or "-" in words:
        return None
    return [word for word in words if word not in names]


def layout_of(case):
    return next((name for name in NAMES if (case / name).exists()), None)


def is_about_spelling(found):
    return any("'MK00" in finding for finding in found)


def compare(options, case, scene):
    """What is wrong, or None; and whether the case was compared."""
    name, arguments = layout_of(case), arguments_of(case)
    for file in case.iterdir():
        if file.name not in cases.OWN_FILES:
            shutil.copy(file, scene)
    cases.place_board(case, scene, options)
    cases.replace(case, scene)
    expected = findings(options, scene, arguments, name)
    if expected[0] > 1 or is_about_spelling(expected[1]):
        return None, False
    for other, text in spellings(read(scene / name)):
        (scene / other).write_text(text)
        found = findings(options, scene, arguments, other)
        if found != expected:
            return f"{case.name}: as {other}\n  {found}\nis not\n  {expected}\n{text}", True
    return None, True


def is_candidate(case):
    return (case.is_dir() and layout_of(case) and arguments_of(case)
            and not case.name.startswith("MK00") and not (case / "resize").exists())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", required=True)
    parser.add_argument("--dtc", default="dtc")
    options = parser.parse_args()
    options.mkpart = str(pathlib.Path(options.mkpart).resolve())
    if not yaml:
        print("skipped: PyYAML is not installed")
        sys.exit(SKIPPED)
    compared, complaints = 0, []
    for case in sorted(filter(is_candidate, (TOP / "tests/cases").iterdir())):
        with tempfile.TemporaryDirectory() as scene:
            complaint, was_compared = compare(options, case, pathlib.Path(scene))
        compared += was_compared
        complaints += [complaint] if complaint else []
    print("\n".join(complaints))
    print(f"{compared} layouts spelt in two other ways, {len(complaints)} judged differently")
    sys.exit(1 if complaints or compared < FEWEST else 0)


if __name__ == "__main__":
    main()
