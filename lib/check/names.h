/* SPDX-License-Identifier: BSD-2-Clause */
/* The names that a layout gives, and those that it refers to. */
#ifndef MK_CHECK_NAMES_H
#define MK_CHECK_NAMES_H

#include "check/rule.h"

/* "node", "shared region", "IPI", "connection". */
const char *mk_name_kind_text(enum mk_name_kind kind);

typedef MK_VEC(const struct mk_text *) mk_names;

/* The names of all things of that kind, by name, then by place. */
mk_names mk_names_sorted(struct mk_check *check, enum mk_name_kind kind);

/*
 * Reports every unresolved reference of that kind: "'x' is no WHAT", with the nearest name, or
 * with `list` where no name is near and it is not NULL.
 */
void mk_report_references(
	struct mk_check *check, enum mk_reference_kind kind, const char *what, const char *list);

#endif
