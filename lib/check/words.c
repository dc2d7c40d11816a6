/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "base/buffer.h"
#include "base/number.h"
#include "check/rule.h"
#include "check/words.h"

const char *mk_check_range(struct mk_check *check, struct mk_range range)
{
	return mk_range_text(check->arena, range);
}

const char *mk_check_intid(struct mk_check *check, struct mk_intid intid)
{
	return mk_arena_printf(check->arena, "INTID %" PRIu32 " (SPI %" PRIu32 ")", intid.value,
		mk_spi_from_intid(intid).value);
}

const char *mk_check_intid_name(struct mk_check *check, struct mk_intid intid)
{
	return mk_arena_printf(check->arena, "INTID %" PRIu32, intid.value);
}

const char *mk_check_size(struct mk_check *check, uint64_t size_bytes)
{
	char text[32];

	mk_number_size_text(size_bytes, text);
	return mk_arena_printf(check->arena, "%s", text);
}

const char *mk_check_banks_text(struct mk_check *check, struct mk_range range)
{
	const struct mk_bank *bank;
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	mk_each(bank, &check->plan->ram)
		if (mk_ranges_overlap(bank->range, range))
			mk_buffer_printf(&text, "%s%s", text.length ? " and " : "",
				mk_check_range(check, bank->range));
	return text.text;
}

const char *mk_check_ram_text(struct mk_check *check)
{
	return mk_check_banks_text(check, (struct mk_range){0, UINT64_MAX});
}

/* The first few are enough to see what names look like. */
#define NODES_SHOWN 16u

const char *mk_check_nodes_text(struct mk_check *check)
{
	size_t count = check->plan->nodes.count;
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	mk_buffer_puts(&text, "the nodes are ");
	for (size_t i = 0; i < count && i < NODES_SHOWN; i++)
		mk_buffer_printf(&text, "%s'%s'", i ? ", " : "", check->plan->nodes.items[i].name);
	if (count > NODES_SHOWN)
		mk_buffer_printf(&text, " and %zu more", count - NODES_SHOWN);
	return text.text;
}
