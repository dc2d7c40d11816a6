# SPDX-License-Identifier: BSD-2-Clause
"""Where outputs contradict each other, or the board: each function looks at one thing and yields
sentences with the places that they are about."""
import dataclasses

from archive import Archive
from board import cores_of
from facts import MEMRESERVE, PAGE, covers, joined, pages, span
from groups import (constant, doorbells, listed, listed_devices, others, received_by_several,
                    shared_claims)
from image import Image
from outputs import Outputs

KERNEL_ALIGNMENT = 16 << 20        # AArch64 kernels of contract sel4-overlay
BLOCK_ALIGNMENT = 2 << 20          # those of sel4-bootinfo
FIRST_SPI, LAST_SPI = 32, 1019
ROLES = (("kernel", "kernel.elf"), ("dtb", "kernel.dtb"), ("root", None))
MOST_RESERVED = 18
MOST_RAM = 16


@dataclasses.dataclass(frozen=True)
class Complaint:
    """owners: of what overlaps."""
    rule: str
    text: str
    places: tuple
    owners: tuple = ()


def board_source_is_the_board(outputs):
    if outputs.base is outputs.board.tree:
        return
    difference = outputs.base.difference(outputs.board.tree)
    if difference:
        yield f"board.dts is not the board's tree: {difference} differs", "board.dts", \
            outputs.board.file


def folders_are_nodes(outputs):
    names = {node.name for node in outputs.nodes}
    if len(names) < len(outputs.nodes):
        yield "two nodes have one name", "loader/manifest.json"
    for folder in sorted(outputs.folder.iterdir()):
        for file in ("overlay.dts", "boot.bin", "mkpart.h"):
            if folder.name not in names and (folder / file).exists():
                yield f"'{folder.name}' has outputs, but the loader starts no such node", \
                    f"{folder.name}/{file}", "loader/manifest.json"


def names_and_ids_agree(outputs):
    count = outputs.number(outputs.manifest, "node_count")
    if count != len(outputs.nodes):
        yield f"{len(outputs.nodes)} nodes are listed, {count} are counted", "loader/manifest.json"
    for position, node in enumerate(outputs.nodes):
        wanted = {"NODE_NAME": node.name, "NODE_COUNT": len(outputs.nodes),
                  "NODE_ID": outputs.number(node.entry, "id"), "CONTRACT": outputs.contract}
        if outputs.number(node.entry, "rank") != position:
            yield f"node {node.name} is not in the order of ranks", "loader/manifest.json"
        for name, value in wanted.items():
            if node.constant(name) != value:
                yield f"MKPART_{name} of node {node.name} is {node.constant(name)!r}, " \
                    f"not {value!r}", f"{node.name}/mkpart.h", "loader/manifest.json"
    ids = sorted(outputs.number(node.entry, "id") for node in outputs.nodes)
    if ids != list(range(len(ids))):
        yield f"the nodes' ids are {ids}", "loader/manifest.json"


def memory_is_ram(outputs):
    banks = [(c.first, c.last) for c in outputs.board.memory]
    for node in outputs.nodes:
        if not node.ram:
            yield f"node {node.name} has no memory", node.name
        for claim in node.ram:
            if banks and not covers(banks, claim.first, claim.last):
                yield f"memory {span(claim)} of node {node.name} is not RAM of the board", \
                    claim.where, outputs.board.file
            if (claim.first, claim.last) != pages((claim.first, claim.last)):
                yield f"memory {span(claim)} of node {node.name} is not whole pages", claim.where
        spans = sorted((c.first, c.last) for c in node.ram)
        for (_, last), (first, _) in zip(spans, spans[1:]):
            if first <= last:
                yield f"node {node.name} has {first:#x} twice in its memory", node.ram[0].where


def code_knows_its_memory(outputs):
    for node in outputs.nodes:
        of_kernel = joined((c.first, c.last) for c in node.ram)
        of_code = joined((first, last) for first, last, _ in node.pairs("MEMORY_").values())
        if of_kernel != of_code:
            yield f"memory of node {node.name} is {words(of_kernel)} for its kernel, but " \
                f"{words(of_code)} for its code", node.ram[0].where if node.ram else node.name, \
                f"{node.name}/mkpart.h"
        if node.constant("MEMORY_COUNT") != len(node.pairs("MEMORY_")):
            yield f"MKPART_MEMORY_COUNT of node {node.name} is not their number", \
                f"{node.name}/mkpart.h"


def words(pairs):
    return ", ".join(f"{first:#x}..{last:#x}" for first, last in pairs) or "nothing"


def kernels_are_where_expected(outputs):
    for node in outputs.nodes:
        lowest = min(((c.first, c.last) for c in node.ram), default=None)
        if not lowest:
            continue
        step = BLOCK_ALIGNMENT if node.block else KERNEL_ALIGNMENT
        base = (lowest[0] + step - 1) // step * step
        if base > lowest[1]:
            yield f"the kernel of node {node.name} would begin at {base:#x}, outside its " \
                "lowest range", node.ram[0].where
        told = {"loader/manifest.json": outputs.number(node.entry, "phys_base"),
                f"{node.name}/mkpart.h": node.constant("PHYS_BASE")}
        if node.block:
            told[node.block.name] = node.block.kernel[0]
        for place, value in told.items():
            if value != base:
                yield f"the kernel of node {node.name} begins at {base:#x}, not at " \
                    f"{value:#x}" if value is not None else \
                    f"node {node.name} is not told where its kernel begins", place, \
                    node.ram[0].where


def no_tree_takes_ram_from_its_node(outputs):
    for node in outputs.nodes:
        for claim in node.carved:
            for own in node.ram:
                if claim.first <= own.last and own.first <= claim.last:
                    yield f"the kernel of node {node.name} is told of RAM {span(own)}, and that " \
                        f"{claim.what} {span(claim)} is none", own.where, claim.where


def the_rest_is_withheld(outputs):
    """From kernels that are told by a tree, in trees whose cells can say it."""
    for node in outputs.nodes:
        if not node.tree:
            continue
        parent = node.tree.find("/reserved-memory")
        bits = 32 * parent.cell("#address-cells", 2) if parent else 64
        foreign = [c for other in outputs.nodes if other is not node for c in other.ram]
        foreign += others(outputs)
        foreign += shared_claims(outputs) + ([outputs.loader] if outputs.loader else [])
        carved = [(c.first, c.last) for c in node.carved]
        for claim in foreign:
            if claim.last < 1 << bits and not covers(carved, claim.first, claim.last):
                yield f"{claim.owner}: {claim.what} {span(claim)} is not withheld from node " \
                    f"{node.name}", node.source, claim.where


def reservations_stay(outputs):
    """The firmware's, with the cells by which each kernel's build reads them."""
    for node in outputs.nodes:
        carved = [(c.first, c.last) for c in node.carved]
        for claim in outputs.board.firmware:
            if node.tree and claim.what != MEMRESERVE and claim not in outputs.lifted and \
                    not covers(carved, claim.first, claim.last):
                yield f"the firmware's reservation {span(claim)} is lost in the tree of node " \
                    f"{node.name}", node.source, claim.where


def lists_say_the_same(outputs):
    """Constants of one node, once with a name each and once as lists."""
    for node in outputs.nodes:
        ipis = {kind: {(name, *(ipi[key] for key in keys)) for name, ipi in
                       node.groups(f"{kind}_", "SGI").items()}
                for kind, keys in (("SEND", ("SGI", "TARGET", "TO")),
                                   ("RECEIVE", ("INTID", "FROM")))}
        ranges = {"MEMORY": node.pairs("MEMORY_"),
                  "SHARED": {**node.pairs("SHARED_"), **doorbells(outputs, node)},
                  "OWN": own_pairs(node), "MMIO": node.pairs("MMIO_")}
        wanted = {name: {(first, last - first + 1) for first, last, _ in pairs.values()}
                  for name, pairs in ranges.items()} | ipis | {
                      "SPI": {(intid,) for intid in listed(node)}}
        for name, values in wanted.items():
            items = node.lists.get(f"FOR_EACH_{name}")
            found = {item[1:3] if name in ("SHARED", "OWN", "MMIO") else item
                     for item in items or ()}
            if items is not None and found != values:
                yield f"MKPART_FOR_EACH_{name} of node {node.name} does not say what its " \
                    "constants say", f"{node.name}/mkpart.h"


def own_pairs(node):
    """What a node has that is neither RAM of its kernel nor shared nor registers."""
    return {name: pair for name, pair in node.pairs("").items()
            if not name.startswith(("MEMORY_", "SHARED_", "DOORBELL_", "MMIO_"))}


def console_of(tree):
    chosen = tree.find("/chosen")
    name = chosen and (chosen.strings("stdout-path") or [None])[0]
    return name and tree.named(name)


def used_by_kernel_and_loader(tree):
    """Paths of what they list, and of the console."""
    chosen = tree and tree.find("/chosen")
    if not chosen:
        return []
    console = console_of(tree)
    return [part.path for part in (console,) if part] + [
        path for name in ("seL4,kernel-devices", "seL4,elfloader-devices")
        for path in chosen.strings(name)]


def devices_are_where_listed(outputs):
    """Registers that code is told of are those of the board's tree, and the device is enabled for
    its own node, and for another one only where that needs it: for its own part of the device, for
    its console, or for what its kernel and the loader are told to use."""
    listed_paths = {node.name: {item[0] for item in listed_devices(node)}
                    for node in outputs.nodes}
    for node in outputs.nodes:
        for path, start, size in listed_devices(node):
            part = outputs.board.tree.find(path)
            if part and (start, start + size - 1) not in registers_below(part):
                yield f"node {node.name} is told that {path} is at {start:#x}, where the board " \
                    "does not have it", f"{node.name}/mkpart.h", outputs.board.file
        for other in outputs.nodes:
            for path in sorted(listed_paths[other.name] - listed_paths[node.name]):
                needed = [p for p in listed_paths[node.name] if p.startswith(path + "/")]
                needed += [p for p in used_by_kernel_and_loader(node.tree)
                           if (p + "/").startswith(path + "/")]
                part = node.tree and node.tree.find(path)
                if part and part.is_enabled() and not needed:
                    yield f"{path} of node {other.name} is enabled for node {node.name}", \
                        node.source, f"{other.name}/mkpart.h"


def registers_below(part):
    return {pair for node in part.walk()
            for pair in node.ranges() + (node.windows() if node.is_pci() else [])}


def instance_of(outputs, node):
    """A node called like a keyword of CAmkES has another name there."""
    name = node.name.replace("-", "_")
    return name if (name, "node_id") in outputs.camkes else f"kernel_{name}"


def components_know_their_memory(outputs):
    for node in outputs.nodes if outputs.camkes else ():
        ram = joined((c.first, c.last) for c in node.ram)
        pools = joined((first, last) for claims in (node.pairs("SHARED_"),
                                                    doorbells(outputs, node))
                       for first, last, _ in claims.values())
        own = joined((first, last) for first, last, _ in
                     (own_pairs(node) | node.pairs("MMIO_")).values())
        for key, wanted in (("memory", ram), ("shared_pool", pools), ("untyped_mmios", own)):
            name = instance_of(outputs, node)
            entries = outputs.camkes.get((name, key))
            told = joined(pieces_of(entries or []) if key == "untyped_mmios" else
                          spans_of(entries or []))
            if told != wanted:
                yield f"{name}.{key} is {words(told)}, not {words(wanted)}", \
                    "camkes/nodes.camkes", f"{node.name}/mkpart.h"


def pieces_of(entries):
    """Of "START:BITS"."""
    for entry in entries if isinstance(entries, list) else []:
        start, _, bits = str(entry).partition(":")
        if start.isdigit() and bits.isdigit() and int(bits) < 64:
            yield int(start), int(start) + (1 << int(bits)) - 1


def spans_of(entries):
    """Of CAmkES's lists of ranges, which may be below their memory nodes."""
    for entry in entries if isinstance(entries, list) else []:
        if "reg" in entry:
            yield from spans_of(entry["reg"])
        elif entry.get("size", 0) > 0:
            yield entry["start"], entry["start"] + entry["size"] - 1


def shared_regions_are_alike(outputs):
    found = {}
    for claim in shared_claims(outputs):
        found.setdefault(claim.owner, []).append(claim)
    for name, claims in sorted(found.items()):
        if len({(c.first, c.last) for c in claims}) > 1:
            yield f"{name} is at {' and at '.join(sorted({span(c) for c in claims}))}", \
                *(c.where for c in claims)
        if len(claims) < 2 and name not in with_peers(outputs):
            yield f"{name} is only in one node", claims[0].where
        for claim in claims:
            if (claim.first, claim.last) != pages((claim.first, claim.last)):
                yield f"{name} {span(claim)} is not whole pages", claim.where
    for node in outputs.nodes:
        if node.constant("SHARED_COUNT") != len(node.pairs("SHARED_")):
            yield f"MKPART_SHARED_COUNT of node {node.name} is not their number", \
                f"{node.name}/mkpart.h"


def with_peers(outputs):
    return {f"shared region {constant(name)}" for _, _, shared in outputs.outside
            for name in shared}


def ipis_have_two_ends(outputs):
    by_id = {node.constant("NODE_ID"): node for node in outputs.nodes}
    received = {(node.name, name): ipi for node in outputs.nodes
                for name, ipi in node.groups("RECEIVE_", "SGI").items()}
    for sender in outputs.nodes:
        for name, ipi in sorted(sender.groups("SEND_", "SGI").items()):
            receiver = by_id.get(ipi["TO"])
            if receiver is None or receiver is sender:
                yield f"IPI {name} of node {sender.name} goes to no other node", ipi["where"]
                continue
            yield from compare_ends(outputs, sender, receiver, name, ipi,
                                    received.pop((receiver.name, name), None))
    for (node, name), ipi in sorted(received.items()):
        yield f"node {node} receives IPI {name}, which nobody sends", ipi["where"]


def compare_ends(outputs, sender, receiver, name, sent, received):
    if received is None:
        yield f"IPI {name} of node {sender.name} is not known to node {receiver.name}", \
            sent["where"], f"{receiver.name}/mkpart.h"
        return
    same = ("SGI", "WORD", "BIT")
    if any(sent[key] != received[key] for key in same) or received["INTID"] != sent["SGI"] or \
            received["FROM"] != sender.constant("NODE_ID") or not 0 <= sent["SGI"] <= 15:
        yield f"the two ends of IPI {name} from {sender.name} to {receiver.name} do not agree", \
            sent["where"], received["where"]
    target = target_of(outputs, receiver)
    if target is not None and sent["TARGET"] != target:
        yield f"IPI {name} is sent to {sent['TARGET']:#x}, but node {receiver.name} is " \
            f"{target:#x} to the interrupt controller", sent["where"]


def target_of(outputs, node):
    """GICv3: affinities 0 to 2. GICv2 numbers its CPU interfaces, which the tree does not say;
    within one cluster the numbers are those of the cores."""
    mpidr = outputs.number(node.entry, "mpidr")
    if not outputs.board.is_gic_v2():
        return mpidr & 0xffffff
    clusters = {value >> 8 for value, _ in outputs.board.cores()}
    return mpidr & 0xff if len(clusters) == 1 else None


def targets_differ(outputs):
    """What one node calls another is what all call it, and nobody else."""
    found = {}
    for sender in outputs.nodes:
        for name, ipi in sorted(sender.groups("SEND_", "SGI").items()):
            found.setdefault(ipi["TARGET"], {}).setdefault(ipi["TO"], ipi["where"])
    for target, receivers in sorted(found.items()):
        if len(receivers) > 1:
            yield f"two nodes are {target:#x} to the interrupt controller", *receivers.values()


def interrupts_are_alike(outputs):
    for node in outputs.nodes:
        of_kernel = sorted(c.first for c in node.spis)
        of_code = listed(node)
        if node.tree and of_kernel != sorted(of_code):
            yield f"node {node.name} has interrupts {of_kernel} for its kernel, but " \
                f"{of_code} for its code", node.source, f"{node.name}/mkpart.h"
        if node.constant("SPI_COUNT") != len(of_code):
            yield f"MKPART_SPI_COUNT of node {node.name} is not their number", \
                f"{node.name}/mkpart.h"


def interrupts_can_be_shared(outputs):
    for node in outputs.nodes:
        for intid in sorted({claim.first for claim in node.spis} | set(listed(node))):
            if not FIRST_SPI <= intid <= LAST_SPI:
                yield f"node {node.name} has INTID {intid}, which is no shared peripheral " \
                    "interrupt", node.source


def kernels_are_built_from_these_trees(outputs):
    whole = (outputs.folder / "board.dts").exists()
    for node in outputs.nodes:
        if not node.tree:
            continue
        wanted = {"KernelCustomDTSOverlay": "${CMAKE_CURRENT_LIST_DIR}/overlay.dts",
                  "KernelCustomDTS": "${CMAKE_CURRENT_LIST_DIR}/../board.dts" if whole else "",
                  "KernelMaxNumNodes": "1"}
        for name in ("KernelPlatform", "KernelArmHypervisorSupport", "KernelSel4Arch"):
            wanted[name] = outputs.nodes[0].cmake.get(name)
        for name, value in wanted.items():
            if node.cmake.get(name) != value:
                yield f"{name} of node {node.name} is {node.cmake.get(name)!r}, not {value!r}", \
                    f"{node.name}/kernel.cmake"


def one_kernel_is_built_for_all(outputs):
    """Under contract sel4-bootinfo."""
    wanted = {"KernelEnableMultikernelSupport": "ON", "KernelMaxNumNodes": "1",
              "KernelMultikernelNumCPUs": str(len(outputs.nodes))}
    for name, value in wanted.items() if any(node.block for node in outputs.nodes) else ():
        if outputs.kernel_cmake.get(name) != value:
            yield f"{name} is {outputs.kernel_cmake.get(name)!r}, not {value!r}", "kernel.cmake"


def loader_writes_where_planned(outputs):
    """Each region that the loader fills is its node's, or shared."""
    shared = {(c.first, c.last) for c in shared_claims(outputs)}
    nodes = {node.name: node for node in outputs.nodes}
    for region in outputs.list("regions") if "regions" in outputs.manifest else ():
        pair = outputs.number(region, "first"), outputs.number(region, "last")
        node = nodes.get(region.get("node"))
        if region.get("kind") == "shared":
            right = pair in shared
        else:
            starts = {"kernel": node.block.kernel[0], "root": node.block.root[0]} \
                if node and node.block else {}
            right = node and covers([(c.first, c.last) for c in node.ram], *pair) and \
                starts.get(region.get("kind")) == pair[0]
        if not right:
            yield f"the loader writes {words([pair])} ({region.get('kind')}), where its node's " \
                "block has nothing of that kind", "loader/manifest.json"


def untypeds_are_as_told(outputs):
    """Device memory that the node's code is told of is what its kernel hands out."""
    for node in outputs.nodes:
        items = node.lists.get("UNTYPEDS")
        if items is None or not node.block:
            continue
        told = joined((start, start + (1 << bits) - 1) for start, bits, device in items if device)
        if told != joined(node.reach):
            yield f"node {node.name} is told of device untypeds {words(told)}, its kernel hands " \
                f"out {words(joined(node.reach))}", f"{node.name}/mkpart.h", node.block.name
        for start, bits, device in items:
            if not device and not covers([(c.first, c.last) for c in node.ram], start,
                                         start + (1 << bits) - 1):
                yield f"node {node.name} is told of RAM at {start:#x}, which it does not have", \
                    f"{node.name}/mkpart.h", node.block.name


def loader_is_built_for_these(outputs):
    wanted = {"ElfLoaderNumNodes": str(len(outputs.nodes)), "ElfloaderIncludeDtb": "ON",
              "ElfloaderHashInstructions": "hash_none"}
    if any(node.block for node in outputs.nodes):
        wanted = {} # that loader is built once for a board, and not by these outputs
    if outputs.loader:
        start = outputs.number(outputs.manifest, "start")
        if wanted:
            wanted["IMAGE_START_ADDR"] = f"{start:#x}"
        if not outputs.loader.first <= start <= outputs.loader.last:
            yield f"the loader begins at {start:#x}, outside its range", outputs.loader.where
    else:
        yield "it is not said where the loader runs", "loader/manifest.json"
    for name, value in wanted.items():
        if outputs.loader_cmake.get(name) != value:
            yield f"{name} is {outputs.loader_cmake.get(name)!r}, not {value!r}", \
                "loader/loader.cmake", "loader/manifest.json"
    banks = [(c.first, c.last) for c in outputs.board.memory]
    if outputs.loader and banks and not covers(banks, outputs.loader.first, outputs.loader.last):
        yield f"the loader's range {span(outputs.loader)} is not RAM of the board", \
            outputs.loader.where, outputs.board.file


def archive_is_in_order(outputs):
    archive = outputs.manifest.get("archive")
    entries = archive.get("entries", []) if isinstance(archive, dict) else []
    wanted = [(node.name, role, name) for node in outputs.nodes for role, name in ROLES]
    found = [(e.get("node"), e.get("role"), e.get("name") if e.get("role") != "root" else None)
             for e in entries]
    if archive is not None and found != wanted:
        yield "the archive's files are not kernel, tree and root task of each node in turn", \
            "loader/manifest.json"


def cores_are_the_loaders(outputs):
    """From the boot core on by ascending MPIDR, wrapping around, one core a node."""
    known = {node.path: mpidr for mpidr, node in outputs.board.cores()}
    for node in outputs.nodes:
        path, mpidr = node.entry.get("core"), outputs.number(node.entry, "mpidr")
        if known.get(path) != mpidr:
            yield f"node {node.name} is on {path}, MPIDR {mpidr:#x}, which the board does not " \
                "have", "loader/manifest.json", outputs.board.file
    base = outputs.nodes[0].tree if outputs.nodes else None
    if base is None:
        return
    left = [mpidr for mpidr, _ in cores_of(base.root.children.get("cpus"))]
    boot = boot_core(outputs, left)
    at = left.index(boot) if boot in left else 0
    order = (left[at:] + left[:at])[:len(outputs.nodes)]
    planned = [outputs.number(node.entry, "mpidr") for node in outputs.nodes]
    if order != planned:
        yield f"the loader starts cores {hexadecimal(order)}, not {hexadecimal(planned)}", \
            f"{outputs.nodes[0].name}/overlay.dts", "loader/manifest.json"


def boot_core(outputs, left):
    """As stated, or as the blob's header has it, which often is 0 although no core is."""
    if outputs.boot_core is not None:
        return outputs.boot_core
    return outputs.board.tree.boot_cpu if outputs.board.tree.boot_cpu in left else \
        (left[0] if left else None)


def hexadecimal(numbers):
    return ", ".join(f"{number:#x}" for number in numbers)


def blocks_say_what_the_kernel_can_take(outputs):
    for node in outputs.nodes:
        if node.block:
            yield from block_has_its_form(node, len(outputs.nodes))
            yield from ranges_can_be_sorted(node, outputs.kept)


def block_has_its_form(node, count):
    block = node.block
    if block.handed_out != (0, 0):
        yield f"the first reserved range of node {node.name} is not empty: its kernel hands " \
            "that one out", block.name
    if len(block.reserved) + 1 > MOST_RESERVED or len(block.ram) > MOST_RAM:
        yield f"node {node.name} has more ranges than its kernel can take", block.name
    if block.cores != count:
        yield f"the block of node {node.name} is for {block.cores} cores", block.name
    if block.kernel[0] % BLOCK_ALIGNMENT or not covers(block.ram, *block.root) or \
            block.root[0] <= block.kernel[0] or block.root[0] % PAGE:
        yield f"kernel and root task of node {node.name} are not in its RAM, one above the " \
            "other", block.name


def ranges_can_be_sorted(node, kept):
    """Else that kernel never ends to sort them, or hands out what lies below those it keeps."""
    block = node.block
    for what, ranges in (("reserved", block.reserved), ("RAM", block.ram)):
        for (_, last), (first, _) in zip(ranges, ranges[1:]):
            if first <= last:
                yield f"{what} ranges of node {node.name} do not ascend at {first:#x}", block.name
        for pair in ranges:
            if pair != pages(pair):
                yield f"{what} {words([pair])} of node {node.name} is not whole pages", block.name
    for first, last in block.reserved:
        if any(first <= end and start <= last for start, end in [*kept, block.root]):
            yield f"reserved {words([(first, last)])} of node {node.name} is over registers that " \
                "its kernel keeps, or over its root task", block.name


def members_reach_what_they_share(outputs):
    for node in outputs.nodes if any(n.block for n in outputs.nodes) else ():
        for name, (first, last, where) in {**node.pairs("SHARED_"),
                                           **doorbells(outputs, node), **own_pairs(node),
                                           **node.pairs("MMIO_")}.items():
            if node.block and not covers(node.reach, first, last):
                yield f"node {node.name} does not get {name}", node.block.name, where


RULES = [board_source_is_the_board, folders_are_nodes, names_and_ids_agree, memory_is_ram,
         code_knows_its_memory, kernels_are_where_expected,
         no_tree_takes_ram_from_its_node, the_rest_is_withheld,
         reservations_stay, components_know_their_memory, shared_regions_are_alike,
         ipis_have_two_ends, targets_differ, interrupts_are_alike,
         interrupts_can_be_shared,
         lists_say_the_same, devices_are_where_listed,
         kernels_are_built_from_these_trees, one_kernel_is_built_for_all,
         loader_writes_where_planned, untypeds_are_as_told, loader_is_built_for_these,
         archive_is_in_order,
         cores_are_the_loaders, blocks_say_what_the_kernel_can_take,
         members_reach_what_they_share]


# --- of a loader's image alone --------------------------------------------------------------------

def kernels_are_where_their_tables_map_them(image):
    if image.loader is None:
        yield "the loader's translation tables are not found: where it runs, and which kernel " \
            "runs where, cannot be told", image.file
        return
    if len(image.mappings) < len(image.nodes):
        yield f"the loader has tables for {len(image.mappings)} kernels", image.file
    for node, start in zip(image.nodes, image.mappings):
        if start != node.block.kernel[0]:
            yield f"the kernel of node {node.name} is at {node.block.kernel[0]:#x}, its tables " \
                f"lead elsewhere", node.block.name, image.file


def images_are_in_their_nodes(image):
    """Bytes are written into one node's RAM; a kernel and a root task for each node."""
    for region in image.regions:
        pair = region.first, region.last
        homes = [n.name for n in image.nodes if covers(n.block.ram, *pair)]
        if region.filled and len(homes) != 1:
            yield f"the loader writes {words([pair])}, which is no single node's RAM", image.file
    for node in image.nodes:
        starts = {region.first for region in image.regions if region.filled}
        root = [r for r in image.regions if r.filled and
                node.block.root[0] <= r.first and r.last <= node.block.root[1]]
        if node.block.kernel[0] not in starts or not root:
            yield f"no kernel, or no root task, is written where node {node.name} expects it", \
                node.block.name, image.file


def what_several_receive_is_cleared(image):
    """Shared memory, which nobody's kernel clears, is written with zeros by the loader."""
    cleared = [(r.first, r.last) for r in image.regions if not r.filled]
    for first, last, names in received_by_several(image):
        if not covers(cleared, first, last):
            yield f"{words([(first, last)])} is handed to nodes {', '.join(names)} as it was " \
                "found", *(n.block.name for n in image.nodes if n.name in names)


IMAGE_RULES = [memory_is_ram, blocks_say_what_the_kernel_can_take,
               kernels_are_where_their_tables_map_them, images_are_in_their_nodes,
               what_several_receive_is_cleared]


# --- of an archive alone ------------------------------------------------------------------------

def kernels_are_linked_where_they_begin(archive):
    """An AArch64 kernel begins where its lowest range does, at a multiple of 16 MiB."""
    for node in archive.nodes:
        if not node.ram:
            continue
        lowest = min(claim.first for claim in node.ram)
        base = (lowest + KERNEL_ALIGNMENT - 1) // KERNEL_ALIGNMENT * KERNEL_ALIGNMENT
        if node.images.kernel[0] != base:
            yield f"the kernel of node {node.name} is linked at {node.images.kernel[0]:#x}, by " \
                f"its tree it begins at {base:#x}", node.source, archive.file


def images_fit_their_nodes(archive):
    """The loader writes them one behind the other, beyond the end of a node's range as well."""
    for node in archive.nodes:
        first, end = node.images.kernel[0], node.images.end()
        if not any(c.first <= first and end - 1 <= c.last for c in node.ram):
            yield f"kernel, tree and root task of node {node.name} need " \
                f"{words([(first, end - 1)])}, which is no range of its own", node.source, \
                archive.file


def kernels_are_for_one_level(archive):
    """The loader enters all of them at one exception level, for which they are linked."""
    apart = {(n.images.kernel_virtual[0] - n.images.kernel[0]) % (1 << 64) for n in archive.nodes}
    if len(apart) > 1:
        yield "the kernels are built for different exception levels", archive.file


def cores_are_enough(archive):
    """The loader counts those of the first tree."""
    count = len(cores_of(archive.base.root.children.get("cpus")))
    if len(archive.nodes) > count:
        yield f"{len(archive.nodes)} kernels are packed, and the first one's tree has {count} " \
            "cores", archive.nodes[0].source, archive.file


ARCHIVE_RULES = [memory_is_ram, no_tree_takes_ram_from_its_node, interrupts_can_be_shared,
                 kernels_are_linked_where_they_begin, images_fit_their_nodes,
                 kernels_are_for_one_level, cores_are_enough]


def complaints(outputs):
    rules = {Outputs: RULES, Image: IMAGE_RULES, Archive: ARCHIVE_RULES}[type(outputs)]
    return [Complaint(rule.__name__.replace("_", "-"), text, places)
            for rule in rules for text, *places in rule(outputs)]
