#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""GitHub's problem matcher makes exactly the annotations that there are findings.

What `check --format gcc` prints for all cases, and for files with odd names, is read as GitHub's
runner does (actions/runner, IssueMatcher.cs and OutputManager.cs): each line by each matcher, in
ECMAScript's dialect, which node has where it is there. The result is held to `--format json`.
In the format text, which wraps its lines, fewer findings match, but nothing else does.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/report"))
import common

MATCHER = TOP / "packaging/github/mkpart-matcher.json"
GROUPS = ("file", "line", "column", "severity", "message", "code")
SEVERITIES = {"error": "error", "warning": "warning", "note": "notice"}
ODD_NAMES = ["with space.yaml", "a:b.yaml", "rev:2:3.yaml", "[MK0101].yaml", "é.yaml",
             "warning: x.yaml", "a:/b.yaml", "it's \"quoted\".yaml", "a [MK0101].yaml", "$(x).yaml"]


def load_matchers():
    """As the runner validates them."""
    document = json.loads(MATCHER.read_text())
    assert list(document) == ["problemMatcher"]
    owners = set()
    for matcher in document["problemMatcher"]:
        assert set(matcher) <= {"owner", "severity", "pattern"}, matcher
        assert matcher.get("severity", "error") in ("error", "warning", "notice")
        assert matcher["owner"] not in owners
        owners.add(matcher["owner"])
        pattern, = matcher["pattern"]
        groups = re.compile(pattern["regexp"]).groups
        assert set(pattern) - {"regexp"} <= set(GROUPS) and "message" in pattern
        assert all(0 < pattern[g] <= groups for g in GROUPS if g in pattern)
    return document["problemMatcher"]


def match_python(regexps, lines):
    expressions = [re.compile(text, re.ASCII) for text in regexps]
    found = ([expression.search(line) for expression in expressions] for line in lines)
    return [[[m[0], *m.groups()] if m else None for m in row] for row in found]


def match_node(regexps, lines):
    result = subprocess.run(["node", pathlib.Path(__file__).with_suffix(".js")], text=True,
                            input=json.dumps({"regexps": regexps, "lines": lines}),
                            capture_output=True, check=True, timeout=120)
    return json.loads(result.stdout)


def annotation(matcher, groups):
    pattern = matcher["pattern"][0]
    values = {g: groups[pattern[g]] if g in pattern else None for g in GROUPS}
    values["severity"] = values["severity"] or matcher.get("severity", "error")
    return tuple(values[g] for g in GROUPS)


def annotations(matchers, row):
    return [annotation(m, groups) for m, groups in zip(matchers, row) if groups]


def expected(finding):
    """A place in a device tree is in front of the message."""
    text = finding["message"]
    file = finding["file"] or "mkpart"
    if finding["path"]:
        text = f"{finding['path']}: {finding['severity']}: {text}"
    place = [None if finding[k] is None else str(finding[k]) for k in ("line", "column")]
    return (file, *place, SEVERITIES[finding["severity"]], text, finding["code"])


def run(options, folder, name):
    """The lines in gcc's format and in text, and the annotations that are due."""
    operands = [b"--", os.fsencode(name)]
    gcc, text = (common.check(options.mkpart, folder, f, *operands).decode().splitlines()
                 for f in ("gcc", "text"))
    document = common.check_json(options.mkpart, folder, "json", *operands)
    due = [expected(f) for f in document["findings"] if f["standing"] == "stands"]
    return gcc, text, due


def runs(options):
    for case in common.cases():
        with common.Scene(case, options.boards) as scene:
            if scene.layout:
                yield case.name, *run(options, scene.folder, scene.layout.name)
    with common.Scene(TOP / "tests/cases/findings-gcc", options.boards) as scene:
        for name in ODD_NAMES:
            path = scene.folder / name
            path.parent.mkdir(exist_ok=True)
            shutil.copy(scene.layout, path)
            yield name, *run(options, scene.folder, name)
        yield "missing", *run(options, scene.folder, "no such file.yaml")


def main():
    options = common.arguments(__doc__)
    matchers = load_matchers()
    regexps = [matcher["pattern"][0]["regexp"] for matcher in matchers]
    match = match_node if shutil.which("node") else match_python
    complaints, count, places = [], 0, set()
    everything = list(runs(options))
    lines = [line for _, gcc, text, _ in everything for line in (*gcc, *text)]
    rows = match_python(regexps, lines)
    if match(regexps, lines) != rows:
        complaints.append("JavaScript and Python disagree")
    found = dict(zip(lines, (annotations(matchers, row) for row in rows)))
    for name, gcc, text, due in everything:
        count += len(due)
        places |= {(a[1] is None, a[4].startswith("/"), a[3]) for a in due}
        made = [a for line in gcc for a in found[line]]
        if made != due:
            complaints.append(f"{name}: {[a for a in made if a not in due]}, "
                              f"not {[d for d in due if d not in made]}")
        for line in text:
            complaints += [f"{name}: text forges {a}" for a in found[line] if a not in due]
    print("\n".join(complaints) or f"{count} findings matched, of {len(places)} kinds, with "
          f"{'JavaScript' if match == match_node else 'Python'}")
    sys.exit(1 if complaints or len(places) < 4 else 0)


if __name__ == "__main__":
    main()
