# SPDX-License-Identifier: BSD-2-Clause
"""The verdict for people and for programs."""
import json

from archive import Archive
from facts import covers, joined, size_words, span, total, without
from groups import (devices_of_nodes, listed, owners_of_devices, reachable_devices,
                    received_by_several, registers, shared_claims)
from image import Image

WITHHOLDING = "sel4-bootinfo"


def safe(text):
    """Nothing from an input may move the cursor or forge a line."""
    return "".join(c if c.isprintable() else "?" for c in text)


def remarks(outputs):
    """What is true of the inputs and no contradiction; with what was stated, or assumed."""
    if not outputs.board.memory:
        yield "the board's tree states no RAM, and --memory was not given: whether the nodes' " \
            "memory is RAM was not looked at"
    for claim in outputs.board.memory:
        if claim.where == "--memory":
            yield f"RAM {span(claim)} was stated on the command line"
    for path in outputs.board.lifted:
        yield f"that nothing uses {path} was stated on the command line"
    for path, index in sorted(outputs.board.ignored):
        yield f"that `reg` entry {index} of {path} is no register was stated on the command line"
    if outputs.boot_core is not None:
        yield f"that the boot core is {outputs.boot_core:#x} was stated on the command line"
    elif outputs.contract != WITHHOLDING:
        yield f"the boot core is taken to be {outputs.board.tree.boot_cpu:#x}, as in the blob"
    if isinstance(outputs, Archive):
        yield "an archive does not tell of shared memory, SGIs, guests and the loader's place"
    if outputs.base is outputs.board.tree and any(n.tree for n in outputs.nodes):
        yield "there is no board.dts: the overlays were applied to the board's blob"
    if any(node.tree for node in outputs.nodes):
        yield "kernels of this contract hand out, as device memory, all that is not their own " \
            "RAM: that a node leaves the others' memory alone rests on its root task"
    for claim in outputs.lifted:
        yield f"reservation {span(claim)} of {claim.where} is lifted by the layout: that nothing " \
            "uses it any more was not looked at"
    for claim in outputs.given:
        yield f"reservation {span(claim)} of {claim.where} is given away by the layout"
    for name, claims, shared in outputs.outside:
        yield f"'{name}' is no node, and has {len(claims)} ranges and " \
            f"{len(shared)} shared regions: that it keeps to them was not looked at"
    for complaint in outputs.board.unread:
        yield f"what cannot be read was left out: {complaint}"
    for claim in outputs.board.registers:
        if claim not in registers(outputs):
            yield f"{claim.owner} lists RAM {span(claim)} as registers"
    if isinstance(outputs, Image):
        for first, last, names in received_by_several(outputs):
            yield f"RAM {first:#x}..{last:#x} is handed to nodes {', '.join(names)}: they share it"
        return
    for path, names in owners_of_devices(outputs).items():
        if len(names) > 1:
            yield f"{path} is enabled for nodes {', '.join(names)}"
    for node in outputs.nodes:
        for claim in outputs.board.mapped:
            if any(c.first <= claim.last and claim.first <= c.last for c in node.ram):
                yield f"node {node.name} has memory {span(claim)}, which {claim.where} reserves " \
                    "without no-map"


def devices(outputs):
    return reachable_devices(outputs) if isinstance(outputs, Image) else \
        devices_of_nodes(outputs)


def node_facts(outputs, node):
    """Who gets what. RAM untypeds are the RAM less the kernel's and root task's images."""
    ram = joined((c.first, c.last) for c in node.ram)
    facts = {"name": node.name, "core": node.entry.get("core"), "ram": ram,
             "interrupts": sorted({c.first for c in node.spis} | set(listed(node))),
             "devices": sorted({c.what.removeprefix("pages of ")
                                for c in devices(outputs) if c.owner == node.owner}),
             "shared": sorted({c.owner for c in shared_claims(outputs)
                               if c.where.startswith(f"{node.name}/")})}
    facts["device_untypeds"] = node.reach if node.block else \
        without([(0, (1 << 40) - 1)], ram)
    foreign = [(c.first, c.last) for other in outputs.nodes if other is not node
               for c in other.ram]
    facts["foreign_memory_reachable"] = total(
        (first, last) for first, last in joined(foreign)
        if covers(facts["device_untypeds"], first, last))
    return facts


def text_lines(outputs, groups, problems):
    count = len(outputs.nodes)
    yield f"{'not disjoint' if problems else 'disjoint'}: {count} " \
        f"{'node' if count == 1 else 'nodes'}, contract {outputs.contract}"
    for problem in problems:
        yield f"error: {problem.text} [{problem.rule}]"
        for place in dict.fromkeys(problem.places):
            yield f"    {place}"
    for node in outputs.nodes:
        yield from node_lines(node_facts(outputs, node))
    if outputs.loader:
        yield f"loader: {span(outputs.loader)}"
    for group in groups:
        yield f"compared: {group.sentence}: {len(group.left)} with {len(group.right)} claims"
    for remark in dict.fromkeys(remarks(outputs)):
        yield f"note: {remark}"


def node_lines(facts):
    yield f"node {facts['name']} on {facts['core']}"
    ram = ", ".join(f"{first:#x}..{last:#x}" for first, last in facts["ram"])
    yield f"    RAM {size_words(total(facts['ram']))}: {ram}"
    for what in ("shared", "interrupts", "devices"):
        if facts[what]:
            yield f"    {what}: {', '.join(map(str, facts[what]))}"
    yield f"    device untypeds: {len(facts['device_untypeds'])} ranges, " \
        f"{size_words(facts['foreign_memory_reachable'])} of other nodes' RAM in them"


def as_text(outputs, groups, problems, quiet):
    lines = text_lines(outputs, groups, problems)
    kept = [line for line in lines
            if not quiet or (problems and line.startswith(("error:", "    ")))]
    return "".join(safe(line) + "\n" for line in kept)


def hexadecimal(pairs):
    return [{"first": f"{first:#x}", "last": f"{last:#x}"} for first, last in pairs]


def as_json(outputs, groups, problems):
    nodes = []
    for node in outputs.nodes:
        facts = node_facts(outputs, node)
        for key in ("ram", "device_untypeds"):
            facts[key] = hexadecimal(facts[key])
        facts["foreign_memory_reachable"] = f"{facts['foreign_memory_reachable']:#x}"
        nodes.append(facts)
    return json.dumps({
        "format": "mkpart-verify", "version": 1,
        "verdict": "not disjoint" if problems else "disjoint",
        "contract": outputs.contract,
        "problems": [{"rule": p.rule, "text": p.text, "places": list(dict.fromkeys(p.places)),
                      "owners": list(p.owners)} for p in problems],
        "notes": list(dict.fromkeys(remarks(outputs))),
        "compared": [{"group": g.name, "sentence": g.sentence, "left": len(g.left),
                      "right": len(g.right)} for g in groups],
        "nodes": nodes,
        "inputs": [{"file": name, "sha256": digest}
                   for name, digest in sorted(outputs.digests.items())],
    }, indent=2) + "\n"
