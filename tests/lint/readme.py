#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""README.md shows a layout that passes, its map, and a finding that is really printed so."""
import argparse
import pathlib
import re
import shutil
import tempfile

from common import TOP, Complaints, run_mkpart


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards")
    mkpart = parser.parse_args().mkpart
    complaints = Complaints()
    readme = (TOP / "README.md").read_text()
    with tempfile.TemporaryDirectory() as folder:
        scene = pathlib.Path(folder)
        shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", scene)
        for layout in re.findall(r"^```yaml\n(.*?)^```", readme, re.M | re.S):
            (scene / "layout.yaml").write_text(layout)
            status, text, _ = run_mkpart(mkpart, "check", "--werror", "layout.yaml", cwd=scene)
            if status:
                complaints.add(f"README.md: its layout does not pass\n{text}")
            _, drawn, _ = run_mkpart(mkpart, "plan", "--format", "map", "layout.yaml", cwd=scene)
            if not any(shown in drawn for shown in re.findall(r"^```\n(  0x.*?)^```", readme,
                                                              re.M | re.S)):
                complaints.add(f"README.md: this is the map of its layout:\n{drawn}")
    listed = {code[:4] for code in run_mkpart(mkpart, "list", "checks")[1].split()
              if re.fullmatch(r"MK\d{4}", code)}
    shown = set(re.findall(r"^\| (MK\d\d) \|", readme, re.M))
    for area in sorted(listed ^ shown):
        complaints.add(f"README.md: its table has not exactly the areas of checks: {area}")
    shown = re.search(r"^```\n(layout\.yaml:.*?)^```", readme, re.M | re.S)
    said = (TOP / "tests/cases/mistake-memory-overlaps/expected").read_text()
    if not shown or shown[1] not in said:
        complaints.add("README.md: its finding is not what case mistake-memory-overlaps expects")
    complaints.finish()


if __name__ == "__main__":
    main()
