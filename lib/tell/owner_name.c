/* SPDX-License-Identifier: BSD-2-Clause */
/* What the layout gives a name: nodes, shared regions, IPIs, the loader. */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/finding.h"
#include "plan/order.h"
#include "tell/owner_parts.h"

/* --- nodes ------------------------------------------------------------------------------------ */

static void tell_core(struct mk_answer *answer, const struct mk_plan_node *node)
{
	if (node->cpu)
		mk_answer_fact(answer, "id %" PRIu32 ", on core %s, by %s", node->id,
			node->cpu->node->path, mk_answer_place(answer, node->cpu_origin));
	else
		mk_answer_fact(answer, "no core");
}

static void tell_memory(struct mk_answer *answer, const struct mk_plan_node *node)
{
	mk_claim_list claims = mk_claims_of_node(answer->arena, &answer->plan->claims,
		MK_CLAIM_BIT(MK_CLAIM_SLICE) | MK_CLAIM_BIT(MK_CLAIM_OWN) |
			MK_CLAIM_BIT(MK_CLAIM_MMIO) | MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE),
		node);

	for (size_t i = 0; i < claims.count; i++)
		if (claims.items[i]->placed)
			mk_answer_claim(answer, claims.items[i], claims.items[i]->range);
		else
			mk_answer_fact(answer, "%s: no place", claims.items[i]->what);
}

static void tell_devices(struct mk_answer *answer, const struct mk_plan_node *node)
{
	mk_device_list devices = mk_order_devices(answer->arena, node);

	for (size_t i = 0; i < devices.count; i++)
		mk_answer_fact(answer, "device %s, by %s%s", devices.items[i]->node->path,
			mk_answer_place(answer, devices.items[i]->origin),
			devices.items[i]->shared ? ", shared with other nodes" : "");
}

static void tell_interrupts(struct mk_answer *answer, const struct mk_plan_node *node)
{
	const struct mk_intid *intid;

	mk_each(intid, &node->spis)
		mk_answer_fact(answer, "interrupt %s", mk_answer_intid(answer, *intid));
}

static void tell_ipis(struct mk_answer *answer, const struct mk_plan_node *node)
{
	mk_ipi_list ipis = mk_order_ipis(answer->arena, answer->plan);

	for (size_t i = 0; i < ipis.count; i++) {
		const struct mk_plan_ipi *ipi = ipis.items[i];
		if (ipi->from == node)
			mk_answer_fact(answer, "sends IPI '%s' to node '%s'", ipi->name,
				ipi->to ? ipi->to->name : "?");
		if (ipi->to == node)
			mk_answer_fact(answer, "receives IPI '%s' from node '%s'", ipi->name,
				ipi->from ? ipi->from->name : "?");
	}
}

static bool answer_node(struct mk_answer *answer, const char *name)
{
	const struct mk_plan_node *node = mk_plan_node_named(answer->plan, name);
	mk_shared_list shared;

	if (!node)
		return false;
	mk_answer_heading(answer, "node '%s'", node->name);
	tell_core(answer, node);
	tell_memory(answer, node);
	shared = mk_order_shared_of(answer->arena, answer->plan, node);
	for (size_t i = 0; i < shared.count; i++)
		mk_answer_fact(answer, "shares region '%s' of %s", shared.items[i]->name,
			mk_answer_members(answer, shared.items[i]));
	tell_devices(answer, node);
	tell_interrupts(answer, node);
	tell_ipis(answer, node);
	return true;
}

/* --- shared regions, the loader --------------------------------------------------------------- */

/* What has a place in memory, from its row in the table of claims. */
static void answer_claim(struct mk_answer *answer, const struct mk_claim *claim)
{
	mk_answer_heading(answer, "%s", claim->what);
	if (claim->placed)
		mk_answer_claim(answer, claim, claim->range);
	else
		mk_answer_fact(answer, "no place");
}

static bool answer_claims(struct mk_answer *answer, enum mk_claim_kind kind, const char *name)
{
	const struct mk_claim *claim;
	bool found = false;

	mk_each(claim, &answer->plan->claims.list) {
		if (claim->kind != kind)
			continue;
		if (claim->shared && strcmp(claim->shared->name, name) != 0)
			continue;
		answer_claim(answer, claim);
		found = true;
	}
	return found;
}

static bool answer_shared(struct mk_answer *answer, const char *name)
{
	return answer_claims(answer, MK_CLAIM_SHARED, name);
}

static bool answer_loader(struct mk_answer *answer, const char *name)
{
	return strcmp(name, "loader") == 0 && answer_claims(answer, MK_CLAIM_LOADER, name);
}

/* --- IPIs ------------------------------------------------------------------------------------- */

static bool answer_ipi(struct mk_answer *answer, const char *name)
{
	mk_ipi_list ipis = mk_order_ipis(answer->arena, answer->plan);
	bool found = false;

	for (size_t i = 0; i < ipis.count; i++) {
		if (strcmp(ipis.items[i]->name, name) != 0)
			continue;
		mk_answer_heading(answer, "IPI '%s'", name);
		mk_answer_ipi(answer, ipis.items[i]);
		found = true;
	}
	return found;
}

/* --- by name ---------------------------------------------------------------------------------- */

static const struct named {
	const char *word; /* that may stand before the name */
	bool (*answer)(struct mk_answer *answer, const char *name);
	bool again; /* another word for the kind above */
} kinds[] = {
	{"node", answer_node, false},
	{"shared", answer_shared, false},
	{"region", answer_shared, true},
	{"ipi", answer_ipi, false},
	{"loader", answer_loader, false},
};

/* The name behind "node " and the like; NULL where `what` does not begin with that word. */
static const char *name_behind(const char *what, const char *word)
{
	size_t length = strlen(word);

	if (strncasecmp(what, word, length) != 0 || what[length] != ' ')
		return NULL;
	return what + length + strspn(what + length, " ");
}

bool mk_answer_name(struct mk_answer *answer, const char *what)
{
	bool found = false;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *name = name_behind(what, kinds[i].word);
		if (name)
			return kinds[i].answer(answer, name);
		if (!kinds[i].again)
			found |= kinds[i].answer(answer, what);
	}
	return found;
}

const char *mk_answer_nearest_name(struct mk_answer *answer, const char *what)
{
	MK_VEC(const char *) names = {0};
	const struct mk_plan_node *node;
	const struct mk_plan_shared *shared;
	const struct mk_plan_ipi *ipi;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *name = name_behind(what, kinds[i].word);
		what = name ? name : what;
	}
	mk_each(node, &answer->plan->nodes)
		*mk_vec_add(answer->arena, &names) = node->name;
	mk_each(shared, &answer->plan->shared)
		*mk_vec_add(answer->arena, &names) = shared->name;
	mk_each(ipi, &answer->plan->ipis)
		*mk_vec_add(answer->arena, &names) = ipi->name;
	return mk_nearest_name(what, names.items, names.count);
}
