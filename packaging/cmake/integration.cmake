# SPDX-License-Identifier: BSD-2-Clause
# What editors and shells take from the usual places.
install(FILES schema/mkpart-layout.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/mkpart)
