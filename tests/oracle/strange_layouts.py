# SPDX-License-Identifier: BSD-2-Clause
"""Random layouts that sit on boundaries: each begins as a good one whose parts touch each other,
bank ends and reservations; about half are then changed in one to three places, mostly by a page, a
byte or one more than there may be. A change need not be a mistake: whether it is, is what two
opinions are asked about."""
from ground import LAST_SPI, PAGE, Span, gaps_between, rounded_up, whole_pages
from opinion import is_target, kernels_memory, share_a_page, share_a_stream
from strange_words import WordChanger, WordMaker

MIB = 1 << 20
ALIGN = 16 * MIB
TOP = 1 << 64
# One address cell, and the kernel's window.
LIMITS = 1 << 32, 0x7fc0000000
SMALLEST = 0x2a0000
# Kernel sizes of the contract with what is loaded behind them.
LOADED = (0x231000, 0x23e000, 0x243000)
NAMES = ("control", "io", "log", "net", "ui", "safety", "video", "store", "extra")
KNOWN_CONSOLES = {"arm,pl011", "xlnx,xuartps", "cdns,uart-r1p12", "fsl,imx6q-uart"}
STATED_RAM = ([(0x40000000, 0x80000000)], [(0x80000000, 0x40000000), (0x880000000, 0x40000000)],
              [(0x0, 0x3b400000), (0x40000000, 0x7c000000)])
ONE_CELL_RAM = ([(0x80000000, 0x80000000)], [(0x80000000, 0x80000000), (0x100000000, 0x40000000)])


# So many cores are few enough to try all ways.
FEW_CORES = 10


def entry(part):
    return {"start": part.first, "size": part.size}


class Maker(WordMaker):
    """Makes one layout; `random` decides, and is all that it depends on."""

    def __init__(self, ground, random):
        self.ground, self.random = ground, random
        self.layout = {"version": 1, "board": {}}

    def chance(self, probability):
        return self.random.random() < probability

    # --- the good layout ---

    def good(self):
        self.state_board()
        self.holes = self.free_ram()
        self.layout["nodes"] = [{"name": name} for name in NAMES[:self.node_count()]]
        self.give_cores()
        self.give_kernels()
        self.give_memory()
        self.place_loader()
        self.invite_peers()
        self.share_memory()
        self.hold_memory()
        self.give_devices()
        self.give_irqs()
        self.join_with_ipis()
        self.connect_components()
        self.open_cores()
        self.give_registers()
        self.let_some_only_read()
        self.name_consoles()
        self.leave_cores_idle()
        self.trace()
        return self.layout

    def state_board(self):
        board = self.layout["board"]
        if not self.ground.memory:
            ram = ONE_CELL_RAM if self.ground.address_cells == 1 else STATED_RAM
            board["memory"] = [{"start": s, "size": n} for s, n in self.random.choice(ram)]
        if self.ground.last_irq is None and self.chance(0.6):
            board["max_irq"] = self.random.choice((100, 159, 255, 480, LAST_SPI))
            if self.chance(0.5):
                board["platform"] = "example-soc"
        self.correct_the_tree()

    def correct_the_tree(self):
        """States the boot core, takes reserved memory back, leaves registers out."""
        board = self.layout["board"]
        if self.ground.tree.boot_cpu == 0 and self.chance(0.15):
            core = self.random.choice(self.ground.by_index)
            if core.enabled and self.ground.psci_method() == "smc":
                board["boot_cpu"] = self.random.choice((core.unit_name, core.path))
        paths = sorted({path for path, *_ in self.ground.reserved if path})
        if paths and self.chance(0.15):
            board["lift"] = [{"path": self.random.choice(paths), "why": "not used"}]
        devices = sorted(path for path, d in self.ground.devices.items()
                         if d.registers and path not in self.ground.kept and not d.is_bus)
        if devices and self.chance(0.05):
            board["ignore"] = [{"device": self.random.choice(devices), "why": "not there"}]
        self.ground = self.ground.seen_by(self.layout)

    def banks(self):
        stated = [Span(m["start"], m["start"] + m["size"] - 1)
                  for m in self.layout["board"].get("memory", [])]
        return sorted([bank for _, bank in self.ground.memory] or stated)

    def free_ram(self):
        """That every node may have; what mkpart only warns of is used now and then."""
        taken = list(self.ground.withheld)
        if self.chance(0.9):
            taken += self.ground.mapped + self.ground.screens
        end = LIMITS[0 if self.ground.address_cells == 1 else 1]
        taken.append(Span(end, TOP - 1))
        return [p for bank in self.banks() for gap in gaps_between(bank, taken)
                if (p := whole_pages(gap))]

    def node_count(self):
        most = min(sum(map(self.ground.can_start, self.ground.cores)), 8)
        return min(most, self.random.choice((1, 2, 2, 2, 3, 3, 4, 4, 6, 8)))

    def spelt(self, core):
        """By number seldom where that has another meaning in the tree's order."""
        number = self.ground.by_index.index(core)
        same = self.ground.in_tree_order[number] is core
        numbers = [number] if same or self.chance(0.02) else []
        return self.random.choice((core.unit_name, core.path, *numbers))

    def can_be_target(self, name, core):
        return is_target(core, self.ground, self.node(name).get("gic_cpu"))

    def give_cores(self):
        """The boot core and others, in any order; ids now and then, as the loader has them."""
        nodes = self.layout["nodes"]
        startable = [core for core in self.ground.cores[1:] if self.ground.can_start(core)]
        others = self.random.sample(startable, len(nodes) - 1)
        cores = [self.ground.cores[0], *others]
        self.random.shuffle(cores)
        with_ids = self.chance(0.2)
        for node, core in zip(nodes, cores):
            node["cpu"] = self.spelt(core)
            if with_ids and self.chance(0.8):
                rank = sorted(map(self.ground.cores.index, cores)).index(
                    self.ground.cores.index(core))
                node["id"] = rank
        self.number_interfaces(nodes, cores)
        self.cores = dict(zip((n["name"] for n in nodes), cores))

    def number_interfaces(self, nodes, cores):
        """Of a GICv2 with clusters: in the order of the MPIDRs, as good as any."""
        if self.ground.gic != 2 or self.ground.one_cluster or self.chance(0.2):
            return
        for node, core in zip(nodes, cores):
            number = self.ground.by_index.index(core)
            if number < 8 and self.chance(0.9):
                node["gic_cpu"] = number

    def open_cores(self):
        """Leaves the core of some nodes to mkpart. One way to choose is what they had."""
        if len(self.ground.cores) > FEW_CORES or not self.chance(0.15):
            return
        for node in self.layout["nodes"]:
            if self.chance(0.6) and "gic_cpu" not in node:
                node["cpu"] = "any"
            if self.chance(0.1):
                node["cpu_compatible"] = self.random.choice(self.types_of(node["name"]))

    def types_of(self, name):
        return self.ground.tree.find(self.cores[name].path).strings("compatible")

    def has_console(self):
        root = self.ground.tree.root
        chosen = root.children.get("chosen")
        named = chosen.strings("stdout-path") if chosen else []
        console = self.ground.tree.find(named[0].split(":")[0]) if named else None
        return bool(console and set(console.strings("compatible")) & KNOWN_CONSOLES)

    def give_kernels(self):
        if self.chance(0.5):
            kernel = {"hypervisor": self.ground.can_virtualize() and self.chance(0.7)}
            if self.has_console() and self.chance(0.5):
                kernel["debug"] = True
            self.layout["kernel"] = kernel

    def take(self, size, align=PAGE, at_end=False):
        """A part of the free RAM that touches the end of a hole, or None."""
        for hole in self.random.sample(self.holes, len(self.holes)):
            first = rounded_up(hole.first, align)
            if at_end:
                first = (hole.last + 1 - size) // align * align
            part = Span(first, first + size - 1)
            if size and hole.holds(part):
                self.holes = [g for h in self.holes
                              for g in (gaps_between(h, [part]) if h is hole else [h])]
                return part
        return None

    def slice_size(self):
        return self.random.choice((
            SMALLEST, SMALLEST, SMALLEST + PAGE, 4 * MIB, ALIGN, ALIGN - PAGE, ALIGN + PAGE,
            32 * MIB, 64 * MIB, 64 * MIB, 64 * MIB - PAGE, 256 * MIB,
            rounded_up(self.random.randrange(SMALLEST, 96 * MIB), PAGE)))

    def give_memory(self):
        for node in self.layout["nodes"]:
            size = self.slice_size()
            if self.chance(0.2):
                node["memory"] = [{"size": size - self.random.choice((0, 0, 1, PAGE - 1))}]
                continue
            part = self.take(size, ALIGN, self.chance(0.3)) or self.take(SMALLEST, ALIGN)
            node["memory"] = [self.memory_entry(part)] if part else [{"size": SMALLEST}]
            if self.chance(0.25):
                self.add_range(node)

    def memory_entry(self, part):
        for path, bank in self.ground.memory:
            if bank.holds(part) and self.chance(0.15):
                return {"node": path, "reg": [entry(part)]}
        return entry(part)

    def add_range(self, node):
        """Above what the node has, so that the lowest range stays so."""
        part = self.take(self.random.choice((PAGE, 16 * PAGE, MIB, ALIGN)))
        lowest = min((e["start"] for e in self.fixed_entries(node)), default=None)
        if part and lowest is not None and part.first > lowest:
            node["memory"].insert(self.random.randrange(2), entry(part))

    @staticmethod
    def fixed_entries(node):
        return [part for e in node["memory"] for part in e.get("reg", [e]) if "start" in part]

    def place_loader(self):
        if self.chance(0.3):
            return
        size = self.random.choice((MIB, 4 * MIB, ALIGN, ALIGN))
        part = self.take(size, self.random.choice((PAGE, ALIGN)), self.chance(0.5))
        if part and self.chance(0.8):
            self.layout["loader"] = {"memory": entry(part)}
        else:
            self.layout["loader"] = {"memory": {"size": size}}

    def share_memory(self):
        names = [node["name"] for node in self.layout["nodes"]]
        if len(names) < 2:
            return
        peers = [peer["name"] for peer in self.layout.get("outside", [])]
        for i in range(self.random.choice((0, 0, 1, 1, 2, 3))):
            size = self.random.choice((PAGE, 16 * PAGE, MIB))
            members = self.random.sample(names, self.random.randrange(2, len(names) + 1))
            if peers and self.chance(0.6):
                members = [members[0], self.random.choice(peers)]
            part = self.take(size, at_end=self.chance(0.5)) if self.chance(0.7) else None
            if part and set(members) <= set(names) and self.chance(0.3):
                for name in members:
                    self.node(name).setdefault("shared_pool", []).append(entry(part))
                continue
            self.layout.setdefault("shared", []).append(
                {"name": f"ring{i}", "nodes": members, "memory": entry(part) if part else
                 {"size": size - self.random.choice((0, 0, 1))}})

    def node(self, name):
        return next(node for node in self.layout["nodes"] if node["name"] == name)

    def fair_devices(self):
        """With registers and sound interrupts, of a line, page and stream of their own."""
        controller = self.ground.board.interrupts.root.path + "/"
        devices = [d for path, d in self.ground.devices.items()
                   if d.registers and path not in self.ground.kept and not d.lost
                   and not path.startswith(controller)]
        return [d for d in devices if self.last_irq() >= max(d.spis, default=0)]

    def last_irq(self):
        if self.ground.last_irq is not None:
            return self.ground.last_irq
        return self.layout["board"].get("max_irq", LAST_SPI)

    def goes_with(self, device, others):
        """Whether it can be in another node than these."""
        return not any(device.spis & o.spis or share_a_stream(device, o)
                       or device.path in o.behind | o.iommus or o.path in device.behind
                       or o.path in device.iommus
                       or self.is_within(device, o) or self.is_within(o, device)
                       or share_a_page(device, o, self.ground) for o in others)

    @staticmethod
    def is_within(inner, outer):
        return inner.path.startswith(outer.path + "/")

    def give_devices(self):
        self.assigned = {}
        fair = self.fair_devices()
        for device in self.random.sample(fair, min(len(fair), self.random.choice((0, 1, 2, 4, 6)))):
            node = self.random.choice(self.layout["nodes"])
            others = [d for name, ds in self.assigned.items() if name != node["name"] for d in ds]
            if self.goes_with(device, others):
                self.assigned.setdefault(node["name"], []).append(device)
                node.setdefault("devices", []).append(self.device_name(device.path))

    def device_name(self, path):
        unit_name = path.rsplit("/", 1)[1]
        if len(self.ground.paths_by_name[unit_name]) == 1 and self.chance(0.5):
            if not self.ground.tree.find(unit_name):
                return unit_name
        return path

    def irq_entry(self, intid):
        return {"spi": intid - 32} if self.chance(0.5) else {"intid": intid}

    def give_irqs(self):
        """Interrupts that no node has yet, some of them of devices that nobody has."""
        taken = {spi for devices in self.assigned.values() for d in devices
                 for spi in d.spis | d.lines}
        last = self.last_irq()
        for node in self.layout["nodes"]:
            for _ in range(self.random.choice((0, 0, 1, 2))):
                intid = self.random.choice((32, 33, last - 1, last, self.random.randint(32, last)))
                if intid not in taken:
                    taken.add(intid)
                    node.setdefault("irqs", []).append(self.irq_entry(intid))

    def join_with_ipis(self):
        names = [name for name, core in self.cores.items()]
        targets = [name for name, core in self.cores.items() if self.can_be_target(name, core)]
        if len(names) < 2 or not targets:
            return
        taken = set()
        for i in range(self.random.choice((0, 1, 2, 3, 5, 40))):
            receiver = self.random.choice(targets)
            ipi = {"name": f"ipi{i}", "to": receiver,
                   "from": self.random.choice([n for n in names if n != receiver])}
            if i > 4 or self.chance(0.2):
                self.layout.setdefault("ipis", []).append(dict(ipi, multiplex=True))
                continue
            sgi = self.random.choice((0, 1, 7, 8, 15))
            if self.chance(0.4) and (receiver, sgi) not in taken:
                ipi["sgi"] = sgi
                taken.add((receiver, sgi))
            self.layout.setdefault("ipis", []).append(ipi)

    def connect_components(self):
        """Each at a port of its own; within a node by whatever connector."""
        if self.chance(0.6):
            return
        homes = {}
        for node in self.layout["nodes"]:
            node["components"] = [f"part_{node['name']}{i}" for i in range(2)]
            homes.update((component, node["name"]) for component in node["components"])
        for i in range(self.random.choice((1, 2, 4))):
            ends = self.random.sample(sorted(homes), 2)
            connection = {"name": f"wire{i}", "type": "seL4SharedData",
                          "from": f"{ends[0]}.out{i}", "to": f"{ends[1]}.in{i}"}
            if homes[ends[0]] == homes[ends[1]]:
                connection["type"] = self.random.choice(("seL4RPCCall", "Own", "seL4SharedData"))
            elif self.chance(0.5) and self.can_be_target(
                    homes[ends[1]], self.cores[homes[ends[1]]]):
                connection["type"] = "seL4NotificationNative"
            if connection["type"] != "seL4NotificationNative" and self.chance(0.5):
                connection["size"] = self.random.choice((1, PAGE - 1, PAGE, PAGE + 1, 16 * PAGE))
            self.layout.setdefault("connections", []).append(connection)


class Changer(WordChanger):
    """Changes a good layout in one place."""

    def __init__(self, layout, maker):
        self.layout, self.maker = layout, maker
        self.ground, self.random = maker.ground, maker.random
        self.chance = maker.chance

    # --- where boundaries are ---

    def spans(self):
        for node in self.layout["nodes"]:
            for key in ("memory", "reserved", "shared_pool", "mmio"):
                for e in node.get(key, []):
                    yield from e.get("reg", [e])
        for peer in self.layout.get("outside", []):
            yield from peer["memory"]
        for region in self.layout.get("shared", []):
            yield region["memory"]
        yield self.layout.get("loader", {}).get("memory", {})
        yield from self.layout.get("reserved", [])

    def boundaries(self):
        """First addresses of things, and those right behind things."""
        parts = [Span(p["start"], p["start"] + p["size"] - 1) for p in self.spans() if "start" in p]
        parts += self.maker.banks() + self.ground.withheld + self.ground.mapped
        yield from (address for p in parts for address in (p.first, p.last + 1))
        yield from (limit for limit in LIMITS for bank in self.maker.banks()
                    if bank.first < limit <= bank.last)

    def boundary(self):
        if self.chance(0.05):
            return self.random.choice((0, *LIMITS, 1 << 40, TOP, TOP - ALIGN))
        if self.ground.devices and self.chance(0.03):
            device = self.random.choice(list(self.ground.devices.values()))
            return device.registers[0].first if device.registers else 0
        return self.random.choice(list(self.boundaries()) or [1 << 30])

    def near(self, address):
        step = self.random.choice((0, 0, 0, PAGE, -PAGE, PAGE, -PAGE, 1, -1, PAGE // 2, ALIGN,
                                   -ALIGN))
        return min(max(address + step, 0), TOP - 1)

    def some_range(self):
        ranges = [p for p in self.spans() if "start" in p]
        return self.random.choice(ranges) if ranges else None

    def some_node(self):
        return self.random.choice(self.layout["nodes"])

    # --- memory ---

    def move_start(self):
        """Keeps the size."""
        if part := self.some_range():
            part["start"] = self.near(self.boundary())

    def move_before(self):
        """Its end goes where something begins or ends."""
        if part := self.some_range():
            part["start"] = max(self.near(self.boundary()) - part["size"], 0)

    def nudge_start(self):
        if part := self.some_range():
            part["start"] = self.near(part["start"])

    def nudge_end(self):
        if part := self.some_range():
            part["size"] = max(part["size"] + self.random.choice(
                (PAGE, -PAGE, 1, -1, PAGE // 2, ALIGN)), 0)

    def stretch(self):
        """To a boundary above."""
        if part := self.some_range():
            ends = [b for b in self.boundaries() if b > part["start"]]
            if ends:
                part["size"] = max(self.near(min(ends, key=lambda e: (
                    abs(e - part["start"] - part["size"]) or TOP))) - part["start"], 0)

    def resize(self):
        sizes = (0, PAGE, ALIGN, *LOADED, SMALLEST, 0x280000)
        entries = [p for p in self.spans() if "size" in p]
        part = self.random.choice(entries) if entries else None
        if part:
            size = self.random.choice(sizes)
            part["size"] = max(size + self.random.choice((0, 0, PAGE, -PAGE)), 0)

    def small_slice(self):
        """The lowest range just holds what is loaded, and a second one the rest."""
        node = self.some_node()
        fixed = [e for e in node["memory"] if "start" in e]
        if len(kernels_memory(node)) == 1 and fixed and fixed[0]["size"] > ALIGN:
            size = self.random.choice(LOADED) + self.random.choice((0, 0, PAGE, -PAGE))
            start = fixed[0]["start"]
            node["memory"] = [{"start": start, "size": size},
                              {"start": min(start + ALIGN, TOP - 1),
                               "size": fixed[0]["size"] - ALIGN}]

    def wrap(self):
        if part := self.some_range():
            part["start"] = TOP - self.random.choice((1, PAGE, part["size"], max(
                part["size"] - 1, 1), max(part["size"] - PAGE, 1)))
            part["start"] = min(max(part["start"], 0), TOP - 1)

    def split_slice(self):
        """In two ranges that touch, overlap, or leave a gap."""
        node = self.some_node()
        fixed = [e for e in node["memory"] if "start" in e]
        if fixed and fixed[0]["size"] > SMALLEST + 2 * PAGE:
            whole = fixed[0]
            cut = self.random.choice((SMALLEST, whole["size"] // 2 // PAGE * PAGE))
            shift = self.random.choice((0, 0, PAGE, -PAGE))
            second = {"start": min(whole["start"] + cut + shift, TOP - 1),
                      "size": whole["size"] - cut - shift}
            whole["size"] = cut
            node["memory"].insert(self.random.randrange(len(node["memory"]) + 1), second)

    def add_own_range(self):
        node = self.some_node()
        node["memory"].append({"start": self.near(self.boundary()),
                               "size": self.random.choice((PAGE, 16 * PAGE, ALIGN))})

    def ask_for_more(self):
        """By size only: up to what is free, and a little more."""
        node = self.some_node()
        free = max((h.size for h in self.maker.holes), default=ALIGN)
        sizes = (free, free + PAGE, free // 2, ALIGN, 256 * MIB, 1 << 30)
        node["memory"] = [{"size": max(self.random.choice(sizes), 1)}]

    def name_memory_node(self):
        node = self.some_node()
        path = self.random.choice(sorted(self.ground.memory_nodes) + ["/memory@1"])
        node["memory"] = [{"node": path, "reg": [e]} if set(e) == {"start", "size"} else e
                          for e in node["memory"]]

    def reserve(self):
        """Something of the layout's or a node's own, around a boundary."""
        size = self.random.choice((PAGE, PAGE, 16 * PAGE, ALIGN, 1))
        at = self.near(self.boundary())
        holder = self.layout if self.chance(0.5) else self.some_node()
        holder.setdefault("reserved", []).append(
            {"start": max(at - size, 0) if self.chance(0.5) else at, "size": size})

    def no_memory(self):
        """For the kernel at least."""
        node = self.some_node()
        kernels = kernels_memory(node)
        node["memory"] = [e for e in node["memory"] if e not in kernels and self.chance(0.7)]

    def state_memory(self):
        board = self.layout["board"]
        if "memory" in board and self.chance(0.5):
            del board["memory"]
        else:
            board["memory"] = [{"start": 0x40000000, "size": 0x80000000}]

    # --- shared memory ---

    def change_members(self):
        if not self.layout.get("shared"):
            return
        region = self.random.choice(self.layout["shared"])
        change = self.random.randrange(3)
        if change == 0:
            region["nodes"] = region["nodes"][:self.random.randrange(3)]
        else:
            region["nodes"].append(self.random.choice(("nobody", *region["nodes"]))
                                   if change == 1 else self.some_node()["name"])

    def add_region(self):
        names = [n["name"] for n in self.layout["nodes"]]
        size = self.random.choice((PAGE, 16 * PAGE, MIB))
        at = self.near(self.boundary())
        part = {"start": max(at - size, 0) if self.chance(0.5) else at, "size": size}
        if self.chance(0.3):
            for name in self.random.sample(names, min(len(names), 2)):
                self.maker.node(name).setdefault("shared_pool", []).append(dict(part))
            return
        self.layout.setdefault("shared", []).append(
            {"name": self.random.choice(("ring0", "more")), "nodes": names[:2], "memory": part})

    def pool_on_one_side(self):
        node = self.some_node()
        if node.get("shared_pool") and self.chance(0.5):
            node["shared_pool"].pop()
        else:
            node.setdefault("shared_pool", []).append(
                {"start": self.near(self.boundary()), "size": PAGE})

    # --- interrupts and devices ---

    def add_irq(self):
        node = self.some_node()
        last = self.maker.last_irq()
        intid = self.random.choice((last - 1, last, last + 1, 31, 32, LAST_SPI, LAST_SPI + 1, 27,
                                    self.random.randint(0, LAST_SPI)))
        irq = {"intid": intid} if intid < 32 else self.maker.irq_entry(intid)
        node.setdefault("irqs", []).append(irq if self.chance(0.95) else intid)

    def repeat_irq(self):
        """An interrupt that somebody has already, given to somebody."""
        held = [e for node in self.layout["nodes"] for e in node.get("irqs", [])
                if isinstance(e, dict)]
        intids = [e["spi"] + 32 if "spi" in e else e["intid"] for e in held]
        intids += [s for ds in self.maker.assigned.values() for d in ds for s in d.spis]
        if intids:
            intid = self.random.choice(intids) + self.random.choice((0, 0, 1, -1))
            self.some_node().setdefault("irqs", []).append(self.maker.irq_entry(max(intid, 32)))

    def add_device(self):
        paths = sorted(self.ground.devices)
        named = [p for ds in self.maker.assigned.values() for p in (d.path for d in ds)]
        path = self.random.choice(named if named and self.chance(0.5) else paths)
        if self.chance(0.05):
            path = self.random.choice(("nothing@0", "/nothing", *sorted(self.ground.kept),
                                       self.ground.cores[0].path))
        self.some_node().setdefault("devices", []).append(path)

    # --- IPIs ---

    def add_ipi(self):
        names = [node["name"] for node in self.layout["nodes"]]
        ipis = self.layout.setdefault("ipis", [])
        ipi = {"name": f"more{len(ipis)}", "from": self.random.choice(names),
               "to": self.random.choice(names)}
        if self.chance(0.1):
            ipi[self.random.choice(("from", "to"))] = "nobody"
        if self.chance(0.7):
            ipi["sgi"] = self.random.choice((0, 1, 7, 8, 15, 15, 16, 17))
        if self.chance(0.3):
            ipi["multiplex"] = True
        ipis.append(ipi)

    def repeat_sgi(self):
        fixed = [ipi for ipi in self.layout.get("ipis", []) if "sgi" in ipi]
        if fixed:
            ipi = dict(self.random.choice(fixed), name="again")
            if self.chance(0.3):
                ipi["sgi"] ^= 1
            if self.chance(0.3):
                ipi["multiplex"] = not ipi.get("multiplex")
            self.layout["ipis"].append(ipi)

    def many_ipis(self):
        """Into one node, around the number of SGIs."""
        names = [node["name"] for node in self.layout["nodes"]]
        if len(names) > 1:
            into, sender = self.random.sample(names, 2)
            count = self.random.choice((8, 9, 15, 16, 17, 18))
            self.layout["ipis"] = [{"name": f"n{i}", "from": sender, "to": into}
                                   for i in range(count)]
            if self.chance(0.5):
                self.layout["ipis"][0]["sgi"] = self.random.randrange(17)
            for ipi in self.random.sample(self.layout["ipis"], self.random.choice((0, 1, 2, 3))):
                ipi["multiplex"] = True
            if self.chance(0.05):
                self.layout["ipis"] += [
                    {"name": f"m{i}", "from": sender, "to": into, "multiplex": True}
                    for i in range(self.random.choice((510, 511, 512, 513)))]

    # --- connections ---

    def change_connection(self):
        connections = self.layout.get("connections")
        if not connections:
            return
        connection, other = (self.random.choice(connections) for _ in range(2))
        key = self.random.choice(("type", "type", "from", "to", "name", "size"))
        component, = self.some_node().get("components", [])[:1] or ["part"]
        connection[key] = {
            "type": self.random.choice(("seL4SharedData", "seL4NotificationNative",
                                        "seL4Notification", "seL4RPCCall", "seL4SharedDat")),
            "from": self.random.choice((other["from"], other["to"], "part.x", "part", "a.b.c")),
            "to": self.random.choice((other["from"], other["to"], f"{component}.more")),
            "name": self.random.choice((other["name"], "ring0", "ipi0", "wire9")),
            "size": self.random.choice((0, 1, PAGE, PAGE + 1, 1 << 30)),
        }[key]

    def move_component(self):
        """To another node, or into that one as well."""
        nodes = [node for node in self.layout["nodes"] if node.get("components")]
        if nodes:
            source, target = (self.random.choice(nodes) for _ in range(2))
            component = source["components"].pop() if self.chance(0.7) else source["components"][0]
            target.setdefault("components", []).append(component)

    # --- cores and kernels ---

    def change_core(self):
        node = self.some_node()
        last = len(self.ground.cores) - 1
        cores = (*self.ground.cores, *self.ground.cores[:2])
        node["cpu"] = self.random.choice((
            self.maker.spelt(self.random.choice(cores)), last, last + 1, "cpu@77",
            self.some_node().get("cpu", 0)))

    def no_core(self):
        self.some_node().pop("cpu", None)

    def open_core(self):
        """With few nodes on few cores all ways to choose are looked at."""
        if len(self.ground.cores) <= FEW_CORES:
            self.some_node()["cpu"] = "any"

    def wish_for_core(self):
        for node in self.layout["nodes"]:
            if self.chance(0.4):
                node["cluster"] = self.random.choice(("same", "same", "different"))
        if self.chance(0.3):
            core = self.random.choice(self.ground.cores)
            types = self.ground.tree.find(core.path).strings("compatible")
            self.some_node()["cpu_compatible"] = self.random.choice([*types, "example,core"])

    def change_interface(self):
        """To another's, to none that there is, or on a board where nothing says so."""
        self.some_node()["gic_cpu"] = self.random.choice((
            0, 7, 8, self.random.randrange(8), self.some_node().get("gic_cpu", 3)))

    def change_ids(self):
        nodes = self.layout["nodes"]
        self.some_node()["id"] = self.random.randrange(len(nodes) + 1)

    def change_kernel(self):
        kernel = self.some_node().setdefault("kernel", {})
        kernel["hypervisor"] = self.chance(0.5)

    def more_nodes(self):
        """Up to one more than there are cores, and than a GICv2 serves."""
        names = [n["name"] for n in self.layout["nodes"]]
        used = [self.ground.core(n.get("cpu")) for n in self.layout["nodes"]]
        free = [c for c in self.ground.cores if c not in used]
        wanted = self.random.choice((len(self.ground.cores), len(self.ground.cores) + 1, 8, 9))
        for i in range(len(names), min(wanted, 10)):
            core = free.pop(0) if free else self.ground.cores[-1]
            self.layout["nodes"].append({"name": f"node{i}", "cpu": core.unit_name,
                                         "memory": [{"size": SMALLEST}]})

    def same_name(self):
        if len(self.layout["nodes"]) > 1:
            self.layout["nodes"][0]["name"] = self.layout["nodes"][1]["name"]

    CHANGES = ((move_start, 5), (move_before, 5), (nudge_start, 6), (nudge_end, 6), (stretch, 4),
               (resize, 4), (small_slice, 5), (wrap, 2), (split_slice, 5), (add_own_range, 3),
               (ask_for_more, 3), (name_memory_node, 2), (reserve, 6), (no_memory, 0.5),
               (state_memory, 0.5), (change_members, 2), (add_region, 5), (pool_on_one_side, 2),
               (add_irq, 6), (repeat_irq, 6), (add_device, 6), (add_ipi, 5), (repeat_sgi, 3),
               (many_ipis, 3), (change_connection, 4), (move_component, 2), (change_core, 4),
               (no_core, 0.5), (change_interface, 1), (open_core, 2), (wish_for_core, 2),
               (change_ids, 3), (change_kernel, 1), (more_nodes, 2), (same_name, 0.3),
               *WordChanger.WORD_CHANGES)

    def change(self):
        changes, weights = zip(*self.CHANGES)
        change, = self.random.choices(changes, weights)
        change(self)
        return change.__name__


# How many changes a layout gets.
CHANGE_COUNTS = (0, 0, 1, 1, 1, 2, 2, 3)


def make_layout(ground, random):
    """A layout and the names of the changes that were made to it."""
    maker = Maker(ground, random)
    layout = maker.good()
    changer = Changer(layout, maker)
    return layout, [changer.change() for _ in range(random.choice(CHANGE_COUNTS))]
