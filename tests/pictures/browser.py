#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The page in a real browser: it renders, to scale; the search filters; the keyboard zooms;
nothing complains, nothing is loaded, no name of the input becomes markup; it fits any window."""
import argparse
import json
import pathlib
import sys
import tempfile

import chromium
import common
from common import TOP

BANK = (0x40000000, 0xbfffffff)
SECTIONS = ["findings", "memory", "nodes", "interrupts", "ipis", "devices"]
TAGS = {"A", "BODY", "BUTTON", "CODE", "DIV", "FIGURE", "H1", "H2", "H3", "H4", "HEAD", "HEADER",
        "HTML", "INPUT", "LABEL", "LI", "MAIN", "META", "NAV", "OUTPUT", "P", "SCRIPT", "SECTION",
        "SMALL", "SPAN", "STRONG", "STYLE", "TABLE", "TBODY", "TD", "TH", "THEAD", "TITLE", "TR",
        "UL", "defs", "path", "pattern", "rect", "svg", "text", "title"}
HOSTILE = [
    "<script>document.title='forged'</script>", "<img src=x onerror=alert(1)>",
    "\" onfocus=alert(1) autofocus tabindex=1 x=\"", "' onmouseover='alert(1)",
    "</title></style></script><script>alert(1)</script>", "--><svg onload=alert(1)>",
    "javascript:alert(1)", "\u202eevil\u2066\u200b", "a\u2028b\u0007c\u001b[31m", "&lt;b&gt;&#x3c;",
    "]]><![CDATA[<x/>", "${alert(1)} {{7*7}} `", "<\u00e4\U0001f600>" * 40,
]

PIECES = """[...document.querySelector('.strip .bar').querySelectorAll('.piece')].map(p => ({
    first: p.dataset.first, last: p.dataset.last, title: p.querySelector('title').textContent,
    left: p.getBoundingClientRect().left, width: p.getBoundingClientRect().width,
    shown: p.getAttribute('visibility') !== 'hidden'}))"""
BAR = "document.querySelector('.strip .bar').getBoundingClientRect().toJSON()"
VIEW = "[...document.querySelectorAll('.strip .ends span')].slice(0, 2).map(s => s.textContent)"
ROWS = "[...document.querySelectorAll('#interrupts tbody tr')].filter(r => !r.hidden).length"


class Page:
    """A page of a plan, and what is said of it."""

    def __init__(self, browser, options, layout, *more, folder=TOP):
        self.browser = browser
        self.scene = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.scene.name) / "plan.html"
        self.path.write_bytes(common.plan(options.mkpart, "html", layout, *more, folder=folder))
        self.document = common.plan_json(options.mkpart, layout, *more, folder=folder)

    def __enter__(self):
        self.browser.open(self.path)
        return self.browser

    def __exit__(self, *_):
        self.scene.cleanup()


def check_quiet(browser, page):
    """Holds for every page, at the end of whatever was done to it."""
    assert not browser.complaints(), browser.complaints()
    assert browser.requests() == [page.path.resolve().as_uri()], browser.requests()


def check_rendered(options, browser):
    page = Page(browser, options, "examples/qemu-arm-virt/four-nodes.yaml")
    with page:
        ids = browser.evaluate("[...document.querySelectorAll('section')].map(s => s.id)")
        assert ids == SECTIONS, ids
        cells = browser.evaluate(
            "[...document.querySelectorAll('#ipis td')].map(c => c.innerText)")
        signals = sum(cell.count("SGI") for cell in cells)
        assert signals == len(page.document["ipis"]), cells
        devices = sum(len(node["devices"]) for node in page.document["nodes"])
        assert browser.evaluate("document.querySelectorAll('#devices tbody tr').length") == devices
        assert "MK0218" in browser.evaluate("document.querySelector('#findings').innerText")
        check_quiet(browser, page)


def check_scale(options, browser):
    """Where each piece is on the screen, by the plan's own numbers."""
    page = Page(browser, options, "examples/qemu-arm-virt/four-nodes.yaml")
    with page:
        for width in (360, 1400):
            browser.resize(width)
            bar, pieces = browser.evaluate(BAR), browser.evaluate(PIECES)
            said = {(int(p["first"], 16), int(p["last"], 16)): p for p in pieces}
            size = BANK[1] - BANK[0] + 1
            for first, last, owner in common.owned(page.document):
                piece = said[first, last]
                left = bar["left"] + bar["width"] * (first - BANK[0]) / size
                wide = bar["width"] * max((last - first + 1) / size, 0.002)
                assert owner in piece["title"], piece
                assert abs(piece["left"] - left) < 0.6, (piece, left)
                assert abs(piece["width"] - wide) < 0.6, (piece, wide)
        check_quiet(browser, page)


LABELS = """[...document.querySelectorAll('.strip:first-of-type svg.bar')].map(bar =>
    [...bar.querySelectorAll('.letter')].filter(t => t.getAttribute('visibility') !== 'hidden')
        .map(t => t.textContent))"""


def resize(browser, width):
    """The page hears of it with its next frame."""
    browser.resize(width)
    browser.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")


def check_labels(options, browser):
    """Names in a bar where there is room, letters elsewhere, and none across a piece's end."""
    page = Page(browser, options, "examples/qemu-arm-virt/four-nodes.yaml")
    with page:
        resize(browser, 1400)
        bar, enlarged = browser.evaluate(LABELS)
        assert bar == ["D app", "A control", "B net", "C", "C", "@"], bar
        assert "= net_ring" in enlarged and "@ loader" in enlarged, enlarged
        resize(browser, 300)
        assert browser.evaluate(LABELS)[0] == ["D app", "A", "B"], browser.evaluate(LABELS)
        resize(browser, 1400)
        for piece in browser.evaluate("""[...document.querySelectorAll('.letter')].filter(t =>
                t.textContent.length > 1).map(t => [t.textContent, t.getBoundingClientRect().width,
                [...t.parentElement.querySelectorAll('.piece')].find(p =>
                p.dataset.first === t.dataset.first).getBoundingClientRect().width])"""):
            assert piece[1] < piece[2], piece
        browser.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert all(len(text) == 1 for bar in browser.evaluate(LABELS) for text in bar)
        browser.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert browser.evaluate(LABELS)[0] == bar
        check_quiet(browser, page)


def search(browser, text):
    """How many rows are left, and what is said of it."""
    browser.evaluate("document.querySelector('#interrupts input').value = '';"
                     "document.querySelector('#interrupts input').focus()")
    browser.type(text)
    return browser.evaluate(ROWS), browser.evaluate(
        "document.querySelector('#interrupts output').textContent")


def check_search(options, browser):
    page = Page(browser, options, "examples/zcu102/two-nodes.yaml")
    with page:
        total = browser.evaluate(ROWS)
        assert total == 5, total
        for text, rows in (("spi 63", 1), ("intid 95", 1), ("95", 1), ("SPI 6", 0),
                           ("ethernet", 1), ("io", 3), ("CONTROL i2c", 1), ("spi 63 can", 0),
                           ("x<y", 0), ("uart", 1), ("serial1", 1), ("zynqmp-gem", 1)):
            shown, said = search(browser, text)
            assert shown == rows, f"'{text}' leaves {shown} rows, not {rows}"
            assert said == f"{rows} of {total} shown", said
        assert browser.evaluate(
            "document.querySelector('#interrupts output').getAttribute('aria-live')") == "polite"
        check_quiet(browser, page)


def focus_first(browser):
    """Goes to the first bar as a keyboard does: there is one stop in it."""
    stops = browser.evaluate("document.querySelectorAll('.strip .bar [tabindex=\"0\"]').length")
    assert stops == 1, f"{stops} tab stops in a bar"
    browser.evaluate("document.querySelector('.strip .tools button:last-of-type').focus()")
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.classList.contains('piece')")


def focused(browser):
    return browser.evaluate("document.activeElement.getAttribute('aria-label')")


def check_zoom(options, browser):
    page = Page(browser, options, "examples/qemu-arm-virt/four-nodes.yaml")
    with page:
        whole = browser.evaluate(VIEW)
        focus_first(browser)
        assert "QEMU's device tree" in focused(browser)
        browser.press("End")
        assert "loader" in focused(browser)
        for _ in range(3):
            browser.press("ArrowLeft")
        assert "board_state" in focused(browser) and "4 KiB" in focused(browser)
        browser.press("Enter")
        assert browser.evaluate(VIEW) == ["0xbddfe000", "0xbde00fff"], browser.evaluate(VIEW)
        piece = next(p for p in browser.evaluate(PIECES) if "board_state" in p["title"])
        bar = browser.evaluate(BAR)
        assert abs(piece["width"] - bar["width"] / 3) < 2, "a page in 2 GiB does not fill a third"
        assert "board_state" in focused(browser), "the focus is lost"
        assert sum(p["shown"] for p in browser.evaluate(PIECES)) == 3
        browser.press("ArrowRight")
        assert "net_ring" in focused(browser)
        browser.press("Home")
        assert "QEMU's" in focused(browser) and browser.evaluate(VIEW)[0] == "0x400fe800", \
            browser.evaluate(VIEW)
        browser.press("Escape")
        assert browser.evaluate(VIEW) == whole
        browser.press("+")
        zoomed = browser.evaluate(VIEW)
        assert int(zoomed[1], 16) - int(zoomed[0], 16) + 1 == 1 << 30, zoomed
        browser.press("-")
        assert browser.evaluate(VIEW) == whole
        status = browser.evaluate("document.querySelector('.status').textContent")
        assert status == "0x40000000 to 0xbfffffff, 2 GiB", status
        browser.evaluate("document.querySelectorAll('td.range button')[4].click()")
        assert "node net" in focused(browser)
        check_quiet(browser, page)


def hostile_layout():
    """Names wherever a layout takes any text."""
    names = [f"{i}{text}" for i, text in enumerate(HOSTILE)]
    nodes = [{"name": name, "cpu": i % 4, "memory": [{"size": "16M"}], "components": [name],
              "devices": ["pl031@9010000", name] if i == 0 else [],
              "irqs": [{"spi": 100 + i}]} for i, name in enumerate(names)]
    return {"version": 1, "board": {"dtb": "board.dtb", "platform": HOSTILE[1]}, "nodes": nodes,
            "reserved": [{"start": f"{0x50000000 + 0x100000 * i:#x}", "size": "64K", "why": name}
                         for i, name in enumerate(names)],
            "shared": [{"name": name, "nodes": names[:3], "memory": {"size": "4K"}}
                       for name in names],
            "ipis": [{"name": name, "from": names[0], "to": names[1]} for name in names]}


def hostile_board(blob):
    """A tree with markup in place of a model and of nodes' names; of the same length."""
    for old, new in ((b"linux,dummy-virt", b"<img src=x onerror=alert(1)>"),
                     (b"pl031@9010000", b"<svg onload=x"),
                     (b"virtio_mmio@a003e00", b"\"><script>x</script"),
                     (b"memory@40000000", b"<b onclick='1'>")):
        new = (new + b" " * len(old))[:len(old)]
        assert old in blob
        blob = blob.replace(old, new)
    return blob


def check_hostile(options, browser):
    with tempfile.TemporaryDirectory() as folder:
        scene = pathlib.Path(folder)
        blob = (TOP / "examples/qemu-arm-virt/board.dtb").read_bytes()
        (scene / "board.dtb").write_bytes(blob)
        (scene / "spoilt.dtb").write_bytes(hostile_board(blob))
        (scene / "<b>&layout.json").write_text(json.dumps(hostile_layout()))
        for board in ("board.dtb", "spoilt.dtb"):
            page = Page(browser, options, "<b>&layout.json", "--board", board, folder=scene)
            with page:
                check_harmless(browser)
                search(browser, "<script>")
                check_quiet(browser, page)


def check_harmless(browser):
    tags = set(browser.evaluate("[...document.querySelectorAll('*')].map(e => e.tagName)"))
    assert tags <= TAGS, f"markup from the input: {tags - TAGS}"
    handlers = browser.evaluate("[...document.querySelectorAll('*')].flatMap(e => e"
                                ".getAttributeNames()).filter(n => n.startsWith('on'))")
    assert not handlers, handlers
    assert browser.evaluate("document.scripts.length") == 1
    assert browser.evaluate("document.title").endswith(" - mkpart plan")
    text = browser.evaluate("document.body.textContent")
    assert "onerror=alert(1)" in text, "the names are not shown"
    bad = [c for c in text if c in "\u202e\u2066\u200b\u2028\0\x1b"]
    assert not bad, bad


def check_policy(options, browser):
    """Even markup that did get in could do nothing."""
    page = Page(browser, options, "examples/talk/talk.yaml")
    spoilt = page.path.read_text().replace(
        "<main>", "<main><script>document.title='run'</script><img src='http://127.0.0.1:9/x'>"
        "<p id=p onclick=\"document.title='run'\" style='position:fixed'>x</p>")
    page.path.write_text(spoilt)
    with page:
        browser.evaluate("document.querySelector('#p').click()")
        assert browser.evaluate("document.title") != "run", "foreign script ran"
        assert browser.evaluate(
            "getComputedStyle(document.querySelector('#p')).position") == "static"
        refused = [c for c in browser.complaints() if "Content Security Policy" in c]
        assert len(refused) >= 4, browser.complaints()


def check_windows(options, browser, layout, *more):
    """No window makes the page wider than itself; print and dark too."""
    page = Page(browser, options, layout, *more)
    with page:
        for media, features in (("", {}), ("", {"prefers_color_scheme": "dark"}), ("print", {})):
            browser.media(media, **features)
            # Paper is some 700 pixels wide.
            for width in (700, 1400) if media == "print" else (320, 360, 768, 1400):
                browser.resize(width)
                wide = browser.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{wide} wide in a window of {width} ({media}{features})"
            save(options, browser, f"{pathlib.Path(layout).stem}-{media}{len(features)}")
        browser.media()
        browser.resize(360)
        save(options, browser, f"{pathlib.Path(layout).stem}-narrow")
        check_quiet(browser, page)


def save(options, browser, name):
    if options.screenshots:
        browser.screenshot(pathlib.Path(options.screenshots) / f"{name}.png")


def check_layouts(options, browser):
    for layout in ("examples/zcu102/two-nodes.yaml", "examples/qemu-arm-virt/four-nodes.yaml",
                   "examples/talk/talk.yaml", "examples/imx8mm-evk/two-nodes.yaml"):
        check_windows(options, browser, layout)
    boards = pathlib.Path(options.boards).resolve()
    for layout, board in (("twenty", "case-reserved"), ("sixteen", "case-sixteen")):
        check_windows(options, browser, f"tests/pictures/{layout}.yaml", "--board",
                      str(boards / f"{board}.dtb"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", required=True)
    parser.add_argument("--screenshots", help="folder to keep pictures of the pages in")
    options = parser.parse_args()
    if not chromium.program():
        common.skip("chromium is not installed")
    checks = [value for name, value in globals().items() if name.startswith("check_")
              and value.__code__.co_varnames[:value.__code__.co_argcount] == ("options", "browser")]
    failed = 0
    with chromium.Chromium() as browser:
        for check in checks:
            try:
                check(options, browser)
            except (AssertionError, RuntimeError, TimeoutError) as error:
                failed += 1
                print(f"{check.__name__}: {error or 'fails'}")
    print(f"{len(checks) - failed} of {len(checks)} checks of the page hold")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
