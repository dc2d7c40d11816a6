/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/next_steps.h"

#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "tell/next_steps_qemu.h"

struct steps {
	struct mk_buffer *out;
	const struct mk_plan *plan;
	const char *folder; /* for a shell */
	const char *layout; /* likewise */
	unsigned number;
};

static bool is_plain(const char *word)
{
	for (const char *at = word; *at; at++)
		if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
			    (*at >= '0' && *at <= '9') || strchr("_./+-=:,@", *at)))
			return false;
	return *word != '\0' && *word != '-';
}

/* A word as a shell takes it; what no terminal shows as it is comes out escaped. */
static const char *shell_word(struct mk_arena *arena, const char *word)
{
	struct mk_buffer out;

	if (is_plain(word))
		return word;
	mk_buffer_init(&out, arena);
	mk_buffer_putc(&out, '\'');
	for (const char *at = word; *at; at++)
		if (*at == '\'')
			mk_buffer_puts(&out, "'\\''");
		else
			mk_escape_text(&out, at, 1);
	mk_buffer_putc(&out, '\'');
	return out.text;
}

/* "owner/name COMMIT" with so much of the commit as people compare. */
static const char *version_of(struct mk_arena *arena, const char *source)
{
	const char *commit = strrchr(source, ' ');

	return commit ? mk_arena_printf(arena, "%.*s%.13s", (int)(commit - source), source, commit)
		      : source;
}

/* --- what all contracts have ------------------------------------------------------------------ */

#define LINE(steps, ...) (mk_buffer_printf((steps)->out, "     " __VA_ARGS__))

static void begin(struct steps *steps, const char *what)
{
	mk_buffer_printf(steps->out, "  %u. %s\n", ++steps->number, what);
}

/* `kernel` is the build of the kernel that all nodes have; NULL where each has one of its own. */
static void add_root_tasks(struct steps *steps, const char *kernel)
{
	const struct mk_plan *plan = steps->plan;

	begin(steps,
		"a root task for each node, with its mkpart.h on the include path; here, the one "
		"that\n     tests the board");
	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
		const char *own = kernel ? kernel : node->name;
		LINE(steps,
			"%sgcc -std=gnu11 -O2 -ffreestanding -nostdlib -static -I %s/%s \\\n"
			"         -I build/%s/install/libsel4/include -o images/%s %s/selftest.c\n",
			plan->architecture->compiler_prefix, steps->folder, node->name, own,
			node->root_image, steps->folder);
	}
}

/* libsel4's headers are what is installed of it. */
static void build(struct steps *steps, const char *folder)
{
	LINE(steps, "ninja -C build/%s && cmake --install build/%s --prefix build/%s/install\n",
		folder, folder, folder);
}

static const char *folder_of(struct mk_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? mk_arena_printf(arena, "images/%.*s", (int)(slash - path), path) : "images";
}

/* Where `check`, `gen` and `pack` look for what was built. */
static void add_folders(struct steps *steps)
{
	const struct mk_plan *plan = steps->plan;

	begin(steps, "a folder for what is built, as the layout's `images` names the files in it");
	LINE(steps, "mkdir -p");
	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		mk_buffer_printf(steps->out, " %s",
			folder_of(steps->out->arena, mk_plan_node_at_rank(plan, rank)->root_image));
	mk_buffer_putc(steps->out, '\n');
}

static void add_start(struct steps *steps, const char *image)
{
	const char *command = mk_next_qemu(steps->out->arena, steps->plan, image);

	begin(steps, "the start");
	if (command)
		LINE(steps, "%s\n", command);
	else if (steps->plan->contract->boot)
		LINE(steps, "the board's firmware loads %s at 0x%" PRIx64 " and jumps there\n",
			image, steps->plan->loader_start);
	else
		LINE(steps, "the board's firmware starts %s\n", image);
	if (!command && mk_plan_node_at_rank(steps->plan, 0)->hypervisor)
		LINE(steps, "it has to set up the interrupt controller for the non-secure world, "
			    "or no interrupt arrives\n");
}

/* --- sel4-overlay ----------------------------------------------------------------------------- */

static void add_kernel(struct steps *steps, const struct mk_plan_node *node)
{
	LINE(steps, "cmake -G Ninja -C %s/%s/kernel.cmake -S KERNEL -B build/%s\n", steps->folder,
		node->name, node->name);
	build(steps, node->name);
	LINE(steps, "cp build/%s/kernel.elf images/%s\n", node->name, node->kernel_image);
	LINE(steps, "cp build/%s/kernel.dtb images/%s\n", node->name, node->dtb_image);
}

static void add_kernels(struct steps *steps)
{
	const struct mk_plan *plan = steps->plan;

	begin(steps, mk_arena_printf(steps->out->arena,
			     "a kernel for each node, from %s in KERNEL; kernel.cmake sets\n"
			     "     KernelCustomDTSOverlay to the node's overlay.dts%s",
			     version_of(steps->out->arena, plan->contract->kernel),
			     plan->tree == MK_TREE_BOARD ? ", KernelCustomDTS to board.dts" : ""));
	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		add_kernel(steps, mk_plan_node_at_rank(plan, rank));
}

/* The loader's own build names them by their place, from 1 on. */
static void add_loader(struct steps *steps)
{
	const struct mk_plan *plan = steps->plan;
	const char *first = mk_plan_node_at_rank(plan, 0)->name;

	begin(steps, mk_arena_printf(steps->out->arena,
			     "the loader, from %s, within a project\n"
			     "     of yours in LOADER: mkpart-contract(7), The loader's project",
			     version_of(steps->out->arena, plan->contract->loader)));
	LINE(steps,
		"cmake -G Ninja -C %s/%s/kernel.cmake -C %s/loader/loader.cmake -S LOADER \\\n"
		"         -B build/loader\n",
		steps->folder, first, steps->folder);
	LINE(steps, "ninja -C build/loader elfloader\n");
	LINE(steps, "its targets, from %s/loader/manifest.json:\n", steps->folder);
	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		LINE(steps, "  seL4-%zu-kernel, seL4-%zu-dtb, rootserver-%zu: node %s\n", rank + 1,
			rank + 1, rank + 1, mk_plan_node_at_rank(plan, rank)->name);
}

static void tell_overlay(struct steps *steps)
{
	static const char *const loader = "build/loader/elfloader/elfloader";

	add_folders(steps);
	add_kernels(steps);
	add_root_tasks(steps, NULL);
	add_loader(steps);
	begin(steps, "what was built, compared with the plan");
	LINE(steps, "mkpart check %s --images images --loader %s\n", steps->layout, loader);
	add_start(steps, loader);
}

/* --- sel4-bootinfo ---------------------------------------------------------------------------- */

static void add_one_kernel(struct steps *steps)
{
	const struct mk_plan *plan = steps->plan;

	begin(steps,
		mk_arena_printf(steps->out->arena, "one kernel for all nodes, from %s in KERNEL",
			version_of(steps->out->arena, plan->contract->kernel)));
	LINE(steps, "cmake -G Ninja -C %s/kernel.cmake -S KERNEL -B build/kernel\n", steps->folder);
	build(steps, "kernel");
	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		LINE(steps, "cp build/kernel/kernel.elf images/%s\n",
			mk_plan_node_at_rank(plan, rank)->kernel_image);
}

static void tell_boot_blocks(struct steps *steps)
{
	const struct mk_plan *plan = steps->plan;

	add_folders(steps);
	add_one_kernel(steps);
	add_root_tasks(steps, "kernel");
	begin(steps,
		mk_arena_printf(steps->out->arena,
			"the loader, from the folder loader of %s, as loader.elf:\n"
			"     LINK_ADDRESS 0x%" PRIx64 ", NUM_MULTIKERNELS %zu, SEL4_SDK with the "
			"headers of build/kernel/install",
			plan->contract->loader, plan->loader_start, plan->by_rank.count));
	begin(steps, "everything in one file, compared with the plan in the process");
	LINE(steps, "mkpart pack %s --images images --loader loader.elf -o loader.img\n",
		steps->layout);
	add_start(steps, "loader.img");
}

void mk_next_steps(const struct mk_plan *plan, const char *folder, struct mk_buffer *out)
{
	struct steps steps = {.out = out,
		.plan = plan,
		.folder = shell_word(out->arena, folder),
		.layout = shell_word(out->arena, plan->layout_path)};

	if (!plan->by_rank.count)
		return;
	mk_buffer_puts(out, "What comes next:\n");
	if (plan->contract->boot)
		tell_boot_blocks(&steps);
	else
		tell_overlay(&steps);
}
