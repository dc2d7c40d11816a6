# SPDX-License-Identifier: BSD-2-Clause
# The component `static` of find_package(mkpart): a static library does not say by itself what it
# needs to be linked with.
find_package(PkgConfig QUIET)
# Not every distribution's libfdt has a .pc.
find_library(MKPART_FDT_LIBRARY fdt)
mark_as_advanced(MKPART_FDT_LIBRARY)
set(mkpart_needs ${MKPART_FDT_LIBRARY})
set(mkpart_missing "")
if(NOT MKPART_FDT_LIBRARY)
	list(APPEND mkpart_missing libfdt)
endif()
foreach(mkpart_module IN ITEMS yaml-0.1 jansson libelf)
	if(PkgConfig_FOUND)
		pkg_check_modules(MKPART_${mkpart_module} QUIET IMPORTED_TARGET ${mkpart_module})
	endif()
	if(MKPART_${mkpart_module}_FOUND)
		list(APPEND mkpart_needs PkgConfig::MKPART_${mkpart_module})
	else()
		list(APPEND mkpart_missing ${mkpart_module})
	endif()
endforeach()

if(mkpart_missing)
	list(JOIN mkpart_missing ", " mkpart_missing)
	set(libmkpart_static_FOUND FALSE)
	set(libmkpart_NOT_FOUND_MESSAGE
		"mkpart's static library needs ${mkpart_missing}, as pkg-config finds them")
else()
	include(${CMAKE_CURRENT_LIST_DIR}/libmkpartStaticTargets.cmake)
	set_property(TARGET mkpart::mkpart_static PROPERTY
		INTERFACE_LINK_LIBRARIES ${mkpart_needs})
	set(libmkpart_static_FOUND TRUE)
endif()
unset(mkpart_needs)
unset(mkpart_missing)
unset(mkpart_module)
