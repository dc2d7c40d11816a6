/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A rule over a plan. Each file under rules/ is one: a visitor, then its row. The build collects
 * the rows; dropping a file in adds the rule.
 */
#ifndef MK_CHECK_RULE_H
#define MK_CHECK_RULE_H

#include "base/finding.h"
#include "base/trace.h"
#include "check/visitors.h"
#include "plan/plan.h"

struct mk_registers;
struct mk_taken;
struct mk_lines;
struct mk_allowance;
struct mk_requests;
struct mk_untypeds_list;
struct mk_followed;

struct mk_check {
	struct mk_arena *arena; /* scratch that lives as long as the findings */
	const struct mk_plan *plan;
	const struct mk_layout *layout; /* as the author wrote it: see check/written.h */
	const struct mk_images *images; /* what was given of what is built; may be nothing */
	struct mk_findings *findings;
	const struct mk_tracer *tracer;	      /* or NULL */
	struct mk_check_log *log;	      /* or NULL */
	size_t looked_at;		      /* things that were counted for the log */
	const struct mk_rule *rule;	      /* the one that runs */
	struct mk_taken *taken;		      /* what suggestions look at; made when first needed */
	struct mk_holders *holders;	      /* who has which device; made when first needed */
	struct mk_lines *lines;		      /* who raises which SPI; made when first needed */
	struct mk_registers *registers[2];    /* where devices are; [1]: and on-chip memory */
	struct mk_requests *requests;	      /* ranges as written; made when first needed */
	struct mk_untypeds_list *untypeds;    /* of all nodes; made when first needed */
	struct mk_followed *followed;	      /* by references; made when first needed */
	struct mk_dma_shares *dma_shares;     /* what devices reach; made when first needed */
	struct mk_node_dma *node_dma;	      /* of the node that was asked for last */
	const struct mk_judgement *judgement; /* of the loader image; made when first needed */
	const struct mk_allowance *allowances; /* the layout's; made when first needed */
	unsigned unknown_names;		       /* among what allowances are about */
};

struct mk_rule {
	struct mk_problem problem;

	/*
	 * Rules whose findings make this one pointless: it is not run when one of them found
	 * something. NULL ends the list: MK_RULES(&mk_rule_this, &mk_rule_that).
	 */
	const struct mk_rule *const *prerequisites;
	bool (*applies)(struct mk_check *check); /* whether to look at all; NULL: always */
	bool first; /* where it finds something nothing else makes sense: no other rule runs */
	bool last;  /* looks at what all the others found, so it runs after them */

	/* What it looks at: first the whole, then each of the things that are named here. */
	void (*whole)(struct mk_check *check);
	mk_bank_visitor *each_bank;
	mk_node_visitor *each_node;
	mk_region_visitor *each_region;
	mk_holding_visitor *each_holding;
	mk_request_visitor *each_request;
	mk_untypeds_visitor *each_untypeds;
	mk_shared_visitor *each_shared;
	mk_ipi_visitor *each_ipi;
	mk_connection_visitor *each_connection;
	mk_end_visitor *each_end;
	mk_device_visitor *each_device;
	mk_named_device_visitor *each_named_device;
	mk_cascade_visitor *each_cascade;
	mk_irq_visitor *each_irq;
	mk_irq_use_visitor *each_listed_irq;
	mk_irq_use_visitor *each_received_irq;
	mk_repeated_irq_visitor *each_repeated_irq;
	mk_name_visitor *each_name;
	mk_image_visitor *each_image;
	mk_archive_visitor *each_archive;
	enum mk_image_fault image_fault; /* reported wherever the loader image has it */
};

#define MK_RULES(...) ((const struct mk_rule *const[]){__VA_ARGS__, NULL})

extern const struct mk_rule *const mk_rules[];
extern const size_t mk_rule_count;

/* Longer chains of prerequisites than this are circles. */
#define MK_RULE_MAX_LEVEL 8u

/* How long the longest chain of prerequisites is that leads to a rule; 0 where it has none. */
unsigned mk_rule_level(const struct mk_rule *rule);

/* Reports the running rule's problem. */
#define mk_check_report(check, origin, ...)                                                        \
	mk_report((check)->findings, &(check)->rule->problem, (origin), __VA_ARGS__)

/* Reports what a bound keeps the running rule from looking at, as an error of its own (MK0023). */
__attribute__((format(printf, 3, 4))) void mk_check_unseen(
	struct mk_check *check, struct mk_origin origin, const char *format, ...);

/* Runs one rule over all that it looks at. */
void mk_rule_visit(struct mk_check *check, const struct mk_rule *rule);

#endif
