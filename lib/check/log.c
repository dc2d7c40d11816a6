/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/log.h"

#include <string.h>

#include "check/images.h"

/* --- what is visited -------------------------------------------------------------------------- */

#define UNUSED __attribute__((unused))

/* A visitor that counts instead of judging. */
#define COUNTER(thing, ...)                                                                        \
	static void count_##thing(struct mk_check *check, __VA_ARGS__)                             \
	{                                                                                          \
		check->looked_at++;                                                                \
	}

COUNTER(bank, UNUSED const struct mk_bank *bank)
COUNTER(node, UNUSED const struct mk_plan_node *node)
COUNTER(region, UNUSED const struct mk_plan_node *node, UNUSED const struct mk_region *region)
COUNTER(request, UNUSED const char *what, UNUSED const struct mk_layout_range *request)
COUNTER(untypeds, UNUSED const struct mk_plan_node *node, UNUSED const struct mk_untypeds *untypeds)
COUNTER(shared, UNUSED const struct mk_plan_shared *shared)
COUNTER(ipi, UNUSED const struct mk_plan_ipi *ipi)
COUNTER(connection, UNUSED const struct mk_plan_connection *connection)
COUNTER(end, UNUSED const struct mk_plan_connection *connection, UNUSED const struct mk_text *text,
	UNUSED const struct mk_connection_end *end)
COUNTER(device, UNUSED const struct mk_plan_node *node, UNUSED const struct mk_plan_device *device)
COUNTER(named_device, UNUSED const struct mk_holder *holder)
COUNTER(cascade, UNUSED const struct mk_cascade *cascade)
COUNTER(irq, UNUSED const struct mk_plan_node *node, UNUSED const struct mk_plan_irq *irq)
COUNTER(listed_irq, UNUSED const struct mk_irq_use *use)
COUNTER(received_irq, UNUSED const struct mk_irq_use *use)
COUNTER(repeated_irq, UNUSED const struct mk_irq_use *later, UNUSED const struct mk_irq_use *first)
COUNTER(name, UNUSED enum mk_name_kind kind, UNUSED const struct mk_text *name)
COUNTER(image, UNUSED const struct mk_plan_node *node, UNUSED enum mk_image_role role,
	UNUSED const struct mk_image *image)
COUNTER(archive, UNUSED const struct mk_archive *archive)
COUNTER(holding, UNUSED const char *what, UNUSED const struct mk_plan_holding *holding)

/* A rule about what is built says of a node without images nothing. */
static void count_built_node(struct mk_check *check, const struct mk_plan_node *node)
{
	bool built = false;

	for (unsigned role = 0; role < MK_IMAGE_ROLES; role++)
		built |= mk_check_image(check, node, (enum mk_image_role)role) != NULL;
	check->looked_at += built;
}

static bool is_about_images(const struct mk_rule *rule)
{
	return strncmp(rule->problem.code, "MK09", strlen("MK09")) == 0;
}

/* Takes over what the rule visits; gives the things' name, or NULL where it visits none. */
static const char *count_memory(const struct mk_rule *rule, struct mk_rule *counter)
{
	const char *things = NULL;

	if (rule->each_holding && (things = "ranges beside RAM"))
		counter->each_holding = count_holding;
	if (rule->each_bank && (things = "banks of RAM"))
		counter->each_bank = count_bank;
	if (rule->each_node && is_about_images(rule) && (things = "nodes with images"))
		counter->each_node = count_built_node;
	else if (rule->each_node && (things = "nodes"))
		counter->each_node = count_node;
	if (rule->each_region && (things = "ranges of memory"))
		counter->each_region = count_region;
	if (rule->each_request && (things = "requests for memory"))
		counter->each_request = count_request;
	if (rule->each_untypeds && (things = "nodes' untypeds"))
		counter->each_untypeds = count_untypeds;
	if (rule->each_archive && (things = "archives"))
		counter->each_archive = count_archive;
	if (rule->each_image && (things = "images"))
		counter->each_image = count_image;
	return things;
}

static const char *count_joints(const struct mk_rule *rule, struct mk_rule *counter)
{
	const char *things = NULL;

	if (rule->each_shared && (things = "shared regions"))
		counter->each_shared = count_shared;
	if (rule->each_ipi && (things = "IPIs"))
		counter->each_ipi = count_ipi;
	if (rule->each_connection && (things = "connections"))
		counter->each_connection = count_connection;
	if (rule->each_end && (things = "ends of connections"))
		counter->each_end = count_end;
	if (rule->each_name && (things = "names"))
		counter->each_name = count_name;
	return things;
}

static const char *count_devices(const struct mk_rule *rule, struct mk_rule *counter)
{
	const char *things = NULL;

	if (rule->each_device && (things = "devices"))
		counter->each_device = count_device;
	if (rule->each_named_device && (things = "named devices"))
		counter->each_named_device = count_named_device;
	if (rule->each_cascade && (things = "devices behind further controllers"))
		counter->each_cascade = count_cascade;
	if (rule->each_irq && (things = "interrupts"))
		counter->each_irq = count_irq;
	if (rule->each_listed_irq && (things = "listed interrupts"))
		counter->each_listed_irq = count_listed_irq;
	if (rule->each_received_irq && (things = "interrupts of nodes"))
		counter->each_received_irq = count_received_irq;
	if (rule->each_repeated_irq && (things = "interrupts listed twice"))
		counter->each_repeated_irq = count_repeated_irq;
	return things;
}

/* --- what a rule about the whole looks at ----------------------------------------------------- */

static size_t claims(const struct mk_check *check)
{
	return check->plan->claims.list.count;
}

static size_t irqs(const struct mk_check *check)
{
	const struct mk_plan_node *node;
	size_t count = 0;

	mk_each(node, &check->plan->nodes)
		count += node->irqs.count;
	return count;
}

static size_t devices(const struct mk_check *check)
{
	const struct mk_plan_node *node;
	size_t count = 0;

	mk_each(node, &check->plan->nodes)
		count += node->devices.count;
	return count;
}

static size_t ipis(const struct mk_check *check)
{
	return check->plan->ipis.count;
}

static size_t nodes(const struct mk_check *check)
{
	return check->plan->nodes.count;
}

static size_t tree_nodes(const struct mk_check *check)
{
	const struct mk_dt_node *node = check->plan->board->tree->root;
	size_t count = 0;

	for (; node; node = node->next)
		count++;
	return count;
}

static size_t shared(const struct mk_check *check)
{
	return check->plan->shared.count;
}

static size_t images(const struct mk_check *check)
{
	return check->images->files.count + check->images->archives.count;
}

static size_t loader_images(const struct mk_check *check)
{
	return check->images->loader_image ? 1 : 0;
}

static size_t names(const struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;

	return plan->nodes.count + plan->shared.count + plan->ipis.count + plan->connections.count;
}

static size_t connections(const struct mk_check *check)
{
	return check->plan->connections.count;
}

/* By the first digits of a code. */
static const struct subject {
	const char *area;
	const char *things;
	size_t (*count)(const struct mk_check *check);
} subjects[] = {
	{"MK01", "claims to memory", claims},
	{"MK02", "interrupts", irqs},
	{"MK03", "IPIs", ipis},
	{"MK05", "nodes of the board's tree", tree_nodes},
	{"MK06", "devices", devices},
	{"MK07", "shared regions", shared},
	{"MK09", "images", images},
	{"MK10", "names", names},
	{"MK11", "connections", connections},
	{"MK121", "loader images", loader_images},
	{"MK122", "loader images", loader_images},
	{"MK123", "loader images", loader_images},
	{"MK", "nodes", nodes},
};

static void count_whole(struct mk_check *check, struct mk_check_note *note)
{
	const struct subject *subject = subjects;

	while (strncmp(note->rule->problem.code, subject->area, strlen(subject->area)) != 0)
		subject++;
	note->things = subject->things;
	note->looked_at = subject->count(check);
}

void mk_rule_scope(struct mk_check *check, struct mk_check_note *note)
{
	struct mk_rule counter = {.problem = note->rule->problem};
	const char *memory = count_memory(note->rule, &counter);
	const char *joints = count_joints(note->rule, &counter);
	const char *other = count_devices(note->rule, &counter);

	check->looked_at = 0;
	mk_rule_visit(check, &counter);
	note->looked_at = check->looked_at;
	note->things = memory && joints ? mk_arena_printf(check->arena, "%s and %s", memory, joints)
		       : memory		? memory
		       : joints		? joints
					: other;
	if (!note->things)
		count_whole(check, note);
}

const struct mk_check_note *mk_check_log_find(const struct mk_check_log *log, const char *code)
{
	const struct mk_check_note *note;

	mk_each(note, &log->notes)
		if (strcmp(note->rule->problem.code, code) == 0)
			return note;
	return NULL;
}
