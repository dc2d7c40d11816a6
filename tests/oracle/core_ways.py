# SPDX-License-Identifier: BSD-2-Clause
"""All ways to give nodes cores, by trying: what nodes say of cpu, cluster, cpu_compatible and id,
and that some node is on the boot core. Cores are numbered in the loader's order, the boot core is
number 0."""
import dataclasses

ANY = "any"


@dataclasses.dataclass(frozen=True)
class Demand:
    """Of one node; None where it says nothing."""
    name: str
    place: int # in the layout
    fixed: int = None # number of the core that the layout names
    compatible: str = None
    cluster: str = None
    id: int = None
    receives: bool = False


class Cores:
    """Facts about a board's cores, from its tree."""

    def __init__(self, ground, unused=()):
        """`unused`: paths of those that the layout leaves idle."""
        nodes = [ground.tree.find(core.path) for core in ground.cores]
        self.ground = ground
        self.types = [node.strings("compatible") for node in nodes]
        self.enabled = [core.enabled and core.path not in unused for core in ground.cores]
        self.clusters = self.mapped(nodes) or self.by_mpidr()

    def __len__(self):
        return len(self.enabled)

    def by_mpidr(self):
        """Above Aff0, or above Aff1 where Aff0 numbers threads and is 0 throughout."""
        shift = 8 if any(core.mpidr & 0xff for core in self.ground.cores) else 16
        return [core.mpidr >> shift for core in self.ground.cores]

    def mapped(self, nodes):
        """By /cpus/cpu-map, where it has every core: the path of the innermost cluster."""
        top = self.ground.tree.root.children["cpus"].children.get("cpu-map")
        found = {}
        for node in top.walk() if top else ():
            if "cpu" in node.properties:
                above = node.parent
                while above and not above.name.startswith("cluster"):
                    above = above.parent
                found[node.cell("cpu", 0)] = above.path if above else None
        clusters = [found.get(node.cell("phandle", 0)) for node in nodes]
        return clusters if None not in clusters and clusters else None

    def is_usable(self, number, receives):
        """The loader can start it and cannot mistake it, and signals reach it."""
        core = self.ground.cores[number]
        twins = [c for c in self.ground.cores
                 if c is not core and c.enabled and c.mpidr == core.mpidr]
        return (self.ground.can_start(core) and not twins
                and (not receives or self.is_target(core)))

    def is_target(self, core):
        low = core.mpidr & 0xff
        if self.ground.gic == 3:
            return low < 16 and not core.mpidr >> 32
        return self.ground.interface(core) is not None

    def wide(self, demand):
        if demand.fixed is not None:
            return [demand.fixed]
        return [c for c in range(len(self)) if self.enabled[c] and (
            demand.compatible is None or demand.compatible in self.types[c])]

    def alike(self, number):
        own, boot = self.types[number], self.types[0]
        return not own or not boot or own[0] == boot[0]


def sound_ids(nodes):
    """Whether each is a place, and no two are the same; mkpart says so where they are not."""
    ids = [node["id"] for node in nodes if "id" in node]
    return len(set(ids)) == len(ids) and all(i < len(nodes) for i in ids)


def demands_of(layout, ground):
    """By name. A node without a core that exists, and the second one on a core, is none of them;
    nobody knows where it will be."""
    receivers = {ipi["to"] for ipi in layout.get("ipis", [])}
    with_ids = sound_ids(layout["nodes"])
    demands, taken = [], set()
    for place, node in enumerate(layout["nodes"]):
        core = ground.core(node.get("cpu"))
        if not core and node.get("cpu") != ANY or core and core.path in taken:
            continue
        taken.add(core.path if core else None)
        taken.discard(None)
        demands.append(Demand(
            node["name"], place, ground.cores.index(core) if core else None,
            None if core else node.get("cpu_compatible"), node.get("cluster"),
            node.get("id") if with_ids else None, node["name"] in receivers))
    return sorted(demands, key=lambda demand: (demand.name, demand.place))


def clusters_agree(demands, chosen, clusters):
    same = {clusters[c] for d, c in zip(demands, chosen) if d.cluster == "same"}
    apart = [clusters[c] for d, c in zip(demands, chosen) if d.cluster == "different"]
    return len(same) < 2 and len(set(apart)) == len(apart)


def order_agrees(demands, chosen, others, boot):
    """`others` are nodes of which nothing is known: they are anywhere, but not before core 0, and
    on it only if it is free. As many of them as an id needs are before its node."""
    by_core = {c: d for d, c in zip(demands, chosen)}
    gone = 0
    if boot and 0 not in by_core:
        gone = 1
    for before, core in enumerate(sorted(by_core)):
        wanted = by_core[core].id
        if wanted is None:
            continue
        if core == 0 and wanted != 0 or wanted - before < gone:
            return False
        gone = wanted - before
    return gone <= others


def ways(demands, cores, allowed, others=0, boot=True):
    """Every way, those first in which the first demands have the first cores. `allowed` has the
    cores of each."""
    chosen = []

    def go_on():
        if len(chosen) == len(demands):
            if order_agrees(demands, chosen, others, boot):
                yield list(chosen)
            return
        for core in allowed[len(chosen)]:
            if core in chosen:
                continue
            chosen.append(core)
            if clusters_agree(demands, chosen, cores.clusters):
                yield from go_on()
            chosen.pop()

    return go_on()


def first_way(*arguments, **options):
    return next(ways(*arguments, **options), None)


def fit_cores(cores, demand, allowed):
    return [c for c in allowed
            if demand.fixed is not None or cores.is_usable(c, demand.receives)]


def alike_cores(cores, demand, allowed):
    return [c for c in allowed
            if demand.fixed is not None or demand.compatible or cores.alike(c)]


def best_way(demands, cores, others=0):
    """The first one with fit cores, of which as many are of the boot core's type as can be, those
    of the first nodes first; None where no way has only fit cores."""
    allowed = [fit_cores(cores, d, cores.wide(d)) for d in demands]
    for i, demand in enumerate(demands):
        alike = [*allowed[:i], alike_cores(cores, demand, allowed[i]), *allowed[i + 1:]]
        if first_way(demands, cores, alike, others=others):
            allowed = alike
    return first_way(demands, cores, allowed, others=others)
