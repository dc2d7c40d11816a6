/* SPDX-License-Identifier: BSD-2-Clause */
/* Device tree source, given where a blob is wanted. */
#ifndef DTS_H
#define DTS_H

#include <stdbool.h>

#include "input.h"

/*
 * Replaces source text by what dtc makes of it. Leaves it as it is where it is none, where dtc is
 * not there, or does not take it: the library then says what it is and how to compile it.
 */
void dts_compile(struct source *source);

/* Whether the text has that word, a directive such as "/plugin/". */
bool dts_has(const struct input *text, const char *directive);

/* Whether dtc would read what such a source names, wherever it is, and a device without an end. */
bool dts_names_files(const struct input *text);

/*
 * What dtc makes of the bytes, in the formats that it calls "dts" and "dtb". NULL, and there is
 * something to free in `result`; or why it makes nothing, as one raw line, to be freed.
 */
char *dts_convert(
	const struct input *bytes, const char *from, const char *to, struct input *result);

#endif
