/* SPDX-License-Identifier: BSD-2-Clause */
/* Every problem there is, with examples. */
#ifndef MK_CHECK_CATALOGUE_H
#define MK_CHECK_CATALOGUE_H

#include "base/finding.h"

/*
 * A layout that has exactly that finding, and one beside it that has none: the files
 * lib/check/examples/CODE-bad.yaml and CODE-good.yaml. Each names the board it is for, one of
 * tests/boards. The bytes are as in the file, which may be no UTF-8.
 */
struct mk_example {
	const char *code;
	bool good;
	const char *text;
	size_t length; /* bytes */
};

extern const struct mk_example *const mk_examples[];
extern const size_t mk_example_count;

/* Every problem there is, of the readers and of the rules, ascending by code; `count` entries. */
const struct mk_problem *const *mk_problem_catalogue(struct mk_arena *arena, size_t *count);

/* By code, as it is written; NULL where there is none. */
const struct mk_problem *mk_problem_coded(const char *code);

/* By code or name, in upper or lower case; NULL where there is none. */
const struct mk_problem *mk_problem_find(const char *wanted);

#endif
