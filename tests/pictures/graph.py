#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`plan --format dot` is a graph that Graphviz reads, with what the plan says and no more: nodes,
shared regions and peers, who shares, who signals. Also where names try to leave their quotes.
"""
import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import common
from common import TOP

# Refused, or told of, by checks; drawn all the same.
EVIL = ['a"];b', "a\\", "\\N", "&lt;&amp;", "<b>x</b>", "a\\\"b", "{|}", "-> x", "\\G\\l"]


def graph_of(text):
    """Labels by name, and edges with their labels, as Graphviz has read them."""
    result = subprocess.run(["dot", "-Tjson0"], input=text, capture_output=True, check=True,
                            timeout=60)
    assert not result.stderr, result.stderr
    read = json.loads(result.stdout)
    names = {item["_gvid"]: item["name"] for item in read.get("objects", [])}
    labels = {item["name"]: item["label"] for item in read.get("objects", [])}
    edges = collections.Counter(
        (names[edge["tail"]], names[edge["head"]], edge.get("label", "").split("\\n")[0])
        for edge in read.get("edges", []))
    return labels, edges


def expected_of(document):
    names = {f"n:{node['name']}" for node in document["nodes"]}
    names |= {f"s:{shared['name']}" for shared in document["shared"]}
    names |= {f"o:{peer['name']}" for peer in document.get("outside", [])}
    edges = collections.Counter(
        (f"n:{ipi['from']}", f"n:{ipi['to']}", ipi["name"]) for ipi in document["ipis"])
    return names, edges


def check(mkpart, layout, *options, folder=TOP):
    text = common.plan(mkpart, "dot", layout, *options, folder=folder)
    assert common.plan(mkpart, "dot", layout, *options, folder=folder) == text, "another graph"
    labels, edges = graph_of(text)
    names, signals = expected_of(common.plan_json(mkpart, layout, *options, folder=folder))
    assert set(labels) == names, (layout, set(labels) ^ names)
    drawn = collections.Counter({edge: count for edge, count in edges.items()
                                 if edge[1].startswith("n:")})
    assert drawn == signals, (layout, drawn - signals, signals - drawn)
    return labels, edges


def check_members(mkpart, layout):
    """Each member of a region has one edge to it."""
    _, edges = check(mkpart, layout)
    document = common.plan_json(mkpart, layout)
    for shared in document["shared"]:
        members = {tail for tail, head, _ in edges if head == f"s:{shared['name']}"}
        assert {tail[2:] for tail in members} == set(shared["members"]), (layout, shared)


def check_evil(mkpart):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder)
        for name in EVIL:
            layout = {"version": 1, "board": {"dtb": "board.dtb"}, "nodes": [
                {"name": name, "cpu": "cpu@0", "memory": [{"size": "256M"}]},
                {"name": "b", "cpu": "cpu@1", "memory": [{"size": "256M"}]}],
                "shared": [{"name": name, "nodes": [name, "b"], "memory": {"size": "64K"}}],
                "ipis": [{"name": "go", "from": name, "to": "b"}]}
            (folder / "layout.json").write_text(json.dumps(layout))
            text = common.plan(mkpart, "dot", "layout.json", folder=folder)
            labels, edges = graph_of(text)
            assert len(labels) == 3 and sum(edges.values()) == 3, (name, text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    options = parser.parse_args()
    if not shutil.which("dot"):
        common.skip("graphviz is not there")
    layouts = sorted(TOP.glob("examples/*/*.yaml"))
    for layout in layouts:
        check(options.mkpart, str(layout))
        check_members(options.mkpart, str(layout))
    check_evil(options.mkpart)
    print(f"{len(layouts)} layouts and {len(EVIL)} evil names")
    sys.exit(0 if layouts else 1)


if __name__ == "__main__":
    main()
