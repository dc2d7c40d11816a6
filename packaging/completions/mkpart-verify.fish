# SPDX-License-Identifier: BSD-2-Clause
# Completes mkpart-verify's command lines in fish.
complete -c mkpart-verify -x -a '(__fish_complete_directories)' -d 'folder of outputs'
complete -c mkpart-verify -l board -r -F -d 'device tree of the board'
complete -c mkpart-verify -l memory -x -d 'RAM where the tree states none, START:SIZE'
complete -c mkpart-verify -l boot-core -x -d 'the core that the board boots on'
complete -c mkpart-verify -l json -d 'print the verdict as JSON'
complete -c mkpart-verify -l smtlib -r -F -d 'write a certificate for SMT solvers'
complete -c mkpart-verify -s q -l quiet -d 'print only what is wrong'
complete -c mkpart-verify -s h -l help -d 'print help'
