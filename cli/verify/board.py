# SPDX-License-Identifier: BSD-2-Clause
"""What the board's own tree says of the board."""
import collections

from devicetree import Unreadable
from facts import MEMRESERVE, Claim, still_reserved

ON_CHIP = "mmio-sram"
NOT_DEVICES = ("memory", "cpu", "cache")
GIC_V2 = ("arm,cortex-a15-gic", "arm,gic-400", "arm,cortex-a7-gic", "arm,cortex-a9-gic",
          "arm,eb11mp-gic", "arm,pl390", "qcom,msm-qgic2", "qcom,msm-8660-qgic")
GIC_V3 = ("arm,gic-v3", "qcom,msm8996-gic-v3")
SPI, FIRST_SPI = 0, 32
# How much of each `reg` entry of an interrupt controller a kernel maps and keeps: distributor, CPU
# interface, and with hypervisor support control of virtual machines; distributor, redistributors.
KEPT_V2, KEPT_V2_HYPERVISOR = (0x1000, 0x1000), (0x1000, 0x1000, 0x1000)
KEPT_V3 = (0x10000, 0x100000)


# What was stated on the command line: RAM; reservations that nothing uses; (path, index) of entries
# of `reg` that are no registers.
Stated = collections.namedtuple("Stated", "memory lifted ignored")
NOTHING = Stated((), (), ())


class Board:
    def __init__(self, tree, file, stated=NOTHING):
        memory = stated.memory
        self.tree, self.file, self.lifted = tree, file, stated.lifted
        self.ignored = self.entries(stated.ignored)
        self.unread = [] # what the tree states in a way nobody can read
        self.gic = next((n for n in tree.root.walk() if is_gic(n) and n.is_enabled()), None)
        self.memory = [claim for node in memory_nodes(tree) if node.is_enabled()
                       for claim in self.left_out(node, bool(memory), "board", "RAM")]
        self.memory += [Claim("board", "RAM", first, last, "--memory") for first, last in memory]
        self.firmware, self.mapped = self.reservations()
        self.registers = [claim for node in tree.root.walk() if is_device(node)
                          for claim in self.registers_of(node)]

    def entries(self, ignored):
        """Those of the tree, if all are."""
        paths = {path for path, _ in ignored}
        known = {(node.path, index) for node in self.tree.root.walk() if node.path in paths
                 for index, _, _ in node.numbered_ranges()}
        for path, index in sorted(set(ignored) - known):
            raise Unreadable(f"{self.file}: {path} has no `reg` entry {index}")
        return known & set(ignored)

    def where(self, node):
        return f"{self.file}:{node.path}"

    def claims(self, node, owner, what):
        return [Claim(owner, what, first, last, self.where(node))
                for first, last in node.ranges()]

    def left_out(self, node, may_be, owner, what):
        """The same, with a remark where it cannot be read and need not be."""
        try:
            return self.claims(node, owner, what)
        except Unreadable as error:
            if not may_be:
                raise
            self.unread.append(str(error))
            return []

    def registers_of(self, node):
        """Of one device. A `reg` that cannot be read is its driver's problem."""
        ignored = self.not_registers(node)
        return [claim for claim in self.left_out(node, True, node.path, "registers")
                if (claim.first, claim.last) not in ignored] + self.windows_of(node)

    def not_registers(self, node):
        return [(first, last) for index, first, last in node.numbered_ranges()
                if (node.path, index) in self.ignored] if self.ignored else []

    def windows_of(self, node):
        """Of a PCI bridge: where its cards answer, which no tree lists."""
        return [Claim(node.path, "window", first, last, self.where(node))
                for first, last in (node.windows() if node.is_pci() else ())]

    def reservations(self):
        """Those that nobody may use, and those that firmware merely names."""
        kept = [Claim("firmware", MEMRESERVE, address, address + size - 1, self.file)
                for address, size in self.tree.reservations if size]
        mapped, gone = [], []
        parent = self.tree.root.children.get("reserved-memory")
        children = list(parent.children.values()) if parent else []
        for path in self.lifted:
            if path not in (node.path for node in children):
                raise Unreadable(f"{self.file}: {path} is not a reservation that could be lifted")
        for node in children:
            if node.path in self.lifted:
                gone += self.left_out(node, True, "firmware", "reservation")
            elif "no-map" in node.properties:
                kept += self.claims(node, "firmware", "reservation")
            else:
                mapped += self.left_out(node, True, "firmware", "reservation that may be mapped")
        return still_reserved(kept, gone), mapped

    def cores(self):
        cpus = self.tree.root.children.get("cpus")
        return cores_of(cpus)

    def is_gic_v2(self):
        return self.gic is not None and bool(set(self.gic.strings("compatible")) & set(GIC_V2))

    def spis(self):
        """(INTID, node) of each shared peripheral interrupt that a device of the tree states."""
        if self.gic is None:
            return []
        handle = self.gic.cell("phandle", 0)
        found = []
        for node in self.tree.root.walk():
            if is_device(node) or "interrupts" in node.properties:
                found += [(intid, node) for intid in self.spis_of(node, handle)]
        return found

    def spis_of(self, node, handle):
        if not node.is_enabled() or is_gic(node):
            return []
        width = self.gic.cell("#interrupt-cells", 3)
        cells = node.cells("interrupts") if interrupt_parent(node) == handle else []
        if "interrupts-extended" in node.properties:
            cells = extended(self.tree, node, handle)
        return [cells[at + 1] + FIRST_SPI for at in range(0, len(cells) - width + 1, width)
                if cells[at] == SPI and cells[at + 1] < 988]


def cores_of(cpus):
    """(MPIDR, node), ascending, as the loader counts them."""
    found = []
    for node in cpus.children.values() if cpus else ():
        if node.strings("device_type")[:1] == ["cpu"] and node.cells("reg"):
            mpidr = 0
            for cell in node.cells("reg")[:cpus.cell("#address-cells", 1)]:
                mpidr = mpidr << 32 | cell
            found.append((mpidr, node))
    return sorted(found, key=lambda item: item[0])


def memory_nodes(tree):
    return [n for n in tree.root.walk() if n.strings("device_type")[:1] == ["memory"]]


def is_gic(node):
    return "interrupt-controller" in node.properties and \
        bool(set(node.strings("compatible")) & set(GIC_V2 + GIC_V3))


def is_device(node):
    if node.strings("device_type")[:1] and node.strings("device_type")[0] in NOT_DEVICES:
        return False
    if node.parent is None or node.path.startswith(("/reserved-memory/", "/memory@")):
        return False
    return ("reg" in node.properties or node.is_pci()) and node.is_enabled() and \
        ON_CHIP not in node.strings("compatible")


def interrupt_parent(node):
    while node:
        if "interrupt-parent" in node.properties:
            return node.cell("interrupt-parent", 0)
        node = node.parent
    return 0


def extended(tree, node, handle):
    """Specifiers for the controller of that phandle; what follows an unknown one is unknown."""
    controllers = {n.cell("phandle", 0): n.cell("#interrupt-cells", 0) for n in tree.root.walk()
                   if "#interrupt-cells" in n.properties}
    cells, found = node.cells("interrupts-extended"), []
    while cells and cells[0] in controllers:
        width = controllers[cells[0]]
        if cells[0] == handle:
            found += cells[1:1 + width]
        cells = cells[1 + width:]
    return found
