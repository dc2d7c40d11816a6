#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every check is found by a case, missed by its neighbour, and explained; every warning can be
allowed about one thing alone."""
import argparse
import re

from common import TOP, Complaints, run_mkpart

CASES = TOP / "tests/cases"
RULES = TOP / "lib/check/rules"


def codes(mkpart):
    status, text, _ = run_mkpart(mkpart, "list", "checks")
    assert status == 0, "`mkpart list checks` fails"
    return re.findall(r"^(MK\d{4})\s", text, re.M)


def check_order(listed, complaints):
    if listed != sorted(set(listed)):
        complaints.add("codes are not unique and ascending")


def check_cases(code, complaints):
    folders = [d for d in CASES.iterdir() if d.is_dir() and d.name.startswith(code + "-")]
    found = {d: f"[{code}]" in (d / "expected").read_text() for d in folders}
    failing = [d for d in folders if not d.name.endswith("-ok")]
    silent = [d for d in folders if d.name.endswith("-ok")]
    if not failing:
        complaints.add(f"{code}: no case tests/cases/{code}-CIRCUMSTANCE")
    if not silent:
        complaints.add(f"{code}: no silent neighbour tests/cases/{code}-CIRCUMSTANCE-ok")
    for folder in failing:
        if not found[folder]:
            complaints.add(f"{folder.name}: does not report {code}")
    for folder in silent:
        if found[folder]:
            complaints.add(f"{folder.name}: reports {code}")


def check_explanation(mkpart, code, complaints):
    status, text, _ = run_mkpart(mkpart, "explain", code)
    if status or not text.startswith(code):
        complaints.add(f"{code}: `mkpart explain {code}` fails")
    for heading in ("Why it matters", "What to do"):
        if not re.search(rf"^{heading}\n(  \S.*\n)+", text, re.M):
            complaints.add(f"{code}: `{heading}` is empty in its explanation")


def check_strays(listed, complaints):
    for folder in sorted(CASES.iterdir()):
        code = folder.name.split("-")[0]
        if folder.is_dir() and re.fullmatch(r"MK\d{4}", code) and code not in listed:
            complaints.add(f"{folder.name}: there is no check {code}")


def check_file_names(complaints):
    for file in sorted(RULES.glob("*.c")):
        name = re.search(r'\.name = "([^"]+)"', file.read_text())[1].replace("-", "_")
        if file.stem != name and not file.stem.endswith("_" + name):
            complaints.add(f"{file.name}: does not end in the rule's name, {name}")


def check_subjects(complaints):
    for file in sorted(RULES.glob("*.c")):
        text = file.read_text()
        if ".severity = MK_ERROR" in text:
            continue
        if ".image_fault" in text: # visit.c says what all of these are about
            text += "mk_about("
        if "mk_about(" not in text or ".about =" not in text:
            complaints.add(f"{file.name}: no error, so it needs mk_about and `.about`")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards")
    mkpart = parser.parse_args().mkpart
    complaints = Complaints()
    listed = codes(mkpart)
    check_order(listed, complaints)
    check_strays(listed, complaints)
    check_file_names(complaints)
    check_subjects(complaints)
    for code in listed:
        check_cases(code, complaints)
        check_explanation(mkpart, code, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
