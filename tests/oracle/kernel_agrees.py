# SPDX-License-Identifier: BSD-2-Clause
"""Whether a kernel's build sees in a device tree what the plan says of its node."""
import collections

import kernel_reader


def number(text):
    return int(text, 16)


def spans(entries):
    return kernel_reader.joined((number(e["first"]), number(e["last"]) + 1) for e in entries)


def differences_of(node, view):
    told = {"memory": spans(node["memory"]), "base": number(node["phys_base"]),
            "interrupts": sorted(node["spis"])}
    seen = {"memory": view.memory, "base": view.base, "interrupts": sorted(view.interrupts)}
    for what, value in told.items():
        if seen[what] != value:
            yield f"node {node['name']}: {what} is {shown(seen[what])}, planned {shown(value)}"


def device_differences(node, view, kinds):
    """A kernel has the controller and the timer that the board has, and a console to print to; all
    that the loader is given has names that it knows."""
    found = collections.Counter(kind for _, kind, _ in view.kernel_devices())
    wanted = dict.fromkeys(kinds & {"interrupt controller", "timer"}, 1)
    wanted |= {"console": 1} if node["printing"] else {}
    if found != wanted:
        yield f"node {node['name']}: its kernel has {dict(found)}, not {wanted}"
    if kinds & {"interrupt controller"} - {kind for _, kind, _ in view.loader_devices()}:
        yield f"node {node['name']}: its loader has no interrupt controller"


def kinds_of(tree):
    """What of a kernel's devices the board has, under names that kernels know or others."""
    return {kind for part in tree.root.walk() for kind, names in kernel_reader.KNOWN.items()
            if set(part.strings("compatible")) & set(names)}


def shown(value):
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return [f"{a:#x}..{b - 1:#x}" for a, b in value]
    return value


def differences(node, tree, kinds):
    """Of a node of plan.json; `kinds` is what the board has."""
    try:
        view = kernel_reader.View(tree)
        yield from differences_of(node, view)
        if "interrupt controller" in kinds: # without one no interrupts are planned
            yield from device_differences(node, view, kinds)
    except kernel_reader.Stops as stop:
        yield f"node {node['name']}: the build stops: {stop}"
