#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Plants every row of mistakes.py into outputs: planted.py --mkpart PROGRAM --reserved DTB

mkpart-verify has to refuse each, by the rule that the row names. Solvers that are installed, z3,
cvc5 or cvc4, and boolector, have to say `unsat` of the certificates of what is right, and `sat`
where two owners claim one thing, with these two in the model."""
import argparse
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from mistakes import BROKEN, MISTAKES
from verifier import TOP, generate, verify

SOLVERS = {"z3": ["-model"], "cvc5": ["--dump-models"],
           "cvc4": ["--lang", "smt2", "--dump-models"], "boolector": ["-m"]}
TRUE = re.compile(r"\|((?:first|second): [^|]*)\|(?: \(\) Bool\s+true\)| 1$)", re.M)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--reserved", required=True, help="the blob of a board with reservations")
    return parser.parse_args()


class Example:
    """Outputs that are right."""

    def __init__(self, mkpart, folder, name, layout, board):
        self.folder, self.board = folder / name, board
        if not generate(mkpart, self.folder, TOP / layout, "--board", board):
            sys.exit(f"{layout} is refused")


def edited(folder, edits):
    for name, old, new in edits:
        file = folder / name
        if old is None:
            if new is None:
                file.unlink()
            else:
                file.parent.mkdir(exist_ok=True)
                file.write_text(new)
            continue
        if isinstance(old, bytes):
            content = file.read_bytes()
            assert content.count(old) == 1, f"{name} has {old!r} not once"
            file.write_bytes(content.replace(old, new))
            continue
        text = file.read_text()
        assert old in text, f"{name} has no {old!r}"
        file.write_text(text.replace(old, new, 1) if old else text + new)


def judge_mistake(mistake, example, folder):
    """What is wrong with the judgement, or None, and all pairs of owners whose claims overlap;
    writes FOLDER/certificate.smt2."""
    shutil.copytree(example.folder, folder / "out")
    edited(folder / "out", mistake.edits)
    status, out, err = verify(folder / "out", "--board", example.board, "--json", "--smtlib",
                              folder / "certificate.smt2")
    if status != 1:
        return f"exit {status}, not 1\n{out}{err}", ()
    problems = json.loads(out)["problems"]
    found = [p for p in problems if p["rule"] == mistake.rule]
    if not found or (mistake.owners and not any(set(p["owners"]) == set(mistake.owners)
                                                for p in found)):
        return f"refused by {sorted((p['rule'], p['owners']) for p in problems)}", ()
    return None, [set(p["owners"]) for p in problems if p["owners"]]


def solve(solver, certificate):
    """What it says, and the owners that its model names."""
    text = subprocess.run([solver, *SOLVERS[solver], str(certificate)], capture_output=True,
                          text=True, timeout=60, check=False).stdout
    said = next((w for w in text.split() if w in ("sat", "unsat", "unknown")), text)
    return said, {name.split(": ", 1)[1] for name in TRUE.findall(text)}


def judge_certificate(solver, certificate, pairs):
    """A model names one of the pairs."""
    said, named = solve(solver, certificate)
    if not pairs:
        return None if said == "unsat" else f"{solver} says {said} of what is right"
    if said != "sat" or named not in pairs:
        return f"{solver} says {said} of {sorted(named)}, not sat of one of {pairs}"
    return None


def examples(options, folder):
    virt = TOP / "examples/qemu-arm-virt/board.dtb"
    found = {"four": Example(options.mkpart, folder, "four",
                             "examples/qemu-arm-virt/four-nodes.yaml", virt),
             "doorbells": Example(options.mkpart, folder, "doorbells",
                                  "examples/qemu-arm-virt/doorbells.yaml", virt),
             "reserved": Example(options.mkpart, folder, "reserved",
                                 "tests/verify/reserved.yaml", options.reserved),
             "held": Example(options.mkpart, folder, "held", "tests/verify/held.yaml", virt)}
    contracts = subprocess.run([options.mkpart, "list", "contracts"], capture_output=True,
                               text=True, check=True).stdout
    if "sel4-bootinfo" in contracts:
        found["blocks"] = Example(options.mkpart, folder, "blocks", "tests/verify/blocks.yaml",
                                  virt)
    for board in ("zcu102", "imx8mm-evk"):
        found[board] = Example(options.mkpart, folder, board, f"examples/{board}/two-nodes.yaml",
                               TOP / f"examples/{board}/board.dtb")
    return found


def judge_all(options, folder):
    """Complaints, and (name, certificate, pairs of owners) for solvers."""
    good, complaints, certificates = examples(options, folder), [], []
    for name, example in good.items():
        file = folder / f"{name}.smt2"
        status, out, err = verify(example.folder, "--board", example.board, "--smtlib", file)
        if status:
            complaints.append(f"{name}: {out}{err}")
        certificates.append((name, file, ()))
    for number, mistake in enumerate(m for m in MISTAKES if m.example in good):
        place = folder / f"mistake-{number}"
        place.mkdir()
        said, pairs = judge_mistake(mistake, good[mistake.example], place)
        complaints += [f"{mistake.name}: {said}"] if said else []
        if pairs:
            certificates.append((mistake.name, place / "certificate.smt2", pairs))
    for number, (name, edit) in enumerate(BROKEN):
        place = folder / f"broken-{number}"
        shutil.copytree(good["four"].folder, place)
        edited(place, [edit])
        status, out, err = verify(place, "--board", good["four"].board)
        if status != 2 or out or not err.startswith("mkpart-verify: "):
            complaints.append(f"{name}: exit {status}\n{out}{err}")
    return complaints, certificates


def main():
    options = arguments()
    solvers = [name for name in SOLVERS if shutil.which(name)]
    with tempfile.TemporaryDirectory() as folder:
        complaints, certificates = judge_all(options, pathlib.Path(folder))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            tasks = [(name, pool.submit(judge_certificate, solver, file, pairs))
                     for name, file, pairs in certificates for solver in solvers]
            complaints += [f"{name}: {task.result()}" for name, task in tasks if task.result()]
    print("\n".join(complaints))
    print(f"{len(MISTAKES)} mistakes, {len(BROKEN)} broken outputs, {len(certificates)} "
          f"certificates for {', '.join(solvers) or 'no solver'}: {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
