# SPDX-License-Identifier: BSD-2-Clause
"""Entries of a device's `reg` that are RAM which it may use, not registers: trees of GPUs and DSPs
have such (mkpart-layout(5)). Spans are those of ground.py."""
import board_reader

# A register entry over so much RAM claims it: megabytes.
CLAIM_OF_RAM = 2 << 20
NO_REGISTERS = ("simple-framebuffer", "simple-bus", "mmio-sram")


def may_use_ram(node):
    """Controllers, IOMMUs and bridges have large registers; a frame buffer is RAM anyway."""
    return not (set(NO_REGISTERS) & set(node.strings("compatible")) or
                {"ranges", "interrupt-controller", "#iommu-cells"} & set(node.properties)
                or board_reader.is_pci(node))


def is_mixed(bank, registers):
    return any(part.size < CLAIM_OF_RAM and bank.overlaps(part) for part in registers)


def is_claim(number, part, banks, registers):
    """Megabytes of RAM behind the first entry; else all of a bank, or RAM without registers: those
    of all devices but buses."""
    for bank in banks:
        common = min(bank.last, part.last) - max(bank.first, part.first) + 1
        if common >= CLAIM_OF_RAM and (
                number or part.holds(bank) or not is_mixed(bank, registers)):
            return True
    return False
