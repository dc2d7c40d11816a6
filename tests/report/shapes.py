#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Holds the reports of all cases to what the readers of GitLab's, JUnit's and Checkstyle's formats
take: elements, attributes, counts."""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree

import common

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not there")
    sys.exit(common.SKIPPED)

GITLAB = json.loads(pathlib.Path(__file__).with_name("gitlab.schema.json").read_text())

NUMBER = r"\d+"
LINE = r"[1-9]\d*"
TEXT = r".+"
ANY = r".*"

# Element: its attributes (a '?' behind the name: may be missing) and the elements in it, in order.
JUNIT = {
    "testsuites": ({"name": TEXT, "tests": NUMBER, "failures": NUMBER, "errors": NUMBER,
                    "time": NUMBER}, "testsuite+"),
    "testsuite": ({"name": TEXT, "tests": NUMBER, "failures": NUMBER, "errors": NUMBER,
                   "skipped": NUMBER, "time": NUMBER}, "testcase+ system-out?"),
    "testcase": ({"name": TEXT, "classname": TEXT, "file?": TEXT, "line?": LINE, "time": NUMBER},
                 "skipped? failure? system-out?"),
    "skipped": ({"message": ANY}, ""),
    "failure": ({"message": TEXT, "type": r"MK\d{4}"}, ""),
    "system-out": ({}, ""),
}
CHECKSTYLE = {
    "checkstyle": ({"version": r"4\.3"}, "file*"),
    "file": ({"name": TEXT}, "error+"),
    "error": ({"line": LINE, "column?": LINE, "severity": "info|warning|error", "message": TEXT,
               "source": r"mkpart\.MK\d{4}"}, ""),
}


def attribute_problems(element, rows):
    known = {key.rstrip("?"): pattern for key, pattern in rows.items()}
    for key, value in element.attrib.items():
        if not re.fullmatch(known.get(key, r"(?!)"), value):
            yield f"<{element.tag} {key}={value!r}>"
    for key in rows:
        if not key.endswith("?") and key not in element.attrib:
            yield f"<{element.tag}> without {key}"


def content_pattern(content):
    """'a+ b?' as an expression over 'a a b '."""
    return "".join(f"(?:{part.rstrip('*+?')} ){part[len(part.rstrip('*+?')):]}"
                   for part in content.split())


def shape_problems(element, shape):
    """What of an element and those in it is not as the table says."""
    if element.tag not in shape:
        yield f"<{element.tag}>"
        return
    attributes, content = shape[element.tag]
    yield from attribute_problems(element, attributes)
    if not re.fullmatch(content_pattern(content), "".join(f"{c.tag} " for c in element)):
        yield f"<{element.tag}> holds {[child.tag for child in element]}"
    for child in element:
        yield from shape_problems(child, shape)


def count_problems(suite):
    for key, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        count = len(suite.findall(f".//{tag}"))
        if suite.get(key) is not None and int(suite.get(key)) != count:
            yield f"<{suite.tag}> says {suite.get(key)} {key}, and there are {count}"


def gitlab_problems(output):
    validator = jsonschema.Draft7Validator(GITLAB)
    return [error.message for error in validator.iter_errors(json.loads(output))]


def junit_problems(output):
    root = xml.etree.ElementTree.fromstring(output)
    yield from shape_problems(root, JUNIT)
    for suite in (root, *root):
        yield from count_problems(suite)


def checkstyle_problems(output):
    return shape_problems(xml.etree.ElementTree.fromstring(output), CHECKSTYLE)


def main():
    options = common.arguments(__doc__)
    complaints, count = [], 0
    for case in common.cases():
        with common.Scene(case, options.boards) as scene:
            if not scene.layout:
                continue
            count += 1
            for format_ in ("gitlab", "junit", "checkstyle"):
                output = common.check(options.mkpart, scene.folder, format_, scene.layout.name)
                complaints += [f"{case.name}: {format_}: {problem}"
                               for problem in globals()[f"{format_}_problems"](output)]
    print("\n".join(complaints) or f"the reports of {count} cases are in shape")
    sys.exit(1 if complaints or not count else 0)


if __name__ == "__main__":
    main()
