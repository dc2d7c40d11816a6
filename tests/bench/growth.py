#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""How work grows with its input: a table, and a picture if a file is named for it.

Each curve is one input that doubles from step to step. What the smallest of them costs beside its
size is taken off, so that start-up does not hide the slope: between two steps the exponent is
log(cost ratio) / log(size ratio), from 1 for n and about 1.1 for n log n. A curve that exceeds
STEEP at its last step is flagged, and the program ends with 1: it is to be mended, or the bound
that ends it (MK0023) is to be named.

    growth.py MKPART [--yaml PARSE_YAML] [--svg FILE] [CURVE...]
"""
import argparse
import html
import math
import pathlib
import random
import subprocess
import sys
import tempfile

from measure import instructions

STEEP = 1.3

HEAD = """version: 1
board: {dtb: board.dtb}
loader: {memory: {size: 16M}}
"""

BOARD = """/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	compatible = "mkpart,bench";
	interrupt-parent = <&gic>;
	memory@100000000 { device_type = "memory"; reg = <1 0 %(ram)s>; };
	cpus {
		#address-cells = <1>;
		#size-cells = <0>;
%(cores)s
	};
	psci { compatible = "arm,psci-1.0"; method = "smc"; };
	timer {
		compatible = "arm,armv8-timer";
		interrupts = <1 13 8>, <1 14 8>, <1 11 8>, <1 10 8>;
	};
	gic: gic@8000000 {
		compatible = "arm,gic-v3";
		interrupt-controller;
		#interrupt-cells = <3>;
		#address-cells = <0>;
		reg = <0 0x8000000 0 0x10000>, <0 0x80a0000 0 0xf60000>;
		interrupts = <1 9 4>;
	};
	serial: serial@9000000 {
		compatible = "arm,pl011"; reg = <0 0x9000000 0 0x1000>; interrupts = <0 1 4>;
	};
	chosen { stdout-path = "/serial@9000000"; };
%(more)s
};
"""


class Scene:
    """A board's source, a layout of it, and the command that is measured."""

    def __init__(self, layout="", more="", cores=4, ram="4 0", command=("check",)):
        rows = "\n".join(
            f'\t\tcpu@{i:x} {{ device_type = "cpu"; compatible = "arm,cortex-a57"; '
            f'enable-method = "psci"; reg = <0x{i // 16 << 8 | i % 16:x}>; }};'.replace(
                f"cpu@{i:x} ", f"cpu@{i // 16 << 8 | i % 16:x} ") for i in range(cores))
        self.source = BOARD % {"cores": rows, "more": more, "ram": ram}
        self.layout = HEAD + layout
        self.command = command

    def write(self, folder):
        (folder / "board.dts").write_text(self.source)
        (folder / "layout.yaml").write_text(self.layout)
        subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", "-o", folder / "board.dtb",
                        folder / "board.dts"], check=True)

    def operand(self, folder):
        return folder / ("board.dtb" if self.command[0] == "board" else "layout.yaml")


PAIR = """nodes:
  - {name: a, cpu: cpu@0, memory: [{size: 256M}]%s}
  - {name: b, cpu: cpu@1, memory: [{size: 256M}]}
"""


def ranges(count):
    """Ranges that the author withholds from four nodes; a list has 4,096 at the most."""
    def node(number):
        rows = "".join(f"      - {{start: 0x{0x400000000 + i * 0x4000:x}, size: 0x1000}}\n"
                       for i in range(number, count, 4))
        return (f"  - name: n{number}\n    cpu: cpu@{number}\n    memory: [{{size: 256M}}]\n"
                f"    reserved:\n{rows}")
    return Scene("nodes:\n" + "".join(map(node, range(4))))


def nodes(count):
    rows = "".join(f"  - {{name: n{i}, cpu: {i}, memory: [{{size: 64M}}]}}\n"
                   for i in range(count))
    return Scene("nodes:\n" + rows, cores=count, ram="16 0")


def ipis(count):
    rows = "".join(f"  - {{name: i{i}, from: {'ab'[i % 2]}, to: {'ba'[i % 2]}, multiplex: true}}\n"
                   for i in range(count))
    return Scene(PAIR % "" + "ipis:\n" + rows)


def device_nodes(count, extra=lambda i: ""):
    return "\n".join(f"\td{i}: dev@{0x10000000 + i * 0x1000:x} {{ compatible = \"v,d\"; "
                     f"reg = <0 0x{0x10000000 + i * 0x1000:x} 0 0x1000>; {extra(i)}}};"
                     for i in range(count))


def devices(count):
    """Devices that the layout gives to a node, each by its name."""
    names = ", ".join(f"dev@{0x10000000 + i * 0x1000:x}" for i in range(count))
    return Scene(PAIR % f", devices: [{names}]", more=device_nodes(count))


def tree_devices(count):
    return Scene(more=device_nodes(count), command=("board",))


def tree_nexus(count):
    """Rows of one interrupt-map; the lines of a bridge's slots."""
    rows = ", ".join(f"<0x{i << 11:x} 0 0 1 &gic 0 {i % 900 + 32} 4>" for i in range(count))
    bridge = f"""	pcie@40000000 {{
		compatible = "pci-host-ecam-generic"; device_type = "pci";
		#address-cells = <3>; #size-cells = <2>; #interrupt-cells = <1>;
		reg = <0 0x40000000 0 0x1000000>;
		ranges = <0x2000000 0 0x50000000 0 0x50000000 0 0x10000000>;
		interrupt-map-mask = <0xffffff00 0 0 7>;
		interrupt-map = {rows};
	}};"""
    return Scene(more=bridge, command=("board",))


def tree_providers(count):
    """Devices each of which refers to four clocks of others."""
    def clocks(i):
        wanted = " ".join(f"&d{(i * 7 + k * 13) % count} {k}" for k in range(4))
        return f"#clock-cells = <1>; clocks = <{wanted}>; "
    return Scene(more=device_nodes(count, clocks), command=("board",))


def packing(count):
    """Regions of unlike sizes that leave a twentieth of the RAM free."""
    draw = random.Random(count)
    pages = [draw.randrange(1, 2000) for _ in range(count)]
    rows = "".join(f"  - {{name: s{i}, nodes: [a, b], memory: {{size: 0x{p * 0x1000:x}}}}}\n"
                   for i, p in enumerate(pages))
    ram = (sum(pages) * 0x1000 + (528 << 20)) * 20 // 19 & ~0xffffff
    return Scene(PAIR % "" + "shared:\n" + rows, ram=f"0x{ram >> 32:x} 0x{ram & 0xffffffff:x}",
                 command=("plan",))


CURVES = {
    "layout: ranges": (ranges, [1000, 2000, 4000, 8000, 16000]),
    "layout: nodes": (nodes, [16, 32, 64, 128, 256]),
    "layout: IPIs": (ipis, [250, 500, 1000, 2000, 4000]),
    "layout: devices": (devices, [250, 500, 1000, 2000, 4000]),
    "tree: devices": (tree_devices, [250, 500, 1000, 2000, 4000]),
    "tree: nexus rows": (tree_nexus, [125, 250, 500, 1000, 2000]),
    "tree: providers": (tree_providers, [125, 250, 500, 1000, 2000]),
    "placement: packing": (packing, [32, 64, 128, 256]),
}


def cost(mkpart, scene):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        scene.write(folder)
        return instructions(mkpart, *scene.command, str(scene.operand(folder)), statuses=(0, 1))


def exponents(sizes, costs):
    """Between neighbours, of what size adds: the line through the first two points tells the
    cost of nothing."""
    fixed = max(0, costs[0] - (costs[1] - costs[0]) * sizes[0] / (sizes[1] - sizes[0]))
    own = [max(1, each - fixed) for each in costs]
    return [math.log(own[i + 1] / own[i]) / math.log(sizes[i + 1] / sizes[i])
            for i in range(len(own) - 1)]


def measure(mkpart, name):
    make, sizes = CURVES[name]
    costs = [cost(mkpart, make(size)) for size in sizes]
    slopes = exponents(sizes, costs)
    flag = "  STEEP" if slopes[-1] > STEEP else ""
    print(f"\n{name}{flag}")
    for size, each, slope in zip(sizes, costs, ["", *(f"n^{one:.2f}" for one in slopes)]):
        print(f"{size:>8} {each:>15,} {each // size:>9,} each  {slope}", flush=True)
    return sizes, costs, slopes[-1]


# --- the picture ----------------------------------------------------------------------------------

WIDTH, HEIGHT, MARGIN, LEGEND = 900, 560, 60, 220
COLORS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5"]


def axis(values):
    """From decade to decade."""
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


def picture(curves):
    low_x, high_x = axis([size for sizes, _, _ in curves.values() for size in sizes])
    low_y, high_y = axis([each for _, costs, _ in curves.values() for each in costs])

    def place(size, each):
        x = (math.log10(size) - low_x) / (high_x - low_x)
        y = (math.log10(each) - low_y) / (high_y - low_y)
        return (MARGIN + x * (WIDTH - MARGIN - LEGEND),
                HEIGHT - MARGIN - y * (HEIGHT - 2 * MARGIN))

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
             'font-family="sans-serif" font-size="12"><title>Instructions by size of input'
             f'</title><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for decade in range(low_x, high_x + 1):
        x, bottom = place(10 ** decade, 10 ** low_y)
        parts.append(f'<path d="M{x:.1f} {MARGIN}V{bottom:.1f}" stroke="#ddd"/>'
                     f'<text x="{x:.1f}" y="{bottom + 20:.1f}" text-anchor="middle">'
                     f'{10 ** decade:,}</text>')
    for decade in range(low_y, high_y + 1):
        left, y = place(10 ** low_x, 10 ** decade)
        parts.append(f'<path d="M{left:.1f} {y:.1f}H{WIDTH - LEGEND}" stroke="#ddd"/>'
                     f'<text x="{left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">'
                     f'10^{decade}</text>')
    for index, (name, (sizes, costs, slope)) in enumerate(curves.items()):
        color = COLORS[index % len(COLORS)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, sizes, costs))
        y = MARGIN + 24 * index
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" '
                     'stroke-width="2"/>'
                     f'<rect x="{WIDTH - LEGEND + 16}" y="{y}" width="12" height="12" '
                     f'fill="{color}"/><text x="{WIDTH - LEGEND + 34}" y="{y + 11}">'
                     f'{html.escape(name)}, n^{slope:.2f}</text>')
    parts.append(f'<text x="{MARGIN}" y="{MARGIN - 24}">Instructions by size of input</text></svg>')
    return "\n".join(parts) + "\n"


# --- ranges, beside libyaml -----------------------------------------------------------------------

def beside_libyaml(mkpart, parse_yaml):
    """A check of 16,000 ranges beside libyaml's own parse of the same file."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        scene = ranges(16000)
        scene.write(folder)
        path = str(folder / "layout.yaml")
        whole = instructions(mkpart, "check", path, statuses=(0, 1))
        parsed = instructions(parse_yaml, path)
    print(f"\n16,000 ranges: {whole:,} instructions, {whole / parsed:.2f} times the {parsed:,} "
          "of libyaml's own parse (aim: 3)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("mkpart")
    parser.add_argument("--yaml", metavar="PARSE_YAML", help="program that only parses a file")
    parser.add_argument("--svg", metavar="FILE", help="where the picture goes")
    parser.add_argument("curves", nargs="*", help="those alone, by a part of their names")
    options = parser.parse_args()
    wanted = [name for name in CURVES
              if not options.curves or any(part in name for part in options.curves)]
    curves = {name: measure(options.mkpart, name) for name in wanted}
    if options.svg:
        pathlib.Path(options.svg).write_text(picture(curves))
    if options.yaml:
        beside_libyaml(options.mkpart, options.yaml)
    sys.exit(any(slope > STEEP for _, _, slope in curves.values()))


if __name__ == "__main__":
    main()
