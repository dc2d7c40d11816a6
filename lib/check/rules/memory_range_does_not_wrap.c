/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/words.h"

static void report_wrap(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	struct mk_finding *finding;
	struct mk_range range;

	if (!request->start.given ||
		mk_range_make(request->start.value, request->size.value, &range) != MK_RANGE_WRAPS)
		return;
	finding = mk_check_report(check, request->start.origin,
		"%s at 0x%" PRIx64 " with %s runs past the end of the address space", what,
		request->start.value, mk_check_size(check, request->size.value));
	if (check->plan->ram.count)
		mk_suggest(check->findings, finding,
			"correct the start or the size; the board's RAM is %s",
			mk_check_ram_text(check));
}

const struct mk_rule mk_rule_memory_range_does_not_wrap = {
	.problem = {.code = "MK0104",
		.name = "range-does-not-wrap",
		.severity = MK_ERROR,
		.title = "start + size does not fit 64 bits",
		.why = "The sum wraps around to low addresses, so the range means something "
		       "different to each tool that reads it.",
		.fix = "Correct the start or the size; an extra digit is the usual cause."},
	.each_request = report_wrap,
};
