#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""make_loader.py MANIFEST IMAGES START ELF: a stand-in for a loader, with an archive of what the
manifest lists, from the folder with the images."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "images"))
from make import archive, loader

manifest, images, start, elf_file = sys.argv[1:]
entries = json.loads(pathlib.Path(manifest).read_text())["archive"]["entries"]
packed = archive([(e["name"], (pathlib.Path(images) / e["file"]).read_bytes()) for e in entries])
elf_file = pathlib.Path(elf_file)
elf_file.parent.mkdir(parents=True, exist_ok=True)
elf_file.write_bytes(loader(int(start, 16), 0x100000, packed))
