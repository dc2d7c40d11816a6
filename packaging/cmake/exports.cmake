# SPDX-License-Identifier: BSD-2-Clause
include(CheckLinkerFlag)

# A declared function that is not there shall fail the build; older linkers do not know the option.
check_linker_flag(C -Wl,--no-undefined-version MKPART_HAS_NO_UNDEFINED_VERSION)
if(MKPART_HAS_NO_UNDEFINED_VERSION)
	set(mkpart_strict_version_script -Wl,--no-undefined-version)
endif()

# mkpart_exports(OUTPUT HEADER): writes the linker's version script from what HEADER declares with
# MK_API. A function is of the version that its comment states as "Since X.Y", or else of the one
# that the comment at the head of the file states; each version builds on the one before.
function(mkpart_exports output header)
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
	file(READ ${header} text)
	string(REGEX MATCHALL
		"/[*]|Since [0-9]+[.][0-9]+|MK_API [a-z][^(;]*[(]" tokens "${text}")
	set(first "")
	foreach(token IN LISTS tokens)
		if(token STREQUAL "/*")
			set(version "${first}")
		elseif(token MATCHES "^Since (.*)$")
			set(version ${CMAKE_MATCH_1})
			if(NOT first)
				set(first ${version})
			endif()
		elseif(token MATCHES "(mk_[a-z0-9_]+)[(]$")
			list(APPEND versions ${version})
			string(APPEND functions_${version} "\t${CMAKE_MATCH_1};\n")
		endif()
	endforeach()
	list(REMOVE_DUPLICATES versions)
	list(SORT versions COMPARE NATURAL)
	set(script "/* SPDX-License-Identifier: BSD-2-Clause */
/* Made from what the header declares. */
")
	set(base "")
	foreach(version IN LISTS versions)
		string(APPEND script "MKPART_${version} {\nglobal:\n${functions_${version}}")
		if(version STREQUAL first)
			string(APPEND script "local:\n\t*;\n")
		endif()
		string(APPEND script "}${base};\n")
		set(base " MKPART_${version}")
	endforeach()
	file(CONFIGURE OUTPUT ${output} CONTENT "${script}" @ONLY)
endfunction()
