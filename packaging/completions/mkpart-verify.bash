# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Completes mkpart-verify's command lines in bash.
_mkpart_verify() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local options='--board --memory --boot-core --lift --json --smtlib --quiet --help'
	compopt -o filenames 2>/dev/null
	case $before in
	--board) mapfile -t COMPREPLY < <(compgen -f -X '!*.dtb' -- "$word"; compgen -d -- "$word") ;;
	--smtlib) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
	--memory | --boot-core | --lift) COMPREPLY=() ;;
	*)
		if [[ $word == -* ]]; then
			compopt +o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
		else
			mapfile -t COMPREPLY < <(compgen -f -- "$word")
		fi
		;;
	esac
}
complete -F _mkpart_verify mkpart-verify
