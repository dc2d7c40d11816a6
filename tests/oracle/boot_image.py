# SPDX-License-Identifier: BSD-2-Clause
"""Takes a loader image of boot blocks apart, strictly, and without mkpart's code: see
mkpart-contract(7), "Loader image"."""
import dataclasses
import struct

MAGIC = 0x5e14dead14de5ead
BLOCK_MAGIC = 0x73654c34
PAGE = 4096
HEADER, REGION = 48, 40


class Malformed(Exception):
    """It is no such image."""


@dataclasses.dataclass
class Region:
    address: int
    size: int     # in memory
    content: bytes # the rest is zero


@dataclasses.dataclass
class Image:
    loader: bytes
    hypervisor: bool
    entry: int
    blocks: list
    regions: list
    parts: list # (first byte, behind its last one, what it is, whether anybody reads it)


def need(condition, what):
    if not condition:
        raise Malformed(what)


class Reader:
    def __init__(self, content, at, parts):
        self.content, self.at, self.parts = content, at, parts

    def take(self, layout, what, read=True):
        size = struct.calcsize("<" + layout)
        need(self.at + size <= len(self.content), f"it ends within {what}")
        values = struct.unpack_from("<" + layout, self.content, self.at)
        self.parts.append((self.at, self.at + size, what, read))
        self.at += size
        return values if len(values) > 1 else values[0]

    def spans(self, count, what):
        return [self.take("QQ", what) for _ in range(count)]


def block_at(content, at, node, parts):
    reader = Reader(content, at, parts)
    magic, version = reader.take("IB", f"the kind of block {node}")
    need((magic, version) == (BLOCK_MAGIC, 0), "no block of version 0")
    reader.take("3s", "padding", False)
    entry = reader.take("Q", f"where root task {node} is entered")
    kernels, ram, roots, reserved, cores = reader.take("5B", f"the numbers of block {node}")
    need(kernels == roots == 1, "other than one kernel and one root task")
    reader.take("3s", "padding", False)
    kernel = reader.take("Q", f"where kernel {node} is")
    reader.take("Q", f"where kernel {node} ends, which nobody reads", False)
    found = {"entry": entry, "kernel": kernel, "ram": reader.spans(ram, f"RAM of node {node}"),
             "root": reader.take("QQ", f"where root task {node} is"),
             "address": reader.take("Q", f"where root task {node} is mapped"), "cores": cores}
    reader.take("Q", "padding", False)
    found["reserved"] = reader.spans(reserved, f"what is reserved of node {node}")
    need(reader.at + 8 * cores <= at + PAGE, "a block longer than its page")
    parts.append((reader.at, at + PAGE, f"the rest of block {node}, which the loader fills in",
                  False))
    return found


def find_header(content):
    """The loader may have the number in its code: the header is where its size fits."""
    for at in range(0, len(content) - HEADER + 1, 4):
        magic, size = struct.unpack_from("<2Q", content, at)
        if magic == MAGIC and size == len(content) - at:
            return at
    raise Malformed("no header")


def decode(content):
    header = find_header(content)
    parts = [(0, header, "the loader", True)]
    reader = Reader(content, header, parts)
    _, _, flags, kernels, regions, entry = reader.take("6Q", "the header")
    need(flags in (0, 1) and 0 < kernels <= 64, "flags or kernels")
    need(reader.at + kernels * PAGE <= len(content), "it ends within its blocks")
    blocks = [block_at(content, reader.at + i * PAGE, i, parts) for i in range(kernels)]
    reader.at += kernels * PAGE
    rows = [reader.take("5Q", f"region {i}") for i in range(regions)]
    found = []
    for i, (address, load, size, offset, kind) in enumerate(rows):
        first = reader.at + offset
        need(kind == 1 and load <= size and first + load <= len(content), f"region {i}")
        found.append(Region(address, size, content[first:first + load]))
        parts.append((first, first + load, f"what region {i} is", True))
    return Image(content[:header], bool(flags), entry, blocks, found, sorted(parts))


def tables(image, link, symbols):
    """Where the loader's page tables take the kernel's first address, node by node. `symbols` is
    where each of the five tables is, the first node's."""
    def entries(name, node):
        at = symbols[name] - link + node * PAGE
        return struct.unpack_from("<512Q", image.loader, at)

    def pointed(value, name, node):
        need(value == symbols[name] + node * PAGE | 3, f"a pointer to {name}")

    for node in range(len(image.blocks)):
        lower = entries("boot_lvl0_lower", node)
        top = lower if image.hypervisor else entries("boot_lvl0_upper", node)
        pointed(lower[0], "boot_lvl1_lower", node)
        need(all(value == i << 30 | 0x401
                 for i, value in enumerate(entries("boot_lvl1_lower", node))), "memory as it is")
        pointed(top[image.entry >> 39 & 511], "boot_lvl1_upper", node)
        pointed(entries("boot_lvl1_upper", node)[image.entry >> 30 & 511], "boot_lvl2_upper", node)
        mapped = entries("boot_lvl2_upper", node)
        first = image.entry >> 21 & 511
        base = mapped[first] - 0x711
        need(mapped[first:] == tuple(base + (i << 21) | 0x711 for i in range(512 - first)),
             "the kernel's pages")
        yield base
