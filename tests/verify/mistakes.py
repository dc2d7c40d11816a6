# SPDX-License-Identifier: BSD-2-Clause
"""Mistakes in outputs. Each edits those of an example, which are right, and is refused for the
reason that it names; where two owners claim one thing, solvers find these two."""
import dataclasses
import struct


@dataclasses.dataclass
class Mistake:
    """edits: file, what stands there, and what is to stand there instead the first time; rule: that
    refuses it; owners: of what overlaps."""
    name: str
    edits: list
    rule: str
    owners: tuple = ()
    example: str = "four"


CONTROL, NET, DISK, APP = (f"node {name}" for name in ("control", "net", "disk", "app"))
RAM_OF_CONTROL = "<0x0 0x61000000 0x0 0x10000000>"
MORE_RAM = "\n/ { memory@%s { device_type = \"memory\"; reg = <0x0 0x%s 0x0 0x1000>; }; };\n"
END = ""


def overlay(name, old, new):
    return (f"{name}/overlay.dts", old, new)


def header(name, old, new):
    return (f"{name}/mkpart.h", old, new)


def block(name, old, new):
    """Of a boot block, numbers of 64 bits."""
    def packed(numbers):
        return struct.pack(f"<{len(numbers)}Q", *numbers)
    return (f"{name}/boot.bin", packed(old), packed(new))


def manifest(old, new):
    return ("loader/manifest.json", old, new)


MISTAKES = [
    # --- memory ---
    Mistake("a page too much RAM", [overlay(
        "control", RAM_OF_CONTROL, "<0x0 0x61000000 0x0 0x10001000>")],
        "memory-of-nodes", (CONTROL, NET)),
    Mistake("RAM for another kernel, and the code told", [
        overlay("control", RAM_OF_CONTROL, "<0x0 0x41000000 0x0 0x10000000>"),
        header("control", "START 0x61000000", "START 0x41000000"),
        header("control", "PHYS_BASE 0x61000000", "PHYS_BASE 0x41000000"),
        manifest('"phys_base": "0x61000000"', '"phys_base": "0x41000000"')],
        "memory-of-nodes", (CONTROL, APP)),
    Mistake("only the code is told of others' RAM", [
        header("disk", "MEMORY_1_START 0xa0000000", "MEMORY_1_START 0x70fff000")],
        "memory-of-nodes", (DISK, CONTROL)),
    Mistake("a second memory node", [overlay("net", END, MORE_RAM % ("45000000", "45000000"))],
            "memory-of-nodes", (NET, APP)),
    Mistake("a disabled memory node, which kernels do not mind", [overlay(
        "net", END, MORE_RAM.replace("reg", "status = \"disabled\"; reg") %
        ("45000000", "45000000"))], "memory-of-nodes", (NET, APP)),
    Mistake("a misspelt memory node leaves the real one as it was", [overlay(
        "net", "&{/memory@40000000} {", "/ { memory@4000000 {"),
        overlay("net", "0x0 0x10000000>;\n};", "0x0 0x10000000>;\n}; };")],
        "memory-of-nodes", (NET, APP)),
    Mistake("RAM where the board has none", [overlay(
        "app", "<0x0 0x41000000 0x0 0x20000000>", "<0x1 0x41000000 0x0 0x20000000>")],
        "memory-is-ram"),
    Mistake("RAM over registers", [overlay(
        "app", "<0x0 0x41000000 0x0 0x20000000>", "<0x0 0x9000000 0x0 0x1000>")],
        "registers", (APP, "/pl011@9000000")),
    Mistake("RAM over the window of a PCI bridge", [overlay(
        "app", "<0x0 0x41000000 0x0 0x20000000>", "<0x0 0x3ef00000 0x0 0x1000>")],
        "registers", (APP, "/pcie@10000000")),
    Mistake("half a page", [overlay("control", RAM_OF_CONTROL,
                                    "<0x0 0x61000000 0x0 0xffff800>")], "memory-is-ram"),
    Mistake("the same RAM twice", [overlay("control", RAM_OF_CONTROL, f"{RAM_OF_CONTROL}, "
                                           "<0x0 0x61000000 0x0 0x1000>")], "memory-is-ram"),
    Mistake("cells of another parent", [overlay("control", RAM_OF_CONTROL,
                                                "<0x61000000 0x10000000 0x0 0x0>")],
            "code-knows-its-memory"),
    Mistake("one range fewer than counted", [header("disk", "MEMORY_COUNT 2", "MEMORY_COUNT 1")],
            "code-knows-its-memory"),
    Mistake("a kernel elsewhere than its loader thinks", [
        manifest('"phys_base": "0x71000000"', '"phys_base": "0x72000000"')],
        "kernels-are-where-expected"),
    Mistake("a lowest range that is not aligned", [overlay(
        "control", RAM_OF_CONTROL, "<0x0 0x61001000 0x0 0xffff000>")],
        "kernels-are-where-expected"),
    Mistake("what CAmkES is told", [("camkes/nodes.camkes", '"start": 0x61000000',
                                     '"start": 0x41000000')], "components-know-their-memory"),

    # --- what nodes and peers have beside RAM of kernels ---
    Mistake("a guest's memory in another node", [header(
        "vmm", "GUEST_BASE 0x50000000", "GUEST_BASE 0x70000000")],
        "memory-of-nodes", ("node io", "node vmm"), "held"),
    Mistake("what CAmkES is told of a guest's memory", [
        ("camkes/nodes.camkes", '"0x50000000:24"', '"0x70000000:24"')],
        "components-know-their-memory", example="held"),
    Mistake("what CAmkES is told of registers", [
        ("camkes/nodes.camkes", "0x302d0000:16", "0x302e0000:16")],
        "components-know-their-memory", example="held"),
    Mistake("registers that two lists have at two places", [header(
        "io", "GPT_BASE 0x302d0000", "GPT_BASE 0x302e0000")], "lists-say-the-same",
        example="held"),
    Mistake("a guest's memory is not withheld", [overlay(
        "io", "<0x0 0x50000000 0x0 0x1000000>", "<0x0 0x50000000 0x0 0x1000>")],
        "the-rest-is-withheld", example="held"),
    Mistake("a peer's memory is not withheld", [overlay(
        "io", "<0x0 0x48000000 0x0 0x100000>", "<0x0 0x48000000 0x0 0x1000>")],
        "the-rest-is-withheld", example="held"),

    # --- what is withheld ---
    Mistake("another node's memory is not withheld", [overlay(
        "control", "mkpart-net@71000000 {", "mkpart-net@71000000 { /delete-property/ reg;\n"),
        overlay("control", "reg = <0x0 0x71000000 0x0 0x10000000>;", "")],
        "the-rest-is-withheld"),
    Mistake("the loader may be mapped", [overlay(
        "disk", "<0x0 0xbe000000 0x0 0x2000000>;\n\t\t\tno-map;",
        "<0x0 0xbe000000 0x0 0x2000000>;")], "the-rest-is-withheld"),
    Mistake("a node's own RAM is withheld from it", [overlay(
        "control", "<0x0 0x71000000 0x0 0x10000000>", "<0x0 0x70fff000 0x0 0x10001000>")],
        "no-tree-takes-ram-from-its-node"),

    # --- shared memory ---
    Mistake("a shared region in RAM", [
        (f"{name}/mkpart.h", "SHARED_NET_RING_START 0xbde00000",
         "SHARED_NET_RING_START 0x41000000") for name in ("net", "app")],
        "shared-and-memory", (APP, "shared region NET_RING")),
    Mistake("a shared region that is elsewhere for a member", [
        header("net", "SHARED_NET_RING_START 0xbde00000", "SHARED_NET_RING_START 0xbdc00000")],
        "shared-regions-are-alike"),
    Mistake("two shared regions in one place", [
        (f"{name}/mkpart.h", "SHARED_NET_RING_START 0xbde00000",
         "SHARED_NET_RING_START 0xbdf00000") for name in ("net", "app")],
        "shared-regions", ("shared region NET_RING", "shared region DISK_RING")),
    Mistake("a shared region of one node", [
        header("net", "SHARED_NET_RING", "SHARED_NET_WRING"),
        header("net", "SHARED_NET_RING", "SHARED_NET_WRING")], "shared-regions-are-alike"),

    # --- the loader ---
    Mistake("the loader in a node's memory", [
        manifest('"first": "0xbe000000"', '"first": "0x84000000"')], "loader", ("loader", DISK)),
    Mistake("the loader begins elsewhere", [
        ("loader/loader.cmake", '"0xbe010000"', '"0x61000000"')],
        "loader-is-built-for-these"),
    Mistake("the loader begins outside its range", [
        manifest('"start": "0xbe010000"', '"start": "0xbd010000"'),
        ("loader/loader.cmake", '"0xbe010000"', '"0xbd010000"')], "loader-is-built-for-these"),
    Mistake("one node fewer for the loader", [
        ("loader/loader.cmake", 'NumNodes "4"', 'NumNodes "3"')], "loader-is-built-for-these"),
    Mistake("trees left out of the archive", [
        ("loader/loader.cmake", 'IncludeDtb "ON"', 'IncludeDtb "OFF"')],
        "loader-is-built-for-these"),
    Mistake("an archive in another order", [
        manifest('"role": "kernel"', '"role": "root"')], "archive-is-in-order"),

    # --- interrupts ---
    Mistake("an interrupt of another node", [overlay("disk", "<71>", "<71 79>"),
                                             header("disk", "SPI_COUNT 1", "SPI_COUNT 2"),
                                             header("disk", "INTIDS 71", "INTIDS 71, 79")],
            "interrupts", (DISK, NET)),
    Mistake("an interrupt that only the code is told of", [
        header("disk", "SPI_COUNT 1", "SPI_COUNT 2"),
        header("disk", "INTIDS 71", "INTIDS 71, 79")], "interrupts", (DISK, NET)),
    Mistake("the interrupt of another node's device", [
        overlay("net", "seL4,spi-irqs = <79>;", ""), header("net", "SPI_COUNT 1", "SPI_COUNT 0"),
        header("net", "#define MKPART_SPI_INTIDS 79", ""), overlay("disk", "<71>", "<71 79>"),
        header("disk", "SPI_COUNT 1", "SPI_COUNT 2"),
        header("disk", "INTIDS 71", "INTIDS 71, 79")], "interrupts", (DISK, NET)),
    Mistake("a specifier of three cells for an interrupt", [overlay("disk", "<71>", "<0 39 4>")],
            "interrupts-are-alike"),

    # --- devices ---
    Mistake("devices of two nodes on one page", [
        (f"{name}/overlay.dts", END,
         "&{/virtio_mmio@a003c00} { status = \"disabled\"; };\n")
        for name in ("control", "net", "app")], "device-pages", (DISK, NET)),

    Mistake("a device that is enabled for another node as well", [
        overlay("app", "&{/virtio_mmio@a003e00} {\n\tstatus = \"disabled\";",
                "&{/virtio_mmio@a003e00} {\n\tstatus = \"okay\";")], "devices-are-where-listed"),
    Mistake("registers where the board has none", [
        header("net", '@a003e00", 0xa003e00', '@a003e00", 0xa001e00')],
        "devices-are-where-listed"),
    Mistake("another node's device in a list", [
        header("disk", '@a002e00", 0xa002e00', '@a002e00", 0xa003e00')],
        "device-pages", (DISK, NET)),
    Mistake("a list that differs from its constants", [
        header("control", "X(0x61000000ULL, 0x10000000ULL)",
               "X(0x61000000ULL, 0x10001000ULL)")], "lists-say-the-same"),

    # --- IPIs ---
    Mistake("one SGI for two senders", [
        header("control", "SEND_STOP_APP_SGI 7", "SEND_STOP_APP_SGI 0"),
        header("app", "STOP_APP_SGI 7", "STOP_APP_SGI 0"),
        header("app", "STOP_APP_INTID 7", "STOP_APP_INTID 0")], "sgis",
        ("IPI STOP_APP of node app", "IPI DISK_READY of node app")),
    Mistake("an IPI to another core", [
        header("control", "STOP_APP_TARGET 0x3", "STOP_APP_TARGET 0x2")], "ipis-have-two-ends"),
    Mistake("an IPI under another number", [
        header("control", "STOP_APP_SGI 7", "STOP_APP_SGI 6")], "ipis-have-two-ends"),
    Mistake("an IPI that nobody expects", [
        header("app", "RECEIVE_STOP_APP_SGI 7", "RECEIVE_STOP_APP_NUMBER 7")],
        "ipis-have-two-ends"),
    Mistake("an IPI that nobody sends", [
        header("control", "SEND_STOP_APP_SGI 7", "SEND_STOP_APP_NUMBER 7")],
        "ipis-have-two-ends"),
    Mistake("an IPI to its sender", [
        header("control", "STOP_APP_TO 3", "STOP_APP_TO 0")], "ipis-have-two-ends"),
    Mistake("a doorbell's bit twice", [
        header("control", "RECEIVE_NET_FILLED1_BIT 1", "RECEIVE_NET_FILLED1_BIT 0"),
        header("net", "SEND_NET_FILLED1_BIT 1", "SEND_NET_FILLED1_BIT 0")], "doorbell-bits",
        ("IPI NET_FILLED0 of node control", "IPI NET_FILLED1 of node control"), "doorbells"),
    Mistake("a doorbell in RAM", [
        header("control", "DOORBELL_FROM_NET_START 0xbef7e000",
               "DOORBELL_FROM_NET_START 0x4000f000")], "shared-and-memory",
        ("doorbell net to control", CONTROL), "doorbells"),

    # --- cores and nodes ---
    Mistake("two nodes on one core", [manifest('"mpidr": "0x2"', '"mpidr": "0x1"')], "cores",
            (NET, DISK)),
    Mistake("a core that the board does not have", [
        manifest('"core": "/cpus/cpu@2"', '"core": "/cpus/cpu@9"')], "cores-are-the-loaders"),
    Mistake("a core that the loader passes over", [overlay(
        "control", END, "&{/cpus/cpu@1} { /delete-property/ device_type; };\n")],
        "cores-are-the-loaders"),
    Mistake("a node that the loader does not know", [
        ("stray/overlay.dts", None, "/ { };\n")], "folders-are-nodes"),
    Mistake("two nodes of one id", [header("net", "NODE_ID 1", "NODE_ID 2")],
            "names-and-ids-agree"),

    # --- how it is built ---
    Mistake("the overlay of another node", [
        ("net/kernel.cmake", "DIR}/overlay.dts", "DIR}/../app/overlay.dts")],
        "kernels-are-built-from-these-trees"),
    Mistake("the platform's own tree", [
        ("net/kernel.cmake", 'set(KernelCustomDTS "', 'set(KernelCustomDTZ "')],
        "kernels-are-built-from-these-trees"),
    Mistake("one kernel without hypervisor support", [
        ("net/kernel.cmake", 'HypervisorSupport "ON"', 'HypervisorSupport "OFF"')],
        "kernels-are-built-from-these-trees"),
    Mistake("a tree that is not the board's", [
        ("board.dts", "0x0 0x40000000 0x0 0x80000000", "0x0 0x40000000 0x0 0xa0000000")],
        "board-source-is-the-board"),

    # --- the firmware ---
    Mistake("RAM over the firmware's", [overlay(
        "middle", END, "/ { memory@50000000 { device_type = \"memory\"; reg = <0x0 0x50000000 "
        "0x0 0x1000>; }; };\n")], "firmware", ("firmware", "node middle"), "reserved"),
    Mistake("the firmware's reservation in other cells", [overlay(
        "far", "#address-cells = <2>;\n\t\t#size-cells = <2>",
        "#address-cells = <1>;\n\t\t#size-cells = <3>")], "no-tree-takes-ram-from-its-node", (),
            "reserved"),
]

# Under contract sel4-bootinfo.
MISTAKES += [Mistake(name, edits, rule, owners, "blocks") for name, edits, rule, owners in (
    ("a page too much RAM in a boot block", [
        block("control", (0x6024c000, 0x60000000, 0x68000000),
              (0x6024c000, 0x60000000, 0x68001000))],
     "memory-of-nodes", (CONTROL, "node io")),
    ("another node's RAM is not reserved", [
        block("control", (0x68000000, 0xa0000000), (0x68001000, 0xa0000000))],
     "untypeds-of-control", (CONTROL, "node io")),
    ("another node's device is not reserved", [
        block("io", (0x8031000, 0x68000000), (0x9011000, 0x68000000))],
     "untypeds-of-io", ("node io", CONTROL)),
    ("a shared region is reserved for a member", [
        block("control", (0x68000000, 0xa0000000), (0x68000000, 0xa0001000))],
     "members-reach-what-they-share", ()),
    ("a first reserved range that is handed out", [
        block("control", (0x400000, 0, 0, 0), (0x400000, 0, 0x1000, 0x2000))],
     "blocks-say-what-the-kernel-can-take", ()),
    ("reserved ranges that do not ascend", [
        block("io", (0x8031000, 0x68000000), (0x8001000, 0x68000000))],
     "blocks-say-what-the-kernel-can-take", ()),
    ("a kernel off its alignment", [
        block("control", (0x60000000, 0x6024c000), (0x60100000, 0x6034c000))],
     "kernels-are-where-expected", ()),
    ("a kernel for fewer cores", [
        ("kernel.cmake", 'NumCPUs "2"', 'NumCPUs "1"')], "one-kernel-is-built-for-all", ()),
    ("a root task loaded elsewhere", [
        manifest('"first": "0x6024c000"', '"first": "0x6824c000"'),
        manifest('"last": "0x6034bfff"', '"last": "0x6834bfff"')],
     "loader-writes-where-planned", ()),
    ("untypeds that the code is told of and does not get", [
        header("control", "X(0x9010000ULL, 12, 1)", "X(0x9010000ULL, 13, 1)")],
     "untypeds-are-as-told", ()))]

# Files that cannot be read as what they are: nothing is decided.
BROKEN = [
    ("no manifest", ("loader/manifest.json", None, None)),
    ("no overlay", ("net/overlay.dts", None, None)),
    ("a manifest cut off", ("loader/manifest.json", '"nodes"', "")),
    ("a key twice", ("loader/manifest.json", '"rank": 0', '"rank": 0, "rank": 0')),
    ("an overlay that dtc refuses", ("net/overlay.dts", "&{/memory@40000000}", "&{/memory@0}")),
    ("a brace too few", ("net/overlay.dts", "};\n", "")),
    ("half a cell", ("net/overlay.dts", "reg = <0x0 0x71000000 0x0 0x10000000>", "reg = [00 01]")),
    ("a header with code", ("net/mkpart.h", "#define MKPART_SPI_COUNT 1", "int spi_count;")),
    ("a list with code", ("net/mkpart.h", "X(0x71000000ULL,", "X(start(),")),
    ("a fragment with a command", ("net/kernel.cmake", "set(KernelPlat", "unset(KernelPlat")),
    ("a name that leaves the folder", ("loader/manifest.json", '"name": "net"',
                                       '"name": "../net"')),
]
