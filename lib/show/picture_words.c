/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/buffer.h"
#include "base/words.h"
#include "show/picture.h"

/* Bytes of a name. Real ones, device paths included, have some 100 at most. */
#define NAME_SHOWN 200u

/* Of a shared region, so many members are named. */
#define MEMBERS_NAMED 8u

const char *mk_shown_name(struct mk_arena *arena, const char *name)
{
	size_t length = NAME_SHOWN;

	if (!name)
		return "-";
	if (strnlen(name, NAME_SHOWN + 1) <= NAME_SHOWN)
		return name;
	while (length && ((unsigned char)name[length] & 0xc0) == 0x80)
		length--; /* not inside of a UTF-8 sequence */
	return mk_arena_printf(arena, "%.*s...", (int)length, name);
}

static const char *shared_owner(struct mk_arena *arena, const struct mk_picture *picture,
	const struct mk_plan_shared *shared)
{
	mk_member_names members = mk_order_member_names(arena, picture->plan, shared);
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	mk_buffer_printf(&text, "shared %s", mk_shown_name(arena, shared->name));
	for (size_t i = 0; i < members.count && i < MEMBERS_NAMED; i++)
		mk_buffer_printf(
			&text, "%s%s", i ? ", " : " (", mk_shown_name(arena, members.items[i]));
	if (members.count > MEMBERS_NAMED)
		mk_buffer_printf(&text, ", %zu more", members.count - MEMBERS_NAMED);
	mk_buffer_puts(&text, members.count ? ")" : "");
	return text.text;
}

/* "own frames (control)". */
static const char *held_owner(struct mk_arena *arena, const struct mk_plan_holding *holding)
{
	const char *word = holding->outside			   ? "outside"
			   : holding->kind == MK_HOLDING_REGISTERS ? "registers"
								   : "own";

	return mk_arena_printf(arena, "%s %s (%s)", word, mk_shown_name(arena, holding->name),
		mk_shown_name(arena, mk_holding_owner(holding)));
}

const char *mk_tenant_name(
	struct mk_arena *arena, const struct mk_picture *picture, const struct mk_tenant *tenant)
{
	switch (tenant->part) {
	case MK_PART_NODE:
		return mk_arena_printf(arena, "node %s", mk_shown_name(arena, tenant->name));
	case MK_PART_SHARED:
		return shared_owner(arena, picture, tenant->claim->shared);
	case MK_PART_OWN:
	case MK_PART_OUTSIDE:
		return held_owner(arena, tenant->claim->holding);
	case MK_PART_LOADER:
		return "loader";
	default:
		return mk_shown_name(arena, tenant->name);
	}
}

static const char *clash_owner(
	struct mk_arena *arena, const struct mk_picture *picture, const struct mk_segment *segment)
{
	struct mk_listing owners;

	mk_listing_begin(&owners, arena, MK_SEGMENT_TENANTS);
	for (size_t i = 0; i < segment->count && i < MK_SEGMENT_TENANTS; i++)
		mk_listing_add(&owners, "%s", mk_tenant_name(arena, picture, segment->tenants[i]));
	owners.count = segment->count;
	return mk_arena_printf(arena, "overlap: %s", mk_listing_joined(&owners, "and"));
}

const char *mk_segment_owner(
	struct mk_arena *arena, const struct mk_picture *picture, const struct mk_segment *segment)
{
	switch (segment->part) {
	case MK_PART_FREE:
		return "free";
	case MK_PART_CLASH:
		return clash_owner(arena, picture, segment);
	case MK_PART_CROWD:
		return mk_arena_printf(arena, "%zu more pieces, not distinguished", segment->count);
	default:
		return mk_tenant_name(arena, picture, segment->tenants[0]);
	}
}

const char *mk_segment_how(const struct mk_segment *segment)
{
	if (segment->part == MK_PART_CLASH || !segment->count || !segment->tenants[0] ||
		!segment->tenants[0]->claim || !segment->tenants[0]->claim->region)
		return "";
	return segment->tenants[0]->claim->region->fixed ? "fixed" : "placed";
}

const char *mk_strip_name(const struct mk_strip *strip)
{
	if (!strip->bank)
		return "no RAM";
	return strip->bank->node ? strip->bank->node->path : "RAM stated in the layout";
}

char mk_node_letter(size_t node)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	return node < sizeof letters - 1 ? letters[node] : '*';
}

char mk_segment_letter(const struct mk_segment *segment)
{
	static const char letters[] = {
		[MK_PART_FREE] = '.',
		[MK_PART_SHARED] = '=',
		[MK_PART_OWN] = '+',
		[MK_PART_OUTSIDE] = '~',
		[MK_PART_LOADER] = '@',
		[MK_PART_RESERVED] = '#',
		[MK_PART_CLASH] = '!',
		[MK_PART_CROWD] = '%',
	};

	if (segment->part == MK_PART_NODE)
		return mk_node_letter(segment->tenants[0]->node);
	return letters[segment->part];
}

const char *mk_connection_outcome(const struct mk_plan_connection *connection)
{
	static const char *const kinds[] = {
		[MK_CONNECTION_UNRESOLVED] = "an end is unknown",
		[MK_CONNECTION_LOCAL] = "left alone",
		[MK_CONNECTION_SHARED] = "shared region",
		[MK_CONNECTION_IPI] = "IPI",
		[MK_CONNECTION_REFUSED] = "cannot cross nodes",
	};

	return kinds[connection->kind];
}
