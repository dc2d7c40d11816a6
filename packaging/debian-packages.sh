# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh disable=SC2034 # used by those that source it
# Sourced by examples/run and tests/run: Debian packages that building and testing need.

build_packages="gcc libc6-dev cmake ninja-build pkg-config libyaml-dev libjansson-dev libfdt-dev"
build_packages="$build_packages libelf-dev"
test_packages="libcriterion-dev python3 python3-jsonschema python3-yaml device-tree-compiler mandoc"
test_packages="$test_packages git pre-commit python3-venv reuse rsync libarchive-tools jq"
test_packages="$test_packages bash-completion zsh fish" # tests/shells
test_packages="$test_packages chromium" # tests/pictures: the page of `plan --format html`
test_packages="$test_packages graphviz" # tests/pictures: the graph of `plan --format dot`
test_packages="$test_packages neovim emacs-nox elpa-eglot" # tests/lsp: clients of `mkpart lsp`
test_packages="$test_packages z3 cvc5 boolector" # tests/verify: certificates
# SARIF's official schema, yaml-language-server and validators of files for CI come in npm packages.
# Where npm was installed in another way it stays.
command -v npm >/dev/null || test_packages="$test_packages npm"
# The library in programs of others, and distributions' packages.
test_packages="$test_packages build-essential debhelper fakeroot lintian debootstrap locales"
test_packages="$test_packages rpm rpm2cpio cpio"

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

is_installed() {
	dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q '^install ok installed$'
}

# need_packages PACKAGE...: installs those that are missing. Elsewhere than on Debian and its
# kin, CMake says what it does not find.
need_packages() {
	missing=
	command -v dpkg-query >/dev/null || return 0
	for package in "$@"; do
		is_installed "$package" || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	echo "installing:$missing"
	as_root apt-get -q update
	# shellcheck disable=SC2086 # a list of words
	as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -q -y install --no-install-recommends $missing
}
