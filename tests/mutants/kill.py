#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Mutation testing of the rules: each condition of lib/core and lib/check is made wrong in turn,
and a case or a unit test has to notice: kill.py --work FOLDER [FILE...]

One build in FOLDER holds all mutants (mutator.py). A first run of all tests notes which of them
would have made a difference in which test (mutant.h). Each test is then one process that becomes a
copy of itself for each mutant of these that is still alive (mutant.c): what noticed it in the last
run, then the cases of a rule's own codes, of its area, and others, unit tests, and a few whole
tests. A survivor whose file compiles to the same code as without it is no mutant.
survivors.txt has the others, with the reason. Fails below 95 %, and where one is not argued."""
import argparse
import collections
import concurrent.futures
import dataclasses
import fnmatch
import hashlib
import itertools
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import subprocess
import sys
import types

from mutator import Mutant, Mutator

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path[:0] = [str(TOP / "tests/cases"), str(TOP / "tests/lint")]
import examples # noqa: E402
import run as cases # noqa: E402

FOLDERS = ("core", "check", "check/rules")
FEWEST_KILLED = 0.95
COPIED = ("CMakeLists.txt", "cli", "examples", "lib", "man", "packaging", "schema", "tests")
SCRIPT_SECONDS = 300
# So many tests of other areas are tried with a mutant that is argued to survive, in an order of no
# meaning; all of them with the others.
MOST_TRIES = 80
SEED = 20261129
COMPILERS = ("gcc",)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder of the build")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at once")
    parser.add_argument("--built", action="store_true",
                        help="go on with the build that is there; what was killed in it stays so")
    parser.add_argument("files", nargs="*", help="patterns, 'check/rules/irq*'; all without any")
    return parser.parse_args()


def sources():
    return [file for folder in FOLDERS for file in sorted((TOP / "lib" / folder).glob("*.c"))]


def write_if_changed(file, text):
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


def build(work, is_built):
    """Mutants by number, and the copy that holds them all, built."""
    source, listed = work / "source", work / "mutants.json"
    if is_built:
        return [Mutant(*row) for row in json.loads(listed.read_text())]
    source.mkdir(parents=True, exist_ok=True)
    mutants = []
    written = {}
    for file in sources():
        mutator = Mutator(str(file.relative_to(TOP / "lib")), file.read_text(), len(mutants))
        written[file.relative_to(TOP)] = mutator.file()
        mutants += mutator.mutants
    for name in COPIED:
        subprocess.run(["rsync", "-rlp", "--delete", "--checksum", *(
            f"--exclude=/{file.relative_to(name)}" for file in written if file.parts[0] == name),
            "--exclude=/base/mutant.c", "--exclude=/base/mutant.h",
            f"{TOP / name}" + ("/" if (TOP / name).is_dir() else ""), source / name], check=True)
    for file, text in written.items():
        write_if_changed(source / file, text)
    for name in ("mutant.c", "mutant.h"):
        write_if_changed(source / "lib/base" / name, (HERE / name).read_text())
    compile_all(source, work / "build")
    listed.write_text(json.dumps([dataclasses.astuple(mutant) for mutant in mutants]))
    return mutants


def compile_all(source, folder):
    flags = f"-w -O1 -g0 -include {source}/lib/base/mutant.h"
    subprocess.run(["cmake", "-G", "Ninja", "-S", source, "-B", folder, "-D",
                    "CMAKE_BUILD_TYPE=Debug", "-D", f"CMAKE_C_FLAGS={flags}", "-D",
                    "MKPART_SANITIZE=OFF", "-D", "CMAKE_EXPORT_COMPILE_COMMANDS=ON"],
                   stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["cmake", "--build", folder, "--target", "mkpart", "unit", "test_boards"],
                   stdout=subprocess.DEVNULL, check=True)


# --- tests ----------------------------------------------------------------------------------------

def snapshot(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class Case:
    """A folder of tests/cases, with its scene below the work folder."""

    def __init__(self, case, work):
        self.name, self.case, self.work = case.name, case, work / "runs" / case.name
        self.scene = self.work / "scene"
        self.command = [str(work / "build/mkpart"), *cases.command(case)]
        self.settings = {} # of mutant.c

    def prepare(self, options):
        shutil.rmtree(self.work, ignore_errors=True)
        self.scene.mkdir(parents=True)
        cases.prepare(self.case, self.scene, options)

    def run(self, **settings):
        return subprocess.run(self.command, cwd=self.scene, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False,
                              env={**cases.environment(self.work), **self.settings, **settings})

    def passes(self, options, log):
        """Without a mutant; and whether a run leaves its folder as it was is known then."""
        self.prepare(options)
        before = snapshot(self.scene)
        result = self.run(MUTANT_LOG=str(log))
        if snapshot(self.scene) != before:
            self.prepare(options)
            self.settings["MUTANT_FRESH"] = str(self.scene)
        return self.is_as_expected(result)

    def is_as_expected(self, result):
        return cases.said(result) == (self.case / "expected").read_text()

    def basis(self):
        """Files that it is made of."""
        return sorted(self.case.iterdir())

    def notices(self, _):
        """Whether what changes its output is enough."""
        return True


class Example(Case):
    """What `explain` shows. Its golden file has less than it prints, so what changes that is tried
    once more, by itself."""

    golden = json.loads(examples.GOLDEN.read_text())

    def __init__(self, example, work):
        super().__init__(example.file, work)
        self.name, self.example = f"{example.code}-{example.kind} example", example
        self.command = [str(work / "build/mkpart"), *example.command()]

    def prepare(self, options):
        shutil.rmtree(self.work, ignore_errors=True)
        self.scene.mkdir(parents=True)
        self.example.prepare(options.mkpart, options.trees, self.scene)

    def is_as_expected(self, result):
        said = examples.outcome(result.returncode, result.stdout.decode(), result.stderr.decode())
        return said == (self.golden[self.example.code] if self.example.kind == "bad" else
                        examples.SILENCE)

    def basis(self):
        return [self.case, examples.GOLDEN]

    def notices(self, number):
        try:
            return not self.is_as_expected(self.run(MUTANT=str(number)))
        except ValueError: # no JSON, no UTF-8
            return True


class Suite:
    """Of unit tests; only the exit status counts, for what they say has times in it."""

    case = None

    def __init__(self, name, work):
        self.name, self.work = f"unit/{name}", work / "runs" / f"unit-{name}"
        self.command = [work / "build/tests/unit", "--jobs", "1", "--fail-fast", "--quiet",
                        "--filter", f"{name}/*"]
        self.settings = {"MUTANT_STATUS": "1"}

    def run(self, **settings):
        return subprocess.run(self.command, stdin=subprocess.DEVNULL, capture_output=True,
                              check=False, env={**os.environ, "MKPART_BOARDS": "",
                                                **self.settings, **settings})

    def passes(self, _, log):
        self.work.mkdir(parents=True, exist_ok=True)
        return self.run(MUTANT_LOG=str(log)).returncode == 0


class Script:
    """A test of its own that runs mkpart often: once for each mutant. What it alone can notice of
    these files is tried with it, though other tests run there as well."""
    case = None
    settings = {}

    def __init__(self, name, words, work, *files):
        self.name, self.work = f"script/{name}", work / "runs" / f"script-{name}"
        self.command = [sys.executable, "-B", *words]
        # Of bounds that tests/fault/bounds.py meets.
        text = (TOP / words[0]).read_text()
        self.files = [*files, *re.findall(r'bound\("lib/(\S+)", "\w+",\s+Met', text)]
        self.codes = set(re.findall(r'Met\("(MK\d{4})"', text))

    def is_about(self, file, codes):
        return file in self.files or bool(codes & self.codes)

    def passes(self, _, log=None, **settings):
        log = {"MUTANT_LOG": str(log)} if log else {}
        try:
            return subprocess.run(self.command, env={**os.environ, **log, **settings}, cwd=TOP,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  check=False, timeout=SCRIPT_SECONDS).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def killed(self, numbers):
        return {number for number in numbers if not self.passes(None, MUTANT=str(number))}


def all_scripts(work):
    program, boards = work / "build/mkpart", work / "build/tests/boards"
    return [Script("evidence", ["tests/evidence/run.py", "--mkpart", program, "--boards", boards],
                   work, "check/check.c", "check/irqs.c", "check/log.c"),
            Script("bounds", ["tests/fault/bounds.py", program], work, "check/references.c")]


def all_examples(work):
    names = (file.stem.split("-") for file in sorted(examples.EXAMPLES.glob("*.yaml")))
    return [Example(examples.Example(code, kind), work) for code, kind in names]


def all_tests(work):
    listed = subprocess.run([work / "build/tests/unit", "--list"], capture_output=True, text=True,
                            check=True).stdout
    suites = [Suite(name, work) for name in re.findall(r"^(\w+):", listed, re.M)]
    folders = sorted(file.parent for file in (TOP / "tests/cases").glob("*/expected"))
    assert suites and folders
    return [*(Case(folder, work) for folder in folders), *all_examples(work), *suites,
            *all_scripts(work)]


def see(test, options, count):
    """Numbers of the mutants that make a difference in the test."""
    test.work.mkdir(parents=True, exist_ok=True)
    log = test.work.with_suffix(".log")
    for _ in range(2): # for a busy machine may let time run out
        log.write_bytes(bytes(count))
        if test.passes(options, log):
            return [number for number, byte in enumerate(log.read_bytes()) if byte]
    print(f"{test.name} is left out: it fails without any mutant", flush=True)
    return []


def digest_of(*files):
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


def see_all(pool, work, tests, count):
    """By test; what an earlier run saw counts while test and program are the same."""
    options = types.SimpleNamespace(mkpart=str(work / "build/mkpart"), dtc="dtc",
                                    boards=work / "build/tests/boards", trees=work / "trees")
    shutil.rmtree(options.trees, ignore_errors=True)
    options.trees.mkdir()
    examples.place_boards(options.boards, options.trees)
    programs = digest_of(work / "build/mkpart", work / "build/tests/unit")
    file = work / "seen.json"
    known = json.loads(file.read_text()) if file.exists() else {}

    def look(test):
        basis = programs + digest_of(*test.basis() if test.case else ())
        before = known.get(test.name)
        if before and before[0] == basis and before[-1]:
            test.settings = before[1]
            return before
        seen = see(test, options, count)
        return [basis, test.settings, seen]

    rows = dict(zip((test.name for test in tests), pool.map(look, tests)))
    file.write_text(json.dumps(rows))
    return {name: set(row[-1]) for name, row in rows.items()}


# --- mutants --------------------------------------------------------------------------------------

def killed_by(test, numbers):
    """Those of the mutants that the test notices."""
    if isinstance(test, Script):
        return test.killed(numbers)
    queue, verdicts = test.work.with_suffix(".queue"), test.work.with_suffix(".verdicts")
    queue.write_text("\n".join(map(str, numbers)))
    test.run(MUTANT_QUEUE=str(queue), MUTANT_VERDICTS=str(verdicts))
    lines = [line.split() for line in verdicts.read_text().splitlines()]
    assert len(lines) == len(numbers), f"{test.name}: {len(lines)} of {len(numbers)} tried"
    different = {int(number) for number, is_killed in lines if is_killed == "1"}
    return {number for number in different if not test.case or test.notices(number)}


def own_codes(file, texts):
    """Of its own rule, or of those that use what it has."""
    users = [text for text in texts.values() if f'"{file[:-2]}.h"' in text]
    return set(re.findall(r"MK\d{4}", "".join([texts[file], *users])))


def try_all(pool, tests, seen, mutants, chosen, spared, before, save, goes_on):
    """By number of a mutant that is killed: the test that notices; `before` has those of an earlier
    run, and `spared` are not tried as often. Whole tests are too slow to try them where another one
    is there to notice."""
    texts = {str(file.relative_to(TOP / "lib")): file.read_text() for file in sources()}
    codes = {file: own_codes(file, texts) for file in texts}
    areas = {file: {code[:4] for code in own} for file, own in codes.items()}
    killers = {number: test for number, test in before.items() if test in seen} if goes_on else {}
    tries = collections.Counter()
    quick = set().union(*(seen[test.name] for test in tests if not isinstance(test, Script)))
    rounds = (lambda test, number: before.get(number) == test.name,
              lambda test, number: test.name[:6] in codes[mutants[number].file],
              lambda test, number: test.name[:4] in areas[mutants[number].file],
              lambda test, number: isinstance(test, Suite),
              lambda test, number: test.case and (number not in spared or
                                                  tries[number] < MOST_TRIES),
              lambda test, number: isinstance(test, Script) and (
                  number not in quick or
                  test.is_about(mutants[number].file, codes[mutants[number].file])))

    def trial(test, is_due):
        numbers = [number for number in sorted(seen[test.name] & chosen - killers.keys())
                   if is_due(test, number)]
        if is_due is rounds[4]:
            tries.update(numbers)
        for number in killed_by(test, numbers) if numbers else ():
            killers.setdefault(number, test.name)

    tests = random.Random(SEED).sample(tests, len(tests))
    for is_due in rounds:
        for _ in pool.map(trial, tests, itertools.repeat(is_due)):
            pass
        print(f"{len(killers)} killed", flush=True)
        save(killers)
    return killers


def compiled(command, number):
    """The object's bytes."""
    return subprocess.run([*command, f"-DMUTANT_ONLY={number}"], capture_output=True,
                          check=True).stdout


def commands(work, file):
    """How compilers make code of the source, optimized and without names of places."""
    rows = json.loads((work / "build/compile_commands.json").read_text())
    row = next(row for row in rows if row["file"].endswith(f"/lib/{file}"))
    words = [word for word in shlex.split(row["command"]) if not word.startswith(("-O", "-g"))]
    words = words[next(i for i, word in enumerate(words) if word.startswith("-")):]
    words[words.index("-o") + 1] = "/dev/stdout"
    for compiler in COMPILERS:
        if shutil.which(compiler):
            yield [compiler, *words, "-O2", "-S"]


def same_code(pool, work, mutants, numbers):
    """Those that are no mutants, for a compiler makes the same code of them."""
    same = set()
    by_file = collections.defaultdict(list)
    for number in numbers:
        by_file[mutants[number].file].append(number)
    for file, own in by_file.items():
        for command in commands(work, file):
            plain = compiled(command, -1)
            texts = pool.map(compiled, itertools.repeat(command), own)
            same |= {number for number, text in zip(own, texts) if text == plain}
    return same


# --- what it came to ------------------------------------------------------------------------------

def names_of(mutants):
    """What stays as other lines change: file, what it is, and the how many-eth such it is."""
    counts = collections.Counter()
    names = []
    for mutant in mutants:
        name = f"{mutant.file}: {mutant.what}"
        counts[name] += 1
        names.append(f"{name} #{counts[name]}")
    return names


def argued():
    """By name, the reason why no test notices: a line, with the names below it behind a
    tab."""
    rows, reason = {}, None
    for line in (HERE / "survivors.txt").read_text().splitlines():
        if line.startswith("\t"):
            rows[line[1:]] = reason
        elif line and not line.startswith("#"):
            reason = line
    return rows


def report(names, mutants, chosen, killers, same):
    reasons = argued()
    survivors = [number for number in sorted(chosen) if number not in killers]
    different = [number for number in survivors if number not in same]
    open_ones = [number for number in different if names[number] not in reasons]
    for number in open_ones:
        mutant = mutants[number]
        print(f"survives: lib/{mutant.file}:{mutant.line}: {mutant.what}")
    for folder in FOLDERS:
        own = {number for number in chosen - same
               if os.path.dirname(mutants[number].file) == folder}
        if own:
            good = len(own & killers.keys())
            print(f"lib/{folder}: {good} of {len(own)} killed, {100 * good / len(own):.1f} %")
    gone = reasons.keys() - {names[number] for number in survivors}
    for name in sorted(gone) if len(chosen) == len(mutants) else ():
        print(f"survivors.txt: this one does not survive: {name}")
    wanted = len(chosen - same)
    print(f"{len(killers)} of {wanted} mutants killed, {100 * len(killers) / wanted:.1f} %;"
          f" of {len(different)} survivors {len(different) - len(open_ones)} are argued;"
          f" {len(same)} more compile to the same code")
    return len(killers) >= FEWEST_KILLED * wanted and not open_ones


def main():
    options = arguments()
    work = options.work.absolute()
    mutants = build(work, options.built)
    names = names_of(mutants)
    tests = all_tests(work)
    chosen = {mutant.number for mutant in mutants if not options.files or
              any(fnmatch.fnmatchcase(mutant.file, pattern) for pattern in options.files)}
    file = work / "results.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    before = {number: results.get(name) for number, name in enumerate(names)}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        seen = see_all(pool, work, tests, len(mutants))
        noticeable = set().union(*seen.values())
        print(f"{len(chosen)} mutants, {len(chosen & noticeable)} make a difference in some test",
              flush=True)
        reasons = argued()
        spared = {number for number, name in enumerate(names) if name in reasons}
        killers = try_all(pool, tests, seen, mutants, chosen, spared, before, lambda killers:
                          file.write_text(json.dumps({**results, **{
                              names[number]: test for number, test in killers.items()}},
                              indent=0)), options.built)
        same = same_code(pool, work, mutants, sorted(chosen - killers.keys()))
    file.write_text(json.dumps(
        {**results, **{names[number]: killers.get(number, "same code" if number in same else
                                    "seen" if number in noticeable else "")
         for number in sorted(chosen)}}, indent=0))
    sys.exit(0 if report(names, mutants, chosen, killers, same) else 1)


if __name__ == "__main__":
    main()
