/* SPDX-License-Identifier: BSD-2-Clause */
/* Layouts that are written in several files: one tree is made of them before it is decoded. */
#ifndef MK_RUN_INCLUDE_H
#define MK_RUN_INCLUDE_H

#include "run/ctx.h"

/*
 * `doc`, with what the files under its `include` say in addition. The file's own word counts where
 * both say something; lists of both are one, with what is included first. NULL where a file cannot
 * be had, which is reported: of a part of a layout nothing can be said.
 */
const struct mk_doc *mk_include_all(mk_ctx *ctx, const struct mk_doc *doc);

#endif
