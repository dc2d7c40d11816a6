/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "check/memory.h"
#include "check/rule.h"
#include "core/range.h"

/* The digits of a decimal number, read as hexadecimal ones. False where they are too many. */
static bool read_as_hexadecimal(uint64_t value, uint64_t *meant)
{
	unsigned shift = 0;

	for (*meant = 0; value; value /= 10, shift += 4) {
		if (shift >= 64)
			return false;
		*meant |= value % 10 << shift;
	}
	return true;
}

static void report(struct mk_check *check, const char *what, const char *key,
	const struct mk_number *number, uint64_t meant)
{
	struct mk_finding *finding = mk_check_report(check, number->origin,
		"%s has %s %" PRIu64 ", a decimal number, which is 0x%" PRIx64, what, key,
		number->value, number->value);

	mk_suggest(check->findings, finding, "did you mean 0x%" PRIx64 "?", meant);
	mk_fix_number(
		check->findings, finding, MK_REMEDY_GUESS, number->origin, number->value, meant);
}

static bool is_ram(const struct mk_check *check, uint64_t address)
{
	return mk_check_in_ram(check, (struct mk_range){address, address});
}

/* An address that is no RAM, whose digits are one as hexadecimal. */
static void check_start(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	const struct mk_number *start = &request->start;
	uint64_t meant;

	if (!start->bare || !read_as_hexadecimal(start->value, &meant) || meant == start->value)
		return;
	if (!is_ram(check, start->value) && is_ram(check, meant) &&
		mk_is_aligned(meant, check->plan->contract->page_size))
		report(check, what, "start", start, meant);
}

/* A size of no whole pages, whose digits are one as hexadecimal. */
static void check_size(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	uint64_t page = check->plan->contract->page_size;
	const struct mk_number *size = &request->size;
	uint64_t meant;

	if (size->bare && size->value >= page && !mk_is_aligned(size->value, page) &&
		read_as_hexadecimal(size->value, &meant) && mk_is_aligned(meant, page))
		report(check, what, "size", size, meant);
}

static void check_request(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	check_start(check, what, request);
	check_size(check, what, request);
}

const struct mk_rule mk_rule_memory_start_hexadecimal = {
	.problem = {.code = "MK0034",
		.name = "start-hexadecimal",
		.severity = MK_ERROR,
		.title = "an address or size that lacks its 0x",
		.why = "Without 0x the digits are a decimal number, and so a different address. "
		       "This one is outside the board's RAM, or not at a page boundary; with 0x it "
		       "would be right.",
		.fix = "Write 0x before hexadecimal digits."},
	.each_request = check_request,
};
