# SPDX-License-Identifier: BSD-2-Clause
# What editors and shells take from the usual places.
install(FILES schema/mkpart-layout.schema.json schema/mkpart-evidence.schema.json
	DESTINATION ${CMAKE_INSTALL_DATADIR}/mkpart)
install(FILES packaging/completions/mkpart.bash RENAME mkpart
	DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES packaging/completions/_mkpart
	DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES packaging/completions/mkpart.fish
	DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES packaging/completions/mkpart-verify.bash RENAME mkpart-verify
	DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT Verifier)
install(FILES packaging/completions/_mkpart-verify
	DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT Verifier)
install(FILES packaging/completions/mkpart-verify.fish
	DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT Verifier)
