# SPDX-License-Identifier: BSD-2-Clause
# mkpart_examples(FOLDER): writes the array mk_examples from FOLDER/CODE-bad.yaml and -good.yaml,
# and adds its source to mkpart_registries. Byte by byte, as some are no text on purpose.
function(mkpart_examples folder)
	file(GLOB files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/${folder} ${folder}/*.yaml)
	list(SORT files)
	set(items "")
	set(rows "")
	foreach(file IN LISTS files)
		set(path ${PROJECT_SOURCE_DIR}/${folder}/${file})
		if(NOT file MATCHES "^(MK[0-9][0-9][0-9][0-9])-(good|bad)[.]yaml$")
			message(FATAL_ERROR "${path} is not called CODE-bad.yaml or CODE-good.yaml")
		endif()
		set(code ${CMAKE_MATCH_1})
		set(kind ${CMAKE_MATCH_2})
		set(good false)
		if(kind STREQUAL "good")
			set(good true)
		endif()
		mkpart_bytes(bytes ${path})
		set(name ${kind}_${code})
		string(APPEND items "static const char text_of_${name}[] = ${bytes};
static const struct mk_example ${name} = {
	\"${code}\", ${good}, text_of_${name}, sizeof text_of_${name} - 1};
")
		string(APPEND rows "\t&${name},\n")
	endforeach()
	set(output ${PROJECT_BINARY_DIR}/registries/examples.c)
	file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"/* SPDX-License-Identifier: BSD-2-Clause */
/* Made from the files in ${folder}. */
#include \"check/catalogue.h\"

${items}
const struct mk_example *const mk_examples[] = {
${rows}\tNULL,
};
const size_t mk_example_count = sizeof mk_examples / sizeof *mk_examples - 1;
")
	set(mkpart_registries ${mkpart_registries} ${output} PARENT_SCOPE)
endfunction()
