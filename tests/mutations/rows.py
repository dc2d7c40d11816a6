# SPDX-License-Identifier: BSD-2-Clause
"""The mistakes. A row is one line: the code that must be found, what is done, and how.

    row("MK0101", "two slices begin alike", plant, touches={"slice0", "slice1"})

`plant` changes a Mutant, or raises Skip where it cannot. `touches` names what it changes for
others to see: two rows that touch the same are no independent mistakes. What a row adds without
taking it from anybody touches nothing. `also` are further codes that say the same mistake, each
of them truly. `mistake` is the line of the table of what really went wrong on boards, from 1.
`alone` says why nothing else can be found beside it.
"""
import json

from mutant import BOARDS, MIB, PAGE, REGISTERS, WINDOW_END, cells

ROWS = []


class Row:
    def __init__(self, code, about, plant, touches=(), also=(), mistake=0, alone=None):
        self.code = code
        self.about = about
        self.plant = plant
        self.touches = set(touches)
        self.also = set(also)
        self.mistake = mistake
        self.alone = alone

    def __str__(self):
        return f"{self.code} ({self.about})"


def row(*args, **kwargs):
    ROWS.append(Row(*args, **kwargs))


# Codes without a row, and why.
EXCEPTIONS = {
    "MK0121": "a tree of one address cell is another board: each of its reg properties differs",
    **dict.fromkeys((*(f"MK12{n:02}" for n in (*range(1, 8), *range(10, 33))),),
                    "the examples are of the contract sel4-overlay, which has no boot blocks"),
    **dict.fromkeys(("MK0031", "MK0032"), "a file of another kind, not a mistake in this one"),
    **dict.fromkeys(("MK0033", "MK0034"), "mutants write all numbers alike, with 0x"),
}

# What of an interrupt or of the loader's start is wrong depends on what platform it is.
PLATFORM = dict.fromkeys(("MK0503", "MK0504", "MK0505", "MK0509", "MK0516"),
                         "limit, start and paths are the platform's")
NO_GIC = "the tree's interrupts lead nowhere then"

# code: {code that hides it: why}, beyond the prerequisites that the rules themselves state.
MASKED = {
    **dict.fromkeys(("MK0201", "MK0210", "MK0211", "MK0212", "MK0213", "MK0214", "MK0218"),
                    {"MK0506": NO_GIC}),
    "MK0128": {f"MK{number:04}": "what could not be read may be what memory is kept for"
               for number in range(1, 22)},
    "MK0114": {"MK0619": "a range that is placed nowhere holds no kernel"},
    "MK0127": {f"MK09{number:02}": "with an image, pieces are counted exactly: it may be too many"
               for number in range(1, 20)},
    "MK0129": PLATFORM,
    "MK0130": {"MK0501": "what is placed nowhere gets no size"},
    "MK0203": PLATFORM,
    "MK0204": PLATFORM,
    "MK0205": PLATFORM,
    "MK0209": {"MK0506": NO_GIC, **PLATFORM},
    **dict.fromkeys(("MK0406", "MK0407"), dict.fromkeys(
        ("MK0401", "MK0404"), "which core the node gets is not known")),
    "MK0511": {"MK0525": "a bank is what may be used of it then"},
    "MK0515": PLATFORM,
    "MK0603": {"MK0506": "a controller that is not known is no controller"},
    "MK0614": {"MK0506": NO_GIC},
    "MK0805": PLATFORM,
    "MK1102": {"MK0007": "a list of components that cannot be read lists none"},
}


# --- MK00: what is no layout ----------------------------------------------------------------

STOPS = "reading stops there"
NO_BOARD = "nothing can be compared with a board that was not read"


def text_row(code, about, change):
    def plant(m):
        m.text = change
    row(code, about, plant, alone=STOPS)


def blob_row(code, about, change):
    def plant(m):
        m.blob = change(m.example.dtb)
    row(code, about, plant, alone=NO_BOARD)


def set_board(**keys):
    return lambda m: m.layout["board"].update(keys)


def without(text, part):
    assert part in text
    return text.replace(part, "", 1)


def deeper(m):
    value = "x"
    for _ in range(40):
        value = [value]
    m.shared(nodes=value)


def aliases(text):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 8)]
    return text + "\n".join(lines) + "\n"


row("MK0001", "the board is not there", set_board(dtb="nowhere.dtb"), alone=NO_BOARD)
text_row("MK0002", "a stray byte", lambda t: t.encode().replace(b"contr", b"contr\xf6", 1)
         if "contr" in t else t.encode() + b"# \xf6\n")
text_row("MK0002", "a NUL byte", lambda t: t.replace("nodes:", "nodes\0:", 1))
text_row("MK0002", "UTF-16", lambda t: b"\xff\xfe" + t.encode("utf-16-le"))
text_row("MK0003", "a tab as indentation", lambda t: t.replace("\n    cpu:", "\n\tcpu:", 1))
text_row("MK0003", "a bracket that is not closed", lambda t: t.replace("}]", "}", 1)
         if "}]" in t else t + "x: [\n")
text_row("MK0003", "cut off within a list", lambda t: t[:t.rindex("{") + 5])
row("MK0004", "a misspelt key", lambda m: m.shared(nods=m.names()[:2]))
row("MK0004", "a misspelt key of an IPI", lambda m: m.ipi(form=m.names()[0]))
text_row("MK0005", "a key twice", lambda t: t + "version: 1\n")
row("MK0006", "an IPI to nobody", lambda m: m.ipi(to=None))
row("MK0006", "a shared region without memory", lambda m: m.shared(memory=None))
row("MK0007", "a number for a list", lambda m: m.shared(nodes=2), touches={"names"})
row("MK0007", "a number for a map", lambda m: m.shared(memory=4096))
for value in ("0755", "1:30:00", "64KB", 65536.0, "1e6"):
    row("MK0008", f"a size of {value}", lambda m, v=value: m.shared(memory={"size": v}))
for value in (-4096, "0x10000000000000000", "16777216T"):
    row("MK0009", f"a size of {value}", lambda m, v=value: m.shared(memory={"size": v}))
row("MK0010", "spi and intid", lambda m: m.add("irqs", {"spi": 40, "intid": 72}, node=0))
row("MK0011", "version 2", lambda m: m.layout.update(version=2))
row("MK0012", "forty lists in each other", deeper, alone=STOPS)
text_row("MK0013", "a layout of more than 1 MiB", lambda t: t + "#" * MIB + "\n")
blob_row("MK0013", "a board of more than 16 MiB", lambda b: b.ljust(17 * MIB, b"\0"))
text_row("MK0014", "aliases upon aliases", aliases)
text_row("MK0015", "a second document", lambda t: t + "---\nversion: 1\n")
text_row("MK0016", "a tag", lambda t: t.replace("version: 1", "version: !!int 1", 1))
blob_row("MK0017", "a text", lambda b: b"no tree at all\n")
blob_row("MK0017", "an empty file", lambda b: b"")
blob_row("MK0018", "half of a blob", lambda b: b[:len(b) // 2])
blob_row("MK0018", "a damaged structure block", lambda b: b[:0x80] + b"\xff" * 64 + b[0xc0:])
row("MK0019", "an unknown choice", set_board(tree="bord"), touches={"board"})
row("MK0020", "no board", lambda m: m.layout["board"].pop("dtb"), alone=NO_BOARD)

# --- MK01: memory ---------------------------------------------------------------------------

S0, S1 = "slice0", "slice1"


def ends_differ(m):
    start = m.slice(0)["start"]
    m.slice(1)
    m.set_slice(0, (start, 64 * MIB))
    m.set_slice(1, (start + 16 * MIB, 96 * MIB))


def move(index, start):
    def plant(m):
        part = m.slice(index)
        m.set_slice(index, (start(m, part), part["size"]))
    return plant


def resize(index, size):
    def plant(m):
        part = m.slice(index)
        m.set_slice(index, (part["start"], size(part["size"])))
    return plant


def ram_end(m):
    return sum(m.facts.banks[-1])


def own_overlap(m):
    part = m.slice(0)
    m.add("memory", {"start": part["start"] + part["size"] - 2 * PAGE, "size": PAGE},
          node=0)


def two_banks(m):
    """The first bank in two that adjoin."""
    (start, size), *others = m.facts.banks
    middle = m.facts.free + 128 * MIB
    m.banks((start, middle - start), (middle, start + size - middle), *others)
    return middle


def across_banks(m):
    m.set_slice(1, (two_banks(m) - 16 * MIB, 32 * MIB))


def other_memory_node(m):
    """The upper part of the first bank in a memory node of its own."""
    (start, size), *others = m.facts.banks
    middle = m.facts.free + 128 * MIB
    m.banks((start, middle - start), *others)
    m.dts += (f"/ {{ memory@{middle:x} {{ device_type = \"memory\"; "
              f"reg = <0x0 {middle:#x} 0x0 {start + size - middle:#x}>; }}; }};\n")
    m.node(1)["memory"] = [{"node": m.facts.memory,
                            "reg": [{"start": middle, "size": 16 * MIB}]}]


def above_window(m):
    start = WINDOW_END - 0x40000000
    m.banks(*m.facts.banks, (start, 0x80000000))
    m.set_slice(1, (WINDOW_END - 16 * MIB, 32 * MIB))


def mapped_reservation(m):
    m.carve(m.slice(1)["start"], PAGE, "")


def firmware_reservation(m):
    part = m.slice(1)
    m.carve(part["start"] + part["size"] - PAGE, PAGE, "no-map;")


def memreserve(m):
    m.reserve += f"/memreserve/ {m.slice(1)['start'] + MIB:#x} 0x1000;\n"


def loader_over_reservation(m):
    start = m.take()
    m.carve(start, PAGE, "no-map;")
    m.loader(start)


def within_a_page(m):
    part = m.slice(1)
    m.set_slice(1, (part["start"] + 0x800, part["size"] - PAGE))


def small_first(m):
    m.set_slice(0, (m.slice(0)["start"], 2 * MIB), (m.take(), 16 * MIB))


def no_boundary(m):
    m.set_slice(1, (m.slice(1)["start"] + MIB, 8 * MIB), (m.take(), 16 * MIB))


def unaligned(m):
    part = m.slice(0)
    m.set_slice(0, (part["start"] + MIB, max(part["size"], 32 * MIB) - MIB))


def wrong_memory_node(m):
    part = m.slice(1)
    m.node(1)["memory"] = [{"node": m.facts.memory + "0", "reg": [part]}]


def registers_in_slice(m):
    m.device(at=m.slice(1)["start"] + MIB)


def reservations_overlap(m):
    start = m.take()
    m.carve(start, 2 * PAGE, "no-map;")
    m.add("reserved", {"start": start + PAGE, "size": 2 * PAGE})


def registers_in_loader(m):
    start = m.take()
    m.loader(start)
    m.device(at=start + MIB)


# In the talk's form each node reserves the other's memory, so that it is in its own way too.
row("MK0101", "two slices begin alike", move(1, lambda m, p: m.slice(0)["start"]),
    touches={S0, S1}, also={"MK0107"})
row("MK0101", "two slices with different ends", ends_differ, touches={S0, S1},
    also={"MK0107"}, mistake=1)
row("MK0102", "two own ranges overlap in a page", own_overlap, touches={S0})
row("MK0103", "a range of no bytes", lambda m: m.add("memory", {"size": 0}, node=0),
    touches={S0})
row("MK0103", "a shared region of no bytes", lambda m: m.shared(memory={"size": 0}))
row("MK0104", "a reserved range that wraps",
    lambda m: m.add("reserved", {"start": "0xfffffffffffff000", "size": "8K"}))
row("MK0105", "a slice behind RAM", move(1, lambda m, p: ram_end(m)), touches={S1}, mistake=6)
row("MK0105", "a slice half behind RAM",
    lambda m: m.set_slice(1, (ram_end(m) - 16 * MIB, 32 * MIB)), touches={S1})
row("MK0106", "a slice across two banks", across_banks, touches={S1, "ram"})
row("MK0107", "a slice over a range of `reserved`",
    lambda m: m.add("reserved", {"start": m.slice(1)["start"], "size": PAGE}), touches={S1})
row("MK0107", "a slice over its own node's `reserved`",
    lambda m: m.add("reserved", {"start": m.slice(1)["start"], "size": PAGE}, node=1),
    touches={S1})
row("MK0107", "a slice over no-map memory", firmware_reservation, touches={S1})
row("MK0107", "a slice over /memreserve/", memreserve, touches={S1})
row("MK0108", "a slice over reserved memory that may be mapped", mapped_reservation,
    touches={S1})
row("MK0109", "the loader in a slice", lambda m: m.loader(m.slice(1)["start"]),
    touches={S1, "loader"}, also={"MK0805"})
row("MK0110", "the loader behind RAM", lambda m: m.loader(ram_end(m)), touches={"loader"},
    also={"MK0805"})
row("MK0110", "the loader over no-map memory", loader_over_reservation, touches={"loader"},
    also={"MK0805"})
row("MK0136", "the loader has room for its page tables alone",
    lambda m: m.loader(m.take(), 0x10000), touches={"loader"}, also={"MK0805"})
row("MK0111", "half a page more", resize(1, lambda size: size - 0x800), touches={S1})
row("MK0111", "a start within a page", within_a_page, touches={S1})
row("MK0112", "a slice off 16 MiB", unaligned, touches={S0}, mistake=3)
row("MK0113", "a slice between two boundaries", no_boundary, touches={S1})
row("MK0114", "the kernel does not fit the first range", small_first, touches={S0}, mistake=4)
row("MK0115", "too small to boot", resize(1, lambda size: 2 * MIB), touches={S1})
row("MK0116", "a misspelt memory node", wrong_memory_node, touches={S1})
row("MK0117", "RAM of another memory node", other_memory_node, touches={S1, "ram"})
row("MK0118", "more than there is", lambda m: m.add("memory", {"size": "1T"}, node=0),
    touches={S0})
row("MK0119", "a node without memory", lambda m: m.node(1).update(memory=[]), touches={S1})
row("MK0120", "above the kernel's window", above_window, touches={S1, "ram"})
row("MK0122", "registers in a slice", registers_in_slice, touches={S1})
row("MK0123", "two reservations overlap", reservations_overlap)
row("MK0124", "registers in the loader", registers_in_loader, touches={"loader"})


def large_cnode(m):
    """Half of the slice, which the images are in the other half of."""
    m.set_slice(1, (m.slice(1)["start"], 16 * MIB))
    m.setting(1, "KernelRootCNodeSizeBits", 18)


def many_pieces(m):
    m.slice(0) # below
    start = m.take(64 * MIB)
    m.add("memory", *({"start": start + i * MIB + PAGE, "size": PAGE} for i in range(64)), node=0)


def limit_nearly_reached(m):
    """One slice at a place of its own: that and all around it are about 60 pieces."""
    m.set_slice(0, (m.facts.free + 240 * MIB, 16 * MIB))
    m.setting(0, "KernelMaxNumBootinfoUntypedCaps", 60)


row("MK0125", "a CNode as large as half of the slice", large_cnode, touches={S1, "kernel"})
row("MK0126", "sixty-five ranges", many_pieces, touches={S0})
row("MK0126", "a kernel that hands out ten untypeds",
    lambda m: m.setting(0, "KernelMaxNumBootinfoUntypedCaps", 10), touches={S0, "kernel"})
row("MK0127", "nearly as many pieces as there may be", limit_nearly_reached,
    touches={S0, "kernel", "platform"})
row("MK0128", "nobody says what the rest of RAM is for", lambda m: m.unallow("MK0128"),
    touches={"allow", "ram"})
row("MK0129", "a shared region with a digit too many", lambda m: m.fixed_shared(0x100000000000),
    touches={"behind ram"}, also={"MK0708"})
row("MK0130", "a shared region of a third of a page",
    lambda m: m.shared(memory={"size": 1500}))
row("MK0132", "a rest with a start", lambda m: m.add("memory",
    {"start": m.take(), "size": "rest"}, node=0))
row("MK0133", "a weight of a size",
    lambda m: m.add("memory", {"size": "16M", "weight": 2}, node=0))
row("MK0134", "an align of 48 MiB",
    lambda m: m.shared(memory={"size": 4096, "align": "48M"}))
row("MK0135", "near, and no NUMA nodes",
    lambda m: m.shared(memory={"size": 4096, "near": "cpu"}))

# --- MK02: interrupts -----------------------------------------------------------------------


def same_spi(m):
    m.add("irqs", {"spi": 90}, node=0)
    m.add("irqs", {"intid": 122}, node=1)


def spi_of_a_device(m):
    """The talk's SPI of a UART: a device's here, a number there."""
    m.add("devices", m.facts.spares[0], node=0)
    m.at(m.facts.spares[0], f"interrupt-parent = <&{{{m.facts.gic[0]}}}>; interrupts = <0 91 4>;")
    m.add("irqs", {"spi": 91}, node=1)


def cut_interrupt(m):
    m.add("devices", m.facts.spares[1], node=0)
    m.at(m.facts.spares[1], "interrupts = <0>;")


def rest_with_too_high_an_interrupt(m):
    m.add("devices", "rest", node=0)
    m.dts += ("/ { planted { compatible = \"example,planted\"; interrupt-parent = "
              f"<&{{{m.facts.gic[0]}}}>; interrupts = <0 {m.facts.last_irq} 4>; }}; }};\n")


def smmu_interrupt(m):
    m.only_on("zcu102")
    m.add("irqs", {"intid": 187}, node=0)


def split_line(m):
    for node in (0, 1):
        m.add("devices", m.device(spi=80), node=node)


def line_within_node(m):
    m.add("devices", m.device(spi=81), m.device(spi=81), node=0)


def interrupt_of_a_part(m):
    at = m.registers
    around = m.device(f"#address-cells = <2>; #size-cells = <2>; ranges; part@{at + PAGE:x} {{ "
                      f"compatible = \"example,part\"; reg = <{cells(at + PAGE, PAGE)}>; "
                      f"interrupt-parent = <&{{{m.facts.gic[0]}}}>; interrupts = <0 82 4>; }};")
    m.add("devices", around, node=0)
    m.add("irqs", {"spi": 82}, node=1)


def interrupt_of_no_ones_device(m):
    m.device(spi=83)
    m.add("irqs", {"spi": 83}, node=1)


def cascade(m):
    """Gives a controller and a device behind it."""
    outer = m.device("interrupt-controller; #interrupt-cells = <2>;", spi=84 + m.count % 2)
    return outer, m.device(f"interrupt-parent = <&{{{outer}}}>; interrupts = <3 1>;")


def split_cascade(m):
    outer, inner = cascade(m)
    m.add("devices", outer, node=0)
    m.add("devices", inner, node=1)


def half_a_cascade(m):
    m.add("devices", cascade(m)[1], node=0)


def message_frame(m):
    """A device that sends messages, and the frame that it sends them to."""
    kind = "arm,gic-v2m-frame" if m.facts.gic[1] == 2 else "arm,gic-v3-its"
    frame = m.device("msi-controller; #msi-cells = <0>;", kind=kind)
    m.add("devices", m.device(f"msi-parent = <&{{{frame}}}>;"), node=0)


def edges_apart(m):
    for node, spi in ((0, 64), (1, 65)):
        path = m.device(f"interrupt-parent = <&{{{m.facts.gic[0]}}}>; interrupts = <0 {spi} 1>;")
        m.add("devices", path, node=node)


row("MK0201", "one SPI in two nodes", same_spi, mistake=2)
row("MK0201", "a device's SPI in another node", spi_of_a_device, touches={"spare0"}, mistake=2)
row("MK0202", "a bare number", lambda m: m.add("irqs", 88, node=0))
row("MK0203", "an SPI above the last",
    lambda m: m.add("irqs", {"spi": m.facts.last_irq - 31}, node=0), mistake=7)
row("MK0203", "a long list of SPIs, one above the last",
    lambda m: m.add("irqs", *({"intid": i} for i in range(m.facts.last_irq - 30,
                                                          m.facts.last_irq + 5)), node=1),
    touches={"many irqs"}, also={"MK0201"}, mistake=7)
row("MK0204", "the last interrupt", lambda m: m.add("irqs", {"intid": m.facts.last_irq}, node=0),
    touches={"last irq"}, also={"MK0205"})
row("MK0205", "the SMMU's interrupt", smmu_interrupt, touches={"last irq"}, also={"MK0204"})
row("MK0206", "a PPI", lambda m: m.add("irqs", {"intid": 27}, node=0))
row("MK0206", "an SGI", lambda m: m.add("irqs", {"intid": 3}, node=0))
row("MK0206", "SPI 988", lambda m: m.add("irqs", {"spi": 988}, node=0))
row("MK0207", "a specifier that is cut short", cut_interrupt, touches={"spare1"})
row("MK0208", "one interrupt twice",
    lambda m: m.add("irqs", {"spi": 86}, {"intid": 118}, node=0))
# `rest` also takes what raises the SPI that the other node of this example lists, a line of the PCI
# host, and what is on a page with that node's device.
row("MK0209", "`rest` with an interrupt above the last", rest_with_too_high_an_interrupt,
    touches={"rest"}, also={"MK0201", "MK0212", "MK0606"})
row("MK0210", "two devices of one line in two nodes", split_line, touches={"spi 80"})
row("MK0211", "two devices of one line in a node", line_within_node)
row("MK0212", "a part's interrupt in another node", interrupt_of_a_part)
row("MK0219", "the monitor of another core", lambda m: m.add("devices", m.device(
    f"interrupt-affinity = <&{{{m.cpu_path(1)}}}>;", spi=70), node=0), touches={"cpu"})
row("MK0213", "the interrupt of no one's device", interrupt_of_no_ones_device,
    touches={"rest"})
row("MK0214", "an interrupt of no device", lambda m: m.add("irqs", {"spi": 87}, node=1))
row("MK0215", "a device behind another node's controller", split_cascade, touches={"cascade"})
row("MK0216", "a device behind no one's controller", half_a_cascade,
    touches={"cascade", "rest"})
row("MK0217", "message interrupts", message_frame)
row("MK0218", "edges in one register of two nodes", edges_apart)

# --- MK03: IPIs -----------------------------------------------------------------------------


def same_sgi(m):
    m.ipi(sgi=6)
    m.ipi(sgi=6)


def seventeen(m):
    for _ in range(17):
        m.ipi()


def multiplexed_on_two(m):
    m.ipi(multiplex=True, sgi=4)
    m.ipi(multiplex=True, sgi=5)


def unreachable_core(m):
    """Of another cluster on GICv2, beyond the target list on GICv3."""
    affinity = 0x100 if m.facts.gic[1] == 2 else 0x10
    m.at(m.cpu_path(1), f"reg = <{affinity:#x}>;")
    m.ipi(**{"from": m.names()[0], "to": m.names()[1]})


row("MK0301", "one SGI for two IPIs", same_sgi, touches={"sgi 6"})
row("MK0302", "SGI 16", lambda m: m.ipi(sgi=16))
row("MK0303", "SGI 8", lambda m: m.ipi(sgi=8))
row("MK0304", "an IPI to itself", lambda m: m.ipi(to=m.names()[1]))
row("MK0305", "an IPI to a stranger", lambda m: m.ipi(to="stranger"))
row("MK0305", "an IPI from a stranger", lambda m: m.ipi(**{"from": "stranger"}))
row("MK0306", "seventeen IPIs", seventeen, touches={"sgi 6"})
row("MK0307", "a core that no SGI reaches", unreachable_core, touches={"cpu"})
row("MK0308", "multiplexed on two SGIs", multiplexed_on_two, touches={"multiplex"})
row("MK0309", "one multiplexed IPI", lambda m: m.ipi(multiplex=True), touches={"multiplex"})

# --- MK04: CPUs -----------------------------------------------------------------------------


def surplus_nodes(m):
    while len(m.layout["nodes"]) < 5:
        number = len(m.layout["nodes"])
        m.add("nodes", {"name": f"surplus{number}", "cpu": f"cpu@{number}",
                        "memory": [{"start": m.take(), "size": 16 * MIB}]})


def ids_against_the_order(m):
    count = len(m.layout["nodes"])
    order = sorted(range(count), key=lambda i: m.node(i)["cpu"])
    for rank, index in enumerate(order):
        m.node(index)["id"] = (rank + 1) % count


def one_hypervisor(m):
    on = m.layout.get("kernel", {}).get("hypervisor", False)
    m.node(1)["kernel"] = {"hypervisor": not on}


row("MK0401", "a core too far", lambda m: m.node(1).update(cpu="cpu@9"), touches={"cpu"})
row("MK0402", "a disabled core", lambda m: m.at(m.cpu_path(1), "status = \"disabled\";"),
    touches={"cpu"})
row("MK0403", "two nodes on one core", lambda m: m.node(1).update(cpu=m.node(0)["cpu"]),
    touches={"cpu"})
row("MK0404", "a node without a core", lambda m: m.node(1).pop("cpu"), touches={"cpu"})
# That the surplus core does not exist is a second fact about the same slip.
row("MK0405", "more nodes than cores", surplus_nodes, touches={"cpu"}, also={"MK0401"},
    mistake=8)
row("MK0406", "ids against the order of cores", ids_against_the_order, touches={"cpu", "id"})
row("MK0407", "nobody on the boot core", lambda m: m.node(0).update(cpu=m.spare_cpu()),
    touches={"cpu"}, also={"MK0406"})
row("MK0408", "one node with another hypervisor setting", one_hypervisor, touches={"kernel"})


def other_core(text):
    return lambda m: m.at(m.cpu_path(1), text)


def no_virtual_interface(m):
    m.at(m.facts.gic[0], "/delete-property/ interrupts;")
    m.layout.setdefault("kernel", {})["hypervisor"] = True


row("MK0409", "a core that only a spin table starts", other_core('enable-method = "spin-table";'),
    touches={"cpu"})
row("MK0409", "PSCI by HVC", lambda m: m.at("/psci", 'method = "hvc";'), touches={"cpu"})


def cores_that_differ(m):
    m.skip_unless(m.facts.gic[1] == 2)
    m.at("/cpus/" + m.spare_cpu(), "compatible = \"arm,cortex-a72\";")


def another_boot_core(m):
    m.at("/chosen", f"seL4,boot-cpu = <&{{{m.cpu_path(0)}}}>;")
    m.layout["board"]["boot_cpu"] = m.node(1)["cpu"]


def number_in_two_orders(m):
    m.skip_unless(not {"cpu@2", "cpu@3"} & {n["cpu"] for n in m.layout["nodes"]})
    m.at("/cpus/cpu@2", "reg = <0x5>;")
    m.node(1)["cpu"] = "2"


def one_interface_twice(m):
    m.skip_unless(m.facts.gic[1] == 2)
    m.at("/cpus/" + m.spare_cpu(), "reg = <0x100>;")
    m.node(0)["gic_cpu"] = m.node(1)["gic_cpu"] = 1


def wrong_interface(m):
    m.node(0)["gic_cpu"] = 6


row("MK0310", "one CPU interface for two nodes", one_interface_twice, touches={"cpu", "ipi"},
    also={"MK0307"})
row("MK0311", "a CPU interface that is another", wrong_interface, touches={"cpu", "gic"})
row("MK0418", "cores that differ", cores_that_differ, touches={"cpu"})
row("MK0419", "another boot core than the tree's", another_boot_core, touches={"cpu"},
    also={"MK0406", "MK0407"})
row("MK0420", "a number that means two cores", number_in_two_orders, touches={"cpu"})
row("MK0410", "two cores of one MPIDR", lambda m: m.at("/cpus/cpu@3", "reg = <0x1>;"),
    touches={"cpu"})
row("MK0411", "a core of another type", other_core('compatible = "arm,cortex-a72";'),
    touches={"cpu"})
row("MK0412", "a hypervisor on a GIC without a maintenance interrupt", no_virtual_interface,
    touches={"kernel", "gic"})


def apart(m):
    """The boards have one cluster each."""
    m.node(0)["cluster"] = m.node(1)["cluster"] = "different"


def open_and_apart(m):
    apart(m)
    m.node(1)["cpu"] = "any"


row("MK0413", "a misspelt type of core to choose",
    lambda m: m.node(1).update(cpu="any", cpu_compatible="arm,cortex-a35x"), touches={"cpu"})
row("MK0413", "a core to choose in another cluster, where there is none", open_and_apart,
    touches={"cpu"})
row("MK0414", "another type of core", lambda m: m.node(1).update(cpu_compatible="arm,cortex-a35"),
    touches={"cpu"})
row("MK0415", "two nodes apart in one cluster", apart, touches={"cpu"})

# --- MK05: board ----------------------------------------------------------------------------


def no_ram(m):
    m.banks(*((start, 0) for start, _ in m.facts.banks))


def other_controller(m):
    m.at(m.facts.gic[0], "compatible = \"example,controller\";")


def bad_name(m):
    name = m.facts.renamed.encode()
    m.patch = (name, name.replace(b"@", b" "))


def ragged(m):
    (start, size), *others = m.facts.banks
    m.banks((start, size - 0x800), *others)


def bus(ranges, reg, spi):
    """A bus at which a node has a device."""
    def plant(m):
        path = m.device(f"#address-cells = <1>; #size-cells = <1>; {ranges} "
                        f"part@{reg:x} {{ compatible = \"example,part\"; "
                        f"reg = <{reg:#x} 0x1000>; interrupt-parent = "
                        f"<&{{{m.facts.gic[0]}}}>; interrupts = <0 {spi} 4>; }};")
        m.add("devices", f"{path}/part@{reg:x}", node=0)
    return plant


far_registers = bus("ranges = <0x0 0x0 0xd8000000 0x1000>;", 0x1000, 66)
own_addresses = bus("", 0x0, 67)


def other_variant(m):
    name = "arm,gic-v3" if m.facts.gic[1] == 2 else "arm,cortex-a15-gic"
    m.at(m.facts.gic[0], f"compatible = \"{name}\";")


def platform_of_the_other_gic(m):
    m.at("/", "compatible = \"example,board\";")
    m.layout["board"]["platform"] = "imx8mm-evk" if m.facts.gic[1] == 2 else "zcu102"


def kernels_tree(m):
    """The QEMU example's tree is the kernel's."""
    m.skip_unless(m.facts is not BOARDS["qemu-arm-virt"])
    m.layout["board"]["tree"] = "kernel"


def linux_console(m):
    m.at(m.facts.console, "compatible = \"cdns,uart-r1p12\";")
    m.unallow("MK0517")


def reserved(cells, ranges, reg, above="/"):
    """A node /reserved-memory of that shape, or one below another node."""
    def plant(m):
        m.at(above, f"reserved-memory {{ {cells} {ranges} {m.new_name()}@0 "
                    f"{{ reg = <{reg}>; no-map; }}; }};")
    return plant


TWO_CELLS = "#address-cells = <2>; #size-cells = <2>;"
ONE_CELL = "#address-cells = <1>; #size-cells = <1>;"
RESERVED = f"0x0 {REGISTERS:#x} 0x0 0x1000"


def spare_bank(text):
    """A memory node of a page, beside the board's own."""
    def plant(m):
        m.at("/", f"memory@{REGISTERS + MIB:x} {{ {text} }};")
    return plant


def trusted_os(m):
    m.skip_unless("reserved" not in m.layout and "no-map" not in m.example.dts and
                  "/memreserve/" not in m.example.dts)
    m.at("/", "firmware { optee { compatible = \"linaro,optee-tz\"; method = \"smc\"; }; };")


def secure_world(m):
    m.skip_unless(m.layout["board"].get("platform") == "qemu-arm-virt" and
                  m.layout.get("kernel", {}).get("hypervisor"))
    m.at("/", "serial@9040000 { compatible = \"arm,pl011\"; status = \"disabled\"; "
              "secure-status = \"okay\"; };")


def later_platform(m):
    """That drives the GIC which the board has."""
    m.layout["board"]["platform"] = "rpi5" if m.facts.gic[1] == 2 else "rock3b"


row("MK0501", "no RAM is stated", no_ram, touches={"ram", S0, S1, "loader"})
row("MK0502", "RAM is stated twice",
    set_board(memory=[{"start": 0x40000000, "size": "1G"}]), touches={"ram"})
row("MK0503", "a misspelt platform", set_board(platform="qemu-arm-vrit"), touches={"platform"})
row("MK0504", "a board that nobody knows",
    lambda m: (m.layout["board"].pop("platform"),
               m.at("/", "compatible = \"example,board\";")), touches={"platform"})
row("MK0505", "the platform of another board", set_board(platform="hikey"),
    touches={"platform"}, also={"MK0516"})
row("MK0506", "an interrupt controller that is no GIC", other_controller, touches={"gic"})
row("MK0507", "a console that the kernel cannot drive",
    lambda m: m.at(m.facts.console, "compatible = \"example,uart\";"), touches={"kernel"})
row("MK0508", "a name that source cannot have", bad_name)
row("MK0509", "a platform of a later kernel", later_platform, touches={"platform"},
    also={"MK0505"})
row("MK0510", "a limit that is not the platform's", set_board(max_irq=100),
    touches={"platform"})
row("MK0511", "a bank that ends within a page", ragged, touches={"ram"})
row("MK0512", "registers in RAM", lambda m: m.device(at=m.take()), touches={"ram"})
row("MK0513", "registers that the bus does not pass on", far_registers)
row("MK0514", "a device on a bus of its own addresses", own_addresses)
row("MK0515", "the kernel's tree, which this is not", kernels_tree,
    touches={"board"})
row("MK0516", "a platform of the other kind of GIC", platform_of_the_other_gic,
    touches={"platform", "gic"})
row("MK0516", "a variant of the board with the other GIC", other_variant,
    touches={"platform", "gic", "cpu"}, also={"MK0412"})
row("MK0517", "a console that Linux has a name for", linux_console, touches={"kernel"})

row("MK0501", "a size of one cell for two",
    spare_bank(f"device_type = \"memory\"; reg = <0x0 {REGISTERS + MIB:#x} 0x1000>;"),
    touches={"ram", S0, S1, "loader"})
row("MK0520", "a reservation of three cells for four",
    reserved(TWO_CELLS, "ranges;", f"0x0 {REGISTERS:#x} 0x1000"), touches={"reserved"})
row("MK0521", "registers of three cells for four",
    lambda m: m.at(m.facts.spares[0], "reg = <0x0 0xd0f00000 0x1000>;"))
row("MK0534", "ranges of five cells for six", lambda m: m.at("/", f"{m.new_name()} {{ {TWO_CELLS} "
    "ranges = <0x0 0xd0e00000 0x0 0xd0e00000 0x1000>; };"))
row("MK0522", "reserved memory with cells of its own",
    reserved(ONE_CELL, "ranges;", f"{REGISTERS:#x} 0x1000"), touches={"reserved"})
row("MK0522", "reserved memory without ranges", reserved(TWO_CELLS, "", RESERVED),
    touches={"reserved"})
row("MK0523", "reserved memory below /chosen",
    reserved(TWO_CELLS, "ranges;", RESERVED, above="/chosen"))
row("MK0524", "a memory node without device_type",
    spare_bank(f"reg = <0x0 {REGISTERS + MIB:#x} 0x0 0x1000>;"))
row("MK0525", "what the boot loader lets be used", lambda m: m.at(m.facts.memory,
    f"linux,usable-memory = <{cells(*(v for bank in m.facts.banks for v in bank))}>;"))
row("MK0526", "a bank above 2^48",
    lambda m: m.at("/", "memory@1000000000000 { device_type = \"memory\"; "
                        "reg = <0x10000 0x0 0x0 0x1000>; };"))
row("MK0512", "RAM that a GPU may use", lambda m: m.at("/", f"{m.new_name()}@d0e00000 {{ "
    "compatible = \"example,gpu\"; reg = <0x0 0xd0e00000 0x0 0x1000 "
    f"{cells(*m.facts.banks[0])}>; }};"))
row("MK0528", "a reservation that is not there",
    lambda m: m.layout["board"].update(lift=[{"path": "/reserved-memory/gone", "why": "planted"}]))
row("MK0529", "a device that is not there",
    lambda m: m.layout["board"].update(ignore=[{"device": "/gone@0", "why": "planted"}]))
row("MK0527", "a trusted OS that has no memory", trusted_os)
row("MK0918", "a UART for the secure world alone", secure_world)

# --- MK06: devices --------------------------------------------------------------------------


def one_device_twice(m):
    m.add("devices", m.facts.spares[0], node=0)
    m.add("devices", m.facts.spares[0], node=1)


def two_rests(m):
    m.add("devices", "rest", node=0)
    m.add("devices", "rest", node=1)


row("MK0601", "a misspelt device", lambda m: m.add("devices", m.facts.spares[0] + "0", node=0))
row("MK0602", "one device in two nodes", one_device_twice, touches={"spare0"})
for kept in ("/timer", "/psci", "/cpus/cpu@3"):
    row("MK0603", f"{kept} as a device", lambda m, k=kept: m.add("devices", k, node=0))
row("MK0603", "the interrupt controller as a device",
    lambda m: m.add("devices", m.facts.gic[0], node=0))
row("MK0604", "`rest` twice", two_rests, touches={"rest"},
    also={"MK0201", "MK0212", "MK0606"})


def part_in_another_node(m):
    part = f"part@{m.registers + PAGE:x}"
    around = m.device(f"#address-cells = <2>; #size-cells = <2>; ranges; {part} {{ "
                      f"compatible = \"example,part\"; "
                      f"reg = <{cells(m.registers + PAGE, PAGE)}>; }};")
    m.add("devices", around, node=0)
    m.add("devices", f"{around}/{part}", node=1)


def halves_of_a_page(m):
    low = m.device(size=0x800)
    high = m.device(at=int(low.split("@")[1], 16) + 0x800, size=0x800)
    m.add("devices", low, node=0)
    m.add("devices", high, node=1)


def no_registers(m):
    name = m.new_name()
    m.dts += f"/ {{ {name} {{ compatible = \"example,planted\"; }}; }};\n"
    m.add("devices", f"/{name}", node=0)


def with_clock(m):
    """Gives a clock, and a device that needs it."""
    clock = m.device("#clock-cells = <0>;")
    return clock, m.device(f"clocks = <&{{{clock}}}>;")


def clock_of_another_node(m):
    clock, user = with_clock(m)
    m.add("devices", clock, node=0)
    m.add("devices", user, node=1)


def bus_master(m):
    m.unallow("MK0609")
    m.add("devices", m.device("dma-coherent;"), node=0)


def behind_iommu(m):
    """Gives an IOMMU, and two devices of one stream."""
    iommu = m.device("#iommu-cells = <1>;")
    return iommu, *(m.device(f"iommus = <&{{{iommu}}} 5>;") for _ in range(2))


def one_stream(m):
    for node, path in enumerate(behind_iommu(m)[1:]):
        m.add("devices", path, node=node)


def iommu_of_another_node(m):
    iommu, user, _ = behind_iommu(m)
    m.add("devices", iommu, node=0)
    m.add("devices", user, node=1)


def shared_and_silent(m):
    path = m.device(spi=70)
    for node in (0, 1):
        m.add("devices", {"path": path, "shared": True}, node=node)


def one_reset_line(m):
    resets = m.device("#reset-cells = <1>;")
    for node in (0, 1):
        m.add("devices", {"path": resets, "shared": True}, node=node)
        m.add("devices", m.device(f"resets = <&{{{resets}}} 5>;"), node=node)


def bridge_that_reaches(m, start):
    """A PCI bridge whose cards reach a page from `start` on."""
    m.add("devices", m.device(
        'device_type = "pci"; #address-cells = <3>; #size-cells = <2>; '
        f"dma-ranges = <0x2000000 0 0 {start >> 32:#x} {start & 0xffffffff:#x} 0 0x1000>;"), node=0)


def reaches_a_part(m):
    m.add("memory", {"start": m.facts.free, "size": "16M"}, node=0)
    bridge_that_reaches(m, m.facts.free)


def buffers_out_of_reach(m):
    reaches_a_part(m)
    m.add("memory", {"start": m.facts.free + (32 << 20), "size": "4K", "for": "dma"}, node=0)


row("MK0605", "a part in another node than what it is in", part_in_another_node)
row("MK0606", "the halves of a page in two nodes", halves_of_a_page)
row("MK0607", "a disabled device",
    lambda m: m.add("devices", m.device('status = "disabled";'), node=0))
row("MK0607", "a device without registers", no_registers)
row("MK0608", "the clock is another node's", clock_of_another_node)
row("MK0608", "the clock is nobody's",
    lambda m: m.add("devices", with_clock(m)[1], node=0), touches={"rest"})
row("MK0609", "a bus master that nobody reviewed", bus_master, touches={"allow"})
row("MK0610", "one stream in two nodes", one_stream)
row("MK0611", "the console in a node", lambda m: m.add("devices", m.facts.console, node=0),
    touches={"kernel"})
for kept in ("/chosen", "/cpus"):
    row("MK0612", f"{kept} as a device", lambda m, k=kept: m.add("devices", k, node=0))
row("MK0613", "all kernels print, and nobody says why", lambda m: m.unallow("MK0613"),
    touches={"allow", "kernel"})
row("MK0614", "a shared device whose interrupt nobody has", shared_and_silent)
row("MK0615", "the IOMMU of another node's device", iommu_of_another_node)
row("MK0616", "one reset line in two nodes", one_reset_line)
row("MK0617", "a bridge that reaches nothing", lambda m: bridge_that_reaches(m, 0xff00000000))
row("MK0619", "memory for DMA at a node without", lambda m: m.add(
    "memory", {"size": "16M", "within": "dma"}, node=0))
row("MK0618", "a bridge that reaches one page", reaches_a_part)
row("MK0622", "memory for DMA beside all that a bridge reaches", buffers_out_of_reach)

# --- MK07: shared memory --------------------------------------------------------------------


def shared_is_ram(m):
    part = m.slice(1)
    m.fixed_shared(part["start"] + part["size"] - 64 * PAGE, 64 * PAGE)


def two_shared_overlap(m):
    start = m.take()
    m.fixed_shared(start, 2 * PAGE)
    m.fixed_shared(start + PAGE, 2 * PAGE)


def shared_over_reservation(m):
    start = m.take()
    m.carve(start, PAGE, "no-map;")
    m.fixed_shared(start)


def pools_differ(m):
    start = m.take()
    m.add("shared_pool", {"start": start, "size": "64K"}, node=0)
    m.add("shared_pool", {"start": start, "size": "32K"}, node=1)


def shared_in_loader(m):
    start = m.take()
    m.loader(start)
    m.fixed_shared(start)


row("MK0701", "one member", lambda m: m.shared(nodes=m.names()[:1]))
row("MK0701", "no member", lambda m: m.shared(nodes=[]))
row("MK0702", "a member that is no node", lambda m: m.shared(nodes=[m.names()[0], "stranger"]))
row("MK0703", "a member twice", lambda m: m.shared(nodes=[m.names()[0]] * 2))
row("MK0704", "shared memory that is RAM too", shared_is_ram, touches={S1}, mistake=5)
row("MK0705", "two shared regions overlap", two_shared_overlap)
row("MK0705", "a shared region over no-map memory", shared_over_reservation)
row("MK0705", "a shared region in the loader", shared_in_loader, touches={"loader"},
    also={"MK0805"})
row("MK0706", "pools that differ", pools_differ)
row("MK0706", "a pool on one side",
    lambda m: m.add("shared_pool", {"start": m.take(), "size": "64K"}, node=0))
row("MK0707", "half a page of shared memory", lambda m: m.fixed_shared(m.take(), 0x800))
row("MK0708", "a shared region behind RAM", lambda m: m.fixed_shared(ram_end(m)),
    touches={"behind ram"})
row("MK0709", "shared memory over registers",
    lambda m: m.fixed_shared(int(m.device().split("@")[1], 16)), touches={"behind ram"},
    also={"MK0708"})

# --- MK0150 and on: what is no RAM of a kernel ----------------------------------------------------


def own(m, start, size=PAGE, **more):
    m.add("memory", {"start": start, "size": size, "for": "guest", **more}, node=0)


def own_over_shared(m):
    start = m.take()
    m.fixed_shared(start, 2 * PAGE)
    own(m, start + PAGE)


def own_over_no_map(m):
    start = m.take()
    m.carve(start, PAGE, "no-map;")
    own(m, start)


def lifted_and_given(m):
    start = m.take()
    m.carve(start, PAGE, "no-map;")
    name = f"/reserved-memory/planted{m.count}@{start:x}"
    m.layout["board"].setdefault("lift", []).append({"path": name, "why": "unused"})
    m.add("memory", {"reserved": name}, node=0)


def two_own(m):
    own(m, m.take())
    own(m, m.take())


def registers(m, at, node=0):
    m.add("mmio", {"start": at, "size": PAGE, "name": m.new_name()}, node=node)


def registers_of_another(m):
    path = m.device()
    m.add("devices", path, node=1)
    registers(m, int(path.split("@")[1], 16))


def unused(m, cpu):
    m.add("cpus_unused", {"cpu": cpu, "why": "planted"})


row("MK0430", "one core of several told of",
    lambda m: (m.skip_unless(len(m.names()) < 3), unused(m, m.spare_cpu())))
row("MK0431", "an unused core with a node", lambda m: unused(m, m.node(0)["cpu"]),
    also={"MK0430"})
row("MK0633", "a console of its own under one kernel", lambda m: (
    m.layout.update(contract="sel4-bootinfo"), m.node(0).update(console=m.facts.console)),
    touches={"contract"}, also={"MK1203", "MK1204", "MK1206", "MK1207"},
    alone="another contract asks for other things as well")
row("MK0150", "a guest in a shared region", own_over_shared, touches={"own"})
row("MK0150", "a guest over a peer's memory", lambda m: (
    m.add("outside", {"name": m.new_name(), "memory": [{"start": m.free, "size": PAGE}]}),
    own(m, m.take())), touches={"own"})
row("MK0151", "a guest over no-map memory", own_over_no_map, touches={"own", "reserved"})
row("MK0152", "a guest over registers",
    lambda m: own(m, int(m.device().split("@")[1], 16)), touches={"own"}, also={"MK0153"})
row("MK0153", "a guest outside RAM", lambda m: own(m, 0xdf000000), touches={"own"})
row("MK0154", "a reservation that is none",
    lambda m: m.add("memory", {"reserved": "/reserved-memory/stranger"}, node=0))
row("MK0155", "a reservation lifted and given", lifted_and_given)
row("MK0156", "two guests of one name", two_own, touches={"own"})
row("MK0630", "another node's registers", registers_of_another)
row("MK0631", "registers of a device that the tree has",
    lambda m: registers(m, int(m.device().split("@")[1], 16)))
row("MK0632", "registers in RAM", lambda m: registers(m, m.take()))
row("MK0711", "a shared region that nobody writes to", lambda m: m.shared(
    nodes=[{"name": name, "access": "ro"} for name in m.names()[:2]]))
row("MK0710", "a peer called like a node",
    lambda m: m.add("outside", {"name": m.names()[0]}))

# --- MK08: contract -------------------------------------------------------------------------


def loader_elsewhere(m):
    m.only_on("imx8mm-evk")
    m.loader(m.take())


def decided_setting(m):
    m.node(1).setdefault("kernel", {})["settings"] = {"KernelMaxNumNodes": 4}


row("MK0030", "a reason that says nothing",
    lambda m: m.add("allow", {"code": "MK0128", "why": "?"}), touches={"allow"})
row("MK0801", "a misspelt contract", lambda m: m.layout.update(contract="sel4-overlai"),
    touches={"contract"})
row("MK0802", "nobody has looked at what root tasks hand out",
    lambda m: m.layout.pop("allow"), touches={"allow", "contract"})
row("MK0803", "a setting that mkpart decides", decided_setting, touches={"kernel"})
row("MK0804", "an allow entry for no check",
    lambda m: m.add("allow", {"code": "MK9999", "why": "planted"}), touches={"allow"})
row("MK0804", "an allow entry for an error",
    lambda m: m.add("allow", {"code": "MK0101", "why": "planted"}), touches={"allow"})
# What it would be for cannot be told beside errors.
row("MK0804", "an allow entry for what is not there",
    lambda m: m.add("allow", {"code": "MK0108", "why": "planted"}), alone="errors come first")
row("MK0805", "the loader elsewhere than its build says", loader_elsewhere, touches={"loader"})
row("MK0530", "a system device tree",
    lambda m: m.at("/", "cpus-r5@2 { compatible = \"cpus,cluster\"; };"),
    alone="nothing else is looked at")
row("MK0807", "cores of another architecture",
    lambda m: m.at(m.cpu_path(0), "compatible = \"arm,cortex-a15\";"),
    alone="nothing else is looked at")


def gic_of_another_name(m):
    m.only_on("qemu-arm-virt")
    m.at(m.facts.gic[0], 'compatible = "arm,gic-400";')


row("MK0806", "a GIC of a name that the loader does not know", gic_of_another_name,
    touches={"gic", "platform"})

# --- MK09: what was built ---------------------------------------------------------------------

def built(file, change):
    """With another file for the second node."""
    return lambda m: m.built(f"{m.image(1, file)}: {change}")


def nodes_swapped(m):
    m.built(f"archive.cpio: packed images {' '.join(reversed(m.names()))}", archive=True)


def one_kernel_twice(m):
    m.built(f"{m.image(1, 'kernel.elf')}: copy {m.image(0, 'kernel.elf')}")


def huge_loader(m):
    m.built(f"elfloader: loader at {m.take():#x} size 1G", loader=True)


def file_in_the_way(m):
    m.recipe.append("out/board.dts: text written by hand")
    m.command = ["gen", "-q", "-o", "out"]


def older_archive(m):
    m.built("archive.cpio: packed images", f"{m.image(1, 'rootserver')}: patch 24 00104000",
            archive=True)


def built_row(code, about, plant):
    """The files have the nodes' names."""
    row(code, about, plant, touches={"images", "names", S1})


built_row("MK0901", "no kernel", built("kernel.elf", "missing"))
built_row("MK0902", "a kernel that is cut off", built("kernel.elf", "cut 100"))
built_row("MK0903", "a kernel for RISC-V", built("kernel.elf", "patch 18 f300"))
built_row("MK0904", "a kernel for another address",
          lambda m: m.built(f"{m.image(1, 'kernel.elf')}: program at "
                            f"{m.slice(1)['start'] + MIB:#x} size 0x240000"))
built_row("MK0905", "a kernel larger than the slice",
          lambda m: m.built(f"{m.image(1, 'kernel.elf')}: program at {m.slice(1)['start']:#x} "
                            f"size {m.slice(1)['size'] + 1:#x}"))
built_row("MK0906", "a root task as large as the slice",
          lambda m: m.built(f"{m.image(1, 'rootserver')}: program at 0x400000 virtual 0x400000 "
                            f"size {m.slice(1)['size']:#x}"))
built_row("MK0907", "a tree with a page of RAM",
          lambda m: m.built(f"{m.image(1, 'kernel.dtb')}: tree memory "
                            f"{m.slice(1)['start']:#x}+4K"))
built_row("MK0908", "nodes in the wrong order", nodes_swapped)
built_row("MK0909", "one kernel in two nodes", one_kernel_twice)
built_row("MK0910", "a loader of 1 GiB", huge_loader)
row("MK0911", "a file of others in the output folder", file_in_the_way,
    alone="with an error in the layout nothing is written")
built_row("MK0912", "an archive from before the last build", older_archive)
built_row("MK0913", "a root task that begins within a page",
          built("rootserver", "program at 0x400000 virtual 0x400ff8 size 0x9000"))

built_row("MK0914", "a kernel for the other exception level",
          lambda m: m.built(f"{m.image(1, 'kernel.elf')}: program at {m.slice(1)['start']:#x} "
                            "virtual other size 0x240000"))
built_row("MK0915", "a root task beyond user level",
          built("rootserver", "program at 0x400000 virtual 0xffffff8052000000 size 0x9000"))
built_row("MK0916", "a root task of another node",
          lambda m: m.built(f"{m.image(1, 'rootserver')}: copy {m.image(0, 'rootserver')}"))
built_row("MK0917", "a root task without a note",
          built("rootserver", "program at 0x400000 virtual 0x400000 size 0x9000"))

# --- MK10: names ----------------------------------------------------------------------------


def two_alike(m):
    m.shared(name="alike")
    m.shared(name="alike")


def nearly_alike(m):
    m.ipi(name="nearly-alike")
    m.ipi(name="nearly_alike")


def gap(m):
    m.node(1)["id"] = 7


def rename_last(name):
    """The last node, wherever it is named."""
    def plant(m):
        last = m.names()[-1]
        m.node(-1)["name"] = name
        for region in m.layout.get("shared", []):
            region["nodes"] = [name if n == last else n for n in region.get("nodes", [])]
        for ipi in m.layout.get("ipis", []):
            ipi.update({end: name for end in ("from", "to") if ipi.get(end) == last})
    return plant


row("MK1001", "two regions of one name", two_alike, touches={"alike"})
row("MK1002", "a name with a space", lambda m: m.shared(name="a ring"))
row("MK1002", "a name that is a path", lambda m: m.ipi(name="../ready"))
row("MK1003", "a node called loader", rename_last("loader"), touches={"names"})
row("MK1003", "a node called while", rename_last("while"), touches={"names"})
row("MK1004", "a gap in the ids", gap, touches={"id", "cpu"})
row("MK1005", "two names of one constant", nearly_alike, touches={"nearly alike"})


# --- MK11: connections ----------------------------------------------------------------------


def component_twice(m):
    component = m.connection()["to"].split(".")[0]
    m.add("components", component, node=0)


def joined_to_itself(m):
    connection = m.connection()
    connection["to"] = connection["from"]


def name_of_an_ipi(m):
    m.ipi(name="planted-signal")
    m.connection("seL4NotificationNative", name="planted-signal")


def name_of_a_region(m):
    m.shared(name="planted-data")
    m.connection(name="PLANTED-data")


def port_twice(m):
    m.connection(to=m.connection()["to"])


row("MK1101", "an end without a port", lambda m: m.connection(to="nowhere"))
row("MK1102", "a component of no node", lambda m: m.connection(to="nobody.port"))
row("MK1103", "a component in two nodes", component_twice)
row("MK1104", "a port joined to itself", joined_to_itself)
row("MK1105", "a call across nodes", lambda m: m.connection("seL4RPCCall"))
row("MK1105", "a notification with threads", lambda m: m.connection("seL4Notification"))
row("MK1106", "a connector of nobody", lambda m: m.connection("Carrier"))
row("MK1107", "a signal with a size",
    lambda m: m.connection("seL4NotificationNative", size="4K"))
row("MK1110", "memory that is to share an SGI",
    lambda m: m.connection("seL4SharedData", multiplex=True))
row("MK1108", "a signal of an IPI's name", name_of_an_ipi)
row("MK1108", "data of a region's name", name_of_a_region)
row("MK1109", "a port of two connections", port_twice)
row("MK1111", "a component called like a keyword",
    lambda m: m.add("components", "group", node=0))
row("MK1112", "a component called like a node",
    lambda m: m.add("components", m.names()[1].replace("-", "_"), node=0), touches={"names"})


def components_above_4g(m):
    m.only_on("zcu102")
    m.set_slice(1, (0x800000000, 64 * MIB))
    m.add("components", "high", node=1)


row("MK1113", "CAmkES components above 4 GiB", components_above_4g, touches={S1})

# --- earlier plans ----------------------------------------------------------------------------


def lock(m, **parts):
    """A plan to keep to, which says nothing but these parts."""
    plan = {"format": "mkpart-plan", "version": 1, "board": {}, "nodes": [], "shared": [],
            "ipis": [], "loader": {"first": None}, **parts}
    m.recipe.append(f"lock: text {json.dumps(plan)}")
    m.command += ["--lock", "lock"]


def placed_outside_ram(m):
    m.shared(name="kept", memory={"size": "64K"})
    lock(m, shared=[{"name": "kept", "first": "0xfff0000000", "last": "0xfff000ffff"}])


def id_taken(m):
    m.ipi(name="kept")
    m.ipi(sgi=6)
    lock(m, ipis=[{"name": "kept", "to": None, "sgi": 6}])


def core_taken(m):
    """Chosen anew: the earlier plan has it on the other node's core."""
    other = m.node(1)["cpu"]
    m.skip_unless(str(other).startswith("cpu@"))
    m.node(0)["cpu"] = "any"
    lock(m, nodes=[{"name": m.names()[0], "memory": [], "cpu": {"path": f"/cpus/{other}"}}])


def longer_reference(m):
    m.dts += ("/ { planted_tuner: planted-tuner { compatible = \"example,tuner\";"
              " #clock-cells = <65>; }; };\n")
    m.device(f"clocks = <&planted_tuner {'7 ' * 65}>; ")


row("MK0023", "a reference of sixty-five cells", longer_reference)
row("MK0021", "a plan of a later version", lambda m: lock(m, version=2), touches={"lock"})
row("MK0021", "a plan whose nodes are no list", lambda m: lock(m, nodes={}), touches={"lock"})
row("MK0131", "a place that is no RAM", placed_outside_ram, touches={"lock"})
row("MK0313", "an SGI that another IPI is given", id_taken, touches={"lock", "sgi 6"})
row("MK0416", "a core that another node has", core_taken, touches={"lock", "cpu"})
