#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Does what the manual pages show, block by block, and compares what is printed with it.

Each page has a folder of its own, with what the page says is there. A literal block is

    - commands, each behind '$ ', with what they print; '...' stands for any lines there. A command
      whose output shows an error has to fail, any other to succeed;
    - commands alone, one a line, which have to succeed;
    - a file, where it begins with '# NAME', or with '<!-- NAME -->';
    - keys of a layout, which take the place of those in the page's first file.

A layout has no finding that counts, or those whose codes its first line names; where the page
itself checks a file, that is what it is judged by. Commands in the text, '.Ql mkpart ...', have to
succeed as well. Kernel and loader are stand-ins that do with mkpart's files what theirs do.
"""
import argparse
import difflib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(TOP / "tests/lint"))
sys.path.insert(0, str(TOP / "tests/images"))
from common import Complaints, skip
from make import Maker, boot_loader

ELISION = "..."
ESCAPES = {"\\e": "\\", "\\&": "", "\\-": "-"}
PROGRAMS = ("mkpart", "cmake") # what a line of commands alone begins with
# Short layouts leave RAM and say little; keys that are exchanged leave allowances without effect.
NEVER_COUNTED = ("MK0804", "MK0128", "MK0802")


# --- pages ----------------------------------------------------------------------------------------

def plain(text):
    return re.sub(r"\\.", lambda match: ESCAPES[match[0]], text)


def blocks(page):
    """Lines of each literal block, and of each command in the text, with their numbers."""
    block = None
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if line.startswith(".Bd -literal"):
            block = []
        elif line == ".Ed":
            yield block
            block = None
        elif block is not None:
            assert not line.startswith("."), f"{page.name}:{number}: a macro"
            block.append((number, plain(line)))
        elif re.match(r"\.Ql mkpart ", line) and " Ar " not in line:
            yield [(number, re.sub(r" [.,;:]$", "", plain(line)[4:]))]


def commands(block):
    """Number, command, and lines of output; None where any output will do."""
    lines = iter(block)
    found = []
    for number, text in lines:
        shows = text.startswith("$ ")
        if shows or text.startswith(PROGRAMS):
            command = text.removeprefix("$ ")
            while command.endswith("\\"):
                command += "\n" + next(lines)[1]
            found.append((number, command, [] if shows else None))
        else:
            found[-1][2].append(text)
    return found


# --- commands -------------------------------------------------------------------------------------

def is_shown(shown, printed):
    """Whether the lines are those that were printed, with any in place of an elision."""
    pattern = "".join("(?:.*\n)*?" if line == ELISION else re.escape(line) + "\n"
                      for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed))


class Page:
    """A page, and the folder in which it is tried."""

    def __init__(self, path, folder, programs, complaints):
        self.path, self.folder, self.complaints = path, folder, complaints
        self.search = f"{programs}{os.pathsep}{os.environ['PATH']}"
        self.first = None # the text of the first file
        self.counts = {"commands": 0, "layouts": 0}

    def complain(self, number, text):
        self.complaints.add(f"{self.path.name}:{number}: {text}")

    def run(self, command):
        result = subprocess.run(
            ["sh", "-c", command], cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
            env={"PATH": self.search, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"})
        return result.returncode, result.stdout.splitlines()

    def judge(self, number, command, shown):
        self.counts["commands"] += 1
        status, printed = self.run(command)
        fails = any(re.search(r" error: |^\d+ errors?\b", line) for line in shown or [])
        if bool(status) != fails:
            self.complain(number, f"'{command}' ends with {status}\n" + "\n".join(printed))
        elif shown is not None and not is_shown(shown, printed):
            self.complain(number, f"'{command}' prints something else\n" + "\n".join(
                difflib.unified_diff(shown, printed, "page", "printed", lineterm="")))

    # --- layouts ---

    def check_layout(self, number, name, text):
        """It has the findings that its first line names."""
        self.counts["layouts"] += 1
        (self.folder / name).write_text(text)
        status, printed = self.run(f"mkpart check --format json {name}")
        try:
            found = {finding["code"]: finding["message"]
                     for finding in json.loads("\n".join(printed))["findings"]
                     if finding["standing"] == "stands" and finding["code"] not in NEVER_COUNTED}
        except ValueError:
            self.complain(number, f"the layout is not checked ({status}): {printed}")
            return
        expected = set(re.findall(r"MK\d{4}", text.splitlines()[0]))
        if set(found) != expected:
            self.complain(number, f"the layout shall have {sorted(expected)}, and has {found}")

    def with_keys(self, text):
        """The first file with other keys: a key begins a line, and goes on to the next such."""
        assert self.first, f"{self.path.name} has keys, but no file to put them into"
        parts = re.split(r"^(?=[\w$])", self.first, flags=re.M)
        head, *new = re.split(r"^(?=[\w$])", text, flags=re.M)
        keys = {part.partition(":")[0]: part for part in parts[1:]}
        keys.update({part.partition(":")[0]: part for part in new})
        return head + "".join(part if part.endswith("\n") else part + "\n"
                              for part in keys.values())

    # --- blocks ---

    def write_file(self, block):
        name = re.match(r"(?:#|<!--) ([\w./-]+)", block[0][1])[1]
        text = "".join(f"{line}\n" for _, line in block)
        (self.folder / name).write_text(text)
        return name, text

    def add_layout(self, block, checked):
        number, (name, text) = block[0][0], self.write_file(block)
        self.first = self.first or text
        if name not in checked:
            self.check_layout(number, name, text)

    def try_block(self, block, checked):
        text = block[0][1]
        if re.match(r"# [\w./-]+\.yaml\b", text):
            self.add_layout(block, checked)
        elif text.startswith("<!-- "):
            self.write_file(block)
        elif text.startswith(("$ ", *PROGRAMS)):
            for entry in commands(block):
                self.judge(*entry)
        elif re.match(r"# |[a-z_]+:", text):
            lines = "".join(f"{line}\n" for _, line in block)
            self.check_layout(block[0][0], "keys.yaml", self.with_keys(lines))
        else:
            self.complain(block[0][0], "neither commands, nor a file, nor keys of a layout")

    def try_all(self):
        found = list(blocks(self.path))
        # What commands of the page itself check, they judge.
        shown = [command for block in found if block[0][1].startswith("$ ")
                 for _, command, _ in commands(block)]
        checked = {name for command in shown if command.startswith("mkpart check")
                   for name in command.split()}
        for block in found:
            self.try_block(block, checked)


# --- what pages say is there ----------------------------------------------------------------------

def furnish_builds(folder, options):
    python = f"[[{sys.executable}]] -B"
    settings = f"set(DTC [[{options.dtc}]])\nset(LIBSEL4 [[{TOP / 'tests/selftest/libsel4'}]])\n" \
        f"set(MAKE_KERNEL {python} [[{HERE / 'make_kernel.py'}]])\n" \
        f"set(MAKE_LOADER {python} [[{HERE / 'make_loader.py'}]])\n"
    for name in ("kernel", "loader"):
        (folder / name).mkdir(parents=True)
        (folder / name / "CMakeLists.txt").write_text(
            settings + (HERE / f"{name}.cmake").read_text())


def furnish_tutorial(folder, options):
    """The second board's kernel is the same stand-in; its loader is there, as built."""
    if not shutil.which("aarch64-linux-gnu-gcc"):
        skip("aarch64-linux-gnu-gcc is not installed")
    shutil.copy(TOP / "examples/imx8mm-evk/board.dtb", folder)
    shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder / "qemu.dtb")
    furnish_builds(folder, options)
    shutil.copytree(folder / "kernel", folder / "multikernel")
    (folder / "loader.elf").write_bytes(boot_loader(2))


def furnish_image(folder, options):
    """A loader image of boot blocks, and its board; by another layout than the page's."""
    (folder / "boot.yaml").write_text(
        "version: 1\nboard: {dtb: qemu.dtb, platform: qemu-arm-virt}\ncontract: sel4-bootinfo\n"
        "nodes:\n  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 64M}]}\n"
        "  - {name: b, cpu: cpu@1, memory: [{start: 0x68000000, size: 64M}]}\n")
    shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder / "qemu.dtb")
    Maker(os.path.abspath(options.mkpart), folder, "boot.yaml").make_booted("loader.img", [])


def furnish_main(folder, options):
    """A layout for two revisions of a board, an earlier plan and output, and what was built."""
    furnish_builds(folder, options)
    furnish_image(folder, options)
    for name in ("board", "zcu102", "zcu102-rev1.0", "zcu102-rev1.1"):
        shutil.copy(TOP / "examples/zcu102/board.dtb", folder / f"{name}.dtb")
    shutil.copy(options.boards / "case-no-memory.dtb", folder / "rpi4.dtb")
    layout = (TOP / "examples/zcu102/two-nodes.yaml").read_text()
    for name in ("layout.yaml", "io.mkpart.yaml"):
        (folder / name).write_text(layout)
    (folder / "echo.system").write_text('<system><protection_domain name="echo"/></system>')
    for name in ("control", "io"):
        (folder / f"{name}.dts").write_text("/ { };\n")
    maker = Maker(os.path.abspath(options.mkpart), folder)
    maker.make_planned("build/images", [])
    maker.make_packed("archive.cpio", ["build/images"])
    loader = maker.plan()["loader"]
    maker.make_loader("build/elfloader", [
        "at", loader["start"], "size", "1M", "archive", "archive.cpio"])
    subprocess.run([os.path.abspath(options.mkpart), "gen", "-q", "-o", "generated", "layout.yaml"],
                   cwd=folder, stderr=subprocess.DEVNULL, check=True)


def furnish_verifier(folder, _):
    for program in ("z3", "cvc5"):
        if not shutil.which(program):
            skip(f"{program} is not installed")
    shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder)
    shutil.copy(TOP / "examples/qemu-arm-virt/two-nodes.yaml", folder / "layout.yaml")


def furnish_layouts(folder, options):
    """The boards of tests/boards by their names there, and as board.dtb that of an example."""
    for board in options.boards.glob("case-*.dtb"):
        shutil.copy(board, folder / board.name.removeprefix("case-"))
    shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder)
    shutil.copy(TOP / "schema/mkpart-layout.schema.json", folder)


def furnish_contract(folder, options):
    """The example, what was built for it, and the loader."""
    furnish_layouts(folder, options)
    name = "bootinfo-two-nodes.yaml"
    shutil.copy(TOP / "examples/qemu-arm-virt" / name, folder)
    Maker(os.path.abspath(options.mkpart), folder, name).make(
        "images: planned\nloader.elf: boot-loader")


FURNISHERS = {
    "mkpart-contract.7": furnish_contract,
    "mkpart-tutorial.7": furnish_tutorial,
    "mkpart.1": furnish_main,
    "mkpart-verify.1": furnish_verifier,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", required=True, type=pathlib.Path)
    parser.add_argument("--dtc", required=True)
    parser.add_argument("page", type=pathlib.Path)
    options = parser.parse_args()
    for program in ("cmake", "ninja", "bsdtar", "fdtget", "jq"):
        if not shutil.which(program):
            skip(f"{program} is not installed")
    complaints = Complaints()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as programs:
        folder, mkpart = pathlib.Path(folder), pathlib.Path(programs) / "mkpart"
        mkpart.symlink_to(os.path.abspath(options.mkpart))
        (mkpart.parent / "mkpart-verify").symlink_to(TOP / "cli/verify/mkpart-verify")
        FURNISHERS.get(options.page.name, furnish_layouts)(folder, options)
        page = Page(options.page, folder, programs, complaints)
        page.try_all()
    print(", ".join(f"{count} {what}" for what, count in page.counts.items()))
    complaints.finish()


if __name__ == "__main__":
    main()
