/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rules over a plan. Each file under rules/ is one rule: a function, then its row. The build
 * collects the rows; dropping a file in adds the rule.
 */
#ifndef MK_CHECK_CHECK_H
#define MK_CHECK_CHECK_H

#include "base/finding.h"
#include "plan/plan.h"

struct mk_registers;
struct mk_claims;
struct mk_taken;
struct mk_lines;
struct mk_allowance;
struct mk_wishes;

struct mk_check {
	struct mk_arena *arena; /* scratch that lives as long as the findings */
	const struct mk_plan *plan;
	const struct mk_images *images; /* what was given of what is built; may be nothing */
	struct mk_findings *findings;
	const struct mk_rule *rule;	/* the one that runs */
	struct mk_claims *claims;	/* all ranges with an owner; made when first needed */
	struct mk_taken *taken;		/* what suggestions look at; made when first needed */
	struct mk_holders *holders;	/* who has which device; made when first needed */
	struct mk_lines *lines;		/* who raises which SPI; made when first needed */
	struct mk_registers *registers; /* where devices are; made when first needed */
	const struct mk_allowance *allowances; /* the layout's; made when first needed */
	unsigned unknown_names;		       /* among what allowances are about */
};

/*
 * A layout that has exactly that finding, and one beside it that has none: the files
 * lib/check/examples/CODE-bad.yaml and CODE-good.yaml. Each names the board it is for, one of
 * tests/boards. The bytes are as in the file, which may be no UTF-8.
 */
struct mk_example {
	const char *code;
	bool good;
	const char *text;
	size_t length; /* bytes */
};

extern const struct mk_example *const mk_examples[];
extern const size_t mk_example_count;

/* Every problem there is, of the readers and of the rules, ascending by code; `count` entries. */
const struct mk_problem *const *mk_problem_catalogue(struct mk_arena *arena, size_t *count);

/* By code or name, in upper or lower case; NULL where there is none. */
const struct mk_problem *mk_problem_find(struct mk_arena *arena, const char *wanted);

/* Reports the running rule's problem. */
#define mk_check_report(check, origin, ...)                                                        \
	mk_report((check)->findings, &(check)->rule->problem, (origin), __VA_ARGS__)

/* Runs one rule over all that it looks at. */
void mk_rule_visit(struct mk_check *check, const struct mk_rule *rule);

/* How many findings of that code there are so far. */
size_t mk_check_found(const struct mk_check *check, const char *code);

/* --- vocabulary of the rules -------------------------------------------------------------- */

/* What has a range and an owner. */
enum mk_claim_kind {
	MK_CLAIM_SLICE,	    /* owner: index of the node */
	MK_CLAIM_SHARED,    /* owner: index of the shared region */
	MK_CLAIM_LOADER,    /* owner: 0 */
	MK_CLAIM_WITHHELD,  /* owner: index in plan->withheld */
	MK_CLAIM_KEPT_OUT,  /* a node's own `reserved`; owner: index of the node */
	MK_CLAIM_REGISTERS, /* of an enabled device; owner: index in the board's `mmio` */
};

struct mk_claim {
	enum mk_claim_kind kind;
	size_t owner;
	struct mk_range range;
	struct mk_origin origin;
};

/*
 * Calls `pair` for each two claims that overlap and are of the kinds whose bits (1u << kind) are
 * set, the one written later first.
 */
void mk_claims_each_overlap(struct mk_check *check, unsigned kinds,
	void (*pair)(struct mk_check *check, const struct mk_claim *later,
		const struct mk_claim *earlier));

/* The same for pairs of a claim of kind `kind` and one of the kinds in `others`, in that order. */
void mk_claims_each_conflict(struct mk_check *check, enum mk_claim_kind kind, unsigned others,
	void (*pair)(struct mk_check *check, const struct mk_claim *claim,
		const struct mk_claim *other));

/*
 * Calls `visit` for each claim of the kinds in `kinds` that overlaps `range`, in the order of the
 * layout, until it returns false.
 */
void mk_claims_each_in(struct mk_check *check, struct mk_range range, unsigned kinds,
	bool (*visit)(struct mk_check *check, const struct mk_claim *claim, void *data),
	void *data);

/* "node 'rtos' memory", "shared region 'ring'", "the loader", "reserved memory /x/y". */
const char *mk_claim_name(struct mk_check *check, const struct mk_claim *claim);

/*
 * "A 0xa..0xb overlaps B 0xc..0xd", with the other place as a note and, for what mkpart could place
 * elsewhere, the nearest free range as a suggestion.
 */
struct mk_finding *mk_report_overlap(
	struct mk_check *check, const struct mk_claim *claim, const struct mk_claim *other);

/*
 * Reports each claim of kind `kind` that lies over registers of devices, once, with the first few
 * of these. What lies outside RAM is left to the rules that say so, but for shared regions, which
 * may be there.
 */
void mk_report_over_registers(struct mk_check *check, enum mk_claim_kind kind);

/* Adds to a finding whose registers are in that range, if any are. */
void mk_note_registers(struct mk_check *check, struct mk_finding *finding, struct mk_range range);

/* A region of a node's slice, for rules that look at each alone. */
typedef void mk_region_visitor(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region);

void mk_each_region(struct mk_check *check, mk_region_visitor *visit);

typedef MK_VEC(struct mk_range) mk_joined;

/* A node's ranges as its kernel sees them: touching ones are one, the first begins at physBase. */
mk_joined mk_check_joined(struct mk_check *check, const struct mk_plan_node *node);

/* The least (bytes) that kernel, tree and root task take from physBase on. */
uint64_t mk_check_images_bytes(const struct mk_check *check, const struct mk_plan_node *node);

/* Where the kernel puts what it makes for the root task: at the top of the highest room. */
struct mk_root_objects {
	uint64_t size; /* bytes */
	uint64_t alignment;
	bool fit;
	struct mk_range range; /* valid if they fit */
	size_t index;	       /* of the joined range that it is in */
	uint64_t largest;      /* room (bytes) that was looked at */
};

struct mk_root_objects mk_check_root_objects(
	struct mk_check *check, const struct mk_plan_node *node, const mk_joined *joined);

/*
 * How many capabilities to untyped memory a node's kernel makes: powers of two of its RAM, and of
 * all that is not its RAM. Images are as small as the contract knows them.
 */
struct mk_untypeds {
	size_t certain; /* at the least, whatever the images are */
	size_t likely;
	size_t ranges; /* that the node's RAM is in */
	uint64_t limit;
};

typedef void mk_untypeds_visitor(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_untypeds *untypeds);

void mk_each_untypeds(struct mk_check *check, mk_untypeds_visitor *visit);

/*
 * A connection's end: where it is written, and what it comes to. `visit` is called for both ends of
 * each connection.
 */
typedef void mk_end_visitor(struct mk_check *check, const struct mk_plan_connection *connection,
	const struct mk_text *text, const struct mk_connection_end *end);

void mk_each_end(struct mk_check *check, mk_end_visitor *visit);

/* Any range the author wrote, with what it is for: "node 'a' memory", "the loader". */
typedef void mk_request_visitor(
	struct mk_check *check, const char *what, const struct mk_layout_range *request);

void mk_each_request(struct mk_check *check, mk_request_visitor *visit);

enum mk_name_kind { MK_NAME_NODE, MK_NAME_SHARED, MK_NAME_IPI, MK_NAME_CONNECTION };

#define MK_NAME_KINDS 4u

/* "node", "shared region", "IPI", "connection". */
const char *mk_name_kind_text(enum mk_name_kind kind);

typedef MK_VEC(const struct mk_text *) mk_names;

/* The names of all things of that kind, by name, then by place. */
mk_names mk_names_sorted(struct mk_check *check, enum mk_name_kind kind);

/* Kind by kind, in that order. */
typedef void mk_name_visitor(
	struct mk_check *check, enum mk_name_kind kind, const struct mk_text *name);

/*
 * Suggests the free range of that size and alignment that is nearest to `start`, if any; one that
 * was suggested for something else before only where there is no other.
 */
void mk_suggest_free(struct mk_check *check, struct mk_finding *finding, uint64_t start,
	uint64_t size, uint64_t alignment);

/* Every device of the board. */
const struct mk_devices *mk_check_devices(struct mk_check *check);

/* A node, and the device that it has. */
struct mk_holder {
	const struct mk_plan_node *node;
	const struct mk_plan_device *device;
};

/* The device at that node of the tree, one that the CPU does not reach as well; or NULL. */
const struct mk_device *mk_check_device(struct mk_check *check, const struct mk_dt_node *node);

/* A device that a node names, not one that came with `rest`. */
typedef void mk_named_device_visitor(struct mk_check *check, const struct mk_holder *holder);

void mk_each_named_device(struct mk_check *check, mk_named_device_visitor *visit);

/*
 * The node as holder of the device at that very node of the tree; `node` is NULL where it has it
 * not. A device that is shared has several holders, of which mk_check_holder gives the first.
 */
struct mk_holder mk_check_holder_at(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device);

/* Whether a node has the device at that very node of the tree. */
bool mk_check_has(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device);

/* The same for the device, or one that it is in. */
bool mk_check_has_around(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device);

/* Who has the device at that very node of the tree; `node` is NULL where nobody has it. */
struct mk_holder mk_check_holder(struct mk_check *check, const struct mk_dt_node *node);

/* The same for the device at it, or else at the next node above it that somebody has. */
struct mk_holder mk_check_holder_around(struct mk_check *check, const struct mk_dt_node *node);

/* A device from which a shared interrupt comes. */
struct mk_raiser {
	const struct mk_device *device;
	const struct mk_interrupt *interrupt;
	bool handed_on; /* from what is behind the device and not in the tree: cards in PCI slots */
};

typedef MK_VEC(struct mk_raiser) mk_raisers;

/* The devices of the board at an SPI, each once: in the order of the tree. */
const mk_raisers *mk_check_raisers(struct mk_check *check, struct mk_intid intid);

/* The GICv2m frame that says that it raises this SPI, or NULL. */
const struct mk_device *mk_check_frame(struct mk_check *check, struct mk_intid intid);

/* An interrupt of a node's device that ends at a controller which is no GIC: a GPIO block. */
struct mk_cascade {
	const struct mk_plan_node *node;
	const struct mk_plan_device *device;
	const struct mk_interrupt *interrupt;
	struct mk_holder holder; /* of the controller, or of what it is a part of; may be nobody */
	bool sole;		 /* the device raises no interrupt in another way */
};

typedef MK_VEC(struct mk_cascade) mk_cascades;

typedef void mk_cascade_visitor(struct mk_check *check, const struct mk_cascade *cascade);

/* Those whose controller the node does not have, once for each device and controller. */
mk_cascades mk_check_cascades(struct mk_check *check);

/* A shared interrupt that a node has. */
struct mk_irq_use {
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;
};

/* For each interrupt that is not the first with its INTID in the layout, and that first one. */
typedef void mk_repeated_irq_visitor(
	struct mk_check *check, const struct mk_irq_use *later, const struct mk_irq_use *first);

void mk_each_repeated_irq(struct mk_check *check, mk_repeated_irq_visitor *pair);

/* Once for each INTID under the `irqs` of a node that its kernel can give it. */
typedef void mk_listed_irq_visitor(struct mk_check *check, const struct mk_irq_use *use);

void mk_each_listed_irq(struct mk_check *check, mk_listed_irq_visitor *visit);

/* Whether both came with devices, and these are different ones: they are wired to one line. */
bool mk_irqs_share_line(const struct mk_plan_irq *a, const struct mk_plan_irq *b);

/*
 * A node's image: of the folder where that was given, else of the first archive. NULL where
 * neither was, or where the archive has something of another name there.
 */
const struct mk_image *mk_check_image(
	struct mk_check *check, const struct mk_plan_node *node, enum mk_image_role role);

/* The entry of an archive that is at a node's place for that role, or NULL. */
const struct mk_archive_entry *mk_check_entry(
	const struct mk_archive *archive, const struct mk_plan_node *node, enum mk_image_role role);

/* What the loader calls it: "kernel.elf"; NULL for a root task, whose name is free. */
const char *mk_check_entry_name(enum mk_image_role role);

/* The same image's facts; NULL where there are none, or where it is for another machine. */
const struct mk_program *mk_check_program(
	struct mk_check *check, const struct mk_plan_node *node, enum mk_image_role role);

/* Whether a program is of the kind that the contract's loader loads. */
bool mk_check_machine_fits(const struct mk_check *check, const struct mk_program *program);

/* The nearest node before this one that has the very same kernel, or NULL. */
const struct mk_plan_node *mk_check_kernel_twin(
	struct mk_check *check, const struct mk_plan_node *node);

/* Bytes that the loader writes for a kernel, from its physical address on. */
uint64_t mk_check_kernel_bytes(const struct mk_program *kernel);

/* Where the layout says which file it is, else the node. */
struct mk_origin mk_check_image_origin(
	const struct mk_plan_node *node, enum mk_image_role role, const struct mk_image *image);

/* "node 'io' kernel ('out/io/kernel.elf')". */
const char *mk_check_image_name(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image);

/* An image that some node has. */
typedef void mk_image_visitor(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image);

void mk_each_image(struct mk_check *check, mk_image_visitor *visit);

/* "0x80000000..0x8fffffff". */
const char *mk_check_range(struct mk_check *check, struct mk_range range);

/* "INTID 54 (SPI 22)". */
const char *mk_check_intid(struct mk_check *check, struct mk_intid intid);

/* "INTID 54": what a finding is about. */
const char *mk_check_intid_name(struct mk_check *check, struct mk_intid intid);

/* "256 MiB". */
const char *mk_check_size(struct mk_check *check, uint64_t size_bytes);

/* "the nodes are 'a', 'b' and 4 more". */
const char *mk_check_nodes_text(struct mk_check *check);

/*
 * Reports every unresolved reference of that kind: "'x' is no WHAT", with the nearest name, or
 * with `list` where no name is near and it is not NULL.
 */
void mk_report_references(
	struct mk_check *check, enum mk_reference_kind kind, const char *what, const char *list);

/* Where the layout says that the kernel of a node prints. */
struct mk_origin mk_check_printing_origin(
	const struct mk_check *check, const struct mk_plan_node *node);

/* Whether a range is in RAM throughout, over adjoining banks. */
bool mk_check_in_ram(const struct mk_check *check, struct mk_range range);

/* The opposite, as far as RAM is known at all: with a wrong `board.memory` it is not. */
bool mk_check_outside_ram(const struct mk_check *check, struct mk_range range);

/* The bank that holds the whole range, or NULL. */
const struct mk_bank *mk_check_bank_of(const struct mk_check *check, struct mk_range range);

/* The same for the banks that a range touches. */
const char *mk_check_banks_text(struct mk_check *check, struct mk_range range);

/* "0x0..0x7fffffff and 0x800000000..0x87fffffff": the board's RAM. */
const char *mk_check_ram_text(struct mk_check *check);

/* --- rules --------------------------------------------------------------------------------- */

/* What a rule is called for: each has the check and one thing of its kind. */
typedef void mk_node_visitor(struct mk_check *check, const struct mk_plan_node *node);
typedef void mk_shared_visitor(struct mk_check *check, const struct mk_plan_shared *shared);
typedef void mk_ipi_visitor(struct mk_check *check, const struct mk_plan_ipi *ipi);
typedef void mk_connection_visitor(
	struct mk_check *check, const struct mk_plan_connection *connection);
typedef void mk_bank_visitor(struct mk_check *check, const struct mk_bank *bank);
typedef void mk_archive_visitor(struct mk_check *check, const struct mk_archive *archive);

/* One that a node has, by its `devices` or by `rest`. */
typedef void mk_device_visitor(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_device *device);

/* One that a node has, listed or of a device. */
typedef void mk_irq_visitor(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_plan_irq *irq);

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
	mk_listed_irq_visitor *each_listed_irq;
	mk_repeated_irq_visitor *each_repeated_irq;
	mk_name_visitor *each_name;
	mk_image_visitor *each_image;
	mk_archive_visitor *each_archive;
};

#define MK_RULES(...) ((const struct mk_rule *const[]){__VA_ARGS__, NULL})

extern const struct mk_rule *const mk_rules[];
extern const size_t mk_rule_count;

/* Longer chains of prerequisites than this are circles. */
#define MK_RULE_MAX_LEVEL 8u

/* How long the longest chain of prerequisites is that leads to a rule; 0 where it has none. */
unsigned mk_rule_level(const struct mk_rule *rule);

/*
 * Runs all rules, each after its prerequisites, then says of each finding whether it counts.
 * `images` and `wishes` may be NULL.
 */
void mk_check_run(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, struct mk_wishes *wishes, struct mk_findings *findings);

/* Runs only those rules that come before all others: whether the board can be used at all. */
void mk_check_run_first(
	struct mk_arena *arena, const struct mk_plan *plan, struct mk_findings *findings);

#endif
