/* SPDX-License-Identifier: BSD-2-Clause */
/* The part of a first layout that comes from files. */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "begin/first_layout_parts.h"

/* SGIs that secure firmware leaves alone; more signals share one. */
#define OWN_SGIS 8u

static const struct mk_sketch *sketch_of(const struct mk_draft *draft)
{
	return draft->request->sketch;
}

/* --- words ------------------------------------------------------------------------------------ */

/* An alias where there is one, and else the path, which always does. */
static const char *device_name(const struct mk_board *board, const struct mk_dt_node *device)
{
	const struct mk_dt_node *aliases = mk_dt_child(board->tree->root, "aliases");

	for (uint32_t i = 0; aliases && i < aliases->property_count; i++) {
		const struct mk_dt_property *alias = &aliases->properties[i];
		const char *path = mk_dt_string_at(alias, 0);
		if (path && strcmp(path, device->path) == 0 && mk_draft_is_plain(alias->name) &&
			strcmp(alias->name, MK_PLAN_REST) != 0)
			return alias->name;
	}
	return device->path;
}

static void write_word(struct mk_buffer *out, const char *word)
{
	if (mk_draft_is_plain(word))
		mk_buffer_puts(out, word);
	else
		mk_draft_scalar(out, word);
}

/* --- ranges ----------------------------------------------------------------------------------- */

/* {start: 0x..., size: 64K, for: guest, name: linux}: without line end. */
static void write_range(struct mk_buffer *out, const struct mk_sketch_range *range)
{
	mk_buffer_putc(out, '{');
	if (!range->size)
		mk_buffer_printf(out, "start: 0x%" PRIx64 ", ", range->range.first);
	mk_buffer_puts(out, "size: ");
	mk_draft_size(out, range->size ? range->size : mk_range_size(range->range));
	if (range->purpose) {
		mk_buffer_puts(out, ", for: ");
		write_word(out, range->purpose);
	}
	if (range->name) {
		mk_buffer_puts(out, ", name: ");
		write_word(out, range->name);
	}
	if (range->why) {
		mk_buffer_puts(out, ", why: ");
		mk_draft_scalar(out, range->why);
	}
	mk_buffer_putc(out, '}');
}

static void write_ranges(
	struct mk_buffer *out, size_t indent, const char *key, const mk_sketch_ranges *ranges)
{
	const struct mk_sketch_range *range;

	if (!ranges->count)
		return;
	mk_buffer_fill(out, ' ', indent);
	mk_buffer_printf(out, "%s:\n", key);
	mk_each(range, ranges) {
		mk_buffer_fill(out, ' ', indent + 2);
		mk_buffer_puts(out, "- ");
		write_range(out, range);
		mk_buffer_putc(out, '\n');
	}
}

/* --- nodes ------------------------------------------------------------------------------------ */

static bool is_lacking_ram(const struct mk_sketch_party *node)
{
	const struct mk_sketch_range *range;

	mk_each(range, &node->memory)
		if (!range->purpose)
			return false;
	return true;
}

static const struct mk_sketch_party *first_lacking_ram(const struct mk_sketch *sketch)
{
	const struct mk_sketch_party *party;

	mk_each(party, &sketch->parties)
		if (!party->outside && is_lacking_ram(party))
			return party;
	return NULL;
}

bool mk_draft_chooses_size(const struct mk_draft *draft)
{
	return first_lacking_ram(sketch_of(draft)) != NULL;
}

static void write_node_memory(
	const struct mk_draft *draft, struct mk_buffer *out, const struct mk_sketch_party *node)
{
	const struct mk_sketch_range *range;

	if (!is_lacking_ram(node)) {
		write_ranges(out, 4, "memory", &node->memory);
		return;
	}
	if (node == first_lacking_ram(sketch_of(draft)))
		mk_draft_comment(out, 4,
			"The files do not say how much its kernel and root task have: a share of "
			"what is left.");
	mk_buffer_puts(out, "    memory:\n      - {size: ");
	mk_draft_size(out, draft->slice_bytes);
	mk_buffer_puts(out, "}\n");
	mk_each(range, &node->memory) {
		mk_buffer_puts(out, "      - ");
		write_range(out, range);
		mk_buffer_putc(out, '\n');
	}
}

static bool has_another_owner(const struct mk_sketch *sketch, const struct mk_sketch_party *node,
	const struct mk_dt_node *device)
{
	const struct mk_sketch_party *party;

	mk_each(party, &sketch->parties)
		if (party != node && mk_sketch_has_device(party, device))
			return true;
	return false;
}

static void write_node_devices(
	const struct mk_draft *draft, struct mk_buffer *out, const struct mk_sketch_party *node)
{
	const struct mk_dt_node *const *device;

	if (!node->devices.count && !node->rest)
		return;
	mk_buffer_puts(out, "    devices:\n");
	mk_each(device, &node->devices) {
		const char *name = device_name(draft->request->board, *device);
		bool shared = has_another_owner(sketch_of(draft), node, *device);
		mk_buffer_puts(out, shared ? "      - {path: " : "      - ");
		write_word(out, name);
		mk_buffer_puts(out, shared ? ", shared: true}\n" : "\n");
	}
	if (node->rest)
		mk_buffer_printf(out, "      - %s\n", MK_PLAN_REST);
}

static void write_node_interrupts(struct mk_buffer *out, const struct mk_sketch_party *node)
{
	const struct mk_intid *intid;

	if (!node->interrupts.count)
		return;
	mk_buffer_puts(out, "    irqs:\n");
	mk_each(intid, &node->interrupts)
		mk_buffer_printf(out, "      - {intid: %" PRIu32 "}\n", intid->value);
}

static void write_remarks(struct mk_buffer *out, const struct mk_sketch_party *party)
{
	const char *const *remark;

	mk_each(remark, &party->remarks)
		mk_draft_comment(out, 4, "%s", *remark);
}

static const struct mk_sketch_party *first_without_core(const struct mk_sketch *sketch)
{
	const struct mk_sketch_party *party;

	mk_each(party, &sketch->parties)
		if (party->cpu_chosen)
			return party;
	return NULL;
}

static void write_node(
	const struct mk_draft *draft, struct mk_buffer *out, const struct mk_sketch_party *node)
{
	mk_buffer_printf(out, "  - name: %s\n", node->name);
	write_remarks(out, node);
	if (node == first_without_core(sketch_of(draft)))
		mk_draft_comment(out, 4,
			"The files do not say which core: they go on in the order in which the "
			"loader starts cores.");
	mk_buffer_puts(out, "    cpu: ");
	if (node->cpu)
		mk_draft_cpu_name(draft->request->board, out, node->cpu);
	else
		mk_buffer_printf(out, "%s\n", MK_PLAN_ANY_CPU);
	write_node_memory(draft, out, node);
	write_node_devices(draft, out, node);
	write_ranges(out, 4, "mmio", &node->mmio);
	write_node_interrupts(out, node);
	write_ranges(out, 4, "reserved", &node->reserved);
}

void mk_draft_write_imported_nodes(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_sketch_party *party;
	bool first = true;

	mk_buffer_putc(out, '\n');
	mk_draft_comment(out, 0, "One kernel and one root task each.");
	mk_buffer_puts(out, "nodes:\n");
	mk_each(party, &sketch_of(draft)->parties) {
		if (party->outside)
			continue;
		if (!first)
			mk_buffer_putc(out, '\n');
		write_node(draft, out, party);
		first = false;
	}
}

static void write_unused(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_sketch_core *core;

	if (!sketch_of(draft)->unused.count)
		return;
	mk_buffer_puts(out, "\ncpus_unused:\n");
	mk_each(core, &sketch_of(draft)->unused) {
		mk_buffer_puts(out, "  - cpu: ");
		mk_draft_cpu_name(draft->request->board, out, core->cpu);
		mk_buffer_puts(out, "    why: ");
		mk_draft_scalar(out, core->why);
		mk_buffer_putc(out, '\n');
	}
}

static void write_outside(const struct mk_sketch *sketch, struct mk_buffer *out)
{
	const struct mk_sketch_party *party;
	bool begun = false;

	mk_each(party, &sketch->parties) {
		if (!party->outside)
			continue;
		if (!begun)
			mk_buffer_puts(out, "\noutside:\n");
		begun = true;
		mk_buffer_printf(out, "  - name: %s\n", party->name);
		write_remarks(out, party);
		write_ranges(out, 4, "memory", &party->memory);
		if (!party->why)
			continue;
		mk_buffer_puts(out, "    why: ");
		mk_draft_scalar(out, party->why);
		mk_buffer_putc(out, '\n');
	}
}

/* --- what joins them -------------------------------------------------------------------------- */

static void write_shared(const struct mk_sketch *sketch, struct mk_buffer *out)
{
	const struct mk_sketch_shared *shared;

	if (!sketch->shared.count)
		return;
	mk_buffer_puts(out, "\nshared:\n");
	mk_each(shared, &sketch->shared) {
		mk_buffer_printf(out, "  - name: %s\n    nodes: [", shared->name);
		for (size_t i = 0; i < shared->members.count; i++) {
			const struct mk_sketch_member *member = &shared->members.items[i];
			mk_buffer_printf(out,
				member->read_only ? "%s{name: %s, access: ro}" : "%s%s",
				i ? ", " : "", sketch->parties.items[member->party].name);
		}
		mk_buffer_puts(out, "]\n    memory: ");
		write_range(out, &shared->memory);
		mk_buffer_putc(out, '\n');
	}
}

static size_t signals_into(const struct mk_sketch *sketch, size_t party)
{
	const struct mk_sketch_ipi *ipi;
	size_t count = 0;

	mk_each(ipi, &sketch->ipis)
		count += ipi->to == party;
	return count;
}

static void write_ipis(const struct mk_sketch *sketch, struct mk_buffer *out)
{
	bool many[MK_SKETCH_MAX_PARTIES] = {false};
	const struct mk_sketch_ipi *ipi;
	bool any = false;

	if (!sketch->ipis.count)
		return;
	for (size_t i = 0; i < sketch->parties.count; i++)
		any |= many[i] = signals_into(sketch, i) > OWN_SGIS;
	mk_buffer_putc(out, '\n');
	if (any)
		mk_draft_comment(out, 0,
			"Some nodes get more signals than there are SGIs for one core: they share one.");
	mk_buffer_puts(out, "ipis:\n");
	mk_each(ipi, &sketch->ipis)
		mk_buffer_printf(out, "  - {name: %s, from: %s, to: %s%s}\n", ipi->name,
			sketch->parties.items[ipi->from].name, sketch->parties.items[ipi->to].name,
			many[ipi->to] ? ", multiplex: true" : "");
}

void mk_draft_write_imported_rest(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_sketch *sketch = sketch_of(draft);

	write_unused(draft, out);
	write_outside(sketch, out);
	write_shared(sketch, out);
	write_ipis(sketch, out);
	if (sketch->reserved.count) {
		mk_buffer_putc(out, '\n');
		mk_draft_comment(out, 0,
			"From everybody. What nodes share belongs under `shared`, with their names; "
			"where the loader works, under `loader`.");
	}
	write_ranges(out, 0, "reserved", &sketch->reserved);
}

/* --- what is not in it ------------------------------------------------------------------------ */

void mk_draft_write_lifts(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_sketch *sketch = sketch_of(draft);
	bool begun = false;

	for (size_t i = 0; i < sketch->board->reservations.count; i++) {
		if (!sketch->lifted[i])
			continue;
		mk_buffer_puts(out, begun ? "    - path: " : "  lift:\n    - path: ");
		write_word(out, sketch->board->reservations.items[i].node->path);
		mk_buffer_puts(out, "\n      why: ");
		mk_draft_scalar(out, sketch->lifted[i]);
		mk_buffer_putc(out, '\n');
		begun = true;
	}
}

static void write_leftover(struct mk_buffer *out, const struct mk_leftover *leftover)
{
	const struct mk_origin *origin = &leftover->origin;

	if (origin->path)
		mk_draft_comment(out, 0, "  %s: %s", origin->path, leftover->what);
	else if (origin->line)
		mk_draft_comment(out, 0, "  line %u: %s", origin->line, leftover->what);
	else
		mk_draft_comment(out, 0, "  %s", leftover->what);
}

void mk_draft_write_leftovers(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_leftover *leftover;
	const struct mk_source *source = NULL;
	const char *const *remark;

	mk_each(remark, &sketch_of(draft)->remarks) {
		mk_buffer_putc(out, '\n');
		mk_draft_comment(out, 0, "%s", *remark);
	}
	mk_each(leftover, &sketch_of(draft)->leftovers) {
		if (leftover->origin.source != source ||
			leftover == sketch_of(draft)->leftovers.items) {
			source = leftover->origin.source;
			mk_buffer_putc(out, '\n');
			mk_draft_comment(out, 0,
				"Not carried over from %s:", source ? source->name : "these files");
			mk_buffer_puts(out, "#\n");
		}
		write_leftover(out, leftover);
	}
}

void mk_draft_write_imported_heading(const struct mk_draft *draft, struct mk_buffer *out)
{
	const struct mk_sketch *sketch = sketch_of(draft);
	struct mk_listing files;
	const char *const *file;

	mk_listing_begin(&files, out->arena, sketch->files.count);
	mk_each(file, &sketch->files)
		mk_listing_add(&files, "%s", *file);
	mk_draft_comment(out, 0, "'mkpart init' made this layout of %s, to be edited.",
		mk_listing_joined(&files, "and"));
	mk_buffer_puts(out, "#\n");
	if (draft->complaint)
		mk_draft_comment(
			out, 0, "It does not pass 'mkpart check' yet: %s.", draft->complaint);
	else
		mk_draft_comment(out, 0,
			"It passes 'mkpart check', and 'mkpart plan' shows where everything is.");
	if (sketch->leftovers.count)
		mk_draft_comment(out, 0, "What no key can say is listed at its end.");
}
