# SPDX-License-Identifier: BSD-2-Clause
"""Reads the image that a board's loader is started with under contract sel4-bootinfo: the loader
itself, a head, a page with a boot block for each kernel, a list of what it writes, and these bytes.
Nothing but the image and the board's tree says what the nodes have."""
import dataclasses
import hashlib
import struct

import board as boards
import bootblock
from blob import read_blob
from devicetree import Unreadable
from facts import Claim
from outputs import Node, handed_out, kept_frames, load

HEAD = struct.Struct("<6Q")
HEAD_MARK = 0x5e14dead14de5ead
REGION = struct.Struct("<5Q")
PAGE = 4096
MOST_KERNELS = 64
HYPERVISOR = 1
FILLED = 1 # the one kind of region
CONTRACT = "sel4-bootinfo"
# Of the loader's translation tables (Arm ARM, D8.3): a pointer to a next table, and large pages.
POINTER, IDENTITY, NORMAL = 0x3, 0x401, 0x711


@dataclasses.dataclass(frozen=True)
class Region:
    """What the loader writes: bytes of the image, and zeros behind them."""
    first: int
    last: int
    filled: int


class ImageReader:
    def __init__(self, content, name):
        self.content, self.name = content, name

    def fail(self, what):
        raise Unreadable(f"{self.name}: {what}")

    def head(self):
        """The loader may hold the same mark: the head is where what it says fits the rest."""
        at = self.content.find(HEAD_MARK.to_bytes(8, "little"))
        while at >= 0 and at + HEAD.size <= len(self.content):
            fields = HEAD.unpack_from(self.content, at)
            if at % 4 == 0 and fields[1] == len(self.content) - at:
                return at, fields
            at = self.content.find(HEAD_MARK.to_bytes(8, "little"), at + 1)
        self.fail("not a loader image, or cut off: no head in it fits its length")

    def read(self):
        """Boot blocks, regions, the loader's bytes, whether it is for EL2, the kernels' entry."""
        at, (_, _, flags, kernels, regions, entry) = self.head()
        if not 0 < kernels <= MOST_KERNELS or flags & ~HYPERVISOR:
            self.fail(f"{kernels} kernels, flags {flags:#x}")
        loader = self.content[:at]
        at += HEAD.size
        data = at + kernels * PAGE + regions * REGION.size
        if data > len(self.content):
            self.fail("the image ends within its lists")
        blocks = [bootblock.read_block(self.content[at + i * PAGE:at + (i + 1) * PAGE],
                                       f"{self.name}: block {i}") for i in range(kernels)]
        found = [self.region(at + kernels * PAGE + i * REGION.size, data) for i in range(regions)]
        return blocks, found, loader, bool(flags & HYPERVISOR), entry

    def region(self, at, data):
        address, filled, size, offset, kind = REGION.unpack_from(self.content, at)
        if kind != FILLED or not size or filled > size or address + size > 1 << 64 or \
                offset + filled > len(self.content) - data:
            self.fail(f"the region at {address:#x} makes no sense")
        return Region(address, address + size - 1, filled)


# --- the loader's translation tables --------------------------------------------------------------

def table(loader, page):
    return struct.unpack_from("<512Q", loader, page * PAGE)


def pages_that(loader, accept):
    return [page for page in range(len(loader) // PAGE) if accept(table(loader, page))]


def is_identity(entries):
    return all(value == (i << 30 | IDENTITY) for i, value in enumerate(entries))


def points(entries, *places):
    """Whether it has pointers to further tables at these places, and nothing else."""
    return all((value & 0xfff) == POINTER if i in places else value == 0
               for i, value in enumerate(entries))


def linked_at(loader, hypervisor, entry):
    """Where the loader has to lie, and where its tables map each kernel to; nothing where it has
    none of the known form. The table for all memory maps it as it is, so the pointer to it tells
    the address of the table."""
    high = entry >> 39 & 511
    identities = pages_that(loader, is_identity)
    lower = pages_that(loader, lambda t: points(t, 0, high) if hypervisor else points(t, 0))
    tops = lower if hypervisor else pages_that(loader, lambda t: points(t, high))
    if not identities or not lower:
        return None, []
    base = table(loader, lower[0])[0] - POINTER - identities[0] * PAGE
    return base, [mapped_to(loader, base, top, entry) for top in tops]


def mapped_to(loader, base, top, entry):
    page = top
    for index in (entry >> 39 & 511, entry >> 30 & 511):
        page = (table(loader, page)[index] - POINTER - base) // PAGE
        if not 0 <= page < len(loader) // PAGE:
            return None
    first = entry >> 21 & 511
    start = table(loader, page)[first] - NORMAL
    right = all(value == (((i - first) << 21) + start | NORMAL)
                for i, value in enumerate(table(loader, page)) if i >= first)
    return start if right else None


# --- as outputs -----------------------------------------------------------------------------------

class Image:
    """What `Outputs` is for a folder, for one image; its nodes are kernels by number."""

    def __init__(self, file, board_file, stated=boards.NOTHING):
        self.boot_core, self.camkes, self.manifest = None, {}, {}
        self.contract = CONTRACT
        content, blob = load(file, str(file)), load(board_file, str(board_file))
        self.digests = {str(name): hashlib.sha256(bytes_).hexdigest()
                        for name, bytes_ in ((file, content), (board_file, blob))}
        self.board = boards.Board(read_blob(blob, str(board_file)), str(board_file), stated)
        self.lifted, self.given, self.outside = [], [], []  # an image does not tell of the layout
        self.base = self.board.tree
        self.file = str(file)
        blocks, self.regions, loader, hypervisor, self.entry = \
            ImageReader(content, self.file).read()
        self.kept = kept_frames(self.board, hypervisor)
        self.nodes = [self.node(i, block) for i, block in enumerate(blocks)]
        link, self.mappings = linked_at(loader, hypervisor, self.entry)
        self.loader = None if link is None else \
            Claim("loader", "the image", link, link + len(content) - 1, self.file)

    def node(self, number, block):
        node = Node(f"kernel {number}", {"core": f"core {number}"})
        node.block = block
        node.ram = [Claim(node.owner, "RAM", first, last, block.name) for first, last in block.ram]
        node.reach = handed_out(block, self.kept)
        return node
