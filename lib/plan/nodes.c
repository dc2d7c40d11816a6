/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/stages.h"

static bool flag_or(const struct mk_flag *own, const struct mk_flag *general, bool otherwise)
{
	if (own->given)
		return own->value;
	return general->given ? general->value : otherwise;
}

static const char *text_or(const struct mk_text *text, const char *otherwise)
{
	return text->given ? text->value : otherwise;
}

static void choose_kernel(const struct mk_plan *plan, struct mk_plan_node *node)
{
	const struct mk_layout_kernel *general = &plan->layout->kernel;
	const struct mk_layout_kernel *own = &node->layout->kernel;

	node->hypervisor = flag_or(&own->hypervisor, &general->hypervisor, false);
	node->debug = flag_or(&own->debug, &general->debug, false);
	node->printing = flag_or(&own->printing, &general->printing, node->debug);
}

/* Each node's kernel and tree differ, so their files must not share a name by default. */
static void choose_images(struct mk_arena *arena, struct mk_plan_node *node)
{
	const struct mk_layout_images *images = &node->layout->images;

	node->kernel_image =
		text_or(&images->kernel, mk_arena_printf(arena, "%s/kernel.elf", node->name));
	node->dtb_image =
		text_or(&images->dtb, mk_arena_printf(arena, "%s/kernel.dtb", node->name));
	node->root_image =
		text_or(&images->root, mk_arena_printf(arena, "%s/rootserver", node->name));
}

const char *mk_plan_image_path(const struct mk_plan_node *node, enum mk_image_role role)
{
	if (role == MK_IMAGE_KERNEL)
		return node->kernel_image;
	return role == MK_IMAGE_DTB ? node->dtb_image : node->root_image;
}

void mk_plan_resolve_nodes(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_node *layout;

	mk_each(layout, &plan->layout->nodes) {
		struct mk_plan_node *node;
		if (plan->nodes.count == MK_PLAN_MAX_NODES) {
			mk_unseen_add(arena, &plan->unseen, layout->record.origin,
				"%zu nodes from here on: at most %u are planned",
				plan->layout->nodes.count - plan->nodes.count, MK_PLAN_MAX_NODES);
			break;
		}
		node = mk_vec_add(arena, &plan->nodes);
		node->layout = layout;
		node->position = plan->nodes.count - 1;
		node->name = text_or(&layout->name, mk_arena_printf(arena, "#%zu", node->position));
		node->rank = UINT32_MAX;
		node->origin = layout->name.given ? layout->name.origin : layout->record.origin;
		node->cpu_origin = layout->cpu.origin;
		choose_kernel(plan, node);
		choose_images(arena, node);
	}
}
