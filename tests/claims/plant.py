#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Plants each falsehood into a copy, and demands that the command of its claim fails:
plant.py --work FOLDER [CLAIM...]

The command has to pass before. A test that is skipped, for a program is not there, proves nothing
and is counted."""
import argparse
import pathlib
import subprocess
import sys

from falsehoods import FALSEHOODS
from table import TOP, planted

COPIED = [path.name for path in TOP.iterdir() if path.name not in ("build", ".git")]

SKIPPED = 77
NEEDED = ("mkpart", "mkpart_plain", "test_boards", "verdicts", "failing_malloc", "failing_io",
          "fuzz_replay")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--passing", action="store_true",
                        help="do not run the commands before: all of them are known to pass")
    parser.add_argument("claims", nargs="*", help="how they begin; all without any")
    return parser.parse_args()


class Copy:
    def __init__(self, work):
        self.source, self.build = work / "source", work / "build"
        self.source.mkdir(parents=True, exist_ok=True)
        # Without times: what was planted and taken back is to be built once more.
        subprocess.run(["rsync", "-rlp", "--delete", "--checksum",
                        *(str(TOP / name) for name in COPIED), self.source], check=True)
        subprocess.run(["cmake", "-G", "Ninja", "-S", self.source, "-B", self.build, "-D",
                        "CMAKE_BUILD_TYPE=Debug"], stdout=subprocess.DEVNULL, check=True)

    def run(self, test):
        """'passes', 'fails', or why that is not known."""
        made = subprocess.run(["cmake", "--build", self.build, "--target", *NEEDED],
                              capture_output=True, text=True, check=False)
        if made.returncode:
            return "is not built:\n" + made.stdout[-2000:]
        if test.startswith("run "):
            status = subprocess.run([sys.executable, "-B", *test.split()[1:]], cwd=self.source,
                                    capture_output=True, check=False).returncode
            return {0: "passes", SKIPPED: "is skipped"}.get(status, "fails")
        result = subprocess.run(["ctest", "--test-dir", self.build, "-R", test],
                                capture_output=True, text=True, check=False)
        if "No tests were found" in result.stdout + result.stderr:
            return "is not there"
        if "***Skipped" in result.stdout:
            return "is skipped"
        return "fails" if result.returncode else "passes"


def try_falsehood(copy, falsehood, is_passing):
    before = "passes" if is_passing else copy.run(falsehood.test)
    if before != "passes":
        return f"before: {before}"
    file = copy.source / falsehood.file
    text = file.read_text()
    try:
        file.write_text(planted(falsehood))
        return copy.run(falsehood.test)
    finally:
        file.write_text(text)


def main():
    options = arguments()
    copy = Copy(options.work.absolute())
    chosen = [falsehood for falsehood in FALSEHOODS if not options.claims or
              any(falsehood.claim.startswith(claim) for claim in options.claims)]
    bad, skipped = 0, 0
    for falsehood in chosen:
        came_to = try_falsehood(copy, falsehood, options.passing)
        bad += came_to not in ("fails", "before: is skipped")
        skipped += came_to == "before: is skipped"
        print(f"{falsehood.claim} ({falsehood.test}): {came_to}", flush=True)
    print(f"{len(chosen)} falsehoods, {len(chosen) - bad - skipped} noticed, {skipped} skipped")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
