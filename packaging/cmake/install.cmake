# SPDX-License-Identifier: BSD-2-Clause
# What is installed, and how builds of others find it: pkg-config (mkpart.pc) and CMake
# (find_package(mkpart), with mkpart_generate).
include(CMakePackageConfigHelpers)

install(TARGETS mkpart)
install(TARGETS libmkpart EXPORT mkpart
	LIBRARY NAMELINK_COMPONENT Development
	INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS libmkpart_static EXPORT mkpart_static COMPONENT Development
	INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY lib/include/mkpart DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
	COMPONENT Development FILES_MATCHING PATTERN *.h)

# Beside mkpart, and none of it: whoever trusts the verdict reads these files. Where mkpart is built
# it is beside it, too, for `gen --verify`.
set(verifier ${CMAKE_INSTALL_DATADIR}/mkpart/verify)
file(GLOB verifier_modules CONFIGURE_DEPENDS cli/verify/*.py)
install(PROGRAMS cli/verify/mkpart-verify DESTINATION ${verifier} COMPONENT Verifier)
install(FILES ${verifier_modules} DESTINATION ${verifier} COMPONENT Verifier)
file(RELATIVE_PATH verifier_program ${CMAKE_INSTALL_FULL_BINDIR}
	${CMAKE_INSTALL_FULL_DATADIR}/mkpart/verify/mkpart-verify)
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/installed)
file(CREATE_LINK ${verifier_program} ${PROJECT_BINARY_DIR}/installed/mkpart-verify SYMBOLIC)
install(FILES ${PROJECT_BINARY_DIR}/installed/mkpart-verify TYPE BIN COMPONENT Verifier)
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/cli/verify/mkpart-verify
	${PROJECT_BINARY_DIR}/mkpart-verify SYMBOLIC)

set(pkgconfig ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
cmake_path(APPEND pkgconfig_libdir "\${prefix}" ${CMAKE_INSTALL_LIBDIR})
cmake_path(APPEND pkgconfig_includedir "\${prefix}" ${CMAKE_INSTALL_INCLUDEDIR})
configure_file(${CMAKE_CURRENT_LIST_DIR}/mkpart.pc.in mkpart.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/mkpart.pc DESTINATION ${pkgconfig} COMPONENT Development)

# Before 1.0 a minor version may change everything.
set(library_package ${CMAKE_INSTALL_LIBDIR}/cmake/libmkpart)
install(EXPORT mkpart NAMESPACE mkpart:: FILE libmkpartTargets.cmake
	DESTINATION ${library_package} COMPONENT Development)
install(EXPORT mkpart_static NAMESPACE mkpart:: FILE libmkpartStaticTargets.cmake
	DESTINATION ${library_package} COMPONENT Development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/libmkpartConfig.cmake.in
	libmkpartConfig.cmake INSTALL_DESTINATION ${library_package})
write_basic_package_version_file(libmkpartConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/libmkpartConfig.cmake
		${PROJECT_BINARY_DIR}/libmkpartConfigVersion.cmake
		${CMAKE_CURRENT_LIST_DIR}/libmkpartStatic.cmake
	DESTINATION ${library_package} COMPONENT Development)

# Who generates compiles for another machine: this is found whatever that is.
set(package ${CMAKE_INSTALL_DATADIR}/cmake/mkpart)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/mkpartConfig.cmake.in mkpartConfig.cmake
	INSTALL_DESTINATION ${package} PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(mkpartConfigVersion.cmake COMPATIBILITY SameMinorVersion
	ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/mkpartConfig.cmake
		${PROJECT_BINARY_DIR}/mkpartConfigVersion.cmake
		${CMAKE_CURRENT_LIST_DIR}/mkpartGenerate.cmake
	DESTINATION ${package})

foreach(section IN ITEMS 1 5 7)
	file(GLOB pages CONFIGURE_DEPENDS man/*.${section})
	if(pages)
		install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
	endif()
endforeach()
install(DIRECTORY examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
	PATTERN run EXCLUDE PATTERN *.license EXCLUDE)
install(DIRECTORY packaging/editors DESTINATION ${CMAKE_INSTALL_DATADIR}/mkpart
	PATTERN node_modules EXCLUDE)
