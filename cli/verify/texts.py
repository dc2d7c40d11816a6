# SPDX-License-Identifier: BSD-2-Clause
"""Reads the textual outputs in the forms in which a C compiler, CMake, CAmkES and the packer of the
loader's archive take them. A line that is none of these forms is refused."""
import json
import re

from devicetree import Unreadable

DEFINE = re.compile(r"#define (\w+)(?:[ \t]+(.*))?")
GUARD = re.compile(r"#(ifndef \w+|endif)")
NUMBER = re.compile(r"(0[xX][0-9a-fA-F]+|[0-9]+)(?:[uU]?[lL]{0,2})")
SET = re.compile(r'set\((\w+) "((?:[^"\\]|\\.)*)" CACHE STRING "" FORCE\)')
FOLDER = re.compile(r'get_filename_component\((\w+)\s+"([^"]*)" ABSOLUTE\)')
ATTRIBUTE = re.compile(r"^\t(\w+)\.(\w+) = (.+);$", re.M)


def without_comments(text):
    return re.sub(r"/\*.*?\*/", lambda found: "\n" * found.group().count("\n"), text, flags=re.S)


def read_header(text, file):
    """name -> (value, line); the prefix MKPART_ is left off."""
    text = re.sub(r"\\\n", " ", without_comments(text))
    found = {}
    for line, content in enumerate(text.splitlines(), 1):
        content = content.strip()
        match = DEFINE.fullmatch(content)
        if not content or GUARD.fullmatch(content):
            continue
        if not match or not match.group(1).startswith("MKPART_"):
            raise Unreadable(f"{file}:{line}: '{content}' is not understood here")
        name = match.group(1).removeprefix("MKPART_")
        if match.group(2) is None:
            continue
        if name in found:
            raise Unreadable(f"{file}:{line}: MKPART_{name} is defined twice")
        found[name] = (c_value(match.group(2), f"{file}:{line}"), line)
    return found


def c_value(text, where):
    """A number, several with commas, or a string."""
    if re.fullmatch(r'"[^"\\]*"', text):
        return text[1:-1]
    items = [item.strip() for item in text.split(",")]
    numbers = []
    for item in items:
        match = NUMBER.fullmatch(item)
        if not match:
            raise Unreadable(f"{where}: '{text}' is not a constant")
        digits = match.group(1)
        numbers.append(int(digits, 16 if digits[:2] in ("0x", "0X") else 10))
    return numbers if len(numbers) > 1 else numbers[0]


def read_cmake(text, file):
    """Cache variable -> value, what paths begin with left as it stands."""
    text = re.sub(r"#[^\n]*", "", text)
    found = {}
    names = {name: value for name, value in FOLDER.findall(text)}
    rest = FOLDER.sub("", text)
    for name, value in SET.findall(rest):
        value = re.sub(r"\$\{(\w+)\}", lambda m: names.get(m.group(1), m.group()), value)
        found[name] = value.replace("\\\"", "\"").replace("\\\\", "\\")
    rest = SET.sub("", rest).strip()
    if rest:
        raise Unreadable(f"{file}: '{rest.splitlines()[0]}' is not understood here")
    return found


def once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def read_json(text, file):
    try:
        return json.loads(text, object_pairs_hook=once)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"{file}: {problem}") from problem


def read_camkes(text, file):
    """(name, attribute) -> value, for those whose value JSON can say too."""
    found = {}
    for name, attribute, value in ATTRIBUTE.findall(without_comments(text)):
        value = re.sub(r"\b0x[0-9a-fA-F]+\b", lambda m: str(int(m.group(), 16)), value)
        found[name, attribute] = read_json(value, file)
    return found
