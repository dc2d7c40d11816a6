# SPDX-License-Identifier: BSD-2-Clause
# CMakeLists.txt of a stand-in for the project around the loader: configured on top of a kernel's
# configuration, beside the folders `out` and `images`.
cmake_minimum_required(VERSION 3.25)
project(loader NONE)
foreach(name IN ITEMS KernelPlatform KernelCustomDTSOverlay ElfLoaderNumNodes IMAGE_START_ADDR
		ElfloaderImage)
	if("${${name}}" STREQUAL "")
		message(FATAL_ERROR "${name} is not set")
	endif()
endforeach()
set(top ${CMAKE_SOURCE_DIR}/..)
add_custom_target(elfloader COMMAND ${MAKE_LOADER} ${top}/out/loader/manifest.json ${top}/images
	${IMAGE_START_ADDR} ${CMAKE_BINARY_DIR}/elfloader/elfloader VERBATIM)
