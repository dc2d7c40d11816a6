# SPDX-License-Identifier: BSD-2-Clause
# CMakeLists.txt of a stand-in for the kernel: what its build does with mkpart's files, and no
# compiler. The overlay is appended to the board's source as text; the kernel lies where its memory
# begins.
cmake_minimum_required(VERSION 3.25)
project(kernel NONE)
foreach(name IN ITEMS KernelPlatform KernelCustomDTS KernelCustomDTSOverlay KernelMaxNumNodes
		KernelArmHypervisorSupport)
	if("${${name}}" STREQUAL "")
		message(FATAL_ERROR "${name} is not set")
	endif()
endforeach()
file(READ ${KernelCustomDTS} board)
file(READ ${KernelCustomDTSOverlay} overlay)
file(WRITE ${CMAKE_BINARY_DIR}/kernel.dts "${board}${overlay}")
execute_process(COMMAND ${DTC} -q -o ${CMAKE_BINARY_DIR}/kernel.dtb ${CMAKE_BINARY_DIR}/kernel.dts
	COMMAND_ERROR_IS_FATAL ANY)
add_custom_target(kernel.elf COMMAND ${MAKE_KERNEL} ${CMAKE_BINARY_DIR}/kernel.dtb
	${CMAKE_BINARY_DIR}/kernel.elf ${KernelArmHypervisorSupport} VERBATIM)
