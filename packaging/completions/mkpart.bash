# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Completes mkpart's command lines in bash. What could come next is mkpart's answer; this takes the
# line apart, and puts the answer where readline wants it. Nothing of either is ever evaluated.

# Words of a line as bash means them, without their quotes, into _mkpart_words. Not COMP_WORDS,
# which also parts words at '=' and ':'.
_mkpart_split() {
	local line=$1 quote='' word='' begun='' char next i
	_mkpart_words=()
	for ((i = 0; i < ${#line}; i++)); do
		char=${line:i:1}
		if [[ $quote == "'" ]]; then
			if [[ $char == "'" ]]; then quote=''; else word+=$char; fi
		elif [[ $char == \\ ]]; then
			((i++))
			next=${line:i:1}
			[[ $quote && $next != [\$\`\"\\] ]] && word+=\\
			word+=$next begun=1
		elif [[ $quote && $char == '"' ]]; then
			quote=''
		elif [[ $quote ]]; then
			word+=$char
		elif [[ $char == [\"\'] ]]; then
			quote=$char begun=1
		elif [[ $char == [[:space:]] ]]; then
			[[ $begun ]] && _mkpart_words+=("$word")
			word='' begun=''
		elif [[ $char == '~' && ! $begun && ${line:i+1:1} == / ]]; then
			word=$HOME begun=1
		else
			word+=$char begun=1
		fi
	done
	_mkpart_words+=("$word")
}

# Files that begin with $1, each ended by NUL. Not compgen, to which quoting depends on readline.
_mkpart_glob() (
	set +f
	shopt -s nullglob
	shopt -u failglob
	for file in "$1"*; do
		printf '%s\0' "$file"
	done
)

# Offers files whose name stands behind $1 in the word: folders, and those that end in one of $2...;
# "/" is the suffix of folders, none stands for all.
_mkpart_files() {
	local before=$1 file suffix
	shift
	compopt -o filenames 2>/dev/null
	while IFS= read -r -d '' file; do
		if [[ $# -eq 0 || -d $file ]]; then
			_mkpart_offer "$before$file"
			continue
		fi
		for suffix; do
			[[ $file == *"$suffix" ]] && _mkpart_offer "$before$file"
		done
	done < <(_mkpart_glob "${_mkpart_word#"$before"}")
}

# readline replaces only what is behind the last '=' or ':'.
_mkpart_offer() {
	COMPREPLY+=("${1#"$_mkpart_kept"}")
}

_mkpart() {
	local _mkpart_words _mkpart_word _mkpart_kept='' piece=$2 value doc
	COMPREPLY=()
	_mkpart_split "$piece"
	piece=${_mkpart_words[*]}
	_mkpart_split "${COMP_LINE:0:COMP_POINT}"
	while [[ ${#_mkpart_words[@]} -gt 1 && ${_mkpart_words[0]} != mkpart &&
		${_mkpart_words[0]} != */mkpart ]]; do
		_mkpart_words=("${_mkpart_words[@]:1}")
	done
	_mkpart_words=("${_mkpart_words[@]:1}")
	_mkpart_word=${_mkpart_words[${#_mkpart_words[@]} - 1]}
	[[ $_mkpart_word == *"$piece" ]] && _mkpart_kept=${_mkpart_word%"$piece"}
	while IFS=$'\t' read -r value doc; do
		case $value in
		%files*)
			# shellcheck disable=SC2086 # a list of suffixes, our own
			_mkpart_files "$doc" ${value#%files}
			;;
		%folders) _mkpart_files "$doc" / ;;
		*) _mkpart_offer "$value" ;;
		esac
	done < <(command mkpart complete -- "${_mkpart_words[@]}" 2>/dev/null)
}

complete -F _mkpart mkpart
