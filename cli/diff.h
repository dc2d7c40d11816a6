/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef DIFF_H
#define DIFF_H

#include <stddef.h>
#include <stdio.h>

struct diff_side {
	const char *name;  /* as the header shows it: "/dev/null" where there is no such file */
	const char *bytes; /* NULL: empty */
	size_t length;
};

/*
 * Prints how two texts differ as a unified diff of one hunk, from the first line that differs to
 * the last: right and quick for any input, if not always the shortest. Prints nothing for equal
 * texts; of binary ones only that they differ.
 */
void diff_print(FILE *stream, const struct diff_side *before, const struct diff_side *after);

#endif
