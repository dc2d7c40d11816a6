/* SPDX-License-Identifier: BSD-2-Clause */
/* What joins nodes: shared regions, IPIs, the loader. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emit/plan_diff_parts.h"

/* --- shared regions --------------------------------------------------------------------------- */

typedef MK_VEC(const char *) names;

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* "'a', 'b'", by the names of now. */
static const char *members_of(struct mk_diff *diff, const struct mk_doc *shared, bool then)
{
	const struct mk_doc *list = mk_diff_list(shared, "members");
	struct mk_buffer text;
	names members = {0};

	for (size_t i = 0; list && i < list->items.count; i++) {
		const char *name = list->items.items[i]->text;
		if (name)
			*mk_vec_add(diff->arena, &members) =
				then ? mk_diff_renamed(diff, name) : name;
	}
	if (members.count)
		qsort(members.items, members.count, sizeof *members.items, compare_texts);
	mk_buffer_init(&text, diff->arena);
	for (size_t i = 0; i < members.count; i++)
		mk_buffer_printf(
			&text, "%s'%s'", i ? ", " : "", mk_diff_shown(diff, members.items[i]));
	return members.count ? text.text : "nobody";
}

static void tell_shared(struct mk_diff *diff, const struct mk_lock_shared *shared, const char *what,
	const char *members)
{
	mk_diff_line(diff, "shared region '%s' is %s: %s, for %s",
		mk_diff_shown(diff, shared->name), what,
		shared->placed ? mk_diff_range(diff, shared->region.range) : "without a place",
		members);
}

static void compare_shared(
	struct mk_diff *diff, const struct mk_lock_shared *then, const struct mk_lock_shared *now)
{
	const char *what =
		mk_arena_printf(diff->arena, "shared region '%s'", mk_diff_shown(diff, now->name));
	const char *before = members_of(diff, then->doc, true);
	const char *after = members_of(diff, now->doc, false);

	if (then->placed && now->placed)
		mk_diff_region(diff, what, then->region.range, now->region.range);
	else if (then->placed != now->placed)
		mk_diff_line(diff, "%s has %s place now", what, now->placed ? "a" : "no");
	if (strcmp(before, after) != 0)
		mk_diff_line(diff, "%s is for %s now, not for %s", what, after, before);
}

static void compare_all_shared(struct mk_diff *diff)
{
	size_t i = 0, j = 0;

	while (i < diff->before->shared.count || j < diff->after->shared.count) {
		const struct mk_lock_shared *then = &diff->before->shared.items[i];
		const struct mk_lock_shared *now = &diff->after->shared.items[j];
		int order = i == diff->before->shared.count  ? 1
			    : j == diff->after->shared.count ? -1
							     : strcmp(then->name, now->name);
		if (order < 0)
			tell_shared(diff, then, "gone", members_of(diff, then->doc, true));
		else if (order > 0)
			tell_shared(diff, now, "new", members_of(diff, now->doc, false));
		else
			compare_shared(diff, then, now);
		i += order <= 0;
		j += order >= 0;
	}
}

/* --- IPIs ------------------------------------------------------------------------------------- */

static const char *sgi_text(struct mk_diff *diff, const struct mk_lock_ipi *ipi)
{
	return ipi->sgi == UINT64_MAX ? "no SGI"
				      : mk_arena_printf(diff->arena, "SGI %" PRIu64, ipi->sgi);
}

static const char *ends_text(struct mk_diff *diff, const struct mk_lock_ipi *ipi, bool then)
{
	const char *from = mk_diff_text(ipi->doc, "from");
	const char *to = ipi->to;

	return mk_arena_printf(diff->arena, "from '%s' to '%s'",
		mk_diff_shown(diff, then ? mk_diff_renamed(diff, from) : from),
		mk_diff_shown(diff, then ? mk_diff_renamed(diff, to) : to));
}

static void tell_ipi(
	struct mk_diff *diff, const struct mk_lock_ipi *ipi, const char *what, bool then)
{
	mk_diff_line(diff, "IPI '%s' %s: %s, %s", mk_diff_shown(diff, ipi->name), what,
		ends_text(diff, ipi, then), sgi_text(diff, ipi));
}

/* The target is the receiver's core, which is told of there; who chose an id is not the plan's. */
static void compare_ipi(
	struct mk_diff *diff, const struct mk_lock_ipi *then, const struct mk_lock_ipi *now)
{
	static const char *const known[] = {"name", "from", "to", "sgi", "target", "chosen", NULL};
	const char *name = mk_diff_shown(diff, now->name);
	const char *before = ends_text(diff, then, true);
	const char *after = ends_text(diff, now, false);
	struct mk_diff inner = *diff;
	struct mk_buffer others;

	if (strcmp(before, after) != 0)
		mk_diff_line(diff, "IPI '%s' goes %s now, not %s", name, after, before);
	if (then->sgi != now->sgi)
		mk_diff_line(diff, "IPI '%s' has %s now, not %s", name, sgi_text(diff, now),
			sgi_text(diff, then));
	mk_buffer_init(&others, diff->arena);
	inner.out = &others;
	inner.heading = NULL;
	mk_diff_others(&inner, then->doc, now->doc, known);
	if (others.length)
		mk_diff_line(diff, "IPI '%s':\n  %.*s", name, (int)others.length - 1, others.text);
}

static void compare_ipis(struct mk_diff *diff)
{
	size_t i = 0, j = 0;

	while (i < diff->before->ipis.count || j < diff->after->ipis.count) {
		const struct mk_lock_ipi *then = &diff->before->ipis.items[i];
		const struct mk_lock_ipi *now = &diff->after->ipis.items[j];
		int order = i == diff->before->ipis.count  ? 1
			    : j == diff->after->ipis.count ? -1
							   : strcmp(then->name, now->name);
		if (order < 0)
			tell_ipi(diff, then, "is gone", true);
		else if (order > 0)
			tell_ipi(diff, now, "is new", false);
		else
			compare_ipi(diff, then, now);
		i += order <= 0;
		j += order >= 0;
	}
}

/* --- all -------------------------------------------------------------------------------------- */

static void compare_loader(struct mk_diff *diff)
{
	if (diff->before->loader_placed && diff->after->loader_placed)
		mk_diff_region(
			diff, "the loader", diff->before->loader.range, diff->after->loader.range);
	else if (diff->before->loader_placed != diff->after->loader_placed)
		mk_diff_line(diff, "the loader has %s place now",
			diff->after->loader_placed ? "a" : "no");
	mk_diff_texts(diff, mk_doc_value(diff->before->doc, "loader"),
		mk_doc_value(diff->after->doc, "loader"), "start", "the loader's start");
}

void mk_diff_joints(struct mk_diff *diff)
{
	mk_diff_head(diff, "between nodes");
	compare_all_shared(diff);
	compare_ipis(diff);
	mk_diff_head(diff, "the loader's image");
	compare_loader(diff);
}
