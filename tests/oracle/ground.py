# SPDX-License-Identifier: BSD-2-Clause
"""The facts about a board that layouts are judged by, taken from board_reader.py: RAM, what is
reserved, cores in the loader's order, devices and their interrupts, and the kernel's limits."""
import collections
import copy
import dataclasses
import itertools
import pathlib

import board_reader
import fdt
import ram_claims

PAGE = 0x1000

# The kernel's MAX_IRQ by root compatible: man page, `mkpart list platforms`; CONTRACT, limits.
LAST_IRQ = {
    "linux,dummy-virt": 159, "xlnx,zynqmp-zcu102": 187, "fsl,imx8mm-evk": 160,
    "fsl,imx8mq-evk": 160, "fsl,imx93-11x11-evk": 254, "pine64,rockpro64": 181,
    "pine64,quartz64-a": 231, "raspberrypi,4-model-b": 216, "hisilicon,hi6220-hikey": 159,
    "hardkernel,odroid-c4": 255, "nvidia,p2371-2180": 224, "arm,fvp-base-revc": 207,
    "nvidia,p2771-0000": 383, "nvidia,quill": 383, "hardkernel,odroid-c2": 250,
    "fsl,imx8mp-evk": 192, "arm,fvp-base": 207,
}
# The interrupt controller that the platform's kernel drives: src/plat/*/config.cmake; that of
# qemu-arm-virt does not compile for a GICv3 (CONTRACT).
KERNELS_GIC = {"linux,dummy-virt": 2, "nvidia,p2771-0000": 2, "nvidia,quill": 2,
               "arm,fvp-base-revc": 3, "arm,fvp-base": 3}
# The MPIDR that boots where it is not the lowest: the loader's smp_boot.c.
BOOT_MPIDR = {"nvidia,p2771-0000": 0x100, "nvidia,quill": 0x100}
GICV2_CORES = 8
# MPIDRs in the order of the GICv2's CPU interfaces: the ACPI tables (MADT) of their firmware.
INTERFACES = {"arm,juno": [0, 1, 0x100, 0x101, 0x102, 0x103],
              "marvell,armada-ap806-quad": [0, 1, 0x100, 0x101]}
# What the platform's own overlay in the kernel's tools/dts withholds for firmware.
FIRMWARE = {
    "nvidia,p2371-2180": (0xff000000, 0x1000000), "hisilicon,hi6220-hikey": (0x3f000000, 0x1000000),
    "fsl,imx93-11x11-evk": (0x96000000, 0x2000000),
}
# Where the loader's build puts it by itself (ApplyData61ElfLoaderSettings): IMAGE_START_ADDR.
LOADER_START = {"fsl,imx8mm-evk": 0x41000000, "fsl,imx8mq-evk": 0x41000000,
                "raspberrypi,4-model-b": 0x10000000}
BELOW_LOADER_START = 0x10000
# Cores of 32 bits, which no kernel of the contract runs on.
ARM32 = {"qcom,krait", *(f"arm,cortex-a{n}" for n in (5, 7, 8, 9, 12, 15, 17))}
# Of a board whose platform nobody knows: the last shared interrupt of any GIC.
LAST_SPI = 1019

# Names of memory that is on the chip, and not for a kernel to run from.
ON_CHIP = ("sram", "ocram", "iram", "bram", "ocm", "tcm")
MOST_ON_A_PAGE = 64
# More cells behind a reference than any binding has.
MOST_CELLS = 64
PROVIDERS = {"#clock-cells": "clocks", "#reset-cells": "resets",
             "#power-domain-cells": "power-domains"}
PSCI = {"arm,psci", "arm,psci-0.2", "arm,psci-1.0"}
KERNELS = PSCI | {"arm,armv8-timer", "arm,armv7-timer"}


@dataclasses.dataclass(frozen=True, order=True)
class Span:
    """A range of addresses, both ends inside."""
    first: int
    last: int

    @property
    def size(self):
        return self.last - self.first + 1

    def overlaps(self, other):
        return self.first <= other.last and other.first <= self.last

    def holds(self, other):
        return self.first <= other.first and other.last <= self.last

    def __str__(self):
        return f"{self.first:#x}..{self.last:#x}"


def span(start, size):
    return Span(start, start + size - 1)


def rounded_up(value, step):
    return -(-value // step) * step


def whole_pages(part):
    """The pages that lie in it wholly, or None."""
    first, end = rounded_up(part.first, PAGE), (part.last + 1) // PAGE * PAGE
    return Span(first, end - 1) if first < end else None


# The contract's smallest slice: CONTRACT, limits.
SMALLEST_SLICE = 0x2a0000
# Physical address bits of the core that a platform's kernel is built for: device memory is handed
# out up to there. seL4's src/plat/*/config.cmake and src/arch/arm/config.cmake, KernelPaddrUserTop.
FEWEST_ADDRESS_BITS = 40
ADDRESS_BITS = {"arm,fvp-base-revc": 44, "arm,fvp-base": 44, "nvidia,p2371-2180": 44,
                "nvidia,p2771-0000": 44, "nvidia,quill": 44, "raspberrypi,4-model-b": 44}


@dataclasses.dataclass
class Core:
    path: str
    mpidr: int
    method: str # how it is started
    enabled: bool

    @property
    def unit_name(self):
        return self.path.rsplit("/", 1)[1]


@dataclasses.dataclass
class Device:
    path: str
    registers: list
    spis: set      # INTIDs
    lines: set     # INTIDs of what is behind it, or that it raises for others
    lost: bool     # an interrupt of it leads nowhere
    behind: set    # controllers that are devices themselves
    streams: set   # what an IOMMU knows it by: controller's phandle, cells
    iommus: set    # paths of those
    is_bus: bool   # its registers may be those of what is on it


def covered(part, spans):
    """Whether spans, sorted, hold every byte of it together."""
    at = part.first
    for other in spans:
        if other.first <= at <= other.last:
            at = other.last + 1
    return at > part.last


def gaps_between(whole, taken):
    """What is left of it."""
    at = whole.first
    for other in sorted(taken):
        if other.last < at or other.first > whole.last:
            continue
        if other.first > at:
            yield Span(at, other.first - 1)
        at = other.last + 1
    if at <= whole.last:
        yield Span(at, whole.last)


def most_at_a_page(owners):
    """How many of them, each a list of ranges, have one page at most."""
    ends = collections.Counter()
    for parts in owners:
        at = -1
        for part in sorted(parts):
            first, last = max(part.first // PAGE, at), part.last // PAGE
            if first <= last:
                ends[first] += 1
                ends[last + 1] -= 1
                at = last + 1
    return max(itertools.accumulate(n for _, n in sorted(ends.items())), default=0)


class Ground:
    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        self.name = self.path.parent.name if self.path.stem == "board" else self.path.stem
        self.tree = fdt.Tree(self.path.read_bytes())
        self.board = board_reader.Board(self.tree)
        self.psci = self.read_psci()
        self.address_cells = board_reader.address_cells(self.tree.root)
        self.memory = [(node, Span(first, last)) for node, first, last in self.board.memory()]
        self.memory_nodes = {n.path for n in self.tree.root.walk()
                             if n.parent and n.strings("device_type") == ["memory"]
                             and board_reader.enabled(n)}
        self.on_chip = sorted(bank for path, bank in self.memory if self.is_on_chip(path, bank))
        self.read_reserved()
        self.read_cores()
        self.read_limits()
        self.devices = {path: self.device(path, *facts)
                        for path, facts in self.board.devices().items()}
        self.paths_by_name = {}
        for node in self.tree.root.walk():
            self.paths_by_name.setdefault(node.name, []).append(node.path)
        self.unclear = set(self.unclear_parts())
        self.wide = [(uses, node.cell("phandle", 0)) for node in self.tree.root.walk()
                     for cells, uses in PROVIDERS.items() if node.cell(cells, 0) > MOST_CELLS]
        self.registers = sorted(self.registers_of(None))
        self.windows = sorted(self.registers_of("simple-bus", "mmio-sram"))
        self.screens = sorted(self.registers_of("simple-framebuffer"))
        self.kept = {path for path in self.devices if self.is_kernels(path)}
        self.ignored = []
        self.may_be_crowded = most_at_a_page(
            device.registers for device in self.devices.values()) > MOST_ON_A_PAGE

    @staticmethod
    def is_on_chip(path, bank):
        """By its name, or because no kernel fits by far."""
        return bank.size < SMALLEST_SLICE / 2 or any(
            word in path.rsplit("/", 1)[1].lower() for word in ON_CHIP)

    def seen_by(self, layout):
        """With what a layout says of the board itself."""
        board = layout["board"]
        seen = copy.copy(self)
        if core := self.core(board.get("boot_cpu")):
            seen.start_at(core)
        seen.ignored = board.get("ignore", [])
        if seen.ignored:
            seen.registers = sorted(self.registers_of(None, ignored=seen.ignored))
            seen.screens = sorted(self.registers_of("simple-framebuffer", ignored=seen.ignored))
            seen.devices = {**self.devices, **{
                path: dataclasses.replace(self.devices[path], streams=set())
                for path in seen.not_there() & self.devices.keys()}}
        lifted = {entry["path"] for entry in board.get("lift", [])}
        seen.take_reserved(lifted)
        return seen

    def read_reserved(self):
        self.reserved = [(path, Span(first, last), no_map)
                         for path, first, last, no_map in self.board.reserved()]
        self.firmware = []
        self.take_reserved(())

    def take_reserved(self, lifted):
        """What the blob itself reserves goes along, where a node of that very range is lifted."""
        gone = {part for path, part, _ in self.reserved if path in lifted}
        kept = [r for r in self.reserved
                if r[0] not in lifted and not (r[0] is None and r[1] in gone)]
        self.withheld = [part for path, part, no_map in kept if no_map or path is None]
        self.mapped = [part for path, part, no_map in kept if path is not None and not no_map]
        self.mapped += self.firmware

    def read_cores(self):
        """By number: in the order of their MPIDRs; the tree has them in its own."""
        cores = [self.core_at(*facts) for facts in self.board.cpus()]
        self.in_tree_order = list(cores)
        self.by_index = sorted(cores, key=lambda core: core.mpidr)
        usable = [core for core in self.by_index if core.enabled] or self.by_index
        stated = [mpidr for mpidr in (self.tree.boot_cpu, self.known(BOOT_MPIDR)) if mpidr]
        told = [core for mpidr in stated for core in usable if core.mpidr == mpidr]
        self.start_at(next(iter(told + usable), None))
        self.one_cluster = len({core.mpidr >> 8 for core in cores}) == 1
        self.wired = self.known(INTERFACES) or []

    def interface(self, core):
        """The number of its CPU interface; None where nothing tells it."""
        if core.mpidr in self.wired:
            return self.wired.index(core.mpidr)
        low = core.mpidr & 0xff
        return low if self.one_cluster and low < GICV2_CORES else None

    def start_at(self, core):
        """From the boot core on, ascending, wrapping around."""
        boot = self.by_index.index(core) if core else 0
        self.cores = self.by_index[boot:] + self.by_index[:boot]

    def unclear_parts(self):
        """What of the tree cannot be understood, as mistakes: entries with other cells than their
        parent says."""
        parent = self.tree.root.children.get("reserved-memory")
        for node in parent.children.values() if parent else ():
            if board_reader.enabled(node) or "no-map" in node.properties:
                if not self.has_whole_entries(node):
                    yield "reservation unreadable"
        for node in self.tree.root.walk():
            if node.parent and node.strings("device_type") == ["memory"] \
                    and board_reader.enabled(node) and not self.has_whole_entries(node):
                yield "RAM not stated"
            if node.parent and board_reader.enabled(node) and not all(
                    self.has_whole_rows(node, name) for name in ("ranges", "dma-ranges")):
                yield "bus unreadable"

    def not_there(self):
        """Paths of devices that a layout ignores as a whole."""
        return {self.device_named(e["device"]) for e in self.ignored if "reg" not in e}

    def has_wide_reference(self):
        """A device that is not ignored names a provider by more cells than are read."""
        if not self.wide:
            return False
        users = [self.tree.find(path) for path in self.devices.keys() - self.not_there()]
        return any(uses in user.properties and phandle in user.cells(uses)
                   for uses, phandle in self.wide for user in users)

    def has_crowded_page(self):
        """More devices at a page than are compared."""
        if not self.may_be_crowded or not self.ignored:
            return self.may_be_crowded
        return most_at_a_page(map(self.registers_left, self.devices)) > MOST_ON_A_PAGE

    @staticmethod
    def has_whole_entries(node):
        step = board_reader.address_cells(node.parent) + board_reader.size_cells(node.parent)
        return not step or len(node.properties.get("reg", b"")) % (4 * step) == 0

    @staticmethod
    def has_whole_rows(bus, name):
        step = (board_reader.address_cells(bus) + board_reader.address_cells(bus.parent)
                + board_reader.size_cells(bus))
        return len(bus.properties.get(name, b"")) % (4 * step or 1) == 0

    def core_at(self, path, mpidr, enabled):
        node = self.tree.find(path)
        return Core(path, mpidr, "".join(node.strings("enable-method")), enabled)

    def psci_method(self):
        return self.psci

    def read_psci(self):
        node = next((n for n in self.tree.root.walk() if PSCI & set(n.strings("compatible"))), None)
        return "".join(node.strings("method")) if node else None

    def can_start(self, core):
        """The loader is on the boot core already, and starts the others with PSCI by SMC."""
        return core is self.cores[0] or (core.method, self.psci_method()) == ("psci", "smc")

    def can_virtualize(self):
        """Not below another hypervisor, and with a maintenance interrupt; a GICv2 has registers of
        its own for virtual machines (arm,gic.yaml)."""
        gic = self.board.interrupts.root
        count = len(list(board_reader.reg_entries(gic))) if "reg" in gic.properties else 0
        return (self.psci_method() != "hvc" and "interrupts" in gic.properties
                and (self.gic == 3 or count >= 4))

    def read_limits(self):
        gic = self.board.interrupts.root
        names = gic.strings("compatible") if gic else []
        self.gic = 3 if "arm,gic-v3" in names else 2 if set(names) & board_reader.GICS else None
        self.last_irq = self.known(LAST_IRQ)
        self.kernels_gic = self.known(KERNELS_GIC)
        self.address_bits = self.known(ADDRESS_BITS) or FEWEST_ADDRESS_BITS
        if firmware := self.known(FIRMWARE):
            self.firmware = [span(*firmware)]
            self.take_reserved(())
        start = self.known(LOADER_START)
        self.loader_home = start - BELOW_LOADER_START if start else None

    def known(self, facts):
        names = self.tree.root.strings("compatible")
        return next((facts[name] for name in names if name in facts), None)

    def device(self, path, registers, interrupts):
        node = self.tree.find(path)
        behind = {i.controller for i in interrupts if i.kind == "behind"}
        cascades = {c for c in behind if self.is_cascade(c)}
        streams = set(self.streams_of(node))
        return Device(
            path=path, registers=[Span(*r) for r in registers],
            spis={i.number for i in interrupts if i.kind == "spi"},
            lines={*self.lines_of(node), *self.messages_of(node)},
            lost=bool(behind - cascades), behind=set(map(self.owner, cascades)),
            streams=streams, iommus=set(self.iommus_of(node, streams)),
            is_bus="simple-bus" in node.strings("compatible"))

    def owner(self, path):
        """The device that a node without `compatible` is a part of."""
        node = self.tree.find(path)
        while node.parent and "compatible" not in node.properties:
            node = node.parent
        return node.path

    def lines_of(self, node):
        """What a bridge's interrupt-map leads to at the GIC: lines of what is behind it."""
        interrupts = self.board.interrupts
        cells = node.cells("interrupt-map") if "interrupt-map" in node.properties else []
        width = board_reader.address_cells(node) + node.cell("#interrupt-cells", 1)
        while len(cells) > width:
            parent = interrupts.by_phandle.get(cells[width])
            if parent is None:
                return
            far = parent.cell("#address-cells", 0)
            end = width + 1 + far + parent.cell("#interrupt-cells", 1)
            beyond, cells = cells[width + 1 + far:end], cells[end:]
            if parent is interrupts.root and len(beyond) > 1 and beyond[0] == 0:
                yield beyond[1] + 32

    @staticmethod
    def messages_of(node):
        """Interrupts that a GICv2m frame raises for who writes to it (arm,gic.yaml)."""
        first, count = node.cell("arm,msi-base-spi", 0), node.cell("arm,msi-num-spis", 0)
        return range(first, first + count)

    def is_cascade(self, path):
        """A controller that is a device itself. One that turns its inputs into messages
        (msi-parent), or is set up at run time (ti,sci-intr.yaml), leads to no line in the tree."""
        node = self.tree.find(path)
        return (node is not self.board.interrupts.root
                and "interrupt-controller" in node.properties
                and "msi-parent" not in node.properties
                and not {"ti,sci-intr", "ti,sci-inta"} & set(node.strings("compatible")))

    def streams_of(self, node):
        cells = node.cells("iommus") if "iommus" in node.properties else []
        while cells:
            iommu = self.board.interrupts.by_phandle.get(cells[0])
            width = 1 + (iommu.cell("#iommu-cells", 0) if iommu else 0)
            yield tuple(cells[:width])
            cells = cells[width:]

    def iommus_of(self, node, streams):
        """Also those that a PCI host's iommu-map names: requester, phandle, stream, how many."""
        cells = node.cells("iommu-map") if "iommu-map" in node.properties else []
        for phandle in [stream[0] for stream in streams] + cells[1::4]:
            if iommu := self.board.interrupts.by_phandle.get(phandle):
                yield iommu.path

    def registers_of(self, *kinds, ignored=()):
        """Of devices of a kind: None, or what is no device in the narrow sense. A frame buffer is
        RAM that firmware shows on a screen, an SRAM memory as well, and what is on a bus has the
        bus's addresses."""
        for path, device in self.devices.items():
            node = self.tree.find(path)
            names = node.strings("compatible")
            kind = next((k for k in ram_claims.NO_REGISTERS if k in names), None)
            if kind in kinds:
                aside = set(self.set_aside(node, ignored))
                yield from (part for part in device.registers if part not in aside)

    def set_aside(self, node, ignored):
        """Entries of its `reg` that are RAM which it may use, or that the layout says are none.
        What a PCI host answers for its cards is in no `reg`."""
        mine = [e for e in ignored if self.device_named(e["device"]) == node.path]
        if any("reg" not in e for e in mine):
            windows = {Span(*ends) for bridge in node.walk() if board_reader.is_host(bridge)
                       for ends in board_reader.bridge_windows(bridge)}
            yield from (part for part in self.devices[node.path].registers
                        if part not in windows)
        for number, ends in board_reader.numbered(node):
            part = Span(*ends)
            if any(e.get("reg") == number for e in mine) or \
                    ram_claims.may_use_ram(node) and self.claims_ram(number, part):
                yield part

    def registers_left(self, path):
        aside = set(self.set_aside(self.tree.find(path), self.ignored))
        return [part for part in self.devices[path].registers if part not in aside]

    def device_named(self, name):
        if name.startswith("/"):
            return name
        paths = self.paths_by_name.get(name, [])
        return paths[0] if len(paths) == 1 else None

    def claims_ram(self, number, part):
        return ram_claims.is_claim(number, part, [bank for _, bank in self.memory],
                                   list(itertools.chain(*(d.registers for d in self.devices.values()
                                                          if not d.is_bus))))

    def is_kernels(self, path):
        node = self.tree.find(path)
        return (node is self.board.interrupts.root
                or bool(KERNELS & set(node.strings("compatible"))))

    def core(self, named):
        """By unit name, path, or index in MPIDR order; None where there is none."""
        if isinstance(named, int):
            return self.by_index[named] if named < len(self.by_index) else None
        return next((c for c in self.cores if named in (c.path, c.unit_name)), None)

    def is_fit(self):
        """AArch64 with a GIC and more than one core: what the rules here are known for."""
        cpus = self.tree.root.children.get("cpus")
        names = {name for cpu in (cpus.children.values() if cpus else ())
                 for name in cpu.strings("compatible")}
        arm32 = names & ARM32
        return bool(self.gic and len(self.cores) > 1 and not arm32)
