# SPDX-License-Identifier: BSD-2-Clause
"""Reads the archive that the loader of contract sel4-overlay carries: CPIO, newc (cpio(5)), with
kernel, device tree and root task of each node in turn. Nothing but these and the board's tree says
what the nodes have."""
import dataclasses
import hashlib

import board as boards
from blob import read_blob
from devicetree import Unreadable
from elf import read_elf, whole
from facts import PAGE, Claim
from outputs import Node, load

MAGIC = b"070701"
HEAD_BYTES, FIELD_BYTES = 110, 8
SIZE, NAME_BYTES = 6, 11 # of the fields behind the magic
LAST = "TRAILER!!!"
NAMES = ("kernel.elf", "kernel.dtb", None)
CONTRACT = "sel4-overlay"


class Members:
    """Names and contents, in their order."""

    def __init__(self, content, name):
        self.content, self.name, self.at = content, name, 0

    def fail(self, what):
        raise Unreadable(f"{self.name}: {what}")

    def take(self, count):
        """The next bytes; what follows them begins at a multiple of four."""
        taken = self.content[self.at:self.at + count]
        if len(taken) < count:
            self.fail("the archive is cut off")
        self.at = (self.at + count + 3) // 4 * 4
        return taken

    def field(self, number):
        at = self.at + len(MAGIC) + number * FIELD_BYTES
        digits = self.content[at:at + FIELD_BYTES]
        if len(digits) < FIELD_BYTES or not digits.isalnum():
            self.fail("the archive is damaged")
        try:
            return int(digits, 16)
        except ValueError:
            return self.fail("the archive is damaged")

    def read(self):
        while True:
            if self.content[self.at:self.at + len(MAGIC)] != MAGIC:
                self.fail("the archive is damaged, or has no end")
            size, name_bytes = self.field(SIZE), self.field(NAME_BYTES)
            name = self.take(HEAD_BYTES + name_bytes)[HEAD_BYTES:]
            if not name.endswith(b"\0"):
                self.fail("a name in the archive does not end")
            text = name[:-1].decode("utf-8", "replace")
            if text == LAST:
                return
            yield text, self.take(size)


def is_archive(content):
    return content.startswith(MAGIC)


@dataclasses.dataclass(frozen=True)
class Images:
    """Of one node: where its kernel is, physical and virtual; bytes of its tree; the pages that the
    root task takes, and where it is mapped."""
    kernel: tuple
    kernel_virtual: tuple
    tree_bytes: int
    root_pages: int
    root_virtual: tuple

    def end(self):
        """Behind the last byte that the loader writes: it puts the tree on the next page behind the
        kernel, then the root task, then a page with the head of its ELF file."""
        behind = pages_up(self.kernel[1] + 1) + pages_up(self.tree_bytes)
        return behind + (self.root_pages + 1) * PAGE


def pages_up(size):
    return (size + PAGE - 1) // PAGE * PAGE


class Archive:
    """What `Outputs` is for a folder, for one archive; its nodes are kernels by number."""

    def __init__(self, file, board_file, stated=boards.NOTHING):
        self.boot_core, self.loader, self.camkes, self.manifest = None, None, {}, {}
        self.contract, self.file, self.kept = CONTRACT, str(file), []
        self.lifted, self.given, self.outside = [], [], [] # an archive does not tell of the layout
        content, blob = load(file, self.file), load(board_file, str(board_file))
        self.digests = {str(name): hashlib.sha256(bytes_).hexdigest()
                        for name, bytes_ in ((file, content), (board_file, blob))}
        self.board = boards.Board(read_blob(blob, str(board_file)), str(board_file), stated)
        members = list(Members(content, self.file).read())
        if not members or len(members) % len(NAMES):
            raise Unreadable(f"{self.file}: {len(members)} files are not three for each kernel")
        self.nodes = [self.node(i // len(NAMES), members[i:i + len(NAMES)])
                      for i in range(0, len(members), len(NAMES))]
        self.base = self.nodes[0].tree

    def node(self, number, members):
        for (name, _), wanted in zip(members, NAMES):
            if wanted not in (name, None):
                raise Unreadable(f"{self.file}: the loader looks for '{wanted}' where '{name}' is")
        kernel, tree, root = (content for _, content in members)
        node = Node(f"kernel {number}", {"core": f"core {number}"})
        node.source = f"{self.file}: kernel.dtb {number}"
        node.tree = read_blob(tree, node.source)
        node.read_tree(lambda part, name: f"{node.source}:{part.path}")
        node.images = images(kernel, tree, root, f"{self.file}: files of kernel {number}")
        return node


def images(kernel, tree, root, name):
    kernel, root = read_elf(kernel, name), read_elf(root, name)
    first, last = whole(s.virtual for s in root)
    return Images(whole(s.physical for s in kernel), whole(s.virtual for s in kernel), len(tree),
                  last // PAGE - first // PAGE + 1, (first, last))
