# SPDX-License-Identifier: BSD-2-Clause
# mkpart_page(FOLDER): embeds FOLDER/page.css and page.js, each with the hash by which the page's
# Content-Security-Policy knows it, and adds the source to mkpart_registries.

# base64_of_hex(RESULT HEX): three bytes are four digits of base 64 (RFC 4648, 4).
function(base64_of_hex result hex)
	set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
	set(text "")
	string(LENGTH "${hex}" length)
	math(EXPR missing "(6 - ${length} % 6) % 6 / 2") # bytes of the last three
	string(REPEAT "00" ${missing} filler)
	string(REGEX MATCHALL "......" groups "${hex}${filler}")
	foreach(group IN LISTS groups)
		foreach(shift IN ITEMS 18 12 6 0)
			math(EXPR digit "0x${group} >> ${shift} & 63")
			string(SUBSTRING "${digits}" ${digit} 1 character)
			string(APPEND text ${character})
		endforeach()
	endforeach()
	string(LENGTH "${text}" length)
	math(EXPR length "${length} - ${missing}")
	string(SUBSTRING "${text}" 0 ${length} text)
	string(REPEAT "=" ${missing} filler)
	set(${result} "${text}${filler}" PARENT_SCOPE)
endfunction()

function(mkpart_page folder)
	set(items "")
	foreach(kind IN ITEMS css js)
		set(path ${PROJECT_SOURCE_DIR}/${folder}/page.${kind})
		file(READ ${path} text)
		if(text MATCHES "</")
			message(FATAL_ERROR "${path} would end its own element")
		endif()
		mkpart_bytes(bytes ${path})
		file(SHA256 ${path} hash)
		base64_of_hex(hash ${hash})
		string(APPEND items "const char mk_page_${kind}[] = ${bytes};
const char mk_page_${kind}_hash[] = \"sha256-${hash}\";
")
	endforeach()
	set(output ${PROJECT_BINARY_DIR}/registries/page.c)
	file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"/* SPDX-License-Identifier: BSD-2-Clause */
/* Made from the files in ${folder}. */
#include \"show/page.h\"

${items}")
	set(mkpart_registries ${mkpart_registries} ${output} PARENT_SCOPE)
endfunction()
