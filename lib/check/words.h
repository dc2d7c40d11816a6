/* SPDX-License-Identifier: BSD-2-Clause */
/* Facts as text, for messages. */
#ifndef MK_CHECK_WORDS_H
#define MK_CHECK_WORDS_H

#include "check/rule.h"

/* "0x80000000..0x8fffffff". */
const char *mk_check_range(struct mk_check *check, struct mk_range range);

/* "INTID 54 (SPI 22)". */
const char *mk_check_intid(struct mk_check *check, struct mk_intid intid);

/* "INTID 54": what a finding is about. */
const char *mk_check_intid_name(struct mk_check *check, struct mk_intid intid);

/* "256 MiB". */
const char *mk_check_size(struct mk_check *check, uint64_t size_bytes);

/* "the nodes are 'a', 'b' and 4 more". */
const char *mk_check_nodes_text(struct mk_check *check);

/* "0x0..0x7fffffff and 0x800000000..0x87fffffff": the banks that a range touches, the first few. */
const char *mk_check_banks_text(struct mk_check *check, struct mk_range range);

/* The same for those of a memory node; "no RAM" where it has none. */
const char *mk_check_node_banks_text(struct mk_check *check, const struct mk_dt_node *node);

/* "0x0..0x7fffffff and 0x800000000..0x87fffffff": the board's RAM. */
const char *mk_check_ram_text(struct mk_check *check);

#endif
