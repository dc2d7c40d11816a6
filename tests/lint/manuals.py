#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""The manual pages are clean mdoc, and mkpart(1) has every command, option, format, output and exit
status that mkpart's help has, each option where it is taken, and no other. Every code, key and page
that is named exists."""
import argparse
import re
import shutil
import subprocess

from common import TOP, Complaints, run_mkpart, skip, source_files

MAIN = "man/mkpart.1"
ALWAYS = {"help"} # of every command, and in no synopsis


def check_mdoc(pages, complaints):
    for page in pages:
        result = subprocess.run(["mandoc", "-T", "lint", "-W", "style", page], cwd=TOP,
                                capture_output=True, text=True, check=False)
        # Pages that are referred to need not be installed where this is tested.
        for line in (result.stdout + result.stderr).splitlines():
            if not re.search("referenced manual not found|outdated mandoc.db", line):
                complaints.add(line)


def section(text, heading, level="Sh"):
    ends = "Sh" if level == "Sh" else "S[hs]"
    found = re.search(rf"^\.{level} {heading}\n(.*?)(?=^\.{ends} |\Z)", text, re.M | re.S)
    assert found, f"{MAIN} has no '{heading}'"
    return found[1]


def listed(mkpart, subject):
    """The names of `mkpart list SUBJECT`."""
    status, text, _ = run_mkpart(mkpart, "list", subject)
    assert status == 0, f"`mkpart list {subject}` fails"
    return re.findall(r"^(\S+)", text, re.M)


def commands_of(mkpart):
    text = run_mkpart(mkpart, "help")[1]
    return re.findall(r"^  ([\w-]+)", text.split("Commands:")[1].split("Options:")[0], re.M)


def options_of(mkpart, command):
    """Long name -> short one or ""."""
    text = run_mkpart(mkpart, "help", command)[1]
    rows = re.findall(r"^  (?:-(\w), |    )--([\w-]+)", text, re.M)
    return {name: letter for letter, name in rows}


def compare(what, in_page, in_program, complaints):
    for name in sorted(in_program - in_page):
        complaints.add(f"{MAIN}: {what} '{name}' is missing")
    for name in sorted(in_page - in_program):
        complaints.add(f"{MAIN}: there is no {what} '{name}'")


def synopses(text):
    """Command -> names of options, long or short as they are written."""
    found = {}
    for part in re.split(r"^\.Nm\n", section(text, "SYNOPSIS"), flags=re.M)[1:]:
        command = re.match(r"\.Cm ([\w-]+)", part)
        if command: # `| \-diff` continues a macro
            found[command[1]] = set(re.findall(r"(?:Fl \\-|Fl |\| \\-)(\w[\w-]*)", part))
    return found


def check_commands(mkpart, text, complaints):
    commands = set(commands_of(mkpart))
    shown = synopses(text)
    described = re.findall(r"^\.It Cm ([\w-]+)", section(text, "Commands", "Ss"), re.M)
    compare("command", set(described), commands, complaints)
    compare("synopsis of", set(shown), commands, complaints)
    for command in sorted(commands & set(shown)):
        options = options_of(mkpart, command)
        long_of = {letter: name for name, letter in options.items() if letter}
        names = {long_of.get(name, name) for name in shown[command]}
        compare(f"'{command}' with option", names, set(options) - ALWAYS, complaints)


def check_options(mkpart, text, complaints):
    rows = {"version": "V", "verbose": "v"}
    for command in commands_of(mkpart):
        rows.update(options_of(mkpart, command))
    entries = re.findall(r"^\.It (Fl .*)", section(text, "Options", "Ss"), re.M)
    compare("option", {name for entry in entries for name in re.findall(r"Fl \\-([\w-]+)", entry)},
            set(rows), complaints)
    compare("option letter", {name for entry in entries
                              for name in re.findall(r"Fl (\w)\b", entry)},
            {letter for letter in rows.values() if letter}, complaints)


def check_formats(mkpart, text, complaints):
    described = re.findall(r"^\.It Cm (\w+)", section(text, "Formats of findings", "Ss"), re.M)
    compare("format of findings", set(described), set(listed(mkpart, "reports")), complaints)
    entry = re.search(r"^\.It Fl \\-format Ar name\n(.*?)^\.It ",
                      section(text, "Options", "Ss"), re.M | re.S)[1]
    named = set(re.findall(r"^\.Cm (\w+)", entry, re.M))
    for name in listed(mkpart, "displays") + listed(mkpart, "board-formats"):
        if name not in named:
            complaints.add(f"{MAIN}: format '{name}' is not under --format")


def check_outputs(mkpart, text, complaints):
    items = re.findall(r"^\.It (.*Pa .*)", section(text, "FILES"), re.M)
    files = {item.replace("Ar node Ns Pa ", "NODE").replace("Pa ", "") for item in items}
    compare("file", files - {".mkpart-files"}, set(listed(mkpart, "outputs")), complaints)


def check_subjects(mkpart, text, complaints):
    usage = run_mkpart(mkpart, "help", "list")[1].splitlines()[0]
    synopsis = re.search(r"^\.Cm list\n((?:\.Cm .*\n)+)", section(text, "SYNOPSIS"), re.M)[1]
    compare("subject of list", set(re.findall(r"[a-z-]+", synopsis.replace(".Cm", ""))),
            set(usage.split()[-1].split("|")), complaints)


def check_statuses(mkpart, text, complaints):
    line = re.search(r"^Exit status: (.*)", run_mkpart(mkpart, "help")[1], re.M)[1]
    compare("exit status", set(re.findall(r"^\.It (\d+)", section(text, "EXIT STATUS"), re.M)),
            set(re.findall(r"\d+", line)), complaints)


def check_names(mkpart, pages, complaints):
    """Codes, keys in the layout's page, and pages of this project."""
    codes, names = set(listed(mkpart, "checks")), {page.split("/")[1] for page in pages}
    for page in pages:
        text = (TOP / page).read_text()
        for code in sorted(set(re.findall(r"MK\d{4}", text)) - codes):
            complaints.add(f"{page}: there is no {code}")
        for name, number in re.findall(r"^\.Xr (mkpart\S*) (\d)", text, re.M):
            if f"{name}.{number}" not in names:
                complaints.add(f"{page}: there is no {name}({number})")
        if page != MAIN and ".Xr mkpart 1" not in text:
            complaints.add(f"{page}: does not refer to mkpart(1)")
    main = (TOP / MAIN).read_text()
    for name in sorted(names - {"mkpart.1"}):
        if f".Xr {name.replace('.', ' ')}" not in section(main, "SEE ALSO"):
            complaints.add(f"{MAIN}: does not refer to {name}")


def check_keys(mkpart, complaints):
    """Each key has an entry of its own, and words around the list as well."""
    page = (TOP / "man/mkpart-layout.5").read_text()
    frame, _, rest = page.partition('.\\" begin keys\n')
    entries = set(re.findall(r"^\.It Ic (\S+)", rest, re.M))
    for path in listed(mkpart, "keys"):
        name = re.sub(r"\[\]$", "", path.split(".")[-1])
        if name not in entries:
            complaints.add(f"man/mkpart-layout.5: key '{path}' is not listed")
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", frame):
            complaints.add(f"man/mkpart-layout.5: key '{path}' is in no text or example")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards")
    mkpart = parser.parse_args().mkpart
    if not shutil.which("mandoc"):
        skip("mandoc is not installed")
    complaints = Complaints()
    pages = [f for f in source_files() if re.fullmatch(r"man/[^/]+\.[1-9]", f)]
    text = (TOP / MAIN).read_text()
    check_mdoc(pages, complaints)
    for check in (check_commands, check_options, check_formats, check_outputs, check_subjects,
                  check_statuses):
        check(mkpart, text, complaints)
    check_names(mkpart, pages, complaints)
    check_keys(mkpart, complaints)
    complaints.finish()


if __name__ == "__main__":
    main()
