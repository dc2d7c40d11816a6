#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Names made to forge output, wherever a name can be, read back as each format's readers do:
as many annotations, elements and lines as findings, valid UTF-8, nothing that a terminal or a CI
runner obeys."""
import collections
import json
import os
import pathlib
import re
import sys
import tempfile
import unicodedata
import urllib.parse
import xml.etree.ElementTree

import common

NAMES = {
    "newline": b"a\nlayout.yaml:1:1: error: forged [MK0101]\n",
    "carriage-return": b"a\rb\r\n::error ::forged",
    "escape": b"\x1b[31mred\x1b]0;title\x07\x9b31m",
    "command": b"::error file=a.yaml,line=1::forged",
    "old-command": b"##[error]forged ###[warning]x",
    "azure": b"##vso[task.setvariable variable=a]b",
    "encoded": b"%0A::error::forged%0D%25",
    "properties": b"a,line=7:title=x::forged",
    "bidi": "\u202eevil\u2066\u200b\u061c\ufeff".encode(),
    "separators": "a\u2028b\u2029c\u0085d".encode(),
    "noncharacter": "\ufffe\uffff\ufdd0".encode(),
    "markup": b"\"'><error/></file>&amp;<!--",
    "cdata": b"]]><![CDATA[<failure/>]]>",
    "entities": b"&#10;&#0;&lt;",
    "link": b"[text](javascript:x) {0} {{1}} \\](x)",
    "json": b'","code":"MK0101"},{"a":"\\u000a\\',
    "latin-1": b"\xff\xfe\xe4",
    "surrogate": b"\xed\xa0\x80\xed\xb0\x80",
    "overlong": b"\xc0\x8a\xe0\x80\x8a",
    "controls": bytes(range(1, 32)) + b"\x7f",
    "nul": b"a\x00b",
    "long": b"x" * 10000,
    "wide": "\U0001f600".encode() * 60,
}

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def is_printable(character):
    return unicodedata.category(character) not in HIDDEN


def file_name(name, suffix):
    """As much of a name as a file can have."""
    return name.replace(b"/", b"_").replace(b"\0", b"_")[:240] + suffix


def layout_bytes(name):
    """A layout that has the name wherever one can be, with something wrong at each."""
    try:
        text = name.decode()
    except UnicodeDecodeError:
        return b"version: 1\nnodes: [{name: '" + name + b"'}]\n"
    nodes = [
        {"name": text, "cpu": "cpu@0", "memory": [{"start": "0x90000000", "size": "256M"}],
         "devices": [text, f"/{text}"], text: 1},
        {"name": f"b{text}", "cpu": text,
         "memory": [{"start": "0x57000000", "size": "0x1001000"},
                    {"start": "0x91000000", "size": text}, {"start": "0x91000000", "size": "16M"}]},
    ]
    return json.dumps({
        "version": 1, "board": {"dtb": text, "platform": text}, "contract": "sel4-overlay",
        "nodes": nodes, "shared": [{"name": text, "nodes": [text], "memory": {"size": "4K"}}],
        "ipis": [{"name": text, "from": text, "to": f"b{text}"}],
        "allow": [{"code": "MK0802", "why": text}, {"code": text, "why": text}]}).encode()


def board_bytes(blob, name):
    """The tree with a node of that name; of one length, so that nothing else moves."""
    old = b"framebuffer@58000000"
    new = (name.replace(b"/", b"_").replace(b"\0", b"_") * len(old))[:len(old)]
    assert blob.count(old) == 1
    return blob.replace(old, new)


class Reference:
    """What there is to tell, by the format for programs."""

    def __init__(self, document):
        self.findings = document["findings"]
        self.standing = [f for f in self.findings if f["standing"] == "stands"]
        self.by_severity = collections.Counter(f["severity"] for f in self.standing)

    def lines(self, finding):
        return 1 + len(finding["notes"]) + (finding["suggestion"] is not None)


def texts_of(value):
    """All strings in what a JSON document holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts_of(item)


def check_texts(texts):
    for text in texts:
        bad = [c for c in text if not is_printable(c)]
        assert not bad, f"unprintable {bad!r} in {text[:80]!r}"
        assert not re.search(r"##[a-z]*\[", text), f"an order to a runner in {text[:80]!r}"


def check_json(text, reference, _):
    document = json.loads(text)
    check_texts(texts_of(document))
    assert document["errors"] == reference.by_severity["error"]
    assert document["warnings"] == reference.by_severity["warning"]


def check_gcc(text, reference, _):
    lines = text.splitlines()
    assert all(re.match(r".+?: (error|warning|note): .", line) for line in lines)
    assert len(lines) == sum(map(reference.lines, reference.standing))


def check_text(text, reference, _):
    """The same, without what belongs to a finding's place."""
    lines = text.splitlines()
    statements = [line for line in lines if line and not line.startswith("  ")][:-1]
    assert all(re.match(r".+?: (error|warning|note): .", line) for line in statements)
    assert len(statements) == sum(1 + len(f["notes"]) for f in reference.standing)
    counts = dict(reversed(part.split()) for part in
                  re.findall(r"\d+ (?:error|warning|note)", lines[-1]))
    assert counts == {k: str(v) for k, v in reference.by_severity.items()}, lines[-1]


def decoded(text, *more):
    for code in (*more, "%0D", "%0A", "%25"):
        text = text.replace(code, urllib.parse.unquote(code))
    return text


def check_github(text, reference, name):
    """As the runner reads it: up to the next '::' are properties, split at commas."""
    commands = collections.Counter()
    for line in text.splitlines():
        if line.startswith("mkpart: "):
            continue
        match = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert match, line[:80]
        properties = [item.split("=", 1) for item in match[2].split(",")]
        keys = [key for key, _ in properties]
        assert keys in (["file", "title"], ["file", "line", "col", "endColumn", "title"]), keys
        check_texts(decoded(value, "%3A", "%2C") for _, value in properties)
        check_texts(decoded(match[3]).split("\n"))
        commands[match[1]] += 1
    assert commands == {LEVELS[k]: v for k, v in reference.by_severity.items()}


def check_gitlab(text, reference, _):
    issues = json.loads(text)
    check_texts(texts_of(issues))
    assert len(issues) == len(reference.standing)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def check_sarif(text, reference, names):
    run, = json.loads(text)["runs"]
    check_texts(texts_of(run))
    results = run["results"]
    assert len(results) == len(reference.findings)
    assert sum(not r["suppressions"] for r in results) == len(reference.standing)
    for result in results:
        message = result["message"]["text"]
        assert "](" not in message and not re.search(r"[{}]", re.sub(r"{{|}}", "", message))
        for place in result["locations"]:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri), uri
            assert urllib.parse.unquote_to_bytes(uri) in names, uri


def elements(text):
    """The root of an XML document, all text in it looked at."""
    root = xml.etree.ElementTree.fromstring(text.encode())
    for element in root.iter():
        check_texts(element.attrib.values())
        check_texts((element.text or "").split("\n"))
    return root


def check_junit(text, reference, _):
    root = elements(text)
    tags = collections.Counter(element.tag for element in root.iter())
    skipped = len(reference.findings) - len(reference.standing)
    assert tags["testcase"] == len(reference.findings) + (not reference.standing)
    assert tags["failure"] == reference.by_severity["error"] == int(root.get("failures"))
    assert tags["skipped"] == skipped and tags["testsuite"] == tags["testsuites"] == 1
    assert set(tags) <= {"testsuites", "testsuite", "testcase", "failure", "skipped",
                         "system-out"}


def check_checkstyle(text, reference, _):
    tags = collections.Counter(element.tag for element in elements(text).iter())
    assert tags["error"] == len(reference.standing)
    assert set(tags) <= {"checkstyle", "file", "error"}


def check_bytes(format_, output):
    """What holds for all formats: nothing raw that is no text. Gives the text."""
    text = output.decode()
    check_texts(text.split("\n"))
    commands = [line for line in text.split("\n") if line.lstrip().startswith("::")]
    assert format_ == "github" or not commands, commands
    return text


def run_scene(options, folder, name, blob):
    """Complaints about one hostile name."""
    layout = file_name(name, b".yaml" if b"\xff" in name else b".json")
    board = file_name(name, b".dtb")
    (folder / os.fsdecode(layout)).write_bytes(layout_bytes(name))
    (folder / os.fsdecode(board)).write_bytes(board_bytes(blob, name))
    operands = [b"--board", board, b"--", layout]
    reference = Reference(common.check_json(options.mkpart, folder, "json", *operands))
    assert reference.findings, "nothing is found"
    for format_ in common.FORMATS:
        output = common.check(options.mkpart, folder, format_, *operands)
        try:
            globals()[f"check_{format_}"](
                check_bytes(format_, output), reference, {layout, board})
        except (AssertionError, ValueError, xml.etree.ElementTree.ParseError) as error:
            yield f"{format_}: {error or 'not as many as there are'}"


def main():
    options = common.arguments(__doc__)
    blob = (pathlib.Path(options.boards) / "case-reserved.dtb").read_bytes()
    complaints = []
    for label, name in NAMES.items():
        with tempfile.TemporaryDirectory() as folder:
            complaints += [f"{label}: {complaint}" for complaint in
                           run_scene(options, pathlib.Path(folder), name, blob)]
    print("\n".join(complaints) or f"{len(NAMES)} names leak into none of "
          f"{len(common.FORMATS)} formats")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
