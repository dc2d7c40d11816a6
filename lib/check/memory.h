/* SPDX-License-Identifier: BSD-2-Clause */
/* The ranges that the author wrote, what became of them, and RAM. */
#ifndef MK_CHECK_MEMORY_H
#define MK_CHECK_MEMORY_H

#include "check/rule.h"

void mk_each_region(struct mk_check *check, mk_region_visitor *visit);

void mk_each_holding(struct mk_check *check, mk_holding_visitor *visit);

void mk_each_request(struct mk_check *check, mk_request_visitor *visit);

/* Whether a range is in RAM throughout, over adjoining banks. */
bool mk_check_in_ram(const struct mk_check *check, struct mk_range range);

/* The opposite, as far as RAM is known at all: with a wrong `board.memory` it is not. */
bool mk_check_outside_ram(const struct mk_check *check, struct mk_range range);

/* The bank that holds the whole range, or NULL. */
const struct mk_bank *mk_check_bank_of(const struct mk_check *check, struct mk_range range);

/* A number that is not what its author meant makes what else there is to say of it pointless. */
extern const struct mk_rule mk_rule_memory_size_has_unit;
extern const struct mk_rule mk_rule_memory_start_hexadecimal;
#define MK_RULES_OF_NUMBERS &mk_rule_memory_size_has_unit, &mk_rule_memory_start_hexadecimal

#endif
