#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""No circle of files: what a source file of lib/ or cli/ calls never leads back to it.
circles.py --nm NM FOLDER

FOLDER has the objects of a build. Registries, which list all files of a folder, are left out."""
import argparse
import collections
import pathlib
import subprocess

from common import Complaints


def symbols(nm, objects):
    """By object: the symbols that it defines, and those that it needs."""
    result = subprocess.run([nm, "--format=posix", "--print-file-name", *map(str, objects)],
                            capture_output=True, text=True, check=True)
    defined, needed = {}, collections.defaultdict(set)
    for line in result.stdout.splitlines():
        where, name, kind = line.split()[:3]
        where = where.rstrip(":")
        if kind == "U":
            needed[where].add(name)
        elif kind.isupper():
            defined[name] = where
    return defined, needed


def reach(graph, start):
    """All that `start` leads to, with the way there."""
    ways = {}
    open_ways = [(step, [start, step]) for step in sorted(graph[start])]
    while open_ways:
        at, way = open_ways.pop(0)
        if at not in ways:
            ways[at] = way
            open_ways += [(step, way + [step]) for step in sorted(graph[at])]
    return ways


def circles(graph):
    """One way for each circle, from its first file back to it."""
    seen = set()
    for start in sorted(graph):
        way = reach(graph, start).get(start) if start not in seen else None
        if way:
            seen.update(way)
            yield way


def demand_they_are_found():
    graph = collections.defaultdict(set, {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}})
    assert list(circles(graph)) == [["b", "c", "b"]], list(circles(graph))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nm", default="nm")
    parser.add_argument("folder", type=pathlib.Path)
    args = parser.parse_args()
    complaints = Complaints()
    demand_they_are_found()
    objects = [path for part in ("lib", "cli")
               for path in sorted(args.folder.glob(f"*.dir/{part}/**/*.o"))]
    if len(objects) < 100:
        complaints.add(f"{args.folder} has {len(objects)} objects: it is not a build's folder")
    defined, needed = symbols(args.nm, objects)
    graph = collections.defaultdict(set)
    for path, names in needed.items():
        graph[path] = {defined[n] for n in names if n in defined} - {path}
    for way in circles(graph):
        complaints.add("files that need each other: " + " -> ".join(
            path.split(".dir/", 1)[1].removesuffix(".o") for path in way))
    complaints.finish()


main()
