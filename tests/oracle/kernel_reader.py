# SPDX-License-Identifier: BSD-2-Clause
"""What the kernel's build makes of a device tree, as its public tooling (tools/hardware of the
contract's kernel) does it, oddities and all: this is not how a tree should be read, but how it is
read. Written from what was seen there, with none of its text."""

# What tools/hardware.yml has a rule for, of what kernels are given.
KNOWN = {
    "interrupt controller": ("arm,cortex-a15-gic", "arm,cortex-a7-gic", "arm,cortex-a9-gic",
                             "arm,gic-400", "qcom,msm-qgic2", "arm,gic-v3"),
    "timer": ("arm,armv7-timer", "arm,armv8-timer", "arm,cortex-a9-twd-timer",
              "arm,cortex-a9-global-timer", "qcom,kpss-timer", "ti,am335x-timer",
              "ti,omap3430-timer"),
    "console": ("amlogic,meson-gx-uart", "arm,pl011", "brcm,bcm2835-aux-uart", "fsl,imx6q-uart",
                "fsl,imx8qxp-lpuart", "fsl,imx7ulp-lpuart", "fsl,imx6sx-uart",
                "nvidia,tegra124-hsuart", "nvidia,tegra20-uart", "qcom,msm-uartdm",
                "samsung,exynos4210-uart", "snps,dw-apb-uart", "ti,omap3-uart", "xlnx,xuartps",
                "ns16550a"),
    "psci": ("arm,psci-0.2", "arm,psci-1.0"),
}
KERNEL_ALIGNMENT = 16 << 20
UNTRANSLATABLE = -1


class Stops(Exception):
    """The build ends here, mostly with a stack trace."""


class Cells:
    """A property's numbers, eaten from the front."""

    def __init__(self, node, name):
        if looks_like_text(node.properties[name]):
            raise Stops(f"{node.path}: '{name}' is taken for text")
        if len(node.properties[name]) % 4:
            raise Stops(f"{node.path}: '{name}' is taken for bytes")
        self.left, self.where = node.cells(name), f"{node.path}: '{name}'"

    def number(self, count):
        if len(self.left) < count:
            raise Stops(f"{self.where} ends within an entry")
        value = 0
        for _ in range(count):
            value = value << 32 | self.left.pop(0)
        return value


def looks_like_text(value):
    """Whole strings of printable characters, each ended by a NUL, none empty."""
    if not value or value[-1]:
        return False
    parts = value[:-1].split(b"\0")
    return all(part and all(32 <= byte < 127 or byte in b"\t\n\r\v\f" for byte in part)
               for part in parts)


def count_of(node, name, otherwise):
    return Cells(node, name).number(1) if name in node.properties else otherwise


def address_cells(node):
    return count_of(node, "#address-cells", 2)


def size_cells(node):
    return count_of(node, "#size-cells", 1)


# --- addresses -----------------------------------------------------------------------------------

def regions(node):
    """(address, size): addresses as buses pass them on, what none does as it stands."""
    if "reg" not in node.properties:
        return []
    cells, found = Cells(node, "reg"), []
    if not address_cells(node.parent) + size_cells(node.parent) and cells.left:
        raise Stops(f"{node.path}: reads 'reg' for ever")
    while cells.left:
        address = cells.number(address_cells(node.parent))
        found.append((translated(node.parent, address), cells.number(size_cells(node.parent))))
    return found


def translated(bus, address):
    while bus.parent is not None:
        if "ranges" not in bus.properties:
            return UNTRANSLATABLE
        if bus.properties["ranges"]:
            address = through(bus, address)
        bus = bus.parent
    return address


def through(bus, address):
    cells = Cells(bus, "ranges")
    below = address_cells(bus)
    if bus.strings("device_type")[:1] in (["pci"], ["pciex"]):
        below -= 1 # the flags of the first cell are left in the way all the same
        address &= (1 << 4 * below) - 1
    while cells.left:
        first, above = cells.number(below), cells.number(address_cells(bus.parent))
        if first <= address < first + cells.number(size_cells(bus)):
            return address - first + above
    return address


# --- memory --------------------------------------------------------------------------------------

def memory(tree):
    """(first, end) of RAM, ascending, with what the kernel's alignment cuts off, and where the
    kernel begins."""
    banks = {(address, address + size) for node in tree.root.walk()
             if node.strings("device_type")[:1] == ["memory"] for address, size in regions(node)}
    for first, end in withheld(tree):
        banks = {part for bank in banks for part in less(bank, first, end)}
    if not banks:
        raise Stops("no memory")
    ordered = sorted(joined(banks))
    base = -(-ordered[0][0] // KERNEL_ALIGNMENT) * KERNEL_ALIGNMENT
    if base > ordered[0][1]:
        raise Stops(f"the lowest range ends before its kernel's base {base:#x}")
    return ordered, base


def withheld(tree):
    parent = tree.root.children.get("reserved-memory")
    for node in parent.children.values() if parent else ():
        if "no-map" in node.properties and "reg" in node.properties:
            for address, size in regions(node):
                yield address, address + size


def less(bank, first, end):
    """A bank without a range; one of no size still parts it."""
    touches = (bank[0] <= first < bank[1]) or (first <= bank[0] < end)
    if not touches:
        return [bank]
    found = [(bank[0], first)] if bank[0] < first else []
    return found + ([(end, bank[1])] if end < bank[1] else [])


def joined(banks):
    """Those that touch; overlapping ones are left as they are, as kernels get them."""
    result = []
    for first, end in sorted(banks):
        if result and result[-1][1] == first:
            result[-1] = (result[-1][0], end)
        else:
            result.append((first, end))
    return result


# --- what else the kernel is told ----------------------------------------------------------------

def interrupts(tree):
    chosen = tree.root.children.get("chosen")
    if chosen is None:
        raise Stops("no /chosen")
    if "seL4,spi-irqs" not in chosen.properties:
        return []
    if not chosen.properties["seL4,spi-irqs"]:
        raise Stops("an empty list of interrupts")
    return Cells(chosen, "seL4,spi-irqs").left


def devices(tree, name, kinds):
    """(path, kind, compatible) of each device listed, by the first string that has a rule."""
    chosen = tree.root.children.get("chosen")
    found = []
    for text in chosen.strings(name) if chosen else ():
        node = tree.find(text.split(":")[0])
        if node is None:
            raise Stops(f"{name} names {text}, which is not there")
        found.append((node.path, *rule_for(node, kinds)))
    return found


def rule_for(node, kinds):
    for compatible in node.strings("compatible"):
        for kind in kinds:
            if compatible in KNOWN[kind]:
                return kind, compatible
    raise Stops(f"no rule for {node.path}, {node.strings('compatible')}")


class View:
    """One kernel's tree as its build sees it."""

    def __init__(self, tree):
        self.tree = tree
        self.memory, self.base = memory(tree)
        self.interrupts = interrupts(tree)

    def kernel_devices(self):
        return devices(self.tree, "seL4,kernel-devices",
                       ("interrupt controller", "timer", "console"))

    def loader_devices(self):
        return devices(self.tree, "seL4,elfloader-devices", tuple(KNOWN))
