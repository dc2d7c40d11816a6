#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The extension for VS Code is packed as npm packs it, with nothing missing, and starts the server.

VS Code itself is not in Debian: node runs the extension with stand-ins for VS Code and for its
client's library, which say what they were asked for.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
EXTENSION = TOP / "packaging/editors/vscode"
VSCODE = """
exports.workspace = {
  getConfiguration: (name) => ({ get: (key) => CONFIGURATION[`${name}.${key}`] }),
  createFileSystemWatcher: (pattern) => ({ pattern }),
};
"""
CLIENT = """
exports.LanguageClient = class {
  constructor(id, name, server, options) { this.said = { id, name, server, options, calls: [] }; }
  start() { this.said.calls.push("start"); return Promise.resolve(); }
  stop() { this.said.calls.push("stop"); console.log(JSON.stringify(this.said)); }
};
"""
RUN = "const e = require('./package/extension.js'); e.activate().then(() => e.deactivate());"


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def unpack(folder):
    """What npm packs, as it is unpacked."""
    source = folder / "source"
    shutil.copytree(EXTENSION, source, ignore=shutil.ignore_patterns("node_modules"))
    result = subprocess.run(
        ["npm", "pack", "--json", "--offline", "--ignore-scripts"], cwd=source, check=True,
        capture_output=True, text=True, timeout=120)
    name = json.loads(result.stdout)[0]["filename"]
    with tarfile.open(source / name) as archive:
        names = archive.getnames()
        archive.extractall(folder)
    return names


def start(folder, manifest):
    properties = manifest["contributes"]["configuration"]["properties"]
    defaults = {name: row["default"] for name, row in properties.items()}
    modules = folder / "node_modules"
    (modules / "vscode-languageclient").mkdir(parents=True)
    (modules / "vscode.js").write_text(
        f"const CONFIGURATION = {json.dumps(defaults)};\n" + VSCODE)
    (modules / "vscode-languageclient/node.js").write_text(CLIENT)
    result = subprocess.run(["node", "-e", RUN], cwd=folder, check=True, capture_output=True,
                            text=True, timeout=60)
    return json.loads(result.stdout)


def main():
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    if not shutil.which("npm") or not shutil.which("node"):
        skip("npm is not there")
    manifest = json.loads((EXTENSION / "package.json").read_text())
    lock = json.loads((EXTENSION / "package-lock.json").read_text())["packages"][""]
    for key in ("name", "version", "license", "engines", "dependencies"):
        assert manifest[key] == lock[key], f"package-lock.json has another {key}"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        names = unpack(folder)
        assert {"package/package.json", "package/extension.js", "package/README.md"} <= set(names)
        assert not [name for name in names if "node_modules" in name], names
        said = start(folder, manifest)
    assert said["server"] == {"command": "mkpart", "args": ["lsp"]}, said
    languages = {row["id"] for row in manifest["contributes"]["languages"]}
    assert {row["language"] for row in said["options"]["documentSelector"]} == languages, said
    assert said["calls"] == ["start", "stop"], said
    print(f"{len(names)} files are packed; the extension starts 'mkpart lsp'")


if __name__ == "__main__":
    main()
