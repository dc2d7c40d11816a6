# SPDX-License-Identifier: BSD-2-Clause
# mkpart_embed(NAME FILE): writes the text of FILE as `const char mk_NAME_text[]`, and adds its
# source to mkpart_registries.
function(mkpart_embed name file)
	set(path ${PROJECT_SOURCE_DIR}/${file})
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
	file(READ ${path} hex HEX)
	string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
	set(output ${PROJECT_BINARY_DIR}/registries/${name}_text.c)
	file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"/* SPDX-License-Identifier: BSD-2-Clause */
/* Made from ${file}. */
extern const char mk_${name}_text[];
const char mk_${name}_text[] = {${bytes}'\\0'};
")
	set(mkpart_registries ${mkpart_registries} ${output} PARENT_SCOPE)
endfunction()
