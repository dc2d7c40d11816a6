/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef BUILT_H
#define BUILT_H

#include "command.h"

/*
 * Gives the context what was built from the outputs, as far as --images, --archive and --loader
 * name it. Comes behind layout and board, and before mk_check; what cannot be read is a finding.
 */
void built_load(mk_ctx *ctx, const struct invocation *invocation);

#endif
