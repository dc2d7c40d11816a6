/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory of size `rest`, where what binds it is large. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/buffer.h"
#include "board_fixture.h"
#include "layout/layout.h"
#include "plan/plan.h"
#include "syntax/syntax.h"

TestSuite(rest, .init = board_fixture_init, .fini = board_fixture_finish);

/* Where node a's memory lies whose `within` lists `count` small ranges, then one of 64 MiB. */
static struct mk_range place_within(size_t count)
{
	struct mk_arena *arena = fixture_arena();
	struct mk_source *source = mk_arena_alloc(arena, sizeof *source);
	const struct mk_plan *plan;
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	mk_buffer_printf(&text, "version: 1\nboard: {dtb: board.dtb}\nnodes:\n"
				"  - {name: a, cpu: cpu@0, memory: [{size: rest, within: [");
	for (size_t i = 0; i < count; i++)
		mk_buffer_printf(&text, "{start: 0x%zx, size: 64K}, ", 0x48000000 + i * 0x20000);
	mk_buffer_printf(&text, "{start: 0x70000000, size: 64M}]}]}\n");
	*source = (struct mk_source){"layout.yaml", text.text, text.length};
	plan = mk_plan_make(arena,
		mk_layout_decode(arena, mk_syntax_read(arena, source, fixture_findings()),
			fixture_findings()),
		fixture_board("case-virt"), NULL);
	return plan->nodes.items[0].regions.items[0].range;
}

static void fills_the_largest_of(size_t count)
{
	struct mk_range place = place_within(count);

	cr_expect(eq(u64, place.first, 0x70000000), "%zu small ranges", count);
	cr_expect(eq(u64, place.last, 0x73ffffff), "%zu small ranges", count);
}

Test(rest, fills_the_largest_of_the_ranges_that_it_may_lie_in)
{
	fills_the_largest_of(0);
	fills_the_largest_of(1);
	fills_the_largest_of(900);
}

/* A want is bound twice, the second time as a copy: its ranges once went behind their array. */
Test(rest, may_lie_in_as_many_ranges_as_a_list_may_have)
{
	fills_the_largest_of(4095);
}
