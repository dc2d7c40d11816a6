/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/sort.h"
#include "board/parts.h"
#include "board/reg.h"

static int compare_cpus(const void *left, const void *right)
{
	const struct mk_cpu *a = left;
	const struct mk_cpu *b = right;

	if (a->mpidr != b->mpidr)
		return a->mpidr < b->mpidr ? -1 : 1;
	return strcmp(a->node->path, b->node->path);
}

static void add_cpu(struct mk_board *board, struct mk_arena *arena, const struct mk_dt_node *node)
{
	struct mk_cpu *cpu = mk_vec_add(arena, &board->cpus);
	struct mk_reg_walk walk;
	struct mk_reg reg = {0};

	mk_reg_begin(&walk, node);
	if (mk_reg_next(&walk, &reg))
		cpu->mpidr = reg.address.offset;
	cpu->node = node;
	cpu->architecture = mk_cpu_architecture(node);
	cpu->compatible = mk_dt_string(node, "compatible");
	cpu->enable_method = mk_dt_string(node, "enable-method");
	if (!cpu->enable_method)
		cpu->enable_method = mk_dt_string(node->parent, "enable-method");
	cpu->enabled = node->enabled;
}

/* seL4's own way to say which CPU boots, where the tree has it. */
static const struct mk_dt_node *chosen_boot_cpu(const struct mk_dt_tree *tree)
{
	const struct mk_dt_node *chosen = mk_dt_child(tree->root, "chosen");
	uint32_t phandle = chosen ? mk_dt_u32(chosen, "seL4,boot-cpu", 0) : 0;

	return phandle ? mk_dt_by_phandle(tree, phandle) : NULL;
}

static struct mk_cpu *find_cpu(struct mk_board *board, const struct mk_dt_node *node)
{
	struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->usable && cpu->node == node)
			return cpu;
	return NULL;
}

/* dtc writes 0 where it is not told, so that 0 says nothing. */
static struct mk_cpu *cpu_of_header(struct mk_board *board)
{
	struct mk_cpu *cpu;

	if (!board->tree->boot_cpu)
		return NULL;
	mk_each(cpu, &board->cpus)
		if (cpu->usable && cpu->mpidr == board->tree->boot_cpu)
			return cpu;
	return NULL;
}

static struct mk_cpu *lowest_cpu(struct mk_board *board)
{
	struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->usable)
			return cpu;
	return NULL;
}

static void find_boot_cpu(struct mk_board *board)
{
	struct mk_cpu *boot = find_cpu(board, chosen_boot_cpu(board->tree));

	if (!boot)
		boot = cpu_of_header(board);
	board->boot_source = boot ? MK_BOOT_TREE : MK_BOOT_ASSUMED;
	if (!boot)
		boot = lowest_cpu(board);
	if (boot)
		boot->boot = true;
}

/* Where every core is disabled it is firmware that enables them (the kernel's own tree of tx2). */
static void find_usable(struct mk_board *board)
{
	bool any = false;
	struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		any |= cpu->enabled;
	mk_each(cpu, &board->cpus)
		cpu->usable = cpu->enabled || !any;
}

size_t mk_board_usable_count(const struct mk_board *board)
{
	const struct mk_cpu *cpu;
	size_t count = 0;

	mk_each(cpu, &board->cpus)
		count += cpu->usable;
	return count;
}

void mk_board_read_cpus(struct mk_board *board, struct mk_arena *arena)
{
	const struct mk_dt_node *cpus = mk_dt_child(board->tree->root, "cpus");

	for (struct mk_dt_node *node = cpus ? cpus->first_child : NULL; node;
		node = node->next_sibling)
		if (mk_dt_has_type(node, "cpu"))
			add_cpu(board, arena, node);
	mk_vec_sort(&board->cpus, compare_cpus);
	find_usable(board);
	find_boot_cpu(board);
	mk_board_read_clusters(board, arena);
}

static const struct mk_cpu *cpu_of_node(const struct mk_board *board, const struct mk_dt_node *node)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->node == node)
			return cpu;
	return NULL;
}

static const struct mk_cpu *cpu_of_unit_name(const struct mk_board *board, const char *name)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (!strcmp(cpu->node->name, name))
			return cpu;
	return NULL;
}

static const struct mk_cpu *cpu_of_index(const struct mk_board *board, const char *digits)
{
	size_t index = 0;

	for (; *digits; digits++) {
		if (*digits < '0' || *digits > '9')
			return NULL;
		index = index * 10 + (size_t)(*digits - '0');
		if (index >= board->cpus.count)
			return NULL;
	}
	return &board->cpus.items[index];
}

const struct mk_cpu *mk_board_find_cpu(const struct mk_board *board, const char *name)
{
	const struct mk_cpu *cpu;

	if (!*name)
		return NULL;
	if (*name == '/')
		return cpu_of_node(board, mk_dt_by_path(board->tree, name));
	cpu = cpu_of_unit_name(board, name);
	return cpu ? cpu : cpu_of_index(board, name);
}

size_t mk_board_boot_cpu(const struct mk_board *board)
{
	for (size_t i = 0; i < board->cpus.count; i++)
		if (board->cpus.items[i].boot)
			return i;
	return 0;
}

const struct mk_board *mk_board_booted_on(struct mk_arena *arena, const struct mk_board *board,
	const struct mk_cpu *cpu, enum mk_boot_source source)
{
	struct mk_board *changed = mk_arena_alloc(arena, sizeof *changed);
	const struct mk_cpu *old;

	*changed = *board;
	changed->boot_source = source;
	memset(&changed->cpus, 0, sizeof changed->cpus);
	mk_each(old, &board->cpus) {
		struct mk_cpu *copy = mk_vec_add(arena, &changed->cpus);
		*copy = *old;
		copy->boot = old == cpu;
	}
	return changed;
}
