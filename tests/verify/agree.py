#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What mkpart generates, mkpart-verify finds disjoint: agree.py --mkpart PROGRAM --boards FOLDER

The layouts of all cases and examples, as far as mkpart accepts them."""
import argparse
import pathlib
import shutil
import sys
import tempfile

from verifier import TOP, Generator, generate, verify

sys.path.insert(0, str(TOP / "tests/cases"))
import run as cases # noqa: E402

NAMES = ("layout.yaml", "layout.json")
# Of the cases' options these decide what is generated.
WITH_ARGUMENT = ("--allow", "--board", "--lock")
FEWEST = 150
# Where mkpart warns and goes on, mkpart-verify refuses: case -> its rule, and the warning.
STRICTER = {"MK0522-ranges-that-translate": ("the-rest-is-withheld", "MK0522")}


def arguments_of(words):
    """Options that `gen` takes as well."""
    kept = []
    for option, argument in zip(words, words[1:]):
        if option in WITH_ARGUMENT:
            kept += [option, argument]
    return kept


def compare(options, case, scene):
    """None where mkpart generates nothing; else what mkpart-verify says against it, or ""."""
    for file in case.iterdir():
        if file.name not in cases.OWN_FILES:
            shutil.copy(file, scene)
    cases.place_board(case, scene, options)
    cases.replace(case, scene)
    name = next(name for name in NAMES if (case / name).exists())
    return judge(options, scene / name, scene / "board.dtb", scene / "out",
                 *arguments_of(cases.command(case)))


def judge(options, layout, board, output, *arguments):
    if not board.exists() or not generate(options.generator.program, output, layout, "--verify",
                                          *arguments, cwd=layout.parent):
        return None
    status, out, err = verify(output, "--board", board, "--quiet", *options.generator.facts())
    return "" if status == 0 and not out else f"exit {status}\n{out}{err}"


def is_stricter(name, said):
    """Whether the two may differ in that, and do."""
    rule, warning = STRICTER.get(name, ("", ""))
    return rule and f"[{rule}]" in said and said.count("error:") == said.count(f"[{rule}]") and \
        f"[{warning}]" in (TOP / "tests/cases" / name / "expected").read_text()


def examples():
    for layout in sorted((TOP / "examples").glob("*/*.yaml")):
        board = layout.parent / "board.dtb"
        yield layout, board if board.exists() else TOP / "examples/qemu-arm-virt/board.dtb"


def is_candidate(case):
    return case.is_dir() and any((case / name).exists() for name in NAMES) and \
        not (case / "resize").exists()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", required=True)
    parser.add_argument("--dtc", default="dtc")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options.generator = Generator(options.mkpart, pathlib.Path(folder))
        sys.exit(judge_all(options))


def judge_all(options):
    results = {}
    for case in sorted(filter(is_candidate, (TOP / "tests/cases").iterdir())):
        with tempfile.TemporaryDirectory() as scene:
            results[case.name] = compare(options, case, pathlib.Path(scene))
    for layout, board in examples():
        with tempfile.TemporaryDirectory() as scene:
            results[str(layout.relative_to(TOP))] = judge(
                options, layout, board, pathlib.Path(scene) / "out")
    judged = {name: said for name, said in results.items() if said is not None}
    wrong = {name: said for name, said in judged.items()
             if bool(said) != (name in STRICTER) or said and not is_stricter(name, said)}
    for name, said in wrong.items():
        print(f"{name}: {said}")
    print(f"{len(judged)} layouts generated from, {len(wrong)} judged differently")
    return 1 if wrong or len(judged) < FEWEST else 0


if __name__ == "__main__":
    main()
