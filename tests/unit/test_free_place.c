/* SPDX-License-Identifier: BSD-2-Clause */
/* The nearest place that is free. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"
#include "check/claims.h"
#include "layout/layout.h"
#include "syntax/syntax.h"

TestSuite(free_place, .init = board_fixture_init, .fini = board_fixture_finish);

#define MIB (UINT64_C(1) << 20)
#define PAGE 0x1000u

static const struct mk_rule rule = {.problem = {.code = "MK0000", .name = "of-this-test"}};
static struct mk_source source = {.name = "layout.yaml"};
static struct mk_check check;

static void plan_on(const char *board, const char *rest)
{
	struct mk_plan *plan;

	source.text = mk_arena_printf(fixture_arena(),
		"version: 1\n"
		"board: {dtb: board.dtb}\n"
		"loader: {memory: {start: 0x41000000, size: 1M}}\n"
		"%s",
		rest);
	source.length = strlen(source.text);
	plan = mk_plan_make(fixture_arena(),
		mk_layout_decode(fixture_arena(),
			mk_syntax_read(fixture_arena(), &source, fixture_findings()),
			fixture_findings()),
		fixture_board(board), NULL);
	check = (struct mk_check){.arena = fixture_arena(),
		.plan = plan,
		.layout = plan->layout,
		.rule = &rule,
		.findings = fixture_findings()};
}

static struct mk_finding *report(unsigned line)
{
	struct mk_origin origin = {.source = &source, .line = line};

	return mk_check_report(&check, origin, "number %zu", check.findings->list.count);
}

/* What is suggested to what stands in that line. */
static const char *suggested(unsigned line, uint64_t start, uint64_t size, uint64_t alignment)
{
	struct mk_finding *finding = report(line);

	mk_suggest_free(&check, finding, start, size, alignment);
	return finding->suggestion ? finding->suggestion : "";
}

#define NODES                                                                                      \
	"nodes:\n"                                                                                 \
	"  - {name: control, cpu: cpu@0, memory: [{start: 0x50000000, size: 256M}]}\n"             \
	"  - {name: io, cpu: cpu@1, memory: [{start: 0x68000000, size: 256M}]}\n"

Test(free_place, it_is_the_nearest_below_or_above)
{
	plan_on("case-virt", NODES);
	cr_expect(eq(str, (char *)suggested(90, 0x61000000, 128 * MIB, MIB),
		"start: 0x60000000 is the nearest start with 128 MiB free"));
	cr_expect(eq(str, (char *)suggested(91, 0x70000000, 129 * MIB, MIB),
		"start: 0x78000000 is the nearest start with 129 MiB free"));
	cr_expect(eq(str, (char *)suggested(92, 0x42000000, MIB, MIB), ""));
}

Test(free_place, what_was_offered_to_one_is_not_offered_to_another)
{
	plan_on("case-virt", NODES);
	for (unsigned again = 0; again < 2; again++) {
		cr_expect(eq(str, (char *)suggested(90, 0x68000000, 16 * MIB, MIB),
			"start: 0x67000000 is the nearest start with 16 MiB free"));
		cr_expect(eq(str, (char *)suggested(91, 0x68000000, 16 * MIB, MIB),
			"start: 0x66000000 is the nearest start with 16 MiB free"));
	}
	cr_expect(eq(str, (char *)suggested(92, 0x68000000, 1024 * MIB, MIB),
		"start: 0x78000000 is the nearest start with 1 GiB free"));
	cr_expect(eq(str, (char *)suggested(93, 0x68000000, 1024 * MIB, MIB),
		"start: 0x78000000 is the nearest start with 1 GiB free"));
}

Test(free_place, after_64_findings_nobody_looks)
{
	plan_on("case-virt", NODES);
	for (unsigned i = 0; i < 63; i++)
		report(i);
	cr_expect(eq(str, (char *)suggested(90, 0x68000000, MIB, MIB),
		"start: 0x67f00000 is the nearest start with 1 MiB free"));
	cr_expect(eq(str, (char *)suggested(91, 0x68000000, MIB, MIB), ""));
}

/* Two holes of 128 MiB, and one without a multiple of 16 MiB. */
#define FULL                                                                                       \
	"reserved:\n"                                                                              \
	"  - {start: 0x40000000, size: 16M, why: a}\n"                                             \
	"  - {start: 0x41100000, size: 15M, why: a}\n"                                             \
	"  - {start: 0x4a000000, size: 16M, why: a}\n"                                             \
	"  - {start: 0x53000000, size: 0x6cffe000, why: a}\n"

Test(free_place, where_there_is_none_the_largest_hole_is_named)
{
	plan_on("case-virt", FULL);
	cr_expect(eq(str, (char *)suggested(90, 0x68000000, 128 * MIB + PAGE, 16 * MIB),
		"nowhere on this board are about 128 MiB free in one piece; the largest, "
		"0x42000000..0x49ffffff, is 4 KiB too small"));
	cr_expect(eq(str, (char *)suggested(90, 0x68000000, 128 * MIB, 16 * MIB),
		"start: 0x4b000000 is the nearest start with 128 MiB free"));
}

Test(free_place, on_chip_memory_is_not_offered)
{
	plan_on("case-on-chip", "");
	cr_expect(eq(str, (char *)suggested(90, 0xfffc0000, MIB / 16, PAGE),
		"start: 0xbfff0000 is the nearest start with 64 KiB free"));
}

Test(free_place, without_ram_there_is_none)
{
	plan_on("case-virt", "reserved: [{start: 0x40000000, size: 2G, why: a}]\n");
	cr_expect(eq(str, (char *)suggested(90, 0x68000000, MIB, MIB),
		"no RAM of this board is free: shrink something by 1 MiB"));
	cr_expect(eq(str, (char *)suggested(90, 0x68000000, 0, MIB), ""));
}

Test(free_place, a_single_byte_is_a_place)
{
	plan_on("case-virt", "reserved: [{start: 0x40000001, size: 0x7fffffff, why: a}]\n");
	cr_expect(eq(str, (char *)suggested(90, 0x68000000, 2, PAGE),
		"nowhere on this board are 0x2 bytes free in one piece; the largest, "
		"0x40000000..0x40000000, is 0x1 bytes too small"));
	cr_expect(eq(str, (char *)suggested(90, 0x68000000, 1, PAGE),
		"start: 0x40000000 is the nearest start with 0x1 bytes free"));
}
