#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every device tree of Debian's kernels: fetch.py FOLDER [SOURCES].

Downloads the kernel packages of the rows below with apt-get, from the archive that this machine is
configured to use, and unpacks the trees to FOLDER/trees; FOLDER/sample links to every tenth. apt's
state, cache and sources are private to FOLDER: nothing of the machine changes, no foreign
architecture is added to it, and nobody needs to be root. What is there already is not downloaded
again. SOURCES, where it exists, is a folder of device-tree sources, which are compiled to
FOLDER/trees/sources. Exits with 77 where there is no archive to download from.
"""
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
SAMPLED = 10
KEYRING = pathlib.Path("/usr/share/keyrings/debian-archive-keyring.gpg")

# Architecture, suite, and the package that depends on the suite's kernel. riscv64 became a release
# architecture with trixie.
KERNELS = (
    ("arm64", "bookworm", "linux-image-arm64"),
    ("arm64", "trixie", "linux-image-arm64"),
    ("arm64", "trixie-backports", "linux-image-arm64"),
    ("arm64", "testing", "linux-image-arm64"),
    ("riscv64", "trixie", "linux-image-riscv64"),
)


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, text=True, **options)


def archive():
    """Where this machine gets Debian from, however its sources are written."""
    lines = run("apt-get", "indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(REPO_URI)",
                "Created-By: Packages", stdout=subprocess.PIPE).stdout.splitlines()
    for line in lines:
        origin, label, uri = line.split("|")
        if (origin, label) == ("Debian", "Debian"):
            return uri
    return None


class Apt:
    """apt with a state of its own, for one architecture and suite."""

    def __init__(self, folder, architecture, suite, uri):
        self.folder = folder
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        key = f" signed-by={KEYRING}" if KEYRING.exists() else ""
        (folder / "sources.list").write_text(
            f"deb [arch={architecture}{key}] {uri} {suite} main\n")
        self.options = [word for option in (
            f"APT::Architecture={architecture}",
            f"APT::Architectures={architecture}",
            "APT::Sandbox::User=root",
            "Acquire::Languages=none",
            f"Dir::State={folder}",
            f"Dir::State::lists={folder / 'lists'}",
            f"Dir::State::status={folder / 'status'}",
            f"Dir::Cache={folder / 'cache'}",
            f"Dir::Etc::sourcelist={folder / 'sources.list'}",
            "Dir::Etc::sourceparts=/dev/null",
            "Dir::Etc::preferencesparts=/dev/null",
        ) for word in ("-o", option)]

    def update(self):
        run("apt-get", *self.options, "-q", "update")

    def depends(self, package):
        text = run("apt-cache", *self.options, "depends", "--important", package,
                   stdout=subprocess.PIPE).stdout
        return [line.split()[-1] for line in text.splitlines()
                if line.strip().startswith("Depends: ")]

    def kernel(self, package):
        """The package that the meta package depends on, and what that is split into: since Linux
        7 the image's own package may be empty."""
        image = next(name for name in self.depends(package) if name.startswith("linux-image-"))
        version = image.removeprefix("linux-image-")
        return [image] + [name for name in self.depends(image)
                          if name.startswith("linux-") and name.endswith("-" + version)]

    def download(self, package):
        run("apt-get", *self.options, "-q", "download", package, cwd=self.folder)
        return next(self.folder.glob(f"{package}_*.deb"))


def unpack_trees(package, folder, scratch):
    """Only the trees stay: a kernel's modules are large."""
    shutil.rmtree(scratch, ignore_errors=True)
    run("dpkg-deb", "-x", package, scratch)
    for tree in scratch.rglob("*.dtb"):
        vendor = tree.parent.name
        (folder / vendor).mkdir(parents=True, exist_ok=True)
        shutil.move(tree, folder / vendor / tree.name)
    shutil.rmtree(scratch)


def fetch(folder, architecture, suite, meta, uri):
    trees = folder / "trees" / f"{architecture}-{suite}"
    if trees.exists():
        return trees
    apt = Apt(folder / "apt" / f"{architecture}-{suite}", architecture, suite, uri)
    apt.update()
    unpacked = trees.with_name(trees.name + ".part")
    shutil.rmtree(unpacked, ignore_errors=True)
    for name in apt.kernel(meta):
        package = apt.download(name)
        unpack_trees(package, unpacked, apt.folder / "unpacked")
        package.unlink()
        if unpacked.exists():
            break
    else:
        raise SystemExit(f"{trees.name}: no package of the kernel has a device tree")
    (unpacked / "package").write_text(package.name + "\n")
    unpacked.rename(trees)
    return trees


def compile_sources(sources, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(sources.glob("*.dts")):
        run("dtc", "-q", "-I", "dts", "-O", "dtb", "-o", folder / f"{source.stem}.dtb", source)
        yield source.stem


def link_sample(folder):
    shutil.rmtree(folder / "sample", ignore_errors=True)
    (folder / "sample").mkdir()
    for tree in sorted((folder / "trees").rglob("*.dtb"))[::SAMPLED]:
        origin = tree.relative_to(folder / "trees").parts[0]
        (folder / "sample" / f"{origin}-{tree.name}").symlink_to(tree)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    uri = archive() if shutil.which("apt-get") and shutil.which("dpkg-deb") else None
    for architecture, suite, meta in KERNELS:
        if not uri and not (folder / "trees" / f"{architecture}-{suite}").exists():
            print("skipped: no Debian archive is configured here")
            sys.exit(SKIPPED)
        trees = fetch(folder, architecture, suite, meta, uri)
        count = sum(1 for _ in trees.rglob("*.dtb"))
        print(f"{count:5} trees in {trees.name}: {(trees / 'package').read_text().strip()}")
    if len(sys.argv) > 2 and pathlib.Path(sys.argv[2]).is_dir():
        made = list(compile_sources(pathlib.Path(sys.argv[2]), folder / "trees" / "sources"))
        print(f"{len(made):5} trees in {sys.argv[2]}")
    link_sample(folder)


if __name__ == "__main__":
    main()
