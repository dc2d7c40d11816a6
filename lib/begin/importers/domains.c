/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Execution domains as Lopper and OpenAMP have them in YAML: a domain on the board's own cores is
 * a node, on others a peer outside. Carve-outs of /reserved-memory that several domains refer to
 * are shared. What is not memory, a core or a device is listed.
 */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/kind.h"
#include "base/number.h"
#include "base/sort.h"
#include "base/words.h"
#include "begin/importer.h"
#include "doc/reading_problems.h"
#include "syntax/syntax.h"

/* How Lopper merges what an alias stands for into a list or map. */
#define MERGE "<<+"
#define PLAIN_MERGE "<<"

/* A range that the file withholds from everybody but those who refer to it. */
struct carveout {
	struct mk_range range;
	const char *name;
	struct mk_origin origin;
	MK_VEC(struct mk_sketch_member) members;
};

/* A carve-out's name, with and without unit address. */
struct name {
	const char *text;
	size_t carveout;
};

struct reading {
	struct mk_sketch *sketch;
	MK_VEC(struct carveout) carveouts;
	MK_VEC(struct name) names;		/* sorted, once all are there */
	MK_VEC(struct mk_owned_range) by_range; /* carve-outs; likewise */
	MK_VEC(const struct mk_cpu *) taken;
};

/* A domain at hand. */
struct domain {
	struct reading *reading;
	size_t party;
	bool outside;
	const char *name;
};

static bool is_word(const struct mk_doc *doc, const char *word)
{
	return doc->kind == MK_DOC_SCALAR && strcmp(doc->text, word) == 0;
}

static bool is_merge(const char *key)
{
	return strcmp(key, MERGE) == 0 || strcmp(key, PLAIN_MERGE) == 0;
}

static void leave_key(struct reading *reading, const char *where, const struct mk_doc_entry *entry)
{
	const struct mk_doc *value = entry->value;

	if (value->kind == MK_DOC_SCALAR)
		mk_sketch_leave(
			reading->sketch, entry->origin, "%s%s: %s", where, entry->key, value->text);
	else
		mk_sketch_leave(reading->sketch, entry->origin, "%s%s", where, entry->key);
}

/* --- ranges ----------------------------------------------------------------------------------- */

static bool number_of(const struct mk_doc *map, const char *key, uint64_t *number)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return value && value->kind == MK_DOC_SCALAR &&
	       mk_number_parse(value->text, strlen(value->text), number) == MK_NUMBER_OK;
}

static bool has_range(const struct mk_doc *map)
{
	return map->kind == MK_DOC_MAP && mk_doc_value(map, "start") && mk_doc_value(map, "size");
}

/* False, kept as a leftover, where start and size make none. */
static bool range_of(
	struct reading *reading, const struct mk_doc *map, const char *what, struct mk_range *range)
{
	uint64_t start;
	uint64_t size;

	if (!number_of(map, "start", &start) || !number_of(map, "size", &size)) {
		mk_sketch_leave(
			reading->sketch, map->origin, "%s: start or size is not a number", what);
		return false;
	}
	return mk_sketch_range_make(reading->sketch, map->origin, what, start, size, range);
}

static bool is_true(const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return value && (is_word(value, "true") || is_word(value, "1"));
}

static const char *text_at(const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return value && value->kind == MK_DOC_SCALAR ? value->text : NULL;
}

/* --- carve-outs ------------------------------------------------------------------------------- */

static const char *without_address(struct mk_arena *arena, const char *name)
{
	return mk_arena_copy(arena, name, strcspn(name, "@"));
}

static void add_name(struct reading *reading, const char *text, size_t carveout)
{
	if (*text)
		*mk_vec_add(reading->sketch->arena, &reading->names) =
			(struct name){text, carveout};
}

static void add_names(struct reading *reading, const char *name, const char *label, size_t carveout)
{
	add_name(reading, name, carveout);
	if (strchr(name, '@'))
		add_name(reading, without_address(reading->sketch->arena, name), carveout);
	if (label)
		add_name(reading, label, carveout);
}

static void add_carveout(
	struct reading *reading, const struct mk_doc *map, const char *name, const char *label)
{
	struct mk_arena *arena = reading->sketch->arena;
	struct carveout carveout = {.name = name, .origin = map->origin};
	size_t index;

	if (!range_of(reading, map, name, &carveout.range))
		return;
	index = reading->carveouts.count;
	*mk_vec_add(arena, &reading->carveouts) = carveout;
	add_names(reading, name, label, index);
}

/* A definition that is ranges, such as "rproc0: [{start, size, no-map: 1}]". */
static void read_definition(struct reading *reading, const struct mk_doc_entry *entry)
{
	struct mk_arena *arena = reading->sketch->arena;
	const struct mk_doc *value = entry->value;
	const struct mk_doc_entry *below;

	for (size_t i = 0; value->kind == MK_DOC_LIST && i < value->items.count; i++)
		if (has_range(value->items.items[i]))
			add_carveout(reading, value->items.items[i],
				i ? mk_arena_printf(arena, "%s_%zu", entry->key, i) : entry->key,
				NULL);
	if (value->kind == MK_DOC_MAP)
		mk_each(below, &value->entries)
			read_definition(reading, below);
}

static int compare_range(const void *key, const void *item)
{
	return mk_ranges_compare(
		*(const struct mk_range *)key, ((const struct mk_owned_range *)item)->range);
}

/* Several names may stand for one range: the first carve-out of it is the one that counts. */
static struct carveout *carveout_of(const struct reading *reading, struct mk_range range)
{
	size_t at = mk_vec_lower_bound(&reading->by_range, &range, compare_range);

	if (at == reading->by_range.count || compare_range(&range, &reading->by_range.items[at]))
		return NULL;
	return &reading->carveouts.items[reading->by_range.items[at].owner];
}

/* Elsewhere in the tree a node may stand for the same range, under a name of its own. */
static void read_other_names(struct reading *reading, const struct mk_doc_entry *entry)
{
	const struct mk_doc_entry *node;
	struct mk_range range;

	mk_each(node, &entry->value->entries) {
		const char *what =
			mk_arena_printf(reading->sketch->arena, "%s: %s", entry->key, node->key);
		const struct carveout *carveout = NULL;
		if (has_range(node->value) && range_of(reading, node->value, what, &range))
			carveout = carveout_of(reading, range);
		if (carveout)
			add_names(reading, node->key, text_at(node->value, "label"),
				(size_t)(carveout - reading->carveouts.items));
		else
			mk_sketch_leave(reading->sketch, node->origin, "%s", what);
	}
}

static void read_other(struct reading *reading, const struct mk_doc_entry *entry)
{
	if (entry->value->kind == MK_DOC_MAP)
		read_other_names(reading, entry);
	else
		leave_key(reading, "", entry);
}

/* Children of the tree's /reserved-memory: maps with a range. */
static void read_reserved_nodes(
	struct reading *reading, const char *where, const struct mk_doc *reserved)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &reserved->entries) {
		if (has_range(entry->value))
			add_carveout(
				reading, entry->value, entry->key, text_at(entry->value, "label"));
		else if (!mk_sketch_is_one_of(
				 entry->key, " ranges #address-cells #size-cells <<+ << "))
			leave_key(reading, where, entry);
	}
}

static int compare_names(const void *left, const void *right)
{
	const struct name *a = left;
	const struct name *b = right;
	int order = strcmp(a->text, b->text);

	return order ? order : mk_compare_numbers(a->carveout, b->carveout);
}

static int compare_name(const void *key, const void *item)
{
	return strcmp(key, ((const struct name *)item)->text);
}

static bool join_range(struct domain *domain, struct mk_range range)
{
	struct carveout *carveout = carveout_of(domain->reading, range);
	const struct mk_sketch_member *member;

	if (!carveout)
		return false;
	mk_each(member, &carveout->members)
		if (member->party == domain->party)
			return true;
	*mk_vec_add(domain->reading->sketch->arena, &carveout->members) =
		(struct mk_sketch_member){domain->party, false};
	return true;
}

static bool join_named(struct domain *domain, const char *text)
{
	const struct reading *reading = domain->reading;
	const struct name *name = mk_vec_find(&reading->names, text, compare_name);

	return name && join_range(domain, reading->carveouts.items[name->carveout].range);
}

/* --- cores ------------------------------------------------------------------------------------ */

/* "a53" of "cpus_a53", "cpus-a53@0": what Lopper's clusters are called after. */
static const char *core_type(struct mk_arena *arena, const char *cluster)
{
	const char *type = cluster + (*cluster == '/');

	if (strncmp(type, "cpus", 4) == 0)
		type += 4;

	type += strspn(type, "_-@/");
	return mk_arena_copy(arena, type, strcspn(type, "_-@"));
}

/* Whether it is of that type: "arm,cortex-a53". The cluster "cpus" is all cores that there are. */
static bool is_of_type(const struct mk_cpu *cpu, const char *type)
{
	const char *dash = cpu->compatible ? strrchr(cpu->compatible, '-') : NULL;

	return !*type || (dash && strcmp(dash + 1, type) == 0);
}

static const struct mk_cpu *core_at(const struct mk_board *board, const char *type, unsigned wanted)
{
	for (size_t i = 0; i < board->cpus.count; i++)
		if (is_of_type(&board->cpus.items[i], type) && wanted-- == 0)
			return &board->cpus.items[i];
	return NULL;
}

static size_t cores_of_type(const struct mk_board *board, const char *type)
{
	size_t count = 0;

	for (size_t i = 0; i < board->cpus.count; i++)
		count += is_of_type(&board->cpus.items[i], type);
	return count;
}

static bool is_taken(const struct reading *reading, const struct mk_cpu *cpu)
{
	for (size_t i = 0; i < reading->taken.count; i++)
		if (reading->taken.items[i] == cpu)
			return true;
	return false;
}

static void leave_cpu_keys(struct reading *reading, const struct mk_doc *entry)
{
	const struct mk_doc_entry *key;

	mk_each(key, &entry->entries)
		if (!mk_sketch_is_one_of(key->key, " cluster cpumask dev spec_name "))
			leave_key(reading, "cpus: ", key);
}

static void take_core(struct domain *domain, const struct mk_doc *origin, const struct mk_cpu *cpu)
{
	struct reading *reading = domain->reading;
	struct mk_sketch_party *node = &reading->sketch->parties.items[domain->party];
	struct mk_arena *arena = reading->sketch->arena;

	if (is_taken(reading, cpu)) {
		mk_sketch_leave(reading->sketch, origin->origin,
			"domain '%s' on %s, which is another domain's already", domain->name,
			cpu->node->path);
		return;
	}
	*mk_vec_add(arena, &reading->taken) = cpu;
	if (!node->cpu) {
		node->cpu = cpu;
		return;
	}
	*mk_vec_add(arena, &reading->sketch->unused) =
		(struct mk_sketch_core){cpu, mk_arena_printf(arena,
						     "of domain %s, which has several cores: "
						     "a node has one",
						     node->name)};
}

/* The cores that one entry of `cpus` names; the board's own ones. */
static void read_cores(struct domain *domain, const struct mk_doc *entry, const char *type)
{
	const struct mk_board *board = domain->reading->sketch->board;
	uint64_t mask = 1;
	bool missing = false;

	if (mk_doc_value(entry, "cpumask") && !number_of(entry, "cpumask", &mask))
		mk_sketch_leave(domain->reading->sketch, entry->origin, "cpumask: not a number");
	for (unsigned bit = 0; bit < 64; bit++) {
		const struct mk_cpu *cpu = mask >> bit & 1 ? core_at(board, type, bit) : NULL;
		if (cpu)
			take_core(domain, entry, cpu);
		missing |= !cpu && (mask >> bit & 1);
	}
	if (missing)
		mk_sketch_leave(domain->reading->sketch, entry->origin,
			"cpumask 0x%" PRIx64 ": the board's tree has %zu cores of type '%s'", mask,
			cores_of_type(board, type), type);
}

static const struct mk_doc *first_cpu(const struct mk_doc *cpus)
{
	if (cpus && cpus->kind == MK_DOC_LIST)
		return cpus->items.count ? cpus->items.items[0] : NULL;
	return cpus;
}

static const char *cluster_of(const struct mk_doc *entry)
{
	return entry && entry->kind == MK_DOC_MAP ? text_at(entry, "cluster") : NULL;
}

static void read_cpus(struct domain *domain, const struct mk_doc *cpus)
{
	struct mk_sketch *sketch = domain->reading->sketch;
	size_t count = cpus->kind == MK_DOC_LIST ? cpus->items.count : 1;

	for (size_t i = 0; i < count; i++) {
		const struct mk_doc *entry =
			cpus->kind == MK_DOC_LIST ? cpus->items.items[i] : cpus;
		const char *cluster = cluster_of(entry);
		const char *type = cluster ? core_type(sketch->arena, cluster) : "";
		if (entry->kind == MK_DOC_MAP)
			leave_cpu_keys(domain->reading, entry);
		if (cluster && !domain->outside && core_at(sketch->board, type, 0))
			read_cores(domain, entry, type);
		else if (cluster && !domain->outside)
			mk_sketch_leave(sketch, entry->origin,
				"cluster '%s' beside one of the board's own cores", cluster);
		else if (cluster)
			mk_sketch_remark(sketch, domain->party, "On cluster %s, cpumask %s.",
				cluster,
				text_at(entry, "cpumask") ? text_at(entry, "cpumask")
							  : "not given");
	}
}

/* --- memory and devices ----------------------------------------------------------------------- */

static void give_range(
	struct domain *domain, const struct mk_doc *map, struct mk_range range, const char *name)
{
	struct mk_sketch *sketch = domain->reading->sketch;
	struct mk_sketch_party *party = &sketch->parties.items[domain->party];
	struct mk_sketch_range memory = {.range = range};

	if (join_range(domain, range))
		return;
	if (!domain->outside && !mk_sketch_touches_ram(sketch, range)) {
		mk_sketch_leave(sketch, map->origin, "%s: %s, which is not in the board's RAM",
			name, mk_range_text(sketch->arena, range));
		return;
	}
	memory.name = domain->outside ? mk_sketch_name(sketch->arena, name) : NULL;
	if (!domain->outside && is_true(map, "no-map")) {
		memory.purpose = "reserved";
		memory.name = mk_sketch_name(sketch->arena, name);
	}
	*mk_vec_add(sketch->arena, &party->memory) = memory;
}

/* `memory` and `sram`: a list of ranges, or one. */
static void read_memory(struct domain *domain, const char *key, const struct mk_doc *value)
{
	struct mk_range range;

	for (size_t i = 0; i < value->items.count; i++)
		read_memory(domain, key, value->items.items[i]);
	if (value->kind != MK_DOC_MAP || !value->entries.count)
		return;
	if (has_range(value)) {
		const char *name = text_at(value, "dev");
		name = name ? without_address(domain->reading->sketch->arena, name) : key;
		if (range_of(domain->reading, value, key, &range))
			give_range(domain, value, range, name);
		return;
	}
	mk_sketch_leave(domain->reading->sketch, value->origin, "%s: no start and size", key);
}

/* Names, ranges, and lists and maps of these. */
static void read_reserved(struct domain *domain, const struct mk_doc *value)
{
	const struct mk_doc_entry *entry;

	if (value->kind == MK_DOC_SCALAR && !join_named(domain, value->text))
		mk_sketch_leave(domain->reading->sketch, value->origin,
			"reserved-memory: '%s', which the file does not describe", value->text);
	for (size_t i = 0; i < value->items.count; i++)
		read_reserved(domain, value->items.items[i]);
	if (has_range(value)) {
		read_memory(domain, "reserved", value);
		return;
	}
	mk_each(entry, &value->entries)
		if (entry->value->kind == MK_DOC_LIST || entry->value->kind == MK_DOC_MAP)
			read_reserved(domain, entry->value);
}

static void give_device(struct domain *domain, const struct mk_doc *place, const char *name)
{
	struct mk_sketch *sketch = domain->reading->sketch;
	struct mk_lookup found = mk_board_find(sketch->board, sketch->arena, name);

	if (domain->outside)
		mk_sketch_leave(
			sketch, place->origin, "access of '%s' to '%s'", domain->name, name);
	else if (strcmp(name, "*") == 0)
		sketch->parties.items[domain->party].rest = true;
	else if (found.status == MK_LOOKUP_FOUND)
		mk_sketch_give_device(sketch, domain->party, found.node);
	else
		mk_sketch_leave(sketch, place->origin,
			"access of '%s' to '%s': the board's tree has no such device", domain->name,
			name);
}

/* An entry names a device by `dev`; its label is another name of it. */
static const char *device_name(const struct domain *domain, const struct mk_doc *entry)
{
	struct mk_sketch *sketch = domain->reading->sketch;
	const char *label = text_at(entry, "label");
	const char *name = text_at(entry, "dev");

	if (label && mk_board_find(sketch->board, sketch->arena, label).status == MK_LOOKUP_FOUND)
		return label;
	return name;
}

static void read_access(struct domain *domain, const struct mk_doc *value)
{
	const struct mk_doc *devices = mk_doc_value(value, "dev");
	const struct mk_doc_entry *entry;

	for (size_t i = 0; i < value->items.count; i++)
		read_access(domain, value->items.items[i]);
	if (value->kind == MK_DOC_SCALAR)
		give_device(domain, value, value->text);
	for (size_t i = 0; devices && i < devices->items.count; i++)
		if (devices->items.items[i]->kind == MK_DOC_SCALAR)
			give_device(domain, devices->items.items[i], devices->items.items[i]->text);
	if (devices && devices->kind == MK_DOC_SCALAR)
		give_device(domain, devices, device_name(domain, value));
	mk_each(entry, &value->entries) {
		if (is_merge(entry->key))
			read_access(domain, entry->value);
		else if (!mk_sketch_is_one_of(entry->key, " dev label spec_name flags "))
			leave_key(domain->reading, "access: ", entry);
	}
}

/* --- relations -------------------------------------------------------------------------------- */

/* Carve-outs that a relation names are the domain's; all else is listed. */
static void read_relation(struct domain *domain, const char *where, const struct mk_doc *value)
{
	struct mk_arena *arena = domain->reading->sketch->arena;
	const struct mk_doc_entry *entry;

	if (value->kind == MK_DOC_SCALAR && !join_named(domain, value->text))
		mk_sketch_leave(
			domain->reading->sketch, value->origin, "%s: %s", where, value->text);
	for (size_t i = 0; i < value->items.count; i++)
		read_relation(domain, where, value->items.items[i]);
	mk_each(entry, &value->entries)
		if (strcmp(entry->key, "compatible") != 0)
			read_relation(domain, mk_arena_printf(arena, "%s/%s", where, entry->key),
				entry->value);
}

/* --- domains ---------------------------------------------------------------------------------- */

static void read_key(struct domain *domain, const struct mk_doc_entry *entry)
{
	struct reading *reading = domain->reading;

	if (strcmp(entry->key, "cpus") == 0)
		read_cpus(domain, entry->value);
	else if (mk_sketch_is_one_of(entry->key, " memory sram "))
		read_memory(domain, entry->key, entry->value);
	else if (strcmp(entry->key, "access") == 0)
		read_access(domain, entry->value);
	else if (strcmp(entry->key, "reserved-memory") == 0)
		read_reserved(domain, entry->value);
	else if (strcmp(entry->key, "domain-to-domain") == 0)
		read_relation(domain, entry->key, entry->value);
	else if (!mk_sketch_is_one_of(entry->key, " compatible id "))
		leave_key(reading, mk_arena_printf(reading->sketch->arena, "%s: ", domain->name),
			entry);
}

/* On cores of the board's own tree. */
static bool is_node(const struct reading *reading, const struct mk_doc *map)
{
	const char *cluster = cluster_of(first_cpu(mk_doc_value(map, "cpus")));

	return cluster &&
	       core_at(reading->sketch->board, core_type(reading->sketch->arena, cluster), 0);
}

static bool read_domain(struct reading *reading, const struct mk_doc_entry *entry)
{
	struct mk_sketch *sketch = reading->sketch;
	struct domain domain = {
		.reading = reading, .outside = !is_node(reading, entry->value), .name = entry->key};
	const struct mk_doc_entry *key;

	if (!mk_sketch_party_add(sketch, entry->origin, entry->key, domain.outside, &domain.party))
		return false;
	if (domain.outside)
		sketch->parties.items[domain.party].why = mk_arena_printf(
			sketch->arena, "domain %s", mk_ascii_text(sketch->arena, entry->key));
	mk_each(key, &entry->value->entries)
		read_key(&domain, key);
	return true;
}

static bool read_domains(struct reading *reading, const struct mk_doc *domains);

/* What has domains in it is what they are made of, and nobody's. */
static bool read_group(struct reading *reading, const struct mk_doc_entry *group)
{
	const struct mk_doc_entry *key;

	mk_each(key, &group->value->entries)
		if (!mk_sketch_is_one_of(key->key, " compatible id domains "))
			leave_key(reading,
				mk_arena_printf(reading->sketch->arena,
					"%s, from which other domains are taken: ", group->key),
				key);
	return read_domains(reading, mk_doc_value(group->value, "domains"));
}

static bool read_domains(struct reading *reading, const struct mk_doc *domains)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &domains->entries) {
		bool group = mk_doc_value(entry->value, "domains");
		if (entry->value->kind != MK_DOC_MAP)
			leave_key(reading, "domains: ", entry);
		else if (!(group ? read_group : read_domain)(reading, entry))
			return false;
	}
	return true;
}

/* --- carve-outs in the sketch ----------------------------------------------------------------- */

static void place_carveout(struct mk_sketch *sketch, const struct carveout *carveout)
{
	const char *name =
		mk_sketch_name(sketch->arena, without_address(sketch->arena, carveout->name));
	struct mk_sketch_range range = {.range = carveout->range};
	struct mk_sketch_party *owner;
	struct mk_sketch_shared *shared;

	if (!carveout->members.count) {
		range.why = name;
		*mk_vec_add(sketch->arena, &sketch->reserved) = range;
		return;
	}
	if (carveout->members.count > 1) {
		shared = mk_vec_add(sketch->arena, &sketch->shared);
		*shared = (struct mk_sketch_shared){.name = name, .memory = range};
		for (size_t i = 0; i < carveout->members.count; i++)
			mk_sketch_join(sketch, shared, carveout->members.items[i].party, false);
		return;
	}
	owner = &sketch->parties.items[carveout->members.items[0].party];
	range.name = name;
	range.purpose = owner->outside ? NULL : "reserved";
	*mk_vec_add(sketch->arena, &owner->memory) = range;
}

/* --- the file --------------------------------------------------------------------------------- */

static void index_carveouts(struct reading *reading, const struct mk_doc *root)
{
	const struct mk_doc_entry *entry;

	for (size_t i = 0; i < reading->carveouts.count; i++)
		*mk_vec_add(reading->sketch->arena, &reading->by_range) =
			(struct mk_owned_range){reading->carveouts.items[i].range, i};
	if (reading->by_range.count)
		mk_ranges_sort(reading->by_range.items, reading->by_range.count);
	mk_each(entry, &root->entries)
		if (!mk_sketch_is_one_of(entry->key, " domains definitions reserved-memory "))
			read_other(reading, entry);
	mk_vec_sort(&reading->names, compare_names);
}

static bool read_all(struct reading *reading, const struct mk_doc *root)
{
	const struct mk_doc *reserved = mk_doc_value(root, "reserved-memory");
	const struct mk_doc *definitions = mk_doc_value(root, "definitions");
	const struct mk_doc *domains = mk_doc_value(root, "domains");
	const struct mk_doc_entry *entry;
	const struct carveout *carveout;

	if (reserved)
		read_reserved_nodes(reading, "reserved-memory: ", reserved);
	if (definitions)
		mk_each(entry, &definitions->entries)
			read_definition(reading, entry);
	index_carveouts(reading, root);
	if (!read_domains(reading, domains))
		return false;
	mk_each(carveout, &reading->carveouts)
		if (carveout_of(reading, carveout->range) == carveout)
			place_carveout(reading->sketch, carveout);
	return true;
}

static bool read_file(struct mk_sketch *sketch, const struct mk_source *source)
{
	const struct mk_doc *root = mk_syntax_read(sketch->arena, source, sketch->findings);
	const struct mk_doc *domains = root ? mk_doc_value(root, "domains") : NULL;
	struct reading reading = {.sketch = sketch};

	if (!root)
		return false;
	if (!domains || domains->kind != MK_DOC_MAP) {
		struct mk_finding *finding = mk_report(sketch->findings, &mk_missing_key,
			root->origin, "the file has no map 'domains'");
		mk_suggest(sketch->findings, finding,
			"give the file that has the domains, or one that the others are merged into");
		return false;
	}
	return read_all(&reading, root);
}

/* Text that has the word. */
static bool has_domains(const struct mk_source *source)
{
	static const char word[] = "domains";
	enum mk_kind kind = mk_kind_of(source->text, source->length);

	return (kind == MK_KIND_UNKNOWN || kind == MK_KIND_LAYOUT) &&
	       memmem(source->text, source->length, word, sizeof word - 1);
}

const struct mk_importer mk_importer_domains = {
	.name = "domains",
	.doc = "domains of Lopper or OpenAMP (YAML)",
	.recognizes = has_domains,
	.read = read_file,
};
