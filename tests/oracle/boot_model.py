# SPDX-License-Identifier: BSD-2-Clause
"""The start of a kernel that is told by a boot block what is its own: the block in, the untypeds of
its root task out. Written from what that kernel does (mkpart-contract(7), "Boot blocks"), and not
from mkpart's code; its mistakes are modelled as faithfully as the rest.

What happens to memory:

    a list of what is no device memory begins with the interrupt controller's frames; each range
    that is added is joined to one that it touches, else put before the first that begins behind it
    reserved ranges, root task and kernel are sorted by exchanging neighbours
    RAM is walked along with these, from below; what is left of it is free, and no device memory
    the root task's objects are taken from the top of the highest free piece that has room
    untypeds: the first reserved entry, the gaps of the list, the kernel's boot code, free pieces
"""
import dataclasses

PAGE = 0x1000
LARGE_PAGE = 0x200000
WINDOW = 1 << 39
PHYSICAL_TOP = 0x7fc0000000 # the kernel maps no memory beyond it
ADDRESSES = 1 << 48
RAM_RANGES, RESERVED_RANGES, FREE_PIECES = 16, 18, 15
SMALLEST, LARGEST = 4, 47 # bits of an untyped
INITIAL_SLOTS = 17


class Stops(Exception):
    """The kernel does not start; the other nodes do not notice."""


class Hangs(Exception):
    """The kernel never ends, and all that would be started after it is not."""


@dataclasses.dataclass
class Kernel:
    frames: list              # (start, end), in the order of the kernel's list
    image_bytes: int
    boot_code_bytes: int = 0x10000
    hypervisor: bool = True
    address_bits: int = 40
    cnode_bits: int = 12
    most_untypeds: int = 230


@dataclasses.dataclass
class Block:
    kernel: int
    ram: list
    root: tuple
    root_address: int
    entry: int
    reserved: list


def hidden(ranges, new):
    """The list of what is no device memory with one more."""
    start, end = new
    if start == end:
        return ranges
    for i, (first, last) in enumerate(ranges):
        if first == end or last == start:
            joined = (start, last) if first == end else (first, end)
            return touching_joined(ranges[:i] + [joined] + ranges[i + 1:])
        if first > end:
            return ranges[:i] + [new] + ranges[i:]
    return ranges + [new]


def touching_joined(ranges):
    joined = ranges[:1]
    for span in ranges[1:]:
        if joined[-1][1] == span[0]:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def exchanged(ranges):
    """Sorted as the kernel does it. A state that comes again comes for ever."""
    if all(a[1] <= b[0] for a, b in zip(ranges, ranges[1:])):
        return ranges
    ranges, at, seen = list(ranges), 0, set()
    while at < len(ranges):
        if at == 0 or ranges[at - 1][1] <= ranges[at][0]:
            at += 1
            continue
        ranges[at - 1], ranges[at] = ranges[at], ranges[at - 1]
        at -= 1
        state = (at, tuple(ranges))
        if state in seen:
            raise Hangs("ranges that overlap")
        seen.add(state)
    return ranges


def check(block, kernel):
    if not 0 < len(block.ram) <= RAM_RANGES:
        raise Stops("ranges of RAM")
    if len(block.reserved) > RESERVED_RANGES:
        raise Stops("reserved ranges")
    if block.kernel % LARGE_PAGE or block.kernel >= PHYSICAL_TOP:
        raise Stops("the kernel's place")
    for start, end in (block.root, *block.ram):
        if start > end or end > ADDRESSES:
            raise Stops("a range")
    if block.root[0] >= PHYSICAL_TOP or block.root[0] % PAGE or block.root_address % PAGE:
        raise Stops("the root task's place")
    top = 1 << kernel.address_bits if kernel.hypervisor else 1 << 47
    if user_end(block) >= top:
        raise Stops("the root task's addresses")
    for i, (start, end) in enumerate(block.ram):
        if start == end or (i and start < block.ram[i - 1][1]):
            raise Stops("RAM that is not in order")
    for start, end in block.reserved:
        if start > end or end > ADDRESSES:
            raise Stops("a reserved range")


def user_end(block):
    """Behind the image are the IPC buffer and the boot information."""
    return block.root_address + block.root[1] - block.root[0] + 2 * PAGE


def carve(block, kernel):
    """Free pieces of RAM, and what is no device memory."""
    image = (block.kernel, block.kernel + kernel.image_bytes)
    kept = exchanged([*block.reserved, block.root, image])
    away = []
    for frame in kernel.frames:
        away = hidden(away, frame)
    free = []
    ram = [(min(a, PHYSICAL_TOP), min(b, PHYSICAL_TOP)) for a, b in block.ram]
    while ram and kept:
        (start, end), (low, high) = ram[0], kept[0]
        if low == high:
            kept = kept[1:]
        elif start >= end:
            ram = ram[1:]
        elif high <= start:
            away, kept = hidden(away, kept[0]), kept[1:]
        elif low >= end:
            free.append(ram[0])
            away, ram = hidden(away, ram[0]), ram[1:]
        elif low <= start:
            ram[0] = (min(end, high), end)
        else:
            free.append((start, low))
            away = hidden(away, (start, low))
            ram = [(high, end)] + ram[1:] if end > high else ram[1:]
    for span in kept:
        away = hidden(away, span)
    for span in ram:
        if span[0] < span[1]:
            free.append(span)
            away = hidden(away, span)
    if len(free) > FREE_PIECES:
        raise Stops("pieces of RAM")
    return free, away


def tables(block, kernel):
    """Page tables for the root task: of those levels that are not the top one."""
    short = kernel.hypervisor and kernel.address_bits == 40
    return sum(-(-user_end(block) // size) - block.root_address // size
               for size in [1 << 21, 1 << 30] + ([] if short else [1 << 39]))


def without_objects(free, block, kernel):
    cnode = 32 << kernel.cnode_bits
    top_table = 2 * PAGE if kernel.hypervisor and kernel.address_bits == 40 else PAGE
    size = cnode + top_table + 0x800 + 0x80 + 3 * PAGE + tables(block, kernel) * PAGE
    for i in reversed(range(len(free))):
        start, end = free[i]
        at = (end - size) // max(cnode, top_table) * max(cnode, top_table)
        if at >= start:
            return free[:i] + [(start, at), (at + size, end)] + free[i + 1:]
    raise Stops("no room for objects")


def pieces(start, end):
    """Aligned as the kernel's own addresses are, whose first is a multiple of 2^39 alone."""
    while start < end:
        own = start + WINDOW
        bits = min((end - start).bit_length() - 1, (own & -own).bit_length() - 1, LARGEST)
        if bits >= SMALLEST:
            yield start, bits
        start += 1 << bits


def device_gaps(away, kernel):
    at = 0
    for start, end in away:
        if at < start:
            yield at, start
        at = end
    if at < 1 << kernel.address_bits:
        yield at, 1 << kernel.address_bits


def untypeds(block, kernel):
    """(start, bits, whether it is device memory), in the kernel's order."""
    check(block, kernel)
    free, away = carve(block, kernel)
    free = without_objects(free, block, kernel)
    given = [(piece, True) for span in (*block.reserved[:1], *device_gaps(away, kernel))
             for piece in pieces(*span)]
    boot_code = (block.kernel, block.kernel + kernel.boot_code_bytes)
    given += [(piece, False) for span in (boot_code, *free) for piece in pieces(*span)]
    told = [(*piece, device) for piece, device in given[:kernel.most_untypeds]]
    slots = INITIAL_SLOTS + tables(block, kernel) + -(-(block.root[1] - block.root[0]) // PAGE)
    if slots + len(told) > 1 << kernel.cnode_bits:
        raise Stops("slots")
    return told
