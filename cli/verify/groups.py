# SPDX-License-Identifier: BSD-2-Clause
"""What has to be disjoint from what: the groups of claims that the verdict, and the certificate for
SMT solvers, are made from."""
import dataclasses

from facts import Claim, covers, pages, still_reserved

BITS_PER_BYTE = 8
SGI_COUNT = 16
RAM_CLAIM = 1 << 20 # registers over that much RAM are RAM that the device uses


@dataclasses.dataclass
class Group:
    """No number may be claimed by an owner of `left` and by another one of `right`."""
    name: str
    sentence: str
    left: list
    right: list


def shared_claims(outputs):
    """Each region once for each node that has it. One region has one owner, its name."""
    found = []
    for node in outputs.nodes:
        for name, (first, last, where) in node.pairs("SHARED_").items():
            found.append(Claim(f"shared region {name}", "memory", first, last, where))
        for name, (first, last, where) in doorbells(outputs, node).items():
            found.append(Claim(name, "memory", first, last, where))
    return found


def doorbells(outputs, node):
    """"doorbell A to B": range, from the constants of one of its nodes."""
    names = {constant(n.name): n.name for n in outputs.nodes}
    found = {}
    for prefix, order in (("DOORBELL_TO_", (node.name, None)),
                          ("DOORBELL_FROM_", (None, node.name))):
        for other, claim in node.pairs(prefix).items():
            ends = [end or names.get(other, other) for end in order]
            found[f"doorbell {ends[0]} to {ends[1]}"] = claim
    return found


def constant(name):
    return "".join(c.upper() if c.isascii() and c.isalnum() else "_" for c in name)


def told(outputs):
    """RAM as the nodes' own code is told of it."""
    return [Claim(node.owner, "RAM", first, last, where) for node in outputs.nodes
            for first, last, where in node.pairs("MEMORY_").values()]


def others(outputs):
    """Ranges of nodes that are neither RAM of their kernels nor shared: guests, windows; and memory
    of peers that are no nodes."""
    known = ("MEMORY_", "SHARED_", "DOORBELL_", "MMIO_")
    found = []
    for node in outputs.nodes:
        for name, (first, last, where) in node.pairs("").items():
            if not name.startswith(known):
                found.append(Claim(node.owner, name.lower(), first, last, where))
    return found + [claim for _, claims, _ in outputs.outside for claim in claims]


def stated_registers(outputs):
    """Registers that nodes have although the board's tree does not tell of them."""
    return [Claim(node.owner, f"registers {name.lower()}", first, last, where)
            for node in outputs.nodes
            for name, (first, last, where) in node.pairs("MMIO_").items()]


def owners_of_devices(outputs):
    """path -> names of the nodes that have a device of the board, where these are not all."""
    found = {}
    for path in sorted({claim.owner for claim in outputs.board.registers}):
        names = [node.name for node in outputs.nodes if has_device(outputs, node, path)]
        if len(names) < len(outputs.nodes):
            found[path] = names
    return found


def has_device(outputs, node, path):
    """Under a contract that withholds: whether its pages are handed out. Else its tree says so."""
    if node.block:
        spans = [pages((c.first, c.last)) for c in outputs.board.registers if c.owner == path]
        return all(covers(node.reach, *span) for span in spans)
    part = node.tree.find(path)
    return part is not None and part.is_enabled()


def devices_of_nodes(outputs):
    """Whole pages, as that is what a node can map."""
    owners = owners_of_devices(outputs)
    found = []
    for claim in outputs.board.registers:
        names = owners.get(claim.owner, [])
        if len(names) == 1:
            first, last = pages((claim.first, claim.last))
            found.append(Claim(f"node {names[0]}", f"pages of {claim.owner}", first, last,
                               claim.where))
    return found + [Claim(node.owner, f"pages of {path}", *pages((start, start + size - 1)),
                          f"{node.name}/mkpart.h") for node in outputs.nodes
                    for path, start, size in listed_devices(node) if not is_shared(outputs, path)]


def listed_devices(node):
    """(path, start, size) of registers that the node's own code is told of."""
    return [item for item in node.lists.get("FOR_EACH_DEVICE", []) if len(item) == 3 and item[2]]


def is_shared(outputs, path):
    """Whether several nodes are told that they have a device."""
    return sum(any(item[0] == path for item in listed_devices(node))
               for node in outputs.nodes) > 1


def interrupts(outputs):
    """Those that kernels are told of, and those that the nodes' own code is told of."""
    found = [claim for node in outputs.nodes for claim in node.spis]
    for node in outputs.nodes:
        for intid in listed(node):
            found.append(Claim(node.owner, "INTID", intid, intid, node.said("SPI_INTIDS")))
    return found


def listed(node):
    value = node.constant("SPI_INTIDS", [])
    return value if isinstance(value, list) else [value]


def of_devices(outputs):
    """Interrupts that devices raise which a single node has."""
    owners = owners_of_devices(outputs)
    found = []
    for intid, part in outputs.board.spis():
        names = owners.get(part.path, [])
        if len(names) == 1:
            found.append(Claim(f"node {names[0]}", f"INTID of {part.path}", intid, intid,
                               outputs.board.where(part)))
    return found


def sgis(outputs):
    """An SGI of a receiver, as a number: one sender each, but for those that share it by bits."""
    found = []
    for node in outputs.nodes:
        base = node.constant("NODE_ID", 0) * SGI_COUNT
        multiplexed = None
        for name, ipi in sorted(node.groups("RECEIVE_", "SGI").items()):
            owner = f"IPI {name} of node {node.name}"
            if ipi["WORD"] is not None:
                multiplexed = owner = f"multiplexed IPIs of node {node.name}"
            number = base + ipi["SGI"]
            found.append(Claim(owner, f"SGI {ipi['SGI']} at node {node.name}", number, number,
                               ipi["where"]))
    return found


def bits(outputs):
    """Bits of doorbells' words."""
    found = []
    for node in outputs.nodes:
        for name, ipi in sorted(node.groups("RECEIVE_", "SGI").items()):
            if ipi["WORD"] is not None and ipi["BIT"] is not None:
                number = ipi["WORD"] * BITS_PER_BYTE + ipi["BIT"]
                found.append(Claim(f"IPI {name} of node {node.name}", "doorbell's bit", number,
                                   number, ipi["where"]))
    return found


def cores(outputs):
    found = []
    for node in outputs.nodes:
        mpidr = outputs.number(node.entry, "mpidr")
        found.append(Claim(node.owner, "core", mpidr, mpidr, "loader/manifest.json"))
        if "NODE_CPU_MPIDR" in node.header:
            mpidr = node.constant("NODE_CPU_MPIDR")
            found.append(Claim(node.owner, "core", mpidr, mpidr, node.said("NODE_CPU_MPIDR")))
    return found


def registers(outputs):
    """Of devices, less what is RAM to the board."""
    return [claim for claim in outputs.board.registers if not is_claim_to_ram(outputs, claim)]


def is_claim_to_ram(outputs, claim):
    return any(min(claim.last, bank.last) - max(claim.first, bank.first) >= RAM_CLAIM - 1
               for bank in outputs.board.memory)


def untypeds(outputs, node, taken, shared):
    """What a kernel hands out beside RAM, under a contract that withholds the others'."""
    if not node.block:
        return []
    names = {f"shared region {name}" for name in node.pairs("SHARED_")} | set(
        doorbells(outputs, node))
    foreign = [claim for claim in taken + shared if claim.owner not in names]
    untyped = [Claim(node.owner, "device untyped", first, last, node.block.name)
               for first, last in node.reach]
    return [Group(f"untypeds-of-{node.name}",
                  f"no device untyped of {node.name} is somebody else's memory", untyped,
                  foreign + devices_of_nodes(outputs) + stated_registers(outputs))]


def make_groups(outputs):
    ram = [claim for node in outputs.nodes for claim in node.ram]
    taken = ram + told(outputs) + others(outputs)
    shared = shared_claims(outputs)
    loader = [outputs.loader] if outputs.loader else []
    everything = taken + shared + loader
    stated = stated_registers(outputs)
    devices = devices_of_nodes(outputs) + stated
    firmware = still_reserved(outputs.board.firmware, outputs.lifted + outputs.given)
    lines = interrupts(outputs)
    groups = [
        Group("memory-of-nodes", "no address is memory of two nodes", taken, taken),
        Group("stated-registers", "no memory covers registers that a node states", stated,
              everything),
        Group("shared-and-memory", "no shared region lies in a node's memory", shared, taken),
        Group("shared-regions", "no two shared regions overlap", shared, shared),
        Group("loader", "the loader is in nobody's memory", loader, taken + shared),
        Group("firmware", "the firmware's memory is nobody's", firmware, everything + stated),
        Group("registers", "no memory covers registers of a device", registers(outputs),
              everything),
        Group("device-pages", "no two nodes' devices share a page", devices, devices),
        Group("interrupts", "no interrupt belongs to two nodes", lines,
              lines + of_devices(outputs)),
        Group("sgis", "no SGI of a receiver has two senders", sgis(outputs), sgis(outputs)),
        Group("doorbell-bits", "no bit of a doorbell has two senders", bits(outputs),
              bits(outputs)),
        Group("cores", "no core has two nodes", cores(outputs), cores(outputs)),
    ]
    for node in outputs.nodes:
        groups += untypeds(outputs, node, taken + loader, shared)
    return [group for group in groups if group.left and group.right]


# --- of a loader's image ------------------------------------------------------------------------

def received_by_several(image):
    """Parts of the board's RAM that more than one node receives as device memory: first, last, and
    the nodes' names. Whoever shares memory does it so."""
    edges = sorted({edge for bank in image.board.memory for node in image.nodes
                    for first, last in [(bank.first, bank.last), *node.reach]
                    for edge in (first, last + 1)})
    found = []
    for first, after in zip(edges, edges[1:]):
        names = [n.name for n in image.nodes if covers(n.reach, first, after - 1)]
        if len(names) > 1 and covers([(b.first, b.last) for b in image.board.memory],
                                     first, after - 1):
            if found and found[-1][1] + 1 == first and found[-1][2] == names:
                found[-1] = (found[-1][0], after - 1, names)
            else:
                found.append((first, after - 1, names))
    return found


def reachable_devices(image):
    """Pages of registers that each node receives; devices on one page stand together."""
    by_pages = {}
    for claim in registers(image):
        by_pages.setdefault(pages((claim.first, claim.last)), set()).add(claim.owner)
    return [Claim(node.owner, f"pages of {', '.join(sorted(paths))}", first, last, node.block.name)
            for (first, last), paths in sorted(by_pages.items()) for node in image.nodes
            if any(a <= last and first <= b for a, b in node.reach)]


def make_image_groups(image):
    ram = [claim for node in image.nodes for claim in node.ram]
    loader = [image.loader] if image.loader else []
    reach = [Claim(node.owner, "device untyped", first, last, node.block.name)
             for node in image.nodes for first, last in node.reach]
    devices = reachable_devices(image)
    groups = [
        Group("memory-of-nodes", "no address is RAM of two nodes", ram, ram),
        Group("loader", "the loader is in nobody's memory", loader, ram + reach),
        Group("firmware", "the firmware's memory is nobody's", image.board.firmware, ram + reach),
        Group("registers", "no RAM covers registers of a device", registers(image), ram),
        Group("untypeds", "no node receives another one's RAM as device memory", reach, ram),
        Group("device-pages", "no two nodes receive pages of one device", devices, devices),
    ]
    return [group for group in groups if group.left and group.right]


# --- of an archive ------------------------------------------------------------------------------

def make_archive_groups(archive):
    ram = [claim for node in archive.nodes for claim in node.ram]
    devices = devices_of_nodes(archive)
    lines = interrupts(archive)
    groups = [
        Group("memory-of-nodes", "no address is RAM of two nodes", ram, ram),
        Group("firmware", "the firmware's memory is nobody's", archive.board.firmware, ram),
        Group("registers", "no RAM lies over registers of a device", registers(archive), ram),
        Group("device-pages", "no two nodes' devices share a page", devices, devices),
        Group("interrupts", "no interrupt belongs to two nodes", lines,
              lines + of_devices(archive)),
    ]
    return [group for group in groups if group.left and group.right]


# --- which of them overlap -----------------------------------------------------------------------

def conflicts(group):
    """What claims of different owners have a number in common: the two in words, each pair once,
    the places where they stand, and the owners."""
    marked = [(c.first, 0, c) for c in group.left] + [(c.first, 1, c) for c in group.right]
    marked.sort(key=lambda item: item[0])
    open_claims, found = ([], []), {}
    for first, side, claim in marked:
        for active in open_claims:
            active[:] = [c for c in active if c.last >= first]
        for other in open_claims[1 - side]:
            if other.owner != claim.owner:
                pair = tuple(sorted((c.words(), c.owner) for c in (claim, other)))
                found.setdefault(pair, []).extend((other.where, claim.where))
        open_claims[side].append(claim)
    return [(one[0], other[0], tuple(dict.fromkeys(places)), (one[1], other[1]))
            for (one, other), places in found.items()]
