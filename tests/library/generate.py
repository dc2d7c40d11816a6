#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mkpart_generate in a project outside the tree, with Ninja and Make, in folders with blanks.

Touching the layout, the board or mkpart generates anew; touching anything else, or nothing, does
not. What depends on a generated file is built after it, and with Ninja only when it changed.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = TOP / "examples/qemu-arm-virt"

# `generated` and `used` count: a line for every run.
CMAKE = """cmake_minimum_required(VERSION 3.25)
project(board LANGUAGES NONE)
find_package(mkpart REQUIRED)
mkpart_generate(LAYOUT "the layout/layout.yaml" OUTPUT_DIRECTORY "what is made/" BOARD board.dtb
	TARGET configuration OUTPUTS files OPTIONS --allow=MK0128)
file(WRITE ${CMAKE_BINARY_DIR}/files.txt "${files}")
set(made "${CMAKE_BINARY_DIR}/what is made")
foreach(node IN ITEMS control io)
	add_custom_command(OUTPUT ${node}.copy
		COMMAND ${CMAKE_COMMAND} -E copy ${made}/${node}/mkpart.h ${node}.copy
		COMMAND ${CMAKE_COMMAND} -E echo ${node} >> used.txt
		DEPENDS ${made}/${node}/mkpart.h VERBATIM)
	list(APPEND copies ${node}.copy)
endforeach()
add_custom_target(copies ALL DEPENDS ${copies})
add_subdirectory(other)
"""
OTHER = """add_custom_target(elsewhere ALL
	COMMAND ${CMAKE_COMMAND} -E copy "${CMAKE_BINARY_DIR}/what is made/plan.json" plan.copy)
add_dependencies(elsewhere configuration)
"""
# A board that is built: mkpart cannot be asked before it is.
BUILT = """cmake_minimum_required(VERSION 3.25)
project(board LANGUAGES NONE)
find_package(mkpart REQUIRED)
add_custom_command(OUTPUT built.dtb
	COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/board.dtb built.dtb
	DEPENDS board.dtb VERBATIM)
mkpart_generate(LAYOUT "the layout/layout.yaml" OUTPUT_DIRECTORY out TARGET configuration
	BOARD ${CMAKE_BINARY_DIR}/built.dtb FILES control/mkpart.h io/mkpart.h)
add_custom_command(OUTPUT copy COMMAND ${CMAKE_COMMAND} -E copy out/io/mkpart.h copy
	DEPENDS ${CMAKE_BINARY_DIR}/out/io/mkpart.h VERBATIM)
add_custom_target(use ALL DEPENDS copy)
"""


class Project:
    def __init__(self, options, folder, generator, text):
        self.cmake = options.cmake
        self.source = folder / "a project"
        self.build_folder = self.source / "its build"
        self.layout = self.source / "the layout/layout.yaml"
        self.board = self.source / "board.dtb"
        (self.source / "the layout").mkdir(parents=True)
        (self.source / "other").mkdir()
        (self.source / "CMakeLists.txt").write_text(text)
        (self.source / "other/CMakeLists.txt").write_text(OTHER)
        shutil.copy(EXAMPLE / "two-nodes.yaml", self.layout)
        shutil.copy(EXAMPLE / "board.dtb", self.board)
        # Counts its runs, and stands for mkpart: it can be touched.
        self.mkpart = folder / "counting mkpart"
        self.mkpart.write_text(f"""#!/bin/sh
case " $* " in *" --check "*) ;; *) echo run >>'{folder}/runs' ;; esac
exec '{options.prefix}/bin/mkpart' "$@"
""")
        self.mkpart.chmod(0o755)
        self.runs_file = folder / "runs"
        self.configure = ["-G", generator, "-S", self.source, "-B", self.build_folder,
                          f"-DCMAKE_PREFIX_PATH={options.prefix}",
                          f"-DMKPART_PROGRAM={self.mkpart}"]

    def run(self, *arguments, ok=True):
        result = subprocess.run([self.cmake, *map(str, arguments)], capture_output=True, text=True,
                                check=False)
        assert (result.returncode == 0) == ok, result.stdout + result.stderr
        return result.stdout + result.stderr

    def build(self, ok=True):
        """How often mkpart generated, and for which nodes its files were used."""
        used = self.build_folder / "used.txt"
        for counts in (self.runs_file, used):
            counts.unlink(missing_ok=True)
        self.said = self.run("--build", self.build_folder, ok=ok)
        runs = self.runs_file.read_text().count("run") if self.runs_file.exists() else 0
        return runs, sorted(used.read_text().split()) if used.exists() else []

    def expect(self, what, runs, used):
        found = self.build()
        assert found == (runs, used), f"{what}: {found} instead of {(runs, used)}\n{self.said}"


def touch(path):
    """Newer than all that there is, for file systems whose clock is coarse, too."""
    time.sleep(0.02)
    os.utime(path)


def edit(path, old, new):
    time.sleep(0.02)
    text = path.read_text()
    assert old in text, old
    path.write_text(text.replace(old, new))


def check_files(project):
    listed = (project.build_folder / "files.txt").read_text().split(";")
    made = project.build_folder / "what is made"
    there = [str(path) for path in made.rglob("*")
             if path.is_file() and path.name != ".mkpart-files"]
    assert sorted(listed) == sorted(there), (listed, there)


def life_of_a_project(options, folder, generator):
    project = Project(options, folder, generator, CMAKE)
    ninja = generator == "Ninja"
    project.run(*project.configure)
    both = ["control", "io"]
    project.expect("at first", 1, both)
    check_files(project)
    project.expect("nothing touched", 0, [])
    for what in (project.layout, project.board, project.mkpart):
        touch(what)
        project.expect(f"{what.name} touched", 1, [] if ninja else both)
        project.expect(f"nothing touched after {what.name}", 0, [])
    touch(project.source / "CMakeLists.txt")
    project.expect("another file touched", 0, [])

    edit(project.layout, "irqs: [{spi: 3}]", "irqs: [{spi: 4}]")
    project.expect("one node changed", 1, ["io"] if ninja else both)
    project.expect("nothing touched after one node changed", 0, [])

    (project.build_folder / "what is made/io/mkpart.h").unlink()
    project.expect("an output removed", 1, ["io"] if ninja else both)

    edit(project.layout, "irqs: [{spi: 4}]", "irqs: [{spi: 4000}]")
    found = project.build(ok=False)
    assert found[1] == [] and "MK0206" in project.said, f"an error: {found}\n{project.said}"
    edit(project.layout, "irqs: [{spi: 4000}]", "irqs: [{spi: 4}]")
    project.expect("the error mended", 1, [] if ninja else both)

    edit(project.source / "CMakeLists.txt", "control io", "control net")
    project.layout.write_text(re.sub(r"\bio\b", "net", project.layout.read_text()))
    project.expect("a node renamed", 1, ["control", "net"])
    check_files(project)
    project.expect("nothing touched after a node was renamed", 0, [])


def life_with_a_built_board(options, folder, generator):
    project = Project(options, folder, generator, BUILT)
    project.run(*project.configure)
    project.expect("a built board", 1, [])
    project.expect("a built board, nothing touched", 0, [])
    touch(project.board)
    project.expect("a built board touched", 1, [])


def life_with_the_layouts_board(options, folder, generator):
    """Which board that is, only the dependency file tells."""
    project = Project(options, folder, generator, CMAKE.replace(" BOARD board.dtb", ""))
    board = project.layout.with_name("board.dtb")
    project.board.rename(board)
    project.run(*project.configure)
    both = ["control", "io"]
    project.expect("the layout's board", 1, both)
    project.expect("the layout's board, nothing touched", 0, [])
    touch(board)
    project.expect("the layout's board touched", 1, [] if generator == "Ninja" else both)
    project.expect("the layout's board, nothing touched any more", 0, [])


def refusals(options, folder, generator):
    for number, (change, why) in enumerate({
            'LAYOUT "the layout/layout.yaml"': "LAYOUT is missing",
            'OUTPUT_DIRECTORY "what is made/"': "OUTPUT_DIRECTORY is missing",
            "TARGET configuration": "unknown argument",
            "BOARD board.dtb": "nothing can be generated"}.items()):
        there = folder / str(number)
        there.mkdir()
        new = {"TARGET configuration": "GOAL configuration",
               "BOARD board.dtb": "BOARD absent.dtb"}.get(change, "")
        project = Project(options, there, generator, CMAKE.replace(change, new))
        said = project.run(*project.configure, ok=False)
        assert why in said, f"{why}:\n{said}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--prefix", type=pathlib.Path, required=True)
    options = parser.parse_args()
    for generator, program in (("Ninja", "ninja"), ("Unix Makefiles", "make")):
        if not shutil.which(program):
            print(f"no {program} here")
            continue
        for life in (life_of_a_project, life_with_a_built_board,
                     life_with_the_layouts_board, refusals):
            with tempfile.TemporaryDirectory(prefix="with a blank ") as folder:
                life(options, pathlib.Path(folder).resolve(), generator)
                print(f"ok: {life.__name__} with {generator}")
    sys.exit(0)


if __name__ == "__main__":
    main()
