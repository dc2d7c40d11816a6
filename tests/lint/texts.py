#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Each file states its licence, and none names a machine it was made on."""
import re

from common import TOP, Complaints, source_files

LICENCE = "SPDX-License-Identifier" + ": BSD-2-Clause" # in two parts, for `reuse` reads this too
# Golden outputs and deliberately broken inputs cannot carry a line more than they have.
WITHOUT_LICENCE = re.compile(r"LICENSE|LICENSES/.*|.*\.license|CMakePresets\.json|"
                             r"tests/cases/[^/]+/[^/]+|tests/fuzz/corpus/.*|.*\.json|"
                             r"third_party/.*|tests/pictures/golden/.*|"
                             r"packaging/debian/(changelog|source/format)")
ROOMS = {"cli", "lib", "schema", "examples", "tests", "man", "packaging", "third_party", "LICENSES",
         "CMakeLists.txt", "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "NEWS.md",
         "README.md", "SECURITY.md"}
# By the files that it is about. Written apart, so that this file does not hold what it looks for.
FORBIDDEN = [
    (r".*", r"(?<![\w.-])/" + r"(work|home|root|Users)/", "a path of some machine"),
    (r".*", r"/tmp" + r"/(bash|claude|h\d)", "a path of some machine"),
    (r".*", r"(deb|security|snapshot)\.debian" + r"\.org|pypi" + r"\.org|registry" + r"\.npmjs",
     "a registry's host: the package manager knows it"),
    (r"tests/unit/.*\.c", r"\bgt\(", # in Criterion 2.4.1, which Debian 12 has
     "lt with the two the other way round, for gt is true of equal values as well"),
]

# How sentences were written once: inverted, or riddles. By phrase, what to write instead.
PHRASES = [
    (r"(?<![Tt]here )\bis no (node|core|device|number|power|RAM|multiple|GIC|baseline)\b",
     "'is not a ...'"),
    (r"told twice|told once|told of once|told no more", "'reported once'; 'silence it'"),
    (r"\btakes? warnings for errors", "'treat warnings as errors'"),
    (r"\ba Debian \d", "'on Debian 12'"),
    (r"\bbelongs? into\b", "'belongs in'"),
    (r"Terms of a place", "'Placement constraints'"),
    (r"one unmodified unicore", "the kernels are patched: mkpart-contract(7)"),
    (r"is rarely an error message", "'mistakes seldom announce themselves'"),
    (r"without a word", "'silently', or what is not reported"),
    (r"lies? over registers", "'covers registers'"),
    (r"\ba digit too many", "'an extra digit'"),
    (r"\b[Ee]lsewise\b", "'otherwise'"),
    (r"slip of the pen", "'a mistake'"),
    (r"\b(built?d?|begin) anew\b", "'rebuild', 'start afresh'"),
    (r"[Nn]othing is to be done", "'there is nothing to do'"),
    (r"\boutside of\b", "'outside'"),
    (r"\bnobody has (it|what)\b", "'no node has', 'no node owns'"),
    (r"the board says what it is", "'the board is identified here'"),
    (r"\breaches (above|over)\b", "'extends above', 'covers'"),
    (r"\bwhile one types\b", "'while you type'"),
    (r"\ball that is wrong\b", "'everything that is wrong'"),
    (r"\b(is|are) warned of\b", "'is reported', 'a warning is reported'"),
    (r"\bhad together\b", "'satisfied together'"),
    (r"\b(made|makes?) anew\b", "'created', 'recreated'"),
    (r"where it is not said", "'by default'"),
    (r"\bno node is to have\b", "'no node may have'"),
    (r"one's alone\b|\bits alone\b", "'belongs to one only'"),
    (r"\bwhat it comes to\b", "'the result'"),
    (r"\bwithout further ado\b", "leave it out"),
]
# What users read: pages, and the texts in sources.
FOR_USERS = re.compile(r"README\.md|man/.*|(lib|cli)/.*\.(c|def)")
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def is_text(data):
    return b"\0" not in data


def check_licence(file, data, complaints):
    if WITHOUT_LICENCE.fullmatch(file):
        return
    if is_text(data):
        head = data.decode(errors="replace").splitlines()[:4]
        if not any(LICENCE in line for line in head):
            complaints.add(f"{file}: no '{LICENCE}' in its first lines")
        return
    sidecar = TOP / (file + ".license")
    if not sidecar.exists() or LICENCE not in sidecar.read_text():
        complaints.add(f"{file}: no {sidecar.name} that says '{LICENCE}'")


def check_words(file, data, complaints):
    patterns = [(pattern, what) for files, pattern, what in FORBIDDEN if re.fullmatch(files, file)]
    for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
        for pattern, what in patterns:
            if re.search(pattern, line):
                complaints.add(f"{file}:{number}: {what}: {line.strip()[:80]}")


def check_phrases(file, data, complaints):
    if not FOR_USERS.fullmatch(file):
        return
    for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
        shown = line if file.startswith(("README", "man/")) else " ".join(LITERAL.findall(line))
        for pattern, better in PHRASES:
            if re.search(pattern, shown):
                complaints.add(f"{file}:{number}: write {better}: {line.strip()[:80]}")


def check_layout(file, data, complaints):
    text = data.decode(errors="replace")
    # C is clang-format's.
    if file.endswith((".py", ".sh", ".dts", ".cmake", "CMakeLists.txt")):
        for number, line in enumerate(text.splitlines(), 1):
            if line != line.rstrip():
                complaints.add(f"{file}:{number}: white space at the end of the line")
            if len(line.expandtabs(8)) > 100:
                complaints.add(f"{file}:{number}: longer than 100 columns")
        if text and not text.endswith("\n"):
            complaints.add(f"{file}: no newline at the end")


def check_room(file, complaints):
    """What lies about at the top is no part of the house."""
    top = file.split("/")[0]
    if top not in ROOMS and not top.startswith("."):
        complaints.add(f"{file}: there is no room for it at the top")


def main():
    complaints = Complaints()
    for file in source_files():
        check_room(file, complaints)
        data = (TOP / file).read_bytes()
        check_licence(file, data, complaints)
        if is_text(data):
            check_words(file, data, complaints)
            check_phrases(file, data, complaints)
            check_layout(file, data, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
