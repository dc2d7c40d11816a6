# SPDX-License-Identifier: BSD-2-Clause
"""Layouts as editors see them: read by YAML 1.2, and held against the schema."""
import json
import pathlib
import re

import yaml

TOP = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = TOP / "schema/mkpart-layout.schema.json"
SKIPPED = 77
# libyaml's, for many files that nobody wrote by hand; the other one is PyYAML's own.
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FAST_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

# The core schema of YAML 1.2, which differs from PyYAML's 1.1 in what is a number or a truth value.
PLAIN = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}
KINDS = {kind: re.compile(pattern) for kind, pattern in PLAIN.items()}


def kind_of(text):
    return next((kind for kind, pattern in KINDS.items() if pattern.fullmatch(text)), "str")


def number(text):
    base = {"0x": 16, "0o": 8}.get(text[:2], 10)
    return int(text.removeprefix("0o"), base)


def scalar(node):
    """Its value. Whatever mkpart knows of it from its spelling alone is lost here."""
    kind = "str" if node.style else kind_of(node.value)
    if kind == "int":
        return number(node.value)
    return {"null": lambda _: None, "bool": lambda text: text.lower() == "true", "float": float,
            "str": str}[kind](node.value)


def value(node, known):
    """Once for each node, however many aliases it has."""
    if node not in known:
        if isinstance(node, yaml.ScalarNode):
            known[node] = scalar(node)
        elif isinstance(node, yaml.SequenceNode):
            known[node] = [value(item, known) for item in node.value]
        else:
            known[node] = {key.value: value(item, known) for key, item in node.value}
    return known[node]


def scalars(node, seen):
    """Each plain scalar's text."""
    if node in seen:
        return
    seen.add(node)
    if isinstance(node, yaml.ScalarNode):
        if not node.style:
            yield node.value
        return
    for item in node.value:
        for part in item if isinstance(item, tuple) else (item,):
            yield from scalars(part, seen)


def read(path, loader=yaml.SafeLoader):
    """What an editor makes of a file, and its plain scalars; ValueError where it cannot be read."""
    text = path.read_bytes().decode()
    try:
        if path.suffix == ".json":
            return json.loads(text), []
        node = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if node is None:
        raise ValueError("empty")
    return value(node, {}), list(scalars(node, set()))


def is_respelt(text):
    """Whether YAML reads a number or truth value that mkpart refuses for its spelling."""
    kind = kind_of(text)
    return kind == "bool" and text not in ("true", "false") or kind == "float" or \
        kind == "int" and not re.fullmatch(r"0|-?[1-9][0-9]*|0x[0-9a-fA-F]+", text)
