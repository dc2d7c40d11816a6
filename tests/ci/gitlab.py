#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the job for GitLab with gitlab-ci-local, which holds it to GitLab's own schema first.

The job fails where the layout does, and leaves both reports all the same: code quality as GitLab's
documentation describes it, and JUnit's. Without the program, bash runs the lines of the job as
GitLab's runner does.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import npm

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/report"))
import common

try:
    import jsonschema
    import yaml
except ImportError:
    print("skipped: python3-jsonschema or python3-yaml is not there")
    sys.exit(common.SKIPPED)

JOB_FILE = TOP / "packaging/gitlab/mkpart.gitlab-ci.yml"
JOB = "mkpart"
SCHEMA = json.loads((TOP / "tests/report/gitlab.schema.json").read_text())
PROGRAM = "gitlab-ci-local@4.64.0" # the last for Debian 12's node


class Repository:
    """Of somebody who took over the job, with the layouts of cases under new names."""

    def __init__(self, folder, options, layouts):
        self.folder = folder / "repository"
        self.folder.mkdir()
        (folder / "bin").mkdir()
        (folder / "bin/mkpart").symlink_to(os.path.abspath(options.mkpart))
        self.environment = {
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder),
            "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1"}
        shutil.copy(JOB_FILE, self.folder / ".gitlab-ci.yml")
        for name, case in layouts.items():
            with common.Scene(TOP / "tests/cases" / case, options.boards) as scene:
                shutil.copy(scene.layout, self.folder / name)
                shutil.copy(scene.folder / "board.dtb", self.folder)
        for command in (["init", "--quiet"], ["config", "user.name", "tester"],
                        ["config", "user.email", "tester@example.org"], ["add", "--all"],
                        ["commit", "--quiet", "-m", "all"],
                        ["remote", "add", "origin", "https://gitlab.example/a/b.git"]):
            self.run("git", *command)

    def run(self, *command, check=True, **more):
        result = subprocess.run(
            list(map(str, command)), cwd=self.folder, env={**self.environment, **more}, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            timeout=120, check=False)
        assert not check or result.returncode == 0, result.stdout
        return result.returncode, result.stdout


def run_locally(programs, repository, variables):
    settings = [word for pair in variables.items() for word in ("--variable", "=".join(pair))]
    return repository.run(programs / "gitlab-ci-local", "--force-shell-executor", *settings, JOB,
                          check=False)


def run_lines(_, repository, variables):
    """Before-script and script are one bash script that ends at the first failure."""
    job = yaml.safe_load(JOB_FILE.read_text())[JOB]
    lines = "\n".join(["set -eo pipefail", *job["before_script"], *job["script"]])
    return repository.run("bash", "-c", lines, check=False,
                          **{**job["variables"], **variables})


def check_reports(repository, findings):
    reports = yaml.safe_load(JOB_FILE.read_text())[JOB]["artifacts"]["reports"]
    quality = json.loads((repository.folder / reports["codequality"]).read_text())
    jsonschema.Draft7Validator(SCHEMA).validate(quality)
    assert {(f["location"]["path"], f["check_name"]) for f in quality} == findings, quality
    assert len({f["fingerprint"] for f in quality}) == len(quality)
    assert all((repository.folder / f["location"]["path"]).is_file() for f in quality)
    suites = xml.etree.ElementTree.parse(repository.folder / reports["junit"]).getroot()
    assert int(suites.get("failures")) == len(findings), suites.attrib


def check_job(run, programs, options, layouts, variables, status, findings):
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(pathlib.Path(folder), options, layouts)
        result, text = run(programs, repository, variables)
        assert result == status, text
        assert all(f"[{code}]" in text for _, code in findings), text
        check_reports(repository, findings)


def main():
    options = common.arguments(__doc__, "--store")
    programs = npm.install(options.store, PROGRAM)
    run = run_locally if programs else run_lines
    allow = {"MKPART_OPTIONS": "--allow=MK0128"}
    good, bad = "MK0101-adjacent-ok", "findings-gcc"
    check_job(run, programs, options, {"a.mkpart.yaml": good}, allow, 0, set())
    check_job(run, programs, options, {"a.mkpart.yaml": good, "b c.mkpart.yaml": bad}, allow, 1,
              {("b c.mkpart.yaml", "MK0101")})
    check_job(run, programs, options, {"a.yml": bad, "b.yml": good},
              {**allow, "MKPART_LAYOUTS": "a.yml b.yml"}, 1, {("a.yml", "MK0101")})
    print("the job ran 3 times with "
          f"{PROGRAM if programs else 'bash, as npm cannot get ' + PROGRAM}")


if __name__ == "__main__":
    main()
