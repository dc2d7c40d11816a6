/* SPDX-License-Identifier: BSD-2-Clause */
/* Which image is whose. */
#include <string.h>

#include "check/images.h"
#include "check/rule.h"
#include "check/written.h"

const char *mk_check_entry_name(enum mk_image_role role)
{
	static const char *const names[MK_IMAGE_ROLES] = {"kernel.elf", "kernel.dtb", NULL};

	return names[role];
}

const struct mk_archive_entry *mk_check_entry(
	const struct mk_archive *archive, const struct mk_plan_node *node, enum mk_image_role role)
{
	size_t index = (size_t)node->rank * MK_IMAGE_ROLES + role;

	if (node->rank == UINT32_MAX || index >= archive->entries.count)
		return NULL;
	return &archive->entries.items[index];
}

const struct mk_image *mk_check_image(
	struct mk_check *check, const struct mk_plan_node *node, enum mk_image_role role)
{
	const struct mk_images *images = check->images;
	const char *name = mk_check_entry_name(role);
	const struct mk_archive_entry *entry;

	if (images->folder_given)
		return mk_images_find(images, mk_plan_image_path(node, role));
	entry = images->archives.count ? mk_check_entry(images->archives.items, node, role) : NULL;
	return entry && (!name || strcmp(entry->name, name) == 0) ? &entry->image : NULL;
}

bool mk_check_machine_fits(const struct mk_check *check, const struct mk_program *program)
{
	return program->machine == check->plan->architecture->elf_machine && program->wide &&
	       program->little_endian;
}

const struct mk_program *mk_check_program(
	struct mk_check *check, const struct mk_plan_node *node, enum mk_image_role role)
{
	const struct mk_image *image = mk_check_image(check, node, role);

	if (!image || image->state != MK_IMAGE_READ || !image->program)
		return NULL;
	return mk_check_machine_fits(check, image->program) ? image->program : NULL;
}

/* A file that cannot be taken for what it should be can still be the same one. */
static bool is_same(const struct mk_image *a, const struct mk_image *b)
{
	if (!a || !b || a->state < MK_IMAGE_BROKEN || b->state < MK_IMAGE_BROKEN)
		return false;
	return mk_content_equal(a->content, b->content);
}

const struct mk_plan_node *mk_check_kernel_twin(
	struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_KERNEL);

	for (const struct mk_plan_node *other = check->plan->nodes.items; other < node; other++)
		if (strcmp(other->kernel_image, node->kernel_image) == 0 ||
			is_same(image, mk_check_image(check, other, MK_IMAGE_KERNEL)))
			return other;
	return NULL;
}

/* It takes the lowest physical address, and from there on as much as the virtual ones span. */
uint64_t mk_check_kernel_bytes(const struct mk_program *kernel)
{
	uint64_t physical = mk_range_size(kernel->physical);
	uint64_t addresses = mk_range_size(kernel->addresses);

	return physical > addresses ? physical : addresses;
}

struct mk_origin mk_check_image_origin(
	const struct mk_plan_node *node, enum mk_image_role role, const struct mk_image *image)
{
	const struct mk_layout_images *images = &mk_written_node(node)->images;
	const struct mk_text *paths[MK_IMAGE_ROLES] = {
		&images->kernel, &images->dtb, &images->root};

	if (image->path && paths[role]->given)
		return paths[role]->origin;
	return node->origin;
}

const char *mk_check_image_name(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image)
{
	return mk_arena_printf(check->arena, "node '%s' %s (%s)", node->name,
		mk_image_role_text(role), image->label);
}

void mk_each_image(struct mk_check *check, mk_image_visitor *visit)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		for (unsigned role = 0; role < MK_IMAGE_ROLES; role++) {
			const struct mk_image *image =
				mk_check_image(check, node, (enum mk_image_role)role);
			if (image)
				visit(check, node, (enum mk_image_role)role, image);
		}
}
