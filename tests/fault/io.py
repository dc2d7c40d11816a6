#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Each call of `gen` that reads, writes or changes files fails in turn, is interrupted, or is where
the process is killed: io.py PROGRAM SHIM BOARD

The folder then has the old set of files, or the new one, or something that `gen --check` does not
call current, neither for the old layout nor for the new one. After an error nothing is left behind;
after a kill the next run makes it whole. A file system without room is the last test."""
import errno
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

LAYOUT = """\
version: 1
board: {dtb: board.dtb, platform: qemu-arm-virt}
nodes:
  - {name: control, cpu: cpu@0, memory: [{start: 0x60000000, size: %s}]}
  - {name: %s, cpu: cpu@1, memory: [{start: 0x80000000, size: 256M}]}
allow: [{code: MK0802, why: "both root tasks are reviewed"}]
"""
# The name of a node has changed: files go, others come, most differ.
LAYOUTS = {"old": LAYOUT % ("256M", "io"), "new": LAYOUT % ("128M", "net")}
FEWEST = 100
HOWS = (("fails", errno.EIO), ("has no room", errno.ENOSPC), ("is interrupted", errno.EINTR),
        ("is the last", 0))
KILLED = -9
SEED = 20261129


def files(folder):
    """But for the record, by which mkpart knows its own: that is the last to be written."""
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".mkpart-files"}


class Scene:
    def __init__(self, program, shim, board, folder):
        self.program, self.shim, self.folder = os.path.abspath(program), shim, folder
        shutil.copy(board, folder / "board.dtb")
        self.sets = {}
        for name in LAYOUTS:
            assert self.gen(name, folder / f"{name}-out") == 0
            self.sets[name] = files(folder / f"{name}-out")
        assert self.sets["old"].keys() != self.sets["new"].keys()

    def gen(self, layout, output, *options, call=0, reason=0):
        """Exit status; one file has either text, as a folder of another file would be refused."""
        (self.folder / "layout.yaml").write_text(LAYOUTS[layout])
        environment = {**os.environ, "NO_COLOR": "1"}
        if call:
            (self.folder / "mark").unlink(missing_ok=True)
            environment |= {"LD_PRELOAD": self.shim, "FAIL_CALL": str(call),
                            "FAIL_ERRNO": str(reason), "FAIL_MARK": str(self.folder / "mark")}
        return subprocess.run([self.program, "gen", "-q", "-o", output, *options, "layout.yaml"],
                              cwd=self.folder, env=environment, capture_output=True,
                              timeout=60, check=False).returncode

    def judge(self, output, status, reason):
        """What is wrong, or None."""
        found = files(output)
        for name in LAYOUTS:
            if self.gen(name, output, "--check") == 0 and not self.sets[name].items() <= \
                    found.items():
                return f"a mixture is called current for the {name} layout"
        if status == 0 and found != self.sets["new"]:
            return "it says that all is well, and it is not"
        if status not in (0, 2, 4, KILLED) or status == KILLED and reason:
            return f"exit status {status}"
        left = sorted(name for name in found if name.endswith(".tmp"))
        # Of one that could not be removed is nothing to be done.
        if status != KILLED and len(left) > 1:
            return f"left behind: {left}"
        if self.gen("new", output) != 0 or not self.sets["new"].items() <= files(output).items():
            return "the next run does not make it whole"
        return None

    def fail(self, call, reason):
        """Whether the call was reached, and what is wrong."""
        output = self.folder / "out"
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(self.folder / "old-out", output)
        status = self.gen("new", output, call=call, reason=reason)
        reached = (self.folder / "mark").exists()
        return reached, self.judge(output, status, reason) if reached else None


def calls(scene):
    """How many there are."""
    low, high = 1, 2
    while scene.fail(high, errno.EPERM)[0]:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if scene.fail(middle, errno.EPERM)[0] else (low, middle)
    return low


def fail_each(scene, most):
    """All calls, or so many of each kind that are chosen by a seed."""
    count, chance = calls(scene), random.Random(SEED)
    complaints = []
    for how, reason in HOWS:
        numbers = range(1, count + 1)
        if count > most:
            numbers = sorted(chance.sample(numbers, most))
        for call in numbers:
            wrong = scene.fail(call, reason)[1]
            complaints += [f"call {call} {how}: {wrong}"] if wrong else []
        print(f"{len(numbers)} of {count} calls: each {how}")
    if count < FEWEST:
        complaints.append(f"only {count} calls were counted")
    return complaints


def fill(scene, most_kib=96):
    """On file systems of all sizes that are too small, and on one that is not."""
    place, complaints, full = scene.folder / "small", [], 0
    place.mkdir()
    for size in range(8, most_kib, 8):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", place],
                          capture_output=True, check=False).returncode:
            print("no small file system: mounting is not permitted")
            return []
        try:
            shutil.copytree(scene.folder / "old-out", place / "out")
        except shutil.Error:
            subprocess.run(["umount", place], check=True)
            continue
        status = scene.gen("new", place / "out")
        found = files(place / "out")
        if status and found != scene.sets["old"] or not status and found != scene.sets["new"]:
            complaints.append(f"{size} KiB: exit status {status}, and neither the old nor the new")
        full += status != 0
        subprocess.run(["umount", place], check=True)
    print(f"{full} file systems without room")
    return complaints + ([] if full else ["none was full"])


def main():
    program, shim, board, *most = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(program, shim, board, pathlib.Path(folder))
        complaints = fail_each(scene, int(most[0]) if most else sys.maxsize) + fill(scene)
    print("\n".join(complaints))
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
