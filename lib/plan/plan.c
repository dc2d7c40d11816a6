/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/plan.h"

#include "plan/boot.h"
#include "plan/stages.h"

static void choose_contract(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_plan_options *options)
{
	const struct mk_text *name = &plan->layout->contract;
	const char **names;

	plan->contract = name->given ? mk_contract_find(name->value) : mk_contracts[0];
	if (options && options->contract)
		plan->contract = options->contract;
	if (plan->contract)
		return;
	plan->contract = mk_contracts[0];
	names = mk_arena_array(arena, mk_contract_count, sizeof *names);
	for (size_t i = 0; i < mk_contract_count; i++)
		names[i] = mk_contracts[i]->name;
	mk_plan_add_reference(arena, plan, MK_REFERENCE_CONTRACT, name,
		mk_nearest_name(name->value, names, mk_contract_count));
}

/* Of the boot core; cores of another one are for a rule to report. */
static void choose_architecture(struct mk_plan *plan)
{
	const struct mk_board *board = plan->board;
	enum mk_architecture architecture = MK_ARCH_UNKNOWN;

	if (board->cpus.count)
		architecture = board->cpus.items[mk_board_boot_cpu(board)].architecture;
	plan->architecture = mk_contract_architecture(plan->contract, architecture);
	if (!plan->architecture)
		plan->architecture = plan->contract->architectures;
}

const char *mk_plan_platform_name(const struct mk_plan *plan)
{
	return plan->platform ? plan->platform->name : plan->layout->board.platform.value;
}

static const char *nearest_platform(struct mk_arena *arena, const char *name)
{
	const char **names = mk_arena_array(arena, 2 * mk_platform_count, sizeof *names);
	size_t count = 0;

	for (size_t i = 0; i < mk_platform_count; i++) {
		names[count++] = mk_platforms[i].name;
		if (mk_platforms[i].board)
			names[count++] = mk_platforms[i].board;
	}
	return mk_nearest_name(name, names, count);
}

/* What is outside the range of shared interrupts is for a rule to report. */
static void choose_max_irq(struct mk_plan *plan)
{
	const struct mk_number *stated = &plan->layout->board.max_irq;

	plan->max_irq = MK_INTID_SPI_LAST;
	plan->max_irq_stated = plan->platform || stated->given;
	if (plan->platform)
		plan->max_irq = plan->platform->max_irq;
	else if (stated->given && stated->value >= MK_INTID_SPI_FIRST &&
		 stated->value <= MK_INTID_SPI_LAST)
		plan->max_irq = (uint32_t)stated->value;
}

/* An unknown name stands for itself where the layout states the facts. */
static void choose_platform(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_text *name = &plan->layout->board.platform;

	plan->platform = name->given ? mk_platform_find(name->value, plan->board)
				     : mk_platform_of(plan->board);
	plan->platform_inferred = !name->given;
	choose_max_irq(plan);
	if (name->given && !plan->platform && !plan->layout->board.max_irq.given)
		mk_plan_add_reference(arena, plan, MK_REFERENCE_PLATFORM, name,
			nearest_platform(arena, name->value));
}

static void note_other_boot(struct mk_plan *plan, const struct mk_cpu *stated)
{
	const struct mk_board *board = plan->board;
	const struct mk_cpu *told = &board->cpus.items[mk_board_boot_cpu(board)];

	if (board->boot_source == MK_BOOT_ASSUMED || told == stated)
		return;
	plan->other_boot = told->node;
	plan->other_source = board->boot_source;
}

/* The layout knows best, then the tree, then the platform. */
static void choose_boot_core(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_text *stated = &plan->layout->board.boot_cpu;
	const struct mk_cpu *cpu;

	plan->board = mk_platform_booted(arena, plan->platform, plan->board);
	if (!stated->given)
		return;
	cpu = mk_board_find_cpu(plan->board, stated->value);
	if (!cpu) {
		mk_plan_add_reference(arena, plan, MK_REFERENCE_CPU, stated, NULL);
		return;
	}
	note_other_boot(plan, cpu);
	plan->board = mk_board_booted_on(arena, plan->board, cpu, MK_BOOT_LAYOUT);
}

static const char *path_of(const struct mk_layout *layout)
{
	const struct mk_source *source = layout->record.origin.source;

	return source ? source->name : "";
}

struct mk_plan *mk_plan_make(struct mk_arena *arena, const struct mk_layout *layout,
	const struct mk_board *board, const struct mk_plan_options *options)
{
	struct mk_plan *plan = mk_arena_alloc(arena, sizeof *plan);

	plan->layout = layout;
	plan->layout_path = path_of(layout);
	plan->board = board;
	plan->names = mk_names_table_new(arena, board);
	plan->meta = layout->meta;
	plan->text = layout->record.doc;
	plan->lock = options ? options->lock : NULL;
	plan->tree = layout->board.tree.given ? (enum mk_tree_choice)layout->board.tree.value
					      : MK_TREE_BOARD;
	choose_contract(arena, plan, options);
	choose_platform(arena, plan);
	choose_boot_core(arena, plan);
	choose_architecture(plan);
	mk_plan_resolve_nodes(arena, plan);
	mk_plan_resolve_outside(arena, plan);
	mk_plan_resolve_connections(arena, plan);
	mk_plan_resolve_cores(arena, plan);
	mk_plan_resolve_devices(arena, plan);
	mk_plan_resolve_irqs(arena, plan);
	mk_plan_resolve_ipis(arena, plan);
	mk_plan_add_doorbells(arena, plan);
	mk_plan_resolve_memory(arena, plan, options);
	mk_plan_boot_make(arena, plan, NULL);
	return plan;
}
