/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sizes are found by trying: each draft is read back, planned and checked like any other layout.
 * Larger slices pass only where smaller ones do, so that half of what is left is tried next.
 */
#include "begin/first_layout.h"

#include <inttypes.h>
#include <string.h>

#include "base/number.h"
#include "begin/first_layout_parts.h"
#include "check/check.h"
#include "syntax/syntax.h"

#define UNIT UINT64_C(0x1000000) /* 16 MiB: what physBase is rounded to, and the least slice */
#define SPARE UINT64_C(0x100000) /* left in each range for shared regions */
#define MAX_EXTRAS 16u

bool mk_first_layout_memory(const char *text, struct mk_range *range)
{
	const char *colon = strchr(text, ':');
	uint64_t start;
	uint64_t size;

	return colon && mk_number_parse(text, (size_t)(colon - text), &start) == MK_NUMBER_OK &&
	       mk_number_parse(colon + 1, strlen(colon + 1), &size) == MK_NUMBER_OK &&
	       mk_range_make(start, size, range) == MK_RANGE_OK;
}

/* --- trying ----------------------------------------------------------------------------------- */

static const char *complaint_of(struct mk_arena *arena, const struct mk_finding *finding)
{
	const char *suggestion = finding->suggestion;

	return mk_arena_printf(arena, "%s [%s]%s%s", finding->message, finding->problem->code,
		suggestion ? "; " : "", suggestion ? suggestion : "");
}

static const char *first_error(struct mk_arena *arena, const struct mk_findings *findings)
{
	struct mk_finding *const *finding;

	mk_each(finding, &findings->list)
		if ((*finding)->severity == MK_ERROR)
			return complaint_of(arena, *finding);
	return NULL;
}

static struct mk_buffer text_of(struct mk_arena *arena, const struct mk_draft *draft)
{
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	mk_draft_write(draft, &text);
	return text;
}

/* NULL where it cannot be read. */
static const struct mk_plan *plan_of(struct mk_arena *arena, const struct mk_draft *draft,
	const char *text, size_t length, struct mk_findings *findings)
{
	struct mk_source *source = mk_arena_alloc(arena, sizeof *source);
	const struct mk_doc *doc;

	*source = (struct mk_source){.name = "layout.yaml", .text = text, .length = length};
	doc = mk_syntax_read(arena, source, findings);
	return doc ? mk_plan_make(arena, mk_layout_decode(arena, doc, findings),
			     draft->request->board, NULL)
		   : NULL;
}

/* NULL, or the first error in what is written now. *plan is NULL where it cannot be read. */
static const char *try_draft(
	struct mk_arena *arena, const struct mk_draft *draft, const struct mk_plan **plan)
{
	struct mk_buffer text = text_of(arena, draft);
	struct mk_findings findings;

	mk_findings_init(&findings, arena);
	*plan = plan_of(arena, draft, text.text, text.length, &findings);
	if (*plan)
		mk_check_run(arena, *plan, NULL, NULL, &findings);
	return first_error(arena, &findings);
}

/* What makes the board useless, whatever the layout. */
static const char *check_board(struct mk_arena *arena, const struct mk_draft *draft)
{
	const char *contract = mk_draft_contract(arena, draft->request);
	const char *empty = mk_arena_printf(arena, "{version: 1,%s%s nodes: [{name: node0}]}\n",
		contract, *contract ? "," : "");
	const struct mk_plan *plan;
	struct mk_findings findings;

	mk_findings_init(&findings, arena);
	plan = plan_of(arena, draft, empty, strlen(empty), &findings);
	if (plan)
		mk_check_run_first(arena, plan, &findings);
	return first_error(arena, &findings);
}

/* --- cores ------------------------------------------------------------------------------------ */

/*
 * In the loader's order: the boot CPU, then on by ascending MPIDR with wrap-around; or just the
 * first, where blocks are numbered by core.
 */
static const char *choose_cores(struct mk_arena *arena, struct mk_draft *draft)
{
	const struct mk_board *board = draft->request->board;
	size_t wanted = draft->request->node_count;
	size_t first = draft->request->contract->boot ? 0 : mk_board_boot_cpu(board);
	size_t enabled = 0;

	draft->cores = mk_arena_array(arena, wanted, sizeof *draft->cores);
	for (size_t i = 0; i < board->cpus.count; i++) {
		const struct mk_cpu *cpu = &board->cpus.items[(first + i) % board->cpus.count];
		if (cpu->usable && enabled++ < wanted)
			draft->cores[enabled - 1] = cpu;
	}
	if (enabled >= wanted)
		return NULL;
	return mk_arena_printf(arena,
		"a core for each node is needed: %zu; the board's tree has %zu%s", wanted, enabled,
		enabled < board->cpus.count ? " that are enabled" : "");
}

/* Memory is written with the cells of the tree's root. */
static bool fits_cells(const struct mk_first_layout *request)
{
	bool narrow = mk_dt_address_cells(request->board->tree->root) < 2;

	for (size_t i = 0; i < request->memory_count; i++)
		if (narrow && request->memory[i].last > UINT32_MAX)
			return false;
	return true;
}

/* Where the kernel's own tree for the platform states RAM, that is a start. */
static const char *ask_for_memory(struct mk_arena *arena, const struct mk_platform *platform)
{
	const char *options = "";

	if (!platform || !platform->memory)
		return "give it with --memory START:SIZE";
	for (const struct mk_range *range = platform->memory; range->last; range++)
		options = mk_arena_printf(arena, "%s --memory 0x%" PRIx64 ":0x%" PRIx64, options,
			range->first, mk_range_size(*range));
	return mk_arena_printf(arena, "for %s, the kernel's own tree states%s",
		platform->board ? platform->board : platform->name, options);
}

static const char *check_memory(struct mk_arena *arena, const struct mk_draft *draft)
{
	const struct mk_first_layout *request = draft->request;

	if (!fits_cells(request))
		return "the tree has one address cell at its root, so it cannot describe RAM above "
		       "0xffffffff";
	if (!request->board->banks.count && !request->memory_count)
		return mk_arena_printf(arena,
			"the board's tree states no RAM, because its boot firmware fills it in; %s",
			ask_for_memory(arena, draft->platform));
	if (request->board->banks.count && request->memory_count)
		return "the board's tree states its RAM itself; --memory is for trees that do not";
	return NULL;
}

/* --- sizes ------------------------------------------------------------------------------------ */

/* Generous: a node adds about 1 MiB with small images (measured), several unstripped. */
static uint64_t comfortable_loader(size_t node_count)
{
	size_t pairs = (node_count + 1) / 2;

	return (pairs < 16 ? pairs : 16) * UNIT;
}

static uint64_t ram_for_nodes(const struct mk_plan *plan)
{
	const struct mk_free *unused;
	const struct mk_plan_node *node;
	uint64_t size = 0;

	mk_each(unused, &plan->free)
		if (__builtin_add_overflow(size, mk_range_size(unused->range), &size))
			return UINT64_MAX;
	mk_each(node, &plan->nodes)
		for (size_t i = 0; i < node->sorted.count; i++)
			size += mk_range_size(node->sorted.items[i].range);
	return size;
}

/* The least that could pass; what fails here fails for reasons that no size mends. */
static const char *try_smallest(
	struct mk_arena *arena, struct mk_draft *draft, const struct mk_plan **plan)
{
	const char *complaint;

	draft->slice_bytes = UNIT;
	draft->loader_bytes = comfortable_loader(draft->request->node_count);
	complaint = try_draft(arena, draft, plan);
	if (complaint && draft->loader_bytes > UNIT) {
		draft->loader_bytes = UNIT;
		complaint = try_draft(arena, draft, plan);
	}
	if (complaint)
		return mk_arena_printf(arena,
			"no layout of %zu node%s of 16 MiB passes for this board: %s",
			draft->request->node_count, draft->request->node_count == 1 ? "" : "s",
			complaint);
	draft->rest = true;
	draft->rest_complaint = try_draft(arena, draft, plan);
	draft->rest = !draft->rest_complaint;
	return NULL;
}

/* Nothing of it is kept. */
static bool passes(struct mk_arena *arena, const struct mk_draft *draft)
{
	struct mk_arena_slot *scratch = mk_arena_scratch(arena);
	struct mk_draft bare = *draft;
	const struct mk_plan *plan;
	bool all_right;

	/* Devices take time to resolve, so that they come last. */
	bare.rest = false;
	all_right = !try_draft(scratch->object, &bare, &plan) &&
		    (!draft->rest || !try_draft(scratch->object, draft, &plan));
	mk_arena_release(scratch);
	return all_right;
}

/* Equal shares of what is free, as large as pass; a little of it stays for shared regions. */
static void choose_size(struct mk_arena *arena, struct mk_draft *draft, uint64_t available)
{
	uint64_t good = 1;
	uint64_t bad =
		(available > SPARE ? available - SPARE : 0) / draft->request->node_count / UNIT + 1;

	while (bad > good + 1) {
		uint64_t middle = good + (bad - good) / 2;
		draft->slice_bytes = middle * UNIT;
		if (passes(arena, draft))
			good = middle;
		else
			bad = middle;
	}
	draft->slice_bytes = good * UNIT;
}

/* --- what is left over ------------------------------------------------------------------------ */

/* The node that has least. */
static size_t poorest(const uint64_t *sizes, size_t count)
{
	size_t index = 0;

	for (size_t i = 1; i < count; i++)
		if (sizes[i] < sizes[index])
			index = i;
	return index;
}

/* The part of a free range that a node can have, in whole MiB, and not the last of it. */
static bool extra_range(const struct mk_contract *contract, struct mk_range *range)
{
	uint64_t size;

	if (range->last > contract->physical_limit)
		range->last = contract->physical_limit;
	if (!mk_align_up(range->first, contract->phys_base_alignment, &range->first) ||
		range->first > range->last || range->last - range->first < UNIT + SPARE)
		return false;
	size = mk_align_down(range->last - range->first + 1 - SPARE, SPARE);
	range->last = range->first + (size - 1);
	return true;
}

/* Banks and reservations cut RAM into more ranges than nodes; each goes to who has least. */
static void choose_extras(
	struct mk_arena *arena, struct mk_draft *draft, const struct mk_plan *plan)
{
	uint64_t *sizes = mk_arena_array(arena, draft->request->node_count, sizeof *sizes);
	const struct mk_free *unused;

	mk_each(unused, &plan->free) {
		struct mk_range range = unused->range;
		size_t node = poorest(sizes, draft->request->node_count);
		if (draft->extras.count == MAX_EXTRAS || !extra_range(plan->contract, &range))
			continue;
		*mk_vec_add(arena, &draft->extras) = (struct mk_extra){node, range};
		sizes[node] += mk_range_size(range);
	}
}

static void give_extras(struct mk_arena *arena, struct mk_draft *draft, const struct mk_plan **plan)
{
	const struct mk_plan *with;

	choose_extras(arena, draft, *plan);
	if (try_draft(arena, draft, &with)) {
		draft->extras.count = 0;
		return;
	}
	*plan = with;
}

/* --- the layout ------------------------------------------------------------------------------- */

static const char *fit(struct mk_arena *arena, struct mk_draft *draft)
{
	const struct mk_plan *plan;
	const char *complaint = try_smallest(arena, draft, &plan);

	if (complaint)
		return complaint;
	choose_size(arena, draft, plan ? ram_for_nodes(plan) : 0);
	complaint = try_draft(arena, draft, &plan);
	if (complaint)
		return complaint;
	give_extras(arena, draft, &plan);
	draft->groups = mk_groups_make(arena, plan);
	return NULL;
}

/* A layout of files is theirs: where it does not pass, that is said. */
static void fit_sketch(struct mk_arena *arena, struct mk_draft *draft)
{
	const struct mk_plan *plan;
	const char *complaint = try_smallest(arena, draft, &plan);

	if (!complaint && mk_draft_chooses_size(draft))
		choose_size(arena, draft, plan ? ram_for_nodes(plan) : 0);
	draft->rest = false;
	draft->whole = true;
	draft->complaint = try_draft(arena, draft, &plan);
}

/* The text as it is given out says what was meant, whatever names the tree has. */
static const char *prove(struct mk_arena *arena, const struct mk_draft *draft)
{
	const struct mk_plan *plan;
	const char *complaint = try_draft(arena, draft, &plan);

	if (complaint)
		return complaint;
	if (strcmp(plan->layout->board.dtb.value, draft->request->board_name) != 0)
		return "a layout cannot express the name of the board's file";
	return NULL;
}

static const char *make(struct mk_arena *arena, struct mk_draft *draft)
{
	const char *complaint = choose_cores(arena, draft);

	if (!complaint)
		complaint = fit(arena, draft);
	if (!complaint)
		complaint = prove(arena, draft);
	return complaint;
}

const char *mk_first_layout_write(const struct mk_first_layout *request, struct mk_buffer *out,
	struct mk_first_layout_outcome *outcome)
{
	const struct mk_platform *platform = mk_platform_of(request->board);
	struct mk_first_layout booted = *request;
	struct mk_draft draft = {.request = &booted, .platform = platform};
	const char *complaint;

	booted.board = mk_platform_booted(out->arena, platform, request->board);
	complaint = check_board(out->arena, &draft);
	if (!complaint)
		complaint = check_memory(out->arena, &draft);
	if (!complaint && request->sketch)
		fit_sketch(out->arena, &draft);
	else if (!complaint)
		complaint = make(out->arena, &draft);
	if (!complaint)
		mk_draft_write(&draft, out);
	outcome->complaint = draft.complaint;
	return complaint;
}
