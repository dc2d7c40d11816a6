/* SPDX-License-Identifier: BSD-2-Clause */
/* A rule meets all that it looks at. */
#include "check/boot_image.h"
#include "check/devices.h"
#include "check/images.h"
#include "check/irqs.h"
#include "check/memory.h"
#include "check/names.h"
#include "check/rule.h"
#include "check/untypeds.h"
#include "check/written.h"
#include "plan/boot.h"

static void visit_memory(struct mk_check *check, const struct mk_rule *rule)
{
	const struct mk_bank *bank;

	if (rule->each_bank)
		mk_each(bank, &check->plan->board->banks)
			rule->each_bank(check, bank);
	if (rule->each_region)
		mk_each_region(check, rule->each_region);
	if (rule->each_holding)
		mk_each_holding(check, rule->each_holding);
	if (rule->each_request)
		mk_each_request(check, rule->each_request);
	if (rule->each_untypeds)
		mk_each_untypeds(check, rule->each_untypeds);
}

static void visit_plan(struct mk_check *check, const struct mk_rule *rule)
{
	const struct mk_plan_node *node;
	const struct mk_plan_shared *shared;
	const struct mk_plan_ipi *ipi;

	if (rule->each_node)
		mk_each(node, &check->plan->nodes)
			rule->each_node(check, node);
	if (rule->each_shared)
		mk_each(shared, &check->plan->shared)
			rule->each_shared(check, shared);
	if (rule->each_ipi)
		mk_each(ipi, &check->plan->ipis)
			rule->each_ipi(check, ipi);
}

static void each_end(struct mk_check *check, mk_end_visitor *visit)
{
	const struct mk_plan_connection *connection;

	mk_each(connection, &check->plan->connections) {
		visit(check, connection, &mk_written_connection(connection)->from,
			&connection->from);
		visit(check, connection, &mk_written_connection(connection)->to, &connection->to);
	}
}

static void visit_connections(struct mk_check *check, const struct mk_rule *rule)
{
	const struct mk_plan_connection *connection;

	if (rule->each_connection)
		mk_each(connection, &check->plan->connections)
			rule->each_connection(check, connection);
	if (rule->each_end)
		each_end(check, rule->each_end);
}

static void each_device(struct mk_check *check, mk_device_visitor *visit)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		mk_each(device, &node->devices)
			visit(check, node, device);
}

static void each_cascade(struct mk_check *check, mk_cascade_visitor *visit)
{
	mk_cascades cascades = mk_check_cascades(check);
	const struct mk_cascade *cascade;

	mk_each(cascade, &cascades)
		visit(check, cascade);
}

static void each_irq(struct mk_check *check, mk_irq_visitor *visit)
{
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes)
		mk_each(irq, &node->irqs)
			visit(check, node, irq);
}

static void visit_devices(struct mk_check *check, const struct mk_rule *rule)
{
	if (rule->each_device)
		each_device(check, rule->each_device);
	if (rule->each_named_device)
		mk_each_named_device(check, rule->each_named_device);
	if (rule->each_cascade)
		each_cascade(check, rule->each_cascade);
}

static void visit_irqs(struct mk_check *check, const struct mk_rule *rule)
{
	if (rule->each_irq)
		each_irq(check, rule->each_irq);
	if (rule->each_listed_irq)
		mk_each_listed_irq(check, rule->each_listed_irq);
	if (rule->each_received_irq)
		mk_each_received_irq(check, rule->each_received_irq);
	if (rule->each_repeated_irq)
		mk_each_repeated_irq(check, rule->each_repeated_irq);
}

static void each_name(struct mk_check *check, mk_name_visitor *visit)
{
	for (unsigned kind = 0; kind < MK_NAME_KINDS; kind++) {
		mk_names names = mk_names_sorted(check, (enum mk_name_kind)kind);
		for (size_t i = 0; i < names.count; i++)
			visit(check, (enum mk_name_kind)kind, names.items[i]);
	}
}

static void visit_images(struct mk_check *check, const struct mk_rule *rule)
{
	const struct mk_archive *archive;

	if (rule->each_image)
		mk_each_image(check, rule->each_image);
	if (rule->each_archive)
		mk_each(archive, &check->images->archives)
			rule->each_archive(check, archive);
}

/* Faults of the loader image: with the facts of the first node, as one kernel serves all. */
static const struct mk_judgement *judgement_of(
	struct mk_check *check, const struct mk_loader_image *image)
{
	const struct mk_plan_node *first = mk_plan_node_at_rank(check->plan, 0);
	struct mk_judgement *judgement;

	if (check->judgement || !first || !first->boot)
		return check->judgement;
	judgement = mk_arena_alloc(check->arena, sizeof *judgement);
	mk_judge_loader_image(
		check->arena, &first->boot->facts, check->plan, NULL, image, judgement);
	mk_judge_against_plan(check->arena, check->plan, check->images, image, judgement);
	check->judgement = judgement;
	return judgement;
}

static void visit_faults(struct mk_check *check, enum mk_image_fault fault)
{
	const struct mk_loader_image *image = check->images->loader_image;
	const struct mk_judgement *judgement = image ? judgement_of(check, image) : NULL;
	const struct mk_verdict *verdict;

	if (!judgement)
		return;
	mk_each(verdict, &judgement->verdicts)
		if (verdict->fault == fault)
			mk_about(check->findings,
				mk_check_report(check, (struct mk_origin){.source = &image->source},
					"%s: %s", image->label, verdict->text),
				image->source.name);
}

void mk_rule_visit(struct mk_check *check, const struct mk_rule *rule)
{
	if (rule->whole)
		rule->whole(check);
	if (rule->each_name)
		each_name(check, rule->each_name);
	visit_memory(check, rule);
	visit_plan(check, rule);
	visit_connections(check, rule);
	visit_devices(check, rule);
	visit_irqs(check, rule);
	visit_images(check, rule);
	if (rule->image_fault)
		visit_faults(check, rule->image_fault);
}
