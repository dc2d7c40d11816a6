#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The parts of manual pages that come from rows are up to date: the keys of the layout language in
mkpart-layout(5), and the checks in mkpart-checks(7).

In a page they stand between the comments "begin NAME" and "end NAME". With --update they are
written anew, from what `mkpart list schema`, `list checks` and `explain` print.
"""
import argparse
import json
import re
import textwrap

from common import TOP, Complaints, run_mkpart

COLUMNS = 78
MOST = 2**64 - 1

AREAS = {
    "00": "Reading", "01": "Memory", "02": "Interrupts", "03": "IPIs", "04": "Cores",
    "05": "Board and platform", "06": "Devices", "07": "Shared memory",
    "08": "Contract and isolation", "09": "What is built, and where to", "10": "Names",
    "11": "Connections", "12": "Images for boot blocks",
}

TOP_LEVEL = "The layout"


# --- mdoc -----------------------------------------------------------------------------------------

def escaped(text):
    text = text.replace("\\", "\\e").replace('"', "\\(dq")
    text = re.sub(r"(?<![\w'`])(['`])([^'`]+)\1(?![\w'`])", r"\\(oq\2\\(cq", text)
    return re.sub(r"(?<![\w-])--?(?=\w)", lambda dashes: dashes[0].replace("-", "\\-"), text)


def prose(text):
    """Each sentence begins a line."""
    lines = []
    for sentence in re.split(r"(?<=[.?!]) +", " ".join(text.split())):
        lines += textwrap.wrap(escaped(sentence), COLUMNS, break_long_words=False,
                               break_on_hyphens=False)
    return ["\\&" + line if line[0] in ".'" else line for line in lines]


def words(items):
    """Arguments of a macro."""
    return " , ".join(escaped(str(item)) for item in items)


# --- keys -----------------------------------------------------------------------------------------

def is_number(part):
    return "items" not in part and "pattern" in part


def scalar(part):
    """What a value is, in words."""
    if "enum" in part:
        return "one of " + ", ".join(f"'{choice}'" for choice in part["enum"])
    if is_number(part):
        return "a number, or 'rest'" if "rest" in part["pattern"] else "a number"
    return "true or false" if part.get("type") == "boolean" else "a text"


def kind(part):
    if "properties" in part:
        return "a map"
    if "additionalProperties" in part:
        return "a map of texts, numbers, true or false"
    if part.get("type") == "object":
        return "a map of anything"
    if "items" not in part:
        return scalar(part)
    if "properties" in part["items"]:
        word = f", or '{part['pattern'].strip('^$')}'" if "pattern" in part else ""
        return "a list of maps" + (" or texts" if "then" in part["items"] else word)
    return "a text, or a list of texts" if "then" in part else "a list of texts"


def is_constant(part):
    return is_number(part) and part["minimum"] == part["maximum"]


def bounds(part):
    if not is_number(part):
        return ""
    least, most = part["minimum"], part["maximum"]
    if is_constant(part):
        return f", always {least}"
    if most != MOST:
        return f", {least} to {most}"
    return f", at least {least}" if least else ""


def is_record(part):
    return "properties" in part or "properties" in part.get("items", {})


def record_of(part):
    return part if "properties" in part else part["items"]


def records(record, path, found):
    """Each kind of record with the paths that it is at, in the order of the first of them."""
    for known, paths in found:
        if known["properties"] == record["properties"]:
            paths.append(path)
            break
    else:
        found.append((record, [path]))
    for name, part in record["properties"].items():
        if is_record(part):
            brackets = "[]" if "items" in part else ""
            records(record_of(part), f"{path}.{name}{brackets}".lstrip("."), found)
    return found


def rules(record, name):
    """What else has to be there, or must not be, beside this key."""
    rule = record.get("dependencies", {}).get(name, {})
    others = list(rule.get("properties", {}))
    others += [key for key, other in record.get("dependencies", {}).items()
               if name in other.get("properties", {}) and key not in others]
    needed = [key for other in rule.get("anyOf", []) for key in other["required"]]
    if needed:
        yield "Only along with " + " or ".join(f"'{key}'" for key in needed) + "."
    if others:
        yield "Not along with " + ", ".join(f"'{key}'" for key in others) + "."


def key_lines(record, name, part):
    needed = ", needed" if name in record["required"] else ""
    sentence = kind(part) + bounds(part) + needed
    yield f".It Ic {name}"
    yield from prose(sentence[0].upper() + sentence[1:] + ".")
    yield from prose(part["description"])
    for rule in rules(record, name):
        yield from prose(rule)
    examples = part.get("examples", part.get("items", {}).get("examples", []))
    if examples and not is_record(part) and not is_constant(part):
        yield "For example"
        yield f".Ql {words(examples)} ."


def record_lines(record, paths):
    yield f".Ss {paths[0] or TOP_LEVEL}\\&"
    if len(paths) > 1:
        yield from prose("The same keys are those of " +
                         ", ".join(f"'{path}'" for path in paths[1:]) + ".")
    if "anyOf" in record:
        names = [rule["required"][0] for rule in record["anyOf"]]
        yield from prose("One of " + ", ".join(f"'{name}'" for name in names) + " is needed.")
    yield ".Bl -tag -width Ds"
    for name, part in record["properties"].items():
        yield from key_lines(record, name, part)
    yield ".El"


def keys(mkpart):
    schema = json.loads(run_mkpart(mkpart, "list", "schema")[1])
    for record, paths in records(schema, "", []):
        yield from record_lines(record, paths)


# --- checks ---------------------------------------------------------------------------------------

def sections(text):
    """Of an explanation: heading -> text; the title's is empty."""
    head, *rest = re.split(r"^(?=[A-Z][a-z ]+\n  )", text.split("\n", 1)[1], flags=re.M)
    found = {"": head}
    for part in rest:
        heading, content = part.split("\n", 1)
        found[heading] = content
    return found


def check_lines(mkpart, code, severity, name):
    explained = sections(run_mkpart(mkpart, "explain", code)[1])
    title = " ".join(explained[""].split())
    yield f".It Sy {code} No {name} Pq {severity}"
    yield from prose(title[:1].upper() + title[1:] + ".")
    yield from prose(explained["Why it matters"])
    yield ".br"
    yield from prose(explained["What to do"])
    about = re.search(r"about that alone: (.*)", " ".join(
        explained.get("How to accept it", "").split()))
    if about:
        yield ".br"
        yield from prose("To allow one alone, 'about' is " + about[1])


def checks(mkpart):
    area = None
    for line in run_mkpart(mkpart, "list", "checks")[1].splitlines():
        code, severity, name = line.split()[:3]
        if code[2:4] != area:
            if area:
                yield ".El"
            area = code[2:4]
            yield f".Ss {AREAS[area]}"
            yield ".Bl -tag -width Ds"
        yield from check_lines(mkpart, code, severity, name)
    yield ".El"


# --- pages ----------------------------------------------------------------------------------------

PARTS = {"man/mkpart-layout.5": ("keys", keys), "man/mkpart-checks.7": ("checks", checks)}


def renewed(page, name, lines):
    begin, end = f'.\\" begin {name}\n', f'.\\" end {name}\n'
    head, rest = (TOP / page).read_text().split(begin)
    return head + begin + "".join(f"{line}\n" for line in lines) + end + rest.split(end)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    complaints = Complaints()
    for page, (name, make) in PARTS.items():
        text = renewed(page, name, make(options.mkpart))
        if options.update:
            (TOP / page).write_text(text)
        elif text != (TOP / page).read_text():
            complaints.add(f"{page} is not up to date: build the target update-manuals")
    complaints.finish()


if __name__ == "__main__":
    main()
