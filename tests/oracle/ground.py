# SPDX-License-Identifier: BSD-2-Clause
"""The facts about a board that layouts are judged by, taken from board_reader.py: RAM, what is
reserved, cores in the loader's order, devices and their interrupts, and the kernel's limits."""
import dataclasses
import pathlib

import board_reader
import fdt

PAGE = 0x1000

# The kernel's MAX_IRQ by root compatible: man page, `mkpart list platforms`; CONTRACT, limits.
LAST_IRQ = {
    "linux,dummy-virt": 159, "xlnx,zynqmp-zcu102": 187, "fsl,imx8mm-evk": 160,
    "fsl,imx8mq-evk": 160, "fsl,imx93-11x11-evk": 254, "pine64,rockpro64": 181,
    "pine64,quartz64-a": 231, "raspberrypi,4-model-b": 216, "hisilicon,hi6220-hikey": 159,
    "hardkernel,odroid-c4": 255, "nvidia,p2371-2180": 224, "arm,fvp-base-revc": 207,
}
# What the platform's own overlay in the kernel's tools/dts withholds for firmware.
FIRMWARE = {
    "nvidia,p2371-2180": (0xff000000, 0x1000000), "hisilicon,hi6220-hikey": (0x3f000000, 0x1000000),
    "fsl,imx93-11x11-evk": (0x96000000, 0x2000000),
}
# Where the loader's build puts it by itself (ApplyData61ElfLoaderSettings): IMAGE_START_ADDR.
LOADER_START = {"fsl,imx8mm-evk": 0x41000000, "fsl,imx8mq-evk": 0x41000000,
                "raspberrypi,4-model-b": 0x10000000}
BELOW_LOADER_START = 0x10000
# Trees that are refused whatever the layout is, or made for one rule that is not judged here.
UNJUDGED = {"case-aff3", "case-cells", "case-crossed", "case-gpu", "case-memory-bus",
            "case-reserved-cells", "case-tx2", "case-virt-gicv3", "oddities",
            "qemu-virt-gicv3-smp4", "qemu-virt-gicv3-smp4-2G-el2", "qemu-virt-gicv3-smp4-numa2",
            "qemu-virt-gicv3-smp256-el2"}
# Of a board whose platform nobody knows: the last shared interrupt of any GIC.
LAST_SPI = 1019

NO_REGISTERS = ("simple-framebuffer", "simple-bus", "mmio-sram")
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


# Physical address bits of the core that a platform's kernel is built for: device memory is handed
# out up to there. seL4's src/plat/*/config.cmake and src/arch/arm/config.cmake, KernelPaddrUserTop.
FEWEST_ADDRESS_BITS = 40
ADDRESS_BITS = {"arm,fvp-base-revc": 44, "nvidia,p2371-2180": 44, "raspberrypi,4-model-b": 44}


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


class Ground:
    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        self.name = self.path.parent.name if self.path.stem == "board" else self.path.stem
        self.tree = fdt.Tree(self.path.read_bytes())
        self.board = board_reader.Board(self.tree)
        self.address_cells = board_reader.address_cells(self.tree.root)
        self.memory = [(node, Span(first, last)) for node, first, last in self.board.memory()]
        self.memory_nodes = {n.path for n in self.tree.root.children.values()
                             if n.strings("device_type") == ["memory"]
                             and board_reader.enabled(n)}
        self.read_reserved()
        self.read_cores()
        self.read_limits()
        self.devices = {path: self.device(path, *facts)
                        for path, facts in self.board.devices().items()}
        self.paths_by_name = {}
        for node in self.tree.root.walk():
            self.paths_by_name.setdefault(node.name, []).append(node.path)
        self.registers = sorted(self.registers_of(None))
        self.windows = sorted(self.registers_of("simple-bus", "mmio-sram"))
        self.screens = sorted(self.registers_of("simple-framebuffer"))
        self.kept = {path for path in self.devices if self.is_kernels(path)}

    def read_reserved(self):
        reserved = list(self.board.reserved())
        self.withheld = [Span(first, last) for path, first, last, no_map in reserved
                         if no_map or path is None]
        self.mapped = [Span(first, last) for path, first, last, no_map in reserved
                       if path is not None and not no_map]

    def read_cores(self):
        """From the boot core on, ascending, wrapping around."""
        cores = sorted((self.core_at(*facts) for facts in self.board.cpus()),
                       key=lambda core: core.mpidr)
        self.by_index = cores
        boot = next((i for i, c in enumerate(cores) if c.mpidr == self.tree.boot_cpu), 0)
        self.cores = cores[boot:] + cores[:boot]
        self.one_cluster = len({core.mpidr >> 8 for core in cores}) == 1

    def core_at(self, path, mpidr, enabled):
        node = self.tree.find(path)
        return Core(path, mpidr, "".join(node.strings("enable-method")), enabled)

    def psci_method(self):
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
        self.address_bits = self.known(ADDRESS_BITS) or FEWEST_ADDRESS_BITS
        if firmware := self.known(FIRMWARE):
            self.mapped.append(span(*firmware))
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

    def registers_of(self, *kinds):
        """Of devices of a kind: None, or what is no device in the narrow sense. A frame buffer is
        RAM that firmware shows on a screen, an SRAM memory as well, and what is on a bus has the
        bus's addresses."""
        for path, device in self.devices.items():
            names = self.tree.find(path).strings("compatible")
            kind = next((k for k in NO_REGISTERS if k in names), None)
            if kind in kinds:
                yield from device.registers

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
        arm32 = {n for n in names if n.startswith(("arm,cortex-a8", "arm,cortex-a9"))}
        return bool(self.gic and len(self.cores) > 1 and not arm32 and self.name not in UNJUDGED)
