/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/facts.h"

#include <inttypes.h>
#include <string.h>

#include "base/number.h"
#include "check/catalogue.h"
#include "tell/owner.h"

/* A value that is asked about. */
struct question {
	struct mk_buffer *out;
	struct mk_arena *arena;
	const struct mk_plan *plan; /* or NULL */
	const struct mk_doc *doc;
	const struct mk_spot *spot;
	const char *name;
};

static bool is_same_place(const struct mk_origin *a, const struct mk_origin *b)
{
	return a->source && b->source && a->line && a->line == b->line && a->column == b->column;
}

/* What `mkpart own` would say; nothing where it does not know what is meant. */
static void add_owner(struct question *question, const char *what)
{
	struct mk_buffer answer;

	mk_buffer_init(&answer, question->arena);
	if (question->plan && mk_owner_answer(question->plan, what, &answer))
		mk_buffer_add(question->out, answer.text, answer.length);
}

static const char *range_text(struct mk_arena *arena, struct mk_range range)
{
	char size[32];

	mk_number_size_text(mk_range_size(range), size);
	return mk_arena_printf(
		arena, "0x%" PRIx64 "..0x%" PRIx64 " (%s)", range.first, range.last, size);
}

/* --- numbers ---------------------------------------------------------------------------------- */

const struct mk_region *mk_region_of(const struct mk_plan *plan, const struct mk_origin *origin)
{
	const struct mk_plan_node *node;
	const struct mk_plan_shared *shared;
	const struct mk_region *region;

	mk_each(node, &plan->nodes)
		mk_each(region, &node->regions)
			if (is_same_place(&region->origin, origin))
				return region;
	mk_each(shared, &plan->shared)
		if (is_same_place(&shared->region.origin, origin))
			return &shared->region;
	return is_same_place(&plan->loader.origin, origin) ? &plan->loader : NULL;
}

const char *mk_region_place(struct mk_arena *arena, const struct mk_region *region)
{
	if (!region->placed || region->fixed)
		return NULL;
	return mk_arena_printf(
		arena, "at 0x%" PRIx64 "..0x%" PRIx64, region->range.first, region->range.last);
}

static bool add_number(struct question *question, uint64_t *value)
{
	const char *text = question->spot->text;
	char size[32];

	if (mk_number_parse(text, strlen(text), value) != MK_NUMBER_OK)
		return false;
	mk_number_size_text(*value, size);
	mk_buffer_printf(question->out, "0x%" PRIx64 " = %" PRIu64 " = %s\n", *value, *value, size);
	return true;
}

static void tell_address(struct question *question)
{
	uint64_t value;

	if (add_number(question, &value))
		add_owner(question, mk_arena_printf(question->arena, "0x%" PRIx64, value));
}

static void tell_bytes(struct question *question)
{
	const struct mk_region *region =
		question->plan ? mk_region_of(question->plan, &question->spot->origin) : NULL;
	uint64_t value;

	add_number(question, &value);
	if (region && region->placed)
		mk_buffer_printf(question->out, "mkpart places it at %s\n",
			range_text(question->arena, region->range));
}

static void tell_interrupt(struct question *question, const char *numbering, uint64_t bias)
{
	const char *text = question->spot->text;
	uint64_t value;

	if (mk_number_parse(text, strlen(text), &value) != MK_NUMBER_OK ||
		value > MK_INTID_SPI_LAST || value + bias < MK_INTID_SPI_FIRST)
		return;
	mk_buffer_printf(question->out, "INTID %" PRIu64 ", SPI %" PRIu64 "\n", value + bias,
		value + bias - MK_INTID_SPI_FIRST);
	add_owner(question, mk_arena_printf(question->arena, "%s %" PRIu64, numbering, value));
}

static void tell_spi(struct question *question)
{
	tell_interrupt(question, "spi", MK_INTID_SPI_FIRST);
}

static void tell_intid(struct question *question)
{
	tell_interrupt(question, "intid", 0);
}

/* --- names of the layout ---------------------------------------------------------------------- */

static void add_regions(struct question *question, const struct mk_plan_node *node)
{
	const struct mk_region *region;

	mk_each(region, &node->sorted)
		mk_buffer_printf(
			question->out, "  memory %s\n", range_text(question->arena, region->range));
}

static void tell_node(struct question *question)
{
	const struct mk_plan_node *node =
		question->plan ? mk_plan_node_named(question->plan, question->name) : NULL;

	if (!node)
		return;
	mk_buffer_printf(question->out, "node '%s': id %" PRIu32 ", %s\n", node->name, node->id,
		node->cpu ? node->cpu->node->path : "without a core");
	add_regions(question, node);
	mk_buffer_printf(question->out, "  %zu devices, %zu interrupts\n", node->devices.count,
		node->spis.count);
}

static const char *member_names(struct question *question, const struct mk_plan_shared *shared)
{
	const struct mk_plan_member *member;
	struct mk_buffer names;

	mk_buffer_init(&names, question->arena);
	mk_buffer_puts(&names, "");
	mk_each(member, &shared->members)
		mk_buffer_printf(&names, "%s%s", names.length ? ", " : "", member->node->name);
	return names.text;
}

static void tell_region(struct question *question)
{
	const struct mk_plan_shared *shared;

	if (question->plan)
		mk_each(shared, &question->plan->shared)
			if (strcmp(shared->name, question->name) == 0)
				mk_buffer_printf(question->out, "shared region '%s' of %s: %s\n",
					shared->name, member_names(question, shared),
					shared->region.placed
						? range_text(question->arena, shared->region.range)
						: "it has no place");
}

static const char *node_name(const struct mk_plan_node *node)
{
	return node ? node->name : "?";
}

static void tell_ipi(struct question *question)
{
	const struct mk_plan *plan = question->plan;
	const struct mk_plan_ipi *ipi;

	if (!plan)
		return;
	mk_each(ipi, &plan->ipis) {
		if (strcmp(ipi->name, question->name) != 0)
			continue;
		mk_buffer_printf(question->out, "IPI '%s' from %s to %s", ipi->name,
			node_name(ipi->from), node_name(ipi->to));
		if (ipi->sgi != UINT32_MAX)
			mk_buffer_printf(question->out, ": SGI %" PRIu32 "%s", ipi->sgi,
				ipi->multiplexed ? ", which it shares" : "");
		mk_buffer_puts(question->out, "\n");
	}
}

/* What it becomes has its name. */
static void tell_connection(struct question *question)
{
	tell_region(question);
	tell_ipi(question);
}

static void tell_component(struct question *question)
{
	const struct mk_plan_component *component;

	if (question->plan)
		mk_each(component, &question->plan->components)
			if (strcmp(component->name->value, question->name) == 0)
				mk_buffer_printf(question->out, "component '%s' in node '%s'\n",
					component->name->value, node_name(component->node));
}

/* --- names of what is on the board ------------------------------------------------------------ */

static void tell_device(struct question *question)
{
	add_owner(question, question->spot->text);
}

/* Also the one that `any` has come to. */
static const struct mk_cpu *core_of(const struct question *question)
{
	const struct mk_plan_node *node;

	mk_each(node, &question->plan->nodes)
		if (is_same_place(&node->cpu_origin, &question->spot->origin))
			return node->cpu;
	return mk_board_find_cpu(question->plan->board, question->spot->text);
}

static void tell_cpu(struct question *question)
{
	const struct mk_cpu *cpu = question->plan ? core_of(question) : NULL;

	if (!cpu)
		return;
	add_owner(question, cpu->node->path);
	if (cpu->compatible)
		mk_buffer_printf(question->out, "  %s\n", cpu->compatible);
}

/* --- names of what mkpart knows --------------------------------------------------------------- */

static void tell_code(struct question *question)
{
	const struct mk_problem *problem = mk_problem_find(question->spot->text);

	if (problem)
		mk_buffer_printf(question->out, "%s %s (%s): %s\n%s\n%s\n", problem->code,
			problem->name, mk_severity_name(problem->severity), problem->title,
			problem->why, problem->fix);
}

static void tell_platform(struct question *question)
{
	const struct mk_platform *platform =
		question->plan ? mk_platform_find(question->spot->text, question->plan->board)
			       : NULL;

	if (platform)
		mk_buffer_printf(question->out,
			"KernelPlatform %s: %s, INTIDs up to %" PRIu32 "%s%s\n", platform->name,
			mk_gic_kind_name(platform->gic), platform->max_irq,
			platform->obstacle ? "; not in the contract's kernel: " : "",
			platform->obstacle ? platform->obstacle : "");
}

static void tell_contract(struct question *question)
{
	for (size_t i = 0; i < mk_contract_count; i++)
		if (strcmp(mk_contracts[i]->name, question->spot->text) == 0)
			mk_buffer_printf(question->out, "enforces %s\nkernel %s\nloader %s\n",
				mk_contracts[i]->enforces, mk_contracts[i]->kernel,
				mk_contracts[i]->loader);
}

/* --- all -------------------------------------------------------------------------------------- */

static void (*const tellers[])(struct question *question) = {
	[MK_MEANS_ADDRESS] = tell_address,
	[MK_MEANS_BYTES] = tell_bytes,
	[MK_MEANS_SPI] = tell_spi,
	[MK_MEANS_INTID] = tell_intid,
	[MK_MEANS_NODE] = tell_node,
	[MK_MEANS_REGION] = tell_region,
	[MK_MEANS_IPI] = tell_ipi,
	[MK_MEANS_CONNECTION] = tell_connection,
	[MK_MEANS_COMPONENT] = tell_component,
	[MK_MEANS_SUBJECT] = tell_device,
	[MK_MEANS_DEVICE] = tell_device,
	[MK_MEANS_CPU] = tell_cpu,
	[MK_MEANS_MEMORY_NODE] = tell_device,
	[MK_MEANS_RESERVATION] = tell_device,
	[MK_MEANS_PLATFORM] = tell_platform,
	[MK_MEANS_CONTRACT] = tell_contract,
	[MK_MEANS_CODE] = tell_code,
};

void mk_facts_write(struct mk_buffer *out, const struct mk_plan *plan, const struct mk_doc *doc,
	const struct mk_spot *spot)
{
	struct question question = {
		.out = out, .arena = out->arena, .plan = plan, .doc = doc, .spot = spot};
	enum mk_meaning means = mk_name_meaning(out->arena, doc, spot, &question.name);

	if (means == MK_MEANS_ITSELF)
		means = spot->key->means;
	if ((size_t)means < sizeof tellers / sizeof *tellers && tellers[means])
		tellers[means](&question);
}
