/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/baseline.h"

#include "run/ctx.h"

struct comparison {
	mk_ctx *const *contexts;
	size_t count;
	const char *bytes;
	size_t length;
	const char *complaint;
	size_t gone;
};

static void compare(void *data)
{
	struct comparison *comparison = data;
	struct mk_baseline *baseline = mk_baseline_read(&comparison->contexts[0]->arena,
		comparison->bytes, comparison->length, &comparison->complaint);

	if (!baseline)
		return;
	for (size_t i = 0; i < comparison->count; i++)
		mk_baseline_apply(baseline, comparison->contexts[i]->layout_source.name,
			&comparison->contexts[i]->findings);
	comparison->gone = mk_baseline_gone(baseline);
}

mk_status mk_use_baseline(mk_ctx *const *contexts, size_t count, const char *bytes, size_t length,
	size_t *gone, const char **complaint)
{
	struct comparison comparison = {contexts, count, bytes, length, NULL, 0};
	mk_status status;

	*gone = 0;
	*complaint = NULL;
	if (!count || (!bytes && length))
		return MK_MISUSE;
	for (size_t i = 0; i < count; i++) {
		if (contexts[i]->exhausted)
			return MK_NO_MEMORY;
		if (!mk_ctx_may(contexts[i], MK_STEP_RESULTS))
			return MK_MISUSE;
	}
	status = mk_ctx_run(contexts[0], compare, &comparison);
	*gone = comparison.gone;
	*complaint = comparison.complaint;
	return status == MK_OK && comparison.complaint ? MK_UNREADABLE : status;
}
