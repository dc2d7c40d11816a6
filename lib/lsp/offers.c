/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/offers.h"

#include <string.h>

#include "check/catalogue.h"
#include "plan/plan.h"

struct offering {
	struct mk_arena *arena;
	const mk_ctx *ctx; /* or NULL */
	mk_offers offers;
};

static void offer(struct offering *offering, const char *name, const char *doc)
{
	*mk_vec_add(offering->arena, &offering->offers) = (struct mk_offer){name, doc};
}

/* --- from the layout -------------------------------------------------------------------------- */

static void offer_names(struct offering *offering, enum mk_meaning meaning, const char *behind)
{
	mk_names names = {0};

	if (offering->ctx && offering->ctx->doc)
		names = mk_names_of(offering->arena, offering->ctx->doc, meaning);
	for (size_t i = 0; i < names.count; i++)
		offer(offering, mk_arena_printf(offering->arena, "%s%s", names.items[i], behind),
			NULL);
}

static void offer_nodes(struct offering *offering)
{
	offer_names(offering, MK_MEANS_NODE, "");
}

static void offer_members(struct offering *offering)
{
	offer_names(offering, MK_MEANS_NODE, "");
	offer_names(offering, MK_MEANS_PEER, "");
}

static void offer_ports(struct offering *offering)
{
	offer_names(offering, MK_MEANS_COMPONENT, ".");
}

/* --- from the board --------------------------------------------------------------------------- */

static const struct mk_board *board_of(const struct offering *offering)
{
	return offering->ctx && offering->ctx->shared_board ? offering->ctx->board : NULL;
}

static void offer_aliases(struct offering *offering, const struct mk_board *board)
{
	const struct mk_dt_node *aliases = mk_dt_child(board->tree->root, "aliases");

	for (uint32_t i = 0; aliases && i < aliases->property_count; i++)
		offer(offering, aliases->properties[i].name,
			mk_dt_string_at(&aliases->properties[i], 0));
}

static void offer_devices(struct offering *offering)
{
	const struct mk_board *board = board_of(offering);
	const struct mk_device *device;

	if (!board)
		return;
	offer_aliases(offering, board);
	mk_each(device, &mk_board_devices(board, offering->arena)->list)
		offer(offering, device->node->path, mk_dt_string(device->node, "compatible"));
}

static void offer_device_or_rest(struct offering *offering)
{
	offer(offering, MK_PLAN_REST, "all devices that no node names");
	offer_devices(offering);
}

static void offer_cpus(struct offering *offering)
{
	const struct mk_board *board = board_of(offering);
	const struct mk_cpu *cpu;

	offer(offering, MK_PLAN_ANY_CPU, "mkpart chooses one");
	if (board)
		mk_each(cpu, &board->cpus)
			offer(offering, cpu->node->name, cpu->compatible);
}

static void offer_memory_nodes(struct offering *offering)
{
	const struct mk_board *board = board_of(offering);
	struct mk_dt_node *const *node;

	if (board)
		mk_each(node, &board->memory_nodes)
			offer(offering, (*node)->path, NULL);
}

static void offer_reservations(struct offering *offering)
{
	const struct mk_board *board = board_of(offering);
	const struct mk_dt_node *child =
		board && board->reserved_memory ? board->reserved_memory->first_child : NULL;

	for (; child; child = child->next_sibling)
		offer(offering, child->path, mk_dt_string(child, "compatible"));
}

static void offer_subjects(struct offering *offering)
{
	offer_names(offering, MK_MEANS_NODE, "");
	offer_names(offering, MK_MEANS_REGION, "");
	offer_names(offering, MK_MEANS_IPI, "");
	offer_names(offering, MK_MEANS_CONNECTION, "");
	offer_devices(offering);
}

/* --- from mkpart ------------------------------------------------------------------------------ */

static void offer_platforms(struct offering *offering)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		offer(offering,
			mk_platforms[i].board ? mk_platforms[i].board : mk_platforms[i].name,
			mk_platforms[i].also);
}

static void offer_contracts(struct offering *offering)
{
	for (size_t i = 0; i < mk_contract_count; i++)
		offer(offering, mk_contracts[i]->name, mk_contracts[i]->enforces);
}

static void offer_connectors(struct offering *offering)
{
	for (size_t i = 0; i < mk_connector_count; i++)
		offer(offering, mk_connectors[i].name, NULL);
}

/* Errors stand. */
static void offer_codes(struct offering *offering)
{
	size_t count;
	const struct mk_problem *const *problems = mk_problem_catalogue(offering->arena, &count);

	for (size_t i = 0; i < count; i++)
		if (problems[i]->severity != MK_ERROR)
			offer(offering, problems[i]->code, problems[i]->title);
}

/* --- all -------------------------------------------------------------------------------------- */

static void (*const offerers[])(struct offering *offering) = {
	[MK_MEANS_NODE] = offer_nodes,
	[MK_MEANS_PORT] = offer_ports,
	[MK_MEANS_MEMBER] = offer_members,
	[MK_MEANS_SUBJECT] = offer_subjects,
	[MK_MEANS_DEVICE] = offer_device_or_rest,
	[MK_MEANS_CPU] = offer_cpus,
	[MK_MEANS_MEMORY_NODE] = offer_memory_nodes,
	[MK_MEANS_RESERVATION] = offer_reservations,
	[MK_MEANS_PLATFORM] = offer_platforms,
	[MK_MEANS_CONTRACT] = offer_contracts,
	[MK_MEANS_CONNECTOR] = offer_connectors,
	[MK_MEANS_CODE] = offer_codes,
};

static void offer_words(struct offering *offering, const struct mk_key *key)
{
	for (const char *const *choice = key->choices; choice && *choice; choice++)
		offer(offering, *choice, NULL);
	if (key->type == MK_KEY_FLAG) {
		offer(offering, "true", NULL);
		offer(offering, "false", NULL);
	}
	if (key->type == MK_KEY_SIZE)
		offer(offering, "rest", "as much as the others leave");
}

mk_offers mk_offers_of(struct mk_arena *arena, const mk_ctx *ctx, const struct mk_key *key)
{
	struct offering offering = {.arena = arena, .ctx = ctx};

	offer_words(&offering, key);
	if (!key->defines && (size_t)key->means < sizeof offerers / sizeof *offerers &&
		offerers[key->means])
		offerers[key->means](&offering);
	return offering.offers;
}
