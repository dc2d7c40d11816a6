#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Programs outside the tree build against the installed library, shared and static, found by
pkg-config and by CMake, in C and in C++, and do what the installed mkpart does.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples/qemu-arm-virt"
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]

CMAKE = """cmake_minimum_required(VERSION 3.25)
project(consumer VERSION 1 LANGUAGES C)
find_package(mkpart 0.1 REQUIRED COMPONENTS static)
add_executable(shared consumer.c)
target_link_libraries(shared PRIVATE mkpart::mkpart)
add_executable(static consumer.c)
target_link_libraries(static PRIVATE mkpart::mkpart_static)
"""
WANTING = {
    "find_package(mkpart 0.1 REQUIRED COMPONENTS statics)": "statics",
    "find_package(libmkpart 0.1 REQUIRED COMPONENTS statics)": "NOT FOUND",
    "find_package(mkpart 1.0 REQUIRED)": "version",
    "find_package(mkpart 0.2 REQUIRED)": "version",
}


def run(*command, **options):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                            check=False, **options)
    if result.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result.stdout


class Test:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.expected = self.installed_mkpart()

    def installed_mkpart(self):
        mkpart = self.options.prefix / "bin/mkpart"
        run(mkpart, "gen", "--quiet", "-o", self.folder / "out", EXAMPLES / "two-nodes.yaml")
        paths = sorted(str(path.relative_to(self.folder / "out"))
                       for path in (self.folder / "out").rglob("*")
                       if path.is_file() and path.name != ".mkpart-files")
        version = run(mkpart, "--version").split()[-1]
        return [f"{version}: 0 errors", *paths]

    def check_program(self, program, shared):
        said = run(program, EXAMPLES / "two-nodes.yaml", EXAMPLES / "board.dtb", env=self.loader())
        first, *paths = said.splitlines()
        assert [first, *sorted(paths)] == self.expected, f"{program}:\n{said}"
        self.check_needed(program, shared)

    def check_needed(self, program, shared):
        needed = run("readelf", "--dynamic", "--wide", program)
        assert ("libmkpart.so.0" in needed) == shared, f"{program}:\n{needed}"
        assert shared or "libyaml" in needed or "statically" in needed, needed

    def loader(self):
        library, = self.options.prefix.rglob("libmkpart.so")
        return {**os.environ, "LD_LIBRARY_PATH": str(library.parent)}

    def pkg_config(self, *arguments):
        """As words."""
        found, = self.options.first_prefix.rglob("mkpart.pc")
        return run("pkg-config", *arguments, "mkpart",
                   env={**os.environ, "PKG_CONFIG_PATH": str(found.parent)}).split()

    def by_pkg_config(self):
        program = self.folder / "by-pkg-config"
        run(self.options.cc, "-std=c99", *STRICT, HERE / "consumer.c", "-o", program,
            *self.pkg_config("--cflags", "--libs"))
        self.check_program(program, shared=True)

    def by_pkg_config_static(self):
        """From a folder without the shared library."""
        archive, = self.options.first_prefix.rglob("libmkpart.a")
        alone = self.folder / "static"
        alone.mkdir()
        shutil.copy(archive, alone)
        words = self.pkg_config("--static", "--cflags", "--libs")
        for needed in ("-lfdt", "-lyaml", "-ljansson", "-lelf"):
            assert needed in words and needed not in self.pkg_config("--libs"), words
        program = self.folder / "by-pkg-config-static"
        run(self.options.cc, "-std=c99", *STRICT, HERE / "consumer.c", "-o", program,
            *[f"-L{alone}" if word == f"-L{archive.parent}" else word
              for word in words])
        self.check_program(program, shared=False)

    def by_cpp(self):
        if not shutil.which("c++"):
            print("no C++ compiler here")
            return
        program = self.folder / "by-cpp"
        run("c++", "-std=c++11", *STRICT, HERE / "consumer.cpp", "-o", program,
            *self.pkg_config("--cflags", "--libs"))
        said = run(program, env=self.loader())
        assert "checks, the first is MK0001" in said, said

    def configure(self, name, text):
        source = self.folder / name
        source.mkdir()
        shutil.copy(HERE / "consumer.c", source)
        (source / "CMakeLists.txt").write_text(text)
        return source, [self.options.cmake, "-S", source, "-B", source / "build",
                        f"-DCMAKE_PREFIX_PATH={self.options.prefix}"]

    def by_cmake(self):
        source, command = self.configure("by cmake", CMAKE)
        run(*command)
        run(self.options.cmake, "--build", source / "build")
        self.check_program(source / "build/shared", shared=True)
        self.check_program(source / "build/static", shared=False)

    def refusals_of_cmake(self):
        for number, (wanted, why) in enumerate(WANTING.items()):
            text = CMAKE.replace("find_package(mkpart 0.1 REQUIRED COMPONENTS static)", wanted)
            _, command = self.configure(f"wanting-{number}", text)
            result = subprocess.run([str(word) for word in command], capture_output=True,
                                    text=True, check=False)
            assert result.returncode and why in result.stderr, f"{wanted}:\n{result.stderr}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--cc", required=True)
    parser.add_argument("--first-prefix", type=pathlib.Path, required=True)
    parser.add_argument("--prefix", type=pathlib.Path, required=True)
    with tempfile.TemporaryDirectory() as folder:
        test = Test(parser.parse_args(), pathlib.Path(folder))
        for step in (test.by_pkg_config, test.by_pkg_config_static, test.by_cpp, test.by_cmake,
                     test.refusals_of_cmake):
            step()
            print(f"ok: {step.__name__}")
    sys.exit(0)


if __name__ == "__main__":
    main()
