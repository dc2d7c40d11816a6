#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs the steps of the action for GitHub as its runner does, without the runner.

Keys are held to those of actions/runner's action_yaml.json, and to action-validator's schema where
npm has it. Then the scripts run, with the runner's bash options, files and environment.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import npm

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/report"))
import common

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not there")
    sys.exit(common.SKIPPED)

FOLDER = TOP / "packaging/github"
ACTION = yaml.safe_load((FOLDER / "action.yml").read_text())
VALIDATOR = ["@action-validator/cli@0.6.0", "@action-validator/core@0.6.0"]
STEP_KEYS = {"name", "id", "if", "run", "env", "continue-on-error", "working-directory", "shell"}
EXPRESSION = re.compile(r"\$\{\{ *([a-z_.-]+) *\}\}")
GOOD, BAD = "MK0101-adjacent-ok", "findings-gcc"


def check_keys():
    assert {"name", "description", "runs"} <= set(ACTION) <= {
        "name", "description", "author", "branding", "inputs", "outputs", "runs"}
    assert set(ACTION["runs"]) == {"using", "steps"} and ACTION["runs"]["using"] == "composite"
    for row in ACTION["inputs"].values():
        assert set(row) <= {"description", "required", "default"} and row["description"]
    for row in ACTION["outputs"].values():
        assert set(row) == {"description", "value"}
    for step in ACTION["runs"]["steps"]:
        assert {"run", "shell"} <= set(step) <= STEP_KEYS and step["shell"] == "bash"
        assert "${{" not in step["run"], "an input could become a part of the script"


def check_schema(store):
    programs = npm.install(store, *VALIDATOR)
    if programs:
        subprocess.run([programs / "action-validator", FOLDER / "action.yml"], check=True,
                       timeout=60)
    return "valid for action-validator" if programs else "not validated: npm cannot get a validator"


class Runner:
    """A workspace, and what a job's environment has."""

    def __init__(self, folder, options):
        self.folder = pathlib.Path(folder)
        self.options = options
        self.workspace = self.folder / "work space"
        self.programs = self.folder / "bin"
        for place in (self.workspace, self.programs):
            place.mkdir()
        (self.programs / "mkpart").symlink_to(os.path.abspath(options.mkpart))
        self.environment = {"PATH": f"{self.programs}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

    def layout(self, name, case, change=("", "")):
        with common.Scene(TOP / "tests/cases" / case, self.options.boards) as scene:
            path = self.workspace / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(scene.layout.read_text().replace(*change))
            shutil.copy(scene.folder / "board.dtb", path.parent)

    def expand(self, text, inputs, outputs):
        """'${{ inputs.x }}' as the runner would put it in."""
        values = {f"inputs.{key}": inputs.get(key, row.get("default", ""))
                  for key, row in ACTION["inputs"].items()}
        values["github.action_path"] = str(FOLDER)
        values.update(outputs)
        return EXPRESSION.sub(lambda match: values[match[1]], text)

    def run_step(self, step, inputs):
        script, output, summary = (self.folder / f for f in ("script.sh", "output", "summary"))
        script.write_text(step["run"])
        output.write_text("")
        environment = {key: self.expand(value, inputs, {})
                       for key, value in step.get("env", {}).items()}
        place = self.expand(step.get("working-directory", "."), inputs, {})
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace / place, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False,
            env={**self.environment, **environment, "GITHUB_WORKSPACE": str(self.workspace),
                 "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)})
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return result.returncode, result.stdout, outputs

    def run(self, **inputs):
        """Exit status of the first step that fails, the log, the action's outputs, the summary."""
        inputs = {key.replace("_", "-"): value for key, value in inputs.items()}
        assert set(inputs) <= set(ACTION["inputs"])
        (self.folder / "summary").write_text("")
        status, log, outputs = 0, "", {}
        for step in ACTION["runs"]["steps"]:
            status, text, found = self.run_step(step, inputs)
            log += text
            outputs.update({f"steps.{step.get('id')}.outputs.{k}": v for k, v in found.items()})
            if status:
                break
        known = {f"steps.check.outputs.{key}": "" for key in ACTION["outputs"]}
        results = {key: self.expand(row["value"], inputs, {**known, **outputs})
                   for key, row in ACTION["outputs"].items()}
        return status, log, results, (self.folder / "summary").read_text()


def check_good(runner):
    runner.layout("boards/two nodes.mkpart.yaml", GOOD)
    status, log, outputs, summary = runner.run(options="--allow=MK0128\n")
    assert status == 0 and outputs == {"status": "0"}, log
    assert "no findings" in summary, summary
    matcher = re.search(r"^::add-matcher::(.*)$", log, re.M)[1]
    assert json.loads(pathlib.Path(matcher).read_text())["problemMatcher"]


def check_bad(runner):
    """Annotated, summarised, written as SARIF; the step fails."""
    runner.layout("boards/two nodes.mkpart.yaml", GOOD)
    runner.layout("mkpart.yml", BAD)
    status, log, outputs, summary = runner.run(sarif="out.sarif", options="--allow=MK0128")
    assert status == 1 and outputs == {"status": "1"}, log
    assert re.search(r"^::error file=mkpart\.yml,line=9,col=\d+,.*MK0101", log, re.M), log
    results = json.loads((runner.workspace / "out.sarif").read_text())["runs"][0]["results"]
    assert "MK0101" in {result["ruleId"] for result in results}
    assert summary.startswith("<pre>\n") and "[MK0101]" in summary, summary


def check_hostile(runner):
    """Neither a layout nor a name becomes markup, a command or a program."""
    runner.layout("mkpart.yaml", BAD, ("io", "</pre><script>&amp;"))
    status, log, _, summary = runner.run()
    assert status == 1 and "<script>" not in summary and summary.count("</pre>") == 1, summary
    assert "&lt;script&gt;&amp;amp;" in summary, summary
    names = '$(touch pwned)\n`touch pwned`\n"; touch pwned; "\n--output=pwned\n* nothing *'
    status, log, outputs, _ = runner.run(layouts=names, boards=names)
    assert status == 2 and outputs == {"status": "2"}, log
    assert not list(runner.workspace.rglob("*pwned*")), log


def check_no_layout(runner):
    status, log, outputs, _ = runner.run()
    assert status == 1 and "::error::" in log and outputs == {"status": ""}, log


def check_inputs(runner):
    """Options, boards, patterns with spaces, names that look like patterns, a folder of work."""
    runner.layout("a b/x [1].yaml", GOOD)
    shutil.move(runner.workspace / "a b/board.dtb", runner.workspace / "a b/other board.dtb")
    status, log, _, _ = runner.run(layouts="x [1].yaml", working_directory="a b")
    assert status == 2 and "MK0001" in log, log
    for layouts in ("x [1].yaml", "x *.yaml", "**/x*.y*ml"):
        status, log, _, _ = runner.run(layouts=layouts, working_directory="a b",
                                       boards="other board.dtb", options="--allow=MK0128")
        assert status == 0, log
    status, log, _, _ = runner.run(layouts="x [1].yaml", working_directory="a b",
                                   boards="other board.dtb", options="--werror")
    assert status == 1 and "MK0128" in log, log


def check_generated(runner):
    runner.layout("mkpart.yaml", GOOD)
    allow = "--allow=MK0128"
    status, log, _, _ = runner.run(generated="out", options=allow)
    assert status == 1 and "would write out/plan.json" in log, log
    subprocess.run([runner.programs / "mkpart", "gen", "-q", "-o", "out", "mkpart.yaml"],
                   cwd=runner.workspace, check=True, capture_output=True)
    status, log, _, _ = runner.run(generated="out", options=allow)
    assert status == 0, log
    shutil.move(runner.workspace / "board.dtb", runner.workspace / "other.dtb")
    status, log, _, _ = runner.run(generated="out", options=allow, boards="other.dtb")
    assert status == 0, log
    runner.layout("second.mkpart.yaml", GOOD)
    status, log, _, _ = runner.run(generated="out", options=allow)
    assert status == 1 and "takes one layout" in log, log


def check_missing(runner):
    runner.layout("mkpart.yaml", GOOD)
    (runner.programs / "mkpart").unlink()
    status, log, _, _ = runner.run()
    assert status == 1 and "::error::mkpart is not installed" in log, log


def check_package(runner):
    """A package that has the program; apt-get unpacks it here, for the test is not root's."""
    if not shutil.which("dpkg-deb"):
        return
    tree = runner.folder / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(
        "Package: mkpart\nVersion: 1\nArchitecture: all\nMaintainer: a <a@example.org>\n"
        "Description: test\n")
    shutil.copy(runner.programs / "mkpart", tree)
    package = runner.workspace / "mk part.deb"
    subprocess.run(["dpkg-deb", "-Znone", "--build", tree, package], check=True,
                   capture_output=True)
    (runner.programs / "mkpart").unlink()
    for name, body in (("sudo", 'exec "$@"'),
                       ("apt-get", '[ "$1" = install ] && dpkg-deb -x "${@: -1}" ' +
                        f"'{runner.programs}'")):
        (runner.programs / name).write_text(f"#!/bin/bash\n{body}\n")
        (runner.programs / name).chmod(0o755)
    runner.layout("mkpart.yaml", GOOD)
    status, log, _, _ = runner.run(package="mk part.deb")
    assert status == 0 and "mkpart 0." in log, log


def main():
    options = common.arguments(__doc__, "--store")
    check_keys()
    schema = check_schema(options.store)
    checks = (check_good, check_bad, check_hostile, check_no_layout, check_inputs,
              check_generated, check_missing, check_package)
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            check(Runner(folder, options))
    print(f"{schema}; {len(checks)} checks passed")


if __name__ == "__main__":
    main()
