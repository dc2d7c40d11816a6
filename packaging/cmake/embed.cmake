# SPDX-License-Identifier: BSD-2-Clause
# Files of other kinds in C sources.

# mkpart_bytes(RESULT PATH): the initializer of an array that holds the file, and a NUL behind it.
function(mkpart_bytes result path)
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
	file(READ ${path} hex HEX)
	string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
	set(${result} "{${bytes}'\\0'}" PARENT_SCOPE)
endfunction()

# mkpart_embed(NAME FILE): writes the text of FILE as `const char mk_NAME_text[]`, and adds its
# source to mkpart_registries.
function(mkpart_embed name file)
	mkpart_bytes(bytes ${PROJECT_SOURCE_DIR}/${file})
	set(output ${PROJECT_BINARY_DIR}/registries/${name}_text.c)
	file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"/* SPDX-License-Identifier: BSD-2-Clause */
/* Made from ${file}. */
extern const char mk_${name}_text[];
const char mk_${name}_text[] = ${bytes};
")
	set(mkpart_registries ${mkpart_registries} ${output} PARENT_SCOPE)
endfunction()
