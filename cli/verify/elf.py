# SPDX-License-Identifier: BSD-2-Clause
"""Reads what an ELF file loads (System V ABI, chapters 4 and 5): 64 bits, AArch64."""
import dataclasses
import struct

from devicetree import Unreadable

HEAD = struct.Struct("<16sHHIQQQIHHHHHH")
SEGMENT = struct.Struct("<IIQQQQQQ")
IDENTITY = b"\x7fELF\x02\x01"
AARCH64, LOADED = 183, 1
TOP = 1 << 64


@dataclasses.dataclass(frozen=True)
class Segment:
    """Addresses of first and last byte."""
    virtual: tuple
    physical: tuple


def read_elf(content, name):
    """The segments that it loads; at least one."""
    if not content.startswith(IDENTITY) or len(content) < HEAD.size:
        raise Unreadable(f"{name}: not an ELF file of 64 bits")
    _, _, machine, _, _, at, *_, size, count, _, _, _ = HEAD.unpack_from(content)
    if machine != AARCH64 or size != SEGMENT.size or at + size * count > len(content):
        raise Unreadable(f"{name}: not an ELF file for AArch64")
    found = [segment for i in range(count)
             for segment in loaded(content, at + i * size, name)]
    if not found:
        raise Unreadable(f"{name}: it loads nothing")
    return found


def loaded(content, at, name):
    kind, _, offset, virtual, physical, filled, size, _ = SEGMENT.unpack_from(content, at)
    if kind != LOADED or not size:
        return
    if filled > size or offset + filled > len(content) or max(virtual, physical) + size > TOP:
        raise Unreadable(f"{name}: a segment at {virtual:#x} makes no sense")
    yield Segment((virtual, virtual + size - 1), (physical, physical + size - 1))


def whole(spans):
    """From the first byte to the last one."""
    spans = list(spans)
    return min(first for first, _ in spans), max(last for _, last in spans)
