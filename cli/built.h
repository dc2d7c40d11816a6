/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef BUILT_H
#define BUILT_H

#include "command.h"

/* Which of the nodes' images were looked for, as the layout names them. */
struct built {
	const char *const *images; /* borrowed from the context */
	size_t image_count;
};

/*
 * Gives the context what was built from the outputs, as far as --images, --archive and --loader
 * name it. Comes behind layout and board, and before mk_check; what cannot be read is a finding.
 */
void built_load(mk_ctx *ctx, const struct invocation *invocation, struct built *built);

/* Where an image is that the layout names, below the folder of --images. To be freed. */
char *built_path(const char *folder, const char *path);

#endif
