/* SPDX-License-Identifier: BSD-2-Clause */
/* A loader image against its plan: each test makes one thing differ. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"
#include "check/boot_image_parts.h"
#include "layout/layout.h"
#include "plan/boot.h"
#include "syntax/syntax.h"

TestSuite(boot_image_plan, .init = board_fixture_init, .fini = board_fixture_finish);

#define LAYOUT                                                                                     \
	"version: 1\n"                                                                             \
	"board: {dtb: board.dtb, platform: qemu-arm-virt}\n"                                       \
	"contract: sel4-bootinfo\n"                                                                \
	"kernel: {hypervisor: true}\n"                                                             \
	"loader: {memory: {start: 0x50000000, size: 2M}}\n"                                        \
	"nodes:\n"                                                                                 \
	"  - {name: control, cpu: cpu@0, memory: [{start: 0x60000000, size: 64M}]}\n"              \
	"  - {name: io, cpu: cpu@1, memory: [{start: 0x68000000, size: 64M}]}\n"                   \
	"  - {name: log, cpu: cpu@2, memory: [{start: 0x70000000, size: 64M}]}\n"                  \
	"shared:\n"                                                                                \
	"  - {name: ring, nodes: [control, io], memory: {start: 0x80000000, size: 8K}}\n"          \
	"  - {name: news, nodes: [control, log], memory: {start: 0x81000000, size: 4K}}\n"         \
	"  - {name: diary, nodes: [io, log], memory: {start: 0x82000000, size: 4K}}\n"

struct scene {
	struct mk_plan *plan;
	struct mk_loader_image image;
	struct mk_judging judging;
	struct mk_judgement judgement;
};

static struct mk_plan *plan_of(const char *text)
{
	struct mk_source *source = mk_arena_alloc(fixture_arena(), sizeof *source);
	const struct mk_layout *layout;

	*source = (struct mk_source){"layout.yaml", text, strlen(text)};
	layout = mk_layout_decode(fixture_arena(),
		mk_syntax_read(fixture_arena(), source, fixture_findings()), fixture_findings());
	return mk_plan_make(fixture_arena(), layout, fixture_board("case-virt"), NULL);
}

static void add_zeroed(struct mk_loader_image *image, const struct mk_plan *plan)
{
	const struct mk_plan_shared *shared;

	mk_each(shared, &plan->shared)
		*mk_vec_add(fixture_arena(), &image->regions) =
			(struct mk_loader_region){.address = shared->region.range.first,
				.write = mk_range_size(shared->region.range)};
}

/* The image that the plan asks for. */
static struct scene *planned(const char *text)
{
	struct scene *scene = mk_arena_alloc(fixture_arena(), sizeof *scene);
	struct mk_loader_image *image = &scene->image;

	scene->plan = plan_of(text);
	scene->judging =
		(struct mk_judging){.arena = fixture_arena(), .plan = scene->plan, .image = image};
	image->hypervisor = true;
	for (size_t rank = 0; rank < scene->plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(scene->plan, rank);
		*mk_vec_add(fixture_arena(), &image->blocks) =
			(struct mk_loader_block){.block = node->boot->block};
	}
	add_zeroed(image, scene->plan);
	return scene;
}

static const char *verdicts(const struct scene *scene)
{
	const struct mk_verdict *verdict;
	const char *text = "";

	mk_each(verdict, &scene->judgement.verdicts)
		text = mk_arena_printf(fixture_arena(), "%s%s\n", text, verdict->text);
	return text;
}

static void compare(struct scene *scene)
{
	static const struct mk_images none;

	mk_judge_against_plan(
		fixture_arena(), scene->plan, &none, &scene->image, &scene->judgement);
}

static void says(struct scene *scene, const char *text)
{
	compare(scene);
	cr_expect(eq(str, (char *)verdicts(scene), (char *)text));
}

static struct mk_boot_block *block_of(struct scene *scene, size_t node)
{
	return &scene->image.blocks.items[node].block;
}

/* --- what differs ----------------------------------------------------------------------------- */

Test(boot_image_plan, as_planned_there_is_nothing_to_say)
{
	says(planned(LAYOUT), "");
}

Test(boot_image_plan, a_kernel_elsewhere_is_told)
{
	struct scene *scene = planned(LAYOUT);

	block_of(scene, 1)->kernel.base += 0x200000;
	says(scene, "node 'io' has its kernel at 0x68200000 instead of 0x68000000\n");
}

Test(boot_image_plan, a_range_less_is_told)
{
	struct scene *scene = planned(LAYOUT);

	block_of(scene, 2)->ram.count = 0;
	block_of(scene, 2)->reserved.count--;
	says(scene, "node 'log' has RAM that differs from the plan\n"
		    "node 'log' has reserved ranges that differ from the plan\n");
}

Test(boot_image_plan, another_end_is_told_as_another_beginning_is)
{
	struct scene *scene = planned(LAYOUT);

	block_of(scene, 0)->ram.items = (struct mk_span[]){{0x60000000, 0x63fff000}};
	block_of(scene, 2)->ram.items = (struct mk_span[]){{0x70001000, 0x74000000}};
	says(scene, "node 'control' has RAM that differs from the plan\n"
		    "node 'log' has RAM that differs from the plan\n");
}

Test(boot_image_plan, of_a_block_that_cannot_be_read_nothing_is_compared)
{
	struct scene *scene = planned(LAYOUT);

	scene->image.blocks.items[1].complaint = "is of another version";
	block_of(scene, 1)->kernel.base = 0;
	says(scene, "");
}

Test(boot_image_plan, of_an_image_that_cannot_be_read_nothing_is_compared)
{
	struct scene *scene = planned(LAYOUT);

	scene->image.complaint = "has no header";
	scene->image.blocks.count = 0;
	says(scene, "");
}

Test(boot_image_plan, another_number_of_nodes_is_all_that_is_told)
{
	struct scene *scene = planned(LAYOUT);

	scene->image.blocks.count = 2;
	scene->image.hypervisor = false;
	says(scene, "it has 2 nodes instead of 3\n");
}

Test(boot_image_plan, shared_memory_is_to_be_zeroed_as_a_whole_and_with_nothing_else)
{
	static const struct mk_loader_region others[] = {
		{.address = 0x80000000, .write = 0x1000},
		{.address = 0x80000000, .write = 0x3000},
		{.address = 0x80001000, .write = 0x2000},
		{.address = 0x80000000, .write = 0x2000, .load = 8},
	};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct scene *scene = planned(LAYOUT);
		scene->image.regions.items[0] = others[i];
		says(scene, "shared region 'ring' 0x80000000..0x80001fff is not zeroed\n");
	}
}

Test(boot_image_plan, of_a_kind_64_verdicts_are_told)
{
	const char *text = LAYOUT;
	struct scene *scene;

	for (unsigned i = 0; i < 63; i++)
		text = mk_arena_printf(fixture_arena(),
			"%s  - {name: more%u, nodes: [io, log], memory: {size: 4K}}\n", text, i);
	scene = planned(text);
	scene->image.regions.count = 0;
	compare(scene);
	cr_expect(eq(sz, scene->judgement.verdicts.count, 65));
	cr_expect(eq(str, (char *)scene->judgement.verdicts.items[64].text,
		"there are 2 more of this kind"));
}

static void loader_says(uint64_t start, size_t bytes, const char *text)
{
	struct scene *scene = planned(LAYOUT);

	scene->image.linked = true;
	scene->image.link_address = start;
	scene->image.source.length = bytes;
	says(scene, text);
}

Test(boot_image_plan, the_loader_fills_its_memory_at_most)
{
	loader_says(0x50000000, 0x200000, "");
	loader_says(0x50000000, 0x200001,
		"it takes 0x50000000..0x50200000, but the loader has 0x50000000..0x501fffff\n");
	loader_says(0x4ffff000, 0x1000,
		"it takes 0x4ffff000..0x4fffffff, but the loader has 0x50000000..0x501fffff\n");
	loader_says(0x4ffff000, 0, "");
}

Test(boot_image_plan, a_loader_without_a_place_may_be_anywhere)
{
	struct scene *scene = planned(LAYOUT);

	scene->plan->loader.placed = false;
	scene->image.linked = true;
	scene->image.link_address = 0x10000000;
	scene->image.source.length = 0x1000;
	says(scene, "");
}

/* --- what two may both have ------------------------------------------------------------------- */

static bool is_for_both(const struct scene *scene, uint64_t base, uint64_t end)
{
	return mk_planned_for_both(&scene->judging, 0, 1, (struct mk_span){base, end});
}

Test(boot_image_plan, a_shared_region_is_its_members)
{
	const struct scene *scene = planned(LAYOUT);

	cr_expect(is_for_both(scene, 0x80000000, 0x80002000));
	cr_expect(is_for_both(scene, 0x80001fff, 0x80002000));
	cr_expect(not(is_for_both(scene, 0x80001000, 0x80002001)));
	cr_expect(not(is_for_both(scene, 0x7ffff000, 0x80001000)));
	cr_expect(not(is_for_both(scene, 0x81000000, 0x81001000)));
	cr_expect(not(is_for_both(scene, 0x82000000, 0x82001000)));
	scene->plan->shared.items[0].region.placed = false;
	cr_expect(not(is_for_both(scene, 0x80000000, 0x80002000)));
}

Test(boot_image_plan, nothing_is_planned_for_a_node_that_the_plan_does_not_have)
{
	const struct scene *scene = planned(LAYOUT);
	struct mk_span ring = {0x80000000, 0x80001000};

	cr_expect(mk_planned_for_both(&scene->judging, 1, 0, ring));
	cr_expect(not(mk_planned_for_both(&scene->judging, 0, 3, ring)));
	cr_expect(not(mk_planned_for_both(&scene->judging, 3, 0, ring)));
	cr_expect(eq(str, (char *)mk_judged_node(&scene->judging, 2), "node 'log'"));
	cr_expect(eq(str, (char *)mk_judged_node(&scene->judging, 3), "node 3"));
}

/* The block of that node no longer denies it. */
static void give_up(const struct scene *scene, size_t node, struct mk_range range)
{
	struct mk_plan_boot *boot = mk_arena_alloc(fixture_arena(), sizeof *boot);

	*boot = *scene->plan->nodes.items[node].boot;
	boot->gaps.count = 0;
	*mk_vec_add(fixture_arena(), &boot->gaps) =
		(struct mk_gap){.range = range, .given_up = true};
	scene->plan->nodes.items[node].boot = boot;
}

Test(boot_image_plan, what_one_of_them_does_not_deny_both_may_have)
{
	const struct scene *scene = planned(LAYOUT);

	give_up(scene, 0, (struct mk_range){0x9100000, 0x91fffff});
	give_up(scene, 1, (struct mk_range){0x9200000, 0x92fffff});
	give_up(scene, 2, (struct mk_range){0x9300000, 0x93fffff});
	cr_expect(is_for_both(scene, 0x9100000, 0x9300000));
	cr_expect(not(is_for_both(scene, 0x9300000, 0x9301000)));
	scene->plan->nodes.items[0].boot = NULL;
	cr_expect(not(is_for_both(scene, 0x9100000, 0x9200000)));
	cr_expect(is_for_both(scene, 0x9200000, 0x9300000));
}
