/* SPDX-License-Identifier: BSD-2-Clause */
/* Has outputs judged by mkpart-verify, a program that shares nothing with this one. */
#ifndef VERIFY_H
#define VERIFY_H

#include "job.h"

/*
 * Puts the outputs into a folder of their own for as long as it takes. EXIT_CLEAN where they are
 * found disjoint; else what is wrong has been said.
 */
int verify_artifacts(const struct job *job, const mk_artifact *const *artifacts, size_t count);

/* The same for what `pack` has made; `name` is what it is called there, without a folder. */
int verify_image(const struct job *job, const char *name, const char *bytes, size_t length);

#endif
