#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Each allocation of a run fails once: mkpart says so, exits with 4, and writes nothing.

A library may also do without the memory (standard output without its buffer): then the run has to
end just as it does with it. jansson 2.14 writes past the end of a string that it has no memory to
make longer, which nobody who calls it can help: where it reads, its own allocations are spared.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "images"))
from make import Maker

OUT_OF_MEMORY = 4
EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples/zcu102/two-nodes.yaml"
MOST_RUNS = 20000


class Run:
    def __init__(self, program, preload, arguments, number, output, given=b""):
        self.mark = output.parent / "mark"
        self.mark.unlink(missing_ok=True)
        environment = dict(os.environ, LD_PRELOAD=preload, FAIL_ALLOCATION=str(number),
                           FAIL_MARK=str(self.mark))
        if {"--baseline", "--lock", "lsp"} & set(arguments):
            environment["FAIL_SPARE"] = "libjansson"
        result = subprocess.run([program, *arguments], env=environment, capture_output=True,
                                input=given, timeout=30, check=False)
        self.status = result.returncode
        self.text = result.stdout
        self.message = result.stderr
        self.failed_one = self.mark.exists()
        self.written = sorted(str(p.relative_to(output)) for p in output.rglob("*"))


def complaint(run, normal):
    """Why the run is not as it should be, or None."""
    if run.status == normal.status:
        return None if run.written == normal.written else f"wrote only {run.written}"
    if run.status != OUT_OF_MEMORY:
        return f"exit status {run.status}"
    if not run.message.strip():
        return "no message"
    if run.written:
        return f"wrote {run.written}"
    return None


def fail_each(program, preload, arguments, folder, operands):
    """How many allocations there were."""
    def attempt(number):
        with tempfile.TemporaryDirectory(dir=folder) as scene:
            output = pathlib.Path(scene) / "out"
            given = [a.replace("OUTPUT", str(output)) for a in arguments]
            given += map(str, operands)
            return Run(program, preload, given, number, output, session(arguments))

    normal = attempt(0)
    for number in range(1, MOST_RUNS):
        run = attempt(number)
        if not run.failed_one:
            return number - 1
        why = complaint(run, normal)
        if why:
            sys.exit(f"{arguments}: allocation {number}: {why}\n{run.message.decode()}")
    sys.exit(f"{arguments}: more than {MOST_RUNS} allocations")


def session(arguments):
    """What a client says to the language server; nobody says anything to the others."""
    if arguments != ["lsp"]:
        return b""
    layout = EXAMPLE.read_text().replace("cpu: cpu@1", "cpuu: cpu@1")
    document = {"uri": EXAMPLE.as_uri()}
    start, end = {"line": 0, "character": 0}, {"line": 99, "character": 0}
    where = {"textDocument": document, "position": {"line": 24, "character": 12}}
    whole = {"textDocument": document, "range": {"start": start, "end": end}}
    text = "textDocument/"
    messages = [
        ("initialize", {"capabilities": {}}),
        (text + "didOpen", {"textDocument": {**document, "version": 1, "text": layout}}),
        (text + "hover", where), (text + "completion", where),
        (text + "references", {**where, "context": {"includeDeclaration": True}}),
        (text + "rename", {**where, "newName": "left"}), (text + "codeAction", whole),
        (text + "inlayHint", whole), (text + "documentSymbol", where),
        (text + "didChange", {"textDocument": document, "contentChanges": [
            {"range": {"start": start, "end": start}, "text": "# more\n"}]}),
        (text + "didClose", where), ("shutdown", {}), ("exit", {})]
    contents = [json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": given})
                for number, (method, given) in enumerate(messages)]
    return "".join(f"Content-Length: {len(content)}\r\n\r\n{content}"
                   for content in contents).encode()


IMAGES = """
images: planned
archive.cpio: packed images
elfloader: loader at 0x50010000 size 1M archive archive.cpio
"""


def check_images(folder, program, layout):
    """The options with which a check reads all that can be built."""
    Maker(program, folder, layout).make(IMAGES)
    files = {"images": "images", "archive": "archive.cpio", "loader": "elfloader"}
    return ["check"] + [f"--{option}={folder}/{file}" for option, file in files.items()]


def arguments_of(command, program, folder, good, bad):
    if command == ["baseline"]: # with all else that only `check` has
        known = subprocess.run([program, "check", "--format", "json", bad], capture_output=True,
                               check=False).stdout
        baseline = pathlib.Path(folder) / "baseline.json"
        baseline.write_bytes(known)
        return ["check", "-j", "2", "--allow", "MK0802:sel4-overlay", "-W", "MK0402=note",
                "--baseline", str(baseline), str(bad)]
    if command == ["lock"]: # kept to, compared with
        plan = pathlib.Path(folder) / "plan.json"
        plan.write_bytes(subprocess.run([program, "plan", "--format", "json", bad], check=False,
                                        capture_output=True).stdout)
        return ["plan", "--lock", str(plan), "--diff", str(plan)]
    if command == ["images"]:
        return check_images(folder, program, good)
    further = {"gen": ["-o", "OUTPUT"], "evidence": ["-o", "OUTPUT"], "init": ["--nodes", "2"]}
    return command + further.get(command[0], [])


def operands_of(command, good, bad):
    """What a command is about, each with its runs."""
    board = good.parent / "board.dtb"
    return {"list": [[]], "explain": [["MK0101"]], "init": [[board]], "board": [[board]],
            "lsp": [[]],
            "own": [[good, "0x60000000"], [good, "serial0"], [bad, "spi 1"]],
            }.get(command[0], [[good], [bad]])


def main():
    program, preload, examples, *command = sys.argv[1:]
    good = pathlib.Path(examples) / "qemu-arm-virt/two-nodes.yaml"
    bad = pathlib.Path(examples) / "talk/talk.yaml"
    with tempfile.TemporaryDirectory() as folder:
        arguments = arguments_of(command, program, folder, good, bad)
        for operands in operands_of(command, good, bad):
            count = fail_each(program, preload, arguments, folder, operands)
            names = " ".join(pathlib.Path(operand).name for operand in operands)
            print(f"{names}: {count} allocations, each failed once")
            if not count:
                sys.exit("none was made to fail")


if __name__ == "__main__":
    main()
