# SPDX-License-Identifier: BSD-2-Clause
"""What a device tree says of its board, read a second time: memory, reserved memory, CPUs, and of
every enabled node its registers as the CPU sees them and its interrupts at the root controller.

Written from the Devicetree Specification 0.4 (chapters are named below), the PCI Bus Binding to
IEEE 1275 and the bindings in Linux's Documentation/devicetree/bindings, not from mkpart. What it
gets wrong is mended from those sources too. It is slow, plain, and wants well formed trees.
"""
import dataclasses

TRIGGERS = {0: "none", 1: "edge-rising", 2: "edge-falling", 3: "edge-both", 4: "level-high",
            8: "level-low"}

# arm,gic.yaml and arm,gic-v3.yaml: the first cell of a specifier, the INTID of its number 0, and
# how many there are. Extended SPIs and PPIs are left out: no seL4 takes them.
GIC_KINDS = {0: ("spi", 32, 988), 1: ("ppi", 16, 16)}

GICS = {
    "arm,arm1176jzf-devchip-gic", "arm,arm11mp-gic", "arm,cortex-a15-gic", "arm,cortex-a5-gic",
    "arm,cortex-a7-gic", "arm,cortex-a9-gic", "arm,eb11mp-gic", "arm,gic-400", "arm,gic-v3",
    "arm,pl390", "arm,tc11mp-gic", "brcm,brahma-b15-gic", "nvidia,tegra210-agic",
    "qcom,msm-8660-qgic", "qcom,msm-qgic2",
}

# sifive,plic-1.0.0.yaml
PLICS = {"andestech,nceplic100", "riscv,plic0", "sifive,plic-1.0.0", "thead,c900-plic"}

# Controllers that hand each input on to one line of their parent, by what their specifiers say.
# same: the parent's own specifier.
SAME = {
    "allwinner,sun50i-h6-r-intc": "allwinner,sun6i-a31-r-intc.yaml",
    "allwinner,sun6i-a31-r-intc": "allwinner,sun6i-a31-r-intc.yaml: 3 cells, as the GIC's",
    "fsl,imx6q-gpc": "power/fsl,imx-gpc.yaml: interrupts pass through to the GIC",
    "fsl,imx6sl-gpc": "power/fsl,imx-gpc.yaml",
    "fsl,imx6sx-gpc": "power/fsl,imx-gpc.yaml",
    "fsl,imx6ul-gpc": "power/fsl,imx-gpc.yaml",
    "fsl,imx7d-gpc": "power/fsl,imx-gpcv2.yaml",
    "fsl,imx8mm-gpc": "power/fsl,imx-gpcv2.yaml",
    "fsl,imx8mn-gpc": "power/fsl,imx-gpcv2.yaml",
    "fsl,imx8mp-gpc": "power/fsl,imx-gpcv2.yaml",
    "fsl,imx8mq-gpc": "power/fsl,imx-gpcv2.yaml",
    "mediatek,mt6577-sysirq": "mediatek,mt6577-sysirq.yaml: same as the parent's",
    "mediatek,mtk-cirq": "mediatek,mtk-cirq.yaml: same as the parent's",
    "nvidia,tegra20-ictlr": "nvidia,tegra20-ictlr.yaml: same as the GIC's",
    "nvidia,tegra30-ictlr": "nvidia,tegra20-ictlr.yaml",
    "nvidia,tegra114-ictlr": "nvidia,tegra20-ictlr.yaml",
    "nvidia,tegra124-ictlr": "nvidia,tegra20-ictlr.yaml",
    "nvidia,tegra210-ictlr": "nvidia,tegra20-ictlr.yaml",
    "samsung,exynos3250-pmu": "soc/samsung/exynos-pmu.yaml: 3 cells, as the GIC's",
    "samsung,exynos4210-pmu": "soc/samsung/exynos-pmu.yaml",
    "samsung,exynos4412-pmu": "soc/samsung/exynos-pmu.yaml",
    "samsung,exynos5250-pmu": "soc/samsung/exynos-pmu.yaml",
    "samsung,exynos5420-pmu": "soc/samsung/exynos-pmu.yaml",
    "socionext,synquacer-exiu": "socionext,synquacer-exiu.yaml: 3 cells, as the GIC's",
    "ti,omap4-wugen-mpu": "ti,omap4-wugen-mpu.yaml: same as the GIC's",
    "ti,omap5-wugen-mpu": "ti,omap4-wugen-mpu.yaml",
}
# number: the number of a SPI, and the trigger.
NUMBER = {
    "fsl,vf610-mscm-ir": "arm/freescale/fsl,vf610-mscm-ir.txt",
    "socionext,uniphier-ld11-aidet": "socionext,uniphier-aidet.yaml: SPI number and trigger",
    "socionext,uniphier-ld20-aidet": "socionext,uniphier-aidet.yaml",
    "socionext,uniphier-ld4-aidet": "socionext,uniphier-aidet.yaml",
    "socionext,uniphier-nx1-aidet": "socionext,uniphier-aidet.yaml",
    "socionext,uniphier-pro4-aidet": "socionext,uniphier-aidet.yaml",
    "socionext,uniphier-pro5-aidet": "socionext,uniphier-aidet.yaml",
    "socionext,uniphier-pxs2-aidet": "socionext,uniphier-aidet.yaml",
    "socionext,uniphier-pxs3-aidet": "socionext,uniphier-aidet.yaml",
    "socionext,uniphier-sld8-aidet": "socionext,uniphier-aidet.yaml",
}
# own: which of the controller's own interrupts, and the trigger.
OWN = {
    "actions,s500-sirq": "actions,owl-sirq.yaml: number of the input, and the trigger",
    "actions,s700-sirq": "actions,owl-sirq.yaml",
    "actions,s900-sirq": "actions,owl-sirq.yaml",
    "renesas,rzg2l-irqc": "renesas,rzg2l-irqc.yaml: index into its interrupts, and the trigger",
    "st,stm32mp1-exti": "st,stm32-exti.yaml: line, and the trigger; the lines are listed",
}
# ranges: qcom,pdc.yaml: pin and trigger; `qcom,pdc-ranges` lists first pin, first SPI, how many.
RANGES = {"qcom,pdc"}
# pins: qcom,mpm.yaml: pin and trigger; `qcom,mpm-pin-map` lists pin and SPI.
PINS = {"qcom,mpm"}

# fsl,ls-extirq.yaml: the rows of their interrupt-map hold the GIC's specifier right behind its
# phandle, also where the GIC has #address-cells.
MAPS_WITHOUT_UNITS = {"fsl,ls1021a-extirq", "fsl,ls1043a-extirq", "fsl,ls1088a-extirq"}

# Bounds on what may go in a circle.
LONGEST_CHAIN = 16


class Untranslatable(Exception):
    """Not an address that the CPU can use."""


@dataclasses.dataclass(frozen=True, order=True)
class Interrupt:
    """kind: spi, ppi, plic, or `behind` for a line that belongs to a controller which is not the
    root; number: INTID or source at the root, or 0; controller: the path of that owner."""
    kind: str
    number: int = 0
    trigger: str = "none"
    mapped: bool = False
    via: tuple = ()
    controller: str = ""


def join(cells):
    number = 0
    for cell in cells:
        number = number << 32 | cell
    return number


def compatible_with(node, names):
    return any(name in names for name in node.strings("compatible"))


def enabled(node):
    """2.3.4: absent, `okay` (and `ok`, which trees use); what is below a disabled node is off."""
    while node:
        if "status" in node.properties and node.strings("status")[:1] not in (["okay"], ["ok"]):
            return False
        node = node.parent
    return True


# --- addresses (2.3.5 to 2.3.8) ------------------------------------------------------------------

def address_cells(node):
    return node.cell("#address-cells", 2)


def size_cells(node):
    return node.cell("#size-cells", 1)


def is_pci(bus):
    """PCI Bus Binding, 3.1; only there 3 address cells mean phys.hi, phys.mid and phys.lo."""
    return bus.strings("device_type")[:1] in (["pci"], ["pciex"])


def space_of(cells):
    """phys.hi's space code; 32-bit and 64-bit memory are one space."""
    code = cells[0] >> 24 & 3
    return 2 if code == 3 else code


def child_address(bus, cells):
    """Where on the bus, and in which of its spaces."""
    if is_pci(bus) and len(cells) == 3:
        return space_of(cells), join(cells[1:])
    return None, join(cells)


def windows(bus):
    """The rows of a bus's `ranges`: space, first child address, first parent address, size."""
    near, far, size = address_cells(bus), address_cells(bus.parent), size_cells(bus)
    cells, step = bus.cells("ranges"), near + far + size
    if not step or len(cells) % step:
        raise Untranslatable("ranges are not whole rows")
    for i in range(0, len(cells), step):
        row = cells[i:i + step]
        yield (*child_address(bus, row[:near]), row[near:near + far], join(row[near + far:]))


def through(bus, cells, length):
    """The cells of an address in the bus's parent."""
    if "ranges" not in bus.properties:
        raise Untranslatable("no ranges")
    if not bus.properties["ranges"]:
        return cells
    space, address = child_address(bus, cells)
    for child_space, child, parent, size in windows(bus):
        if space == child_space and child <= address and address + length <= child + size:
            return add(parent, address - child)
    raise Untranslatable("outside ranges")


def add(cells, offset):
    """A PCI parent's phys.hi is not a part of the number; elsewhere it has no carry to take."""
    number = join(cells) + offset
    return [number >> 32 * i & 0xffffffff for i in reversed(range(len(cells)))]


def translate(bus, cells, length):
    while bus.parent:
        if is_pci(bus) and space_of(cells) != 2:
            raise Untranslatable("not PCI memory")
        cells = through(bus, cells, length)
        bus = bus.parent
    return join(cells)


def reg_entries(node):
    near, size = address_cells(node.parent), size_cells(node.parent)
    cells, step = node.cells("reg"), near + size
    if step and len(cells) % step == 0:
        for i in range(0, len(cells), step):
            yield cells[i:i + near], join(cells[i + near:i + step])


def in_one_piece(node):
    """Ranges of a memory node at the CPU; none where one of them cannot be told in full (2.3.8)."""
    found = []
    name = "linux,usable-memory" if "linux,usable-memory" in node.properties else "reg"
    if name not in node.properties:
        return []
    own = node.properties.get("reg", b"")
    near, size = address_cells(node.parent), size_cells(node.parent)
    step = near + size
    if not step or len(own) % (4 * step):
        return []
    cells = node.cells(name)
    for i in range(0, len(cells) - step + 1, step):
        length = join(cells[i + near:i + step])
        if not length:
            continue
        start = join(cells[i:i + near])
        ends = []
        for address in (start, start + length - 1):
            if address >> 64:
                return []
            try:
                ends.append(translate(node.parent, split(address, near), 1))
            except Untranslatable:
                return []
        if ends[1] - ends[0] != length - 1:
            return []
        found.append(tuple(ends))
    return found


def split(number, count):
    return [number >> 32 * (count - 1 - i) & 0xffffffff for i in range(count)]


def registers(node):
    """Ranges of what the CPU can reach of a node's `reg`, both ends inside."""
    return [part for _, part in numbered(node)]


def numbered(node):
    """The same with the places of the entries."""
    if "reg" not in node.properties or not node.parent:
        return
    for number, (cells, length) in enumerate(reg_entries(node)):
        if not length or not cells:
            continue
        try:
            first = translate(node.parent, cells, length)
        except Untranslatable:
            continue
        if first + length <= 1 << 64:
            yield number, (first, first + length - 1)


def is_host(node):
    """A PCI bridge; some trees leave its type out, and Linux takes its name then."""
    return is_pci(node) or ("device_type" not in node.properties
                            and node.name.startswith("pcie@") and address_cells(node) == 3)


def bridge_windows(bridge):
    """PCI Bus Binding, 3.2: what the CPU reaches of each row, by its first address."""
    if not bridge.properties.get("ranges"):
        return
    for _, _, cells, length in windows(bridge):
        try:
            first = translate(bridge.parent, cells, 1)
        except Untranslatable:
            continue
        if length:
            yield first, min(first + length, 1 << 64) - 1


# --- interrupts (2.4) ----------------------------------------------------------------------------

class Interrupts:
    def __init__(self, root):
        self.by_phandle = {}
        for node in root.walk():
            for name in ("linux,phandle", "phandle"):
                if len(node.properties.get(name, b"")) == 4:
                    self.by_phandle[node.cell(name, 0)] = node
        self.root = self.find_root(root)

    def parent(self, node):
        """2.4.1: by `interrupt-parent`, else the node's own parent, until one takes interrupts."""
        for _ in range(64):
            if "interrupt-parent" in node.properties:
                node = self.by_phandle.get(node.cell("interrupt-parent", 0))
            else:
                node = node.parent
            if node is None or "#interrupt-cells" in node.properties:
                return node
        return None

    def find_root(self, root):
        """The enabled GIC or PLIC whose own interrupts, where it has any, lead to no other one."""
        for names in (GICS, PLICS):
            candidates = [n for n in root.walk() if compatible_with(n, names) and enabled(n)
                          and "interrupt-controller" in n.properties]
            for node in candidates:
                if not self.leads_elsewhere(node, candidates):
                    return node
        return None

    def leads_elsewhere(self, node, candidates):
        if "interrupts" not in node.properties:
            return False
        above = node
        for _ in range(LONGEST_CHAIN):
            above = self.parent(above)
            if above is None or above is node:
                return False
            if above in candidates:
                return True
        return False

    def of(self, node):
        if "interrupts-extended" in node.properties:
            requests = self.extended(node)
        else:
            requests = self.plain(node)
        unit = node.cells("reg") if len(node.properties.get("reg", b"")) % 4 == 0 \
            and "reg" in node.properties else []
        return [self.resolve(controller, specifier, unit) for controller, specifier in requests
                if controller]

    def plain(self, node):
        if not node.properties.get("interrupts"):
            return
        controller = self.parent(node)
        if controller is None:
            return
        cells, step = node.cells("interrupts"), controller.cell("#interrupt-cells", 1)
        for i in range(0, len(cells), step or len(cells)):
            yield controller, cells[i:i + step]

    def extended(self, node):
        cells = node.cells("interrupts-extended")
        while cells:
            if cells[0] == 0:  # an input that is not connected
                yield None, None
                cells = cells[1:]
                continue
            controller = self.by_phandle.get(cells[0])
            if controller is None or "#interrupt-cells" not in controller.properties:
                return
            step = 1 + controller.cell("#interrupt-cells", 0)
            if len(cells) < step:
                return
            yield controller, cells[1:step]
            cells = cells[step:]

    def resolve(self, controller, specifier, unit):
        if len(specifier) < controller.cell("#interrupt-cells", 1):
            return Interrupt("behind", controller=controller.path)
        mapped, via = False, []
        for _ in range(LONGEST_CHAIN):
            if "interrupt-map" in controller.properties:
                nexus = controller
                controller, specifier, unit = self.cross(nexus, specifier, unit)
                mapped = True
                if controller is None:
                    return Interrupt("behind", 0, mapped=True, via=tuple(via),
                                     controller=nexus.path)
                if controller is nexus and "interrupt-controller" in nexus.properties:
                    break # it takes the lines of its slots itself (Linux drivers/of/irq.c)
                continue
            if controller is self.root:
                return self.at_root(specifier, mapped, tuple(via))
            beyond = self.look_through(controller, specifier)
            if beyond is None:
                break
            via.append(controller.path)
            controller, specifier = beyond
        return Interrupt("behind", 0, mapped=mapped, via=tuple(via), controller=controller.path)

    def handed_on(self, nexus):
        """Where the rows of a map lead, but for lines that end in the bridge itself."""
        near, size = address_cells(nexus), nexus.cell("#interrupt-cells", 1)
        cells = nexus.cells("interrupt-map") if "interrupt-map" in nexus.properties else []
        while len(cells) > near + size:
            parent = self.by_phandle.get(cells[near + size])
            if parent is None:
                return
            far, width = parent.cell("#address-cells", 0), parent.cell("#interrupt-cells", 1)
            cells = cells[near + size + 1:]
            beyond, cells = cells[:far + width], cells[far + width:]
            line = self.resolve(parent, beyond[far:], beyond[:far])
            if not (line.controller + "/").startswith(nexus.path + "/"):
                yield dataclasses.replace(line, mapped=True)

    def cross(self, nexus, specifier, unit):
        """2.4.3 and 2.4.4. A parent without #address-cells has none here: what trees with a GIC
        mean, and what Linux reads."""
        near, size = address_cells(nexus), nexus.cell("#interrupt-cells", 1)
        key = (unit + [0] * near)[:near] + specifier
        mask = nexus.cells("interrupt-map-mask") if "interrupt-map-mask" in nexus.properties \
            else [0xffffffff] * (near + size)
        wanted = [a & b for a, b in zip(key, mask)]
        cells = nexus.cells("interrupt-map")
        while len(cells) > near + size:
            row, cells = cells[:near + size], cells[near + size:]
            parent = self.by_phandle.get(cells[0])
            if parent is None:
                break
            far, width = parent.cell("#address-cells", 0), parent.cell("#interrupt-cells", 1)
            if compatible_with(nexus, MAPS_WITHOUT_UNITS):
                far = 0
            beyond, cells = cells[1:1 + far + width], cells[1 + far + width:]
            if [a & b for a, b in zip(row, mask)] == wanted:
                return parent, beyond[far:], beyond[:far]
        return None, None, None

    def at_root(self, specifier, mapped, via):
        if compatible_with(self.root, PLICS):
            trigger = TRIGGERS.get(specifier[1], "none") if len(specifier) > 1 else "none"
            return Interrupt("plic", specifier[0], trigger, mapped, via)
        if len(specifier) < 3 or specifier[0] not in GIC_KINDS:
            return Interrupt("behind", 0, mapped=mapped, via=via, controller=self.root.path)
        kind, base, count = GIC_KINDS[specifier[0]]
        if specifier[1] >= count:
            return Interrupt("behind", 0, mapped=mapped, via=via, controller=self.root.path)
        return Interrupt(kind, base + specifier[1], TRIGGERS.get(specifier[2] & 15, "none"),
                         mapped, via)

    def look_through(self, controller, specifier):
        """The parent and its specifier, or None for a controller that owns its children's lines."""
        parent = self.parent(controller)
        if parent is None:
            return None
        if compatible_with(controller, SAME):
            return (parent, specifier) if len(specifier) >= 3 else None
        if compatible_with(controller, NUMBER):
            return parent, [0, *specifier]
        if compatible_with(controller, RANGES):
            return self.by_rows(parent, specifier, controller.cells("qcom,pdc-ranges"), 3)
        if compatible_with(controller, PINS):
            return self.by_rows(parent, specifier, controller.cells("qcom,mpm-pin-map"), 2)
        if compatible_with(controller, OWN):
            return self.own_line(controller, specifier)
        return None

    def by_rows(self, parent, specifier, cells, width):
        for i in range(0, len(cells), width):
            pin, spi, *count = cells[i:i + width]
            if pin <= specifier[0] < pin + (count[0] if count else 1):
                return parent, [0, spi + specifier[0] - pin, specifier[1]]
        return None

    def own_line(self, controller, specifier):
        lines = list(self.extended(controller) if "interrupts-extended" in controller.properties
                     else self.plain(controller))
        if specifier[0] >= len(lines) or lines[specifier[0]][0] is None:
            return None
        parent, line = lines[specifier[0]]
        return parent, [*line[:2], specifier[1], *line[3:]]


# --- the board -----------------------------------------------------------------------------------

class Board:
    def __init__(self, tree):
        self.tree = tree
        self.root = tree.root
        self.interrupts = Interrupts(tree.root)

    def memory(self):
        """3.4: enabled nodes with that device_type; a size of 0 is no memory."""
        for node in self.root.walk():
            if node.parent and node.strings("device_type") == ["memory"] and enabled(node):
                for first, last in in_one_piece(node):
                    yield node.path, first, last

    def reserved(self):
        """5.3, and 3.5 where the range is stated and not left to be chosen. Kernels keep out of
        what has no-map whatever its status is."""
        for first, size in self.tree.reservations:
            if size:
                yield None, first, first + size - 1, False
        parent = self.root.children.get("reserved-memory")
        for node in parent.children.values() if parent else ():
            if enabled(node) or "no-map" in node.properties:
                for first, last in registers(node):
                    yield node.path, first, last, "no-map" in node.properties

    def cpus(self):
        """3.7 and 3.8: path, the number in `reg` (MPIDR affinities or hart), enabled."""
        parent = self.root.children.get("cpus")
        for node in parent.children.values() if parent else ():
            if node.strings("device_type") == ["cpu"]:
                yield node.path, join(node.cells("reg")[:address_cells(parent)]), enabled(node)

    def devices(self):
        """Every enabled node with `compatible` that is not one of the above: path, registers,
        interrupts. A PCI bridge has what its cards have, which are not in the tree: the windows in
        its `ranges`, and the lines in its interrupt-map. Nodes without it are described by
        the binding of what they are in (2.3.1), so what they have is its; but a plain bus or the
        root binds nothing."""
        found, bridges = {}, []
        for node in self.root.walk():
            top = node.path.split("/")[1]
            if top in ("cpus", "reserved-memory") or node.strings("device_type") == ["memory"]:
                continue
            owner = node
            while owner and "compatible" not in owner.properties:
                owner = owner.parent
            if not owner or not owner.parent or not enabled(node):
                continue
            if owner is not node and "simple-bus" in owner.strings("compatible"):
                continue
            ranges, interrupts = found.setdefault(owner.path, ([], []))
            ranges += [part for part in registers(node)
                       if owner is node or not any(contains(r, part) for r in ranges)]
            interrupts += self.interrupts.of(node)
            if is_host(node):
                bridges.append((node, ranges, interrupts))
        for node, ranges, interrupts in bridges:
            ranges += [part for part in bridge_windows(node)
                       if not any(contains(r, part) for r in ranges)]
            interrupts += self.interrupts.handed_on(node)
        return found


def contains(whole, part):
    return whole[0] <= part[0] and part[1] <= whole[1]
