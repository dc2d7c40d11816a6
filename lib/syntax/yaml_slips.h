/* SPDX-License-Identifier: BSD-2-Clause */
/* What authors meant where libyaml stumbles. */
#ifndef MK_SYNTAX_YAML_SLIPS_H
#define MK_SYNTAX_YAML_SLIPS_H

#include <stddef.h>

#include "base/source.h"

/* `was` bytes at offset `at` become `text`, which mends the slip. */
struct mk_yaml_slip {
	const char *advice; /* in words; NULL: nothing is known */
	size_t at;
	size_t was;
	const char *text; /* NULL: there are words alone */
};

/*
 * By libyaml's words for its problem, which it met at offset `at`; what it was reading then began
 * at offset `context`, or at the same where it does not say.
 */
struct mk_yaml_slip mk_yaml_slip_at(
	const struct mk_source *source, const char *problem, size_t at, size_t context);

#endif
