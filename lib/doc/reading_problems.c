/* SPDX-License-Identifier: BSD-2-Clause */
#include "doc/reading_problems.h"

#define MK_READING_PROBLEM(symbol, ...) const struct mk_problem symbol = {__VA_ARGS__};
#include "doc/reading_problems.def"
#undef MK_READING_PROBLEM

const struct mk_problem *const mk_reading_problems[] = {
#define MK_READING_PROBLEM(symbol, ...) &symbol,
#include "doc/reading_problems.def"
#undef MK_READING_PROBLEM
};

const size_t mk_reading_problem_count = sizeof mk_reading_problems / sizeof *mk_reading_problems;
