/* SPDX-License-Identifier: BSD-2-Clause */
/* The problems found while inputs are read, before any rule can run. */
#ifndef MK_DOC_READING_PROBLEMS_H
#define MK_DOC_READING_PROBLEMS_H

#include "base/finding.h"

#define MK_READING_PROBLEM(symbol, ...) extern const struct mk_problem symbol;
#include "doc/reading_problems.def"
#undef MK_READING_PROBLEM

extern const struct mk_problem *const mk_reading_problems[];
extern const size_t mk_reading_problem_count;

#endif
