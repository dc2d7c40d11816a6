#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The schema in the repository is what `mkpart list schema` prints, and has every key."""
import argparse
import json
import re

from common import TOP, Complaints, run_mkpart

FILE = "schema/mkpart-layout.schema.json"


def listed_keys(mkpart):
    """What the parser has: "nodes[].memory[].start" -> its sentence."""
    status, text, _ = run_mkpart(mkpart, "list", "keys")
    assert status == 0, "`mkpart list keys` fails"
    return dict(re.fullmatch(r"(\S+)\s+(.*)", line).groups() for line in text.splitlines())


def schema_keys(schema, prefix=""):
    for name, part in schema.get("properties", {}).items():
        is_list = "items" in part
        path = f"{prefix}{name}{'[]' if is_list else ''}"
        yield path, part["description"]
        yield from schema_keys(part["items"] if is_list else part, path + ".")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards")
    mkpart = parser.parse_args().mkpart
    complaints = Complaints()
    status, text, _ = run_mkpart(mkpart, "list", "schema")
    if status or (TOP / FILE).read_text() != text:
        complaints.add(f"{FILE} is not up to date: mkpart list schema >{FILE}")
    in_schema, in_parser = dict(schema_keys(json.loads(text))), listed_keys(mkpart)
    for key in sorted(in_schema.items() ^ in_parser.items()):
        complaints.add(f"{key[0]}: the schema and `mkpart list keys` differ")
    complaints.finish()


if __name__ == "__main__":
    main()
