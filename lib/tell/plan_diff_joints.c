/* SPDX-License-Identifier: BSD-2-Clause */
/* What joins nodes: shared regions, IPIs, the loader. */
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "tell/plan_diff_parts.h"

/* --- shared regions --------------------------------------------------------------------------- */

typedef MK_VEC(const char *) names;

/* "'a', 'b'", by the names of now. */
static const char *names_of(struct mk_diff *diff, const mk_row_texts *list, bool then)
{
	const char *const *name;
	struct mk_buffer text;
	names members = {0};

	mk_each(name, list)
		if (*name)
			*mk_vec_add(diff->arena, &members) =
				then ? mk_diff_renamed(diff, *name) : *name;
	mk_vec_sort(&members, mk_compare_texts);
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

/* Of then by the names of now. */
static void compare_names(struct mk_diff *diff, const char *what, const char *is_for,
	const char *not_for, const mk_row_texts *then, const mk_row_texts *now)
{
	const char *before = names_of(diff, then, true);
	const char *after = names_of(diff, now, false);

	if (strcmp(before, after) != 0)
		mk_diff_line(
			diff, "%s is now %s %s, not %s %s", what, is_for, after, not_for, before);
}

/* Who chose the place is not the plan's. */
static void compare_rest_of_shared(struct mk_diff *diff, const char *what,
	const struct mk_plan_document_shared *then, const struct mk_plan_document_shared *now)
{
#define TOLD(member) offsetof(struct mk_plan_document_shared, member)
	static const size_t told[] = {TOLD(name), TOLD(range), TOLD(placed), TOLD(members),
		TOLD(outside), TOLD(read_only), 0};
#undef TOLD

	compare_names(diff, what, "for", "for", &then->members, &now->members);
	compare_names(diff, what, "open outside to", "to", &then->outside, &now->outside);
	compare_names(diff, what, "only read by", "by", &then->read_only, &now->read_only);
	mk_diff_others_of(diff, what, &mk_plan_document_shared_rows, then, now, told);
}

static void compare_shared(
	struct mk_diff *diff, const struct mk_lock_shared *then, const struct mk_lock_shared *now)
{
	const char *what =
		mk_arena_printf(diff->arena, "shared region '%s'", mk_diff_shown(diff, now->name));

	if (then->placed && now->placed)
		mk_diff_region(diff, what, then->region.range, now->region.range);
	else if (then->placed != now->placed)
		mk_diff_line(diff, "%s now has %s place", what, now->placed ? "a" : "no");
	compare_rest_of_shared(diff, what, then->document, now->document);
}

/* A region of then, by the name that it would have now. */
struct earlier {
	const char *name;
	const struct mk_lock_shared *shared;
};

static int compare_earlier(const void *left, const void *right)
{
	return strcmp(((const struct earlier *)left)->name, ((const struct earlier *)right)->name);
}

/* "doorbell:FROM:TO" goes with the names of its nodes. */
static const char *name_now(struct mk_diff *diff, const char *name)
{
	static const char prefix[] = "doorbell:";
	const char *from = name + strlen(prefix);
	const char *colon;

	if (strncmp(name, prefix, strlen(prefix)) != 0)
		return name;
	colon = strchr(from, ':');
	if (!colon)
		return name;
	from = mk_arena_copy(diff->arena, from, (size_t)(colon - from));
	return mk_arena_printf(diff->arena, "%s%s:%s", prefix, mk_diff_renamed(diff, from),
		mk_diff_renamed(diff, colon + 1));
}

static struct earlier *shared_of_then(struct mk_diff *diff)
{
	size_t count = diff->before->shared.count;
	struct earlier *list = mk_arena_array(diff->arena, count, sizeof *list);

	for (size_t i = 0; i < count; i++) {
		const struct mk_lock_shared *shared = &diff->before->shared.items[i];
		list[i] = (struct earlier){name_now(diff, shared->name), shared};
	}
	mk_sort(list, count, sizeof *list, compare_earlier);
	return list;
}

static void compare_all_shared(struct mk_diff *diff)
{
	const struct earlier *earlier = shared_of_then(diff);
	size_t i = 0, j = 0;

	while (i < diff->before->shared.count || j < diff->after->shared.count) {
		const struct mk_lock_shared *now = &diff->after->shared.items[j];
		int order = i == diff->before->shared.count  ? 1
			    : j == diff->after->shared.count ? -1
							     : strcmp(earlier[i].name, now->name);
		if (order < 0)
			tell_shared(diff, earlier[i].shared, "gone",
				names_of(diff, &earlier[i].shared->document->members, true));
		else if (order > 0)
			tell_shared(
				diff, now, "new", names_of(diff, &now->document->members, false));
		else
			compare_shared(diff, earlier[i].shared, now);
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
	const char *from = ipi->document->from;
	const char *to = ipi->to;

	return mk_arena_printf(diff->arena, "from '%s' to '%s'",
		mk_diff_shown(diff, then ? mk_diff_renamed(diff, from) : from),
		mk_diff_shown(diff, then ? mk_diff_renamed(diff, to) : to));
}

/* "bit 3 at 0x0", from the start of its doorbell; NULL where it has none. */
static const char *bit_text(struct mk_diff *diff, const struct mk_lock_ipi *ipi)
{
	const struct mk_plan_document_doorbell *doorbell = ipi->document->doorbell;

	if (!ipi->doorbell)
		return NULL;
	return mk_arena_printf(diff->arena, "bit %" PRIu64 " at 0x%" PRIx64, doorbell->bit.value,
		doorbell->offset.value);
}

static void tell_ipi(
	struct mk_diff *diff, const struct mk_lock_ipi *ipi, const char *what, bool then)
{
	const char *bit = bit_text(diff, ipi);

	mk_diff_line(diff, "IPI '%s' %s: %s, %s%s%s%s", mk_diff_shown(diff, ipi->name), what,
		ends_text(diff, ipi, then), sgi_text(diff, ipi), bit ? ", " : "", bit ? bit : "",
		bit ? " of its doorbell" : "");
}

/* Where the doorbell lies is told of with the shared regions, and whose it is with the ends. */
static void compare_bits(
	struct mk_diff *diff, const struct mk_lock_ipi *then, const struct mk_lock_ipi *now)
{
	const char *name = mk_diff_shown(diff, now->name);
	const char *before = bit_text(diff, then);
	const char *after = bit_text(diff, now);

	if (!before && after)
		mk_diff_line(diff, "IPI '%s' is now multiplexed: %s of its doorbell", name, after);
	else if (before && !after)
		mk_diff_line(diff, "IPI '%s' is no longer multiplexed; it had %s of its doorbell",
			name, before);
	else if (before && strcmp(before, after) != 0)
		mk_diff_line(
			diff, "IPI '%s' now has %s of its doorbell, not %s", name, after, before);
}

/* The target is the receiver's core, which is told of there; who chose an id is not the plan's. */
static void compare_ipi(
	struct mk_diff *diff, const struct mk_lock_ipi *then, const struct mk_lock_ipi *now)
{
#define TOLD(member) offsetof(struct mk_plan_document_ipi, member)
	static const size_t told[] = {TOLD(name), TOLD(from), TOLD(to), TOLD(sgi), TOLD(target),
		TOLD(chosen), TOLD(doorbell), 0};
#undef TOLD
	const char *name = mk_diff_shown(diff, now->name);
	const char *before = ends_text(diff, then, true);
	const char *after = ends_text(diff, now, false);

	if (strcmp(before, after) != 0)
		mk_diff_line(diff, "IPI '%s' goes %s now, not %s", name, after, before);
	if (then->sgi != now->sgi)
		mk_diff_line(diff, "IPI '%s' has %s now, not %s", name, sgi_text(diff, now),
			sgi_text(diff, then));
	compare_bits(diff, then, now);
	mk_diff_others_of(diff, mk_arena_printf(diff->arena, "IPI '%s'", name),
		&mk_plan_document_ipi_rows, then->document, now->document, told);
}

/* NULL behind the last one. */
static const struct mk_lock_ipi *ipi_at(const struct mk_lock *lock, size_t index)
{
	return index < lock->ipis.count ? &lock->ipis.items[index] : NULL;
}

static void compare_ipis(struct mk_diff *diff)
{
	size_t i = 0, j = 0;

	while (i < diff->before->ipis.count || j < diff->after->ipis.count) {
		const struct mk_lock_ipi *then = ipi_at(diff->before, i);
		const struct mk_lock_ipi *now = ipi_at(diff->after, j);
		int order = !then ? 1 : !now ? -1 : strcmp(then->name, now->name);
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
		mk_diff_line(diff, "the loader now has %s place",
			diff->after->loader_placed ? "a" : "no");
	mk_diff_texts(diff, mk_diff_hex(diff, diff->before->document->loader->start),
		mk_diff_hex(diff, diff->after->document->loader->start), "the loader's start");
}

void mk_diff_joints(struct mk_diff *diff)
{
	mk_diff_head(diff, "between nodes");
	compare_all_shared(diff);
	compare_ipis(diff);
	mk_diff_connections(diff);
	mk_diff_head(diff, "the loader's image");
	compare_loader(diff);
}
