/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

/* `least` is one. */
static uint64_t next_power_of_two(uint64_t value, uint64_t least)
{
	uint64_t power = least;

	while (power < value && power < UINT64_C(1) << 63)
		power <<= 1;
	return power;
}

static void check_align(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	uint64_t align = request->align.value;
	uint64_t better = next_power_of_two(align, check->plan->contract->page_size);
	struct mk_finding *finding;

	if (!request->align.given || (align && !(align & (align - 1))))
		return;
	finding = mk_check_report(check, request->align.origin,
		"%s has align 0x%" PRIx64 ", which is not a power of two", what, align);
	mk_suggest(check->findings, finding, "align: 0x%" PRIx64, better);
	mk_fix_number(
		check->findings, finding, MK_REMEDY_GUESS, request->align.origin, align, better);
}

const struct mk_rule mk_rule_memory_align_power_of_two = {
	.problem = {.code = "MK0134",
		.name = "align-power-of-two",
		.severity = MK_ERROR,
		.title = "an alignment that is not a power of two",
		.why = "Alignments of memory are powers of two, like the sizes of pages and "
		       "untypeds; any other number is a mistake.",
		.fix = "Give a power of two, such as 2M or 0x200000."},
	.each_request = check_align,
};
