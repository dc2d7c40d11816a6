#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What a shell makes of a Tab behind "mkpart ...": the installed scripts in real shells.

Each shell runs at a terminal of its own. It is asked to insert all completions of a line, and then
to show the line, which is taken apart here as a shell would. fish tells its completions by itself.
A file called "mkpart-was-evaluated" would tell that something of a tree or a name was evaluated.
"""
import argparse
import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 30 # seconds for an answer
EVALUATED = "mkpart-was-evaluated"

# Readline and zle print the line between these, quoted for a shell.
LINE = re.compile(rb"<<LINE (.*?) LINE>>", re.S)

BASH = r"""
PS1='$ ' HISTFILE= INPUTRC=/dev/null
%(load)s
bind 'set bell-style none' 'set page-completions off' 2>/dev/null
bind 'set enable-bracketed-paste off'
bind '"\C-xa": insert-completions'
bind '"\C-xd": complete'
__show() { printf '<<LINE %%s LINE>>' "$READLINE_LINE"; READLINE_LINE=; READLINE_POINT=0; }
bind -x '"\C-xs": __show'
printf 'READY %%s\n' NOW
"""

ZSH = r"""
PS1='$ '
fpath=(%(scripts)s/zsh/vendor-completions $fpath)
autoload -Uz compinit && compinit -u -d %(home)s/zcompdump
setopt no_beep
unsetopt prompt_cr prompt_sp
zstyle ':completion:*' list-prompt ''
zstyle ':completion:insert-all:*' completer _all_matches _complete
zstyle ':completion:insert-all:*' old-matches false
zstyle ':completion:insert-all:*' insert yes
zle -C insert-all complete-word _generic
bindkey -e
bindkey '^Xa' insert-all
bindkey '^Xd' complete-word
__show() { print -rn -- "<<LINE $BUFFER LINE>>"; BUFFER=; }
zle -N __show
bindkey '^Xs' __show
print READY NOW
"""


def split(line):
    """As a shell does; the last word, which may be empty, may lack its last quote."""
    for end in ("", "'", '"'):
        try:
            words = shlex.split(line + end)
        except ValueError:
            continue
        return words + [""] if line.endswith(" ") and not end else words
    raise ValueError(line)


class Terminal:
    """A shell at the other end of a terminal."""

    def __init__(self, arguments, environment, folder, setup):
        self.process, self.fd = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, environment)
        self.seen = b""
        startup = pathlib.Path(environment["HOME"]) / "startup"
        startup.write_text(setup)
        self.write(f". {startup}\n")
        self.wait_for(re.compile(rb"READY NOW"))

    def write(self, text):
        os.write(self.fd, text.encode())

    def wait_for(self, pattern):
        end = time.monotonic() + PATIENCE
        while not (found := pattern.search(self.seen)):
            ready, _, _ = select.select([self.fd], [], [], max(0, end - time.monotonic()))
            assert ready, f"no answer: {self.seen[-1000:]}"
            self.seen += os.read(self.fd, 65536)
        self.seen = self.seen[found.end():]
        return found

    def keys(self, text, key):
        """The line after typing it and pressing a key."""
        self.write(text + "\x18" + key)
        time.sleep(0.05) # a shell that is busy reads what follows as typed before the key
        self.write("\x18s")
        line = self.wait_for(LINE)[1].decode()
        return line.replace("\r", "").replace("\n", "")

    def close(self):
        self.write("\x04")
        os.close(self.fd)
        os.waitpid(self.process, 0)


class PtyShell:
    """bash or zsh."""

    def __init__(self, name, arguments, setup, load=""):
        self.name, self.arguments, self.setup, self.load = name, arguments, setup, load

    def start(self, environment, folder, values):
        setup = self.setup % {**values, "load": self.load % values}
        self.terminal = Terminal(self.arguments, environment, folder, setup)

    def words(self, line):
        """The candidates at the end of a line, as words."""
        before = split(line)
        typed = before[-1]
        after = self.terminal.keys(line, "a")
        words = shlex.split(after)[len(before) - 1:]
        if words in ([typed], []):
            return []
        # Only what is behind a '=' or ':' was replaced in bash, and by several words.
        kept = re.match(r"(.*[=:])?", typed)[0]
        return [word if word.startswith(kept) else kept + word for word in words]

    def finished(self, line):
        return self.terminal.keys(line, "d")

    def stop(self):
        self.terminal.close()


class Fish:
    name = "fish"

    def start(self, environment, folder, _):
        self.environment, self.folder = environment, folder

    def ask(self, line):
        result = subprocess.run(
            ["fish", "-c", "complete -C $argv[1]", line],
            cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=PATIENCE, check=False)
        assert not result.stderr, result.stderr
        return [row.split("\t")[0] for row in result.stdout.splitlines()]

    def words(self, line):
        return self.ask(line)

    def finished(self, line):
        """fish quotes by itself; what it would insert is the only candidate."""
        word, = self.ask(line)
        before = split(line)
        return shlex.join([*before[:-1], word])

    def stop(self):
        pass


BASH_COMPLETION = pathlib.Path("/usr/share/bash-completion/bash_completion")
BASH_COMMAND = ["bash", "--norc", "--noprofile", "-i"]
# By itself, and as bash-completion finds it. zsh is told of the folder, fish finds it by itself.
SHELLS = {
    "bash": lambda: PtyShell("bash", BASH_COMMAND, BASH,
                             "source %(scripts)s/bash-completion/completions/mkpart"),
    "bash-completion": lambda: PtyShell("bash-completion", BASH_COMMAND, BASH,
                                        f"source {BASH_COMPLETION}"),
    "zsh": lambda: PtyShell("zsh", ["zsh", "-f", "-i"], ZSH),
    "fish": Fish,
}

# A tree whose names are commands to whoever evaluates them.
HOSTILE = r"""/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	compatible = "linux,dummy-virt";
	aliases {
		serial0 = "/uart@1000";
		a_b = "/uart@1000";
	};
	uart@1000 {
		compatible = "arm,pl011";
		reg = <0x1000 0x1000>;
	};
};
"""


def write_hostile_tree(dtc, folder):
    """Aliases and nodes that no shell should read aloud."""
    source = folder / "hostile.dts"
    source.write_text(HOSTILE.replace("a_b", "x" * 40).replace("/uart@1000", "/" + "y" * 41)
                      .replace("\tuart@1000", "\t" + "y" * 41))
    blob = folder / "hostile.dtb"
    subprocess.run([dtc, "-f", "-q", "-I", "dts", "-O", "dtb", "-o", blob, source], check=True,
                   capture_output=True)
    content = blob.read_bytes()
    for old, new in ((b"x" * 40, f"$(touch {EVALUATED})`touch {EVALUATED}`"),
                     (b"y" * 41, f"u$(touch {EVALUATED});touch {EVALUATED}")):
        new = new.encode()[:len(old)]
        assert old in content
        content = content.replace(old, new.ljust(len(old), b"x"))
    blob.write_bytes(content)
    source.unlink()


def make_scene(folder, dtc):
    board = TOP / "examples/zcu102/board.dtb"
    layout = TOP / "examples/zcu102/two-nodes.yaml"
    for name in ("board.dtb", "my board.dtb"):
        shutil.copy(board, folder / name)
    for name in ("layout.yaml", "my layout.yaml", "it's.yaml", "a$(touch x).yaml", "b:c.yaml",
                 "d=e.yaml"):
        shutil.copy(layout, folder / name)
    (folder / "notes.txt").write_text("")
    (folder / "my folder").mkdir()
    shutil.copy(layout, folder / "my folder/deep.json")
    write_hostile_tree(dtc, folder)
    (folder / "hostile.yaml").write_text("version: 1\nboard: {dtb: hostile.dtb}\nnodes: []\n")


LAYOUTS = {"layout.yaml", "my layout.yaml", "it's.yaml", "a$(touch x).yaml", "b:c.yaml", "d=e.yaml",
           "hostile.yaml"}
FOLDERS = {"my folder/", "my folder"}

# A line, what is offered at its end, and what is not.
OFFERS = [
    ("mkpart ", {"check", "plan", "gen", "own", "board", "init", "explain", "list", "help"},
     {"layout.yaml", "--help"}),
    ("mkpart p", {"plan"}, {"check"}),
    ("mkpart help ", {"check", "plan"}, set()),
    ("mkpart --", {"--help", "--version"}, {"--format"}),
    ("mkpart check --", {"--format", "--board", "--allow", "--werror", "--color"},
     {"--nodes", "--output"}),
    ("mkpart check --werror --", {"--board"}, {"--werror"}),
    ("mkpart plan --f", {"--format"}, set()),
    ("mkpart check --format ", {"text", "gcc", "sarif", "json"}, {"table"}),
    ("mkpart plan --format ", {"table", "json"}, {"sarif"}),
    ("mkpart check --format=s", {"--format=sarif"}, {"--format=gcc"}),
    ("mkpart check --color ", {"auto", "always", "never"}, set()),
    ("mkpart check --color=a", {"--color=auto", "--color=always"}, {"--color=never"}),
    ("mkpart explain MK01", {"MK0101", "MK0118"}, {"MK0201"}),
    ("mkpart explain slices-d", {"slices-disjoint"}, set()),
    ("mkpart check --allow MK0", {"MK0128", "MK0802"}, {"MK0101"}),
    ("mkpart check -W MK08", {"MK0802"}, {"MK0128"}),
    ("mkpart check -W MK0802=", {"MK0802=note", "MK0802=error", "MK0802=warning"}, set()),
    ("mkpart check layout.yaml --allow MK0205:ser", {"MK0205:serial0", "MK0205:serial1"}, set()),
    ("mkpart check layout.yaml --allow=MK0205:ser", {"--allow=MK0205:serial0"}, set()),
    ("mkpart list ", {"checks", "keys", "schema", "platforms"}, set()),
    ("mkpart check ", LAYOUTS, {"notes.txt", "board.dtb"}),
    ("mkpart check layout.yaml ", LAYOUTS, {"notes.txt"}),
    ("mkpart board ", {"board.dtb", "my board.dtb"}, {"layout.yaml", "notes.txt"}),
    ("mkpart check --board ", {"board.dtb", "my board.dtb"}, {"layout.yaml"}),
    ("mkpart check --board=", {"--board=board.dtb", "--board=my board.dtb"}, {"layout.yaml"}),
    ("mkpart check --baseline ", {"notes.txt", "layout.yaml"}, set()),
    ("mkpart own layout.yaml ", {"serial0", "ethernet0", "intid", "spi", "/axi/serial@ff000000"},
     {"layout.yaml"}),
    ("mkpart own 'my layout.yaml' ser", {"serial0", "serial1"}, {"intid"}),
    ("mkpart own my\\ layout.yaml serial0 /axi/can", {"/axi/can@ff070000"}, {"serial0"}),
    ("mkpart own hostile.yaml --board=my\\ board.dtb ser", {"serial0"}, set()),
    ("mkpart own hostile.yaml ", {"serial0", "intid"}, set()),
    ("mkpart own hostile.yaml /", set(), set()),
    ("mkpart own hostile.yaml $", set(), set()),
    ("mkpart init --nodes ", set(), {"board.dtb", "layout.yaml"}),
    ("mkpart chekc --", {"--help"}, {"--format"}),
]

# A line, and what it is when its only completion was taken.
FINISHED = [
    ("mkpart expl", ["mkpart", "explain"]),
    ("mkpart check --format=sa", ["mkpart", "check", "--format=sarif"]),
    ("mkpart check my\\ l", ["mkpart", "check", "my layout.yaml"]),
    ("mkpart check 'my l", ["mkpart", "check", "my layout.yaml"]),
    ("mkpart check \"my l", ["mkpart", "check", "my layout.yaml"]),
    ("mkpart check --board=my\\ b", ["mkpart", "check", "--board=my board.dtb"]),
    ("mkpart check it", ["mkpart", "check", "it's.yaml"]),
    ("mkpart check a", ["mkpart", "check", "a$(touch x).yaml"]),
    ("mkpart check b", ["mkpart", "check", "b:c.yaml"]),
    ("mkpart check d", ["mkpart", "check", "d=e.yaml"]),
    ("mkpart check -W MK0802=n", ["mkpart", "check", "-W", "MK0802=note"]),
    ("mkpart check layout.yaml --allow MK0205:serial0",
     ["mkpart", "check", "layout.yaml", "--allow", "MK0205:serial0"]),
    ("mkpart own layout.yaml /axi/can@ff07", ["mkpart", "own", "layout.yaml", "/axi/can@ff070000"]),
    ("mkpart check 'my folder/'d", ["mkpart", "check", "my folder/deep.json"]),
    ("mkpart check my\\ folder/d", ["mkpart", "check", "my folder/deep.json"]),
]


class Test:
    def __init__(self, shell):
        self.shell, self.count, self.complaints = shell, 0, 0

    def expect(self, truth, *what):
        self.count += 1
        if not truth:
            self.complaints += 1
            print(f"{self.shell.name}:", *what)

    def offers(self):
        for line, offered, not_offered in OFFERS:
            found = set(self.shell.words(line))
            self.expect(offered <= found, f"'{line}' lacks {sorted(offered - found)}; it has",
                        sorted(found)[:20])
            self.expect(not not_offered & found, f"'{line}' has {sorted(not_offered & found)}")
            self.expect(not any(EVALUATED in word for word in found), f"'{line}' has evil names")

    def finishes(self):
        for line, expected in FINISHED:
            text = self.shell.finished(line)
            words = [word for word in split(text) if word]
            self.expect(words == expected, f"'{line}' becomes {text!r}")


def install(options, prefix):
    subprocess.run([options.cmake, "--install", options.build, "--prefix", prefix], check=True,
                   capture_output=True)


def check_hostile_tree(prefix, folder):
    """It is a tree, and mkpart knows its names."""
    result = subprocess.run([f"{prefix}/bin/mkpart", "board", "hostile.dtb"], cwd=folder,
                            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert EVALUATED in result.stdout, result.stdout + result.stderr


def run(shell, options):
    with tempfile.TemporaryDirectory() as holder:
        holder = pathlib.Path(holder).resolve()
        folder, home, prefix = holder / "scene", holder / "home", holder / "prefix"
        folder.mkdir()
        home.mkdir()
        make_scene(folder, options.dtc)
        install(options, prefix)
        check_hostile_tree(prefix, folder)
        environment = {"PATH": f"{prefix}/bin:{os.environ['PATH']}", "HOME": str(home),
                       "XDG_DATA_DIRS": f"{prefix}/share:/usr/share",
                       "LC_ALL": "C.UTF-8", "TERM": "dumb", "COLUMNS": "20000", "LINES": "50"}
        values = {"scripts": f"{prefix}/share", "home": home}
        shell.start(environment, folder, values)
        test = Test(shell)
        test.offers()
        test.finishes()
        shell.stop()
        test.expect(not list(holder.rglob(EVALUATED)) and not (folder / "x").exists(),
                    "something was evaluated")
    print(f"{shell.name}: {test.count} questions, {test.complaints} wrong answers")
    return test.complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True)
    parser.add_argument("--dtc", required=True)
    parser.add_argument("--cmake", default="cmake")
    parser.add_argument("shell", choices=SHELLS)
    options = parser.parse_args()
    is_there = BASH_COMPLETION.exists() if options.shell == "bash-completion" else \
        shutil.which(options.shell)
    if not is_there:
        print(f"skipped: {options.shell} is not there")
        sys.exit(77)
    sys.exit(1 if run(SHELLS[options.shell](), options) else 0)


if __name__ == "__main__":
    main()
