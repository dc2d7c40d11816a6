# SPDX-License-Identifier: BSD-2-Clause
# Completes mkpart's command lines in fish. What could come next is mkpart's answer, of which
# nothing is ever evaluated.

# Files that begin with $argv[2], each behind $argv[1]; $argv[3..] are suffixes, or "/" for folders.
function __mkpart_files
    set -l before $argv[1]
    set -l typed (string escape -- $argv[2])
    set -l suffixes $argv[3..]
    for line in (complete -C "__mkpart_none $typed")
        set -l file (string split -m 1 \t -- $line)[1]
        if string match -q -- '*/' $file
            echo -- $before$file
            continue
        end
        if test (count $suffixes) -eq 0
            echo -- $before$file
        end
        for suffix in $suffixes
            if string match -q -- "*$suffix" $file
                echo -- $before$file
            end
        end
    end
end

function __mkpart_candidates
    command -q mkpart; or return
    set -l words (commandline -opc)
    # What is being written may lack its last quote.
    set -l raw (commandline -ct)
    set -l word (string unescape -- "$raw"; or string unescape -- "$raw'"
        or string unescape -- "$raw\"")
    set -e words[1]
    set words (string replace -r '^~/' -- "$HOME/" $words)
    for line in (command mkpart complete -- $words "$word" 2>/dev/null)
        set -l parts (string split -m 1 \t -- $line)
        set -l kind (string split ' ' -- $parts[1])
        set -l typed (string sub -s (math (string length -- "$parts[2]") + 1) -- "$word")
        switch $kind[1]
            case '%files'
                set -e kind[1]
                __mkpart_files "$parts[2]" "$typed" $kind
            case '%folders'
                __mkpart_files "$parts[2]" "$typed" /
            case '*'
                echo -- $line
        end
    end
end

complete -c mkpart -f -k -a '(__mkpart_candidates)'
