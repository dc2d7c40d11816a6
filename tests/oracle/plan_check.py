# SPDX-License-Identifier: BSD-2-Clause
"""What is wrong with a plan that mkpart made (plan --format json), by the layout and the board that
it was made for: everything that was asked for is there, in RAM, aligned, and nothing is shared
that should not be; and, where mkpart finds no place, whether there is none."""
import itertools

import holdings
import opinion
from ground import PAGE, Span, gaps_between, rounded_up, span, whole_pages

# mkpart places the loader at a multiple of 64 KiB. No page of the contract asks for that, and one
# that is fixed at any page is taken: in a hole that fits by pages only mkpart finds no place.
LOADER_ALIGN = 0x10000
# With more requests mkpart may miss a way, as mkpart-layout(5) says.
MOST_SEARCHED = 64
# Steps of the search for places after which it gives up.
SEARCH_STEPS = 200_000


def span_of(item):
    return Span(int(item["first"], 16), int(item["last"], 16))


class Planned:
    def __init__(self, plan, reading):
        self.plan, self.reading = plan, reading
        nodes = {node["name"]: node for node in plan["nodes"]}
        self.nodes = [nodes[name] for name in reading.names]
        self.slices = [[span_of(m) for m in node["memory"]] for node in self.nodes]
        self.shared = {s["name"]: span_of(s) for s in plan["shared"]}
        self.loader = span_of(plan["loader"])
        self.held = [span_of(part) for node in self.nodes for part in node.get("own", [])]
        self.held += [span_of(part) for node in self.nodes for part in node.get("mmio", [])]
        self.held += [span_of(part) for peer in plan.get("outside", [])
                      for part in peer.get("memory", [])]

    def placed(self):
        for owner in (*self.nodes, *self.plan.get("outside", []),
                      {"memory": [self.plan["loader"]]}, {"memory": self.plan["shared"]}):
            yield from (span_of(m) for m in [*owner.get("memory", []), *owner.get("own", [])]
                        if m["placed"])


# --- memory --------------------------------------------------------------------------------------

def unmet(requests, spans):
    """Requests, in layout order, that a plan's ranges, in whatever order, do not meet."""
    left = list(spans)
    for request in requests:
        met = next((s for s in left if (s == request.span if request.span else
                                        s.size == rounded_up(request.size, PAGE))), None)
        if met is None:
            yield request
        else:
            left.remove(met)


def request_problems(planned):
    reading = planned.reading
    for name, requests, spans in zip(reading.names, reading.slices, planned.slices):
        # Fixed ones first: a placed one may have the size of a fixed one.
        ordered = sorted(requests, key=lambda r: r.placed)
        if len(requests) != len(spans) or list(unmet(ordered, spans)):
            yield f"node {name} does not have what it asks for"
    for region, request in zip(reading.layout.get("shared", []), reading.shared):
        if list(unmet([request], [planned.shared[region["name"]]])):
            yield f"region {region['name']} is not what was asked for"
    if list(unmet([reading.loader], [planned.loader])):
        yield "the loader is not what was asked for"
    asked = sorted(reading.holdings, key=lambda h: h.placed)
    if len(asked) != len(planned.held) or list(unmet(asked, planned.held)):
        yield "memory beside kernels' is not what was asked for"


def apart_problems(planned):
    """Everything that has an owner."""
    everything = [*itertools.chain(*planned.slices), *planned.shared.values(), planned.loader,
                  *planned.held]
    given = set(holdings.given(planned.reading.layout, planned.reading.ground))
    for a, b in itertools.combinations(everything, 2):
        if a.overlaps(b):
            yield f"{a} overlaps {b}"
    for part in (p for p in everything if p not in given):
        if opinion.is_off_page(part):
            yield f"{part} does not consist of pages"
        if opinion.any_overlap([part], planned.reading.withheld):
            yield f"{part} is reserved"


def place_problems(planned):
    """What mkpart chose itself has no excuse."""
    ground = planned.reading.ground
    avoided = list(ground.mapped)
    if "slice over registers" not in opinion.KNOWN_GAPS:
        avoided += ground.screens + ground.registers
    for part in planned.placed():
        if not any(bank.holds(part) for bank in planned.reading.banks):
            yield f"{part} was placed outside RAM"
        if opinion.any_overlap([part], avoided):
            yield f"{part} was placed where something else is"
        if opinion.any_overlap([part], ground.on_chip):
            yield f"{part} was placed in on-chip memory"


def slice_problems(planned):
    reading = planned.reading
    for node, spans, own in zip(reading.nodes, planned.slices, reading.own_reserved):
        problems = set.intersection(*opinion.readings_of(spans, reading.kernel(node)))
        yield from problems - opinion.KNOWN_GAPS
        if sum(s.size for s in spans) < opinion.SMALLEST_SLICE:
            yield f"node {node['name']} is too small"
        if opinion.any_overlap(spans, own):
            yield f"node {node['name']} has what it must not touch"
        for part in spans:
            yield from opinion.ram_mistakes(part, reading.banks)
            if part.last >= opinion.KERNEL_WINDOW_END:
                yield f"{part} is above the kernel window"


# --- interrupts, IPIs, cores ---------------------------------------------------------------------

def interrupt_problems(planned):
    reading = planned.reading
    if planned.plan["max_irq"] != opinion.last_irq(reading):
        yield f"last interrupt {planned.plan['max_irq']}"
    for node, made in zip(reading.nodes, planned.nodes):
        expected = sorted(opinion.own_intids(node, reading.ground))
        if made["spis"] != expected:
            yield f"node {node['name']} has SPIs {made['spis']}, not {expected}"
    for a, b in itertools.combinations(planned.nodes, 2):
        if set(a["spis"]) & set(b["spis"]):
            yield f"nodes {a['name']} and {b['name']} share SPIs"


def target_of(node, ground):
    """GICv2: the CPU interface. GICv3: Aff3, which MPIDR has in bits 39:32, goes to bits 31:24."""
    if ground.gic == 2:
        return opinion.interface_of(node, ground)
    core = ground.core(node["cpu"])
    return core.mpidr & 0xffffff | (core.mpidr >> 32 & 0xff) << 24


def ipi_problems(planned):
    reading = planned.reading
    asked = {ipi["name"]: ipi for ipi in reading.layout.get("ipis", [])}
    nodes = {node["name"]: node for node in reading.nodes}
    if {ipi["name"] for ipi in planned.plan["ipis"]} != set(asked):
        yield "other IPIs than asked for"
    for ipi in planned.plan["ipis"]:
        wanted = asked[ipi["name"]]
        if (ipi["from"], ipi["to"]) != (wanted["from"], wanted["to"]) or \
                ipi["sgi"] != wanted.get("sgi", ipi["sgi"]):
            yield f"IPI {ipi['name']} is not what was asked for"
        if not 0 <= ipi["sgi"] < opinion.SGI_COUNT:
            yield f"IPI {ipi['name']} has SGI {ipi['sgi']}"
        if int(ipi["target"], 16) != target_of(nodes[ipi["to"]], reading.ground):
            yield f"IPI {ipi['name']} has target {ipi['target']}"
    into = [(ipi["to"], ipi["sgi"]) for ipi in planned.plan["ipis"]
            if not asked[ipi["name"]].get("multiplex")]
    shared = {(ipi["to"], ipi["sgi"]) for ipi in planned.plan["ipis"]
              if asked[ipi["name"]].get("multiplex")}
    if len(set(into)) < len(into) or shared & set(into):
        yield "one SGI of a receiver is used twice"
    if len({to for to, _ in shared}) < len(shared):
        yield "the multiplexed IPIs of a receiver have several SGIs"
    yield from doorbell_problems(planned)


def doorbell_size(names):
    return -(-len(names) // opinion.DOORBELL_CHANNELS) * PAGE


def doorbell_problems(planned):
    """Each two nodes' bits: in pages of theirs alone, in the order of the names."""
    doorbells = planned.reading.doorbells
    members = {region["name"]: set(region["members"]) for region in planned.plan["shared"]}
    made = {ipi["name"]: ipi.get("doorbell") for ipi in planned.plan["ipis"]}
    if {name for name, bit in made.items() if bit} != set(itertools.chain(*doorbells.values())):
        yield "bits for others than the multiplexed IPIs"
        return
    pages = [made[names[0]]["region"] for names in doorbells.values()]
    if len(set(pages)) < len(pages):
        yield "one page for two pairs of nodes"
    for ends, names in doorbells.items():
        for place, bit in enumerate(made[name] for name in names):
            page = planned.shared[bit["region"]]
            if members[bit["region"]] != set(ends) or page.size != doorbell_size(names):
                yield f"the page of {ends} is of {members[bit['region']]}"
            if (bit["region"], int(bit["word"], 16), bit["bit"], int(bit["counter"], 16)) != \
                    (made[names[0]]["region"],
                     page.first + place // 512 * PAGE + place % 512 // 32 * 4, place % 32,
                     place // 512 * PAGE + 2048 + place % 512 * 4):
                yield f"IPI {names[place]} has the bit {bit}"


def core_problems(planned):
    reading = planned.reading
    order = opinion.started_order(reading)
    for place, node in enumerate(planned.nodes):
        if node["rank"] != order.index(place) or node["id"] != node["rank"]:
            yield f"node {node['name']} has rank {node['rank']}, id {node['id']}"
    for node, made in zip(reading.nodes, planned.nodes):
        if made["cpu"]["path"] != reading.ground.core(node["cpu"]).path:
            yield f"node {node['name']} is on {made['cpu']['path']}"


def connection_problems(planned):
    """What each becomes, and that it does; how is for the others."""
    layout = planned.reading.layout
    across = {c["name"]: opinion.CROSSING[c["type"]] for c, *_ in opinion.crossings(layout)}
    kinds = {"shared": "shared", "ipis": "ipi"}
    expected = {c["name"]: kinds.get(across.get(c["name"]), "local")
                for c in layout.get("connections", [])}
    if {c["name"]: c["becomes"] for c in planned.plan["connections"]} != expected:
        yield f"connections become something else than {expected}"
    made = {"shared": planned.shared, "ipis": {ipi["name"] for ipi in planned.plan["ipis"]}}
    for name, key in across.items():
        if name not in made[key]:
            yield f"connection {name} is not among the plan's {key}"


SUBJECTS = (request_problems, apart_problems, place_problems, slice_problems, interrupt_problems,
            ipi_problems, core_problems, connection_problems)


def plan_problems(plan, layout, ground):
    ground = ground.seen_by(layout)
    planned = Planned(plan, opinion.Reading(opinion.with_cores(layout, ground), ground))
    return [problem for problems in SUBJECTS for problem in problems(planned)]


# --- where mkpart finds no place -----------------------------------------------------------------

class Search:
    """Every order of the requests, each at the lowest place of every hole: if there is any way to
    place all, pushing each range of it down as far as it goes is one that this finds."""

    def __init__(self):
        self.steps = 0

    def fits(self, holes, left):
        if not left:
            return True
        for request in sorted(set(left)):
            rest = list(left)
            rest.remove(request)
            for hole in holes:
                self.steps += 1
                if self.steps > SEARCH_STEPS:
                    return None
                remaining = self.take(holes, hole, *request)
                if remaining is not None and (found := self.fits(remaining, rest)) is not False:
                    return found
        return False

    @staticmethod
    def take(holes, hole, size, align):
        first = rounded_up(hole.first, align)
        if first + size - 1 > hole.last:
            return None
        taken = Span(first, first + size - 1)
        return [h for other in holes
                for h in ([other] if other is not hole else gaps_between(hole, [taken]))]


def requests_of(reading):
    """Size and alignment of all that is to be placed."""
    for request in itertools.chain(*reading.slices):
        if request.placed:
            yield rounded_up(request.size, PAGE), opinion.KERNEL_ALIGN
    for request in (*reading.shared, *reading.holdings):
        if request.placed:
            yield rounded_up(request.size, PAGE), PAGE
    for names in reading.doorbells.values():
        yield doorbell_size(names), PAGE
    if reading.loader.placed:
        yield rounded_up(reading.loader.size, PAGE), LOADER_ALIGN


def holes_of(reading, plan):
    """Free RAM that everything may use. Only here mkpart's list of what is reserved counts, which
    knows firmware of platforms as well."""
    ground = reading.ground
    taken = [*itertools.chain(*reading.fixed), *reading.regions, *reading.loader_spans,
             *reading.withheld, *itertools.chain(*reading.own_reserved), *ground.mapped,
             *(h.span for h in reading.holdings if h.span),
             *ground.registers, *ground.windows, *ground.screens, *ground.on_chip]
    taken += [span_of(r) for r in plan["board"]["reserved"]]
    end = min(opinion.KERNEL_WINDOW_END, 1 << 32 if ground.address_cells == 1 else opinion.TOP)
    taken.append(Span(end, opinion.TOP - 1))
    for bank in reading.banks:
        yield from filter(None, map(whole_pages, gaps_between(bank, taken)))


def loader_at_home(reading, holes):
    """Where the loader has to be for its build, if that is free; else None. Then only places that
    leave it there count."""
    home = reading.ground.loader_home
    if home is None or not reading.loader.placed:
        return None
    part = span(home, rounded_up(reading.loader.size, PAGE))
    return part if any(hole.holds(part) for hole in holes) else None


def place_exists(plan, layout, ground):
    """True, False, or None where the search was given up."""
    ground = ground.seen_by(layout)
    reading = opinion.Reading(layout, ground)
    requests, holes = list(requests_of(reading)), list(holes_of(reading, plan))
    if len(requests) > MOST_SEARCHED:
        return None
    if home := loader_at_home(reading, holes):
        requests.pop() # the loader is the last
        holes = [part for hole in holes for part in gaps_between(hole, [home])]
    return Search().fits(holes, requests)
