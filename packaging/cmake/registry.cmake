# SPDX-License-Identifier: BSD-2-Clause
# The folder is the registry: each file FOLDER/NAME.c ends in a row `const TYPE PREFIX_NAME`, and
# this writes the array PREFIXs of all of them, in the order of their file names. (Linker sections
# would do it too, but lose unreferenced rows of a static archive without a word.)
#
# mkpart_registry(WHAT FOLDER HEADER TYPE PREFIX)
#   sets mkpart_WHAT_registry to the source file written, and adds it to mkpart_registries
function(mkpart_registry what folder header type prefix)
	set(folder_path ${PROJECT_SOURCE_DIR}/${folder})
	file(GLOB files CONFIGURE_DEPENDS RELATIVE ${folder_path} ${folder_path}/*.c)
	list(SORT files)
	set(externs "")
	set(rows "")
	foreach(file IN LISTS files)
		cmake_path(GET file STEM name)
		string(APPEND externs "extern const ${type} ${prefix}_${name};\n")
		string(APPEND rows "\t&${prefix}_${name},\n")
	endforeach()
	set(output ${PROJECT_BINARY_DIR}/registries/${what}.c)
	file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"/* SPDX-License-Identifier: BSD-2-Clause */
/* Made from the file names in ${folder}. */
#include <stddef.h>
#include \"${header}\"

${externs}
const ${type} *const ${prefix}s[] = {
${rows}\tNULL,
};
const size_t ${prefix}_count = sizeof ${prefix}s / sizeof *${prefix}s - 1;
")
	set(mkpart_${what}_registry ${output} PARENT_SCOPE)
	if(NOT what STREQUAL "commands")
		set(mkpart_registries ${mkpart_registries} ${output} PARENT_SCOPE)
	endif()
endfunction()
