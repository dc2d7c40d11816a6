# SPDX-License-Identifier: BSD-2-Clause
#[[
Makes `mkpart gen` part of a build:

  mkpart_generate(LAYOUT file OUTPUT_DIRECTORY folder [BOARD file] [TARGET name]
                  [OUTPUTS variable] [OPTIONS option...] [DEPENDS target-or-file...]
                  [FILES file...])

LAYOUT            the layout; relative to the current source folder
OUTPUT_DIRECTORY  where the files go; relative to the current binary folder
BOARD             the board's DTB, if it is not the one that the layout names
TARGET            a target that generates, and is part of `all`
OUTPUTS           a variable that is set to the full names of the files
OPTIONS           further options of `gen`: --werror, --allow=CODE, -W CODE
DEPENDS           what has to be built first, such as the DTB
FILES             the files that will be generated, below OUTPUT_DIRECTORY: for a layout or a
                  board that is itself built. Otherwise mkpart is asked, and asked again whenever
                  the layout changes

Each file can be depended upon by its full name within the folder that calls this, and by TARGET
anywhere. mkpart runs again when the layout, the board or mkpart itself is newer. With Ninja, only
what depends on a file that really changed is built after it; with Make, all that depends on any.
The program is MKPART_PROGRAM.
]]
cmake_policy(VERSION 3.20...3.31)

# Sets `variable` to the files' names below the output folder.
function(mkpart_ask_files variable)
	# Into a folder that is never made, each file is one to be written.
	execute_process(
		COMMAND ${MKPART_PROGRAM} gen --check --color=never --output=never-made
			${ARGN}
		WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles
		OUTPUT_VARIABLE lines ERROR_VARIABLE findings RESULT_VARIABLE status)
	string(REGEX MATCHALL "would write never-made/[^\n]+" files "${lines}")
	list(TRANSFORM files REPLACE "^would write never-made/" "")
	if(NOT "plan.json" IN_LIST files)
		message(NOTICE "${findings}")
		message(FATAL_ERROR
			"mkpart_generate: nothing can be generated, see above (${status})")
	endif()
	set(${variable} ${files} PARENT_SCOPE)
endfunction()

function(mkpart_generate)
	cmake_parse_arguments(PARSE_ARGV 0 arg ""
		"LAYOUT;OUTPUT_DIRECTORY;BOARD;TARGET;OUTPUTS" "OPTIONS;DEPENDS;FILES")
	if(arg_UNPARSED_ARGUMENTS)
		message(FATAL_ERROR "mkpart_generate: unknown argument '${arg_UNPARSED_ARGUMENTS}'")
	endif()
	foreach(name IN ITEMS LAYOUT OUTPUT_DIRECTORY)
		if(NOT arg_${name})
			message(FATAL_ERROR "mkpart_generate: ${name} is missing")
		endif()
	endforeach()
	find_program(MKPART_PROGRAM mkpart HINTS ${MKPART_BINDIR} NO_CMAKE_FIND_ROOT_PATH)
	if(NOT MKPART_PROGRAM)
		message(FATAL_ERROR "mkpart_generate: the program mkpart is not installed")
	endif()

	cmake_path(ABSOLUTE_PATH arg_LAYOUT BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
	cmake_path(ABSOLUTE_PATH arg_OUTPUT_DIRECTORY BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
		NORMALIZE)
	# `gen` spells the folder without a slash at its end, in its dependency file too.
	string(REGEX REPLACE "(.)/$" "\\1" folder ${arg_OUTPUT_DIRECTORY})
	set(inputs ${arg_LAYOUT})
	set(arguments ${arg_OPTIONS})
	if(arg_BOARD)
		cmake_path(ABSOLUTE_PATH arg_BOARD BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
			NORMALIZE)
		list(APPEND inputs ${arg_BOARD})
		list(APPEND arguments --board=${arg_BOARD})
	endif()
	list(APPEND arguments -- ${arg_LAYOUT})

	if(NOT arg_FILES)
		mkpart_ask_files(arg_FILES ${arguments})
		set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${arg_LAYOUT})
	endif()
	# The file that the dependency file is about comes first.
	list(REMOVE_ITEM arg_FILES plan.json)
	list(PREPEND arg_FILES plan.json)
	list(TRANSFORM arg_FILES PREPEND ${folder}/)

	# What would not change keeps its time. Ninja compares with the log of its builds; Make with
	# the file, and touches all but the first by itself.
	set(touch "")
	if(NOT CMAKE_GENERATOR MATCHES "Ninja")
		set(touch COMMAND ${CMAKE_COMMAND} -E touch ${folder}/plan.json)
	endif()
	string(SHA1 hash ${folder})
	string(SUBSTRING ${hash} 0 12 hash)
	set(depfile ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/mkpart-${hash}.d)
	cmake_path(RELATIVE_PATH arg_LAYOUT BASE_DIRECTORY ${CMAKE_SOURCE_DIR}
		OUTPUT_VARIABLE shown)
	add_custom_command(OUTPUT ${arg_FILES}
		COMMAND ${MKPART_PROGRAM} gen --quiet --output=${folder} --depfile=${depfile}
			${arguments}
		${touch}
		DEPENDS ${inputs} ${MKPART_PROGRAM} ${arg_DEPENDS}
		DEPFILE ${depfile}
		COMMENT "Generating the nodes' files of ${shown}"
		VERBATIM)
	if(arg_TARGET)
		add_custom_target(${arg_TARGET} ALL DEPENDS ${arg_FILES})
	endif()
	if(arg_OUTPUTS)
		set(${arg_OUTPUTS} ${arg_FILES} PARENT_SCOPE)
	endif()
endfunction()
