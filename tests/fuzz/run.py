#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the readers over inputs: with --replay those that are kept in corpus/ and few made ones;
with --engine libFuzzer, from these and from the inputs of all cases, so many seconds each reader.

corpus/TARGET/ has inputs by what they showed; NAME.hex is one in hexadecimal digits. What an engine
finds is left in WORK/TARGET/found, the inputs that it grew in WORK/TARGET/corpus."""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker # noqa: E402

SCENE = """version: 1
board: {dtb: board.dtb, platform: qemu-arm-virt}
nodes:
  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 256M}]}
  - {name: b, cpu: cpu@1, memory: [{start: 0x70000000, size: 256M}]}
"""
RECIPE = """images: planned
archive.cpio: packed images
elfloader: loader at 0x50010000 size 1M archive archive.cpio
"""
BOOT_SCENE = SCENE.replace("platform: qemu-arm-virt}",
                           "platform: qemu-arm-virt}\ncontract: sel4-bootinfo\n"
                           "kernel: {hypervisor: true}")
BOOT_RECIPE = """loader.img: booted
loader.elf: boot-loader
"""
BOARDS = ("channels.dtb", "oddities.dtb")
# Bytes, and how many seconds an input may take.
LIMITS = {"board": 1 << 16, "boot_image": 1 << 15, "archive": 1 << 14, "loader": 1 << 14,
          "image": 1 << 14, "words": 200}
SLOWEST_SECONDS = 120 # of the wall, and the machine may be busy
MUTATIONS = 12 # of each kept input, in the plain program


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", type=pathlib.Path, required=True)
    parser.add_argument("--boards", type=pathlib.Path, required=True, help="compiled tests/boards")
    parser.add_argument("--replay", help="the program fuzz_replay")
    parser.add_argument("--engine", help="the program fuzz_engine")
    parser.add_argument("--seconds", type=int, default=60, help="of the engine, for each target")
    parser.add_argument("--work", type=pathlib.Path, help="folder of what an engine grows")
    parser.add_argument("targets", nargs="*", help="all without any")
    return parser.parse_args()


def kept(folder, name):
    """The committed inputs of a target, as files of a folder."""
    for file in sorted((HERE / "corpus" / name).iterdir()):
        if file.suffix == ".hex":
            (folder / file.stem).write_bytes(bytes.fromhex(file.read_text()))
        else:
            shutil.copy(file, folder)


def made(mkpart, layout, recipe, folder):
    """What is built from outputs, by its names in the folder."""
    folder.mkdir()
    shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", folder / "board.dtb")
    (folder / "layout.yaml").write_text(layout)
    Maker(os.path.abspath(mkpart), folder).make(recipe)
    return folder


def answers(options, folder):
    """What mkpart itself writes and later reads: a plan, a report, evidence."""
    def ask(*words):
        return subprocess.run([os.path.abspath(options.mkpart), *words, "layout.yaml"], cwd=folder,
                              capture_output=True, check=False).stdout

    ask("evidence", "-o", "evidence")
    return {"lock": ask("plan", "--format", "json"), "baseline": ask("check", "--format", "json"),
            "evidence": (folder / "evidence/evidence.json").read_bytes()}


def built(options, scratch):
    """Pairs of a target and bytes that are made as the cases' are."""
    overlay = made(options.mkpart, SCENE, RECIPE, scratch / "overlay")
    boot = made(options.mkpart, BOOT_SCENE, BOOT_RECIPE, scratch / "boot")
    yield from answers(options, overlay).items()
    for file in sorted((overlay / "images/a").iterdir()):
        yield "image", file.read_bytes()
    yield "archive", (overlay / "archive.cpio").read_bytes()
    yield "loader", (overlay / "elfloader").read_bytes()
    yield "loader", (boot / "loader.elf").read_bytes()
    yield "boot_image", (boot / "loader.img").read_bytes()


def from_cases(boards):
    """Pairs of a target and an input that some case has."""
    for file in sorted(boards.glob("*.dtb")):
        yield "board", file.read_bytes()
    for file in sorted((TOP / "tests/cases").glob("*/*")):
        if file.parent.name.startswith("init-from") and file.name != "expected":
            yield "existing", file.read_bytes()
        if file.suffix == ".yaml":
            yield "layout_yaml", file.read_bytes()
            yield "include", file.read_bytes()
        elif file.name == "layout.json":
            yield "layout_json", file.read_bytes()
        elif file.suffix == ".json":
            yield "baseline" if "base" in file.name else "lock", file.read_bytes()


def made_inputs(options):
    inputs = [("board", (options.boards / name).read_bytes()) for name in BOARDS]
    with tempfile.TemporaryDirectory() as scratch:
        inputs += built(options, pathlib.Path(scratch))
    return inputs + [*from_cases(options.boards)] if options.engine else inputs


def write_seeds(inputs, name, folder):
    folder.mkdir(parents=True, exist_ok=True)
    kept(folder, name)
    for number, (target, content) in enumerate(inputs):
        if target == name:
            (folder / f"made-{number:04}").write_bytes(content)


def replay(options, name, inputs, folder):
    write_seeds(inputs, name, folder)
    files = sorted(folder.iterdir())
    result = subprocess.run([options.replay, name, str(MUTATIONS), *files], capture_output=True,
                            text=True, errors="replace", check=False)
    print(f"{name}: {len(files)} inputs, exit status {result.returncode}")
    print(result.stderr[-4000:], end="")
    return result.returncode == 0 and files


def fuzz(options, name, inputs):
    work = options.work / name
    found = work / "found"
    found.mkdir(parents=True, exist_ok=True)
    write_seeds(inputs, name, work / "seeds")
    (work / "corpus").mkdir(exist_ok=True)
    print(f"{name}: {options.seconds} s", flush=True)
    result = subprocess.run(
        [options.engine, f"-max_total_time={options.seconds}", f"-timeout={SLOWEST_SECONDS}",
         f"-max_len={LIMITS.get(name, 1 << 13)}", "-rss_limit_mb=2048", "-verbosity=0",
         "-print_final_stats=1", f"-artifact_prefix={found}/", work / "corpus", work / "seeds"],
        env={**os.environ, "TARGET": name}, check=False)
    return result.returncode == 0


def main():
    options = arguments()
    names = options.targets or sorted(path.stem for path in (HERE / "targets").glob("*.c"))
    inputs = made_inputs(options)
    with tempfile.TemporaryDirectory() as folder:
        good = [fuzz(options, name, inputs) if options.engine
                else replay(options, name, inputs, pathlib.Path(folder) / name) for name in names]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
