/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan as its document: boot blocks. */
#include "emit/plan_document_parts.h"
#include "emit/untypeds.h"
#include "plan/boot.h"

static struct mk_row_range range_of(struct mk_span span)
{
	return span.base < span.end
		       ? mk_plan_document_range((struct mk_range){span.base, span.end - 1})
		       : (struct mk_row_range){0};
}

static mk_plan_document_places places_of(struct mk_arena *arena, const mk_spans *spans)
{
	mk_plan_document_places places = {0};
	const struct mk_span *span;

	mk_each(span, spans)
		if (span->base < span->end)
			*mk_vec_add(arena, &places) =
				(struct mk_plan_document_place){.range = range_of(*span)};
	return places;
}

static mk_plan_document_places given_up(struct mk_arena *arena, const struct mk_plan_boot *boot)
{
	mk_plan_document_places places = {0};
	const struct mk_gap *gap;

	mk_each(gap, &boot->gaps)
		if (gap->given_up)
			*mk_vec_add(arena, &places) = (struct mk_plan_document_place){
				.range = mk_plan_document_range(gap->range)};
	return places;
}

static struct mk_plan_document_boot_kernel *kernel_of(
	struct mk_arena *arena, const struct mk_plan_boot *boot)
{
	struct mk_plan_document_boot_kernel *kernel = mk_arena_alloc(arena, sizeof *kernel);

	kernel->range = range_of(boot->block.kernel);
	kernel->assumed = boot->kernel_assumed;
	return kernel;
}

static struct mk_plan_document_boot_root *root_of(
	struct mk_arena *arena, const struct mk_plan_boot *boot)
{
	struct mk_plan_document_boot_root *root = mk_arena_alloc(arena, sizeof *root);

	root->range = range_of(boot->block.root);
	root->address = mk_plan_document_number(boot->block.root_address);
	root->entry = mk_plan_document_number(boot->block.entry);
	root->assumed = boot->root_assumed;
	return root;
}

struct mk_plan_document_boot *mk_plan_document_boot_of(
	struct mk_arena *arena, const struct mk_plan_boot *boot)
{
	struct mk_plan_document_boot *object = boot ? mk_arena_alloc(arena, sizeof *object) : NULL;

	if (!object)
		return NULL;
	object->kernel = kernel_of(arena, boot);
	object->root = root_of(arena, boot);
	object->reserved = places_of(arena, &boot->block.reserved);
	object->given_up = given_up(arena, boot);
	object->starts = !boot->start.complaint;
	object->root_objects = mk_arena_alloc(arena, sizeof *object->root_objects);
	object->root_objects->range = range_of(boot->start.objects);
	object->ram = places_of(arena, &boot->start.ram);
	object->devices = places_of(arena, &boot->start.devices);
	object->untypeds = mk_plan_document_untypeds_of(arena, &boot->start);
	object->untypeds_dropped = mk_plan_document_number(boot->start.lost.count);
	return object;
}
