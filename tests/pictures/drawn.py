#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Pictures of all cases that have a plan, against the plan as JSON: each range is in each picture,
whose it is, to scale; lines keep to the width; SVG is XML; nothing needs a colour."""
import argparse
import fcntl
import json
import os
import pathlib
import pty
import random
import re
import struct
import subprocess
import sys
import tempfile
import termios
import xml.etree.ElementTree

import common
from common import TOP

SVG = "{http://www.w3.org/2000/svg}"
PAGE = 0x1000
LEAST = 0.2 # percent that a piece is drawn wide at least


def apart(document):
    """Those ranges of the plan that are in RAM, and nobody else's, in whole pages as pictures have
    them, and whose names nobody has to escape."""
    board = document["board"]
    banks = [common.range_of(bank) for bank in board["banks"]]
    pieces = common.owned(document)
    others = board["reserved"] + \
        [item for node in document["nodes"] for item in node.get("own", ())] + \
        [item for peer in document.get("outside", ()) for item in peer.get("memory", ())]
    taken = pieces + [(*common.range_of(item), "another") for item in others
                      if common.range_of(item)]
    return [piece for piece in pieces
            if any(low <= piece[0] and piece[1] <= high for low, high in banks)
            and piece[0] % PAGE == 0 and (piece[1] + 1) % PAGE == 0 and piece[2].isprintable()
            and sum(other[0] <= piece[1] and piece[0] <= other[1] for other in taken) == 1]


def check_map(text, pieces, width):
    """`pieces` shall be there as they are."""
    assert text.isascii() and all(c == "\n" or c.isprintable() for c in text)
    long = [line for line in text.splitlines() if len(line) > width]
    assert not long, f"longer than {width}: {long[0]!r}"
    flat = " ".join(text.split())
    for first, last, owner in pieces:
        match = re.search(f"(.) 0x{first:x}\\.\\.0x{last:x} .{{0,30}}?{re.escape(owner)}", flat)
        assert match, f"no line for 0x{first:x}..0x{last:x}, {owner}"


def check_letters(text, pieces):
    """Each letter of the list is in the cells as well; what is free may be less than a cell."""
    cells = "".join(re.findall(r"^  0x[0-9a-f]+  (\S+)$", text, re.M))
    listed = {line[2] for line in text.splitlines() if re.match(r"  \S  0x", line)}
    missing = listed - {"."} - set(cells)
    assert "%" in cells or not missing, f"{missing} in the list, and in no cell"


def titles(element):
    """What the pieces of a picture say of themselves, and where they are, in percent."""
    for piece in element.iter(SVG + "rect"):
        title = piece.find(SVG + "title")
        if title is not None:
            yield (int(piece.get("data-first"), 16), int(piece.get("data-last"), 16), title.text,
                   float(piece.get("x")[:-1]), float(piece.get("width")[:-1]))


def check_scale(document, bars):
    """The first bar of a bank has all of it, at its place."""
    for bank in document["board"]["banks"]:
        low, high = common.range_of(bank)
        size = high - low + 1
        bar = next((b for b in bars if b and min(p[0] for p in b) == low
                    and max(p[1] for p in b) == high), None)
        assert bar, f"no bar for the bank at 0x{low:x}"
        for first, last, _, x, width in bar:
            assert abs(x - 100 * (first - low) / size) < 0.01
            assert abs(width - max(100 * (last - first + 1) / size, LEAST)) < 0.01


def check_svg(text, document, pieces):
    root = xml.etree.ElementTree.fromstring(text)
    assert root.find(SVG + "title").text and root.find(SVG + "desc").text
    tags = {element.tag for element in root.iter()}
    assert tags <= {SVG + t for t in ("svg", "title", "desc", "defs", "pattern", "rect", "path",
                                      "text")}, tags
    for element in root.iter():
        links = [v for k, v in element.attrib.items() if "href" in k or k.startswith("on")]
        assert not links, links
    bars = [list(titles(bar)) for bar in root.findall(SVG + "svg")]
    said = {(first, last): title for bar in bars for first, last, title, _, _ in bar}
    for first, last, owner in pieces:
        assert owner in said.get((first, last), ""), f"no piece for 0x{first:x}, {owner}"
    check_scale(document, bars)


def examine(options, layout, *more):
    document = common.plan_json(options.mkpart, layout, *more)
    pieces = apart(document)
    for width in (40, 80, 100, 237):
        text = common.plan(options.mkpart, "map", layout, *more, columns=width).decode()
        check_map(text, pieces, width)
        check_letters(text, pieces)
    svg = common.plan(options.mkpart, "svg", layout, *more)
    check_svg(svg.decode(), document, pieces)
    colored = common.plan(options.mkpart, "map", layout, "--color=always", *more)
    plain = common.plan(options.mkpart, "map", layout, *more)
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", colored) == plain, "colour changes the text"
    assert common.plan(options.mkpart, "svg", layout, *more) == svg, "not the same again"
    return len(pieces)


def random_layout(dice):
    """Ranges that overlap each other, lie outside of RAM, and reach the top of all addresses."""
    def memory(count):
        corners = (0x30000000, 0x40000000, 0x50000000, 0xb8000000, (1 << 64) - (1 << 28))
        starts = [dice.choice(corners) + dice.randrange(64) * 0x400000 for _ in range(count)]
        return [{"start": hex(start), "size": hex(dice.randrange(1, 16) * 0x400000)}
                for start in starts]

    return {"version": 1, "board": {"dtb": "board.dtb"},
            "nodes": [{"name": name, "cpu": i, "memory": memory(dice.randrange(4))}
                      for i, name in enumerate(("ann", "bob", "cleo"))],
            "reserved": [{**item, "why": "dora"} for item in memory(dice.randrange(4))],
            "shared": [{"name": "ed", "nodes": ["ann", "bob"], "memory": memory(1)[0]}]}


def claims_of(document):
    """(first, last, whose) of everything that claims memory; what is reserved counts once."""
    pieces = [piece for piece in common.owned(document) if piece[2] != "free"]
    end = -1
    for first, last in sorted(common.range_of(item) for item in document["board"]["reserved"]):
        if last > end:
            pieces.append((max(first, end + 1), last, "reserved range: dora"))
            end = last
    return pieces


def expected_at(address, document, claims):
    """What the picture shall say of an address; None where there is nothing to draw."""
    owners = [owner for first, last, owner in claims if first <= address <= last]
    banks = [common.range_of(bank) for bank in document["board"]["banks"]]
    in_ram = any(low <= address <= high for low, high in banks)
    if len(owners) > 1:
        return "overlap"
    if owners == ["reserved range: dora"] and not in_ram:
        return None
    return owners[0] if owners else "free" if in_ram else None


def check_random(options, count=150):
    """Plans full of errors, address by address, against counting who claims each."""
    dice = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        layout = pathlib.Path(folder) / "layout.json"
        (layout.parent / "board.dtb").write_bytes(
            (TOP / "examples/qemu-arm-virt/board.dtb").read_bytes())
        for _ in range(count):
            layout.write_text(json.dumps(random_layout(dice)))
            document = common.plan_json(options.mkpart, str(layout))
            root = xml.etree.ElementTree.fromstring(
                common.plan(options.mkpart, "svg", str(layout)).decode())
            said = [t for bar in root.findall(SVG + "svg") for t in titles(bar)]
            claims = claims_of(document)
            for address in sorted({end + step for claim in claims for end in claim[:2]
                                   for step in (-1, 0, 1) if 0 <= end + step < 1 << 64}):
                wanted = expected_at(address, document, claims)
                there = {title.split(",")[0] for first, last, title, _, _ in said
                         if first <= address <= last}
                assert len(there) == (wanted is not None) and all(
                    title.startswith(wanted) for title in there), (
                        f"{layout.read_text()}: at {address:#x} {there} instead of {wanted}")


def check_terminal(options):
    """A terminal's own width counts, COLUMNS only where there is none; colour comes with it."""
    layout = str(TOP / "examples/zcu102/two-nodes.yaml")
    outside, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 57, 0, 0))
    with subprocess.Popen(
            [options.mkpart, "plan", "--format", "map", layout], stdin=subprocess.DEVNULL,
            stdout=inside, stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "200"}):
        os.close(inside)
        shown = b""
        try:
            while data := os.read(outside, 65536):
                shown += data
        except OSError:
            pass # that is how its end is told
    os.close(outside)
    expected = common.plan(options.mkpart, "map", layout, "--color=always", columns=57)
    assert shown.replace(b"\r\n", b"\n") == expected, "not what 57 columns and colour give"
    default = common.plan(options.mkpart, "map", layout)
    for nonsense in ("0", "-1", "7", "99999", "80x", "0x50", " 90", ""):
        assert common.plan(options.mkpart, "map", layout, columns=nonsense) == default, nonsense


def check_findings(options):
    """COLUMNS is how wide findings are that go to no terminal; without it, they have 100."""
    case = TOP / "tests/cases/MK0602-device-twice-in-one-node"
    board = pathlib.Path(options.boards) / ((case / "board").read_text().strip() + ".dtb")
    for columns, most in ((None, 100), ("60", 60), ("80", 80), ("79x", 100), ("19", 100)):
        shown = subprocess.run(
            [options.mkpart, "check", "layout.yaml", "--board", str(board)], cwd=case,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
            env={"PATH": os.environ["PATH"], **({"COLUMNS": columns} if columns else {})}).stdout
        longest = max(map(len, shown.splitlines()))
        assert most - 20 < longest <= most, f"COLUMNS={columns}: {longest} columns"


def check_help(options):
    """Help as well, but for a word that is longer; without COLUMNS it fits 80."""
    for columns, most in ((None, 80), ("60", 60), ("120", 120)):
        shown = subprocess.run(
            [options.mkpart, "help", "check"], stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=60, check=True,
            env={"PATH": os.environ["PATH"], **({"COLUMNS": columns} if columns else {})}).stdout
        longest = max(map(len, shown.splitlines()))
        assert most - 20 < longest <= most, f"help, COLUMNS={columns}: {longest} columns"


def layouts(boards):
    """Examples, and every tenth case that brings nothing but a layout and a known board."""
    for example in sorted((TOP / "examples").glob("*/*.yaml")):
        yield str(example), ()
    cases = [c for c in sorted((TOP / "tests/cases").iterdir()) if (c / "layout.yaml").exists()
             and (c / "board").exists() and not (c / "replace").exists()
             and not (c / "resize").exists()]
    for case in cases[::10]:
        board = pathlib.Path(boards) / ((case / "board").read_text().strip() + ".dtb")
        if board.exists():
            yield str(case / "layout.yaml"), ("--board", str(board))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", required=True)
    options = parser.parse_args()
    options.mkpart = os.path.abspath(options.mkpart)
    options.boards = str(pathlib.Path(options.boards).resolve())
    check_terminal(options)
    check_findings(options)
    check_help(options)
    check_random(options)
    complaints, looked_at, compared = [], 0, 0
    for layout, more in layouts(options.boards):
        if not common.plan(options.mkpart, "json", layout, *more):
            continue # no plan at all
        looked_at += 1
        try:
            compared += examine(options, layout, *more)
        except (AssertionError, xml.etree.ElementTree.ParseError) as error:
            complaints.append(f"{pathlib.Path(layout).relative_to(TOP)}: {error}")
    print("\n".join(complaints) or
          f"{looked_at} plans are drawn, with {compared} ranges compared")
    assert compared > 200, "too few ranges are compared"
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
