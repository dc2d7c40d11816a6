# SPDX-License-Identifier: BSD-2-Clause
"""What is wrong with memory that one owner has beside RAM of kernels, by mkpart-layout(5): a
node's memory that is `for` something, a reservation given to it, its `mmio`, and memory of peers
outside."""
import collections
import dataclasses
import itertools

from ground import PAGE, Span

OWN, OUTSIDE, MMIO = "own", "outside", "mmio"


@dataclasses.dataclass
class Holding:
    kind: str
    owner: str       # name of the node or peer
    name: str
    span: Span = None
    size: int = 0
    placed: bool = False
    place: int = None # of the node in the layout
    reservation: str = None # path


def is_own(entry):
    """Of a node's `memory`: not RAM of its kernel."""
    return "for" in entry or "reserved" in entry


def entries_of(layout):
    """(kind, owner, place, entry)"""
    for place, node in enumerate(layout["nodes"]):
        for entry in node["memory"]:
            if is_own(entry):
                yield OWN, node["name"], place, entry
        for entry in node.get("mmio", []):
            yield MMIO, node["name"], place, entry
    for peer in layout.get("outside", []):
        for entry in peer["memory"]:
            yield OUTSIDE, peer["name"], None, entry


def holdings_of(layout, ground, range_of, broken):
    """range_of and broken: opinion.py's reader of a range, and where it says what is wrong."""
    found = []
    for kind, owner, place, entry in entries_of(layout):
        holding = Holding(kind, owner, entry.get("name", entry.get("for")), place=place)
        if "reserved" in entry:
            holding.reservation = entry["reserved"]
            parts = reservation(ground, entry["reserved"])
            holding.span = parts[0] if len(parts) == 1 else None
        else:
            part = range_of(entry, broken)
            holding.span, holding.size, holding.placed = part.span, part.size, part.placed
        found.append(holding)
    return found


def reservation(ground, path):
    """The ranges of a child of /reserved-memory."""
    return [part for named, part, _ in ground.reserved if named == path]


def given_paths(layout):
    entries = [entry for *_, entry in entries_of(layout)]
    entries += [region["memory"] for region in layout.get("shared", [])]
    return [entry["reserved"] for entry in entries if "reserved" in entry]


def given(layout, ground):
    """Ranges of reservations that a node, a peer or a shared region has."""
    for path in given_paths(layout):
        parts = reservation(ground, path)
        if len(parts) == 1:
            yield from parts


def pages(part):
    return Span(part.first // PAGE * PAGE, part.last | (PAGE - 1))


# --- mistakes ------------------------------------------------------------------------------------

def apart_mistakes(reading):
    fixed = [h.span for h in reading.holdings if h.span]
    others = [*itertools.chain(*reading.fixed), *reading.regions, *reading.loader_spans]
    if any(a.overlaps(b) for a, b in itertools.combinations(fixed, 2)) or \
            any(a.overlaps(b) for a in fixed for b in others):
        yield "own memory over somebody's"


def withheld_from(holding, reading):
    own = reading.own_reserved[holding.place] if holding.place is not None else []
    return [*reading.withheld, *own]


def reserved_mistakes(reading):
    for holding in reading.holdings:
        if holding.span and not holding.reservation and any(
                holding.span.overlaps(part) for part in withheld_from(holding, reading)):
            yield "own memory over reserved memory"


def debatable_reserved_mistakes(reading):
    """A reservation in another one, of which one is given; one that a platform keeps as well."""
    for holding in reading.holdings:
        if holding.span and holding.reservation and any(
                holding.span.overlaps(part)
                for part in [*withheld_from(holding, reading), *reading.ground.mapped]):
            yield "own memory over reserved memory"


def register_mistakes(reading):
    if any(h.span.overlaps(part) for h in reading.holdings if h.span and h.kind != MMIO
           for part in reading.ground.registers):
        yield "own memory over registers"


def debatable_register_mistakes(reading):
    """What is on a bus has the bus's addresses."""
    if any(h.span.overlaps(part) for h in reading.holdings if h.span and h.kind != MMIO
           for part in reading.ground.windows):
        yield "own memory over registers"


def page_mistakes(reading):
    for holding in reading.holdings:
        if holding.span and not holding.reservation and (
                holding.span.first % PAGE or (holding.span.last + 1) % PAGE):
            yield "off its page"


def reach_mistakes(reading):
    """A peer may have other address bits than the cores."""
    if reading.ground.last_irq is not None and any(
            h.span.last >> reading.ground.address_bits
            for h in reading.holdings if h.span and h.kind != OUTSIDE):
        yield "out of reach"


def mmio_mistakes(reading):
    for holding in reading.holdings:
        if holding.kind == MMIO and holding.span:
            if any(holding.span.overlaps(bank) for bank in reading.banks):
                yield "registers in RAM"
            if is_anothers(holding, reading):
                yield "registers of another node"


def is_around(a, b):
    return a == b or a.startswith(b + "/") or b.startswith(a + "/")


def is_anothers(holding, reading):
    """In a page with what kernels drive, or with a device of another node."""
    ground = reading.ground
    taken = set(ground.kept)
    for place, devices in enumerate(reading.devices):
        if place != holding.place:
            taken |= {device.path for device in devices if not device.is_bus}
    return any(holding.span.overlaps(pages(part)) for path in taken
               for part in ground.registers_left(path))


def debatable_mmio_mistakes(reading):
    """Registers of what is above or below a device that another node has."""
    ground = reading.ground
    owned = {device.path for devices in reading.devices for device in devices} | ground.kept
    near = [device for path, device in ground.devices.items()
            if any(is_around(path, other) for other in owned)]
    if any(h.kind == MMIO and h.span and h.span.overlaps(pages(part))
           for h in reading.holdings for device in near for part in device.registers):
        yield "registers of another node"


def name_mistakes(reading):
    """A constant each."""
    names = collections.Counter((h.kind == OUTSIDE, h.kind, h.owner, constant(h.name))
                                for h in reading.holdings if h.name)
    if any(count > 1 for count in names.values()):
        yield "own name twice"
    peers = [peer["name"] for peer in reading.layout.get("outside", [])]
    if len(set(peers)) < len(peers):
        yield "name twice"
    if set(peers) & set(reading.names):
        yield "peer called like a node"


def constant(name):
    return name.upper().replace("-", "_")


def lift_mistakes(reading):
    lifted = {entry["path"] for entry in reading.layout["board"].get("lift", [])}
    for path in given_paths(reading.layout):
        if path in lifted:
            yield "lifted and given"
        if len(reservation(reading.ground, path)) != 1:
            yield "no such reservation"


CERTAIN = (apart_mistakes, reserved_mistakes, register_mistakes, page_mistakes, reach_mistakes,
           mmio_mistakes, name_mistakes, lift_mistakes)
POSSIBLE = (debatable_reserved_mistakes, debatable_register_mistakes, debatable_mmio_mistakes)
