/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System descriptions of the seL4 Microkit: protection domains on cores, memory regions that they
 * map, interrupts, channels. A core is a node. What Microkit itself sees to (programs, priorities,
 * where things are mapped) is no matter of a layout, and is counted; what is not known is listed.
 */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/number.h"
#include "base/sort.h"
#include "base/words.h"
#include "begin/importer.h"
#include "doc/reading_problems.h"
#include "syntax/xml.h"

/* A protection domain or a virtual machine. */
struct domain {
	const char *name;
	size_t party;
	size_t order; /* in the file */
	bool virtual_machine;
};

struct region {
	const char *name;
	const struct mk_xml_element *element;
	struct mk_range range; /* where it is fixed */
	uint64_t size;
	bool fixed;
	size_t order;
	bool virtual_machine; /* some virtual machine maps it */
	bool bad;	      /* kept as a leftover already */
	MK_VEC(struct mk_sketch_member) users;
};

/* Elements that are Microkit's own affair. */
#define LEFT " program_image setvar domain_schedule "

/* How often an element or an attribute occurs that is left to Microkit. */
struct count {
	const char *name;
	size_t count;
};

typedef MK_VEC(struct count) count_list;

struct system {
	struct mk_sketch *sketch;
	MK_VEC(struct domain) domains; /* by name, once all are there */
	MK_VEC(struct region) regions; /* likewise */
	MK_VEC(size_t) cores;	       /* of the file's numbers: the party; SIZE_MAX: none yet */
	MK_VEC(const struct mk_xml_element *) channels;
	struct mk_origin origin; /* of the root element */
	count_list left_elements;
	count_list left_attributes;
};

/* Attributes of known elements that a layout need not know, separated by spaces. */
struct element_row {
	const char *name;
	const char *known;
	const char *left; /* to Microkit */
};

static const struct element_row element_rows[] = {
	{"protection_domain", " name cpu core ",
		" priority budget period passive stack_size smc fpu id scheduling_domain "},
	{"virtual_machine", " name ", " priority budget period "},
	{"vcpu", " cpu ", " id "},
	{"memory_region", " name size phys_addr ", " page_size prefill_path prefill_bootinfo "},
	{"map", " mr perms ", " vaddr cached setvar_vaddr setvar_size setvar_prefill_size "},
	{"irq", " irq ", " id trigger setvar_id "},
	{"channel", " ", " "},
	{"end", " pd notify ", " id pp setvar_id "},
	{"system", " ", " "},
};

/* --- what is left over ------------------------------------------------------------------------ */

static bool is_microkits(const char *name)
{
	return mk_sketch_is_one_of(name, LEFT);
}

/* The tables say how many names there can be: few. */
static void count_left(struct system *system, count_list *counts, const char *name)
{
	struct count *count;

	mk_each(count, counts)
		if (strcmp(count->name, name) == 0) {
			count->count++;
			return;
		}
	*mk_vec_add(system->sketch->arena, counts) = (struct count){name, 1};
}

static void leave_element(struct system *system, const struct mk_xml_element *element)
{
	if (is_microkits(element->name))
		count_left(system, &system->left_elements, element->name);
	else
		mk_sketch_leave(system->sketch, element->origin, "element '%s'", element->name);
}

static void leave_attributes(struct system *system, const struct mk_xml_element *element)
{
	const struct mk_xml_attribute *attribute;
	const struct element_row *row = element_rows;

	while (strcmp(row->name, element->name) != 0)
		row++;
	mk_each(attribute, &element->attributes)
		if (mk_sketch_is_one_of(attribute->name, row->left))
			count_left(system, &system->left_attributes, attribute->name);
		else if (!mk_sketch_is_one_of(attribute->name, row->known))
			mk_sketch_leave(system->sketch, attribute->origin,
				"attribute '%s' of '%s': \"%s\"", attribute->name, element->name,
				attribute->value);
}

static bool is(const struct mk_xml_element *element, const char *name)
{
	return strcmp(element->name, name) == 0;
}

/* False, kept as a leftover, where there is no such number. */
static bool number_of(struct system *system, const struct mk_xml_element *element,
	const char *attribute, uint64_t *number)
{
	const char *text = mk_xml_value(element, attribute);
	enum mk_number_status status =
		text ? mk_number_parse(text, strlen(text), number) : MK_NUMBER_EMPTY;

	if (status != MK_NUMBER_OK)
		mk_sketch_leave(system->sketch, element->origin, "'%s' whose '%s' is %s",
			element->name, attribute, text ? mk_number_complaint(status) : "not given");
	return status == MK_NUMBER_OK;
}

/* --- cores ------------------------------------------------------------------------------------ */

static const struct mk_cpu *core_of(struct system *system, uint64_t number)
{
	const struct mk_board *board = system->sketch->board;

	return number < board->cpus.count ? &board->cpus.items[number] : NULL;
}

static bool add_core(
	struct system *system, const struct mk_xml_element *element, uint64_t number, size_t *party)
{
	struct mk_sketch *sketch = system->sketch;
	const char *name = mk_arena_printf(sketch->arena, "core%" PRIu64, number);
	const struct mk_cpu *cpu = core_of(system, number);

	if (!mk_sketch_party_add(sketch, element->origin, name, false, party))
		return false;
	sketch->parties.items[*party].cpu = cpu;
	if (!cpu)
		mk_sketch_leave(sketch, element->origin,
			"core %" PRIu64 " of '%s': the board's tree has %zu cores", number,
			mk_xml_value(element, "name"), sketch->board->cpus.count);
	return true;
}

/* The node of a core, by its number in the file. */
static bool party_of(
	struct system *system, const struct mk_xml_element *element, uint64_t number, size_t *party)
{
	struct mk_arena *arena = system->sketch->arena;

	if (number >= MK_SKETCH_MAX_PARTIES)
		return add_core(system, element, number, party);
	while (system->cores.count <= number)
		*mk_vec_add(arena, &system->cores) = SIZE_MAX;
	if (system->cores.items[number] == SIZE_MAX &&
		!add_core(system, element, number, &system->cores.items[number]))
		return false;
	*party = system->cores.items[number];
	return true;
}

static uint64_t core_number(struct system *system, const struct mk_xml_element *element)
{
	uint64_t number = 0;
	const char *attribute = mk_xml_value(element, "cpu") ? "cpu" : "core";

	if (mk_xml_value(element, attribute))
		number_of(system, element, attribute, &number);
	return number;
}

/* --- domains ---------------------------------------------------------------------------------- */

static bool add_domain(struct system *system, const struct mk_xml_element *element, size_t *party,
	bool virtual_machine)
{
	const char *name = mk_xml_value(element, "name");

	leave_attributes(system, element);
	if (!name)
		mk_sketch_leave(
			system->sketch, element->origin, "'%s' without a name", element->name);
	if (!virtual_machine && !party_of(system, element, core_number(system, element), party))
		return false;
	*mk_vec_add(system->sketch->arena, &system->domains) =
		(struct domain){name ? name : "", *party, system->domains.count, virtual_machine};
	if (virtual_machine)
		system->sketch->virtual_machines = true;
	return true;
}

static bool read_domains(struct system *system, const struct mk_xml_element *parent, size_t above)
{
	struct mk_xml_element *const *child;

	mk_each(child, &parent->children) {
		size_t party = above;
		bool virtual_machine = is(*child, "virtual_machine");
		if (!virtual_machine && !is(*child, "protection_domain"))
			continue;
		if (!add_domain(system, *child, &party, virtual_machine) ||
			!read_domains(system, *child, party))
			return false;
	}
	return true;
}

static int compare_domains(const void *left, const void *right)
{
	const struct domain *a = left;
	const struct domain *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : mk_compare_numbers(a->order, b->order);
}

static int compare_domain_name(const void *key, const void *item)
{
	return strcmp(key, ((const struct domain *)item)->name);
}

/* Tells which of them are on a core, in the order of the file. */
static void remark_domains(struct system *system)
{
	struct mk_sketch *sketch = system->sketch;
	struct mk_listing *names =
		mk_arena_array(sketch->arena, sketch->parties.count + 1, sizeof *names);
	const struct domain *domain;

	for (size_t i = 0; i < sketch->parties.count; i++)
		mk_listing_begin(&names[i], sketch->arena, system->domains.count);
	mk_each(domain, &system->domains)
		mk_listing_add(&names[domain->party],
			domain->virtual_machine ? "%s (a virtual machine)" : "%s", domain->name);
	for (size_t i = 0; i < sketch->parties.count; i++)
		if (names[i].count)
			mk_sketch_remark(sketch, i, "Protection domains: %s.",
				mk_listing_joined(&names[i], "and"));
}

/* --- regions ---------------------------------------------------------------------------------- */

static void read_region(struct system *system, const struct mk_xml_element *element)
{
	struct mk_sketch *sketch = system->sketch;
	struct region region = {.name = mk_xml_value(element, "name"),
		.element = element,
		.order = system->regions.count};
	const char *place = mk_xml_value(element, "phys_addr");
	uint64_t start;

	leave_attributes(system, element);
	if (!region.name)
		region.name = "";
	region.bad = !number_of(system, element, "size", &region.size);
	if (place && strcmp(place, "auto") != 0 && !region.bad) {
		region.bad = !number_of(system, element, "phys_addr", &start) ||
			     !mk_sketch_range_make(sketch, element->origin, region.name, start,
				     region.size, &region.range);
		region.fixed = true;
	}
	*mk_vec_add(sketch->arena, &system->regions) = region;
}

static int compare_regions(const void *left, const void *right)
{
	const struct region *a = left;
	const struct region *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : mk_compare_numbers(a->order, b->order);
}

static int compare_region_name(const void *key, const void *item)
{
	return strcmp(key, ((const struct region *)item)->name);
}

static int compare_region_order(const void *left, const void *right)
{
	const struct region *a = left;
	const struct region *b = right;

	return mk_compare_numbers(a->order, b->order);
}

static void add_user(struct system *system, struct region *region, size_t party, bool read_only)
{
	struct mk_sketch_member *user;

	mk_each(user, &region->users) {
		if (user->party == party) {
			user->read_only &= read_only;
			return;
		}
	}
	*mk_vec_add(system->sketch->arena, &region->users) =
		(struct mk_sketch_member){party, read_only};
}

static void read_map(struct system *system, const struct mk_xml_element *element, size_t party,
	bool virtual_machine)
{
	const char *name = mk_xml_value(element, "mr");
	const char *rights = mk_xml_value(element, "perms");
	struct region *region = name ? (struct region *)(uintptr_t)mk_vec_find(
					       &system->regions, name, compare_region_name)
				     : NULL;

	leave_attributes(system, element);
	if (!region) {
		mk_sketch_leave(system->sketch, element->origin,
			"'map' of a memory region that is not there: '%s'", name ? name : "");
		return;
	}
	region->virtual_machine |= virtual_machine;
	add_user(system, region, party, rights && !strchr(rights, 'w'));
}

/* --- what domains have ------------------------------------------------------------------------ */

static void read_irq(struct system *system, const struct mk_xml_element *element, size_t party)
{
	uint64_t number;

	leave_attributes(system, element);
	if (number_of(system, element, "irq", &number))
		mk_sketch_give_interrupt(system->sketch, party, element->origin, number);
}

static void leave_core_of_vcpu(
	struct system *system, const struct mk_xml_element *element, size_t party)
{
	const struct mk_sketch_party *node = &system->sketch->parties.items[party];

	leave_attributes(system, element);
	if (mk_xml_value(element, "cpu") &&
		core_of(system, core_number(system, element)) != node->cpu)
		mk_sketch_leave(system->sketch, element->origin,
			"'vcpu' on another core than its virtual machine: a node has one core");
}

/* Domains come in the order in which they were read. */
static void read_contents(
	struct system *system, const struct mk_xml_element *parent, const struct domain **next)
{
	struct mk_xml_element *const *child;
	const struct domain *domain = NULL;

	if (!is(parent, "system"))
		domain = (*next)++;
	mk_each(child, &parent->children) {
		if (is(*child, "protection_domain") || is(*child, "virtual_machine"))
			read_contents(system, *child, next);
		else if (!domain && is(*child, "channel"))
			*mk_vec_add(system->sketch->arena, &system->channels) = *child;
		else if (domain && is(*child, "map"))
			read_map(system, *child, domain->party, domain->virtual_machine);
		else if (domain && is(*child, "irq"))
			read_irq(system, *child, domain->party);
		else if (domain && is(*child, "vcpu"))
			leave_core_of_vcpu(system, *child, domain->party);
		else if (domain || !is(*child, "memory_region"))
			leave_element(system, *child);
	}
}

/* --- regions in the sketch -------------------------------------------------------------------- */

static struct mk_sketch_range range_of(struct mk_sketch *sketch, const struct region *region)
{
	return (struct mk_sketch_range){.range = region->range,
		.size = region->fixed ? 0 : region->size,
		.name = mk_sketch_name(sketch->arena, region->name)};
}

static void share(struct system *system, const struct region *region)
{
	struct mk_sketch *sketch = system->sketch;
	struct mk_sketch_range memory = range_of(sketch, region);
	struct mk_sketch_shared *shared = mk_vec_add(sketch->arena, &sketch->shared);
	const struct mk_sketch_member *user;

	shared->name = memory.name;
	memory.name = NULL;
	shared->memory = memory;
	mk_each(user, &region->users)
		mk_sketch_join(sketch, shared, user->party, user->read_only);
}

static void give_memory(struct system *system, const struct region *region)
{
	struct mk_sketch *sketch = system->sketch;
	struct mk_sketch_range memory = range_of(sketch, region);
	struct mk_sketch_party *owner = &sketch->parties.items[region->users.items[0].party];

	memory.purpose = region->virtual_machine ? "guest" : "frames";
	*mk_vec_add(sketch->arena, &owner->memory) = memory;
}

static void give_registers(struct system *system, const struct region *region)
{
	struct mk_sketch_range registers = range_of(system->sketch, region);
	const struct mk_sketch_member *user;

	registers.why = mk_arena_printf(system->sketch->arena, "memory region %s",
		mk_ascii_text(system->sketch->arena, region->name));
	mk_each(user, &region->users)
		mk_sketch_give_registers(
			system->sketch, user->party, region->element->origin, &registers);
}

/* What one node alone maps, and Microkit places, comes from the node's memory. */
static void place_region(struct system *system, const struct region *region)
{
	bool ram = region->fixed && mk_sketch_touches_ram(system->sketch, region->range);

	if (region->bad)
		return;
	if (!region->users.count)
		mk_sketch_leave(system->sketch, region->element->origin,
			"memory region '%s', which nothing maps", region->name);
	else if (region->fixed && !ram)
		give_registers(system, region);
	else if (region->users.count > 1)
		share(system, region);
	else if (region->fixed)
		give_memory(system, region);
}

/* --- channels --------------------------------------------------------------------------------- */

static const struct domain *domain_at(struct system *system, const struct mk_xml_element *end)
{
	const char *name = mk_xml_value(end, "pd");
	const struct domain *domain =
		name ? mk_vec_find(&system->domains, name, compare_domain_name) : NULL;

	leave_attributes(system, end);
	if (!domain)
		mk_sketch_leave(system->sketch, end->origin,
			"an end of a channel at a protection domain that is not there: '%s'",
			name ? name : "");
	return domain;
}

static void add_signal(struct system *system, const struct mk_xml_element *end,
	const struct domain *from, const struct domain *to)
{
	struct mk_sketch *sketch = system->sketch;
	const char *notifies = mk_xml_value(end, "notify");
	const char *calls = mk_xml_value(end, "pp");

	if (calls && strcmp(calls, "true") == 0)
		mk_sketch_leave(sketch, end->origin,
			"'pp' from '%s' to '%s': there are no calls between kernels", from->name,
			to->name);
	if (notifies && strcmp(notifies, "false") == 0)
		return;
	*mk_vec_add(sketch->arena, &sketch->ipis) =
		(struct mk_sketch_ipi){mk_arena_printf(sketch->arena, "%s_to_%s",
					       mk_sketch_name(sketch->arena, from->name),
					       mk_sketch_name(sketch->arena, to->name)),
			from->party, to->party};
}

static void read_channel(struct system *system, const struct mk_xml_element *channel)
{
	const struct mk_xml_element *ends[2] = {NULL, NULL};
	const struct domain *domains[2];
	struct mk_xml_element *const *child;
	size_t count = 0;

	leave_attributes(system, channel);
	mk_each(child, &channel->children) {
		if (!is(*child, "end"))
			leave_element(system, *child);
		else if (count++ < 2)
			ends[count - 1] = *child;
	}
	if (count != 2) {
		mk_sketch_leave(system->sketch, channel->origin, "a channel with %zu ends", count);
		return;
	}
	domains[0] = domain_at(system, ends[0]);
	domains[1] = domain_at(system, ends[1]);
	if (!domains[0] || !domains[1])
		return;
	if (domains[0]->party == domains[1]->party) {
		count_left(system, &system->left_elements, "channel within a core");
		return;
	}
	add_signal(system, ends[0], domains[0], domains[1]);
	add_signal(system, ends[1], domains[1], domains[0]);
}

/* --- the file --------------------------------------------------------------------------------- */

static const char *count_text(struct mk_arena *arena, const count_list *counts)
{
	struct mk_listing names;
	const struct count *count;

	mk_listing_begin(&names, arena, counts->count);
	mk_each(count, counts)
		mk_listing_add(&names, "%s (%zu)", count->name, count->count);
	return mk_listing_joined(&names, "and");
}

static void tell_left(struct system *system)
{
	struct mk_arena *arena = system->sketch->arena;
	const count_list *elements = &system->left_elements;
	const count_list *attributes = &system->left_attributes;

	if (elements->count || attributes->count)
		*mk_vec_add(arena, &system->sketch->remarks) = mk_arena_printf(arena,
			"Left to Microkit, of %s: %s%s%s%s.", system->origin.source->name,
			elements->count ? count_text(arena, elements) : "",
			elements->count && attributes->count ? "; " : "",
			attributes->count ? "attributes " : "",
			attributes->count ? count_text(arena, attributes) : "");
}

static bool read_system(struct system *system, const struct mk_xml_element *root)
{
	struct mk_xml_element *const *child;
	const struct region *region;
	const struct domain *next;

	if (!read_domains(system, root, 0))
		return false;
	remark_domains(system);
	leave_attributes(system, root);
	mk_each(child, &root->children)
		if (is(*child, "memory_region"))
			read_region(system, *child);
	mk_vec_sort(&system->regions, compare_regions);
	next = system->domains.items;
	read_contents(system, root, &next);
	mk_vec_sort(&system->domains, compare_domains);
	mk_vec_sort(&system->regions, compare_region_order);
	mk_each(region, &system->regions)
		place_region(system, region);
	for (size_t i = 0; i < system->channels.count; i++)
		read_channel(system, system->channels.items[i]);
	tell_left(system);
	return true;
}

static bool read_microkit(struct mk_sketch *sketch, const struct mk_source *source)
{
	const struct mk_xml_element *root = mk_xml_read(sketch->arena, source, sketch->findings);
	struct system system = {.sketch = sketch};

	if (!root)
		return false;
	if (!is(root, "system")) {
		struct mk_finding *finding = mk_report(sketch->findings, &mk_other_file,
			root->origin, "the root element is '%s', not 'system'", root->name);
		mk_suggest(sketch->findings, finding,
			"a Microkit system description is an element 'system'");
		return false;
	}
	system.origin = root->origin;
	return read_system(&system, root);
}

/* Markup, behind a byte order mark and spaces at most. */
static bool is_xml(const struct mk_source *source)
{
	size_t at = source->length > 3 && memcmp(source->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (at < source->length && source->text[at] && strchr(" \t\r\n", source->text[at]))
		at++;
	return at < source->length && source->text[at] == '<';
}

const struct mk_importer mk_importer_microkit = {
	.name = "microkit",
	.doc = "a Microkit system description",
	.recognizes = is_xml,
	.read = read_microkit,
};
