# SPDX-License-Identifier: BSD-2-Clause
# What mkpart is made of, whatever it is compiled for: its sources and the libraries they need.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson>=2.14)
pkg_check_modules(ELF REQUIRED IMPORTED_TARGET libelf)

# Debian 12's libfdt-dev has neither a .pc nor a CMake file.
find_path(FDT_INCLUDE_DIR libfdt.h REQUIRED)
find_library(FDT_LIBRARY fdt REQUIRED)
add_library(fdt UNKNOWN IMPORTED GLOBAL)
set_target_properties(fdt PROPERTIES IMPORTED_LOCATION ${FDT_LIBRARY}
	INTERFACE_INCLUDE_DIRECTORIES ${FDT_INCLUDE_DIR})

# mkpart_objects(TARGET): the library's objects, after all calls of mkpart_registry and the like.
function(mkpart_objects target)
	string(JOIN ", " MKPART_LIBRARIES "libyaml ${YAML_VERSION}" "jansson ${JANSSON_VERSION}"
		"libelf ${ELF_VERSION}" libfdt)
	file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*.c)
	# An output, for users to compile.
	list(FILTER sources EXCLUDE REGEX "/lib/emit/selftest/")
	add_library(${target} OBJECT ${sources} ${mkpart_registries})
	target_include_directories(${target} PUBLIC
		${PROJECT_SOURCE_DIR}/lib ${PROJECT_SOURCE_DIR}/lib/include)
	target_compile_definitions(${target} PRIVATE MK_VERSION="${PROJECT_VERSION}"
		MK_LIBRARIES="${MKPART_LIBRARIES}")
	target_link_libraries(${target} PUBLIC
		PkgConfig::YAML PkgConfig::JANSSON PkgConfig::ELF fdt)
endfunction()

# mkpart_program(TARGET): the command line, which wants a library to be linked with.
function(mkpart_program target)
	file(GLOB sources CONFIGURE_DEPENDS
		${PROJECT_SOURCE_DIR}/cli/*.c ${PROJECT_SOURCE_DIR}/cli/commands/*.c)
	add_executable(${target} ${sources} ${mkpart_commands_registry})
	target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cli)
	target_link_libraries(${target} PRIVATE Threads::Threads)
endfunction()
