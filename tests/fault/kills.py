#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Commands that write are killed at random points: kills.py PROGRAM SHIM BOARD RUNS

Half of the kills come at a moment, half at a call that touches files (failing_io.c). Each file
then has its old bytes or its new ones, neither `gen --check` nor `evidence --check` nor the
evidence's digests call a mixture current, and the next run makes all new. What a kill leaves
besides is a file NAME.tmp. The runs of each command are counted by what was found after them:
silence is no proof."""
import collections
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker # noqa: E402

LAYOUT = """\
version: 1
board: {dtb: board.dtb, platform: qemu-arm-virt}
contract: sel4-bootinfo
kernel: {hypervisor: true}
nodes:
  - {name: control, cpu: cpu@0, memory: [{size: %s}]}
  - {name: %s, cpu: cpu@1, memory: [{size: 64M}]}
allow: [{code: MK0128, why: "RAM is left for later"}, {code: MK1203, why: "reviewed"}]
"""
OLD, NEW = LAYOUT % ("64M", "io"), LAYOUT % ("128M", "net")
BUILT = "images: planned\nloader.elf: boot-loader\n"
SLOPPY = OLD.replace("version: 1\n", "version: 1\nmeta:   {author:   someone}\n")
WRONG = OLD.replace("memory: [{size: 64M}]}\nallow", "memry: [{size: 64M}]}\nallow")
COMMANDS = {
    "gen": ["gen", "-q", "-o", "out", "layout.yaml"],
    "evidence": ["evidence", "-q", "-o", "evidence", "layout.yaml"],
    "pack": ["pack", "-q", "--images", "images", "--loader", "loader.elf", "-o", "loader.img",
             "layout.yaml"],
    "lock": ["plan", "-q", "--lock", "lock.json", "layout.yaml"],
    "fix": ["fix", "-q", "--all", "layout.yaml"],
    "fmt": ["fmt", "layout.yaml"],
}
SEED = 20261129
KILLED = -signal.SIGKILL


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "mark"}


class Scene:
    """Of one command: the folder before it, and after it has run undisturbed."""

    def __init__(self, name, program, shim, board, folder):
        self.words = [program, *COMMANDS[name]]
        self.name, self.shim, self.program = name, shim, program
        self.before, self.after, self.at = (folder / part for part in ("before", "after", "at"))
        self.before.mkdir()
        shutil.copy(board, self.before / "board.dtb")
        self.prepare()
        shutil.copytree(self.before, self.after)
        begun = time.monotonic()
        assert subprocess.run(self.words, cwd=self.after, check=False, capture_output=True,
                              env=self.environment()).returncode in (0, 1), name
        self.seconds = time.monotonic() - begun
        self.old, self.new = contents(self.before), contents(self.after)
        assert self.old != self.new, f"{name} changes nothing"
        self.calls = self.count_calls(folder / "mark")

    def environment(self, call=0):
        # Dates and folders that differ would be differences, too.
        usual = {**os.environ, "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "0"}
        return usual if not call else {**usual, "LD_PRELOAD": self.shim, "FAIL_CALL": str(call),
                                       "FAIL_ERRNO": "0"}

    def run(self, *words):
        return subprocess.run([self.program, *words], cwd=self.before, check=True,
                              capture_output=True, env=self.environment())

    def prepare(self):
        """The old state, made from the old layout; the folder then has the new one."""
        layout = self.before / "layout.yaml"
        layout.write_text(OLD)
        if self.name == "pack":
            Maker(self.program, self.before).make(BUILT)
            (self.before / "loader.img").write_bytes(b"of before")
        elif self.name in ("gen", "evidence", "lock"):
            self.run(*COMMANDS[self.name])
            layout.write_text(NEW)
        else:
            layout.write_text(WRONG if self.name == "fix" else SLOPPY)

    def count_calls(self, mark):
        """How many there are before it ends by itself."""
        low, high = 1, 1
        while self.kill_at_call(high) == KILLED:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.kill_at_call(middle) == KILLED else (low, middle)
        return low

    def restore(self):
        shutil.rmtree(self.at, ignore_errors=True)
        shutil.copytree(self.before, self.at)

    def kill_at_call(self, call):
        self.restore()
        return subprocess.run(self.words, cwd=self.at, env=self.environment(call), check=False,
                              capture_output=True).returncode

    def kill_after(self, seconds):
        self.restore()
        with subprocess.Popen(self.words, cwd=self.at, env=self.environment(),
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(seconds)
            process.kill()
        return process.returncode

    def state(self, found):
        """In words; of a file that is neither old nor new, its name."""
        for name, content in found.items():
            if not name.endswith(".tmp") and content not in (self.old.get(name),
                                                             self.new.get(name)):
                return f"{name} is neither old nor new"
        kept = {name: content for name, content in found.items() if not name.endswith(".tmp")}
        return "old" if kept == self.old else "new" if kept == self.new else "mixed"

    def is_called_current(self):
        """By the program, or by the digests that it wrote last."""
        sums = ["sha256sum", "--status", "-c", "evidence.sha256"]
        if self.name == "evidence" and self.state(contents(self.at)) == "mixed" and \
                subprocess.run(sums, cwd=self.at / "evidence", check=False).returncode == 0:
            return True
        words = [*COMMANDS[self.name][:-1], "--check", "layout.yaml"]
        return subprocess.run([self.program, *words], cwd=self.at, env=self.environment(),
                              capture_output=True, check=False).returncode == 0

    def judge(self, counts):
        """What is wrong after a kill, or None."""
        state = self.state(contents(self.at))
        counts[state] += 1
        if state not in ("old", "new", "mixed"):
            return state
        if state == "mixed" and self.name not in ("gen", "evidence"):
            return "a mixture, where only one file is written"
        if state != "new" and self.name in ("gen", "evidence") and self.is_called_current():
            return f"the {state} set is called current"
        subprocess.run(self.words, cwd=self.at, env=self.environment(), check=False,
                       capture_output=True)
        again = self.state(contents(self.at))
        return None if again == "new" else f"after the next run: {again}"


def last_rename_missed(scene):
    """All files new but for the one that is renamed last: a moment that chance seldom meets."""
    last = {"gen": "out/.mkpart-files", "evidence": "evidence/evidence.sha256"}.get(scene.name)
    if not last:
        return []
    shutil.rmtree(scene.at, ignore_errors=True)
    shutil.copytree(scene.after, scene.at)
    shutil.copy(scene.before / last, scene.at / last)
    return [f"{scene.name}: an old {last} is called current"] if scene.is_called_current() else []


def kill_often(scene, runs, chance):
    counts, complaints = collections.Counter(), last_rename_missed(scene)
    for number in range(runs):
        if number % 2:
            call = chance.randint(1, scene.calls)
            status, how = scene.kill_at_call(call), f"at call {call}"
        else:
            seconds = chance.random() * 1.2 * scene.seconds
            status, how = scene.kill_after(seconds), f"after {seconds:.4f} s"
        counts["killed"] += status == KILLED
        wrong = scene.judge(counts)
        complaints += [f"{scene.name} killed {how}: {wrong}"] if wrong else []
    print(f"{scene.name}: {runs} runs, {scene.calls} calls:",
          ", ".join(f"{what} {count}" for what, count in sorted(counts.items())))
    if counts["killed"] * 4 < runs:
        complaints.append(f"{scene.name}: only {counts['killed']} of {runs} were killed")
    return complaints


def main():
    program, shim, board = map(os.path.abspath, sys.argv[1:4])
    runs = sys.argv[4]
    complaints, chance = [], random.Random(SEED)
    for name in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            scene = Scene(name, program, shim, board, pathlib.Path(folder))
            complaints += kill_often(scene, int(runs), chance)
    print("\n".join(complaints))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
