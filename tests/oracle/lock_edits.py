#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""An edit moves what it must, and nothing else: lock_edits.py --mkpart PROGRAM BOARD...

Random layouts on boards are planned with a lock and edited once: something is added, removed, made
larger or smaller, fixed, reserved, or only written in another order. Then

 - what moved could not have stayed beside what did: tried here, by all ways to place the others;
 - the findings MK0131 and MK0313 name exactly what moved, from where and to where;
 - another order of keys and lists moves nothing, and neither does another locale;
 - a second run moves nothing and leaves the file as it is, to its time;
 - where the layout cannot be planned, the file stays as it was.
"""
import argparse
import collections
import concurrent.futures
import copy
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

MIB = 1 << 20
SLICE_ALIGNMENT = 16 * MIB # of the contract sel4-overlay
SHARED_ALIGNMENT = 4096
LOADER_ALIGNMENT = 0x10000
SGIS = 16
MOST_PLACES = 20000 # looked at to see that something could not have stayed
LOCALES = ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8"]
# On a board that nodes can be on, nearly each layout has a plan.
MOST_LAYOUTS = 50
ALLOW = [word for code in ("MK0128", "MK0802") for word in ("--allow", code)]


# --- layouts -------------------------------------------------------------------------------------

class Board:
    def __init__(self, mkpart, path):
        self.path = pathlib.Path(path).resolve()
        text = subprocess.run([mkpart, "board", "--format", "json", self.path], check=True,
                              capture_output=True, text=True).stdout
        offer = json.loads(text)
        self.banks = [(int(b["first"], 16), int(b["last"], 16)) for b in offer["memory"]]
        self.cpus = [c["path"] for c in offer["cpus"] if c["enabled"]]
        self.cpus.sort(key=lambda path: path != next(
            c["path"] for c in offer["cpus"] if c["boot"])) # its node is never removed

    def reserved(self, dice, needed):
        """Withholds all but a little more than what is needed, in a few holes."""
        unit = SLICE_ALIGNMENT
        holes = dice.randint(1, 3)
        sizes = [(needed // holes // unit + dice.randint(0, 3)) * unit for _ in range(holes)]
        result = []
        for first, last in self.banks:
            at = -(-first // unit) * unit
            while at <= last:
                gap = min(dice.choice([16, 64, 208]) * MIB, last + 1 - at)
                if not sizes:
                    gap = last + 1 - at
                result.append((at, gap))
                at += gap + (sizes.pop() if sizes else 0)
        return result


def request(dice, unit=16):
    return {"size": unit * MIB * dice.choice([1, 1, 2, 2, 3, 4, 6])}


def hexadecimal(layout):
    """Numbers as JSON takes them all."""
    if isinstance(layout, dict):
        return {k: hex(v) if k in ("start", "size") else hexadecimal(v) for k, v in layout.items()}
    if isinstance(layout, list):
        return [hexadecimal(v) for v in layout]
    return layout


def make_layout(dice, board):
    names = dice.sample(["rtos", "linux", "net", "io", "log", "b", "a1"],
                        min(dice.randint(1, 4), len(board.cpus)))
    layout = {"version": 1, "board": {"dtb": str(board.path)}, "nodes": [
        {"name": name, "cpu": board.cpus[i],
         "memory": [request(dice) for _ in range(dice.randint(1, 2))]}
        for i, name in enumerate(names)]}
    layout["loader"] = {"memory": {"size": dice.choice([1, 16]) * MIB}}
    layout["shared"], layout["ipis"] = [], []
    for _ in range(dice.randint(0, 2)):
        add_shared(dice, layout, board)
    for _ in range(dice.randint(0, 4)):
        add_ipi(dice, layout, board)
    needed = sum(m["size"] for node in layout["nodes"] for m in node["memory"])
    needed += layout["loader"]["memory"]["size"] + 16 * MIB * len(layout["shared"])
    layout["reserved"] = [{"start": s, "size": n, "why": "x"}
                          for s, n in board.reserved(dice, needed)]
    return layout


# --- edits: each gives False where it cannot be made ---------------------------------------------

def names_of(layout):
    return [node["name"] for node in layout["nodes"]]


def add_shared(dice, layout, _):
    if len(layout["nodes"]) < 2:
        return False
    layout["shared"].append({"name": f"s{dice.randrange(1000)}",
                             "nodes": dice.sample(names_of(layout), 2),
                             "memory": {"size": dice.choice([4096, 65536, 16 * MIB])}})
    return True


def add_ipi(dice, layout, _):
    if len(layout["nodes"]) < 2:
        return False
    source, target = dice.sample(names_of(layout), 2)
    layout["ipis"].append({"name": f"i{dice.randrange(1000)}", "from": source, "to": target})
    return True


def add_node(dice, layout, board):
    free = [c for c in board.cpus if c not in [n["cpu"] for n in layout["nodes"]]]
    if free:
        layout["nodes"].insert(dice.randint(0, len(layout["nodes"])),
                               {"name": f"n{dice.randrange(1000)}", "cpu": free[0],
                                "memory": [request(dice)]})
    return free


def remove_node(dice, layout, _):
    if len(layout["nodes"]) < 2:
        return False
    gone = layout["nodes"].pop(dice.randrange(1, len(layout["nodes"])))["name"]
    layout["shared"] = [s for s in layout["shared"] if gone not in s["nodes"]]
    layout["ipis"] = [i for i in layout["ipis"] if gone not in (i["from"], i["to"])]
    return True


def any_memory(dice, layout):
    return dice.choice(dice.choice(layout["nodes"])["memory"])


def add_memory(dice, layout, _):
    memory = dice.choice(layout["nodes"])["memory"]
    memory.insert(dice.randint(0, len(memory)), request(dice))
    return True


def remove_memory(dice, layout, _):
    memory = dice.choice(layout["nodes"])["memory"]
    return len(memory) > 1 and memory.pop(dice.randrange(len(memory)))


def resize(dice, layout, _):
    memory = any_memory(dice, layout)
    old, memory["size"] = memory["size"], request(dice)["size"]
    return memory["size"] != old


def resize_shared(dice, layout, _):
    if not layout["shared"]:
        return False
    dice.choice(layout["shared"])["memory"]["size"] = dice.choice([4096, 8192, MIB, 32 * MIB])
    return True


def resize_loader(dice, layout, _):
    layout["loader"]["memory"]["size"] = dice.choice([1, 2, 16, 32]) * MIB
    return True


def somewhere(dice, board):
    first, last = dice.choice(board.banks)
    return (first + dice.randrange(last - first) + 1) // SLICE_ALIGNMENT * SLICE_ALIGNMENT


def in_use(dice, plan):
    """Where something was placed, or close to it."""
    places = [m["first"] for n in plan["nodes"] for m in n["memory"]] + \
        [s["first"] for s in plan["shared"]] + [plan["loader"]["first"]]
    place = int(dice.choice(places), 16) + dice.choice([0, 0, -16, 16]) * MIB
    return max(place, 0) // SLICE_ALIGNMENT * SLICE_ALIGNMENT


def fix(dice, layout, board):
    any_memory(dice, layout)["start"] = dice.choice(
        [in_use(dice, board.plan), in_use(dice, board.plan), somewhere(dice, board)])
    return True


def loosen(dice, layout, _):
    return any_memory(dice, layout).pop("start", None) is not None


def reserve(dice, layout, board):
    layout["reserved"].append({"start": in_use(dice, board.plan),
                               "size": dice.choice([4096, 16 * MIB, 64 * MIB]), "why": "x"})
    return True


def reserve_for_node(dice, layout, board):
    dice.choice(layout["nodes"])["reserved"] = [
        {"start": in_use(dice, board.plan), "size": 16 * MIB}]
    return True


def release(dice, layout, _):
    return layout["reserved"] and layout["reserved"].pop(dice.randrange(len(layout["reserved"])))


def remove_ipi(dice, layout, _):
    return layout["ipis"] and layout["ipis"].pop(dice.randrange(len(layout["ipis"])))


def fix_sgi(dice, layout, _):
    if not layout["ipis"]:
        return False
    dice.choice(layout["ipis"])["sgi"] = dice.randrange(4)
    return True


def remove_shared(dice, layout, _):
    return layout["shared"] and layout["shared"].pop(dice.randrange(len(layout["shared"])))


def list_interrupt(dice, layout, _):
    dice.choice(layout["nodes"])["irqs"] = [{"spi": dice.randrange(16, 64)}]
    return True


def shuffle(dice, layout, _):
    """Another order of all keys and lists. What of a node has one size is not told apart."""
    for key in ("nodes", "reserved", "shared", "ipis"):
        dice.shuffle(layout[key])
    for node in layout["nodes"]:
        sizes = [m["size"] for m in node["memory"]]
        if len(set(sizes)) == len(sizes):
            dice.shuffle(node["memory"])
    items = list(layout.items())
    dice.shuffle(items)
    layout.clear()
    layout.update(items)
    return True


EDITS = [add_shared, add_ipi, add_node, remove_node, add_memory, add_memory, remove_memory, resize,
         resize, resize_shared, resize_loader, fix, fix, loosen, reserve, reserve,
         reserve_for_node, release, remove_ipi, fix_sgi, remove_shared, list_interrupt, shuffle]


# --- what is where -------------------------------------------------------------------------------

Item = collections.namedtuple("Item", "what size alignment own old")


def extent(region):
    return int(region["first"], 16), int(region["last"], 16)


def matched(requests, old):
    """{index of a request: old region}, requests being {index: size} of those without a start."""
    result, left = {}, list(old)

    def take(index, suits):
        for region in left:
            if suits(region):
                left.remove(region)
                result[index] = region
                return

    def size(region):
        return extent(region)[1] - extent(region)[0] + 1

    for index, wanted in requests.items():
        take(index, lambda r: r["request"] == index and size(r) == wanted)
    for index, wanted in requests.items():
        if index not in result:
            take(index, lambda r: size(r) == wanted)
    for index in requests:
        if index not in result:
            take(index, lambda r: r["request"] == index)
    return result


def items_of(layout, old):
    """What mkpart places, and where it was."""
    before = {n["name"]: n["memory"] for n in old["nodes"]}
    for node in layout["nodes"]:
        own = [(r["start"], r["start"] + r["size"] - 1) for r in node.get("reserved", [])]
        memory = dict(enumerate(node["memory"]))
        requests = {i: m["size"] for i, m in memory.items() if "start" not in m}
        known = [r for r in sorted(before.get(node["name"], []), key=lambda r: r["request"])
                 if memory.get(r["request"], {}).get("start") != extent(r)[0]]
        places = matched(requests, known)
        for index, wanted in requests.items():
            yield (node["name"], index), Item(f"node '{node['name']}' memory", wanted,
                                              SLICE_ALIGNMENT, own, places.get(index))
    shared = {s["name"]: s for s in old["shared"]}
    for region in layout["shared"]:
        yield (region["name"], None), Item(f"shared region '{region['name']}'",
                                           region["memory"]["size"], SHARED_ALIGNMENT, [],
                                           shared.get(region["name"]))
    yield ("", None), Item("the loader", layout["loader"]["memory"]["size"], LOADER_ALIGNMENT, [],
                           old["loader"])


def places_of(plan):
    """{the same keys: range}"""
    result = {(n["name"], m["request"]): extent(m) for n in plan["nodes"] for m in n["memory"]}
    result.update({(s["name"], None): extent(s) for s in plan["shared"]})
    result[("", None)] = extent(plan["loader"])
    return result


def obstacles_of(layout, plan):
    """What has its place whatever is placed."""
    taken = [extent(r) for r in plan["board"]["reserved"]]
    for node in layout["nodes"]:
        taken += [(m["start"], m["start"] + m["size"] - 1) for m in node["memory"] if "start" in m]
    return taken


# --- all ways ------------------------------------------------------------------------------------

def overlaps(a, b):
    return a[0] <= b[1] and b[0] <= a[1]


def is_free(place, banks, taken):
    return any(b[0] <= place[0] and place[1] <= b[1] for b in banks) and \
        not any(overlaps(place, t) for t in taken)


class GivenUp(Exception):
    pass


def fit(items, banks, taken, left):
    """Whether the items have places. Any solution can be pushed down until each item rests upon a
    bank's start, something taken, or an item below it: so these places are all that matter.
    left[0] places are looked at."""
    if not items:
        return True
    for i, item in enumerate(items):
        rest = items[:i] + items[i + 1:]
        supports = {b[0] for b in banks} | {t[1] + 1 for t in taken} | {o[1] + 1 for o in item.own}
        for start in sorted({-(-s // item.alignment) * item.alignment for s in supports}):
            place = (start, start + item.size - 1)
            left[0] -= 1
            if left[0] < 0:
                raise GivenUp
            if is_free(place, banks, taken + item.own) and \
                    fit(rest, banks, taken + [place], left):
                return True
    return False


def could_stay(key, items, staying, banks, obstacles):
    """Whether it could be where it was, beside all that stay."""
    item = items[key]
    start = extent(item.old)[0]
    place = (start, start + item.size - 1)
    taken = obstacles + [(extent(items[k].old)[0], extent(items[k].old)[0] + items[k].size - 1)
                         for k in staying]
    if start % item.alignment or not is_free(place, banks, taken + item.own):
        return False
    others = sorted((i for k, i in items.items() if k not in staying and k != key),
                    key=lambda i: -i.size)
    return fit(others, banks, taken + [place], [MOST_PLACES])


# --- one edit ------------------------------------------------------------------------------------

class Trial:
    def __init__(self, options, boards, number):
        self.mkpart = options.mkpart
        self.dice = random.Random(options.seed * 1000003 + number)
        self.number = number
        self.board = copy.copy(self.dice.choice(boards))
        self.outcome = collections.Counter()
        self.edit = "no edit yet"

    def run(self, folder, *arguments):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": self.dice.choice(LOCALES)}
        result = subprocess.run([self.mkpart, *arguments, "layout.json"], cwd=folder, text=True,
                                env=environment, capture_output=True, timeout=60, check=False)
        return result.returncode, result.stdout, result.stderr

    def plan(self, folder):
        status, text, _ = self.run(folder, "plan", "--format", "json", "--lock", "lock", *ALLOW)
        return json.loads(text) if status == 0 else None

    def complain(self, what):
        raise AssertionError(f"edit {self.number} ({self.edit}) on {self.board.path.name}: {what}")

    def begin(self, folder):
        """A layout that has a plan, and its lock."""
        for _ in range(MOST_LAYOUTS):
            layout = make_layout(self.dice, self.board)
            (folder / "layout.json").write_text(json.dumps(hexadecimal(layout)))
            self.board.plan = self.plan(folder)
            if self.board.plan:
                return layout
        return self.complain(f"none of {MOST_LAYOUTS} layouts has a plan")

    def edited(self, layout):
        while True:
            after = copy.deepcopy(layout)
            edit = self.dice.choice(EDITS)
            if edit(self.dice, after, self.board):
                self.edit = edit.__name__
                return after

    def findings(self, folder):
        _, text, _ = self.run(folder, "check", "--format", "json", "--lock", "lock", *ALLOW)
        return json.loads(text)["findings"]

    def check_findings(self, findings, old, plan, items, moved):
        now = places_of(plan)
        expected = sorted("{} moved from 0x{:x}..0x{:x} to 0x{:x}..0x{:x}".format(
            items[k].what, *extent(items[k].old), *now[k]) for k in moved)
        found = sorted(f["message"] for f in findings if f["code"] == "MK0131")
        if found != expected:
            self.complain(f"MK0131 says {found} and not {expected}")
        changed = self.changed_ids(old, plan)
        told = [f for f in findings if f["code"] == "MK0313"]
        if len(told) != len(changed) or not all(
                any(f"IPI '{n}' changed from SGI {a} to SGI {b} " in f["message"] for f in told)
                for n, a, b in changed):
            self.complain(f"MK0313 does not tell {changed}")

    def changed_ids(self, old, plan):
        before = {i["name"]: i["sgi"] for i in old["ipis"]}
        return [(i["name"], before[i["name"]], i["sgi"]) for i in plan["ipis"]
                if i["chosen"] and before.get(i["name"], i["sgi"]) != i["sgi"]]

    def check_ids(self, old, plan):
        before = {i["name"]: i for i in old["ipis"]}
        by_author = {(i["to"], i["sgi"]) for i in plan["ipis"] if not i["chosen"]}
        for name, sgi, _ in self.changed_ids(old, plan):
            to = next(i["to"] for i in plan["ipis"] if i["name"] == name)
            if before[name]["to"] == to and (to, sgi) not in by_author:
                self.complain(f"IPI '{name}' lost SGI {sgi}, which nobody fixed")

    def check_moves(self, layout, plan, items, moved):
        banks = [extent(b) for b in plan["board"]["banks"]]
        obstacles = obstacles_of(layout, plan)
        known = {k for k, i in items.items() if i.old}
        for key in moved:
            try:
                stays = could_stay(key, items, known - moved, banks, obstacles)
            except GivenUp:
                self.outcome["not weighed"] += 1
                continue
            self.outcome["weighed"] += 1
            if stays:
                self.complain(f"{items[key].what} moved, and could have stayed")

    def check_again(self, folder):
        before = (folder / "lock").read_bytes(), (folder / "lock").stat().st_mtime_ns
        self.plan(folder)
        if before != ((folder / "lock").read_bytes(), (folder / "lock").stat().st_mtime_ns):
            self.complain("a second run changes the lock")
        found = self.findings(folder) if self.number % 4 == 0 else []
        if any(f["code"] in ("MK0131", "MK0313") for f in found):
            self.complain("a second run moves something")

    def check_plan(self, folder, layout, old, findings, plan):
        items = dict(items_of(layout, old))
        now = places_of(plan)
        moved = {k for k, i in items.items() if i.old and now[k][0] != extent(i.old)[0]}
        self.outcome["planned"] += 1
        self.outcome["moved"] += len(moved)
        self.outcome["edits that move"] += bool(moved)
        if self.edit == "shuffle" and moved:
            self.complain("another order moves something")
        self.check_findings(findings, old, plan, items, moved)
        self.check_ids(old, plan)
        self.check_moves(layout, plan, items, moved)
        self.check_again(folder)

    def go(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            layout = self.edited(self.begin(folder))
            old, before = self.board.plan, (folder / "lock").read_bytes()
            (folder / "layout.json").write_text(json.dumps(hexadecimal(layout)))
            findings = self.findings(folder)
            plan = self.plan(folder)
            if plan:
                self.check_plan(folder, layout, old, findings, plan)
            elif (folder / "lock").read_bytes() != before:
                self.complain("the lock changed, although there was an error")
        return self.outcome


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True, type=os.path.abspath)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("boards", nargs="+")
    options = parser.parse_args()
    started = time.monotonic()
    boards = [Board(options.mkpart, b) for b in options.boards if pathlib.Path(b).exists()]
    trials = [Trial(options, boards, i) for i in range(options.count)]
    total, complaints = collections.Counter(), []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for future in concurrent.futures.as_completed([pool.submit(t.go) for t in trials]):
            try:
                total += future.result()
            except AssertionError as complaint:
                complaints.append(str(complaint))
    print("\n".join(sorted(complaints)))
    print(f"{options.count} edits on {len(boards)} boards: {dict(sorted(total.items()))}, "
          f"{len(complaints)} complaints, {time.monotonic() - started:.0f} s")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
