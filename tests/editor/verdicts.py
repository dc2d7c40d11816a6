#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The schema and mkpart agree on which layouts are well formed.

Each example, each case's layout, and thousands of layouts with random faults are judged by a stock
validator and by mkpart. What a schema cannot tell is written down here, and counted:

    - text that is no YAML, or YAML that mkpart does not take: duplicate keys, tags, second
      documents, too many aliases, a file that is too large (they never reach a validator);
    - the spelling of what has become a number or a truth value: 010, 0o17, 1.0, 1e3, +1, True;
    - how large a number is that is written as text, and in JSON that it needs 64 bits;
    - bytes of a text: the schema counts characters.

The other way round the schema knows facts that hold on every board, which mkpart finds with a check
rather than while it reads (BOUNDS).
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

try:
    import jsonschema
    import layouts
except ImportError as error:
    print(f"skipped: python3-{error.name} is not there")
    sys.exit(77)

# What may be wrong with a layout that a schema takes, and why.
EXCUSED = {"spelling": {"MK0007", "MK0008", "MK0009", "MK0011"},
           "number as text": {"MK0009", "MK0011"}, "bytes": {"MK0013"},
           "JSON's 64 bits": {"MK0009"}}
# Found while the layout is decoded.
SYNTAX = {"MK0004", "MK0006", "MK0007", "MK0008", "MK0009", "MK0010", "MK0011", "MK0012", "MK0013",
          "MK0019"}
# What ends reading, so that there is nothing to validate or something else than what was read.
NOT_READ = {"MK0001", "MK0002", "MK0003", "MK0005", "MK0014", "MK0015", "MK0016", "MK0031"}
EXCUSED["other files"] = SYNTAX
# A reason that is nothing. A bare interrupt, one that no GIC shares, an SGI and a CPU interface
# that are none; a size, a weight, an alignment of 0.
BOUNDS = {"MK0030", "MK0202", "MK0206", "MK0302", "MK0311", "MK0103", "MK0133", "MK0134"}
BATCH = 200
NUMBER_TEXT = re.compile(r"(0[xX][0-9a-fA-F_]+|[0-9_]+)([KMGT](iB)?)?")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--board", required=True, help="a board's tree, for the checks' sake")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


# --- the two judges --------------------------------------------------------------------------

def codes_by_file(options, folder, names):
    """What mkpart finds, errors of each layout by its name."""
    result = subprocess.run(
        [os.path.abspath(options.mkpart), "check", "--format", "json", "--board",
         os.path.abspath(options.board), *names],
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
    assert result.returncode in (0, 1, 2) and not result.stderr, result.stderr.decode()
    document = json.loads(result.stdout)
    codes = collections.defaultdict(set)
    for finding in document["findings"]:
        codes[finding["layout"]].add(finding["code"])
    return codes


def texts(instance):
    if isinstance(instance, dict):
        for item in instance.values():
            yield from texts(item)
    elif isinstance(instance, list):
        for item in instance:
            yield from texts(item)
    else:
        yield instance


def excuses(path, instance, plain):
    """Why a schema may take what mkpart refuses."""
    if isinstance(instance, dict) and "include" in instance:
        yield "other files"
    if any(map(layouts.is_respelt, plain)):
        yield "spelling"
    for item in texts(instance):
        if isinstance(item, str) and NUMBER_TEXT.fullmatch(item):
            yield "number as text"
        if isinstance(item, str) and len(item.encode()) > 4096 >= len(item):
            yield "bytes"
        if path.suffix == ".json" and isinstance(item, float):
            yield "spelling"
        if path.suffix == ".json" and isinstance(item, int) and item >= 2 ** 63:
            yield "JSON's 64 bits"


def judge(path, codes, validator, tally, loader=layouts.yaml.SafeLoader):
    """A complaint, or None."""
    if codes & NOT_READ:
        tally["not read"] += 1
        return None
    try:
        instance, plain = layouts.read(path, loader)
    except ValueError as error:
        if codes & SYNTAX:
            tally["not read"] += 1
            return None
        return f"mkpart reads it: {error}"
    problem = next(validator.iter_errors(instance), None)
    if problem and not codes & (SYNTAX | BOUNDS):
        return f"only the schema: {'/'.join(map(str, problem.path))}: {problem.message[:160]}"
    if not problem and codes & SYNTAX:
        why = next((why for why in excuses(path, instance, plain)
                    if codes & SYNTAX <= EXCUSED[why]), None)
        if not why:
            return f"only mkpart: {sorted(codes & SYNTAX)}"
        tally[why] += 1
        return None
    tally["refused" if problem else "taken"] += 1
    return None


# --- layouts that people wrote ---------------------------------------------------------------

def written_layouts():
    yield from sorted(layouts.TOP.glob("examples/*/*.yaml"))
    yield from sorted(layouts.TOP.glob("lib/check/examples/*.yaml"))
    for case in sorted(layouts.TOP.glob("tests/cases/*")):
        if (case / "resize").exists() or (case / "replace").exists():
            continue
        yield from (file for file in (case / "layout.yaml", case / "layout.json")
                    if file.exists())


def judge_written(options, validator, tally):
    paths = list(written_layouts())
    for start in range(0, len(paths), BATCH):
        batch = paths[start:start + BATCH]
        found = codes_by_file(options, layouts.TOP, [os.path.relpath(p, layouts.TOP)
                                                     for p in batch])
        for path in batch:
            complaint = judge(path, found[os.path.relpath(path, layouts.TOP)], validator, tally)
            if complaint:
                yield f"{path.relative_to(layouts.TOP)}: {complaint}"


# --- layouts with random faults --------------------------------------------------------------

VALUES = [
    None, True, False, 0, 1, 2, 15, 16, 31, 32, 987, 988, 1019, 1020, -1, 2 ** 63 - 1, 2 ** 63,
    2 ** 64 - 1, 2 ** 64, 1.5, "", "true", "rest", "board", "kernel", "Board", "0x10", "0X1f", "0x",
    "0x1_0", "1_000", "1__0", "_1", "1_", "64k", "64K", "64MB", "2GiB", "2Gi", "64 K", "010",
    "0o17", "0_1", "00", "1:30", "+1", "-1", "1.0", "1e3", "64\n", " 64", "x" * 4096, "x" * 4097,
    "\u00e4" * 3000, "1" * 129, "cpu@0", {}, [], [[]], [{}], {"size": 4096},
    {"start": 0, "size": 1}, {"a": {"b": 1}}, ["a"], [1, "b"], [None]]


def places(instance, found):
    """Every map and list of it."""
    if isinstance(instance, (dict, list)) and instance:
        found.append(instance)
        for item in instance.values() if isinstance(instance, dict) else instance:
            places(item, found)
    return found


def known_keys(schema, found):
    for name, item in schema.items():
        if name == "properties":
            found.update(item)
        if isinstance(item, dict):
            known_keys(item, found)
        elif isinstance(item, list):
            for part in item:
                if isinstance(part, dict):
                    known_keys(part, found)
    return found


def misspelt(random_, name):
    at = random_.randrange(len(name))
    return random_.choice([name.upper(), name + "s", name[:at] + name[at + 1:], "bare", "<<"])


def change_map(random_, place, keys):
    name = random_.choice(list(place))
    what = random_.randrange(6)
    if what == 0:
        del place[name]
    elif what == 1:
        place[misspelt(random_, name)] = place.pop(name)
    elif what == 2:
        place[random_.choice(keys)] = place.pop(name)
    elif what == 3:
        place[random_.choice(keys)] = random_.choice(VALUES)
    elif what == 4:
        place[name] = [place[name]]
    else:
        place[name] = random_.choice(VALUES)


def change_list(random_, place):
    at = random_.randrange(len(place))
    what = random_.randrange(5)
    if what == 0:
        del place[at]
    elif what == 1:
        place[at] = [place[at]]
    elif what == 2:
        place.append(place[at])
    elif what == 3 and random_.random() < 0.02:
        place[:] = place * (4100 // len(place) + 1)
    else:
        place[at] = random_.choice(VALUES)


def change(random_, instance, keys):
    for _ in range(random_.choice([1, 1, 1, 2, 3])):
        found = places(instance, [])
        if not found:
            return
        place = random_.choice(found)
        if isinstance(place, dict):
            change_map(random_, place, keys)
        else:
            change_list(random_, place)


class Plain(layouts.FAST_DUMPER):
    """Leaves texts unquoted that YAML 1.1 takes for numbers, but 1.2 does not."""


def represent_text(dumper, text):
    plain = layouts.kind_of(text) == "str" and re.fullmatch(r"[\w@./-]+", text, re.A)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, None if plain else '"')


Plain.add_representer(str, represent_text)
Plain.yaml_implicit_resolvers = {}
for kind_, pattern_ in layouts.KINDS.items():
    Plain.add_implicit_resolver(f"tag:yaml.org,2002:{kind_}",
                                re.compile(f"(?:{pattern_.pattern})$"), None)
Plain.ignore_aliases = lambda self, data: True


def written_as_yaml(instance):
    return layouts.yaml.dump(instance, Dumper=Plain, sort_keys=False, allow_unicode=True)


def random_layouts(options, folder, schema, bases):
    random_ = random.Random(options.seed)
    keys = sorted(known_keys(schema, set()))
    for index in range(options.count):
        instance = json.loads(random_.choice(bases))
        change(random_, instance, keys)
        path = folder / f"{index}.{random_.choice(['json', 'yaml'])}"
        path.write_text(json.dumps(instance) if path.suffix == ".json"
                        else written_as_yaml(instance))
        yield path


def sound_bases(validator):
    """Small layouts without faults, as JSON."""
    for path in written_layouts():
        if path.stat().st_size >= 5000:
            continue
        try:
            instance, _ = layouts.read(path, layouts.FAST_LOADER)
        except ValueError:
            continue
        if validator.is_valid(instance):
            yield json.dumps(instance)


# --- each key with each value ----------------------------------------------------------------

def with_key(schema, name, value):
    """A map of the schema's that has this key, with what has to be there along with it."""
    dependency = schema.get("dependencies", {}).get(name, {})
    needed = [*schema.get("required", []),
              *(key for rules in (schema, dependency)
                for key in rules.get("anyOf", [{}])[0].get("required", []))]
    refused = {other for other, rule in schema.get("dependencies", {}).items()
               if name in rule["properties"]}
    sound = {key: sample(schema["properties"][key]) for key in needed if key not in refused}
    return {**sound, name: value}


def sample(schema):
    """Something that the schema takes."""
    if "items" in schema:
        return [sample(schema["items"])]
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "boolean":
        return True
    first = next(iter(schema.get("properties", [])), None)
    return with_key(schema, first, sample(schema["properties"][first])) if first else {}


def with_values(schema):
    """Layouts in which each key, and each item of a list, has each of the values in turn."""
    for name, part in schema.get("properties", {}).items():
        for value in VALUES:
            yield with_key(schema, name, value)
        for inner in with_values(part):
            yield with_key(schema, name, inner)
    if "items" in schema:
        for inner in [*VALUES, *with_values(schema["items"])]:
            yield [inner]


def systematic_layouts(folder, schema):
    for index, instance in enumerate(with_values(schema)):
        path = folder / f"{index}.{['json', 'yaml'][index % 2]}"
        path.write_text(json.dumps(instance) if path.suffix == ".json"
                        else written_as_yaml(instance))
        yield path


def judge_made(options, validator, make, tally):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        paths = list(make(folder))
        for start in range(0, len(paths), BATCH):
            batch = paths[start:start + BATCH]
            found = codes_by_file(options, folder, [path.name for path in batch])
            for path in batch:
                complaint = judge(path, found[path.name], validator, tally,
                                  layouts.FAST_LOADER)
                if complaint:
                    yield f"{path.name}: {complaint}\n" \
                          f"{path.read_text()[:1500]}"


# --- all of it -------------------------------------------------------------------------------

def examples_of(schema, path=""):
    """Each example in the schema, with what it is an example of."""
    for item in schema.get("examples", []):
        yield path, schema, item
    for name, part in schema.items():
        for inner in part if isinstance(part, list) else [part]:
            if isinstance(inner, dict):
                yield from examples_of(inner, f"{path}/{name}")


def examples_complaints(schema):
    for path, part, item in examples_of(schema):
        if not jsonschema.Draft7Validator(part).is_valid(item):
            yield f"{path}: {item!r} is an example, and not valid"


def report(name, complaints, tally):
    print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in sorted(tally.items())))
    for complaint in complaints[:10]:
        print(complaint)
    return len(complaints)


def main():
    options = arguments()
    schema = json.loads(layouts.SCHEMA.read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    complaints = list(examples_complaints(schema))
    for complaint in complaints:
        print(complaint)
    written, each, mutated = (collections.Counter() for _ in range(3))
    bases = sorted(set(sound_bases(validator)))
    count = len(complaints)
    count += report("written", list(judge_written(options, validator, written)), written)
    count += report("each key with each value", list(judge_made(
        options, validator, lambda folder: systematic_layouts(folder, schema), each)), each)
    count += report(f"random, seed {options.seed}", list(judge_made(
        options, validator, lambda folder: random_layouts(options, folder, schema, bases),
        mutated)), mutated)
    assert written["taken"] > 300 and written["refused"] > 20, "hardly anything was compared"
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
