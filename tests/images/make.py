# SPDX-License-Identifier: BSD-2-Clause
"""Small files of the kinds that are built from mkpart's outputs, made without mkpart's code.

A recipe has a line for each file, FILE: KIND ARGUMENT..., later ones on top of earlier ones:

    images: planned              every node's images, as the plan in the folder has them
    images/io/kernel.elf: program at 0x60000000 size 0x240000
    images/io/rootserver: program at 0x400000 virtual 0x400000 size 64K note io
    images/io/kernel.dtb: tree memory 0x60000000+256M irqs 33,34
    archive.cpio: archive kernel.elf=images/io/kernel.elf kernel.dtb=images/io/kernel.dtb
    archive.cpio: packed images  what the plan has, from that folder; or of nodes in this order:
    archive.cpio: packed images io control
    elfloader: loader at 0x50010000 size 1M archive archive.cpio
    loader.elf: boot-loader      one of boot blocks, for as many nodes as the plan has, or: for 2
    loader.img: booted           an image with the plan's boot blocks; or with other words in them:
    loader.img: booted io.ram.0=0x0-0x1000 io.reserved.+=0x0-0x1000 io.root=0x0-0x1000
    loader.img: booted io.entry=0x400000 io.nodes=3 io.tables=0x60000000-0 io.without=root
    loader.img: booted io.holes=12 io.pieces=15 loader.written.+=0x70000000-0x70001000
    loader.img: booted all.gives=0x9010000-0x9011000    reserves it no more
    loader.img: booted loader.written=none loader.el1=yes    nothing zeroed, and entered at EL1
    loader.img: booted io.crumbs=8    RAM in so many ranges, that fall into many pieces each
    loader.img: built images loader.elf    what `mkpart pack` makes of them
    images/io/rootserver: missing
    images/io/kernel.elf: copy images/control/kernel.elf
    images/io/kernel.elf: cut 100
    images/io/kernel.elf: patch 18 f300
    out/board.dts: text written by hand
    old.json: plan 0x40000000 0x70000000    of the layout, with other words in it: OLD NEW ...
    old.json: change 0x40000000 0x70000000    the same in a file itself

Sizes are bytes in memory. Numbers are decimal or 0x, with K, M or G.
"""
import json
import pathlib
import struct
import subprocess

AARCH64 = 183
PT_LOAD, PT_NOTE = 1, 4
# Of the kernel window, from physical to virtual: with hypervisor support, and without.
KERNEL_OFFSET = 0x8000000000
KERNEL_OFFSET_EL1 = 0xffffff8000000000
KERNEL_BYTES = 0x240000
ROOT_START, ROOT_BYTES = 0x400000, 0x11000
LOADER_BELOW_START = 0x10000


def number(text):
    units = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    if text[-1] in units and not text.startswith("0x"):
        return int(text[:-1]) * units[text[-1]]
    return int(text, 0)


def pairs(words):
    """Words as keyword, value, keyword, value."""
    return dict(zip(words[::2], words[1::2]))


# --- ELF (System V ABI, chapters 4 and 5) ---------------------------------------------------------

def note(node, digest, contract, version=1):
    """What mkpart.h leaves in a root task."""
    return struct.pack("<III8sIIQ16s", 7, 32, 1, b"mkpart", version, node, digest,
                       contract.encode())


def elf(segments, entry, machine=AARCH64, sections=(), notes=b"", symbols=(), unused=0):
    """Segments are triples of virtual, physical address and bytes in memory, sections pairs of name
    and content, symbols triples of name, address and bytes. A segment's content is its number,
    modulo 256. Notes are a segment of their own, as if they lay in the first one. So many of the
    program headers are unused."""
    body, headers = bytearray(), bytearray() # of many thousand parts
    count = len(segments) + bool(notes) + unused
    start = 64 + 56 * count
    for i, (virtual, physical, size) in enumerate(segments):
        content = bytes([(i + 1) % 256]) * min(size, 64)
        headers += struct.pack("<IIQQQQQQ", PT_LOAD, 7, start + len(body), virtual, physical,
                               len(content), size, 0x1000)
        body += content
    if notes:
        headers += struct.pack("<IIQQQQQQ", PT_NOTE, 4, start + len(body), *segments[0][:2],
                               len(notes), len(notes), 4)
        body += notes
    headers += bytes(56 * unused)
    at = start + len(body)
    table, names = b"", b"\0"
    sections = [*sections, *symbol_sections(symbols, len(sections) + 1)]
    for name, content, *rest in (("", b"", 0), *sections):
        kind, link, entry_bytes = (*rest, 0, 0)[:3] if rest else (1, 0, 0)
        table += struct.pack("<IIQQQQIIQQ", len(names) if name else 0, kind, 0, 0,
                             at if name else 0, len(content), link, 0, 1, entry_bytes)
        names += name.encode() + b"\0" if name else b""
        body += content
        at += len(content)
    names += b".shstrtab\0"
    table += struct.pack("<IIQQQQIIQQ", len(names) - 10, 3, 0, 0, at, len(names), 0, 0, 1, 0)
    body += names
    head = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF\x02\x01\x01", 2, machine, 1, entry, 64,
                       start + len(body), 0, 64, 56, count, 64,
                       len(sections) + 2, len(sections) + 1)
    return bytes(head + headers + body + table)


def symbol_sections(symbols, index):
    """Of them the first has that index; none without symbols."""
    if not symbols:
        return []
    texts, table = b"\0", bytes(24)
    for name, address, size in symbols:
        table += struct.pack("<IBBHQQ", len(texts), 0x11, 0, 0xfff1, address, size)
        texts += name.encode() + b"\0"
    return [(".symtab", table, 2, index + 1, 24), (".strtab", texts, 3, 0, 0)]


def program(physical, size, virtual):
    return elf([(virtual, physical, size)], virtual)


def loader(start, size, archive):
    """Its segment has the ELF header in front of the start, as the linker leaves it."""
    first = start - LOADER_BELOW_START
    sections = [("._archive_cpio", archive)] if archive else []
    return elf([(first, first, size)], start, sections=sections)


def root_task(plan, node, size=ROOT_BYTES):
    """Of a node of plan.json."""
    return elf([(ROOT_START, ROOT_START, size)], ROOT_START,
               notes=note(node["id"], int(node["digest"], 16), plan["contract"]["name"]))


def boot_kernel(size, hypervisor):
    """The one that all nodes share."""
    entry = kernel_entry(hypervisor)
    return elf([(entry, 0, size)], entry, symbols=[("ki_boot_end", entry + 0x10000, 0)])


def boot_loader(nodes, link=None):
    """Its page tables begin at its second page, five of each kind for all nodes together."""
    link = LINK_ADDRESS if link is None else link
    names = [f"boot_lvl{level}_{half}" for half, levels in (("lower", (0, 1)), ("upper", (0, 1, 2)))
             for level in levels]
    symbols = [(name, link + PAGE * (1 + i * nodes), PAGE * nodes) for i, name in enumerate(names)]
    return elf([(link, link, PAGE * (1 + len(names) * nodes))], link, symbols=symbols)


# --- device tree (Devicetree Specification 0.4, chapter 5) ----------------------------------------

def tree(memory, irqs, size=0):
    """A tree with these ranges of RAM (pairs of start and size) and INTIDs; with bytes behind it,
    which count, up to `size`."""
    strings = b"#address-cells\0#size-cells\0device_type\0reg\0seL4,spi-irqs\0"

    def prop(name, value):
        at = strings.index(name.encode() + b"\0")
        return struct.pack(">III", 3, len(value), at) + value + bytes(-len(value) % 4)

    def node(name, *parts):
        name = name.encode() + b"\0"
        return struct.pack(">I", 1) + name + bytes(-len(name) % 4) + b"".join(parts) + \
            struct.pack(">I", 2)

    two = struct.pack(">I", 2)
    reg = b"".join(struct.pack(">QQ", *r) for r in memory)
    chosen = [prop("seL4,spi-irqs", struct.pack(f">{len(irqs)}I", *irqs))] if irqs else []
    ram = [node(f"memory@{memory[0][0]:x}", prop("device_type", b"memory\0"), prop("reg", reg))] \
        if memory else []
    body = node("", prop("#address-cells", two), prop("#size-cells", two), *ram,
                node("chosen", *chosen)) + struct.pack(">I", 9)
    total = max(40 + 16 + len(body) + len(strings), size)
    head = struct.pack(">10I", 0xd00dfeed, total, 56, 56 + len(body), 40, 17, 16, 0, len(strings),
                       len(body))
    return (head + bytes(16) + body + strings).ljust(total, b"\0")


# --- CPIO, newc (cpio(5)) -------------------------------------------------------------------------

def archive_entry(name, content, mode=0o100644):
    name = name.encode() + b"\0"
    fields = (0, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name), 0)
    head = b"070701" + b"".join(b"%08X" % f for f in fields) + name
    return head + bytes(-len(head) % 4) + content + bytes(-len(content) % 4)


def archive(entries):
    """Of pairs of name and content, padded to blocks as cpio does."""
    text = b"".join(archive_entry(*e) for e in entries) + archive_entry("TRAILER!!!", b"", 0)
    return text + bytes(-len(text) % 512)


def replaced(text, words):
    """With each OLD of the words, which is there, replaced by the NEW behind it; _ is a blank."""
    words = [w.replace("_", " ") for w in words]
    for old, new in zip(words[::2], words[1::2]):
        assert old in text, f"there is no {old}"
        text = text.replace(old, new)
    return text


# --- loader images with boot blocks ---------------------------------------------------------------

PAGE = 4096
KERNEL_ENTRY, KERNEL_ENTRY_EL1 = 0xffff000000, 0xffffffffff000000
BOOT_KERNEL_BYTES = 0x24b7c0
LINK_ADDRESS = 0x70000000


def kernel_entry(hypervisor):
    return KERNEL_ENTRY if hypervisor else KERNEL_ENTRY_EL1


def boot_block(block):
    def spans(*ranges):
        return b"".join(struct.pack("<QQ", *r) for r in ranges)

    head = struct.pack("<IBxxxQBBBBBxxx", 0x73654c34, 0, block["entry"], 1, len(block["ram"]), 1,
                       len(block["reserved"]), block["nodes"])
    body = spans(block["kernel"], *block["ram"], block["root"], (block["address"], 0),
                 *block["reserved"])
    return (head + body).ljust(PAGE, b"\0")


def boot_tables(bases, hypervisor):
    """Five tables for each kernel, the same of all kernels together. A hypervisor has one table at
    the top; else there is one for each half of the address space."""
    def page(entries):
        return b"".join(struct.pack("<Q", entries.get(i, 0)) for i in range(512))

    def at(table, kernel):
        return LINK_ADDRESS + (table * len(bases) + kernel) * PAGE | 3

    entry = kernel_entry(hypervisor)
    top, first = entry >> 39 & 511, entry >> 21 & 511
    tables = [[page({0: at(1, k), **({top: at(3, k)} if hypervisor else {})}),
               page({i: i << 30 | 0x401 for i in range(512)}),
               page({} if hypervisor else {top: at(3, k)}),
               page({entry >> 30 & 511: at(4, k)}),
               page({i: (i - first << 21) + base | 0x711 for i in range(first, 512)})]
              for k, base in enumerate(bases)]
    return b"".join(kernel[table] for table in range(5) for kernel in tables)


def boot_image(blocks, zeroed, hypervisor):
    regions = [(start, end - start) for b in blocks for part in ("kernel", "root")
               for start, end in [b[part]] if b["without"] != part]
    regions += [(start, end - start) for start, end in zeroed]
    size = 48 + PAGE * len(blocks) + 40 * len(regions)
    return boot_tables([(b["tables"] or b["kernel"])[0] for b in blocks], hypervisor) + \
        struct.pack("<6Q", 0x5e14dead14de5ead, size, hypervisor, len(blocks), len(regions),
                    kernel_entry(hypervisor)) + \
        b"".join(boot_block(b) for b in blocks) + \
        b"".join(struct.pack("<5Q", start, 0, length, 0, 1) for start, length in regions)


# --- recipes --------------------------------------------------------------------------------------

class Maker:
    def __init__(self, mkpart, scene, layout="layout.yaml"):
        self.mkpart, self.scene, self.layout = mkpart, pathlib.Path(scene), layout
        self.plans = {} # of layouts by their bytes; most steps of a recipe ask for the plan

    def plan(self):
        """Of a layout that may have errors."""
        content = self.read(self.layout)
        if content not in self.plans:
            self.plans[content] = subprocess.run(
                [self.mkpart, "plan", "--format", "json", self.layout], cwd=self.scene,
                capture_output=True, check=False).stdout
        return json.loads(self.plans[content])

    def read(self, name):
        return (self.scene / name).read_bytes()

    def write(self, name, content):
        path = self.scene / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def make_planned(self, folder, _):
        """Root tasks differ a little, as everything does that is built for a node."""
        if self.plan()["contract"]["name"] == "sel4-bootinfo":
            self.make_planned_boot(folder)
            return
        for node in self.plan()["nodes"]:
            memory = [(int(m["first"], 16), int(m["last"], 16) - int(m["first"], 16) + 1)
                      for m in node["memory"]]
            base = int(node["phys_base"], 16)
            paths = node["images"]
            self.write(f"{folder}/{paths['kernel']}",
                       program(base, KERNEL_BYTES, self.kernel_address(base)))
            self.write(f"{folder}/{paths['dtb']}", tree(sorted(memory), node["spis"]))
            self.write(f"{folder}/{paths['root']}", root_task(self.plan(), node))

    def make_planned_boot(self, folder):
        for i, node in enumerate(self.plan()["nodes"]):
            paths = node["images"]
            self.write(f"{folder}/{paths['kernel']}",
                       boot_kernel(BOOT_KERNEL_BYTES, node["hypervisor"]))
            self.write(f"{folder}/{paths['root']}",
                       root_task(self.plan(), node, ROOT_BYTES + i * PAGE))

    def make_boot_loader(self, name, words):
        nodes = number(words[1]) if words else len(self.plan()["nodes"])
        self.write(name, boot_loader(nodes))

    def kernel_address(self, physical, other=False):
        """Where the first node's kernel has that address, or one for the other exception level."""
        hypervisor = self.plan()["nodes"][0]["hypervisor"]
        offset = KERNEL_OFFSET if hypervisor != other else KERNEL_OFFSET_EL1
        return (physical + offset) % (1 << 64)

    def note_of(self, name, given, older=False):
        """A node's, by its name; or of another plan."""
        plan = self.plan()
        node, = (n for n in plan["nodes"] if n["name"] == name)
        return note(int(given.get("id", node["id"])), int(node["digest"], 16) ^ older,
                    given.get("contract", plan["contract"]["name"]),
                    int(given.get("version", 1)))

    def make_program(self, name, words):
        """With `virtual` and `machine`, where they are not a kernel's (`other`: one for the other
        exception level); `and` a second segment, at a distance from both addresses; with so many
        program `headers` in all; with the `note` of a node, or of several, and `older` for that of
        another plan, of another `version`, `contract` and node's `id`."""
        given = pairs(words)
        notes = b"".join(self.note_of(n, given) for n in given.get("note", "").split(",") if n)
        if "older" in given:
            notes += self.note_of(given["older"], given, older=True)
        start = number(given["at"])
        virtual = given.get("virtual", "own")
        virtual = number(virtual) if virtual[0].isdigit() else \
            self.kernel_address(start, virtual == "other")
        segments = [(virtual, start, number(given["size"]))]
        if "and" in given:
            behind, further = map(number, given["and"].split("+"))
            segments.append((virtual + further, start + behind, 0x1000))
        unused = int(given["headers"]) - len(segments) - bool(notes) if "headers" in given else 0
        self.write(name, elf(segments, virtual, int(given.get("machine", AARCH64)), notes=notes,
                             unused=unused))

    def make_tree(self, name, words):
        given = pairs(words)
        memory = [tuple(map(number, m.split("+"))) for m in given.get("memory", "").split(",") if m]
        irqs = [number(i) for i in given["irqs"].split(",")] if "irqs" in given else []
        self.write(name, tree(memory, irqs, number(given.get("size", "0"))))

    def make_archive(self, name, words):
        self.write(name, archive([(entry, self.read(file)) for entry, _, file in
                                  (w.partition("=") for w in words)]))

    def make_packed(self, name, words):
        folder, *order = words
        nodes = {n["name"]: n for n in sorted(self.plan()["nodes"], key=lambda n: n["rank"])}
        entries = []
        for node in (nodes[name] for name in order or nodes):
            for role, entry in (("kernel", "kernel.elf"), ("dtb", "kernel.dtb"), ("root", "root")):
                entries.append((entry, self.read(f"{folder}/{node['images'][role]}")))
        self.write(name, archive(entries))

    def make_loader(self, name, words):
        given = pairs(words)
        carried = self.read(given["archive"]) if "archive" in given else b""
        self.write(name, loader(number(given["at"]), number(given["size"]), carried))

    def boot_blocks(self):
        """By node, as the plan has them, in numbers."""
        def span(part):
            return int(part["first"], 16), int(part["last"], 16) + 1

        blocks = {}
        for node in sorted(self.plan()["nodes"], key=lambda n: n["rank"]):
            boot, root = node["boot"], node["boot"]["root"]
            blocks[node["name"]] = {
                "entry": int(root["entry"], 16), "address": int(root["address"], 16),
                "kernel": span(boot["kernel"]), "root": span(root),
                "ram": [span(m) for m in node["memory"]],
                "reserved": [(0, 0)] + [span(r) for r in boot["reserved"]],
                "nodes": len(self.plan()["nodes"]), "tables": None, "without": None}
        return blocks

    @staticmethod
    def change_block(block, part, index, text):
        """One word of a recipe."""
        value = tuple(number(n) for n in text.split("-") if n[0].isdigit())
        if part == "holes": # beyond all that a board has
            start = 1 << 40
            block["reserved"] += [(start + i * 2 * PAGE, start + (2 * i + 1) * PAGE)
                                  for i in range(number(text))]
        elif part == "gives": # what is no longer reserved
            block["reserved"] = [cut for start, end in block["reserved"]
                                 for cut in ([(start, end)] if end <= value[0] or value[1] <= start
                                             else [(start, value[0]), (value[1], end)])
                                 if cut[0] < cut[1] or start == end]
        elif part in ("pieces", "crumbs"): # behind a page behind the root task
            base, behind, end = block["ram"][0][0], block["root"][1] + PAGE, block["ram"][0][1]
            step = (end - behind) // number(text) >> 21 << 21
            starts = [(behind | (2 << 20) - 1) + 1 + i * step for i in range(number(text))]
            block["ram"] = [(base, behind)] + [
                (start, start + (512 << 10)) if part == "pieces" else
                (start + PAGE, start + step - PAGE) for start in starts]
        elif part in ("entry", "address", "nodes"):
            block[part], = value
        elif index is None:
            block[part] = list(value) if text == "none" else value or text
        elif index == "+":
            block[part].append(value)
        elif text == "none":
            del block[part][int(index)]
        else:
            block[part][int(index)] = value

    def make_booted(self, name, words):
        blocks = self.boot_blocks()
        hypervisor = self.plan()["nodes"][0]["hypervisor"]
        zeroed = [(int(s["first"], 16), int(s["last"], 16) + 1) for s in self.plan()["shared"]]
        for word in words:
            place, _, text = word.partition("=")
            node, part, *index = place.split(".")
            if node == "loader" and part == "el1":
                hypervisor = False
            elif node == "loader" and text == "none":
                zeroed.clear()
            elif node == "loader":
                zeroed.append(tuple(number(n) for n in text.split("-")))
            else:
                for named, block in blocks.items():
                    if node in (named, "all"):
                        self.change_block(block, part, index[0] if index else None, text)
        self.write(name, boot_image(list(blocks.values()), zeroed, hypervisor))

    def make_built(self, name, words):
        subprocess.run([self.mkpart, "pack", "--quiet", "-o", name, "--images", words[0],
                        "--loader", words[1], self.layout], cwd=self.scene, capture_output=True,
                       check=True)

    def make_missing(self, name, _):
        (self.scene / name).unlink()

    def make_copy(self, name, words):
        self.write(name, self.read(words[0]))

    def make_text(self, name, words):
        self.write(name, " ".join(words).encode() + b"\n")

    def make_plan(self, name, words):
        """An earlier plan: of the layout as it was before an edit. In words, _ is a blank."""
        layout = self.scene / f"before-{self.layout}"
        layout.write_text(replaced((self.scene / self.layout).read_text(), words))
        text = subprocess.run([self.mkpart, "plan", "--format", "json", layout.name],
                              cwd=self.scene, capture_output=True, check=False).stdout
        layout.unlink()
        self.write(name, text)

    def make_change(self, name, words):
        self.write(name, replaced(self.read(name).decode(), words).encode())

    def make_cut(self, name, words):
        self.write(name, self.read(name)[:number(words[0])])

    def make_patch(self, name, words):
        """Other bytes at an offset."""
        content, at, new = bytearray(self.read(name)), number(words[0]), bytes.fromhex(words[1])
        content[at:at + len(new)] = new
        self.write(name, bytes(content))

    def make(self, recipe):
        for line in filter(None, map(str.strip, recipe.splitlines())):
            name, _, rest = line.partition(": ")
            kind, *words = rest.split()
            getattr(self, f"make_{kind.replace('-', '_')}")(name, words)
