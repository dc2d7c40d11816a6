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

/* The same for the banks that a range touches. */
const char *mk_check_banks_text(struct mk_check *check, struct mk_range range);

/* "0x0..0x7fffffff and 0x800000000..0x87fffffff": the board's RAM. */
const char *mk_check_ram_text(struct mk_check *check);

#endif
