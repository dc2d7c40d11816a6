/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

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

static void add_setting(
	struct mk_arena *arena, mk_settings *settings, const struct mk_setting *setting)
{
	struct mk_setting *present;

	mk_each(present, settings) {
		if (strcmp(present->name, setting->name) == 0) {
			*present = *setting;
			return;
		}
	}
	*mk_vec_add(arena, settings) = *setting;
}

static void choose_kernel(
	struct mk_arena *arena, const struct mk_plan *plan, struct mk_plan_node *node)
{
	const struct mk_layout_kernel *general = &plan->layout->kernel;
	const struct mk_layout_kernel *own = &node->layout->kernel;
	const struct mk_setting *setting;

	node->hypervisor = flag_or(&own->hypervisor, &general->hypervisor, false);
	node->debug = flag_or(&own->debug, &general->debug, false);
	node->printing = flag_or(&own->printing, &general->printing, node->debug);
	mk_each(setting, &general->settings)
		add_setting(arena, &node->settings, setting);
	mk_each(setting, &own->settings)
		add_setting(arena, &node->settings, setting);
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

void mk_plan_nodes(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_node *layout;

	mk_each(layout, &plan->layout->nodes) {
		struct mk_plan_node *node;
		if (plan->nodes.count == MK_PLAN_MAX_NODES)
			break;
		node = mk_vec_add(arena, &plan->nodes);
		node->layout = layout;
		node->position = plan->nodes.count - 1;
		node->name = text_or(&layout->name, mk_arena_printf(arena, "#%zu", node->position));
		node->rank = UINT32_MAX;
		choose_kernel(arena, plan, node);
		choose_images(arena, node);
	}
}
