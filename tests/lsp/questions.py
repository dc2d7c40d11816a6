#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What `mkpart lsp` answers a client: each function below asks one thing, and what is beside it."""
import argparse
import inspect
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from client import TOP, VIRT, Client, Document, Vanished, position

HEAD = "version: 1\nboard: {dtb: board.dtb}\n"
LAYOUT = HEAD + """kernel: {hypervisor: true, debug: true, printing: true}
nodes:
  - name: control
    cpu: any
    memory: [{size: 256M}]
    devices: [pl031@9010000]
    components: [adder]
  - name: io
    cpu: cpu@1
    memory:
      - {start: 0x60000000, size: 256M}
    irqs: [{spi: 33}]
shared:
  - {name: ring, nodes: [control, io], memory: {size: 64K}}
ipis:
  - {name: ready, from: io, to: control}
connections:
  - {name: data, type: seL4SharedData, from: adder.d, to: client.d}
allow:
  - {code: MK0802, about: ring, why: "said"}
"""
OPEN_ERROR, CHANGED, CANCELLED = -32002, -32801, -32800
PARSE, INVALID, UNKNOWN, PARAMETERS, FAILED = -32700, -32600, -32601, -32602, -32803


class Scene:
    def __init__(self, mkpart, folder):
        self.mkpart, self.folder, self.clients = mkpart, folder, []

    def client(self, *arguments, relates=True):
        client = Client(self.mkpart, *arguments, folder=self.folder)
        self.clients.append(client)
        client.initialize(relates)
        return client

    def check(self, path):
        """What `mkpart check` finds."""
        result = subprocess.run([self.mkpart, "check", "--format", "json", path], check=False,
                                capture_output=True, stdin=subprocess.DEVNULL)
        return json.loads(result.stdout)["findings"]

    def document(self, text, **more):
        return Document(self.client(), text, **more)


# --- findings ------------------------------------------------------------------------------------

def findings_come_while_one_types(scene):
    document = scene.document(LAYOUT)
    assert "MK0004" not in document.codes()
    document.edit("irqs:", "irqss:")
    found = [item for item in document.diagnostics() if item["code"] == "MK0004"]
    assert len(found) == 1 and document.covered(found[0]["range"]) == "irqss", found
    assert found[0]["severity"] == 1 and found[0]["source"] == "mkpart"
    assert "did you mean 'irqs'?" in found[0]["message"], found
    document.edit("irqss:", "irqs:")
    assert "MK0004" not in document.codes()


def findings_can_be_asked_for(scene):
    client = Client(scene.mkpart, folder=scene.folder)
    scene.clients.append(client)
    able = client.initialize(diagnostic={"dynamicRegistration": False})["capabilities"]
    assert able["diagnosticProvider"] == {
        "identifier": "mkpart", "interFileDependencies": True, "workspaceDiagnostics": False}, able
    document = Document(client, LAYOUT)
    held, send = [], client.write
    client.write = held.append # all at once: the edit, and a request that is not wanted any more
    document.edit("irqs:", "irqss:")
    first = client.begin("textDocument/diagnostic", textDocument=document.identity)
    second = client.begin("textDocument/diagnostic", textDocument=document.identity)
    client.note("$/cancelRequest", id=first)
    client.write = send
    client.write(b"".join(held))
    assert client.answer(first)["error"]["code"] == CANCELLED
    report = client.answer(second)["result"]
    assert report["kind"] == "full", report
    found = [item for item in report["items"] if item["code"] == "MK0004"]
    assert len(found) == 1 and document.covered(found[0]["range"]) == "irqss", found
    document.edit("irqss:", "irqs:")
    assert "MK0004" not in [item["code"] for item in client.result(
        "textDocument/diagnostic", textDocument=document.identity)["items"]]
    client.note("workspace/didChangeWatchedFiles", changes=[])
    refresh = client.receive()
    assert refresh["method"] == "workspace/diagnostic/refresh" and refresh["id"], refresh
    client.send({"jsonrpc": "2.0", "id": refresh["id"], "result": None})
    assert client.error("textDocument/diagnostic", textDocument={"uri": "file:///x"}) == PARAMETERS
    assert not client.notes, "what is asked for is not sent as well"
    assert client.stop() == 0


def a_client_that_does_not_ask_is_told(scene):
    client = Client(scene.mkpart, folder=scene.folder)
    scene.clients.append(client)
    assert "diagnosticProvider" not in client.initialize()["capabilities"]
    document = Document(client, LAYOUT)
    document.diagnostics()
    report = client.result("textDocument/diagnostic", textDocument=document.identity)
    assert report["kind"] == "full"
    client.note("workspace/didChangeWatchedFiles", changes=[])
    document.diagnostics()


def findings_are_those_of_check(scene):
    for path in sorted(TOP.glob("examples/*/*.yaml")):
        document = scene.document(path.read_text(), name=path.name, folder=path.parent)
        listed = scene.check(path)
        found = [(item["code"], item["range"]["start"]["line"] + 1)
                 for item in document.diagnostics() if "board.dtb" not in item["message"]]
        assert sorted(found) == sorted(
            (item["code"], item["line"]) for item in listed
            if item["standing"] == "stands" and item["line"]), path


def a_finding_names_the_other_place(scene):
    text = HEAD + ("nodes:\n  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 256M}]}\n"
                   "  - {name: b, cpu: cpu@1, memory: [{start: 0x60000000, size: 256M}]}\n")
    for relates in (True, False):
        document = Document(scene.client(relates=relates), text)
        found, = [item for item in document.diagnostics() if item["code"] == "MK0101"]
        if relates:
            note = found["relatedInformation"][0]
            assert note["location"]["uri"] == document.uri
            assert note["location"]["range"]["start"]["line"] != found["range"]["start"]["line"]
        else:
            assert "relatedInformation" not in found
            assert "\nline 4: " in found["message"] or "\nline 5: " in found["message"], found


def a_finding_of_the_board_is_where_it_is_named(scene):
    path = TOP / "examples/zcu102/two-nodes.yaml"
    document = scene.document(path.read_text(), name=path.name, folder=path.parent)
    found, = [item for item in document.diagnostics() if item["code"] == "MK0806"]
    assert document.covered(found["range"]) == "board.dtb", found
    assert found["message"].startswith("board.dtb:/axi/interrupt-controller"), found


def what_is_allowed_is_not_shown(scene):
    text = LAYOUT.replace("allow:\n", "allow:\n  - {code: MK0128, why: spare}\n")
    assert "MK0128" in scene.document(LAYOUT).codes()
    assert "MK0128" not in scene.document(text).codes()
    document = Document(scene.client("--allow", "MK0128"), LAYOUT)
    assert "MK0128" not in document.codes()


def severities_are_the_users(scene):
    document = Document(scene.client("-W", "MK0128"), LAYOUT)
    assert [item["severity"] for item in document.diagnostics() if item["code"] == "MK0128"] == [1]


def another_contract_can_be_given(scene):
    assert "MK0802" in scene.document(LAYOUT).codes()
    document = Document(scene.client("--contract", "sel4-bootinfo"), LAYOUT)
    assert "MK0802" not in document.codes()


def files_outside_its_folder_are_included_if_that_is_wanted(scene):
    (scene.folder / "below").mkdir()
    (scene.folder / "common.yaml").write_text("nodes: [{name: io}]\n")
    shutil.copy(VIRT / "board.dtb", scene.folder / "below" / "board.dtb")
    text = "include: [../common.yaml]\n" + LAYOUT
    for options, code in ((), "MK0001"), (("--include-outside",), "MK0404"):
        document = Document(scene.client(*options), text, folder=scene.folder / "below")
        assert code in (codes := document.codes()), codes


def another_board_can_be_given(scene):
    document = Document(scene.client("--board", TOP / "examples/zcu102/board.dtb"), LAYOUT)
    assert "MK0601" in document.codes() and "MK0601" not in scene.document(LAYOUT).codes()
    hover = document.client.result("textDocument/hover", **document.at("pl031@9010000"))
    assert "nobody" not in hover["contents"]["value"]


def a_board_that_is_missing_is_found_again(scene):
    document = scene.document(LAYOUT, folder=scene.folder, name="late.mkpart.yaml")
    assert document.codes() == ["MK0001"]
    shutil.copy(VIRT / "board.dtb", scene.folder / "board.dtb")
    document.client.note("workspace/didChangeWatchedFiles", changes=[])
    assert "MK0001" not in document.codes()
    (scene.folder / "board.dtb").write_bytes(b"no tree")
    document.client.note("textDocument/didSave", textDocument=document.identity)
    assert document.codes() == ["MK0017"]
    (scene.folder / "board.dtb").unlink()


def a_text_that_is_not_saved_counts(scene):
    path = scene.folder / "saved.mkpart.yaml"
    path.write_text("no layout at all")
    document = scene.document(LAYOUT, folder=scene.folder, name=path.name)
    assert document.codes() == ["MK0001"] # its board, and nothing of the file


def documents_do_not_mix(scene):
    first = scene.document(LAYOUT)
    second = Document(first.client, LAYOUT.replace("ready", "other"), name="b.mkpart.yaml")
    assert first.diagnostics() and second.diagnostics()
    first.edit("spi: 33", "spi: x")
    assert "MK0008" in first.codes()
    assert "ready" in first.text and second.ask("documentSymbol")
    names = str(second.ask("documentSymbol"))
    assert "other" in names and "ready" not in names


def closing_takes_findings_away(scene):
    document = scene.document("version: 2\n")
    assert document.diagnostics()
    document.client.note("textDocument/didClose", textDocument=document.identity)
    found = document.client.note_from_server("textDocument/publishDiagnostics")
    assert found == {"uri": document.uri, "diagnostics": []}, found
    assert document.client.error("textDocument/hover", **document.at("version")) == PARAMETERS


def changes_that_wait_are_one(scene):
    """Findings are of the last text, and come once."""
    document = scene.document(LAYOUT)
    document.diagnostics()
    client, send = document.client, document.client.write
    held = []
    client.write = held.append
    for number in range(20):
        document.replace(LAYOUT + f"# {number}\n")
    document.replace("version: 2\n")
    client.write = send
    client.write(b"".join(held))
    document.client.result("textDocument/documentSymbol", textDocument=document.identity)
    notes = [note for note in client.notes if note["method"].endswith("publishDiagnostics")]
    assert len(notes) <= 2, len(notes)


# --- positions -----------------------------------------------------------------------------------

def positions_are_utf16(scene):
    document = scene.document(HEAD + "# \U0001d11e\xe9\nnodes: [{name: '\U0001d11e\U0001d11e', "
                              "memroy: 1}]\n")
    found = [item for item in document.diagnostics() if item["code"] == "MK0004"]
    assert document.covered(found[0]["range"]) == "memroy", found
    document.edit("\U0001d11e\U0001d11e', ", "a', ")
    found = [item for item in document.diagnostics() if item["code"] == "MK0004"]
    assert document.covered(found[0]["range"]) == "memroy", found


def lines_end_in_three_ways(scene):
    for end in ("\n", "\r\n", "\r"):
        document = scene.document(LAYOUT.replace("irqs:", "irqss:").replace("\n", end))
        found = [item for item in document.diagnostics() if item["code"] == "MK0004"]
        assert document.covered(found[0]["range"]) == "irqss", (end, found)
        document.edit("irqss:", "irqs:")
        assert "MK0004" not in document.codes(), end


def a_byte_order_mark_counts_as_a_character(scene):
    document = scene.document("\ufeffvresion: 1\n")
    found = [item for item in document.diagnostics() if item["code"] == "MK0004"]
    assert document.covered(found[0]["range"]) == "vresion", found


def places_beyond_the_end_are_the_end(scene):
    document = scene.document("version: 1\n")
    document.diagnostics()
    far = {"line": 99, "character": 99}
    document.change({"range": {"start": far, "end": far}, "text": "board: {dtb: x}\n"})
    document.text += "board: {dtb: x}\n"
    line_end = {"line": 0, "character": 99}
    document.change({"range": {"start": line_end, "end": line_end}, "text": "0"})
    document.text = document.text.replace("1", "10")
    assert "MK0011" in document.codes()
    symbols = document.ask("documentSymbol")
    assert [item["name"] for item in symbols] == ["version", "board"]


def several_changes_build_on_each_other(scene):
    document = scene.document("")
    start = {"line": 0, "character": 0}
    at_start = {"start": start, "end": start}
    document.change({"range": at_start, "text": "ion: 1\n"}, {"range": at_start, "text": "vers"})
    assert [item["name"] for item in document.ask("documentSymbol")] == ["version"]
    document.change({"text": "board: {}\n"}, {"range": at_start, "text": "version: 1\n"})
    assert [item["name"] for item in document.ask("documentSymbol")] == ["version", "board"]


# --- fixes ---------------------------------------------------------------------------------------

def whole(document):
    return {"start": position(""), "end": position(document.text)}


def actions(document, span, only=None):
    context = {"diagnostics": []}
    if only:
        context["only"] = only
    return document.ask("codeAction", range=span, context=context)


def a_fix_is_offered_where_it_is_needed(scene):
    document = scene.document(LAYOUT.replace("irqs:", "irqss:"))
    place = document.at("irqss")["position"]
    offered = actions(document, {"start": place, "end": place})
    fix, = [item for item in offered if item["kind"] == "quickfix"]
    assert fix["diagnostics"][0]["code"] == "MK0004" and "isPreferred" not in fix
    document.replace(document.apply(fix["edit"]["changes"][document.uri]))
    assert document.text == LAYOUT
    top = {"start": position(""), "end": position("")}
    assert not [item for item in actions(document, top) if item["kind"] == "quickfix"]


WRONG = LAYOUT.replace("[pl031@9010000]", "pl031@9010000").replace("[{spi: 33}]", "{spi: 33}") \
    .replace("hypervisor: true", "hypervisor: True")


def all_fixes_at_once(scene):
    document = scene.document(WRONG)
    fix_all, = actions(document, whole(document), ["source"])
    assert fix_all["kind"] == "source.fixAll"
    assert document.apply(fix_all["edit"]["changes"][document.uri]) == LAYOUT
    assert actions(document, whole(document), ["source.fixAll"]) == [fix_all]
    fixes = actions(document, whole(document), ["quickfix"])
    assert len(fixes) == 3 and all(fix["isPreferred"] for fix in fixes), fixes
    assert actions(document, whole(document)) == [*fixes, fix_all]


def formatting_spells_it_in_one_way(scene):
    document = scene.document(LAYOUT.replace("256M}", "256M }"))
    edits = document.ask("formatting", options={"tabSize": 2, "insertSpaces": True})
    spelt = document.apply(edits)
    assert len(edits) == 1 and "256M }" not in spelt, edits
    assert len(document.covered(edits[0]["range"])) < len(document.text) // 2, edits
    document.replace(spelt)
    assert document.ask("formatting", options={}) == []
    document.replace(LAYOUT.replace("256M}", "256M }").replace("\n", "\r\n"))
    edits = document.ask("formatting", options={})
    after = document.apply(edits)
    document.replace(after)
    assert document.ask("formatting", options={}) == [], after
    document.replace("nodes: [")
    refused = document.client.error("textDocument/formatting", textDocument=document.identity)
    assert refused == FAILED


def guesses_are_not_made_at_once(scene):
    document = scene.document(LAYOUT.replace("irqs:", "irqss:").replace("ipis:", "ipiss:"))
    assert actions(document, whole(document), ["source"]) == []
    assert actions(document, whole(document), ["refactor"]) == []
    fixes = actions(document, whole(document), ["quickfix"])
    assert [fix["title"] for fix in fixes] == ["Write irqs (MK0004)", "Write ipis (MK0004)"], fixes
    assert actions(document, whole(document), [""]) == fixes
    document.replace(LAYOUT)
    assert actions(document, whole(document)) == []


# --- what stands there ---------------------------------------------------------------------------

def hover(document, word, offset=0, nth=0):
    found = document.client.result("textDocument/hover", **document.at(word, offset, nth))
    return found and found["contents"]["value"]


HOVERS = [
    ("cpu", "nodes[].cpu\nThe core it runs on"),
    ("any", "/cpus/cpu@0"),
    ("256M", "0x10000000 = 268435456 = 256 MiB\nmkpart places it at 0x40000000..0x4fffffff"),
    ("0x60000000", "memory of node 'io': 0x60000000..0x6fffffff"),
    ("pl031@9010000", "node 'control' has it"),
    ("33", "INTID 65, SPI 33"),
    ("ring,", "shared region 'ring' of control, io: 0x"),
    ("ready", "IPI 'ready' from io to control: SGI"),
    ("io,", "node 'io': id 1, /cpus/cpu@1"),
    ("control,", "node 'control': id 0, /cpus/cpu@0"),
    ("MK0802", "foreign-memory-reachable"),
    ("adder]", "component 'adder' in node 'control'"),
    ("hypervisor", "kernel.hypervisor\n"),
]


def hover_says_what_it_is(scene):
    document = scene.document(LAYOUT)
    for word, expected in HOVERS:
        found = hover(document, word)
        assert found and expected in found, (word, found)
    assert hover(document, "\nnodes") is None # behind a bracket
    document.replace("version: [")
    assert hover(document, "version") is None


def hover_is_no_markdown_and_escaped(scene):
    name = "a\\e[31m![x](http://y)"
    document = scene.document(HEAD + f'nodes: [{{name: "{name}", cpu: cpu@0, memory: []}}]\n')
    found = document.client.result("textDocument/hover", **document.at("![x]"))
    assert found["contents"]["kind"] == "plaintext" and "\x1b" not in str(found), found


def inlay_hints_show_what_was_chosen(scene):
    document = scene.document(LAYOUT)
    hints = document.ask("inlayHint", range=whole(document))
    labels = [hint["label"] for hint in hints]
    assert "at 0x40000000..0x4fffffff" in labels and "cpu@0" in labels and "SGI 0" in labels, labels
    assert not any("0x60000000" in label for label in labels)
    first = document.at("256M", 4)["position"]
    assert first in [hint["position"] for hint in hints]
    assert document.ask("inlayHint", range={"start": position(""), "end": position("")}) == []


def symbols_are_an_outline(scene):
    document = scene.document(LAYOUT)
    symbols = {item["name"]: item for item in document.ask("documentSymbol")}
    assert list(symbols)[:4] == ["version", "board", "kernel", "nodes"]
    assert [item["name"] for item in symbols["nodes"]["children"]] == ["control", "io"]
    assert "irqs" in document.covered(symbols["nodes"]["children"][1]["range"])
    for item in symbols.values():
        assert document.covered(item["selectionRange"]) == item["name"]
        assert document.covered(item["range"]).startswith(item["name"])


# --- names ---------------------------------------------------------------------------------------

def locations(document, method, word, nth=0, **more):
    found = document.client.result(f"textDocument/{method}", **document.at(word, 1, nth), **more)
    return found and [document.covered(item["range"]) for item in found]


def names_lead_to_their_definition(scene):
    document = scene.document(LAYOUT)
    for word, nth in (("control", 1), ("ring", 1), ("adder", 1), ("io,", 0)):
        found = document.client.result("textDocument/definition", **document.at(word, 0, nth))
        assert found and found[0]["uri"] == document.uri, (word, nth)
    found = document.client.result("textDocument/definition", **document.at("control", 0, 1))
    assert found[0]["range"]["start"]["line"] == 4
    assert document.client.result("textDocument/definition", **document.at("hypervisor")) is None


def references_are_all_places(scene):
    document = scene.document(LAYOUT)
    everywhere = {"context": {"includeDeclaration": True}}
    elsewhere = {"context": {"includeDeclaration": False}}
    assert locations(document, "references", "control", **everywhere) == ["control"] * 3
    assert locations(document, "references", "control", **elsewhere) == ["control"] * 2
    assert locations(document, "references", "ring", **everywhere) == ["ring"] * 2
    assert locations(document, "references", "adder", **everywhere) == ["adder", "adder.d"]
    assert locations(document, "documentHighlight", "control") == ["control"] * 3
    assert locations(document, "references", "256M", **everywhere) is None


def peers_are_names_too(scene):
    text = LAYOUT.replace("nodes: [control, io]", "nodes: [control, {name: r5, access: ro}]")
    document = scene.document(text + "outside: [{name: r5, memory: [{size: 1M}]}]\n")
    everywhere = {"context": {"includeDeclaration": True}}
    assert locations(document, "references", "r5", **everywhere) == ["r5", "r5"]
    edits = rename(document, "r5", "dsp")["result"]["changes"][document.uri]
    assert "r5" not in document.apply(edits)


def rename(document, word, new, nth=0):
    return document.client.ask("textDocument/rename", **document.at(word, 1, nth), newName=new)


def a_node_is_renamed_everywhere(scene):
    document = scene.document(LAYOUT)
    before = document.codes()
    edits = rename(document, "control", "left", 1)["result"]["changes"][document.uri]
    assert len(edits) == 3
    document.replace(document.apply(edits))
    assert "control" not in document.text and document.codes() == before
    edits = rename(document, "adder", "sum")["result"]["changes"][document.uri]
    assert "sum.d" in document.apply(edits)


def quotes_stay_when_renaming(scene):
    document = scene.document(LAYOUT.replace("to: control", "to: \"control\""))
    edits = rename(document, "control", "left")["result"]["changes"][document.uri]
    assert 'to: "left"' in document.apply(edits) and "name: left\n" in document.apply(edits)


def names_that_cannot_be_are_refused(scene):
    document = scene.document(LAYOUT)
    for bad, code in (("", PARAMETERS), ("two words", PARAMETERS), ("1st", PARAMETERS),
                      ("a: b", PARAMETERS), ("io", FAILED)):
        assert rename(document, "control", bad)["error"]["code"] == code, bad
    assert rename(document, "256M", "x")["error"]["code"] == FAILED
    assert "result" in rename(document, "control", "control")
    escaped = scene.document(LAYOUT.replace("to: control", 'to: "contro\\x6c"'))
    assert rename(escaped, "control", "left")["error"]["code"] == FAILED


def a_place_to_rename_is_prepared(scene):
    document = scene.document(LAYOUT)
    found = document.client.result("textDocument/prepareRename", **document.at("control", 1, 1))
    assert found["placeholder"] == "control" and document.covered(found["range"]) == "control"
    assert document.client.result("textDocument/prepareRename", **document.at("256M")) is None


# --- completion ----------------------------------------------------------------------------------

# A text with the cursor at '|', what is offered there, and what is not.
COMPLETIONS = [
    ("|", {"version", "nodes", "board"}, {"cpu", "dtb"}),
    ("version: 1\nbo|", {"board"}, {"version"}),
    ("version: 1\nboard:\n  |", {"dtb", "platform"}, {"version", "nodes"}),
    ("board:\n  platform: qemu|", {"qemu-arm-virt", "zcu102"}, {"dtb"}),
    (LAYOUT + "nodes:\n  - |", {"name", "cpu"}, {"version"}),
    (LAYOUT + "nodes:\n  - name: x\n    c|", {"cpu", "cluster"}, {"name", "version"}),
    (LAYOUT + "nodes:\n- name: x\n  cpu: |", {"any", "cpu@0", "cpu@3"}, {"name"}),
    (LAYOUT + "nodes:\n  - devices: [pl0|", {"/pl031@9010000", "rest"}, {"path", "cpu@0"}),
    (LAYOUT + "nodes:\n  - devices:\n      - |", {"/pl031@9010000", "path"}, {"name"}),
    (LAYOUT + "nodes:\n  - devices: |", set(), {"/pl031@9010000", "path"}),
    (LAYOUT + "nodes:\n  - memory: [{size: 1, |", {"start", "align"}, {"size"}),
    (LAYOUT + "nodes:\n  - memory: [{size: |", {"rest"}, {"start"}),
    (LAYOUT + "nodes:\n  - memory: [{size: 1M, within: |", {"dma"}, {"start"}),
    (LAYOUT + "nodes:\n  - memory: [{size: 1M, near: |", {"cpu"}, set()),
    (LAYOUT + "shared:\n  - nodes: [con|", {"control", "io"}, {"ring"}),
    (LAYOUT + "shared:\n  - name: [a\n    no|", {"nodes", "memory"}, {"name"}),
    (LAYOUT + "ipis:\n  - {name: x, from: \"|", {"control", "io"}, {"to"}),
    (LAYOUT + "allow:\n  - code: |", {"MK0802", "MK0128"}, {"MK0101"}),
    (LAYOUT + "allow:\n  - about: |", {"ring", "control", "ready"}, set()),
    (LAYOUT + "kernel:\n  debug: |", {"true", "false"}, {"hypervisor"}),
    (LAYOUT + "contract: |", {"sel4-overlay", "sel4-bootinfo"}, set()),
    (LAYOUT + "connections:\n  - {type: |", {"seL4SharedData"}, set()),
    (LAYOUT + "connections:\n  - {from: |", {"adder."}, set()),
    (LAYOUT + "nodes:\n  - name: |", set(), {"control", "cpu"}),
    (LAYOUT + "strange:\n  |", set(), {"version", "cpu"}),
]


def offered(document, text):
    before, after = text.split("|")
    document.replace(before + after)
    found = document.ask("completion", position=position(before))
    return found, before, after


def completion_knows_what_can_stand_there(scene):
    document = scene.document(LAYOUT)
    document.diagnostics()
    for text, some, others in COMPLETIONS:
        found, _, _ = offered(document, text)
        labels = {item["label"] for item in found}
        assert some <= labels, (text[-40:], some - labels)
        assert not others & labels, (text[-40:], others & labels)


# What stands there after the only completion of that label was taken.
TAKEN = [
    ("ver|", "version", "version: "),
    ("board:\n  pl|", "platform", "board:\n  platform: "),
    ("nodes:\n  |", "name", "nodes:\n  - name: "),
    ("nodes:\n- cpu:|", "any", "nodes:\n- cpu: any"),
    ("nodes:\n- cpu: a|", "any", "nodes:\n- cpu: any"),
    ("kernel: {|", "debug", "kernel: {debug: "),
    ("nodes:\n- devices:\n    |", "rest", "nodes:\n- devices:\n    - rest"),
]
TAKEN_JSON = [
    ("{|", "version", "{\"version\": "),
    ("{\"ver|", "version", "{\"version\": "),
    ("{\"ver|\"", "version", "{\"version\": "),
    ("{\"nodes\": [{\"cpu\":|", "any", "{\"nodes\": [{\"cpu\":\"any\""),
    ("{\"nodes\":[{\"cpu\":\"|\"}]}", "any", "{\"nodes\":[{\"cpu\":\"any\"}]}"),
    ("{\"kernel\":{\"debug\":|", "true", "{\"kernel\":{\"debug\":true"),
]


def completion_writes_what_the_language_wants(scene):
    for name, rows in (("mkpart.yaml", TAKEN), ("mkpart.json", TAKEN_JSON)):
        document = scene.document("", name=name)
        for text, label, expected in rows:
            found, _, _ = offered(document, text)
            edit = [item["textEdit"] for item in found if item["label"] == label]
            assert edit, (text, label)
            assert document.apply(edit) == expected, (text, document.apply(edit))


def a_half_typed_layout_is_no_harm(scene):
    """Each beginning of a layout, and what is asked of it."""
    document = scene.document(LAYOUT)
    document.diagnostics()
    for length in range(0, len(LAYOUT), 7):
        document.replace(LAYOUT[:length])
        place = position(LAYOUT[:length])
        document.ask("completion", position=place)
        document.ask("hover", position=place)
        document.ask("documentSymbol")
    document.replace(LAYOUT)
    assert "MK0003" not in document.codes()


# --- messages ------------------------------------------------------------------------------------

def the_session_has_an_order(scene):
    client = Client(scene.mkpart)
    assert client.error("textDocument/hover") == OPEN_ERROR
    client.note("textDocument/didOpen")
    capabilities = client.initialize()["capabilities"]
    assert capabilities["positionEncoding"] == "utf-16"
    assert capabilities["textDocumentSync"] == {"openClose": True, "change": 2}
    assert client.error("initialize") == INVALID
    assert client.result("shutdown") is None
    assert client.error("shutdown") == INVALID
    client.note("exit")
    assert client.wait() == 0


def exits_tell_how_it_ended(scene):
    client = Client(scene.mkpart)
    client.initialize()
    client.note("exit")
    assert client.wait() == 1
    client = scene.client()
    assert client.stop() == 0
    client = scene.client()
    client.process.stdin.close()
    assert client.process.wait(60) == 1


def a_client_that_does_not_listen_ends_it(scene):
    client = scene.client()
    client.process.stdout.close()
    try:
        for _ in range(1000):
            client.begin("textDocument/hover")
            time.sleep(0.002)
        assert False, "it goes on"
    except Vanished:
        pass
    assert client.process.wait(60) == 1


def unknown_methods_are_refused(scene):
    client = scene.client()
    assert client.error("workspace/fly") == UNKNOWN
    client.note("$/fly")
    client.note("workspace/fly")
    client.send({"jsonrpc": "2.0", "id": 7, "result": None}) # to a request that nobody made
    assert client.stop() == 0


def a_request_that_waits_can_be_cancelled(scene):
    client = scene.client()
    held, send = [], client.write
    client.write = held.append
    first, second = client.begin("workspace/fly"), client.begin("workspace/fly")
    client.note("$/cancelRequest", id=second)
    client.note("$/cancelRequest", id=9999)
    client.write = send
    client.write(b"".join(held))
    assert client.answer(first)["error"]["code"] == UNKNOWN
    assert client.answer(second)["error"]["code"] == CANCELLED


MALFORMED = [
    (b"", PARSE), (b"{", PARSE), (b"no", PARSE), (b'"x"', PARSE), (b"[]", INVALID),
    (b"{}", INVALID), (b'{"id": 1}', INVALID), (b'{"id": [], "method": "x"}', INVALID),
    (b'{"id": 1.5, "method": "x"}', INVALID), (b'{"id": 2, "method": 3}', INVALID),
    (b'{"id": 3, "method": "\\u0000"}', INVALID), (b"\xff\xfe", PARSE),
    (b'{"id": 4, "method": "textDocument/hover", "params": 5}', PARAMETERS),
    (b'{"id": 5, "method": "textDocument/hover", "params": [[]]}', PARAMETERS),
    (b'{"id": 6, "method": "textDocument/hover", "params": {"textDocument": {"uri": 1}}}',
     PARAMETERS),
    (b"[" * 5000, PARSE),
]


def malformed_messages_are_refused(scene):
    client = scene.client()
    for content, code in MALFORMED:
        client.send_bytes(content)
        answer = client.receive()
        assert answer["error"]["code"] == code, (content[:60], answer)
    assert client.stop() == 0


def malformed_headers_are_refused(scene):
    client = scene.client()
    for header in (b"X: y\r\n\r\n", b"Content-Length: x\r\n\r\n", b"Content-Length: -1\r\n\r\n",
                   b"Content-Length: 99999999999999999999999\r\n\r\n"):
        client.write(header)
        assert client.receive()["error"]["code"] == PARSE, header
    client.write(b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n"
                 b"content-length:2\r\n\r\n{}")
    assert client.receive()["error"]["code"] == INVALID


def a_long_header(scene):
    client = scene.client()
    client.write(b"X: " + b"y" * 4000 + b"\r\n\r\n")
    assert client.receive()["error"]["message"].startswith("a header without")
    client.write(b"X: " + b"y" * 6000 + b"\r\n\r\n")
    messages = [client.receive()["error"]["message"]]
    assert messages[0].startswith("a header of more than"), messages


def a_huge_message(scene):
    """What follows is not taken for its rest."""
    client = scene.client()
    client.write(b"Content-Length: 20000000\r\n\r\n")
    assert "8 MiB" in client.receive()["error"]["message"]
    client.write(b" " * 20000000)
    assert client.error("workspace/fly") == UNKNOWN


def a_message_that_is_too_large(scene):
    client = scene.client()
    for size, code in ((8 << 20, INVALID), ((8 << 20) + 1, PARSE)):
        client.send_bytes(b'["' + b"x" * (size - 4) + b'"]')
        assert client.receive()["error"]["code"] == code, size


def many_values(scene):
    client = scene.client()
    for count, code in ((262143, INVALID), (262145, PARSE)):
        client.send_bytes(b"[" + b"," .join([b"1"] * count) + b"]")
        assert client.receive()["error"]["code"] == code, count


def many_documents(scene):
    client = scene.client()
    for number in range(256):
        Document(client, "", name=f"{number}.mkpart.yaml")
    client.error("workspace/fly")
    assert not [note for note in client.notes if note["method"] == "window/showMessage"]
    Document(client, "", name="last.mkpart.yaml")
    assert "too many layouts" in client.note_from_server("window/showMessage")["message"]


def a_huge_document(scene):
    """It grows beyond what is kept, and is known again once it is sent whole."""
    document = scene.document("")
    document.diagnostics()
    start = {"line": 0, "character": 0}
    piece = {"range": {"start": start, "end": start}, "text": "# " + "x" * (500 << 10) + "\n"}
    for _ in range(3):
        document.change(piece)
    assert document.codes() == ["MK0013"]
    document.change(piece, piece)
    found = document.diagnostics()
    assert "too large for an editor" in found[0]["message"], found
    document.change({"range": {"start": start, "end": start}, "text": "x"})
    assert document.codes() == ["MK0013"]
    document.replace(LAYOUT)
    assert "MK0013" not in document.codes()


def changes_that_make_no_sense_lose_the_text(scene):
    document = scene.document(LAYOUT)
    document.diagnostics()
    for event in ({}, {"text": 1}, {"range": {}, "text": ""}, {"range": 1, "text": ""},
                  {"range": {"start": {"line": -1, "character": 0},
                             "end": {"line": 0, "character": 0}}, "text": ""}):
        document.change(event)
        assert document.codes() == ["MK0013"], event
        document.replace(LAYOUT)
        assert "MK0013" not in document.codes()
    backwards = {"start": {"line": 5, "character": 0}, "end": {"line": 1, "character": 0}}
    document.change({"range": backwards, "text": ""})
    assert "MK0003" not in document.codes()


def an_analysis_that_takes_long_is_given_up(scene):
    """Two fill their RAM in more ways than can be tried; typing goes on meanwhile."""
    ranges = ", ".join(f"{{start: {0x40000000 + i * 4096:#x}, size: 1M}}" for i in range(4000))
    document = scene.document(HEAD + f"nodes: [{{name: a, cpu: cpu@0, memory: [{ranges}]}}]\n")
    codes = document.codes()
    assert codes == ["MK0023"] or len(codes) > 1
    document.replace(LAYOUT)
    assert "MK0023" not in document.codes()


# --- all -----------------------------------------------------------------------------------------

def questions():
    helpers = {"questions", "main", "whole", "actions", "hover", "locations", "rename", "offered",
               "position"}
    return {name: item for name, item in globals().items()
            if inspect.isfunction(item) and item.__module__ == __name__ and name not in helpers}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("only", nargs="*")
    options = parser.parse_args()
    failed = 0
    for name, question in questions().items():
        if options.only and name not in options.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            scene = Scene(os.path.abspath(options.mkpart), pathlib.Path(folder).resolve())
            begun = time.monotonic()
            try:
                question(scene)
                verdict = "ok"
            except (AssertionError, Vanished, ValueError, KeyError, TypeError) as error:
                failed += 1
                verdict = f"FAILED: {type(error).__name__}: {error}"
            print(f"{name}: {verdict} ({time.monotonic() - begun:.2f} s)")
            for client in scene.clients:
                client.process.kill()
    print(f"{failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
