# SPDX-License-Identifier: BSD-2-Clause
"""What is wrong with a layout on a board, judged a second time. Written from the requirements
(what must be checked), the contract's page mkpart-contract(7) and the layout language, not from
mkpart's rules; slow and plain. Nothing is placed here: what a layout gives by size only is left to
plan_check.py, which looks at mkpart's plan.

A mistake has a short name; second_opinion.py knows which code of mkpart tells of which mistake.
`certain` mistakes are there whatever is placed where, `possible` ones depend on it.
"""
import collections
import dataclasses
import itertools
import re

import core_ways
import digits
import holdings
import kernel_reader
from ground import (BELOW_LOADER_START, FEWEST_ADDRESS_BITS, GICV2_CORES, LAST_SPI, PAGE,
                    SMALLEST_SLICE, Span, covered, rounded_up, span, whole_pages)

TOP = 1 << 64
KERNEL_ALIGN = 16 << 20
KERNEL_WINDOW_END = 0x7fc0000000
# Kernel; then device tree, root task and ELF header, a page each at least.
KERNEL_SIZE = {"hypervisor debug": 0x240000, "hypervisor": 0x22e000, "el1": 0x23b000}
BEHIND_THE_KERNEL = 3 * PAGE
# So many ranges of a node never make more untypeds than its kernel can hand out.
FEW_RANGES = 2
# What the kernel sets up for the root task at the top of a range.
ROOT_TASK_OBJECTS, ROOT_TASK_ALIGN = 0x2b800, 1 << 17
LOADER_SIZE = 16 << 20
SGI_COUNT = 16
DOORBELL_CHANNELS = 512
# What mkpart looks at, and says so where there is more (MK0023).
MOST_NODES, MOST_STREAMS, MOST_REQUESTS = 512, 1024, 4096


# UARTs that the kernel's tooling knows, and those that are the same under another name: Linux,
# serial/cdns,uart.yaml, amlogic,meson-uart.yaml and 8250.yaml.
CONSOLES = {*kernel_reader.KNOWN["console"], "cdns,uart-r1p12", "cdns,uart-r1p8",
            "xlnx,zynqmp-uart", "amlogic,meson-g12a-uart", "amlogic,meson-s4-uart",
            "nvidia,tegra210-uart", "nvidia,tegra186-uart"}
# For these its tooling has a rule, but its sources no driver.
CONSOLES -= {"nvidia,tegra124-hsuart", "ns16550a"}


# Mistakes that no rule of mkpart looks for so far: layouts that have nothing else are left out. A
# rule that comes takes its row away here; its code is in MISTAKES of second_opinion.py.
KNOWN_GAPS = set()


@dataclasses.dataclass
class Opinion:
    certain: set
    possible: set

    @property
    def refuses(self):
        return bool(self.certain)


@dataclasses.dataclass
class Range:
    """An entry of the layout that means a range: fixed, placed (no start), or broken."""
    span: Span = None
    size: int = 0
    placed: bool = False
    memory_node: str = None


def number(value):
    return int(value, 0) if isinstance(value, str) else value


def range_of(entry, mistakes, memory_node=None):
    size = number(entry["size"])
    if size == 0:
        mistakes.add("empty range")
        return Range(memory_node=memory_node)
    if "start" not in entry:
        return Range(size=size, placed=True)
    start = number(entry["start"])
    if start + size > TOP:
        mistakes.add("wraps")
        return Range(memory_node=memory_node)
    return Range(span(start, size), size, memory_node=memory_node)


def ranges_of(entries, mistakes):
    for entry in entries:
        for part in entry.get("reg", [entry]):
            yield range_of(part, mistakes, entry.get("node"))


def is_off_page(part):
    return part.first % PAGE or (part.last + 1) % PAGE


def pairs_overlap(spans):
    return any(a.overlaps(b) for a, b in itertools.combinations(spans, 2))


def any_overlap(some, others):
    return any(a.overlaps(b) for a in some for b in others)


# What a connection across nodes becomes; no other connector can be one.
CROSSING = {"seL4SharedData": "shared", "seL4NotificationNative": "ipis"}


def homes_of(layout):
    """component: the places in the layout of the nodes that list it."""
    homes = collections.defaultdict(list)
    for place, node in enumerate(layout["nodes"]):
        for component in node.get("components", []):
            homes[component].append(place)
    return homes


def component_of(end):
    """None where it is no component.port."""
    match = re.fullmatch(r"([A-Za-z_]\w*)\.[A-Za-z_]\w*", end, re.ASCII)
    return match and match[1]


def crossings(layout):
    """Connections between two nodes, with the places of these, where both are known."""
    homes = homes_of(layout)
    for connection in layout.get("connections", []):
        ends = [homes.get(component_of(connection[end]), []) for end in ("from", "to")]
        if all(len(end) == 1 for end in ends) and ends[0] != ends[1]:
            yield connection, ends[0][0], ends[1][0]


def as_written_by_hand(layout):
    """With a shared region or an IPI for each connection that becomes one."""
    made = {key: list(layout.get(key, [])) for key in ("shared", "ipis")}
    for connection, *places in crossings(layout):
        name, names = connection["name"], [layout["nodes"][place]["name"] for place in places]
        if len(set(names)) < 2:
            continue # of one name: an error by itself
        if connection["type"] == "seL4SharedData":
            made["shared"].append({"name": name, "nodes": names,
                                   "memory": {"size": connection.get("size", PAGE)}})
        elif connection["type"] == "seL4NotificationNative":
            made["ipis"].append({"name": name, "from": names[0], "to": names[1]})
    return {**layout, **made}


def doorbells_of(ipis, names):
    """The multiplexed IPIs of each two nodes, by name: {(from, to): names}."""
    pages = {}
    for ipi in sorted(ipis, key=lambda ipi: ipi["name"]):
        ends = ipi["from"], ipi["to"]
        if ipi.get("multiplex") and set(ends) <= set(names) and ends[0] != ends[1]:
            pages.setdefault(ends, []).append(ipi["name"])
    return pages


def kernels_memory(node):
    return [entry for entry in node["memory"] if not holdings.is_own(entry)]


def member_names(region):
    """A member is a name, or a map with one and what it may do."""
    return [m["name"] if isinstance(m, dict) else m for m in region["nodes"]]


class Reading:
    """A layout in spans, for one board."""

    def __init__(self, layout, ground):
        layout = as_written_by_hand(layout)
        self.layout, self.ground = layout, ground
        self.broken = set()
        self.nodes = layout["nodes"]
        self.names = [node["name"] for node in self.nodes]
        self.slices = [list(ranges_of(kernels_memory(node), self.broken)) for node in self.nodes]
        self.fixed = [[r.span for r in ranges if r.span] for ranges in self.slices]
        self.banks = self.read_banks()
        self.reserved = self.spans(layout.get("reserved", []))
        self.own_reserved = [self.spans(node.get("reserved", [])) for node in self.nodes]
        self.pools = [self.spans(node.get("shared_pool", [])) for node in self.nodes]
        self.loader = self.read_loader()
        self.shared = [self.shared_range(s["memory"]) for s in layout.get("shared", [])]
        self.doorbells = doorbells_of(layout.get("ipis", []), self.names)
        self.holdings = holdings.holdings_of(layout, ground, range_of, self.broken)
        self.devices = [devices_of(node, ground) for node in self.nodes]

    def spans(self, entries):
        return [r.span for r in ranges_of(entries, self.broken) if r.span]

    def read_banks(self):
        """Sorted, in whole pages."""
        stated = self.spans(self.layout["board"].get("memory", []))
        banks = [bank for _, bank in self.ground.memory] or stated
        return sorted(filter(None, map(whole_pages, banks)))

    def read_loader(self):
        entry = self.layout.get("loader", {}).get("memory")
        return range_of(entry, self.broken) if entry else Range(size=LOADER_SIZE, placed=True)

    def shared_range(self, entry):
        """Reserved memory may be shared, too."""
        if "reserved" not in entry:
            return range_of(entry, self.broken)
        parts = holdings.reservation(self.ground, entry["reserved"])
        return Range(parts[0] if len(parts) == 1 else None)

    @property
    def loader_spans(self):
        return [self.loader.span] if self.loader.span else []

    @property
    def withheld(self):
        """But for what somebody is given."""
        given = set(holdings.given(self.layout, self.ground))
        return [part for part in self.ground.withheld if part not in given] + self.reserved

    @property
    def regions(self):
        """Shared regions that are fixed; a pool counts once, however many list it."""
        return [r.span for r in self.shared if r.span] + sorted(self.sides())

    def sides(self):
        """How many nodes list each pool."""
        return collections.Counter(part for pool in self.pools for part in set(pool))

    def kernel(self, node):
        return {**self.layout.get("kernel", {}), **node.get("kernel", {})}

    def is_hypervisor(self, node):
        return bool(self.kernel(node).get("hypervisor"))


# --- memory --------------------------------------------------------------------------------------

def kernel_size(settings):
    if not settings.get("hypervisor"):
        return KERNEL_SIZE["el1"]
    return KERNEL_SIZE["hypervisor debug" if settings.get("debug") else "hypervisor"]


def lowest_range_mistakes(lowest, settings):
    """Of the range that the kernel goes to."""
    base = rounded_up(lowest.first, KERNEL_ALIGN)
    if base > lowest.last:
        yield "no room behind the rounding"
        return
    if base != lowest.first:
        yield "kernel base not aligned"
    if lowest.last - base + 1 < kernel_size(settings) + BEHIND_THE_KERNEL:
        yield "first range too small"


def holds_root_task_objects(part):
    at = (part.last + 1 - ROOT_TASK_OBJECTS) // ROOT_TASK_ALIGN * ROOT_TASK_ALIGN
    return at >= part.first


def root_task_mistakes(spans, settings):
    """Whether any range has room at its top, the lowest one behind what is loaded there."""
    lowest, *others = sorted(spans)
    loaded = rounded_up(lowest.first, KERNEL_ALIGN) + kernel_size(settings) + BEHIND_THE_KERNEL
    rest = [Span(loaded, lowest.last)] if loaded <= lowest.last else []
    if not any(map(holds_root_task_objects, rest + others)):
        yield "no room for the root task"


def ram_mistakes(part, banks):
    if any(bank.holds(part) for bank in banks):
        return
    yield "across banks" if covered(part, banks) else "outside RAM"


def memory_node_mistakes(part, ground):
    if part.memory_node not in ground.memory_nodes:
        yield "no such memory node"
    elif part.span and not any(node == part.memory_node and bank.holds(part.span)
                 for node, bank in ground.memory):
        yield "outside its memory node"


def range_mistakes(reading):
    ground = reading.ground
    for part in (r for ranges in reading.slices for r in ranges if r.span):
        if is_off_page(part.span):
            yield "off its page"
        if reading.banks:
            yield from ram_mistakes(part.span, reading.banks)
        if part.span.last >= KERNEL_WINDOW_END:
            yield "above the kernel window"
        if ground.address_cells == 1 and part.span.last >= 1 << 32:
            yield "beyond the address cells"


def named_node_mistakes(reading):
    for part in itertools.chain(*reading.slices):
        if part.memory_node:
            yield from memory_node_mistakes(part, reading.ground)


def joined(spans):
    """Sorted, adjoining ones as one."""
    found = []
    for part in sorted(spans):
        if found and found[-1].last + 1 == part.first:
            part = Span(found.pop().first, part.last)
        found.append(part)
    return found


def kernel_mistakes_of(spans, settings):
    """Of what the kernel's build is told: of what it puts into the lowest range, and the rest."""
    yield from lowest_range_mistakes(min(spans), settings)
    yield from root_task_mistakes(spans, settings)


def readings_of(spans, settings):
    """As ranges are written, and with adjoining ones joined, as the kernel's tools do: mkpart may
    go by either."""
    return [set(kernel_mistakes_of(s, settings)) for s in (spans, joined(spans))]


def slice_mistakes(reading):
    """Of nodes all of whose ranges are fixed and sound. Which of two that overlap is the lowest
    makes no sense to ask."""
    for node, ranges in zip(reading.nodes, reading.slices):
        if not ranges:
            yield "no memory"
        elif all(r.span for r in ranges):
            spans = [r.span for r in ranges]
            if not pairs_overlap(spans):
                yield from set.intersection(*readings_of(spans, reading.kernel(node)))
            if sum(r.size for r in ranges) < SMALLEST_SLICE:
                yield "slice too small"


def has_settled_base(spans, ranges):
    """Whether it is known which range is the lowest, and where in it the kernel goes."""
    lowest = min(spans)
    return (len(spans) == len(ranges) and not pairs_overlap(spans) and not is_off_page(lowest)
            and rounded_up(lowest.first, KERNEL_ALIGN) <= lowest.last)


def unsettled_mistakes(spans, settings):
    for part in spans:
        if part.first == min(spans).first:
            yield from lowest_range_mistakes(part, settings)
    yield from ("first range too small", "no room for the root task")


def debatable_slice_mistakes(reading):
    """What comes of placing others, of joining, and of taking one or another for the lowest."""
    for node, ranges in zip(reading.nodes, reading.slices):
        spans, settings = [r.span for r in ranges if r.span], reading.kernel(node)
        if spans:
            yield from set.union(*readings_of(spans, settings))
        if spans and not has_settled_base(spans, ranges):
            yield from unsettled_mistakes(spans, settings)
        if not all(r.span for r in ranges):
            yield from ("first range too small", "no room for the root task")
            if sum(rounded_up(r.size, PAGE) for r in ranges) < SMALLEST_SLICE:
                yield "slice too small"
        if len(ranges) > FEW_RANGES:
            yield "too many untypeds"


def request_mistakes(reading):
    requests = (reading.loader, *reading.shared, *itertools.chain(*reading.slices),
                *reading.holdings)
    if reading.doorbells or any(r.placed for r in requests):
        yield "no room"
        if reading.ground.address_cells == 1:
            yield "beyond the address cells"


def disjoint_mistakes(reading):
    for a, b in itertools.combinations(reading.fixed, 2):
        if any_overlap(a, b):
            yield "slices overlap"
    for own, reserved in zip(reading.fixed, reading.own_reserved):
        if pairs_overlap(own):
            yield "own ranges overlap"
        if any_overlap(own, reading.withheld + reserved):
            yield "slice reserved"
        if any_overlap(own, reading.loader_spans):
            yield "slice over the loader"


def loader_mistakes(reading):
    for loader in reading.loader_spans:
        if is_off_page(loader):
            yield "off its page"
        if reading.banks and not covered(loader, reading.banks):
            yield "loader misplaced"
        if any_overlap([loader], reading.withheld):
            yield "loader misplaced"


def loader_room_mistakes(reading):
    """Below the address that it is linked at it has page tables and a stack."""
    size = rounded_up(reading.loader.size, PAGE) if reading.loader.placed else reading.loader.size
    if 0 < size <= BELOW_LOADER_START:
        yield "no room in the loader's memory"


def register_mistakes(reading):
    """Trees state RAM where devices are, and layouts RAM where the tree has devices."""
    return registers_taken(reading, reading.ground.registers)


def debatable_register_mistakes(reading):
    return registers_taken(reading, reading.ground.windows)


def registers_taken(reading, registers):
    if any(any_overlap(own, registers) for own in reading.fixed):
        yield "slice over registers"
    if any_overlap(reading.loader_spans, registers):
        yield "loader over registers"
    if any_overlap(reading.regions, registers):
        yield "shared over registers"


def debatable_loader_mistakes(reading):
    """Slices there are only warned of, but who puts the loader there has no reason to."""
    if any_overlap(reading.loader_spans, reading.ground.mapped + reading.ground.screens):
        yield "loader misplaced"


def board_memory_mistakes(reading):
    stated = reading.layout["board"].get("memory")
    if reading.ground.memory and stated:
        yield "RAM stated twice"
    if not reading.ground.memory and not stated:
        yield "RAM not stated"


def bound_mistakes(reading):
    """More than mkpart says it looks at."""
    streams = sum(len(device.streams) for devices in reading.devices for device in devices)
    if len(reading.nodes) > MOST_NODES or streams > MOST_STREAMS or \
            reading.ground.has_crowded_page() or reading.ground.has_wide_reference():
        yield "not looked at"


def debatable_bound_mistakes(reading):
    """Of requests it depends on what else is asked for, such as pages of doorbells."""
    requests = (*reading.shared, *itertools.chain(*reading.slices), *reading.holdings)
    if len(requests) + len(reading.doorbells) > MOST_REQUESTS / 2:
        yield "not looked at"


def board_mistakes(reading):
    """Of the board alone."""
    ground = reading.ground
    yield from ground.unclear
    if ground.kernels_gic not in (None, ground.gic):
        yield "kernel for another GIC"


# --- interrupts ----------------------------------------------------------------------------------

def device_of(named, ground):
    """The path of what a device's name means; None where that is not one node."""
    if named in ground.devices or named.startswith("/"):
        return named if ground.tree.find(named) else None
    alias = ground.tree.find(named)
    if alias:
        return alias.path
    found = ground.paths_by_name.get(named, [])
    return found[0] if len(found) == 1 else None


def devices_of(node, ground):
    paths = [device_of(named, ground) for named in node.get("devices", [])]
    return [ground.devices[path] for path in paths if path in ground.devices]


def listed_intids(node):
    """Without bare numbers, which say nothing."""
    for entry in node.get("irqs", []):
        if isinstance(entry, dict):
            yield number(entry["spi"]) + 32 if "spi" in entry else number(entry["intid"])


def own_intids(node, ground):
    """The shared interrupts that a node has."""
    found = {intid for intid in listed_intids(node) if 32 <= intid <= LAST_SPI}
    for device in devices_of(node, ground):
        if device.path not in ground.kept:
            found |= device.spis
    return found


def last_irq(reading):
    board = reading.layout["board"]
    if reading.ground.last_irq is not None:
        return reading.ground.last_irq
    return number(board.get("max_irq", LAST_SPI))


def irq_mistakes(reading):
    ground = reading.ground
    owned = [own_intids(node, ground) for node in reading.nodes]
    for a, b in itertools.combinations(owned, 2):
        if a & b:
            yield "one interrupt in two nodes"
    for node, intids in zip(reading.nodes, owned):
        if any(intid > last_irq(reading) for intid in intids):
            yield "interrupt above the last"
        if any(not 32 <= intid <= LAST_SPI for intid in listed_intids(node)):
            yield "no shared interrupt"
        if any(not isinstance(entry, dict) for entry in node.get("irqs", [])):
            yield "number without a kind"


# --- devices -------------------------------------------------------------------------------------

def is_above(path, other):
    return other.startswith(path + "/")


def share_a_page(a, b, ground):
    """But for registers that the layout says are none."""
    if a.is_bus or b.is_bus:
        return False
    pages = lambda device: [Span(r.first // PAGE, r.last // PAGE)
                            for r in ground.registers_left(device.path)]
    return any_overlap(pages(a), pages(b))


def are_one_stream(a, b):
    """Controller, id, and where there is a third cell a mask of bits that do not count
    (arm,smmu.yaml)."""
    if len(a) != len(b) or len(a) < 3:
        return a == b
    return a[0] == b[0] and not (a[1] ^ b[1]) & ~(a[2] | b[2])


def share_a_stream(a, b):
    return any(are_one_stream(s, t) for s in a.streams for t in b.streams)


def one_device_mistakes(named, path, ground):
    if path is None:
        yield "no such device"
    elif path in ground.kept or path.startswith("/cpus/") or path in ground.memory_nodes:
        yield "device of the kernels"
    elif path in ground.devices and ground.devices[path].lost:
        yield "device interrupt leads nowhere"


def two_device_mistakes(a, b, ground):
    """Of what different nodes have; the same device is another mistake."""
    if a.path == b.path:
        return
    if is_above(a.path, b.path) or is_above(b.path, a.path):
        yield "device apart from its parts"
    if share_a_page(a, b, ground):
        yield "two nodes on one device page"
    if share_a_stream(a, b):
        yield "one stream in two nodes"
    if a.path in b.behind and not b.spis or b.path in a.behind and not a.spis:
        yield "interrupt through another node"
    if a.path in b.iommus or b.path in a.iommus:
        yield "IOMMU of another node's device"


def device_mistakes(reading):
    ground = reading.ground
    named = [[(name, device_of(name, ground)) for name in node.get("devices", [])]
             for node in reading.nodes]
    paths = [path for devices in named for _, path in devices if path]
    if len(set(paths)) < len(paths):
        yield "one device twice"
    for name, path in itertools.chain(*named):
        yield from one_device_mistakes(name, path, ground)
    owned = [devices_of(node, ground) for node in reading.nodes]
    for some, others in itertools.combinations(owned, 2):
        for a, b in itertools.product(some, others):
            yield from two_device_mistakes(a, b, ground)


def controller_part_mistakes(reading):
    """Frames and translators of the interrupt controller: its parts, or devices beside it."""
    root = reading.ground.board.interrupts.root.path
    owned = [device for node in reading.nodes for device in devices_of(node, reading.ground)]
    if any(is_above(root, device.path) for device in owned):
        yield "device of the kernels"


def part_interrupt_mistakes(reading):
    """An interrupt listed in one node that comes from above, below or behind another's device, or
    one that a device of that node brings and that comes from below or behind another's, too."""
    ground = reading.ground
    for node, other in itertools.permutations(reading.nodes, 2):
        listed = set(listed_intids(node))
        bringing = [device for device in devices_of(node, ground) if device.spis]
        for device in devices_of(other, ground) if listed or bringing else ():
            around = [near for near in ground.devices.values()
                      if is_above(near.path, device.path) or is_above(device.path, near.path)]
            if listed & device.lines or any(listed & (n.spis | n.lines) for n in around):
                yield "interrupt of another node's part"
            below = [near for near in around if is_above(device.path, near.path)]
            if any(are_two_on_one_line(brings, part) for brings in bringing
                   for part in (device, *below)):
                yield "interrupt of another node's part"


def are_two_on_one_line(brings, part):
    """Whether what is behind the one, or is a part of somebody's, raises what the other brings."""
    raised = part.lines | part.spis
    related = brings.path == part.path or is_above(brings.path, part.path) or \
        is_above(part.path, brings.path)
    return not related and bool(brings.spis & raised)


def part_controller_mistakes(reading):
    """An interrupt that arrives at a controller of another node, or above or below a device of it.
    What has other interrupts may do without that one."""
    owned = [devices_of(node, reading.ground) for node in reading.nodes]
    for some, others in itertools.permutations(owned, 2):
        for a, b in itertools.product(some, others):
            if any(is_above(path, b.path) or is_above(b.path, path) or path == b.path
                   for path in a.behind):
                yield "interrupt through another node"


def part_iommu_mistakes(reading):
    """An IOMMU in front of what is above or below a device of another node."""
    ground = reading.ground
    owned = [devices_of(node, ground) for node in reading.nodes]
    for some, others in itertools.permutations(owned, 2):
        for a, b in itertools.product(some, others):
            if any(a.path in near.iommus for near in ground.devices.values()
                   if is_above(near.path, b.path) or is_above(b.path, near.path)):
                yield "IOMMU of another node's device"


# --- IPIs ----------------------------------------------------------------------------------------

def is_target(core, ground, stated=None):
    """Whether an SGI can name it. Of a GICv2 with clusters the layout has to say the interface;
    this contract's kernel loses Aff3."""
    if ground.gic == 2:
        return stated is not None or ground.interface(core) is not None
    return core.mpidr & 0xff < SGI_COUNT and not core.mpidr >> 32


def interface_of(node, ground):
    """The CPU interface of its core, where that is known."""
    core = ground.core(node.get("cpu"))
    if core is None or ground.gic != 2 or node.get("open") and "gic_cpu" in node:
        return None
    if ground.interface(core) is not None:
        return ground.interface(core)
    stated = node.get("gic_cpu")
    return stated if stated is not None and stated < GICV2_CORES else None


def interface_mistakes(reading):
    ground, taken = reading.ground, {}
    for node in reading.nodes:
        stated = node.get("gic_cpu")
        core = ground.core(node.get("cpu"))
        if stated is not None and (ground.gic != 2 or stated >= GICV2_CORES or node.get("open")
                                   or core and interface_of(node, ground) != stated):
            yield "CPU interface contradicts"
        interface = interface_of(node, ground)
        if interface is not None:
            taken.setdefault(interface, []).append((node, core))
    for holders in taken.values():
        for (_, core), (node, other) in itertools.combinations(holders, 2):
            if core is not other and "gic_cpu" in node:
                yield "one CPU interface twice"


def receiver_mistakes(ipis):
    """Of all that one node receives. Those multiplexed need one SGI together."""
    single = [ipi for ipi in ipis if not ipi.get("multiplex")]
    joined = [ipi for ipi in ipis if ipi.get("multiplex")]
    fixed = [ipi["sgi"] for ipi in single if "sgi" in ipi and ipi["sgi"] < SGI_COUNT]
    common = {ipi["sgi"] for ipi in joined if "sgi" in ipi and ipi["sgi"] < SGI_COUNT}
    chosen = sum("sgi" not in ipi for ipi in single)
    chosen += any("sgi" not in ipi for ipi in joined) and not common
    if len(common) > 1:
        yield "multiplexed on two SGIs"
    if len(set(fixed)) < len(fixed) or common & set(fixed):
        yield "one SGI twice"
    if chosen > SGI_COUNT - len(common | set(fixed)):
        yield "too many IPIs"


def ipi_mistakes(reading):
    ipis = reading.layout.get("ipis", [])
    for ipi in ipis:
        if not {ipi["from"], ipi["to"]} <= set(reading.names):
            yield "IPI end unknown"
        elif ipi["from"] == ipi["to"]:
            yield "IPI to itself"
        if ipi.get("sgi", 0) >= SGI_COUNT:
            yield "no such SGI"
    for node in reading.nodes:
        into = [ipi for ipi in ipis if ipi["to"] == node["name"]]
        yield from receiver_mistakes(into)
        core = None if node.get("open") else reading.ground.core(node.get("cpu"))
        if into and core and not is_target(core, reading.ground, node.get("gic_cpu")):
            yield "IPI target not encodable"


# --- cores ---------------------------------------------------------------------------------------

def chosen_way(demands, cores, others):
    """Whether all of its cores are fit for it, and the way; None where there is none."""
    if way := core_ways.best_way(demands, cores, others):
        return True, way
    return False, core_ways.first_way(demands, cores, [cores.wide(d) for d in demands], others)


def with_cores(layout, ground):
    """The layout with the cores filled in that nodes leave open; such nodes, and the layout, then
    say whether these are fit: `open`, `unfit`."""
    demands = core_ways.demands_of(as_written_by_hand(layout), ground)
    if all(demand.fixed is not None for demand in demands):
        return layout
    fit, way = False, None
    if not cluster_mistakes(layout, ground):
        others = len(layout["nodes"]) - len(demands)
        cores = core_ways.Cores(ground, unused_cores(layout, ground))
        fit, way = chosen_way(demands, cores, others)
    nodes = [dict(node) for node in layout["nodes"]]
    for demand, core in zip(demands, way or demands):
        if demand.fixed is None:
            nodes[demand.place]["open"] = True
            nodes[demand.place]["cpu"] = ground.cores[core].path if way else None
    return dict(layout, nodes=nodes, unfit=not fit)


def cluster_mistakes(layout, ground):
    """Of nodes on cores that the layout names."""
    named = [d for d in core_ways.demands_of(layout, ground) if d.fixed is not None]
    agree = core_ways.clusters_agree(
        named, [d.fixed for d in named], core_ways.Cores(ground).clusters)
    return set() if agree else {"clusters not kept"}


def unused_cores(layout, ground):
    cores = [ground.core(entry["cpu"]) for entry in layout.get("cpus_unused", [])]
    return {core.path for core in cores if core}


def lacks_choice(reading):
    return any(node.get("open") and not node["cpu"] for node in reading.nodes)


def choice_mistakes(reading):
    """Whether there is a choice, and what is said of cores that the layout names."""
    if lacks_choice(reading):
        yield "no cores to choose"
    yield from cluster_mistakes(reading.layout, reading.ground)
    for node in reading.nodes:
        core = reading.ground.core(node.get("cpu"))
        if core and node.get("cpu_compatible") not in (
                None, *reading.ground.tree.find(core.path).strings("compatible")):
            yield "core of another type"


def debatable_choice_mistakes(reading):
    """What is wrong with a core that is chosen for want of a better one."""
    if reading.layout.get("unfit"):
        yield from ("core cannot be started", "two cores with one number",
                    "IPI target not encodable")


def core_mistakes(reading):
    ground = reading.ground
    cores = [ground.core(node["cpu"]) if "cpu" in node else None for node in reading.nodes]
    if any("cpu" not in node for node in reading.nodes):
        yield "node without a core"
    if any(node.get("cpu") is not None and not core for node, core in zip(reading.nodes, cores)):
        yield "no such core"
    taken = [core.path for core in cores if core]
    if len(set(taken)) < len(taken):
        yield "one core twice"
    if len(cores) > min(len(ground.cores), GICV2_CORES if ground.gic == 2 else len(cores)):
        yield "more nodes than cores"
    named = [core for core, node in zip(cores, reading.nodes) if not node.get("open")]
    if any(core and not ground.can_start(core) for core in named):
        yield "core cannot be started"
    if any(core and other is not core and other.enabled and other.mpidr == core.mpidr
           for core in named for other in ground.cores):
        yield "two cores with one number"
    if ground.cores[0].path not in taken and not lacks_choice(reading):
        yield "boot core without a node"


def unused_mistakes(reading):
    """Cores that the layout leaves idle on purpose."""
    ground = reading.ground
    taken = {core.path for node in reading.nodes if (core := ground.core(node.get("cpu")))}
    if any(ground.core(entry["cpu"]) is None for entry in reading.layout.get("cpus_unused", [])):
        yield "no such core"
    if unused_cores(reading.layout, ground) & taken:
        yield "unused core with a node"


def number_mistakes(reading):
    """A number means a core in the order of MPIDRs; in the tree's it may mean another one."""
    ground = reading.ground
    for number in [reading.layout["board"].get("boot_cpu"),
                   *(entry["cpu"] for entry in reading.layout.get("cpus_unused", [])),
                   *(node.get("cpu") for node in reading.nodes)]:
        if isinstance(number, int) and number < len(ground.by_index) and \
                ground.in_tree_order[number] is not ground.by_index[number]:
            yield "number of two meanings"


def debatable_core_mistakes(reading):
    """Of cores that are disabled or that no node is on."""
    if len({core.mpidr for core in reading.ground.cores}) < len(reading.ground.cores):
        yield "two cores with one number"


def started_order(reading):
    """Places in the layout of the nodes as the loader starts them, where each has a core of its
    own."""
    on = {core.path: place for place, node in enumerate(reading.nodes)
          if "cpu" in node and (core := reading.ground.core(node["cpu"]))}
    order = [on[core.path] for core in reading.ground.cores if core.path in on]
    return order if len(order) == len(reading.nodes) else None


def id_mistakes(reading):
    ids = [node["id"] for node in reading.nodes if "id" in node]
    if len(set(ids)) < len(ids) or any(i >= len(reading.nodes) for i in ids):
        yield "ids not 0 to N-1"
        return
    order = started_order(reading)
    if order and any(order.index(place) != node["id"]
                     for place, node in enumerate(reading.nodes) if "id" in node):
        yield "id against the loader's order"


def kernel_mistakes(reading):
    if any(map(reading.is_hypervisor, reading.nodes)) and not reading.ground.can_virtualize():
        yield "hypervisor impossible"
    if len(set(map(reading.is_hypervisor, reading.nodes))) > 1:
        yield "hypervisor differs"


# --- consoles ---

def console_mistakes(reading):
    """Of nodes that name one; the kernel has to have a driver for it where it prints."""
    ground = reading.ground
    for node in reading.nodes:
        if "console" not in node:
            continue
        path = device_of(node["console"], ground)
        if path is None:
            yield "no such device"
        elif reading.kernel(node).get("debug") and not can_print(ground.tree.find(path)):
            yield "console without a driver"


def can_print(node):
    return bool(set(node.strings("compatible")) & CONSOLES)


# --- shared memory -------------------------------------------------------------------------------

def member_mistakes(reading):
    """Nodes, or peers outside."""
    names = {*reading.names, *(peer["name"] for peer in reading.layout.get("outside", []))}
    for region in reading.layout.get("shared", []):
        members = member_names(region)
        if len(members) < 2:
            yield "fewer than two members"
        if any(name not in names for name in members):
            yield "unknown member"
        known = [name for name in members if name in names]
        if len(set(known)) < len(known):
            yield "member twice"


def pool_mistakes(reading):
    if any(count < 2 for count in reading.sides().values()):
        yield "pool on one side"
    if any(len(set(pool)) < len(pool) for pool in reading.pools):
        yield "member twice"


def region_mistakes(reading):
    regions = reading.regions
    for part in regions:
        if is_off_page(part):
            yield "shared off its page"
    if any(any_overlap(regions, own) for own in reading.fixed):
        yield "shared in a slice"
    if named_or_matched_overlap(reading) or any_overlap(
            regions, reading.loader_spans + reading.withheld):
        yield "shared over another"


def reach_mistakes(reading):
    """Members map a region from device untypeds, which end where the core's addresses do. Of a
    board whose platform nobody knows it is not known for which core the kernel is built."""
    if reading.ground.last_irq is not None and any(
            part.last >> reading.ground.address_bits for part in reading.regions):
        yield "out of reach"


def debatable_reach_mistakes(reading):
    """Other ranges up there, which are no RAM either; and cores of a platform nobody knows."""
    parts = [*itertools.chain(*reading.fixed), *reading.loader_spans, *reading.regions]
    if any(part.last >> FEWEST_ADDRESS_BITS for part in parts):
        yield "out of reach"


def named_or_matched_overlap(reading):
    named = [r.span for r in reading.shared if r.span]
    sides = reading.sides()
    matched = [part for part in sides if sides[part] > 1]
    return pairs_overlap(named) or any_overlap(named, sides) or pairs_overlap(matched)


def debatable_region_mistakes(reading):
    """Pools that overlap, of which one has no other side, may be one pool spelt differently."""
    if pairs_overlap(reading.sides()):
        yield "shared over another"


# --- connections ---------------------------------------------------------------------------------

def end_mistakes(reading):
    homes = homes_of(reading.layout)
    if any(len(places) > 1 for places in homes.values()):
        yield "component twice"
    for connection in reading.layout.get("connections", []):
        ends = connection["from"], connection["to"]
        if None in map(component_of, ends):
            yield "end without a port"
        if any(c and not homes.get(c) for c in map(component_of, ends)):
            yield "component of no node"
        if ends[0] == ends[1] and component_of(ends[0]):
            yield "connection to itself"


def crossing_mistakes(reading):
    joined = collections.Counter(
        end for c in reading.layout.get("connections", []) for end in {c["from"], c["to"]})
    for connection, *_ in crossings(reading.layout):
        if connection["type"] not in CROSSING:
            yield "connection cannot cross"
        elif any(joined[connection[end]] > 1 for end in ("from", "to")):
            yield "port joined twice"
        if connection["type"] == "seL4NotificationNative" and "size" in connection:
            yield "size without memory"


def debatable_crossing_mistakes(reading):
    """With a component in two nodes it is open what crosses."""
    if any(len(places) > 1 for places in homes_of(reading.layout).values()):
        yield from ("no room", "too many IPIs", "IPI target not encodable", "name twice",
                    "empty range")


# --- names ---------------------------------------------------------------------------------------

def name_mistakes(reading):
    layout = reading.layout
    for what in ("nodes", "shared", "ipis", "connections"):
        names = [item["name"] for item in layout.get(what, [])]
        if len(set(names)) < len(names):
            yield "name twice"


CERTAIN = (range_mistakes, named_node_mistakes, slice_mistakes, disjoint_mistakes, loader_mistakes,
           board_memory_mistakes, irq_mistakes, device_mistakes, ipi_mistakes, core_mistakes,
           choice_mistakes, id_mistakes, kernel_mistakes, member_mistakes, pool_mistakes,
           region_mistakes, name_mistakes, register_mistakes, reach_mistakes, end_mistakes,
           crossing_mistakes, board_mistakes, number_mistakes, interface_mistakes,
           loader_room_mistakes, unused_mistakes, console_mistakes, bound_mistakes,
           digits.mistakes, *holdings.CERTAIN)
POSSIBLE = (debatable_slice_mistakes, request_mistakes, debatable_loader_mistakes,
            debatable_region_mistakes, debatable_register_mistakes, debatable_reach_mistakes,
            debatable_core_mistakes, debatable_choice_mistakes, controller_part_mistakes,
            part_interrupt_mistakes, part_controller_mistakes, part_iommu_mistakes,
            debatable_crossing_mistakes, debatable_bound_mistakes, *holdings.POSSIBLE)


def opinion_of(layout, ground):
    ground = ground.seen_by(layout)
    reading = Reading(with_cores(layout, ground), ground)
    certain = set(reading.broken)
    for mistakes in CERTAIN:
        certain.update(mistakes(reading))
    possible = {mistake for mistakes in POSSIBLE for mistake in mistakes(reading)}
    return Opinion(certain, possible - certain)
