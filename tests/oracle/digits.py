# SPDX-License-Identifier: BSD-2-Clause
"""Numbers that are most likely not what their author meant, judged a second time: a size in bytes
for want of its unit, and digits that are an address, or whole pages, only behind 0x."""
from ground import PAGE

WITHOUT_UNIT, WITHOUT_0X = "size without its unit", "number without its 0x"
MISTAKES = {WITHOUT_UNIT, WITHOUT_0X}
TOP = 1 << 64


def ranges_in(value):
    """Whatever in a layout has a start or a size, however deep."""
    if isinstance(value, dict):
        if "start" in value or "size" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from ranges_in(part)


def runs_in(layout):
    """Ranges that kernels or the loader run in, and RAM."""
    for node in layout["nodes"]:
        for entry in node["memory"]:
            if "for" not in entry:
                yield entry
                yield from entry.get("reg", [])
    yield layout.get("loader", {}).get("memory", {})
    yield from layout["board"].get("memory", [])


def behind_0x(value):
    """None where it is written so already, or is too much then."""
    if not isinstance(value, int) or value < 10:
        return None
    meant = int(str(value), 16)
    return meant if meant < TOP else None


def lacks_unit(entry):
    size = entry.get("size")
    return isinstance(size, int) and 0 < size < PAGE


def start_lacks_0x(entry, banks):
    start, meant = entry.get("start"), behind_0x(entry.get("start"))
    def is_ram(address):
        return any(bank.first <= address <= bank.last for bank in banks)
    return meant is not None and meant % PAGE == 0 and is_ram(meant) and not is_ram(start)


def size_lacks_0x(entry):
    size, meant = entry.get("size"), behind_0x(entry.get("size"))
    return meant is not None and size >= PAGE and size % PAGE != 0 and meant % PAGE == 0


def mistakes(reading):
    if any(map(lacks_unit, runs_in(reading.layout))):
        yield WITHOUT_UNIT
    if any(start_lacks_0x(entry, reading.banks) or size_lacks_0x(entry)
           for entry in ranges_in(reading.layout)):
        yield WITHOUT_0X
