# SPDX-License-Identifier: BSD-2-Clause
"""Reads the textual outputs in the forms in which a C compiler, CMake, CAmkES and the packer of the
loader's archive take them. A line that is none of these forms is refused."""
import json
import re

from devicetree import Unreadable

DEFINE = re.compile(r"#define (\w+)(?:[ \t]+(.*))?")
GUARD = re.compile(r"#(ifndef \w+|endif)")
LIST = re.compile(r"#define MKPART_(\w+)\(X\)((?:\s*X\([^()]*\))*)\s*")
CODE = re.compile(r"^#if [^\n]*\n.*?^#endif\n", re.M | re.S)
NUMBER = re.compile(r"(0[xX][0-9a-fA-F]+|[0-9]+)(?:[uU]?[lL]{0,2})")
SET = re.compile(r'set\((\w+) "((?:[^"\\]|\\.)*)" CACHE STRING "" FORCE\)')
FOLDER = re.compile(r'get_filename_component\((\w+)\s+"([^"]*)" ABSOLUTE\)')
# What else fragments say: what an earlier one of this build directory set, and what this one sets.
FORGETTING = re.compile(r"foreach\((\w+) IN LISTS (\w+)\)\s+unset\(\$\{\1\} CACHE\)\s+"
                        r"endforeach\(\)")
REMEMBERING = re.compile(r'set\(mkpart_\w+\)|list\(APPEND mkpart_\w+ "\w+"\)|'
                         r'set\(MKPART_\w+ "\$\{mkpart_\w+\}" CACHE INTERNAL ""\)')
ATTRIBUTE = re.compile(r"^\t+(\w+)\.(\w+) = (.+);$", re.M)


def without_comments(text):
    return re.sub(r"/\*.*?\*/", lambda found: "\n" * found.group().count("\n"), text, flags=re.S)


def read_header(text, file):
    """name -> (value, line), and name -> tuples of a list for X macros; the prefix MKPART_ is left
    off. What stands between #if and #endif is code and not looked at."""
    text = CODE.sub(lambda code: "\n" * code.group().count("\n"), without_comments(text))
    text = re.sub(r"\\\n", " ", text)
    found, lists = {}, {}
    for line, content in enumerate(text.splitlines(), 1):
        content = content.strip()
        match = DEFINE.fullmatch(content)
        as_list = LIST.fullmatch(content)
        if as_list:
            lists[as_list.group(1)] = items_of(as_list.group(2))
        if not content or as_list or GUARD.fullmatch(content):
            continue
        if not match or not match.group(1).startswith("MKPART_"):
            raise Unreadable(f"{file}:{line}: '{content}' is not understood here")
        name = match.group(1).removeprefix("MKPART_")
        if match.group(2) is None:
            continue
        if name in found:
            raise Unreadable(f"{file}:{line}: MKPART_{name} is defined twice")
        found[name] = (c_value(match.group(2), f"{file}:{line}"), line)
    return found, lists


def items_of(text):
    """Numbers, names and texts of each X(...)."""
    return [tuple(item_value(part.strip()) for part in re.findall(r'"[^"]*"|[^,]+', item))
            for item in re.findall(r"X\(([^()]*)\)", text)]


def item_value(text):
    match = NUMBER.fullmatch(text)
    if match:
        return int(match.group(1), 0)
    return text.strip('"')


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
    rest = REMEMBERING.sub("", FORGETTING.sub("", SET.sub("", rest))).strip()
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
