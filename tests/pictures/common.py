# SPDX-License-Identifier: BSD-2-Clause
"""What the tests of pictures share."""
import json
import os
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77


def plan(mkpart, format_, layout, *options, columns=None, folder=TOP):
    """The bytes that `plan` prints: none where a file of the layout cannot be read; it may have
    errors."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    if columns is not None:
        environment["COLUMNS"] = str(columns)
    result = subprocess.run(
        [os.path.abspath(mkpart), "plan", "--format", format_, *options, layout], cwd=folder,
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    assert result.returncode in (0, 1, 2), result.stderr.decode(errors="replace")
    return result.stdout


def plan_json(mkpart, layout, *options, folder=TOP):
    return json.loads(plan(mkpart, "json", layout, *options, folder=folder))


def range_of(item):
    """The ends of a range in the plan, or None where a request has no place."""
    return (int(item["first"], 16), int(item["last"], 16)) if item["first"] else None


def owned(document):
    """Every range of the plan as the pictures shall have it: (first, last, whose)."""
    pieces = [(*range_of(item), "free") for item in document["free"]]
    if range_of(document["loader"]):
        pieces.append((*range_of(document["loader"]), "loader"))
    for node in document["nodes"]:
        pieces += [(*range_of(item), f"node {node['name']}") for item in node["memory"]
                   if range_of(item)]
    pieces += [(*range_of(item), f"shared {item['name']}") for item in document["shared"]
               if range_of(item)]
    return sorted(pieces)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)
