/* SPDX-License-Identifier: BSD-2-Clause */
#include "rewrite.h"

#include <stdio.h>
#include <string.h>

#include "diff.h"
#include "message.h"
#include "output.h"

static bool is_same(const struct source *before, const struct text *after)
{
	return before->input.length == after->length &&
	       memcmp(before->input.bytes, after->bytes, after->length) == 0;
}

int rewrite(const struct source *before, const struct text *after, enum rewrite how)
{
	bool to_output = strcmp(before->path, "-") == 0 && how == REWRITE_FILE;
	struct diff_side old = {before->path, before->input.bytes, before->input.length};
	struct diff_side new = {before->path, after->bytes, after->length};

	if (to_output)
		fwrite(after->bytes, 1, after->length, stdout);
	if (to_output || is_same(before, after))
		return EXIT_CLEAN;
	if (how == REWRITE_DIFF) {
		diff_print(stdout, &old, &new);
		return EXIT_CLEAN;
	}
	if (how == REWRITE_NAME) {
		print_safely(stdout, before->path);
		putchar('\n');
		return EXIT_CLEAN;
	}
	return output_write_file(before->path, after->bytes, after->length);
}
