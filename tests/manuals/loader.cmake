# SPDX-License-Identifier: BSD-2-Clause
# CMakeLists.txt of a stand-in for the loader: configured on top of a kernel's configuration.
cmake_minimum_required(VERSION 3.25)
project(loader NONE)
foreach(name IN ITEMS KernelPlatform KernelCustomDTSOverlay ElfLoaderNumNodes IMAGE_START_ADDR
		ElfloaderImage)
	if("${${name}}" STREQUAL "")
		message(FATAL_ERROR "${name} is not set")
	endif()
endforeach()
