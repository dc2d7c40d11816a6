#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Inputs made to hurt: each ends with a finding, within a second and 64 MiB."""
import json
import os
import pathlib
import random
import resource
import struct
import subprocess
import sys
import tempfile

SECONDS = 1.0
KIBIBYTES = 64 * 1024
ROOM = 1024 * 1024 - 512 # just below the limit of a layout
LIST_ITEMS = 4096
HEAD = 'version: 1\nboard: {dtb: board.dtb}\n'
PAIR = ("nodes: [{name: a, cpu: 0, memory: [{size: 16M}]},"
        " {name: b, cpu: 1, memory: [{size: 16M}]}]\n")


def fill(pattern, head="", tail="", most=ROOM):
    """`pattern`, with a number in it, as often as there is room for, but `most` times at most."""
    parts, room = [], ROOM - len(head) - len(tail)
    for i in range(most):
        part = pattern.format(i)
        room -= len(part)
        if room < 0:
            break
        parts.append(part)
    return head + "".join(parts) + tail


def listed(pattern, head="", tail=""):
    """With as many items as a list may have: what comes after reading shall be hurt."""
    return fill(pattern, head, tail, LIST_ITEMS)


def layouts():
    """Pairs of a file name and its text."""
    yield "flow-depth.yaml", "[" * ROOM
    yield "block-depth.yaml", "\n".join(" " * i + "a:" for i in range(1400))
    yield "dash-depth.yaml", "- " * (ROOM // 2)
    yield "json-depth.json", "[" * ROOM
    yield "json-map-depth.json", '{"a":' * (ROOM // 5)
    yield "anchors.yaml", fill("- &a{0} x\n", "x:\n")
    yield "aliases.yaml", fill("- *a\n", "x: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\ny:\n")
    yield "alias-bomb.yaml", "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))
    yield "alias-to-itself.yaml", "a: &a [*a, *a]\n"
    yield "keys.yaml", fill("k{0}: 1\n")
    yield "same-key.json", fill('"a":1,', "{", '"a":1}')
    yield "long-scalar.yaml", "version: " + "1" * (ROOM - 20) + "\n"
    yield "long-name.yaml", HEAD + "nodes:\n  - name: " + "n" * (ROOM - 100) + "\n"
    yield "long-line.yaml", HEAD + "x: [" + "y, " * ((ROOM - 100) // 3) + "]\n"
    yield "comments.yaml", "#\n" * (ROOM // 2)
    yield "documents.yaml", "---\n" * (ROOM // 4)
    yield "multibyte.yaml", "x: " + "\u00e4" * (ROOM // 2 - 10) + ": {\n"
    yield "values.json", fill('{{"name": "a{0}"}},', '{"version": 1, "nodes": [', "{}]}")
    yield "items.yaml", fill("  - {{name: a}}\n", HEAD + "nodes:\n")
    yield "bad-numbers.yaml", listed("  - {{start: 0x, size: 1e{0}}}\n", HEAD + "reserved:\n")

    yield "nodes.yaml", listed(
        "  - {{name: n{0}, cpu: cpu@{0}, memory: [{{start: 0x40000000, size: 2G}}]}}\n",
        HEAD + "nodes:\n")
    yield "same-names.yaml", listed("  - {{name: a, cpu: 0, memory: [{{size: 1M}}]}}\n",
                                    HEAD + "nodes:\n")
    yield "overlaps.yaml", HEAD + "nodes:\n" + "".join(
        listed("{{start: 0x40000000, size: 2G}},",
               f"  - name: n{i}\n    cpu: {i}\n    memory: [", "]\n") for i in range(5))
    yield "places.yaml", HEAD + "nodes:\n" + "".join(
        listed("{{size: 4K}},", f"  - name: n{i}\n    cpu: {i}\n    memory: [", "]\n")
        for i in range(5))
    yield "rests.yaml", listed("{{size: rest, weight: {0}}},",
                               HEAD + "nodes:\n  - name: a\n    cpu: 0\n    memory: [", "]\n")
    yield "sixty-rests.yaml", HEAD + "nodes:\n  - name: a\n    cpu: 0\n    memory: [" + "".join(
        f"{{size: rest, weight: {1 + i * 37 % 1000}}}, " for i in range(60)) + "]\n"
    term = ", within: [{{start: 0x40000000, size: {0}M}}], not_within: [{{start: {0}, size: 1}}]"
    yield "bound.yaml", listed(f"{{{{size: 4K{term}}}}},",
                               HEAD + "nodes:\n  - name: a\n    cpu: 0\n    memory: [", "]\n")
    yield "within.yaml", HEAD + "nodes:\n" + "".join(
        listed("{{start: 0x4{0:04}000, size: 4K}},",
               f"  - name: n{i}\n    cpu: {i}\n    memory: [{{size: 16M, {key}: [", "]}]\n")
        for i, key in enumerate(("within", "not_within") * 2))
    for count in (60, 300):
        yield f"tight-{count}.yaml", HEAD + PAIR + "shared:\n" + "".join(
            f"  - {{name: s{i}, nodes: [a, b], memory: {{size: {3 + i * 7919 % 251}M, "
            "within: [{start: 0x50000000, size: 768M}, {start: 0x90000000, size: 512M}]}}\n"
            for i in range(count))
    large = "".join(f"{{start: {0x40000000 + i * 2 ** 20}, size: 64K}}, " for i in range(11))
    small = "".join(f"{{start: {0x40020000 + i // 60 * 2 ** 20 + i % 60 * 12288}, size: 4K}}, "
                    for i in range(1500))
    yield "windows.yaml", HEAD + PAIR + "shared:\n" + "".join(
        f"  - {{name: s{i}, nodes: [a, b], memory: {{size: {36 + i % 7 * 4}K, within: [{large}"
        f"{small}{{start: {0xa0000000 + i * 65536}, size: 4K}}]}}}}\n" for i in range(12))
    yield "pools.yaml", HEAD + "nodes:\n" + "".join(
        listed("{{start: 0x40000000, size: 4K}},", f"  - name: n{i}\n    shared_pool: [", "]\n")
        for i in range(5))
    yield "reserved.yaml", listed("  - {{start: {0}, size: 2G}}\n", HEAD + PAIR + "reserved:\n")
    yield "open-cores.yaml", listed("  - {{name: n{0}, cpu: any}}\n", HEAD + "nodes:\n")
    yield "settings.yaml", HEAD + "kernel:\n  settings:\n" + "".join(
        f"    S{i}: 1\n" for i in range(1000)) + "nodes:\n" + "".join(
            f"  - {{name: n{i}, cpu: {i}, kernel: {{settings: {{X: 1}}}}}}\n"
            for i in range(512))
    yield "devices.yaml", listed("d{0}@0,", HEAD + "nodes:\n  - name: a\n    devices: [", "]\n")
    yield "same-device.yaml", HEAD + "nodes:\n" + "".join(
        listed("pl011@9000000,", f"  - name: n{i}\n    devices: [", "]\n") for i in range(8))
    shared = ", ".join(f"{{path: virtio_mmio@{0xa000000 + i * 512:x}, shared: true}}"
                       for i in range(32))
    yield "shared-devices.yaml", HEAD + "nodes:\n" + "".join(
        f"  - {{name: n{i}, cpu: {i}, devices: [{shared}]}}\n" for i in range(512))
    yield "irqs.yaml", HEAD + "nodes:\n" + "".join(
        listed("{{spi: 20}},", f"  - name: n{i}\n    irqs: [", "]\n") for i in range(7))
    yield "ipis.yaml", listed("  - {{name: i{0}, from: a, to: b}}\n", HEAD + PAIR + "ipis:\n")
    yield "same-ipis.yaml", listed("  - {{name: i, from: a, to: b, sgi: 1}}\n",
                                   HEAD + PAIR + "ipis:\n")
    yield "multiplexed.yaml", listed("  - {{name: i{0}, from: a, to: b, multiplex: true}}\n",
                                     HEAD + PAIR + "ipis:\n")
    yield "doorbells.yaml", HEAD + "nodes:\n" + "".join(
        f"  - {{name: n{i}, cpu: {i}, memory: [{{size: 16M}}]}}\n" for i in range(64)) + \
        "ipis:\n" + "".join(
            f"  - {{name: i{i}, from: n{i // 64}, to: n{i % 64}, multiplex: true}}\n"
            for i in range(LIST_ITEMS))
    yield "shared.yaml", listed("  - {{name: s{0}, nodes: [a, a], memory: {{size: 4K}}}}\n",
                                HEAD + PAIR + "shared:\n")
    yield "same-shared.yaml", listed(
        "  - {{name: s, nodes: [a, b], memory: {{start: 0x50000000, size: 4K}}}}\n",
        HEAD + PAIR + "shared:\n")
    yield "members.yaml", listed("x{0}, ", HEAD + PAIR + "shared:\n  - {name: s, nodes: [",
                                 "], memory: {size: 4K}}\n")
    homes = PAIR.replace("16M}]}", "16M}], components: [c]}", 1).replace(
        "16M}]}]", "16M}], components: [d]}]")
    for kind in ("seL4SharedData", "seL4NotificationNative", "seL4RPCCall", "seL4SharedDat"):
        yield f"connections-{kind}.yaml", listed(
            f"  - {{{{name: n{{0}}, type: {kind}, from: c.p{{0}}, to: d.p{{0}}}}}}\n",
            HEAD + homes + "connections:\n")
    yield "same-connections.yaml", listed(
        "  - {{name: n, type: seL4SharedData, from: c.p, to: d.p}}\n",
        HEAD + homes + "connections:\n")
    yield "lost-connections.yaml", listed(
        "  - {{name: n{0}, type: seL4SharedData, from: cc{0}.p, to: dd{0}.p}}\n",
        HEAD + PAIR + "connections:\n")
    yield "components.yaml", HEAD + "nodes:\n" + "".join(
        listed("c{0}, ", f"  - name: n{i}\n    components: [", "]\n") for i in range(8)) + fill(
            "  - {{name: n{0}, type: seL4SharedData, from: cx{0}.p, to: dx{0}.p}}\n",
            "connections:\n", most=1000)
    yield "allowed.yaml", listed("  - {{code: MK{0}, why: x}}\n", HEAD + PAIR + "allow:\n")
    outside = listed("  - {{name: s{0}, nodes: [a, b],"
                     " memory: {{start: 0x1{0:05x}000, size: 4K}}}}\n", "shared:\n")
    yield "allowed-again.yaml", listed("  - {{code: MK0708, why: x}}\n",
                                       HEAD + PAIR + outside + "allow:\n")
    yield "allowed-about.yaml", listed("  - {{code: MK0708, about: s{0}x, why: x}}\n",
                                       HEAD + PAIR + outside + "allow:\n")
    yield "allowed-devices.yaml", listed("  - {{code: MK0802, about: uart{0}, why: x}}\n",
                                         HEAD + PAIR + "allow:\n")


FRAME = ('{"format": "mkpart-plan", "version": 1, "board": {}, "loader": {"first": null},'
         ' "contract": {}')
REGION = '{{"first": "{0}", "last": "{0}", "request": {0}}},'


def framed(nodes="", shared="", ipis="", rest=""):
    lists = (f' "{k}": [{v.rstrip(",")}]' for k, v in
             (("nodes", nodes), ("shared", shared), ("ipis", ipis)))
    return f"{FRAME},{','.join(lists)}{rest}}}"


def plans(good):
    """Earlier plans: pairs of a name and bytes."""
    dice = random.Random(2)
    for i in range(0, len(good), max(1, len(good) // 40)):
        yield f"plan-cut-{i}", good[:i]
    for i in range(100):
        spoilt = bytearray(good)
        for _ in range(1 + i % 8):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        yield f"plan-spoilt-{i}", bytes(spoilt)
    node = '{{"name": "n{0}", "memory": [], "devices": [{{"path": "/d{0}"}}], "spis": [{0}]}},'
    texts = {
        "depth": "[" * ROOM,
        "nested": framed(rest=', "x": ' + "[" * 29 + "]" * 29),
        "zeroes": "\0" * ROOM,
        "too-large": framed() + " " * (16 * 1024 * 1024),
        "nodes": framed(fill(node, most=9000)),
        "same-nodes": framed(fill('{{"name": "a", "memory": []}},', most=16000)),
        "regions": framed('{"name": "a", "memory": [' + fill(REGION, most=12000)[:-1] + "]}"),
        "same-region": framed('{"name": "a", "memory": [' + fill(
            '{{"first": "0x40000000", "last": "0x40ffffff"}},', most=12000)[:-1] + "]}"),
        "shared": framed(shared=fill('{{"name": "s", "first": 1, "last": 2}},', most=14000)),
        "ipis": framed(ipis=fill('{{"name": "i{0}", "sgi": {0}}},', most=18000)),
        "devices": framed('{"name": "a", "memory": [], "devices": [' + fill(
            '{{"path": "/d", "interrupts": [{{"kind": "spi", "intid": {0}}}]}},',
            most=9000)[:-1] + "]}"),
        "keys": framed(rest="," + fill('"k{0}": 1,', most=1000)[:-1]),
        "settings": framed('{"name": "a", "memory": [], "settings": {' + fill(
            '"S{0}": "1",', most=1000)[:-1] + "}}"),
        "long-name": framed('{"name": "' + "n" * (ROOM - 300) + '", "memory": []}'),
        "long-number": framed('{"name": "a", "memory": [{"first": "' + "9" * (ROOM - 300) + '"}]}'),
    }
    for name, text in texts.items():
        yield f"plan-{name}", text.encode()


def judge_plans(program, scene, good):
    """To keep to, and to compare with."""
    for name, bytes_ in plans(good):
        (scene / "plan").write_bytes(bytes_)
        yield judge(name, run(program, scene, "good.yaml", "--lock", "plan"))
        yield judge(f"{name}, compared", run(program, scene, "good.yaml", "--diff", "plan",
                                             command="plan"))


def judge_many_kept(program, scene, count):
    """So many requests, each where it was but the first."""
    requests = "{size: 64K}, " * (count // 16)
    shared = "".join(f"  - {{name: s{i}, nodes: [n0, n1], memory: {{size: 4K}}}}\n"
                     for i in range(count))
    layout = HEAD + "nodes:\n" + "".join(
        f"  - {{name: n{i}, cpu: {i}, memory: [{{size: 16M}}, {requests}]}}\n"
        for i in range(2)) + "shared:\n" + shared
    (scene / "many.yaml").write_text(layout)
    text = subprocess.run([program, "plan", "--format", "json", "many.yaml"], cwd=scene,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    (scene / "plan").write_bytes(text)
    place = json.loads(text)["nodes"][0]["memory"][0]["first"]
    (scene / "many.yaml").write_text(layout + f"reserved: [{{start: {place}, size: 4K}}]\n")
    return judge(f"{count} kept", run(program, scene, "many.yaml", "--lock", "plan"))


def judge_kept_with_lists(program, scene):
    """One more wants the room of three of those that were there; each has a long list."""
    barred = "".join(f"{{start: {0x8ffff000 - i * 8192}, size: 4K}}, " for i in range(300))
    here, there = "{start: 0x50000000, size: 56M}", "{start: 0x90000000, size: 64M}"

    def layout(within, more):
        loader = "loader: {memory: {start: 0xbf000000, size: 16M}}\n"
        return HEAD + PAIR + loader + "shared:\n" + more + (
            "".join(f"  - {{name: s{i}, nodes: [a, b], memory: {{size: 1M, within: [{within}], "
                    f"not_within: [{barred}]}}}}\n" for i in range(56)))

    (scene / "many.yaml").write_text(layout(here, ""))
    text = subprocess.run([program, "plan", "--format", "json", "many.yaml"], cwd=scene,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    (scene / "plan").write_bytes(text)
    (scene / "many.yaml").write_text(layout(
        f"{here}, {there}",
        f"  - {{name: more, nodes: [a, b], memory: {{size: 3M, within: [{here}]}}}}\n"))
    return judge("kept, with lists", run(program, scene, "many.yaml", "--lock", "plan"))


def foreign():
    """What `init --from` reads: names and bytes."""
    head, tail = "<system>", "</system>"
    pair = head + '<protection_domain name="a" cpu="0"/><protection_domain name="b" cpu="1"/>'
    yield "depth.system", "<a>" * (ROOM // 3)
    yield "attributes.system", fill(" x{0}=''", "<system", "/>")
    yield "same-attribute.system", fill(" x=''", "<system", "/>")
    yield "references.system", "<system x='" + "&#x10ffff;" * (ROOM // 10 - 10) + "'/>"
    yield "comments.system", head + "<!---->" * (ROOM // 7 - 10) + tail
    yield "unknown.system", fill("<x/>", head, tail, 60000)
    yield "domains.system", fill("<protection_domain name='d'/>", head, tail, 30000)
    yield "cores.system", fill("<protection_domain name='d{0}' cpu='{0}'/>", head, tail, 20000)
    yield "regions.system", fill("<memory_region name='r{0}' size='1'/>", head, tail, 20000)
    regions = fill("<memory_region name='r{0}' size='4096'/>", most=6000)
    maps = fill("<map mr='r{0}' perms='rw'/>", most=6000)
    yield "shared.system", (head + regions + "<protection_domain name='a'>" + maps +
                            "</protection_domain><protection_domain name='b' cpu='1'>" + maps +
                            "</protection_domain>" + tail)
    yield "registers.system", (
        head + fill("<memory_region name='r{0}' size='4096' phys_addr='0x{0:x}000'/>", most=7000) +
        "<protection_domain name='a'>" + fill("<map mr='r{0}'/>", most=7000) +
        "</protection_domain>" + tail)
    yield "irqs.system", fill("<irq irq='{0}'/>", head + "<protection_domain name='a'>",
                              "</protection_domain>" + tail, 30000)
    yield "channels.system", fill("<channel><end pd='a'/><end pd='b'/></channel>", pair, tail,
                                  13000)
    yield "some-channels.system", fill("<channel><end pd='a'/><end pd='b'/></channel>", pair, tail,
                                       1000)
    yield "domains.yaml", fill("  d{0}: {{}}\n", "domains:\n", most=900)
    yield "carveouts.yaml", fill("  c{0}@0: {{start: 0x{0:x}000, size: 4K}}\n",
                                 "reserved-memory:\n", "domains: {}\n", most=1000)
    carveouts = "".join(
        f"  d{i}: &d{i}\n" + fill("    - {{start: 0x{0:x}000, size: 4K}}\n", most=900)
        for i in range(20))
    yield "merged.yaml", "definitions:\n" + carveouts + "domains:\n" + "".join(
        f"  n{i}: {{reserved-memory: [{', '.join(f'*d{j}' for j in range(20))}]}}\n"
        for i in range(3))
    yield "masks.yaml", "domains:\n  a:\n    cpus:\n" + fill(
        "      - {{cluster: cpus, cpumask: 0xffffffffffffffff}}\n", most=4000)
    yield "access.yaml", "domains:\n  a:\n    cpus: {cluster: cpus}\n    access:\n" + fill(
        "      - dev: x{0}\n", most=8000)


def judge_foreign(program, scene, blob):
    dice = random.Random(3)
    for name, text in foreign():
        (scene / name).write_text(text)
        yield judge(f"from {name}", run(program, scene, "board.dtb", "--from", name,
                                        command="init"))
    for i in range(60):
        spoilt = bytearray(blob)
        for _ in range(1 + i % 8):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        (scene / "node.dtb").write_bytes(spoilt[:len(blob) - i // 40 * i * 40])
        yield judge(f"from spoilt-{i}", run(program, scene, "board.dtb", "--from", "node.dtb",
                                            command="init"))


def node_depth(depth):
    """A tree of `depth` nodes inside each other."""
    body = struct.pack(">I4s", 1, b"\0\0\0\0") + struct.pack(">I4s", 1, b"a\0\0\0") * depth
    body += struct.pack(">I", 2) * (depth + 1) + struct.pack(">I", 9)
    head = struct.pack(">10I", 0xd00dfeed, 56 + len(body), 56, 56 + len(body), 40, 17, 16, 0, 0,
                       len(body))
    return head + bytes(16) + body


class Tree:
    """Writes a blob: nodes and properties in the order in which they come."""

    def __init__(self):
        self.body, self.strings = b"", b""

    def open(self, name):
        name = name.encode() + b"\0"
        self.body += struct.pack(">I", 1) + name + bytes(-len(name) % 4)

    def close(self):
        self.body += struct.pack(">I", 2)

    def property(self, name, value):
        self.body += struct.pack(">3I", 3, len(value), len(self.strings))
        self.body += value + bytes(-len(value) % 4)
        self.strings += name.encode() + b"\0"

    def blob(self):
        body = self.body + struct.pack(">I", 9)
        end = 56 + len(body)
        head = struct.pack(">10I", 0xd00dfeed, end + len(self.strings), 56, end, 40, 17, 16, 0,
                           len(self.strings), len(body))
        return head + bytes(16) + body + self.strings


CORES, CLUSTER = 512, 8


def many_cores():
    """As many as nodes can be, in clusters, of three types."""
    tree = Tree()
    tree.open("")
    tree.open("memory@40000000")
    tree.property("device_type", b"memory\0")
    tree.property("reg", struct.pack(">3I", 0, 0x40000000, 0x80000000))
    tree.close()
    tree.open("cpus")
    tree.property("#address-cells", struct.pack(">I", 1))
    tree.property("#size-cells", struct.pack(">I", 0))
    for i in range(CORES):
        mpidr = i // CLUSTER << 8 | i % CLUSTER
        tree.open(f"cpu@{mpidr:x}")
        tree.property("device_type", b"cpu\0")
        tree.property("compatible", b"example,type%d\0" % (i // CLUSTER % 3))
        tree.property("reg", struct.pack(">I", mpidr))
        tree.close()
    tree.close()
    tree.close()
    return tree.blob()


def choices():
    """Layouts that leave the choice of many cores: names and texts."""
    dice = random.Random(2)

    def nodes(count, keys):
        return HEAD + "nodes:\n" + "".join(
            f"  - {{name: n{i:03}, cpu: any{keys(i)}}}\n" for i in range(count))

    def some(*wishes):
        """Each with its probability; `{}` stands for the node's number, `[]` for a type."""
        return lambda i: "".join(
            f", {text.format(i).replace('[]', str(dice.randrange(3)))}"
            for text, likely in wishes if dice.random() < likely)

    kind, order = "cpu_compatible: 'example,type[]'", "id: {}"
    apart, same = "cluster: different", "cluster: same"
    yield "all", nodes(CORES, lambda i: "")
    yield "apart", nodes(CORES // CLUSTER, some((apart, 1)))
    yield "apart-too-many", nodes(CORES // CLUSTER + 1, some((apart, 1)))
    yield "apart-all", nodes(CORES, some((apart, 1)))
    yield "apart-against-order", nodes(
        CORES // CLUSTER, lambda i: f", cluster: different, id: {CORES // CLUSTER - 1 - i}")
    yield "same-too-many", nodes(CORES, lambda i: ", cluster: same" * (i <= CLUSTER))
    yield "in-order", nodes(CORES, some((order, 1)))
    yield "against-order", nodes(CORES, lambda i: f", id: {CORES - 1 - i}")
    yield "half-in-order", nodes(CORES, some((order, 0.5)))
    yield "types", nodes(CORES - 112, some((kind, 1)))
    yield "types-all", nodes(CORES, some((kind, 1)))
    yield "no-type", nodes(CORES, lambda i: ", cpu_compatible: x")
    for count in (16, 32, 60, 100, 300, 512):
        for tenths in (1, 4, 7):
            yield f"mixed-{count}-{tenths}", nodes(
                count, some((order, tenths / 10), (kind, 0.2), (apart, 0.1)))
            yield f"mixed-same-{count}-{tenths}", nodes(
                count, some((order, tenths / 10), (same, 4 / count)))


def boards(blob):
    """Pairs of a name and a blob."""
    dice = random.Random(1)
    for i in range(0, len(blob), max(1, len(blob) // 24)):
        yield f"cut-{i}", blob[:i]
    for i in range(100):
        spoilt = bytearray(blob)
        for _ in range(1 + i % 8):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        yield f"spoilt-{i}", bytes(spoilt)
    yield "zeroes", bytes(16 * 1024 * 1024)
    yield "too-large", bytes(16 * 1024 * 1024 + 1)
    yield "trailing", blob + bytes(15 * 1024 * 1024)
    yield "deep", node_depth(200000)


def run(program, folder, layout, *options, command="check"):
    """Exit status, seconds, KiB at most."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    process = subprocess.Popen([program, command, *options, layout], cwd=folder, preexec_fn=limit,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def judge(name, outcome):
    """Whether it is well-behaved."""
    status, seconds, kibibytes = outcome
    complaints = []
    if status not in (0, 1, 2):
        complaints.append(f"exit status {status}")
    if seconds > SECONDS:
        complaints.append(f"{seconds:.1f} s")
    if kibibytes > KIBIBYTES:
        complaints.append(f"{kibibytes // 1024} MiB")
    if complaints:
        print(f"{name}: {', '.join(complaints)}")
    return not complaints


def main():
    program, board, good = sys.argv[1:4]
    blob = pathlib.Path(board).read_bytes()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        scene = pathlib.Path(folder)
        (scene / "board.dtb").write_bytes(blob)
        for name, text in layouts():
            (scene / name).write_text(text)
            results.append(judge(name, run(program, scene, name)))
        (scene / "board.dtb").write_bytes(many_cores())
        for name, text in choices():
            (scene / "choice.yaml").write_text(text)
            results.append(judge(f"choice {name}", run(program, scene, "choice.yaml")))
        (scene / "board.dtb").write_bytes(blob)
        (scene / "good.yaml").write_bytes(pathlib.Path(good).read_bytes())
        plan = subprocess.run([program, "plan", "--format", "json", "good.yaml"], cwd=scene,
                              capture_output=True, check=True).stdout
        results += judge_plans(program, scene, plan)
        results += judge_foreign(program, scene, blob)
        results += [judge_many_kept(program, scene, n) for n in (60, 400, 2000)]
        results.append(judge_kept_with_lists(program, scene))
        for name, bytes_ in boards(blob):
            (scene / "board.dtb").write_bytes(bytes_)
            results.append(judge(name, run(program, scene, "good.yaml")))
    print(f"{sum(results)} of {len(results)} inputs are survived")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
