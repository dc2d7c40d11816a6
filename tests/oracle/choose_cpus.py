#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Cores that mkpart chooses, compared with all ways that there are:
choose_cpus.py --mkpart PROGRAM --verdicts PROGRAM --folder DIR [--count N] [--seed TEXT] BOARD...

Random small layouts, many of which leave cores open. Cores have to be found if and only if there is
a way; they are the first ones by the nodes' names, on cores that are fit for it where there is such
a way; and the order of the nodes in the layout does not matter. Of every set that mkpart says
cannot be had together, it is shown that it cannot, and that it can without any one part of it.
"""
import argparse
import collections
import dataclasses
import json
import pathlib
import random
import re
import subprocess
import sys

import core_ways
from core_ways import ANY, best_way, first_way
from ground import Ground
from second_opinion import Verdicts

MIB = 1 << 20
NOT_CHOSEN = "MK0413"
# Errors about what layouts say of named cores; with one of them nothing is said of the choice.
OTHERS = {"MK0405", "MK0415"}
UNFIT = {"MK0307", "MK0409", "MK0410"}
ABOUT_CORES = OTHERS | UNFIT | {NOT_CHOSEN, "MK0403", "MK0406", "MK0407", "MK0414"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("mkpart", "verdicts"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("boards", nargs="+", type=pathlib.Path)
    return parser.parse_args()


# --- layouts -------------------------------------------------------------------------------------

def make_node(name, cores, dice):
    node = {"name": name, "cpu": ANY, "memory": [{"size": 16 * MIB}]}
    names = sorted({name for types in cores.types for name in types})
    if dice.random() < 0.4:
        node["cluster"] = dice.choice(["same", "same", "different"])
    if dice.random() < 0.3:
        node["cpu_compatible"] = dice.choice(names)
    elif dice.random() < 0.01:
        node["cpu_compatible"] = "example,core"
    return node


def name_cores(nodes, cores, dice):
    """Some nodes say which core they are on, each another one."""
    free = dice.sample(range(len(cores)), len(cores))
    for node in nodes:
        if dice.random() < 0.25:
            node["cpu"] = cores.ground.cores[free.pop()].path
            node.pop("cpu_compatible", None)


def give_ids(nodes, dice):
    ids = dice.sample(range(len(nodes)), len(nodes))
    for node, own in zip(nodes, ids):
        if dice.random() < 0.5:
            node["id"] = own


def make_layout(cores, dice):
    count = min(len(cores), dice.choice((1, 2, 3, 3, 4, 4, 5, 5, 6)))
    names = dice.sample("abcdefgh", count)
    nodes = [make_node(name, cores, dice) for name in names]
    name_cores(nodes, cores, dice)
    if dice.random() < 0.35:
        give_ids(nodes, dice)
    layout = {"version": 1, "board": {"dtb": str(cores.ground.path)}, "nodes": nodes}
    if count > 1 and dice.random() < 0.3:
        sender, receiver = dice.sample(names, 2)
        layout["ipis"] = [{"name": "ready", "from": sender, "to": receiver}]
    return layout


# --- what is right -------------------------------------------------------------------------------

def judge_choice(demands, cores, made):
    """Complaints about a plan's cores."""
    chosen = [made[d.name] for d in demands]
    for demand, core in zip(demands, chosen):
        if core not in cores.wide(demand):
            yield f"{demand.name} is on core {core}"
    if (not core_ways.clusters_agree(demands, chosen, cores.clusters)
            or not core_ways.order_agrees(demands, chosen, 0, True)
            or len(set(chosen)) < len(chosen)):
        yield f"{chosen} is no way"


# --- what mkpart says ----------------------------------------------------------------------------

def made_cores(plan, cores):
    """Numbers of cores by node, and which were chosen."""
    numbers = {core.path: i for i, core in enumerate(cores.ground.cores)}
    nodes = {node["name"]: node["cpu"] for node in json.loads(plan)["nodes"]}
    return ({name: numbers[cpu["path"]] for name, cpu in nodes.items() if cpu},
            {name for name, cpu in nodes.items() if cpu and cpu.get("chosen")})


SAID = {
    "any": re.compile(r"node '(.*)' could have (.*)"),
    "fixed": re.compile(r"node '(.*)' is on core '(.*)'"),
    "compatible": re.compile(r"node '(.*)' asks for a core that is '(.*)'"),
    "cluster": re.compile(r"node '(.*)' says cluster: (.*)"),
    "id": re.compile(r"node '(.*)' has id (\d+),.*"),
    "boot": re.compile(r"(the boot core), which is described here, has to have a node(.*)"),
}


def parts_of(finding):
    """Pairs of a kind and a node's name."""
    for note in finding["notes"]:
        kind, said = next((k, m) for k, p in SAID.items() if (m := p.fullmatch(note["message"])))
        yield kind, said[1]


def is_possible(parts, demands, cores):
    """Whether those parts can be had, with all other nodes where they do not matter."""
    kept = []
    for demand in demands:
        if ("fixed" if demand.fixed is not None else "any", demand.name) not in parts:
            continue
        said = {kind for kind, name in parts if name == demand.name}
        kept.append(dataclasses.replace(
            demand, compatible=demand.compatible if "compatible" in said else None,
            cluster=demand.cluster if "cluster" in said else None,
            id=demand.id if "id" in said else None))
    return first_way(kept, cores, [cores.wide(d) for d in kept],
                     others=len(demands) - len(kept),
                     boot=("boot", "the boot core") in parts) is not None


def judge_set(parts, demands, cores):
    if is_possible(parts, demands, cores):
        yield f"{sorted(parts)} can be had together"
    for part in parts:
        if not is_possible(parts - {part}, demands, cores):
            yield f"{part} is not needed in {sorted(parts)}"


# --- comparing -----------------------------------------------------------------------------------

class Run:
    def __init__(self, options):
        self.options = options
        self.verdicts = Verdicts(options.verdicts)
        self.dice = random.Random(options.seed)
        self.counts = collections.Counter()
        self.unexplained = [] # layouts for which there is no way, with their demands and boards
        self.complaints = []

    def complain(self, layout, text):
        self.complaints.append(text)
        print(f"{text}\n{json.dumps(layout)}")

    def ask(self, layout, cores):
        _, codes, plan = self.verdicts.ask("layout.json", json.dumps(layout),
                                           str(cores.ground.path))
        return codes, *made_cores(plan, cores)

    def look_at(self, layout, cores):
        demands = core_ways.demands_of(layout, cores.ground)
        opened = [d for d in demands if d.fixed is None]
        codes, made, chosen = self.ask(layout, cores)
        way = first_way(demands, cores, [cores.wide(d) for d in demands])
        if not opened or codes & OTHERS:
            self.counts["not chosen"] += 1
        elif (NOT_CHOSEN in codes) != (way is None):
            self.complain(layout, f"{codes}, but {way} is a way")
        elif way is None:
            self.counts["impossible"] += 1
            self.unexplained.append((layout, demands, cores))
        else:
            self.counts["possible"] += 1
            self.compare(layout, demands, cores, codes, (made, chosen))

    def compare(self, layout, demands, cores, codes, outcome):
        made, chosen = outcome
        for complaint in judge_choice(demands, cores, made):
            self.complain(layout, complaint)
        if chosen != {d.name for d in demands if d.fixed is None}:
            self.complain(layout, f"{chosen} are said to be chosen")
        best = best_way(demands, cores)
        if best:
            self.counts["fit"] += 1
            if [made[d.name] for d in demands] != best:
                self.complain(layout, f"{made}, but {best} is the first way")
        if codes & (ABOUT_CORES - UNFIT):
            self.complain(layout, f"{codes} although there is a way")
        shuffled = dict(layout, nodes=self.dice.sample(layout["nodes"], len(layout["nodes"])))
        if self.ask(shuffled, cores)[1] != made:
            self.complain(layout, "another order of nodes makes another choice")

    def explanations(self):
        """What check says about the layouts without a way, many in one run."""
        files = []
        for i, (layout, _, _) in enumerate(self.unexplained):
            files.append(self.options.folder / f"choice-{i}.json")
            files[-1].write_text(json.dumps(layout))
        report = subprocess.run([self.options.mkpart, "check", "--format", "json", *files],
                                capture_output=True, check=False)
        found = {f["layout"]: f for f in json.loads(report.stdout)["findings"]
                 if f["code"] == NOT_CHOSEN}
        for file in files:
            file.unlink()
        return [found[str(file)] for file in files]

    def explain(self):
        for (layout, demands, cores), finding in zip(self.unexplained, self.explanations()):
            parts = set(parts_of(finding))
            self.counts[f"explained with {len(parts)} parts"] += 1
            for complaint in judge_set(parts, demands, cores):
                self.complain(layout, complaint)


def main():
    options = arguments()
    boards = [core_ways.Cores(Ground(path)) for path in options.boards]
    run = Run(options)
    options.folder.mkdir(parents=True, exist_ok=True)
    for i in range(options.count):
        cores = boards[i % len(boards)]
        run.look_at(make_layout(cores, run.dice), cores)
    run.explain()
    for what, count in sorted(run.counts.items()):
        print(f"{count} {what}")
    print(f"{len(run.complaints)} complaints")
    sys.exit(bool(run.complaints))


if __name__ == "__main__":
    main()
