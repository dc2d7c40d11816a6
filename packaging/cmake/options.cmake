# SPDX-License-Identifier: BSD-2-Clause
# How everything is compiled. MKPART_SANITIZE, MKPART_RED_ZONES and MKPART_WERROR are on in the
# `dev` preset; the presets `coverage` and `threads` have an option each of their own.
option(MKPART_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(MKPART_RED_ZONES "Allocate each object by itself, so that sanitizers see its ends" OFF)
option(MKPART_THREADS "Build with ThreadSanitizer" OFF)
option(MKPART_COVERAGE "Count what runs, for gcov" OFF)
option(MKPART_FUZZ "Build for libFuzzer, with clang; see tests/fuzz" OFF)
option(MKPART_WERROR "Treat warnings as errors" OFF)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON) # without it binaries depend on the build path

if(NOT CMAKE_BUILD_TYPE)
	set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

add_library(mkpart_options INTERFACE)
target_compile_definitions(mkpart_options INTERFACE _GNU_SOURCE)
target_compile_options(mkpart_options INTERFACE
	-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla
	-Wwrite-strings -Wformat -Wformat-security
	-fstack-protector-strong
	"-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
target_link_options(mkpart_options INTERFACE -Wl,-z,relro -Wl,-z,now)
# For what is shipped: the macros of Criterion, of which unit tests are made, narrow and cast.
set(mkpart_strict -Wconversion -Wsign-conversion -Wcast-qual)
if(MKPART_WERROR)
	target_compile_options(mkpart_options INTERFACE -Werror)
endif()
if(MKPART_SANITIZE)
	target_compile_options(mkpart_options INTERFACE
		-fsanitize=address,undefined -fno-sanitize-recover=undefined
		-fno-omit-frame-pointer)
	target_link_options(mkpart_options INTERFACE -fsanitize=address,undefined)
endif()
if(MKPART_RED_ZONES)
	target_compile_definitions(mkpart_options INTERFACE MK_ARENA_RED_ZONES)
endif()
if(MKPART_THREADS)
	target_compile_options(mkpart_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
	target_link_options(mkpart_options INTERFACE -fsanitize=thread)
endif()
if(MKPART_COVERAGE)
	target_compile_options(mkpart_options INTERFACE --coverage -O0)
	target_link_options(mkpart_options INTERFACE --coverage)
endif()
if(MKPART_FUZZ)
	target_compile_options(mkpart_options INTERFACE -fsanitize=fuzzer-no-link)
	target_link_options(mkpart_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
