#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Commits good and bad layouts in a scratch repository whose hooks come from this project.

The project is a repository made of its files as they are now, submodules and all, which the hooks'
configuration names by path and commit; git may go nowhere else. With --version-4 and a --store for
what apt or pip gets, the program is one of version 4. Skipped where there is no program.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/lint"))
from common import skip, source_files

CHECK = "mkpart-check"
GEN_CHECK = "mkpart-gen-check"
VERIFY = "mkpart-verify"
SHOWN = {CHECK: "check multikernel layouts", GEN_CHECK: "check that generated files are current",
         VERIFY: "verify that generated files partition the board"}

GOOD = """\
version: 1
board: {dtb: board.dtb, platform: qemu-arm-virt}
kernel: {hypervisor: true, debug: true}
nodes:
  - {name: control, cpu: cpu@0, memory: [{start: 0x60000000, size: 256M}]}
  - {name: io, cpu: cpu@1, memory: [{start: 0x70000000, size: 256M}]}
allow:
  - {code: MK0802, why: "both root tasks are ours"}
  - {code: MK0613, why: "a debug build"}
  - {code: MK0128, why: "the rest of RAM is kept"}
"""
BAD = GOOD.replace("0x70000000", "0x6f000000")
FINDING = re.compile(r"mkpart\.yaml:6:\d+: error: .*\[MK0101\]", re.S)


class Git:
    """Repositories in one folder, with nothing of the user's own settings."""

    def __init__(self, folder, path):
        self.folder = folder
        (folder / "gitconfig").write_text(
            "[user]\n\tname = tester\n\temail = tester@example.org\n"
            "[init]\n\tdefaultBranch = main\n[protocol]\n\tallow = never\n"
            "[protocol \"file\"]\n\tallow = always\n")
        self.environment = {
            "PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
            "PRE_COMMIT_HOME": str(folder / "store"), "PRE_COMMIT_COLOR": "never",
            "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0"}

    def run(self, *command, cwd, check=True):
        result = subprocess.run(list(map(str, command)), cwd=cwd, env=self.environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, timeout=120, check=False)
        assert not check or result.returncode == 0, f"{command}\n{result.stdout}"
        return result.returncode, result.stdout

    def __call__(self, *arguments, cwd, check=True):
        return self.run("git", *arguments, cwd=cwd, check=check)


def submodules():
    text = (TOP / ".gitmodules").read_text()
    return re.findall(r"^\tpath = (.*)$", text, re.M)


def publish_project(git):
    """A repository of the project's files, and the commit to pin."""
    project = git.folder / "project"
    project.mkdir()
    for file in source_files():
        if not file.startswith("tests/cases/"): # thousands that no hook sees
            (project / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / file, project / file)
    git("init", "--quiet", cwd=project)
    git("add", "--force", ".", cwd=project)
    for path in submodules():
        git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{path}", cwd=project)
    git("commit", "--quiet", "-m", "project", cwd=project)
    return project, git("rev-parse", "HEAD", cwd=project)[1].strip()


class Work:
    """The repository of somebody who uses the hooks."""

    def __init__(self, git, program):
        project, commit = publish_project(git)
        self.git, self.folder = git, git.folder / "work"
        self.folder.mkdir()
        self.project, self.revision = project, commit
        self.config = f"repos:\n- repo: {project}\n  rev: {commit}\n  hooks:\n  - id: {CHECK}\n"
        git("init", "--quiet", cwd=self.folder)
        self.configure("")
        shutil.copy(TOP / "examples/qemu-arm-virt/board.dtb", self.folder)
        git.run(program, "install", cwd=self.folder)
        self.commit_all("config")

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def configure(self, more):
        """The check's hook, and more of it or of others."""
        self.write(".pre-commit-config.yaml", self.config + more)
        self.git("add", ".pre-commit-config.yaml", cwd=self.folder)

    def configure_as_readme(self):
        """Both hooks, as README.md tells people to."""
        text = re.search(r"^```yml\n(.*?)^```", (TOP / "README.md").read_text(), re.M | re.S)[1]
        text = re.sub(r"(- repo:).*", rf"\1 {self.project}", text)
        self.write(".pre-commit-config.yaml", re.sub(r"(rev:).*", rf"\1 {self.revision}", text))
        self.git("add", ".pre-commit-config.yaml", cwd=self.folder)

    def commit(self, message="commit"):
        """Whether git took what is staged, and what was printed."""
        status, text = self.git("commit", "-m", message, cwd=self.folder, check=False)
        return status == 0, text

    def commit_all(self, message="commit"):
        self.git("add", "--all", cwd=self.folder)
        return self.commit(message)

    def restore(self):
        self.git("reset", "--quiet", "--hard", cwd=self.folder)


def outcome(text, hook):
    """'Passed', 'Failed' or 'Skipped' behind the hook's name and dots."""
    found = re.search(re.escape(SHOWN[hook]) + r"\.+(?:\(.*\))?(\w+)", text)
    return found[1] if found else None


def check_good(work):
    work.write("mkpart.yaml", GOOD)
    taken, text = work.commit_all()
    assert taken and outcome(text, CHECK) == "Passed", text


def check_bad(work):
    work.write("mkpart.yaml", BAD)
    taken, text = work.commit_all()
    assert not taken and outcome(text, CHECK) == "Failed", text
    assert FINDING.search(text) and "exit code: 1" in text, text
    work.restore()


def check_unreadable(work):
    work.write("mkpart.yaml", GOOD.replace("board.dtb", "missing.dtb"))
    taken, text = work.commit_all()
    assert not taken and "[MK0001]" in text and "exit code: 2" in text, text
    work.restore()


def check_others_are_not_looked_at(work):
    """Neither names that merely resemble, nor a bad layout that is not staged."""
    for name in ("notes.txt", "mkpart.yaml.orig", "xmkpart.yaml", "mkpart.yamlx", "my-mkpart.json"):
        work.write(name, BAD)
    work.git("add", "--all", cwd=work.folder)
    work.write("mkpart.yaml", BAD)
    taken, text = work.commit()
    assert taken and outcome(text, CHECK) == "Skipped", text
    work.restore()


def check_several(work):
    """One run of mkpart for all: the report is one, each layout under its own heading."""
    names = [f"boards/{n}.mkpart.yml" for n in ("a", "b", "c")]
    for name in names:
        work.write(name, GOOD.replace("board.dtb", "../board.dtb"))
    taken, text = work.commit_all()
    assert taken and outcome(text, CHECK) == "Passed", text
    for name in names[:2]:
        work.write(name, BAD.replace("board.dtb", "../board.dtb"))
    work.write(names[2], GOOD.replace("board.dtb", "../board.dtb") + "# changed\n")
    taken, text = work.commit_all()
    assert not taken and text.count("[MK0101]") == 2, text
    assert all(f"==> {name} <==" in text for name in names[:2]), text
    assert f"==> {names[2]} <==" not in text, text
    work.restore()


def check_names(work):
    """With spaces, quotes and a dash in front."""
    names = ["a b/two  nodes.mkpart.yaml", "it's \"one\".mkpart.yaml", "-o.mkpart.yaml",
             "ä.mkpart.yml"]
    for name in names:
        board = "../board.dtb" if "/" in name else "board.dtb"
        work.write(name, GOOD.replace("board.dtb", board))
    taken, text = work.commit_all()
    assert taken and outcome(text, CHECK) == "Passed", text
    for name in names:
        work.write(name, "version: 1\n")
    taken, text = work.commit_all()
    assert not taken, text
    for name in names:
        assert f"==> {name} <==" in text, f"{name}\n{text}"
    work.restore()


def check_missing_program(work):
    """mkpart is not installed: said, and nothing is committed."""
    git = work.git
    path = git.environment["PATH"]
    git.environment["PATH"] = path.split(os.pathsep, 1)[1]
    work.write("mkpart.yaml", GOOD + "# changed\n")
    taken, text = work.commit_all()
    assert not taken and "Executable `mkpart` not found" in text, text
    work.restore()
    git.environment["PATH"] = path


def check_options(work):
    """Options of the user's own; warnings pass without."""
    work.write("mkpart.yaml", GOOD.replace("MK0613", "MK0609"))
    taken, text = work.commit_all()
    assert not taken and "[MK0804]" in text and "exit code: 1" in text, text
    work.git("checkout", "--quiet", "HEAD", "--", "mkpart.yaml", cwd=work.folder)


def check_generated(work):
    """Refused until the generated files are those of the layout."""
    work.write("mkpart.yaml", GOOD + "# generated from\n")
    taken, text = work.commit_all()
    assert not taken and outcome(text, GEN_CHECK) == "Failed", text
    assert "would write generated/io/overlay.dts" in text, text
    work.git.run("mkpart", "gen", "--quiet", "-o", "generated", "mkpart.yaml", cwd=work.folder)
    taken, text = work.commit_all()
    assert taken and outcome(text, GEN_CHECK) == "Passed", text
    work.write("generated/io/overlay.dts", "/* mkpart: by hand */\n")
    taken, text = work.commit_all()
    assert not taken and "would write generated/io/overlay.dts" in text, text
    work.restore()


def check_verified(work):
    """Spoilt files are refused by a program that knows nothing of the layout."""
    work.write("mkpart.yaml", GOOD)
    work.git.run("mkpart", "gen", "--quiet", "-o", "generated", "mkpart.yaml", cwd=work.folder)
    taken, text = work.commit_all()
    assert taken and outcome(text, VERIFY) == "Passed", text
    overlay = work.folder / "generated/io/overlay.dts"
    overlay.write_text(overlay.read_text().replace("0x70000000", "0x6f000000"))
    taken, text = work.commit_all()
    assert not taken and outcome(text, VERIFY) == "Failed" and "[memory-of-nodes]" in text, text
    work.restore()


def run_all(program, mkpart):
    path = os.pathsep.join(["/usr/local/bin", "/usr/bin", "/bin"])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "bin").mkdir()
        (folder / "bin/mkpart").symlink_to(os.path.abspath(mkpart))
        (folder / "bin/mkpart-verify").symlink_to(TOP / "cli/verify/mkpart-verify")
        git = Git(folder, f"{folder / 'bin'}{os.pathsep}{path}")
        version = git.run(program, "--version", cwd=folder)[1].strip()
        work = Work(git, program)
        checks = (check_good, check_bad, check_unreadable, check_others_are_not_looked_at,
                  check_several, check_names, check_missing_program)
        for check in checks:
            check(work)
        work.configure("    args: [--werror, --]\n")
        check_options(work)
        work.configure_as_readme()
        check_generated(work)
        check_verified(work)
        # Validated as those do who publish hooks.
        git.run(program, "validate-manifest", TOP / ".pre-commit-hooks.yaml", cwd=folder)
    print(f"{version}: {len(checks) + 3} checks passed")


def run_quietly(*command, **options):
    """Whether it ended well."""
    try:
        return subprocess.run(command, capture_output=True, timeout=240, check=False,
                              **options).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


SUITE = "trixie" # Debian 13: its pre-commit, of version 4, runs with Debian 12's Python modules


def debians(home):
    """The next Debian's package, by the mirror that apt uses, without installing it; or None."""
    if not shutil.which("apt-get"):
        return None
    sites = subprocess.run(["apt-get", "indextargets", "--format", "$(SITE)"],
                           capture_output=True, text=True, check=False).stdout.splitlines()
    for folder in ("lists/partial", "archives/partial"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    (home / "sources.list").write_text(
        "".join(f"deb {site} {SUITE} main\n" for site in sorted(set(sites))[:1]))
    apt = ["apt-get", "-q", "-o", f"Dir::Etc::SourceList={home}/sources.list",
           "-o", "Dir::Etc::SourceParts=/dev/null", "-o", f"Dir::State::Lists={home}/lists",
           "-o", f"Dir::Cache={home}", "-o", "APT::Sandbox::User=",
           "-o", "Acquire::Languages=none"]
    if not (run_quietly(*apt, "update") and run_quietly(*apt, "download", "pre-commit", cwd=home)):
        return None
    package = next(home.glob("pre-commit_4*.deb"), None)
    if not package or not run_quietly("dpkg-deb", "-x", package, home / "unpacked"):
        return None
    program = home / "pre-commit"
    program.write_text(f"#!/bin/sh\nPYTHONPATH={home}/unpacked/usr/lib/python3/dist-packages "
                       'exec /usr/bin/python3 -m pre_commit "$@"\n')
    program.chmod(0o755)
    return program


def pips(home):
    """What pip gets, in a virtual environment; or None."""
    made = run_quietly("/usr/bin/python3", "-m", "venv", "--clear", home) and run_quietly(
        home / "bin/pip", "--quiet", "install", "--retries", "0", "--timeout", "20",
        "pre-commit>=4,<5")
    return home / "bin/pre-commit" if made else None


def is_version_4(program):
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return version.stdout.startswith("pre-commit 4.")


def version_4(options):
    """--version-4, or what Debian's or Python's packages have."""
    if options.version_4:
        return options.version_4
    for name, get in (("debian", debians), ("pip", pips)):
        home = pathlib.Path(options.store).resolve() / f"pre-commit-4-{name}"
        shutil.rmtree(home, ignore_errors=True)
        program = get(home)
        if program and is_version_4(program):
            return str(program)
    skip("neither MKPART_PRE_COMMIT is there, nor can apt or pip get pre-commit 4")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--version-4")
    parser.add_argument("--store")
    options = parser.parse_args()
    program = version_4(options) if options.store else shutil.which("pre-commit")
    if not program or not shutil.which("git"):
        skip("pre-commit or git is not installed")
    run_all(program, options.mkpart)


if __name__ == "__main__":
    main()
