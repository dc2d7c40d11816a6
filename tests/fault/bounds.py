#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""No bound is silent: each is met by an input, with as much as it allows and with one more.

What it allows passes without the code of the bound's finding; one more has it, and exits with 1 or
2. Neither takes much time or memory. The rows below are all bounds that there are: the test
lint/bounds fails where lib/ has one without a row.
"""
import os
import pathlib
import re
import resource
import struct
import subprocess
import sys
import tempfile

SECONDS = 1.5
KIBIBYTES = 96 * 1024

BOARD = """/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	compatible = "linux,dummy-virt";
	interrupt-parent = <&gic>;
	memory@40000000 { device_type = "memory"; reg = <0 0x40000000 0 0x80000000>; };
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
HEAD = "version: 1\nboard: {dtb: board.dtb, platform: qemu-arm-virt}\n"
PAIR = ("nodes:\n  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 256M}]%s}\n"
        "  - {name: b, cpu: cpu@1, memory: [{start: 0x80000000, size: 16M}]%s}\n")


class Scene:
    """A layout, a board, and files that the board's source takes in."""

    def __init__(self, layout, more="", cores=2, files=None):
        self.layout, self.more, self.cores, self.files = layout, more, cores, files or {}

    def place(self, folder):
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        cores = "".join(
            f'cpu@{i // 16 << 8 | i % 16:x} {{ device_type = "cpu"; compatible = "arm,cortex-a53";'
            f' enable-method = "psci"; reg = <{i // 16 << 8 | i % 16}>; }};\n'
            for i in range(self.cores))
        (folder / "layout.yaml").write_text(self.layout)
        (folder / "board.dts").write_text(BOARD % {"cores": cores, "more": self.more})
        subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", "-o", "board.dtb", "board.dts"],
                       cwd=folder, check=True)


def many(kind, count, text):
    """So many devices, a page each; `text` gives what else each has."""
    return "".join(
        f'{kind}@{0x20000000 + i * 4096:x} {{ compatible = "acme,{kind}"; {text(i)}'
        f' reg = <0 {0x20000000 + i * 4096:#x} 0 0x1000>; }};\n' for i in range(count))


# --- what meets the bounds -----------------------------------------------------------------------

def wants(count):
    """One is the loader's."""
    pages = "{size: 4K}, " * 4000
    rest = "{size: 4K}, " * (count - 4001)
    first, second = "{start: 0x60000000, size: 16M}", "{start: 0x70000000, size: 16M}"
    return Scene(HEAD + "nodes:\n"
                 f"  - {{name: a, cpu: cpu@0, memory: [{first}, {pages}]}}\n"
                 f"  - {{name: b, cpu: cpu@1, memory: [{second}, {rest}]}}\n")


def nodes(count):
    return Scene(HEAD + "nodes:\n" + "".join(
        f"  - {{name: n{i}, cpu: cpu@{i // 16 << 8 | i % 16:x}, memory: [{{size: 2M752K}}]}}\n"
        .replace("2M752K", "0x2a0000") for i in range(count)), cores=count + 1)


def names(count):
    """So many that stand for nothing, and one that does."""
    unknown = ", ".join(f"nothing{i}" for i in range(count))
    return Scene(HEAD + PAIR % (f", devices: [{unknown}, serial@9000000]", ""))


def rests(count):
    return Scene(HEAD + "nodes:\n  - {name: a, cpu: cpu@0, memory: ["
                 + "{size: rest}, " * count + "]}\n")


def specifier(cells):
    numbers = " ".join(str(i) for i in range(cells))
    return Scene(HEAD + PAIR % ("", ""), f"""
	clock: clock {{ compatible = "acme,clock"; #clock-cells = <{cells}>; }};
	uart@1a000000 {{
		compatible = "acme,uart"; reg = <0 0x1a000000 0 0x1000>; interrupts = <0 40 4>;
		clocks = <&clock {numbers}>, <&clock {numbers}>;
	}};""")


def page(count):
    return Scene(HEAD + PAIR % ("", ""), "".join(
        f'one@{0x1a000000 + i:x} {{ compatible = "acme,one";'
        f' reg = <0 {0x1a000000 + i:#x} 0 0x1>; }};\n' for i in range(count)))


def registers(count):
    """An array of registers, and a device behind it whose registers are in node a's memory."""
    entries = struct.pack(">4I", 0, 0x20000000, 0, 0x1000) * count
    return Scene(HEAD + PAIR % ("", ""), """
	pad@20000000 { compatible = "acme,pad"; reg = /incbin/("pad"); };
	last@1a000000 { compatible = "acme,one"; reg = <0 0x1a000000 0 0x1000>; };""",
                 files={"pad": entries})


def registers_of_one(count):
    """Entries that a bus translates, of a device that a node has."""
    entries = struct.pack(">4I", 0, 0x20000000, 0, 0x1000) * count
    return Scene(HEAD + PAIR % (", devices: [pad@20000000]", ""), """
	bus {
		compatible = "simple-bus"; #address-cells = <2>; #size-cells = <2>; ranges;
		pad@20000000 { compatible = "acme,pad"; reg = /incbin/("pad"); };
	};""", files={"pad": entries})


def streams(count):
    devices = many("dma", count, lambda i: f"iommus = <&smmu {i}>;")
    return Scene(HEAD + PAIR % (", devices: [rest]", ""), f"""
	smmu: smmu@1b000000 {{ compatible = "arm,smmu-v3"; reg = <0 0x1b000000 0 0x20000>;
		#iommu-cells = <1>; }};
	{devices}""")


def frames(count):
    """Frames through which nobody signals."""
    return Scene(HEAD + PAIR % ("", ", irqs: [{spi: 41}]"), "".join(
        f'v2m@{0x20000000 + i * 4096:x} {{ compatible = "arm,gic-v2m-frame"; msi-controller;'
        f' reg = <0 {0x20000000 + i * 4096:#x} 0 0x1000>;'
        f' arm,msi-base-spi = <{100 + i}>; arm,msi-num-spis = <1>; }};\n' for i in range(count)))


def chain(length):
    """Regulators, each fed by the next, and the last but one by two, of which one is told of."""
    links = "".join(f'r{i}: r{i} {{ compatible = "regulator-fixed"; vin-supply = <&r{i + 1}>; }};\n'
                    for i in range(length - 1))
    return Scene(HEAD + PAIR % (", devices: [mmc@1a000000]", ""), f"""
	{links}
	r{length - 1}: r{length - 1} {{
		compatible = "regulator-fixed"; vin-supply = <&r{length}>; vdd-supply = <&other>;
	}};
	r{length}: r{length} {{ compatible = "regulator-fixed"; }};
	other: other {{ compatible = "regulator-fixed"; }};
	mmc@1a000000 {{
		compatible = "acme,mmc"; reg = <0 0x1a000000 0 0x1000>; vmmc-supply = <&r0>;
	}};""")


def referring(count):
    """A part that refers to so many others."""
    refer = "<" + "&q " * count + ">"
    return Scene(HEAD + PAIR % (", devices: [mmc@1a000000]", ""), f"""
	p: p {{ compatible = "acme,clock"; #clock-cells = <0>; clocks = {refer}; }};
	q: q {{ compatible = "acme,clock"; #clock-cells = <0>; }};
	mmc@1a000000 {{
		compatible = "acme,mmc"; reg = <0 0x1a000000 0 0x1000>; clocks = <&p>;
	}};""")


def followed(last):
    """Each of 523 devices needs a clock that names 2,000 times another; one more, a clock that
    names that one so often."""
    def refer(count):
        return "<" + "&q " * count + ">"
    devices = many("uart", 524, lambda i: "clocks = <&p>;" if i < 523 else "clocks = <&e>;")
    return Scene(HEAD + PAIR % (", devices: [rest]", ""), f"""
	p: p {{ compatible = "acme,clock"; #clock-cells = <0>; clocks = {refer(2000)}; }};
	e: e {{ compatible = "acme,clock"; #clock-cells = <0>; clocks = {refer(last)}; }};
	q: q {{ compatible = "acme,clock"; #clock-cells = <0>; }};
	{devices}""")


def findings(count):
    """So many warnings that are allowed, and then an error."""
    again = ", ".join(["{spi: 40}"] * (count + 1))
    return Scene(HEAD + PAIR % (f", irqs: [{again}]", "") +
                 "allow: [{code: MK0208, about: a, why: it does no harm}]\n")


def reservations(count):
    entries = b"".join(struct.pack(">4I", 0, 0x40000000 + i * 8192, 0, 4096) for i in range(count))
    return Scene(HEAD + PAIR % ("", ""), """
	reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
		firmware@40000000 { no-map; reg = /incbin/("reserved"); };
	};""", files={"reserved": entries})


# --- the bounds ----------------------------------------------------------------------------------

class Met:
    """`most` of what `make` makes passes without the code; one more, or `beyond`, has it, with a
    finding that `says` so, and `once` with no second one."""

    def __init__(self, code, make, most, beyond=None, says="", once=False):
        self.code, self.make, self.most, self.beyond = code, make, most, beyond or most + 1
        self.says, self.once = says, once


class Unit:
    """Both sides are in a unit test."""

    def __init__(self, code, file, test):
        self.code, self.file, self.test = code, file, test


class Case:
    """Both sides are cases."""

    def __init__(self, code, *cases):
        self.code, self.cases = code, cases


class Said:
    """What is beyond is counted, or named, where it would be: "and 3 more"."""

    def __init__(self, where):
        self.where = where


class Loud:
    """Being beyond errs to the side of a finding, for the reason given."""

    def __init__(self, why):
        self.why = why


class Advice:
    """Only what a fix suggests depends on it."""

    def __init__(self, why):
        self.why = why


YAML, DECODE, TREE = "test_syntax_yaml.c", "test_layout_decode.c", "test_board_tree.c"
XML = "test_syntax_xml.c"
BOUNDS = {}


def bound(file, name, *means):
    BOUNDS[file, name] = means


# What bounds nothing that is looked at is in bounds_given.txt.
bound("lib/base/finding.h", "MK_FINDINGS_MAX", Met("MK0208", findings, 1000))
bound("lib/base/finding.c", "NAME_MAX_BYTES", Advice("longer names are near to nothing"))
bound("cli/frames.c", "FRAME_MAX_BYTES", Loud("error -32700: tests/lsp, a_huge_message"))
bound("cli/frames.c", "HEADER_MAX_BYTES", Loud("error -32700: tests/lsp, a_long_header"))
bound("cli/commands/fix.c", "ROUNDS_MAX", Loud("it says so, and what is left stays a finding"))
bound("lib/lsp/cursor.c", "DEPTH_MAX", Advice("what completion offers; MK0012 is met before"))
bound("lib/lsp/incoming.h", "MK_MESSAGE_MAX_BYTES",
      Loud("error -32700: tests/lsp, a_message_that_is_too_large"))
bound("lib/lsp/incoming.h", "MK_MESSAGE_MAX_VALUES", Loud("error -32700: tests/lsp, many_values"))
bound("lib/lsp/server.h", "MK_DOCUMENTS_MAX", Loud("a message: tests/lsp, many_documents"))
bound("lib/lsp/server.h", "MK_DOCUMENT_MAX_BYTES", Loud("MK0013: tests/lsp, a_huge_document"))
bound("lib/board/board.c", "MAX_RANGES", Met("MK0013", reservations, 8192))
bound("lib/board/board.h", "MK_INTERRUPT_MAX_HOPS", Loud("MK0207: it goes round in a circle"))
bound("lib/board/bonds.c", "MAX_OVERLAPPING", Met("MK0023", page, 64))
bound("lib/board/devices.c", "BUDGET_BOARD", Met(
    "MK0023", registers, 150000, 260000, "not looked at: the registers"))
bound("lib/board/signal.c", "MAX_PARENT_STEPS", Loud("MK0207: the parent is missing"))
bound("lib/board/dma.c", "DMA_STEPS", Loud("MK0609: what is not read confines nothing"))
bound("lib/board/dma.c", "ROW_STEPS", Advice("what a row costs of the budget"))
bound("lib/board/mmio.c", "WINDOW_STEPS", Advice("what a window costs of the budget"))
bound("lib/board/lookup.c", "MAX_CANDIDATES", Advice("which name is nearest"))
bound("lib/board/nexus.c", "MAX_UNIT_CELLS", Loud("MK0207: the map makes no sense"))
bound("lib/board/parts.h", "MK_BUDGET_NODE", Met("MK0023", registers_of_one, 40000, 60000),
      Met("MK0023", referring, 2000, 2100))
bound("lib/board/board.h", "MK_DT_MAX_CELLS", Loud("MK0520: more cells than an address can have"))
bound("lib/board/parts.h", "MK_SPECIFIER_MAX_CELLS", Loud("MK0207: #interrupt-cells make no sense"))
bound("lib/board/providers.c", "MAX_SPECIFIER_CELLS", Met("MK0023", specifier, 64))
bound("lib/board/tree.c", "MAX_DEPTH", Unit("MK0013", TREE, "depth_is_bounded"))
bound("lib/board/tree.c", "MAX_NODES", Unit("MK0013", TREE, "nodes_are_bounded"))
bound("lib/board/tree.c", "MAX_SHARED_PROPERTIES",
      Unit("MK0013", TREE, "properties_of_a_node_with_children_are_bounded"))
bound("lib/board/tree.c", "MAX_PROPERTY_NAME_BYTES",
      Unit("MK0013", TREE, "property_names_are_bounded"))
bound("lib/board/tree.c", "MAX_PATH_BYTES", Unit("MK0013", TREE, "paths_cannot_grow_without_bound"))
bound("lib/board/tree.c", "SMALLEST_TABLE_BOUND",
      Unit("MK0013", TREE, "tables_that_are_searched_for_every_device_are_bounded"))
bound("lib/board/tree.h", "MK_DTB_MAX_BYTES", Unit("MK0013", TREE, "more_than_16_mib_is_too_much"))
bound("lib/check/free_place.c", "MAX_SUGGESTIONS", Advice("a free place for the first findings"))
bound("lib/check/dma.c", "MAX_NAMED", Said("it says how many more"))
bound("lib/check/rules/device_selector_owned.c", "MAX_NAMED", Said("it says how many more"))
bound("lib/check/rules/irq_pmu_on_its_core.c", "MAX_NAMED", Said("it says how many more"))
bound("lib/image/loader_image.c", "MOST_KERNELS", Loud("MK1211: no loader starts so many"))
bound("lib/check/boot_image_judging.c", "MOST_VERDICTS", Said("it says how many more"))
bound("lib/tell/image_words.c", "MOST_DEVICES", Said("it says how many more"))
bound("lib/plan/lines.c", "MAX_MAPS", Met("MK0023", frames, 64))
bound("lib/check/rules/board_all_looked_at.c", "MOST_CELLS", Loud("this is the rule"))
bound("lib/check/rules/connection_component_known.c", "MAX_NEARBY", Advice("the nearest name"))
bound("lib/check/rules/connection_component_known.c", "MAX_LOOKED_UP", Advice("the nearest name"))
bound("lib/check/rules/contract_allow_used.c", "MAX_SUGGESTIONS", Advice("what is meant"))
bound("lib/check/rules/contract_allow_used.c", "MAX_CANDIDATES", Advice("what is meant"))
bound("lib/check/references.c", "MAX_DEPTH", Met("MK0023", chain, 31, once=True))
bound("lib/check/references.c", "MAX_FOLLOWED", Met("MK0023", followed, 1529))
bound("lib/check/rules/device_stream_owned.c", "MAX_STREAMS", Met("MK0023", streams, 1024))
bound("lib/check/rules/irq_message_frames.c", "MAX_FRAMES", Met("MK0023", frames, 64))
bound("lib/check/rules/name_is_identifier.c", "NAME_MAX_LENGTH",
      Loud("a longer name is an error of that rule"))
bound("lib/check/standing.c", "MAX_UNKNOWN_NAMES", Loud("such an allowance covers less"))
bound("lib/plan/kernel.c", "MAX_CNODE_BITS", Loud("MK0125: more than any RAM holds"))
bound("lib/core/assign.h", "MK_ASSIGN_MAX_NODES", Met("MK0023", nodes, 512))
bound("lib/core/assign.h", "MK_ASSIGN_MAX_CORES", Loud("MK0413: no choice of cores is found"))
bound("lib/core/fit.h", "MK_FIT_MAX_ITEMS", Met("MK0023", rests, 64))
bound("lib/doc/doc.h", "MK_DOC_MAX_BYTES",
      Case("MK0013", "MK0013-just-as-many-ok", "MK0013-one-byte-too-many"))
bound("lib/doc/doc.h", "MK_DOC_MAX_DEPTH",
      Case("MK0012", "MK0012-thirty-two-levels-ok", "MK0012-thirty-three-levels"),
      Case("MK0012", "MK0012-xml-thirty-two-levels-ok", "MK0012-xml-thirty-three-levels"))
bound("lib/doc/doc.h", "MK_DOC_MAX_NODES", Unit("MK0013", YAML, "the_number_of_values_is_limited"),
      Unit("MK0013", XML, "elements_and_attributes_together_are_limited"))
bound("lib/doc/doc.h", "MK_DOC_MAX_ALIASED", Loud("MK0014: aliases repeat too much"))
bound("lib/doc/doc.h", "MK_DOC_MAX_KEYS",
      Unit("MK0013", YAML, "the_number_of_keys_in_a_map_is_limited"),
      Unit("MK0013", XML, "attributes_of_an_element_are_limited"))
bound("lib/image/image.c", "TREE_MAX_BYTES", Loud("MK0901: such a tree is refused"))
bound("lib/run/include.c", "INCLUDE_MAX_DEPTH",
      Case("MK0012", "include-eight-deep-ok", "MK0012-included-nine-deep"))
bound("lib/run/include.c", "INCLUDE_MAX_FILES",
      Case("MK0013", "include-sixty-four-files-ok", "MK0013-sixty-five-files-included"))
bound("lib/layout/keys.h", "MK_LAYOUT_MAX_RECORDS",
      Unit("MK0013", DECODE, "lists_of_records_are_limited"))
bound("lib/layout/layout.h", "MK_LAYOUT_MAX_WEIGHT", Loud("MK0132: another weight is an error"))
bound("lib/begin/sketch.h", "MK_SKETCH_MAX_PARTIES",
      Case("MK0013", "init-from-many-domains-ok", "MK0013-init-from-many-domains"))
bound("lib/begin/importers/node_tree.c", "IRQ_LIST_MAX",
      Case("MK0013", "init-from-many-interrupts-ok", "MK0013-init-from-many-interrupts"))
bound("lib/begin/first_layout.c", "MAX_EXTRAS", Loud("MK0128 names the RAM that nobody has"))
bound("lib/emit/dts.c", "MAX_CELLS", Loud("MK0023 where the root has more cells"))
bound("lib/tell/owner_device.c", "PROVIDERS_MAX", Said("it says how many more"))
bound("lib/layout/scalars.h", "MK_LAYOUT_MAX_TEXT",
      Unit("MK0008", DECODE, "texts_and_numbers_are_limited_in_length"))
bound("lib/layout/scalars.h", "MK_LAYOUT_MAX_NUMBER",
      Unit("MK0008", DECODE, "texts_and_numbers_are_limited_in_length"))
bound("lib/layout/advice.c", "NUMBER_MAX_BYTES", Advice("how a number is meant"))
bound("lib/plan/choose_cores.c", "MAX_STEPS", Loud("MK0413 says that the search was given up"))
bound("lib/plan/choose_cores.c", "MAX_STEPS_IN_ALL", Loud("MK0413 says that it was given up"))
bound("lib/plan/exact.c", "MAX_OBSTACLES", Loud("MK0118: no places are found"))
bound("lib/plan/exact.c", "MAX_STEPS", Loud("MK0118 says that the search was given up"))
bound("lib/plan/keep.c", "MAX_SEARCHED", Loud("MK0131 names what moved"))
bound("lib/plan/keep.c", "MAX_SEARCHED_OBSTACLES", Loud("MK0131 names what moved"))
bound("lib/plan/misfit.c", "MAX_OBSTACLES", Advice("what cannot be had together"))
bound("lib/plan/place.c", "MAX_WANTS", Met("MK0023", wants, 4096))
bound("lib/plan/placement.h", "MK_SEARCH_STEPS", Loud("MK0118 says that the search was given up"))
bound("lib/plan/plan.h", "MK_PLAN_MAX_NODES", Met("MK0023", nodes, 512))
bound("lib/plan/plan.h", "MK_PLAN_MAX_REFERENCES", Met("MK0023", names, 63, 64))
bound("lib/plan/repair.c", "MAX_TRIALS", Loud("MK0118: no places are found"))
bound("lib/run/baseline.c", "BASELINE_MAX_BYTES", Loud("such a baseline is refused"))
bound("lib/report/formats/github.c", "ANNOTATIONS_MAX", Said("the log names how many more"))
bound("lib/syntax/anchors.c", "NAMES_MAX", Advice("the nearest name"))
bound("lib/syntax/readers/yaml.c", "TAG_DIRECTIVES_MAX",
      Unit("MK0013", YAML, "one_directive_is_fine_and_many_tag_directives_are_not"))
bound("cli/commands/check.c", "JOBS_MAX", Loud("more at once is a usage error"))
bound("cli/commands/init.c", "NODES_MAX", Loud("more is a usage error"))
for _file, _name in (("cli/input.c", "INPUT_MAX_BYTES"), ("cli/input.c", "BUILT_MAX_BYTES"),
                     ("cli/lock.c", "LOCK_MAX_BYTES"), ("cli/output.c", "OLD_MAX_BYTES"),
                     ("cli/record.c", "RECORD_MAX_BYTES"), ("cli/output.c", "STAGE_ATTEMPTS")):
    bound(_file, _name, Loud("a larger file is refused"))


# --- the test ------------------------------------------------------------------------------------

def run(program, folder):
    """What is said, exit status, seconds, KiB at most."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    with open(folder / "output", "wb") as output:
        process = subprocess.Popen(
            [program, "check", "--allow", "MK0128", "--format", "gcc", "layout.yaml"], cwd=folder,
            preexec_fn=limit, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = (folder / "output").read_text(errors="replace")
    return said, process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def complaints(program, row, count, beyond):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        row.make(count).place(folder)
        said, status, seconds, kibibytes = run(program, folder)
    codes = re.findall(r"\[(MK\d{4})\]", said)
    if beyond and row.once and codes.count(row.code) > 1:
        yield f"{row.code} is found {codes.count(row.code)} times"
    if (row.code in codes and row.says in said) != beyond:
        yield f"{row.code} is {'not ' if beyond else ''}found: {sorted(set(codes))}"
    if status not in ((1, 2) if beyond else (0, 1)):
        yield f"exit status {status}"
    if seconds > SECONDS:
        yield f"{seconds:.1f} s"
    if kibibytes > KIBIBYTES:
        yield f"{kibibytes // 1024} MiB"


def main():
    program = os.path.abspath(sys.argv[1])
    wanted = sys.argv[2:]
    seen, count, bad = set(), 0, 0
    for (_, name), means in BOUNDS.items():
        for row in means:
            if not isinstance(row, Met) or row.make in seen or (wanted and name not in wanted):
                continue
            seen.add(row.make)
            for amount, beyond in ((row.most, False), (row.beyond, True)):
                count += 1
                for complaint in complaints(program, row, amount, beyond):
                    bad += 1
                    print(f"{name}, {row.make.__name__} {amount}: {complaint}")
    print(f"{count} sides of bounds, {bad} complaints")
    sys.exit(1 if bad or not count else 0)


if __name__ == "__main__":
    main()
