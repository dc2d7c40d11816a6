# SPDX-License-Identifier: BSD-2-Clause
# CMakeLists.txt of a stand-in for the kernel: what its build does with mkpart's files, and no
# compiler. The overlay is appended to the board's source as text; the kernel lies where its memory
# begins. A kernel that is told of its memory when it boots takes neither. What is installed of
# libsel4 is enough to compile with.
cmake_minimum_required(VERSION 3.25)
project(kernel NONE)
set(wanted KernelPlatform KernelMaxNumNodes KernelArmHypervisorSupport)
if(NOT KernelEnableMultikernelSupport)
	list(APPEND wanted KernelCustomDTS KernelCustomDTSOverlay)
endif()
foreach(name IN LISTS wanted)
	if("${${name}}" STREQUAL "")
		message(FATAL_ERROR "${name} is not set")
	endif()
endforeach()
set(kernel ${CMAKE_BINARY_DIR}/kernel.elf)
set(blob)
if(NOT KernelEnableMultikernelSupport)
	set(blob ${CMAKE_BINARY_DIR}/kernel.dtb)
	file(READ ${KernelCustomDTS} board)
	file(READ ${KernelCustomDTSOverlay} overlay)
	file(WRITE ${CMAKE_BINARY_DIR}/kernel.dts "${board}${overlay}")
	execute_process(COMMAND ${DTC} -q -o ${blob} ${CMAKE_BINARY_DIR}/kernel.dts
		COMMAND_ERROR_IS_FATAL ANY)
endif()
add_custom_target(kernel.elf ALL
	COMMAND ${MAKE_KERNEL} ${kernel} ${KernelArmHypervisorSupport} ${blob} VERBATIM)
install(DIRECTORY ${LIBSEL4}/ DESTINATION libsel4/include)
