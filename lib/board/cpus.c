/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

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

static struct mk_cpu *find_boot_cpu(struct mk_board *board)
{
	const struct mk_dt_node *chosen = chosen_boot_cpu(board->tree);
	struct mk_cpu *lowest = NULL;
	struct mk_cpu *in_header = NULL;
	struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus) {
		if (!cpu->enabled)
			continue;
		if (cpu->node == chosen)
			return cpu;
		if (!lowest)
			lowest = cpu;
		if (!in_header && cpu->mpidr == board->tree->boot_cpu)
			in_header = cpu;
	}
	return in_header ? in_header : lowest;
}

void mk_board_read_cpus(struct mk_board *board, struct mk_arena *arena)
{
	const struct mk_dt_node *cpus = mk_dt_child(board->tree->root, "cpus");
	struct mk_cpu *boot;

	for (struct mk_dt_node *node = cpus ? cpus->first_child : NULL; node;
		node = node->next_sibling)
		if (mk_dt_has_type(node, "cpu"))
			add_cpu(board, arena, node);
	if (board->cpus.count)
		qsort(board->cpus.items, board->cpus.count, sizeof *board->cpus.items,
			compare_cpus);
	boot = find_boot_cpu(board);
	if (boot)
		boot->boot = true;
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
