# SPDX-License-Identifier: BSD-2-Clause
"""What random layouts say beside kernels, their memory and devices: memory for something else,
peers outside, registers by address, who reads only, consoles, idle cores, requirements. Parts of
the Maker and the Changer of strange_layouts.py."""
import itertools

import opinion
from ground import PAGE, SMALLEST_SLICE, Span

MIB = 1 << 20
WORDS = ("guest", "dma", "firmware", "frames", "log-buffer")
PEERS = ("r5_0", "m4", "pl-master")
REGISTERS = ("gpt1", "mailbox", "spare")


class WordMaker:
    """Of a good layout."""

    def invite_peers(self):
        if not self.chance(0.15):
            return
        self.layout["outside"] = []
        for name in self.random.sample(PEERS, self.random.choice((1, 1, 2))):
            words = self.random.sample(WORDS, self.random.choice((0, 1, 1, 2)))
            memory = [dict(self.some_room(), name=word) for word in words]
            self.layout["outside"].append({"name": name, "memory": memory, "why": "runs no seL4"})

    def some_room(self):
        """Whole pages of RAM, by address or by size."""
        size = self.random.choice((PAGE, 16 * PAGE, MIB, 16 * MIB))
        part = self.take(size, at_end=self.chance(0.5)) if self.chance(0.6) else None
        if part:
            return {"start": part.first, "size": part.size}
        return {"size": size - self.random.choice((0, 0, 1))}

    def hold_memory(self):
        """Beside RAM of the kernels."""
        for node in self.layout["nodes"]:
            if self.chance(0.12):
                for word in self.random.sample(WORDS, self.random.choice((1, 1, 2))):
                    entry = {**self.some_room(), "for": word}
                    if self.chance(0.3):
                        entry["name"] = word + "1"
                    place = self.random.randrange(len(node["memory"]) + 1)
                    node["memory"].insert(place, entry)
        if self.chance(0.1):
            self.give_reservation()

    def give_reservation(self):
        lifted = {entry["path"] for entry in self.layout["board"].get("lift", [])}
        parts = self.ground.reserved
        single = [path for path, part, _ in parts if path and path not in lifted
                  and not any(other is not part and part.overlaps(other) for _, other, _ in parts)
                  and [path] == [named for named, *_ in parts if named == path]]
        if single:
            path = self.random.choice(sorted(single))
            if self.layout.get("shared") and self.chance(0.3):
                self.random.choice(self.layout["shared"])["memory"] = {"reserved": path}
                return
            self.random.choice(self.layout["nodes"])["memory"].append(
                {"reserved": path, "for": "carveout"})

    def give_registers(self):
        """By address, where the tree has nothing: right behind a device, or far from all."""
        if not self.chance(0.15):
            return
        taken = [*self.banks(), *self.ground.withheld, *self.ground.mapped,
                 *itertools.chain(*(d.registers for d in self.ground.devices.values()))]
        taken = [Span(part.first // PAGE * PAGE, part.last | (PAGE - 1)) for part in taken]
        for name in self.random.sample(REGISTERS, self.random.choice((1, 1, 2))):
            part = self.beside_all(taken)
            if part:
                taken.append(part)
                self.random.choice(self.layout["nodes"]).setdefault("mmio", []).append(
                    {"start": part.first, "size": part.size, "name": name, "why": "no node"})

    def beside_all(self, taken):
        size = self.random.choice((PAGE, 16 * PAGE))
        for _ in range(8):
            first = self.random.choice(taken).last + 1 if self.chance(0.7) else \
                self.random.randrange(1, 1 << 20) * PAGE
            part = Span(first, first + size - 1)
            if part.last < 1 << 32 and not any(part.overlaps(other) for other in taken):
                return part
        return None

    def let_some_only_read(self):
        for region in self.layout.get("shared", []):
            if self.chance(0.3):
                region["nodes"] = [
                    {"name": name, "access": self.random.choice(("ro", "rw"))}
                    if self.chance(0.5) else name for name in region["nodes"]]

    def name_consoles(self):
        uarts = sorted(path for path, device in self.ground.devices.items() if device.registers
                       and opinion.can_print(self.ground.tree.find(path)))
        for node in self.layout["nodes"] if uarts else ():
            if self.chance(0.1):
                node["console"] = self.device_name(self.random.choice(uarts))
                if self.chance(0.5):
                    node["kernel"] = {"debug": True, **node.get("kernel", {})}

    def leave_cores_idle(self):
        used = {core.path for core in self.cores.values()}
        idle = [core for core in self.ground.cores if core.path not in used]
        if idle and self.chance(0.1):
            cores = self.random.sample(idle, self.random.randrange(1, len(idle) + 1))
            self.layout["cpus_unused"] = [{"cpu": self.spelt(core), "why": "spare"}
                                          for core in cores]

    def trace(self):
        """Wherever it may stand; it changes nothing."""
        if not self.chance(0.1):
            return
        for entries in (self.layout["nodes"], self.layout.get("shared", []),
                        self.layout.get("ipis", []), *(n["memory"] for n in self.layout["nodes"])):
            for entry in entries:
                if self.chance(0.3):
                    entry["trace"] = self.random.choice(("REQ-1", ["REQ-2", "SAFE_3"]))


class WordChanger:
    """One change of it."""

    def holding_lists(self):
        nodes, peers = self.layout["nodes"], self.layout.get("outside", [])
        return [*((n.setdefault("mmio", []), {"why": "a change"}) for n in nodes),
                *((n["memory"], {"for": "guest"}) for n in nodes),
                *((peer["memory"], {}) for peer in peers)]

    def add_holding(self):
        """Around a boundary."""
        entries, more = self.random.choice(self.holding_lists())
        size = self.random.choice((PAGE, PAGE, 16 * PAGE, MIB, 0x100))
        at = self.near(self.boundary())
        entry = {"start": max(at - size, 0) if self.chance(0.5) else at, "size": size, **more}
        if "for" not in entry or self.chance(0.5):
            entry["name"] = self.random.choice(("more", "guest", "gpt1"))
        entries.append(entry)

    def add_registers(self):
        """On, or right beside, a device's page."""
        devices = [d for d in self.ground.devices.values() if d.registers]
        if devices:
            assigned = [d for ds in self.maker.assigned.values() for d in ds if d.registers]
            device = self.random.choice(assigned if assigned and self.chance(0.6) else devices)
            first = device.registers[0].first // PAGE * PAGE
            start = max(first + self.random.choice((0, 0, PAGE, -PAGE)), 0)
            self.some_node().setdefault("mmio", []).append(
                {"start": start, "size": PAGE, "name": "extra", "why": "a change"})

    def give_reserved(self):
        paths = sorted({path for path, *_ in self.ground.reserved if path})
        path = self.random.choice(paths) if paths and self.chance(0.9) else "/reserved-memory/none"
        self.some_node()["memory"].append({"reserved": path, "for": "carveout"})

    def name_peer(self):
        """Like another peer or a node; a new one has nothing of its own."""
        peers = self.layout.setdefault("outside", [])
        names = [*(peer["name"] for peer in peers), self.some_node()["name"], "late"]
        peers.append({"name": self.random.choice(names), "memory": [], "why": "a change"})

    def idle_core(self):
        core = self.random.choice(self.ground.cores)
        named = "cpu@77" if self.chance(0.1) else self.maker.spelt(core)
        self.layout.setdefault("cpus_unused", []).append({"cpu": named, "why": "a change"})

    def change_console(self):
        node = self.some_node()
        node["console"] = self.random.choice(("nothing@0", *sorted(self.ground.devices)))
        if self.chance(0.7):
            node.setdefault("kernel", {})["debug"] = self.chance(0.7)

    def many_findings(self):
        """More than a former mkpart kept, before whatever else is found."""
        node = self.some_node()
        irqs = [e for e in node.get("irqs", []) if isinstance(e, dict)]
        if irqs:
            node["irqs"] += [irqs[0]] * 1100

    def many_requests(self):
        """As many as are placed, the loader among them, and one more; a list holds 4,096."""
        names = [node["name"] for node in self.layout["nodes"]]
        if len(names) > 1:
            self.layout["shared"] = [
                {"name": f"s{i}", "nodes": names[:2], "memory": {"size": PAGE}}
                for i in range(self.random.choice((4090, 4096)))]

    def many_nodes(self):
        """As many as there are cores, or what is looked at and one more."""
        cores = self.ground.cores
        if len(cores) > 500:
            count = self.random.choice((512, 513, len(cores)))
            self.layout["nodes"] += [
                {"name": f"n{i}", "cpu": cores[i].path, "memory": [{"size": SMALLEST_SLICE}]}
                for i in range(len(self.layout["nodes"]), count)]

    WORD_CHANGES = ((add_holding, 5), (add_registers, 3), (give_reserved, 1), (name_peer, 1),
                    (idle_core, 1), (change_console, 1), (many_findings, 0.3),
                    (many_requests, 0.02), (many_nodes, 0.3))
