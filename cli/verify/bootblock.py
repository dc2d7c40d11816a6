# SPDX-License-Identifier: BSD-2-Clause
"""Reads a boot block of contract sel4-bootinfo, version 0: what a kernel is told at boot."""
import dataclasses
import struct

from devicetree import Unreadable

MAGIC = 0x73654c34
HEAD = struct.Struct("<IB3xQBBBBB3x")
PAIR = struct.Struct("<QQ")
ROOT = struct.Struct("<QQQ8x")
BLOCK_BYTES = 4096


@dataclasses.dataclass
class Block:
    """Ranges are pairs of first and last address; `reserved` has the entry that this kernel hands
    out left off, `handed_out` is that one."""
    name: str
    entry: int
    cores: int
    kernel: tuple
    ram: list
    root: tuple
    handed_out: tuple
    reserved: list


def read_block(content, name):
    try:
        return parse(content, name)
    except struct.error as problem:
        raise Unreadable(f"{name}: the boot block is truncated") from problem


def parse(content, name):
    magic, version, entry, kernels, rams, roots, reserved, cores = HEAD.unpack_from(content)
    if magic != MAGIC or version != 0:
        raise Unreadable(f"{name}: not a boot block of version 0")
    if kernels != 1 or roots != 1 or not rams:
        raise Unreadable(f"{name}: {kernels} kernels, {rams} ranges of RAM, {roots} root tasks")
    at = HEAD.size
    kernel, at = pairs(content, at, 1)
    ram, at = pairs(content, at, rams)
    root = ROOT.unpack_from(content, at)
    withheld, at = pairs(content, at + ROOT.size, reserved)
    if at + 8 * cores > BLOCK_BYTES:
        raise Unreadable(f"{name}: the boot block is longer than a page")
    return Block(name, entry, cores, kernel[0], inclusive(ram, name), (root[0], root[1] - 1),
                 withheld[0] if withheld else None, inclusive(withheld[1:], name))


def pairs(content, at, count):
    return [PAIR.unpack_from(content, at + i * PAIR.size) for i in range(count)], \
        at + count * PAIR.size


def inclusive(ranges, name):
    for first, end in ranges:
        if end <= first:
            raise Unreadable(f"{name}: the range {first:#x}..{end:#x} is empty")
    return [(first, end - 1) for first, end in ranges]
