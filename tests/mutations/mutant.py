# SPDX-License-Identifier: BSD-2-Clause
"""A good layout and its board, to be changed in one respect: what the rows of the table work on."""
import copy
import json
import pathlib
import subprocess

import yaml

TOP = pathlib.Path(__file__).resolve().parents[2]
MIB = 1 << 20
PAGE = 0x1000
REGISTERS = 0xd0000000     # neither RAM nor a device on any of the boards
WINDOW_END = 0x7fc0000000  # of physical memory that the contract's kernel can map


class Skip(Exception):
    """The mistake cannot be made in this example."""


class Facts:
    """What the rows need to know of a board; written down here, not asked of mkpart."""

    def __init__(self, memory, banks, free, last_irq, gic, console, spares, renamed):
        self.memory = memory      # path of the memory node
        self.banks = banks        # (start, size) of each
        self.free = free          # start of 256 MiB that no example fixes anything in
        self.last_irq = last_irq  # INTID
        self.gic = gic            # path, version
        self.console = console    # path
        self.spares = spares      # paths of devices of its own page that no example names
        self.renamed = renamed    # name of one more such device


BOARDS = {
    "qemu-arm-virt": Facts(
        "/memory@40000000", [(0x40000000, 2048 * MIB)], 0xb0000000, 159,
        ("/intc@8000000", 2), "/pl011@9000000",
        ["/virtio_mmio@a001000", "/virtio_mmio@a000000"], "virtio_mmio@a000400"),
    "zcu102": Facts(
        "/memory@0", [(0, 2048 * MIB), (0x800000000, 2048 * MIB)], 0x70000000, 187,
        ("/axi/interrupt-controller@f9010000", 2), "/axi/serial@ff000000",
        ["/axi/i2c@ff030000", "/axi/timer@ff110000"], "gpio@ff0a0000"),
    "imx8mm-evk": Facts(
        "/memory@40000000", [(0x40000000, 2048 * MIB)], 0xb0000000, 160,
        ("/soc@0/interrupt-controller@38800000", 3),
        "/soc@0/bus@30800000/spba-bus@30800000/serial@30890000",
        ["/soc@0/bus@30800000/i2c@30a30000", "/soc@0/bus@30800000/mmc@30b50000"],
        "mmc@30b60000"),
}

UNITS = {"K": 10, "M": 20, "G": 30}


def number(value):
    """As the layout has it: 256, "0x100", "256M"."""
    if isinstance(value, int):
        return value
    if value[-1] in UNITS:
        return int(value[:-1], 0) << UNITS[value[-1]]
    return int(value, 0)


def cells(*values):
    """Of two cells each, as in all the boards' memory nodes."""
    return " ".join(f"{v >> 32:#x} {v & 0xffffffff:#x}" for v in values)


class Example:
    """A layout of examples/ with its board, decompiled once."""

    def __init__(self, path, dtc):
        self.name = f"{path.parent.name}/{path.stem}"
        self.text = path.read_text()
        self.layout = yaml.safe_load(self.text)
        board = path.parent / self.layout["board"]["dtb"]
        self.facts = BOARDS[board.resolve().parent.name]
        self.dtb = board.read_bytes()
        self.dtc = dtc
        self.dts = subprocess.run([dtc, "-q", "-I", "dtb", "-O", "dts"], input=self.dtb,
                                  check=True, capture_output=True).stdout.decode()


class Mutant:
    """A copy of an example. Each attribute is for the rows to change:

    layout      what the file says, as Python's lists and maps
    dts         appended to the board's tree, which merges it
    reserve     lines for the start of the tree: /memreserve/
    patch       (old, new) bytes of the board's blob
    blob        the whole board file, if not None
    text        function from the example's YAML text to that of the mutant, for what is no data
    recipe      lines for tests/images/make.py, which makes files beside the layout
    command     mkpart's arguments, before those of every run and the layout
    """

    def __init__(self, example):
        self.example = example
        self.facts = example.facts
        self.layout = copy.deepcopy(example.layout)
        self.layout["board"]["dtb"] = "board.dtb"
        self.dts = ""
        self.reserve = ""
        self.patch = None
        self.blob = None
        self.text = None
        self.recipe = []
        self.command = ["check"]
        self.free = example.facts.free
        self.registers = REGISTERS
        self.count = 0

    # --- words for the rows -------------------------------------------------------------------

    def skip_unless(self, possible):
        if not possible:
            raise Skip

    def only_on(self, board):
        self.skip_unless(self.facts is BOARDS[board])

    def node(self, index):
        return self.layout["nodes"][index]

    def names(self):
        return [n["name"] for n in self.layout["nodes"]]

    def new_name(self):
        self.count += 1
        return f"planted{self.count}"

    def take(self, size=16 * MIB):
        """Start of memory that nothing else has."""
        start = self.free
        self.free += -(-size // (16 * MIB)) * 16 * MIB
        return start

    def slice(self, index):
        """The node's first range, with a fixed start, and the size as a number."""
        ranges = self.node(index)["memory"]
        first = ranges[0]["reg"][0] if "reg" in ranges[0] else ranges[0]
        if "start" not in first:
            del ranges[1:]
            ranges[0] = first = {"start": self.take(), "size": 16 * MIB}
        first["size"] = number(first["size"])
        return first

    def set_slice(self, index, *ranges):
        self.node(index)["memory"] = [{"start": start, "size": size} for start, size in ranges]

    def add(self, key, *items, node=None):
        """To a list of the layout, or of a node."""
        owner = self.layout if node is None else self.node(node)
        owner.setdefault(key, []).extend(items)

    def shared(self, **changes):
        """A further shared region of the first two nodes; with None, without that key."""
        region = {"name": self.new_name(), "nodes": self.names()[:2],
                  "memory": {"size": "64K"}, **changes}
        self.add("shared", {k: v for k, v in region.items() if v is not None})

    def ipi(self, **changes):
        """A further IPI from the second node to the first."""
        ipi = {"name": self.new_name(), "from": self.names()[1], "to": self.names()[0], **changes}
        self.add("ipis", {k: v for k, v in ipi.items() if v is not None})

    def connection(self, type="seL4SharedData", **changes):
        """A further one, from a component of the first node to one of the second."""
        name = self.new_name()
        for index, end in enumerate(("from", "to")):
            self.add("components", f"{name}{end}", node=index)
        self.add("connections", {"name": name, "type": type, "from": f"{name}from.port",
                                 "to": f"{name}to.port", **changes})
        return self.layout["connections"][-1]

    def fixed_shared(self, start, size=PAGE):
        self.shared(memory={"start": start, "size": size})

    def loader(self, start, size=16 * MIB):
        self.layout["loader"] = {"memory": {"start": start, "size": size}}

    def unallow(self, code):
        """What the example lives with is told again."""
        allowed = self.layout.get("allow", [])
        self.layout["allow"] = [entry for entry in allowed if entry["code"] != code]

    def setting(self, index, name, value):
        """Of the kernel's build, in one node."""
        kernel = self.node(index).setdefault("kernel", {})
        kernel.setdefault("settings", {})[name] = value

    def at(self, path, text):
        """Reopens a node of the board's tree."""
        self.dts += f"&{{{path}}} {{ {text} }};\n"

    def device(self, text="", spi=None, at=None, kind="example,planted", size=PAGE):
        """A further device, of a page; gives its path."""
        if at is None:
            at = self.registers
            self.registers += MIB
        path = f"/{self.new_name()}@{at:x}"
        if spi is not None:
            text += f"interrupt-parent = <&{{{self.facts.gic[0]}}}>; interrupts = <0 {spi} 4>;"
        self.dts += (f"/ {{ {path[1:]} {{ compatible = \"{kind}\"; reg = <{cells(at, size)}>; "
                     f"{text} }}; }};\n")
        return path

    def carve(self, start, size, properties):
        """A child of /reserved-memory."""
        self.dts += ("/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; "
                     f"{self.new_name()}@{start:x} {{ reg = <{cells(start, size)}>; "
                     f"{properties} }}; }}; }};\n")

    def banks(self, *banks):
        """RAM of the board's one memory node."""
        self.at(self.facts.memory, f"reg = <{cells(*(v for bank in banks for v in bank))}>;")

    def cpu_path(self, index):
        """Of a node's core."""
        return "/cpus/" + self.node(index)["cpu"]

    def spare_cpu(self):
        used = {n["cpu"] for n in self.layout["nodes"]}
        free = [c for c in ("cpu@0", "cpu@1", "cpu@2", "cpu@3") if c not in used]
        self.skip_unless(free)
        return free[0]

    def built(self, *recipe, archive=False, loader=False):
        """Images as the plan of this layout has them, and then what the recipe does to them."""
        self.recipe += ["images: planned", *recipe]
        self.command += ["--images", "images"]
        if archive:
            self.command += ["--archive", "archive.cpio"]
        if loader:
            self.command += ["--loader", "elfloader"]

    def image(self, index, file):
        return f"images/{self.node(index)['name']}/{file}"

    # --- the files ----------------------------------------------------------------------------

    def board(self):
        blob = self.example.dtb if self.blob is None else self.blob
        if self.dts or self.reserve:
            head, tree = self.example.dts.split("/dts-v1/;", 1)
            source = f"{head}/dts-v1/;\n{self.reserve}{tree}\n{self.dts}"
            blob = subprocess.run([self.example.dtc, "-q", "-f", "-I", "dts", "-O", "dtb"],
                                  input=source.encode(), check=True, capture_output=True).stdout
        if self.patch:
            old, new = self.patch
            assert old in blob and len(old) == len(new)
            blob = blob.replace(old, new)
        return blob

    def write(self, scene):
        """Into that folder; gives the layout's path."""
        (scene / "board.dtb").write_bytes(self.board())
        if self.text:
            dtb = self.example.layout["board"]["dtb"]
            text = self.text(self.example.text.replace(f"dtb: {dtb}", "dtb: board.dtb"))
            content = text if isinstance(text, bytes) else text.encode()
            layout = scene / "layout.yaml"
        else:
            content = json.dumps(self.layout, indent=1).encode()
            layout = scene / "layout.json"
        layout.write_bytes(content)
        return layout
