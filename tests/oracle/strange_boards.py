# SPDX-License-Identifier: BSD-2-Clause
"""Random boards: device trees with what real ones have and no synthetic board has all of: cells
other than the root's, memory behind a bus, on chip or disabled, reservations in each other or
disabled, GPUs that list RAM, clusters, PCI hosts, buses whose devices reach a part of memory.
A tree is a function of its number; dtc makes the blobs."""
import itertools
import random
import subprocess

PAGE = 0x1000
MIB = 1 << 20
BANKS = ((0x40000000, 512 * MIB), (0x60000000, 512 * MIB), (0x80000000, 1024 * MIB),
         (0x100000000, 1024 * MIB), (0x880000000, 2048 * MIB))
# Around the limits of a former mkpart, or of this one: entries of one `reg`, devices, streams of a
# node's devices, devices on one page, cores.
MANY = {"entries": (4097,), "devices": (1030,), "streams": (1023, 1024), "page": (64, 65),
        "cores": (520,)}
CORES = (b"arm,cortex-a53", b"arm,cortex-a57", b"arm,cortex-a72")


def cells(number, count):
    """As dtc's source has it."""
    return " ".join(f"{number >> 32 * (count - 1 - i) & 0xffffffff:#x}" for i in range(count))


class Maker:
    """Makes one board; `random` decides, and is all that it depends on."""

    def __init__(self, dice):
        self.random = dice
        self.near, self.size = dice.choice(((2, 2), (2, 2), (2, 1), (1, 1)))
        self.devices, self.spis = itertools.count(), itertools.count(2)
        self.ram = []
        self.kind = dice.choice((*MANY, *[""] * 195))
        self.count = dice.choice(MANY.get(self.kind, (0,)))

    def chance(self, probability):
        return self.random.random() < probability

    def part(self, first, size, near=None, length=None):
        return f"{cells(first, near or self.near)} {cells(size, length or self.size)}"

    def source(self):
        parts = (self.memory, self.reserved, self.cores, self.gic, self.fixed, self.soc, self.gpu,
                 self.pci, self.firmware, self.many)
        compatible = self.random.choice(("linux,dummy-virt", "acme,strange", "acme,strange"))
        if self.kind == "cores":
            compatible = "acme,strange"
        self.gic_version = 2 if compatible == "linux,dummy-virt" else self.random.choice((2, 3))
        if self.kind == "cores":
            self.gic_version = 3
        body = "".join(part() for part in parts)
        return (f"/dts-v1/;\n{self.memreserve()}/ {{\n\t#address-cells = <{self.near}>;\n"
                f"\t#size-cells = <{self.size}>;\n\tcompatible = \"{compatible}\";\n"
                f"\tinterrupt-parent = <&gic>;\n{body}}};\n")

    # --- memory ---

    def memory(self):
        """One node with several banks, or several nodes; now and then below a bus."""
        fitting = [b for b in BANKS if self.near == 2 or b[0] < 1 << 32]
        self.ram = sorted(self.random.sample(fitting, self.random.choice((1, 1, 2, 3))))
        text = ""
        if self.chance(0.4):
            text += self.memory_node("memory", self.ram)
        else:
            for first, size in self.ram:
                text += (self.behind_a_bus if self.chance(0.15) else self.beside)(first, size)
        if self.chance(0.3):
            text += self.on_chip()
        if self.chance(0.3):
            text += self.memory_node("secram@e000000", [(0xe000000, 16 * MIB)],
                                     '\t\tstatus = "disabled";\n')
        return text

    def beside(self, first, size):
        usable = ""
        if self.chance(0.1):
            usable = f"\t\tlinux,usable-memory = <{self.part(first, size // 2)}>;\n"
            self.ram[self.ram.index((first, size))] = first, size // 2
        return self.memory_node(f"memory@{first:x}", [(first, size)], usable)

    @staticmethod
    def body(text):
        return f'\t\tdevice_type = "memory";\n{text}'

    def memory_node(self, name, banks, more=""):
        reg = ">, <".join(self.part(first, size) for first, size in banks)
        return f"\t{name} {{\n{self.body(f'{chr(9) * 2}reg = <{reg}>;{chr(10)}')}{more}\t}};\n"

    def behind_a_bus(self, first, size):
        """At 0 there, and with other cells."""
        near = self.random.choice((1, 2))
        ranges = f"{cells(0, near)} {cells(first, self.near)} {cells(size, near)}"
        return (f"\taxi@{first:x} {{\n\t\tcompatible = \"simple-bus\";\n"
                f"\t\t#address-cells = <{near}>;\n\t\t#size-cells = <{near}>;\n"
                f"\t\tranges = <{ranges}>;\n\t\tmemory@0 {{\n\t\t\tdevice_type = \"memory\";\n"
                f"\t\t\treg = <{self.part(0, size, near, near)}>;\n\t\t}};\n\t}};\n")

    def on_chip(self):
        """Small, or large and said to be."""
        if self.chance(0.5):
            return self.memory_node("memory@fffc0000", [(0xfffc0000, 0x40000)])
        return self.memory_node("ocm@fe000000", [(0xfe000000, 16 * MIB)])

    def some_part(self):
        """Of RAM, in whole pages, often at an end of it."""
        first, size = self.random.choice(self.ram)
        length = self.random.choice((PAGE, 16 * PAGE, MIB, 16 * MIB, 33 * MIB))
        offset = self.random.choice((0, size - length, size // 2,
                                     self.random.randrange(size - length) // PAGE * PAGE))
        return first + offset, length

    def memreserve(self):
        if not self.chance(0.2):
            return ""
        return "/memreserve/ {:#x} {:#x};\n".format(*self.some_part())

    def reserved(self):
        if self.chance(0.3):
            return ""
        near, size = self.random.choice(((self.near, self.size), (2, 2), (2, 1)))
        taken, text = set(), ""
        for _ in range(self.random.randrange(1, 5)):
            first, length = self.some_part()
            inner = [(first + PAGE, PAGE)] if length > 2 * PAGE and self.chance(0.2) else []
            for at, amount in [(first, length), *inner]:
                if at not in taken:
                    taken.add(at)
                    text += self.reservation(at, amount, near, size)
        return (f"\treserved-memory {{\n\t\t#address-cells = <{near}>;\n"
                f"\t\t#size-cells = <{size}>;\n\t\tranges;\n{text}\t}};\n")

    def reservation(self, first, length, near, size):
        more = self.random.choice(("no-map;", "no-map;", "", "reusable;"))
        status = 'status = "disabled";' if self.chance(0.2) else ""
        return (f"\t\tkept@{first:x} {{ reg = <{self.part(first, length, near, size)}>; "
                f"{more} {status} }};\n")

    # --- cores and what kernels drive ---

    def cores(self):
        """One to three clusters, seldom in the order of their numbers."""
        wide = self.gic_version == 3 and self.chance(0.15)
        tops = [0, 0x100, 0x10000 if self.gic_version == 3 else 0x200][:self.random.choice(
            (1, 1, 2, 3))]
        if wide and self.chance(0.5):
            tops.append(1 << 32)
        numbers = [top | i for top in tops for i in range(self.random.choice((1, 2, 4)))]
        if self.kind == "cores":
            numbers = [i // 16 << 8 | i % 16 for i in range(self.count)]
        if len(numbers) == 1:
            numbers.append(1)
        if self.chance(0.15):
            self.random.shuffle(numbers)
        text = "".join(map(self.core, numbers, itertools.repeat(2 if wide else 1)))
        return (f"\tcpus {{\n\t\t#address-cells = <{2 if wide else 1}>;\n\t\t#size-cells = <0>;\n"
                f"{text}\t}};\n\tpsci {{ compatible = \"arm,psci-1.0\"; method = \"smc\"; }};\n")

    def core(self, number, width):
        kind = CORES[(number >> 8) % 3].decode()
        status = 'status = "disabled"; ' if number and self.chance(0.03) else ""
        return (f"\t\tcpu@{number:x} {{ device_type = \"cpu\"; compatible = \"{kind}\"; "
                f"enable-method = \"psci\"; {status}reg = <{cells(number, width)}>; }};\n")

    def gic(self):
        kind = "arm,cortex-a15-gic" if self.gic_version == 2 else "arm,gic-v3"
        frames = ((0, 0x10000), (0x10000, 0x10000), (0x30000, 0x10000), (0x40000, 0x10000)) \
            if self.gic_version == 2 else ((0, 0x10000), (0xa0000, 0xf60000))
        reg = ">, <".join(self.part(0x8000000 + first, size) for first, size in frames)
        return (f"\tgic: interrupt-controller@8000000 {{\n\t\tcompatible = \"{kind}\";\n"
                f"\t\tinterrupt-controller;\n\t\t#interrupt-cells = <3>;\n"
                f"\t\t#address-cells = <0>;\n\t\treg = <{reg}>;\n\t\tinterrupts = <1 9 4>;\n"
                "\t};\n\ttimer { compatible = \"arm,armv8-timer\"; interrupts = <1 13 8>, "
                "<1 14 8>, <1 11 8>, <1 10 8>; };\n")

    def fixed(self):
        """The console, and what others hang on."""
        irqs = "\t\tseL4,spi-irqs = <40 41>;\n" if self.chance(0.1) else ""
        return (f"\tchosen {{\n\t\tstdout-path = \"/serial@9000000\";\n{irqs}\t}};\n"
                f"\tserial@9000000 {{ compatible = \"arm,pl011\"; "
                f"reg = <{self.part(0x9000000, PAGE)}>; interrupts = <0 1 4>; }};\n"
                f"\tclk: clock@9010000 {{ compatible = \"acme,clk\"; #clock-cells = <1>; "
                f"#reset-cells = <1>; reg = <{self.part(0x9010000, PAGE)}>; }};\n")

    # --- devices ---

    def device(self, name="dev", near=None, size=None, more=""):
        """A page each; two that follow each other share one now and then."""
        number = next(self.devices)
        at = 0x10000000 + number * PAGE + (0x800 if number % 2 == 0 and self.chance(0.2) else 0)
        length = self.random.choice((PAGE, PAGE, 0x100, 2 * PAGE))
        line = next(self.spis) if self.chance(0.8) else 2
        status = 'status = "disabled"; ' if self.chance(0.1) else ""
        needs = f"clocks = <&clk {self.random.randrange(3)}>; " if self.chance(0.3) else ""
        return (f"\t{name}@{at:x} {{ compatible = \"acme,{name}\"; {status}{needs}{more}"
                f"reg = <{self.part(at, length, near, size)}>; interrupts = <0 {line} 4>; }};\n")

    def soc(self):
        """Devices at the root and on a bus, which reaches a part of memory."""
        text = "".join(self.device() for _ in range(self.random.randrange(5)))
        if self.chance(0.6):
            near = self.random.choice((1, 2))
            reach = self.random.choice((0x40000000, 0x60000000, 0x100000000))
            window = f"{cells(0, near)} {cells(0, self.near)} {cells(min(reach, 0xffffffff), near)}"
            window += " 0" if self.chance(0.05) else "" # one cell too many: not to be read
            dma = f"\t\tdma-ranges = <{window}>;\n" if self.chance(0.5) else ""
            inner = "".join(self.device("mmc", near, near, "dma-coherent; ")
                            for _ in range(self.random.randrange(1, 5)))
            text += (f"\tsoc {{\n\t\tcompatible = \"simple-bus\";\n\t\t#address-cells = <{near}>;\n"
                     f"\t\t#size-cells = <{near}>;\n\t\tranges;\n{dma}{inner}\t}};\n")
        return text

    def gpu(self):
        """Registers, and RAM that it may use."""
        if not self.chance(0.25):
            return ""
        first, size = self.random.choice(self.ram)
        claimed = self.random.choice(((first, size), (first + size // 2, 2 * MIB),
                                      (first + size // 2, 16 * MIB)))
        return (f"\tgpu@12000000 {{ compatible = \"acme,gpu\"; reg = "
                f"<{self.part(0x12000000, 0x4000)}>, <{self.part(*claimed)}>; "
                f"interrupts = <0 {next(self.spis)} 4>; }};\n")

    def pci(self):
        """A host with a window and four lines."""
        if not self.chance(0.3):
            return ""
        lines = "".join(f"\t\t\t<0 0 0 {i + 1} &gic 0 {next(self.spis)} 4>{';' if i == 3 else ','}"
                        "\n" for i in range(4))
        return (f"\tpcie@13000000 {{\n\t\tcompatible = \"pci-host-ecam-generic\";\n"
                f"\t\tdevice_type = \"pci\";\n\t\t#address-cells = <3>;\n\t\t#size-cells = <2>;\n"
                f"\t\t#interrupt-cells = <1>;\n\t\treg = <{self.part(0x13000000, MIB)}>;\n"
                f"\t\tbus-range = <0 0>;\n\t\tranges = <0x2000000 0 0x20000000 "
                f"{cells(0x20000000, self.near)} 0 0x8000000>;\n"
                f"\t\tinterrupt-map-mask = <0 0 0 7>;\n\t\tinterrupt-map =\n{lines}\t}};\n")

    def firmware(self):
        if not self.chance(0.1):
            return ""
        return "\tfirmware { optee { compatible = \"linaro,optee-tz\"; method = \"smc\"; }; };\n"

    def many(self):
        """One board in forty is larger than an mkpart of before would look at."""
        make = {"devices": self.many_devices, "entries": self.many_entries,
                "streams": self.many_streams, "page": self.crowded_page}.get(self.kind)
        return make() if make else ""

    def pad(self, first, size, more=""):
        return (f"\tpad@{first:x} {{ compatible = \"acme,pad\"; {more}"
                f"reg = <{self.part(first, size)}>; }};\n")

    def many_devices(self):
        return "".join(self.pad(0x30000000 + i * PAGE, PAGE) for i in range(self.count))

    def many_entries(self):
        entries = [(0x30000000 + i * 2 * PAGE, PAGE) for i in range(self.count - 1)]
        entries.append((self.ram[0][0] + 64 * MIB, PAGE))
        reg = ">, <".join(self.part(*entry) for entry in entries)
        return f"\tpad@30000000 {{ compatible = \"acme,pad\"; reg = <{reg}>; }};\n"

    def many_streams(self):
        """One device has all but the last, which is another's; a third has the last one too."""
        streams = ">, <".join(f"&smmu {i}" for i in range(self.count - 1))
        last = f"iommus = <&smmu {self.count - 1}>; "
        return (f"\tsmmu: iommu@30000000 {{ compatible = \"arm,smmu-v3\"; #iommu-cells = <1>; "
                f"reg = <{self.part(0x30000000, 32 * PAGE)}>; }};\n"
                + self.pad(0x30100000, PAGE, f"iommus = <{streams}>; ")
                + self.pad(0x30101000, PAGE, last) + self.pad(0x30102000, PAGE, last))

    def crowded_page(self):
        return "".join(self.pad(0x30000000 + i * 0x20, 0x20) for i in range(self.count))


def make(seed, number):
    return Maker(random.Random(f"{seed} board {number}")).source()


def compile_into(folder, seed, count, dtc):
    """So many blobs, as paths."""
    paths = []
    for number in range(count):
        path = folder / f"strange-{number}.dtb"
        result = subprocess.run([dtc, "-q", "-I", "dts", "-O", "dtb", "-o", path, "-"],
                                input=make(seed, number).encode(), capture_output=True, check=False)
        if result.returncode:
            raise RuntimeError(f"board {seed} {number}: {result.stderr.decode()}")
        paths.append(path)
    return paths
