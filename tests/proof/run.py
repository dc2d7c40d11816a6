#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Proves ranges and the lowest place against the contracts in lib/core:
run.py [--mutants [FUNCTION...]]

README.md lists what is not proved. With --mutants each row of mutants.py is made in a copy, and
the proof has to refuse it; goals that a mutant leaves as they are were proved before. Provers are
limited by their steps, so that a busy machine proves the same. Skipped where frama-c, why3, cvc4 or
z3 are missing."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from mutants import MUTANTS

TOP = pathlib.Path(__file__).resolve().parents[2]
NEEDED = ("frama-c", "why3", "cvc4", "z3")
# What is proved, by file.
FUNCTIONS = {
    "range.c": ("mk_range_make", "mk_ranges_overlap", "mk_range_contains",
                "mk_range_intersection", "mk_range_size", "mk_align_up", "mk_align_down",
                "mk_is_aligned", "compare_u64", "mk_ranges_compare", "mk_pairs_begin",
                "mk_pairs_next", "mk_holes_begin", "mk_holes_next"),
    "fit.c": ("mk_fit_lowest",),
    "deny.c": ("mk_gap_bound", "is_known", "find_next", "mk_gaps_find", "smallest",
               "mk_gaps_give_up"),
}
# The hardest goals take 130,000 of cvc4 and 400,000 of z3. Seconds are of the wall, and only there
# so that it ends.
STEPS, MUTANT_STEPS = 2000000, 500000
MOST_SECONDS = 300
FEWEST_GOALS = 200
FEWEST_MUTANTS = 30
PROVED = re.compile(r"Proved goals:\s+(\d+) / (\d+)")


def prepare(folder):
    """Why3's list of provers, in a file of its own."""
    config = folder / "why3.conf"
    subprocess.run(["why3", "-C", config, "config", "detect"], capture_output=True, check=True)
    return {**os.environ, "WHY3CONFIG": str(config)}


def prove(environment, file, steps, *options):
    """Proved, of how many goals, and what was said."""
    result = subprocess.run(
        ["frama-c", "-wp", "-wp-rte", "-wp-prover", "cvc4,z3", "-wp-steps", str(steps),
         "-wp-timeout", str(MOST_SECONDS), "-wp-par", "2",
         f"-cpp-extra-args=-I{file.parents[1]}", *options, file],
        env=environment, capture_output=True, text=True, check=False)
    found = PROVED.search(result.stdout)
    if not found:
        return 0, 0, result.stdout + result.stderr
    return int(found[1]), int(found[2]), result.stdout


def prove_all(environment):
    core = TOP / "lib/core"
    proofs = [prove(environment, core / name, STEPS, "-wp-fct", ",".join(functions))
              for name, functions in FUNCTIONS.items()]
    lemmas = prove(environment, core / "range.c", STEPS, "-wp-prop", "@lemma")
    goals = sum(proof[1] for proof in proofs)
    print(f"{sum(proof[0] for proof in proofs)} of {goals} goals,"
          f" {lemmas[0]} of {lemmas[1]} lemmas")
    failed = [said for proved, wanted, said in (*proofs, lemmas) if proved < wanted or not wanted]
    for said in failed:
        print("\n".join(line for line in said.splitlines() if "Valid" not in line))
    return 1 if failed or goals < FEWEST_GOALS else 0


def is_refused(environment, folder, mutant):
    shutil.rmtree(folder / "core", ignore_errors=True)
    shutil.copytree(TOP / "lib/core", folder / "core")
    file = folder / "core" / mutant.file
    text = file.read_text()
    assert text.count(mutant.old) == 1, f"{mutant.old!r} is there {text.count(mutant.old)} times"
    file.write_text(text.replace(mutant.old, mutant.new))
    proved, goals, said = prove_cached(environment, folder, file, mutant.function)
    assert goals, said
    return proved < goals


def prove_cached(environment, folder, file, function):
    return prove(environment, file, MUTANT_STEPS, "-wp-fct", function, "-wp-cache", "update",
                 "-wp-cache-dir", folder / "cache")


def refuse_all(environment, folder, functions):
    mutants = [mutant for mutant in MUTANTS if not functions or mutant.function in functions]
    (folder / "cache").mkdir()
    for file, function in dict.fromkeys((mutant.file, mutant.function) for mutant in mutants):
        prove_cached(environment, folder, TOP / "lib/core" / file, function)
    survivors = [mutant for mutant in mutants if not is_refused(environment, folder, mutant)]
    for mutant in survivors:
        print(f"{mutant.function}: {mutant.old!r} as {mutant.new!r} is proved")
    print(f"{len(mutants)} mutants, {len(mutants) - len(survivors)} refused")
    return 1 if survivors or len(MUTANTS) < FEWEST_MUTANTS else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", nargs="*", metavar="FUNCTION", help="all without any")
    options = parser.parse_args()
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print(f"skipped: {', '.join(missing)} not there")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        environment = prepare(folder)
        if options.mutants is None:
            return prove_all(environment)
        return refuse_all(environment, folder, options.mutants)


if __name__ == "__main__":
    sys.exit(main())
