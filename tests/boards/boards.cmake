# SPDX-License-Identifier: BSD-2-Clause
# Synthetic boards, each with one oddity: compiled to ${CMAKE_CURRENT_BINARY_DIR}/boards/NAME.dtb.
file(GLOB board_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.dts)
foreach(source IN LISTS board_sources)
	cmake_path(GET source STEM name)
	set(blob ${CMAKE_CURRENT_BINARY_DIR}/boards/${name}.dtb)
	add_custom_command(OUTPUT ${blob}
		COMMAND ${DTC} -q -I dts -O dtb -o ${blob} ${source}
		DEPENDS ${source} VERBATIM)
	list(APPEND board_blobs ${blob})
endforeach()
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/boards)
add_custom_target(test_boards ALL DEPENDS ${board_blobs})
