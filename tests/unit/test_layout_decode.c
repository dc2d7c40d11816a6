/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "doc/reading_problems.h"
#include "doc_fixture.h"
#include "layout/keys.h"

#define MINIMAL "version: 1\nnodes: [{name: a}]\n"

static const char every_key_yaml[] =
	"version: 1\n"
	"board:\n"
	"  dtb: zcu102.dtb\n"
	"  platform: zynqmp\n"
	"  tree: kernel\n"
	"  memory: [{start: 0x0, size: 2G}]\n"
	"contract: sel4-overlay\n"
	"kernel: {hypervisor: true, debug: false, printing: true, settings: {Bits: 14}}\n"
	"loader: {memory: {start: 0x1000, size: 16M}}\n"
	"reserved: [{start: 0xa7f00000, size: 1M, why: 'secure monitor'}]\n"
	"nodes:\n"
	"  - name: control\n"
	"    id: 1\n"
	"    cpu: 0\n"
	"    memory:\n"
	"      - {size: 256M}\n"
	"      - {start: 0x60000000, size: 0x10000000}\n"
	"      - {node: /memory@0, reg: [{start: 4096, size: 1_000}]}\n"
	"    devices: [serial0, {path: /axi/ethernet@ff0e0000, shared: true}]\n"
	"    irqs: [{spi: 17}, {intid: 81}, 5]\n"
	"    reserved: [{start: 1, size: 2}]\n"
	"    shared_pool: [{start: 3, size: 4}]\n"
	"    components: [adder]\n"
	"    images: {kernel: kernel.elf, dtb: kernel.dtb, root: capdl-loader}\n"
	"    kernel: {debug: true}\n"
	"shared:\n"
	"  - {name: ring, nodes: [control, io], memory: {size: 64K}, trace: [REQ-1, 7]}\n"
	"ipis:\n"
	"  - {name: ready, from: io, to: control, sgi: 3}\n"
	"connections:\n"
	"  - {name: sum, type: seL4SharedData, from: adder.sum, to: client.sum, size: 8K}\n"
	"allow:\n"
	"  - {code: MK0802, why: reviewed}\n";

static const char every_key_json[] =
	"{\"version\": 1, \"board\": {\"dtb\": \"zcu102.dtb\", \"platform\": \"zynqmp\","
	" \"tree\": \"kernel\", \"memory\": [{\"start\": \"0x0\", \"size\": \"2G\"}]},"
	" \"contract\": \"sel4-overlay\", \"kernel\": {\"hypervisor\": true, \"debug\": false,"
	" \"printing\": true, \"settings\": {\"Bits\": 14}},"
	" \"loader\": {\"memory\": {\"start\": 4096, \"size\": \"16M\"}},"
	" \"reserved\": [{\"start\": \"0xa7f00000\", \"size\": \"1M\", \"why\": \"secure "
	"monitor\"}],"
	" \"nodes\": [{\"name\": \"control\", \"id\": 1, \"cpu\": 0,"
	" \"memory\": [{\"size\": \"256M\"}, {\"start\": \"0x60000000\", \"size\": \"0x10000000\"},"
	" {\"node\": \"/memory@0\", \"reg\": [{\"start\": 4096, \"size\": 1000}]}],"
	" \"devices\": [\"serial0\","
	" {\"path\": \"/axi/ethernet@ff0e0000\", \"shared\": true}],"
	" \"irqs\": [{\"spi\": 17}, {\"intid\": 81}, 5],"
	" \"reserved\": [{\"start\": 1, \"size\": 2}], \"shared_pool\": [{\"start\": 3, \"size\": "
	"4}],"
	" \"components\": [\"adder\"], \"images\": {\"kernel\": \"kernel.elf\","
	" \"dtb\": \"kernel.dtb\", \"root\": \"capdl-loader\"}, \"kernel\": {\"debug\": true}}],"
	" \"shared\": [{\"name\": \"ring\", \"nodes\": [\"control\", \"io\"],"
	" \"memory\": {\"size\": \"64K\"}, \"trace\": [\"REQ-1\", 7]}],"
	" \"ipis\": [{\"name\": \"ready\", \"from\": \"io\", \"to\": \"control\", \"sgi\": 3}],"
	" \"connections\": [{\"name\": \"sum\", \"type\": \"seL4SharedData\","
	" \"from\": \"adder.sum\", \"to\": \"client.sum\", \"size\": \"8K\"}],"
	" \"allow\": [{\"code\": \"MK0802\", \"why\": \"reviewed\"}]}";

/* Decodes and expects one finding, at that place. Gives its suggestion, to be freed. */
static char *refusal_of(const char *text, const char *code, unsigned line, unsigned column)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;
	char *suggestion;

	doc_fixture_decode(&fixture, "t.yaml", text);
	finding = doc_fixture_only(&fixture, code, line, column);
	suggestion = strdup(finding->suggestion ? finding->suggestion : "");
	cr_assert_not_null(suggestion);
	doc_fixture_finish(&fixture);
	return suggestion;
}

static void expect_refusal(const char *text, const char *code, unsigned line, unsigned column)
{
	free(refusal_of(text, code, line, column));
}

static void expect_suggestion(
	const char *text, const char *code, unsigned line, unsigned column, const char *wanted)
{
	char *suggestion = refusal_of(text, code, line, column);

	cr_expect_str_eq(suggestion, wanted, "'%s', wanted '%s' for: %s", suggestion, wanted, text);
	free(suggestion);
}

static void expect_silence(const char *text)
{
	struct doc_fixture fixture;

	doc_fixture_decode(&fixture, "t.yaml", text);
	doc_fixture_silent(&fixture);
	cr_expect_not(fixture.layout->record.broken);
	doc_fixture_finish(&fixture);
}

/* A layout whose one node has one memory range of that size. */
static char *with_size(const char *size)
{
	return doc_fixture_repeat(
		"version: 1\nnodes:\n- name: a\n  memory:\n  - size: ", size, 1, "\n");
}

static void expect_size_refused(const char *size, const char *code, const char *suggestion)
{
	char *text = with_size(size);

	expect_suggestion(text, code, 5, 11, suggestion);
	free(text);
}

static void expect_size_accepted(const char *size, uint64_t value)
{
	char *text = with_size(size);
	struct doc_fixture fixture;

	doc_fixture_decode(&fixture, "t.yaml", text);
	doc_fixture_silent(&fixture);
	cr_expect_eq(fixture.layout->nodes.items[0].memory.items[0].size.value, value);
	doc_fixture_finish(&fixture);
	free(text);
}

Test(layout_decode, every_key_reaches_its_member)
{
	struct doc_fixture fixture;
	const struct mk_layout *layout;
	const struct mk_layout_node *node;

	doc_fixture_decode(&fixture, "t.yaml", every_key_yaml);
	doc_fixture_silent(&fixture);
	layout = fixture.layout;
	cr_expect_str_eq(layout->board.dtb.value, "zcu102.dtb");
	cr_expect_eq(layout->board.tree.value, MK_TREE_KERNEL);
	cr_expect_eq(layout->board.memory.items[0].size.value, UINT64_C(2) << 30);
	cr_expect(layout->board.memory.items[0].start.given);
	cr_expect(layout->kernel.hypervisor.value);
	cr_expect(layout->kernel.debug.given);
	cr_expect_not(layout->kernel.debug.value);
	cr_expect_str_eq(layout->kernel.settings.items[0].name, "Bits");
	cr_expect_str_eq(layout->kernel.settings.items[0].value.value, "14");
	cr_expect_eq(layout->loader.memory.start.value, 0x1000);
	cr_expect_str_eq(layout->reserved.items[0].why.value, "secure monitor");
	cr_assert_eq(layout->nodes.count, 1);
	node = &layout->nodes.items[0];
	cr_expect_str_eq(node->name.value, "control");
	cr_expect_eq(node->record.origin.line, 12);
	cr_expect_eq(node->record.origin.column, 5);
	cr_expect_str_eq(node->cpu.value, "0");
	cr_assert_eq(node->memory.count, 3);
	cr_expect_not(node->memory.items[0].start.given);
	cr_expect_str_eq(node->memory.items[2].node.value, "/memory@0");
	cr_expect_eq(node->memory.items[2].reg.items[0].size.value, 1000);
	cr_expect_str_eq(node->devices.items[0].path.value, "serial0");
	cr_expect_not(node->devices.items[0].shared.given);
	cr_expect_str_eq(node->devices.items[1].path.value, "/axi/ethernet@ff0e0000");
	cr_expect(node->devices.items[1].shared.value);
	cr_expect_eq(node->irqs.items[0].spi.value, 17);
	cr_expect_eq(node->irqs.items[1].intid.value, 81);
	cr_expect_eq(node->irqs.items[2].bare.value, 5);
	cr_expect_str_eq(node->images.root.value, "capdl-loader");
	cr_expect(node->kernel.debug.value);
	cr_expect_not(node->kernel.hypervisor.given);
	cr_expect_str_eq(layout->shared.items[0].nodes.items[1].name.value, "io");
	cr_expect_eq(layout->ipis.items[0].sgi.value, 3);
	cr_expect_str_eq(layout->allow.items[0].code.value, "MK0802");
	doc_fixture_finish(&fixture);
}

static void expect_same_record(
	const struct mk_record_rows *rows, const struct mk_record *a, const struct mk_record *b);

static void expect_same_texts(const char *key, const mk_texts *a, const mk_texts *b)
{
	cr_assert_eq(a->count, b->count, "%s", key);
	for (size_t i = 0; i < a->count; i++)
		cr_expect_str_eq(a->items[i].value, b->items[i].value, "%s", key);
}

static void expect_same_settings(const char *key, const mk_settings *a, const mk_settings *b)
{
	cr_assert_eq(a->count, b->count, "%s", key);
	for (size_t i = 0; i < a->count; i++) {
		cr_expect_str_eq(a->items[i].name, b->items[i].name);
		cr_expect_str_eq(a->items[i].value.value, b->items[i].value.value);
	}
}

static void expect_same_records(const struct mk_key *key, const void *a, const void *b)
{
	MK_VEC(char) left, right;

	memcpy(&left, a, sizeof left);
	memcpy(&right, b, sizeof right);
	cr_assert_eq(left.count, right.count, "%s", key->name);
	cr_expect_gt(left.count, 0, "nothing tests '%s'", key->name);
	for (size_t i = 0; i < left.count; i++) {
		size_t at = i * key->record->size_bytes;
		expect_same_record(key->record, (const void *)(left.items + at),
			(const void *)(right.items + at));
	}
}

static void expect_same_value(const struct mk_key *key, const void *a, const void *b)
{
	const struct mk_text *text = a, *other_text = b;
	const struct mk_number *number = a, *other_number = b;
	const struct mk_flag *flag = a, *other_flag = b;
	const struct mk_choice *choice = a, *other_choice = b;

	switch (key->type) {
	case MK_KEY_TEXT:
		cr_assert_eq(text->given, other_text->given, "%s", key->name);
		cr_expect(!text->given || strcmp(text->value, other_text->value) == 0);
		break;
	case MK_KEY_NUMBER:
	case MK_KEY_SIZE:
		cr_expect_eq(number->given, other_number->given, "%s", key->name);
		cr_expect_eq(number->value, other_number->value, "%s", key->name);
		cr_expect_eq(number->rest, other_number->rest, "%s", key->name);
		break;
	case MK_KEY_FLAG:
		cr_expect_eq(flag->given, other_flag->given, "%s", key->name);
		cr_expect_eq(flag->value, other_flag->value, "%s", key->name);
		break;
	case MK_KEY_CHOICE:
		cr_expect_eq(choice->value, other_choice->value, "%s", key->name);
		break;
	case MK_KEY_TEXTS:
	case MK_KEY_WORDS:
		expect_same_texts(key->name, a, b);
		break;
	case MK_KEY_ANYTHING: /* not decoded any further */
		break;
	case MK_KEY_SETTINGS:
		expect_same_settings(key->name, a, b);
		break;
	case MK_KEY_RECORD:
		expect_same_record(key->record, a, b);
		break;
	case MK_KEY_RECORDS:
		if (memcmp(a, &(MK_VEC(char)){0}, sizeof(mk_texts)) != 0)
			expect_same_records(key, a, b);
		break;
	}
}

static void expect_same_record(
	const struct mk_record_rows *rows, const struct mk_record *a, const struct mk_record *b)
{
	cr_expect_eq(a->given, b->given, "%s", rows->noun);
	cr_expect_eq(a->broken, b->broken, "%s", rows->noun);
	for (size_t i = 0; i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		expect_same_value(
			key, (const char *)a + key->offset, (const char *)b + key->offset);
	}
}

Test(layout_decode, yaml_and_json_say_the_same)
{
	struct doc_fixture yaml, json;

	doc_fixture_decode(&yaml, "t.yaml", every_key_yaml);
	doc_fixture_decode(&json, "t.json", every_key_json);
	doc_fixture_silent(&yaml);
	doc_fixture_silent(&json);
	expect_same_record(&mk_layout_rows, &yaml.layout->record, &json.layout->record);
	doc_fixture_finish(&yaml);
	doc_fixture_finish(&json);
}

/* Whether a lone scalar leads to the key: of its record, or instead of a list. */
static bool is_led_to(const struct mk_record_rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->key_count; i++)
		if (rows->keys[i].word_key && strcmp(rows->keys[i].word_key, name) == 0)
			return true;
	return rows->bare_key && strcmp(rows->bare_key, name) == 0;
}

static void expect_sound_rows(const struct mk_record_rows *rows)
{
	bool bare_found = !rows->bare_key;

	cr_expect(strchr(rows->noun, ' ') != NULL);
	for (size_t i = 0; i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		size_t length = strlen(key->doc);
		bool bare;
		cr_expect_lt(key->offset, rows->size_bytes);
		cr_expect(key->offset >= sizeof(struct mk_record) ||
				  key->offset == offsetof(struct mk_record, trace),
			"%s", key->name);
		cr_expect(length > 0 && key->doc[length - 1] == '.', "%s", key->name);
		cr_expect_eq(key->type == MK_KEY_CHOICE, key->choices != NULL);
		cr_expect_eq(key->type == MK_KEY_RECORD || key->type == MK_KEY_RECORDS,
			key->record != NULL, "%s", key->name);
		bare = rows->bare_key && strcmp(rows->bare_key, key->name) == 0;
		cr_expect(is_led_to(rows, key->name) || !key->hidden, "%s", key->name);
		bare_found = bare_found || bare;
		for (size_t j = 0; j < i; j++)
			cr_expect_str_neq(key->name, rows->keys[j].name);
		if (key->record)
			expect_sound_rows(key->record);
	}
	cr_expect(bare_found);
}

Test(layout_decode, the_rows_are_sound)
{
	expect_sound_rows(&mk_layout_rows);
}

Test(layout_decode, unknown_keys_are_refused_with_the_nearest)
{
	expect_suggestion(MINIMAL "kernal: {}\n", "MK0004", 3, 1, "did you mean 'kernel'?");
	expect_suggestion(MINIMAL "x: 1\n", "MK0004", 3, 1,
		"the layout has version, include, meta, board, contract, kernel, loader, reserved, nodes, "
		"cpus_unused, outside, shared, ipis, connections and allow");
	expect_suggestion("version: 1\nnodes:\n- name: a\n  memry: []\n", "MK0004", 4, 3,
		"did you mean 'memory'?");
	expect_suggestion(MINIMAL "<<: {}\n", "MK0004", 3, 1,
		"merge keys are not supported; repeat the keys, or share whole values");
	expect_silence(MINIMAL "kernel: {}\n");
}

Test(layout_decode, missing_keys_are_reported_at_their_record)
{
	struct doc_fixture fixture;

	expect_refusal("nodes: [{name: a}]", "MK0006", 1, 1);
	expect_refusal("version: 1", "MK0006", 1, 1);
	expect_refusal("version: 1\nnodes: []", "MK0006", 2, 8);
	expect_refusal("version: 1\nnodes:\n- cpu: 1", "MK0006", 3, 3);
	expect_refusal(MINIMAL "ipis: [{name: x, from: a}]", "MK0006", 3, 8);
	expect_refusal(MINIMAL "shared: [{name: x, nodes: [a]}]", "MK0006", 3, 10);
	expect_refusal(MINIMAL "allow: [{code: x}]", "MK0006", 3, 9);
	expect_refusal(MINIMAL "reserved: [{size: 1}]", "MK0006", 3, 12);
	expect_refusal(MINIMAL "loader: {memory: {start: 1}}", "MK0006", 3, 18);
	expect_refusal(MINIMAL "board: {memory: [{size: 1}]}", "MK0006", 3, 18);
	expect_silence(MINIMAL);
	doc_fixture_decode(&fixture, "t.yaml", "version: 1\nnodes: [{}]");
	cr_expect_str_eq(
		doc_fixture_only(&fixture, "MK0006", 2, 9)->message, "node is missing key 'name'");
	cr_expect(fixture.layout->nodes.items[0].record.broken);
	cr_expect_not(fixture.layout->record.broken);
	doc_fixture_finish(&fixture);
}

Test(layout_decode, a_memory_range_has_one_of_three_forms)
{
	static const char before[] = "version: 1\nnodes:\n- name: a\n  memory:\n  - ";
	static const struct {
		const char *range, *code;
		unsigned column;
	} rows[] = {
		{"{size: 1}", NULL, 0},
		{"{start: 1, size: 1}", NULL, 0},
		{"{node: /m, reg: [{start: 1, size: 1}]}", NULL, 0},
		{"{}", "MK0006", 5},
		{"{start: 1}", "MK0006", 5},
		{"{node: /m}", "MK0006", 6},
		{"{reg: []}", "MK0006", 6},
		{"{node: /m, size: 1}", "MK0010", 16},
		{"{start: 1, node: /m}", "MK0010", 16},
		{"{size: 1, node: /m, reg: []}", "MK0010", 15},
		{"{reg: [], size: 1}", "MK0010", 15},
		{"{reg: [], start: 1}", "MK0010", 15},
		{"{node: /m, reg: [{size: 1}]}", "MK0006", 22},
		{"{size: 1, why: x}", "MK0004", 15},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = doc_fixture_repeat(before, rows[i].range, 1, "\n");
		if (rows[i].code)
			expect_refusal(text, rows[i].code, 5, rows[i].column);
		else
			expect_silence(text);
		free(text);
	}
}

Test(layout_decode, exclusive_keys_name_the_other_place)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_decode(&fixture, "t.yaml",
		"version: 1\nnodes:\n- name: a\n  irqs:\n  - intid: 40\n    spi: 8\n");
	finding = doc_fixture_only(&fixture, "MK0010", 6, 5);
	cr_assert_eq(finding->notes.count, 1);
	cr_expect_eq(finding->notes.items[0].origin.line, 5);
	cr_expect(fixture.layout->nodes.items[0].irqs.items[0].record.broken);
	cr_expect_not(fixture.layout->nodes.items[0].record.broken);
	doc_fixture_finish(&fixture);
}

Test(layout_decode, an_interrupt_is_typed_or_bare_but_never_called_bare)
{
	expect_refusal("version: 1\nnodes:\n- name: a\n  irqs: [{}]", "MK0006", 4, 10);
	expect_refusal(
		"version: 1\nnodes:\n- name: a\n  irqs: [{spi: 1, bare: 3}]", "MK0004", 4, 19);
	expect_refusal("version: 1\nnodes:\n- name: a\n  irqs: [uart]", "MK0008", 4, 10);
	expect_refusal("version: 1\nnodes:\n- name: a\n  irqs: [~]", "MK0007", 4, 10);
	expect_silence("version: 1\nnodes:\n- name: a\n  irqs: [17, {spi: 17}]");
}

Test(layout_decode, a_device_is_a_name_or_a_map_with_its_path)
{
	expect_silence("version: 1\nnodes:\n- name: a\n  devices: [uart, {path: uart}]");
	expect_refusal(
		"version: 1\nnodes:\n- name: a\n  devices: [{shared: true}]", "MK0006", 4, 13);
	expect_refusal("version: 1\nnodes:\n- name: a\n  devices: [{path: uart, shared: 1}]",
		"MK0007", 4, 34);
}

Test(layout_decode, values_of_the_wrong_kind_are_refused)
{
	struct doc_fixture fixture;

	expect_refusal("[]", "MK0007", 1, 1);
	expect_refusal("text", "MK0007", 1, 1);
	expect_refusal("~", "MK0007", 1, 1);
	expect_refusal("version: 1\nnodes: {name: a}", "MK0007", 2, 8);
	expect_refusal("version: 1\nnodes: [{name: [a]}]", "MK0007", 2, 16);
	expect_refusal("version: 1\nnodes: [{name: }]", "MK0007", 2, 16);
	expect_refusal("version: [1]\nnodes: [{name: a}]", "MK0007", 1, 10);
	expect_refusal(MINIMAL "board: x", "MK0007", 3, 8);
	expect_refusal(MINIMAL "board: {tree: []}", "MK0007", 3, 15);
	expect_refusal(MINIMAL "kernel: {settings: [a]}", "MK0007", 3, 20);
	expect_refusal(MINIMAL "kernel: {settings: {a: [b]}}", "MK0007", 3, 24);
	expect_suggestion(
		"version: 1\nnodes: [{name: a, devices: uart}]", "MK0007", 2, 28, "[uart]");
	expect_refusal("version: 1\nnodes: [{name: a, devices: [~]}]", "MK0007", 2, 29);
	expect_refusal(MINIMAL "shared:", "MK0007", 3, 8);
	doc_fixture_decode(&fixture, "t.yaml", "version: 1\nnodes: [{name: a, memory: 1G}]");
	cr_expect_str_eq(doc_fixture_only(&fixture, "MK0007", 2, 27)->message,
		"'memory' must be a list, not text");
	doc_fixture_finish(&fixture);
}

Test(layout_decode, a_broken_item_keeps_its_position)
{
	struct doc_fixture fixture;

	doc_fixture_decode(&fixture, "t.yaml", "version: 1\nnodes: [x, {name: b}]");
	doc_fixture_only(&fixture, "MK0007", 2, 9);
	cr_assert_eq(fixture.layout->nodes.count, 2);
	cr_expect(fixture.layout->nodes.items[0].record.broken);
	cr_expect_str_eq(fixture.layout->nodes.items[1].name.value, "b");
	doc_fixture_finish(&fixture);
}

Test(layout_decode, flags_are_true_or_false_and_nothing_else)
{
	static const char *const refused[] = {"yes", "no", "on", "off", "True", "FALSE", "1", "y",
		"'true'", "\"false\"", "maybe"};
	static const char *const meant[] = {"true", "false", "true", "false", "true", "false",
		"true", "true", "true", "false", "true or false"};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		char *text = doc_fixture_repeat(MINIMAL "kernel: {debug: ", refused[i], 1, "}\n");
		bool quoted = strchr("'\"", refused[i][0]) != NULL;
		char *suggestion =
			doc_fixture_repeat("write ", meant[i], 1, quoted ? " without quotes" : "");
		expect_suggestion(text, "MK0007", 3, 17, suggestion);
		free(suggestion);
		free(text);
	}
	expect_silence(MINIMAL "kernel: {debug: true, printing: false}\n");
}

Test(layout_decode, choices_are_listed_when_another_is_made)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_decode(&fixture, "t.yaml", MINIMAL "board: {tree: kernl}");
	finding = doc_fixture_only(&fixture, "MK0019", 3, 15);
	cr_expect_str_eq(finding->message, "'tree' must be 'board' or 'kernel', not 'kernl'");
	cr_expect_str_eq(finding->suggestion, "did you mean 'kernel'?");
	cr_expect(fixture.layout->board.record.broken);
	cr_expect_not(fixture.layout->board.tree.given);
	doc_fixture_finish(&fixture);
	expect_silence(MINIMAL "board: {tree: board}");
}

Test(layout_decode, only_version_1_is_known)
{
	expect_refusal("version: 2\nnodes: [{name: a}]", "MK0011", 1, 10);
	expect_refusal("version: 0\nnodes: [{name: a}]", "MK0011", 1, 10);
	expect_refusal("version: 1.0\nnodes: [{name: a}]", "MK0008", 1, 10);
	expect_silence("version: 0x1\nnodes: [{name: a}]");
}

Test(layout_decode, ambiguous_numbers_are_refused_with_what_may_be_meant)
{
	expect_size_refused("0755", "MK0008", "755 or 0x1ed");
	expect_size_refused("010M", "MK0008", "10M or 0x8M");
	expect_size_refused("0789", "MK0008", "789");
	expect_size_refused("007", "MK0008", "7");
	expect_size_refused("00", "MK0008", "0");
	expect_size_refused("0o755", "MK0008", "0x1ed");
	expect_size_refused("0o9", "MK0008", "");
	expect_size_refused("1:30", "MK0008", "");
	expect_size_refused("1.5G", "MK0008", "1536M");
	expect_size_refused("2.0", "MK0008", "2");
	expect_size_refused("1e6", "MK0008", "1000000");
	expect_size_refused("2.5e1MB", "MK0008", "25M");
	expect_size_refused("1.7", "MK0008", "");
	expect_size_refused("1e99", "MK0008", "");
	expect_size_refused("10MB", "MK0008", "10M or 10MiB");
	expect_size_refused("64 kb", "MK0008", "64K or 64KiB");
	expect_size_refused("0x10m", "MK0008", "0x10M or 0x10MiB");
	expect_size_refused("4096 bytes", "MK0008", "4096");
	expect_size_refused("10 parsec", "MK0008", "");
	expect_size_refused("6000a000", "MK0008", "0x6000a000");
	expect_size_refused("ff000000", "MK0008", "0xff000000");
	expect_size_refused("+5", "MK0008", "5");
	expect_size_refused("1__0", "MK0008", "10");
	expect_size_refused("''", "MK0008", "");
	expect_size_refused("much", "MK0008", "");
	expect_size_accepted("755", 755);
	expect_size_accepted("'0x1ed'", 0x1ed);
}

Test(layout_decode, numbers_out_of_range_are_refused)
{
	expect_size_refused("-1", "MK0009", "");
	expect_size_refused("18446744073709551616", "MK0009", "");
	expect_size_refused("16777216T", "MK0009", "");
	expect_size_accepted("18446744073709551615", UINT64_MAX);
	expect_size_accepted("0", 0);
}

Test(layout_decode, texts_and_numbers_are_limited_in_length)
{
	char *text = doc_fixture_repeat("version: 1\nnodes: [{name: ", "a", 4096, "}]");

	expect_silence(text);
	free(text);
	text = doc_fixture_repeat("version: 1\nnodes: [{name: ", "a", 4097, "}]");
	expect_refusal(text, "MK0013", 2, 16);
	free(text);
	text = doc_fixture_repeat("0x", "0", 125, "1");
	expect_size_accepted(text, 1);
	free(text);
	text = doc_fixture_repeat("0x", "0", 126, "1");
	expect_size_refused(text, "MK0008", "");
	free(text);
}

Test(layout_decode, lists_of_records_are_limited)
{
	char *text = doc_fixture_repeat(MINIMAL "reserved: [", "{start: 1, size: 1},", 4096, "]");

	expect_silence(text);
	free(text);
	text = doc_fixture_repeat(MINIMAL "reserved: [", "{start: 1, size: 1},", 4097, "]");
	expect_refusal(text, "MK0013", 3, 11);
	free(text);
}

Test(layout_decode, long_input_is_cut_in_messages_between_code_points)
{
	char *text = doc_fixture_repeat(MINIMAL "k", "\xc3\xa4", 500, ": 1\n");
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_decode(&fixture, "t.yaml", text);
	finding = doc_fixture_only(&fixture, "MK0004", 3, 1);
	cr_expect_lt(strlen(finding->message), 100);
	cr_expect_not_null(strstr(finding->message, "\xc3\xa4...'"));
	doc_fixture_finish(&fixture);
	free(text);
}

Test(layout_decode, an_alias_can_share_a_whole_value)
{
	struct doc_fixture fixture;

	doc_fixture_decode(&fixture, "t.yaml",
		"version: 1\nnodes:\n- {name: a, memory: &m [{size: 1M}]}\n- {name: b, memory: "
		"*m}\n");
	doc_fixture_silent(&fixture);
	cr_expect_eq(fixture.layout->nodes.items[1].memory.items[0].size.value, 1 << 20);
	doc_fixture_finish(&fixture);
}

Test(layout_decode, all_is_looked_at_though_not_all_is_listed)
{
	char *text = doc_fixture_repeat("version: 1\nnodes: [", "{},", 4000, "]");
	struct doc_fixture fixture;

	doc_fixture_decode(&fixture, "t.yaml", text);
	cr_expect_eq(fixture.findings.list.count, MK_FINDINGS_MAX + 1);
	cr_expect_eq(mk_findings_count(&fixture.findings, MK_ERROR), 4000);
	cr_expect(fixture.layout->nodes.items[3999].record.broken);
	doc_fixture_finish(&fixture);
	free(text);
}
