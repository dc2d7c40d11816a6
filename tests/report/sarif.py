#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Holds the SARIF of all cases to the official schema, and to what the schema cannot say.

The schema comes from --schema, or from an npm package whose contents are known by their hash; it
differs from OASIS's final one only in how a few numbers are spelled and in a pattern for languages.
Skipped where there is neither.
"""
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile

import common

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not there")
    sys.exit(common.SKIPPED)

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SHA512 = ("0357ce84f77a21ce620e4e05f583f0d6a341e1717eefe22f891ef197caf617a4"
          "33424c7972963d2ec1a4dab1318852047016e3a559d29b058606e9004a4890f4")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(common.SKIPPED)


def fetch_package(store):
    """The package's archive, through npm as it is set up here."""
    if not shutil.which("npm"):
        skip("neither MKPART_SARIF_SCHEMA nor npm is there")
    result = subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", "--fetch-retries=0",
         "--fetch-timeout=30000", "--pack-destination", store, PACKAGE],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    if result.returncode:
        skip(f"npm cannot get {PACKAGE}")
    return store / result.stdout.split()[-1]


def load_schema(options):
    if options.schema:
        return json.loads(pathlib.Path(options.schema).read_text())
    kept = pathlib.Path(options.store) / "sarif-2.1.0.schema.json"
    if not kept.exists():
        archive = fetch_package(kept.parent)
        assert hashlib.sha512(archive.read_bytes()).hexdigest() == SHA512, "another package"
        with tarfile.open(archive) as members:
            content = members.extractfile(MEMBER).read()
        kept.write_bytes(content)
    return json.loads(kept.read_text())


def run_problems(run):
    """What the specification asks for in words."""
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    if ids != sorted(set(ids)):
        yield "rules are not in order, each once"
    seen = set()
    for result in run["results"]:
        if ids[result["ruleIndex"]] != result["ruleId"]:
            yield f"{result['ruleId']} is not rule {result['ruleIndex']}"
        seen.add(result["partialFingerprints"]["mkpartFinding/v1"])
        for place in result["locations"] + result.get("relatedLocations", []):
            yield from place_problems(place["physicalLocation"])
    if len(seen) != len(run["results"]):
        yield "two results have one fingerprint"


def place_problems(place):
    region = place.get("region")
    if not re.fullmatch(r"(file:///)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+",
                        place["artifactLocation"]["uri"]):
        yield f"{place['artifactLocation']['uri']} is no URI"
    if region and not 0 < region["startColumn"] < region["endColumn"]:
        yield f"{region} is empty"


def number_problems(value, path=""):
    """64-bit addresses are no JSON numbers: readers take 53 bits."""
    if isinstance(value, int) and abs(value) > 2 ** 32:
        yield f"{path} is {value}"
    items = value.items() if isinstance(value, dict) else \
        enumerate(value) if isinstance(value, list) else []
    for key, item in items:
        yield from number_problems(item, f"{path}/{key}")


def problems(validator, document, with_rules):
    run, = document["runs"]
    yield from run_problems(run)
    if not with_rules: # they are always the same
        run["tool"]["driver"]["rules"] = []
    yield from number_problems(document)
    for error in validator.iter_errors(document):
        yield f"{'/'.join(map(str, error.path))}: {error.message[:200]}"


def main():
    options = common.arguments(__doc__, "--schema", "--store")
    schema = load_schema(options)
    validator = jsonschema.validators.validator_for(schema)(schema)
    complaints, count = [], 0
    for case in common.cases():
        with common.Scene(case, options.boards) as scene:
            if not scene.layout:
                continue
            count += 1
            document = common.check_json(
                options.mkpart, scene.folder, "sarif", scene.layout.name)
            complaints += [f"{case.name}: {line}"
                           for line in problems(validator, document, with_rules=count == 1)]
    print("\n".join(complaints) or f"the SARIF of {count} cases is valid")
    sys.exit(1 if complaints or not count else 0)


if __name__ == "__main__":
    main()
