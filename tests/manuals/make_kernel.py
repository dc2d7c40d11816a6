#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""make_kernel.py DTB ELF HYPERVISOR: a stand-in for a kernel, linked for where the tree's memory
begins and for the exception level of KernelArmHypervisorSupport."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "images"))
from make import KERNEL_BYTES, KERNEL_OFFSET, KERNEL_OFFSET_EL1, program


def memory_start(blob):
    """Of the only memory node; two cells each for address and size."""
    nodes = subprocess.run(["fdtget", "-l", blob, "/"], capture_output=True, text=True, check=True)
    node, = (n for n in nodes.stdout.split() if n.split("@")[0] == "memory")
    cells = subprocess.run(["fdtget", "-t", "x", blob, f"/{node}", "reg"], capture_output=True,
                           text=True, check=True).stdout.split()
    return int(cells[0], 16) << 32 | int(cells[1], 16)


blob_file, elf_file, hypervisor = sys.argv[1:]
start = memory_start(blob_file)
offset = KERNEL_OFFSET if hypervisor == "ON" else KERNEL_OFFSET_EL1
pathlib.Path(elf_file).write_bytes(program(start, KERNEL_BYTES, (start + offset) % (1 << 64)))
