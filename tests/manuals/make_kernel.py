#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""make_kernel.py ELF HYPERVISOR [DTB]: a stand-in for a kernel, linked for the exception level of
KernelArmHypervisorSupport (ON or OFF), and for where the tree's memory begins; without a tree the
one of all nodes."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "images"))
from make import (BOOT_KERNEL_BYTES, KERNEL_BYTES, KERNEL_OFFSET, KERNEL_OFFSET_EL1, boot_kernel,
                  program)


def memory_start(blob):
    """Of the only memory node; two cells each for address and size."""
    nodes = subprocess.run(["fdtget", "-l", blob, "/"], capture_output=True, text=True, check=True)
    node, = (n for n in nodes.stdout.split() if n.split("@")[0] == "memory")
    cells = subprocess.run(["fdtget", "-t", "x", blob, f"/{node}", "reg"], capture_output=True,
                           text=True, check=True).stdout.split()
    return int(cells[0], 16) << 32 | int(cells[1], 16)


def own_kernel(start, hypervisor):
    offset = KERNEL_OFFSET if hypervisor else KERNEL_OFFSET_EL1
    return program(start, KERNEL_BYTES, (start + offset) % (1 << 64))


elf_file, level, *blob_file = sys.argv[1:]
pathlib.Path(elf_file).write_bytes(
    own_kernel(memory_start(blob_file[0]), level == "ON") if blob_file else
    boot_kernel(BOOT_KERNEL_BYTES, level == "ON"))
