/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>

#include <mkpart/mkpart.h>

#include "board_fixture.h"
#include "run/ctx.h"

static mk_ctx *ctx;

static const char good[] = "version: 1\n"
			   "nodes:\n"
			   "  - {name: a, cpu: 0, memory: [{start: 0x60000000, size: 256M}]}\n"
			   "  - {name: b, cpu: 1, memory: [{start: 0x70000000, size: 256M}]}\n"
			   "allow: [{code: MK0802, why: reviewed}]\n";
static const char overlapping[] =
	"version: 1\n"
	"nodes:\n"
	"  - {name: a, cpu: 0, memory: [{start: 0x60000000, size: 256M}]}\n"
	"  - {name: b, cpu: 1, memory: [{start: 0x60000000, size: 256M}]}\n";

static void set_up(void)
{
	board_fixture_init();
	ctx = mk_ctx_new();
}

static void tear_down(void)
{
	mk_ctx_free(ctx);
	board_fixture_finish();
}

TestSuite(run, .init = set_up, .fini = tear_down);

static void load(const char *layout)
{
	size_t length;
	const uint8_t *blob = fixture_blob("case-virt", &length);

	mk_load_layout(ctx, "l.yaml", layout, strlen(layout));
	mk_load_board(ctx, "b.dtb", blob, length);
}

static mk_status check(const char *layout)
{
	load(layout);
	return mk_check(ctx);
}

static mk_status know_itself(size_t *gone)
{
	const char *bytes;
	const char *complaint;
	size_t length;

	mk_render_findings(&ctx, 1, "json", 0, &bytes, &length);
	return mk_use_baseline(&ctx, 1, bytes, length, gone, &complaint);
}

Test(run, a_warning_made_an_error_is_not_allowed_by_the_layout)
{
	cr_assert(eq(int, mk_set_severity(ctx, "MK0802", "error"), MK_OK));
	cr_assert(eq(int, check(good), MK_FOUND));
	cr_assert(eq(sz, mk_error_count(ctx), 1));
}

Test(run, a_warning_made_a_note_is_still_allowed_by_the_layout)
{
	cr_assert(eq(int, mk_set_severity(ctx, "MK0802", "note"), MK_OK));
	cr_assert(eq(int, check(good), MK_OK));
	cr_assert(zero(sz, mk_note_count(ctx)));
}

Test(run, what_the_user_allows_holds_for_what_the_user_made_an_error)
{
	cr_assert(eq(int, mk_set_severity(ctx, "MK0802", "error"), MK_OK));
	cr_assert(eq(int, mk_allow(ctx, "MK0802", "sel4-overlay"), MK_OK));
	cr_assert(eq(int, check(good), MK_OK));
}

Test(run, only_what_is_allowed_about_its_own_subject_does_not_count)
{
	cr_assert(eq(int, mk_allow(ctx, "MK0802", "another-contract"), MK_OK));
	cr_assert(eq(int, mk_set_severity(ctx, "MK0802", "error"), MK_OK));
	cr_assert(eq(int, check(good), MK_FOUND));
}

Test(run, errors_can_be_neither_lowered_nor_allowed)
{
	cr_assert(eq(int, mk_set_severity(ctx, "MK0101", "warning"), MK_MISUSE));
	cr_assert(eq(int, mk_set_severity(ctx, "slices-disjoint", "error"), MK_OK));
	cr_assert(eq(int, mk_allow(ctx, "MK0101", NULL), MK_MISUSE));
	cr_assert(eq(int, check(overlapping), MK_FOUND));
}

Test(run, wishes_are_for_known_codes_and_severities_and_before_the_check)
{
	cr_assert(eq(int, mk_allow(ctx, "MK9999", NULL), MK_MISUSE));
	cr_assert(eq(int, mk_set_severity(ctx, "MK9999", "error"), MK_MISUSE));
	cr_assert(eq(int, mk_set_severity(ctx, "MK0802", "fatal"), MK_MISUSE));
	check(good);
	cr_assert(eq(int, mk_allow(ctx, "MK0802", NULL), MK_MISUSE));
	cr_assert(eq(int, mk_set_severity(ctx, "MK0802", "error"), MK_MISUSE));
}

Test(run, known_errors_do_not_count_but_make_no_outputs)
{
	const mk_artifact *const *artifacts;
	size_t count;
	size_t gone;

	cr_assert(eq(int, check(overlapping), MK_FOUND));
	cr_assert(eq(int, know_itself(&gone), MK_OK));
	cr_assert(zero(sz, gone));
	cr_assert(zero(sz, mk_error_count(ctx)));
	cr_assert(eq(int, mk_check(ctx), MK_OK));
	cr_assert(eq(int, mk_emit(ctx, &artifacts, &count), MK_FOUND));
	cr_assert(zero(sz, count));
}

Test(run, a_baseline_is_for_what_was_checked)
{
	size_t gone;

	load(good);
	cr_assert(eq(int, know_itself(&gone), MK_MISUSE));
}

Test(run, the_nearest_name_is_near)
{
	static const char *const names[] = {"check", "plan"};

	cr_assert(eq(str, (char *)mk_nearest("chek", names, 2), "check"));
	cr_assert(eq(str, (char *)mk_nearest("CHECK", names, 2), "check"));
	cr_assert(eq(str, (char *)mk_nearest("checking", names, 2), "check"));
	cr_assert(eq(ptr, (void *)mk_nearest("frobnicate", names, 2), NULL));
	cr_assert(eq(ptr, (void *)mk_nearest("", names, 0), NULL));
}

Test(run, the_build_names_contracts_libraries_and_limits)
{
	const mk_list_item *const *items;
	size_t count;

	cr_assert(eq(int, mk_list_items(ctx, MK_LIST_BUILD, &items, &count), MK_OK));
	cr_assert(lt(sz, 3, count));
	cr_assert(eq(str, (char *)mk_list_item_name(items[0]), "contract sel4-overlay"));
	cr_assert(eq(str, (char *)mk_list_item_name(items[count - 2]), "libraries"));
	cr_assert(ne(ptr, strstr(mk_list_item_doc(items[count - 2]), "libyaml "), NULL));
	cr_assert(eq(str, (char *)mk_list_item_doc(items[count - 1]),
		"layout 1 MiB, device tree 16 MiB, 512 nodes"));
}

Test(run, devices_are_listed_by_alias_and_path_once_there_is_a_board)
{
	const mk_list_item *const *items;
	size_t count;

	cr_assert(eq(int, mk_list_items(ctx, MK_LIST_DEVICES, &items, &count), MK_OK));
	cr_assert(eq(sz, count, 0));
	load(good);
	cr_assert(eq(int, mk_list_items(ctx, MK_LIST_DEVICES, &items, &count), MK_OK));
	cr_assert(lt(sz, 1, count));
	cr_assert(eq(str, (char *)mk_list_item_name(items[0]), "serial0"));
	cr_assert(eq(str, (char *)mk_list_item_doc(items[0]), "/serial@9000000"));
	cr_assert(eq(chr, mk_list_item_name(items[count - 1])[0], '/'));
}

Test(run, the_schema_needs_neither_layout_nor_board)
{
	const char *bytes;
	size_t length;

	cr_assert(eq(int, mk_render_schema(ctx, &bytes, &length), MK_OK));
	cr_assert(eq(sz, strlen(bytes), length));
	cr_assert(eq(ptr, (void *)strstr(bytes, "\"bare\""), NULL));
	cr_assert(ne(ptr, (void *)strstr(bytes, "\"maximum\": 18446744073709551615,"), NULL));
}

static mk_status keep_to(const char *layout, const char *lock)
{
	load(layout);
	return mk_load_lock(ctx, "lock", lock, strlen(lock));
}

static const char sized[] = "version: 1\n"
			    "nodes:\n"
			    "  - {name: a, cpu: 0, memory: [{size: 256M}]}\n"
			    "allow: [{code: MK0802, why: x}, {code: MK0128, why: x}]\n";

#define LOCK(memory)                                                                               \
	"{\"format\": \"mkpart-plan\", \"version\": 1, \"board\": {}, \"shared\": [], "            \
	"\"ipis\": [], \"loader\": {\"first\": null}, \"nodes\": [{\"name\": \"a\", "              \
	"\"memory\": [" memory "]}]}"

static bool plan_has(const char *text)
{
	const char *bytes;
	size_t length;

	mk_render_plan(ctx, "json", 0, 0, &bytes, &length);
	return memmem(bytes, length, text, strlen(text));
}

Test(run, a_lock_keeps_memory_where_it_was)
{
	cr_expect(eq(int,
		keep_to(sized, LOCK("{\"first\": \"0x61000000\", \"last\": \"0x70ffffff\"}")),
		MK_OK));
	cr_expect(eq(int, mk_check(ctx), MK_OK));
	cr_expect(plan_has("\"phys_base\": \"0x61000000\""));
	cr_expect(eq(sz, mk_note_count(ctx), 0));
}

Test(run, what_cannot_be_kept_is_noted)
{
	keep_to(sized, LOCK("{\"first\": \"0x61001000\", \"last\": \"0x71000fff\"}"));
	cr_expect(eq(int, mk_check(ctx), MK_OK));
	cr_expect(plan_has("\"phys_base\": \"0x40000000\""));
	cr_expect(eq(sz, mk_note_count(ctx), 1));
}

Test(run, memory_in_the_lock_at_one_place_twice_is_kept_once)
{
	keep_to("version: 1\n"
		"nodes:\n"
		"  - {name: a, cpu: 0, memory: [{size: 16M}, {size: 16M}]}\n",
		LOCK("{\"first\": \"0x61000000\", \"last\": \"0x61ffffff\"}, "
		     "{\"first\": \"0x61000000\", \"last\": \"0x61ffffff\"}"));
	cr_expect(eq(int, mk_check(ctx), MK_OK));
	cr_expect(eq(sz, mk_note_count(ctx), 1));
}

Test(run, a_lock_that_is_none_is_unreadable)
{
	cr_expect(eq(int, keep_to(sized, "{}"), MK_UNREADABLE));
	cr_expect(eq(int, mk_check(ctx), MK_UNREADABLE));
}

static void count_trials(void *data, size_t trials)
{
	size_t *last = data;

	cr_expect(lt(sz, *last, trials));
	*last = trials;
}

Test(run, whoever_wants_to_hears_of_the_search)
{
	size_t last = 0;

	load(sized);
	cr_expect(eq(int, mk_set_progress(ctx, count_trials, &last), MK_OK));
	mk_check(ctx);
	cr_expect(lt(sz, 0, last));
	cr_expect(eq(int, mk_set_progress(ctx, NULL, NULL), MK_MISUSE));
}

static void remember(void *data, const char *line)
{
	char *text = data;

	if (strlen(text) + strlen(line) + 2 < 65536)
		strcat(strcat(text, line), "\n");
}

Test(run, a_trace_tells_of_places_and_of_rules)
{
	static char text[65536];

	load(sized);
	cr_expect(eq(int, mk_set_trace(ctx, remember, text), MK_OK));
	mk_check(ctx);
	cr_expect(ne(ptr, strstr(text, "all have places, found "), NULL));
	cr_expect(ne(ptr, strstr(text, "MK0101 slices-disjoint: nothing found\n"), NULL));
	cr_expect(ne(
		ptr, strstr(text, "MK0131 placement-moved: left out: there is nothing to"), NULL));
	cr_expect(ne(ptr, strstr(text, "MK1201 boot-block-possible: left out: it does not apply"),
		NULL));
	cr_expect(eq(ptr, strstr(text, "no other rule"), NULL));
	cr_expect(eq(int, mk_set_trace(ctx, NULL, NULL), MK_MISUSE));
}

Test(run, a_trace_tells_what_hides_a_rule)
{
	static char text[65536];

	load(overlapping);
	mk_set_trace(ctx, remember, text);
	mk_check(ctx);
	cr_expect(ne(ptr, strstr(text, "MK0101 slices-disjoint: 1 found\n"), NULL));
	cr_expect(ne(ptr, strstr(text, ": left out: MK0101 was found\n"), NULL));
}

Test(run, a_trace_tells_that_a_board_of_several_domains_is_not_looked_at)
{
	static char text[65536];
	size_t length;
	const uint8_t *blob = fixture_blob("case-system", &length);

	mk_load_layout(ctx, "l.yaml", overlapping, strlen(overlapping));
	mk_load_board(ctx, "b.dtb", blob, length);
	mk_set_trace(ctx, remember, text);
	mk_check(ctx);
	cr_expect(ne(ptr, strstr(text, "no other rule is looked at\n"), NULL));
	cr_expect(eq(ptr, strstr(text, "MK0101"), NULL));
}

Test(run, a_lock_comes_once_and_before_the_plan)
{
	keep_to(sized, LOCK(""));
	cr_expect(eq(int, mk_load_lock(ctx, "lock", "{}", 2), MK_MISUSE));
	cr_expect(eq(int, mk_load_lock(ctx, NULL, "{}", 2), MK_MISUSE));
	mk_check(ctx);
	cr_expect(eq(int, mk_load_lock(ctx, "lock", "{}", 2), MK_MISUSE));
	cr_expect(eq(int, mk_load_old_plan(ctx, "old", "{}", 2), MK_MISUSE));
}

Test(run, a_plan_differs_from_an_earlier_one_and_not_from_itself)
{
	static const char lock[] = LOCK("{\"first\": \"0x61000000\", \"last\": \"0x70ffffff\"}");
	const char *bytes;
	size_t length;
	bool differs;

	load(sized);
	mk_load_old_plan(ctx, "old", lock, sizeof lock - 1);
	cr_expect(eq(int, mk_render_plan_diff(ctx, &bytes, &length, &differs), MK_MISUSE));
	mk_check(ctx);
	cr_expect(eq(int, mk_render_plan_diff(ctx, &bytes, &length, &differs), MK_OK));
	cr_expect(differs);
	cr_expect(memmem(bytes, length, "moved to 0x40000000", 19) != NULL);
}

Test(run, without_an_earlier_plan_there_is_no_difference_to_tell)
{
	const char *bytes;
	size_t length;
	bool differs;

	check(sized);
	cr_expect(eq(int, mk_render_plan_diff(ctx, &bytes, &length, &differs), MK_MISUSE));
}

/* Gives out one block, and no other. */
static void *give_first(size_t size_bytes, void *given)
{
	if (*(bool *)given)
		return NULL;
	*(bool *)given = true;
	return malloc(size_bytes);
}

static void take_back(void *memory, void *given)
{
	(void)given;
	free(memory);
}

Test(run, a_context_without_memory_says_so_at_every_call)
{
	bool given = false;
	const struct mk_allocator meagre = {give_first, take_back, &given};
	mk_ctx *poor = mk_ctx_new_with(&meagre);
	const char *bytes;
	size_t length;
	mk_status status;

	do
		status = mk_render_schema(poor, &bytes, &length);
	while (status == MK_OK);
	cr_assert(eq(int, status, MK_NO_MEMORY));
	cr_assert(eq(int, mk_render_schema(poor, &bytes, &length), MK_NO_MEMORY));
	cr_assert(zero(sz, length));
	mk_ctx_free(poor);
}

/* --- files outside ---------------------------------------------------------------------------- */

static const char *give_common(void *data, const char *path, const char **bytes, size_t *length)
{
	static const char text[] = "nodes: [{name: a, cpu: 0}]\n";

	*(const char **)data = path;
	*bytes = text;
	*length = sizeof text - 1;
	return NULL;
}

static mk_status load_including(const char *text, bool outside, const char **asked)
{
	mk_ctx *fresh = mk_ctx_new();
	mk_status status;

	*asked = NULL;
	mk_set_include(fresh, give_common, asked);
	if (outside)
		cr_assert(eq(int, mk_include_outside(fresh), MK_OK));
	status = mk_load_layout(fresh, "layout.yaml", text, strlen(text));
	cr_assert(eq(int, mk_include_outside(fresh), MK_MISUSE));
	mk_ctx_free(fresh);
	return status;
}

Test(run, included_files_are_in_the_layouts_folder_unless_they_may_be_outside)
{
	static const char *const texts[] = {
		"version: 1\ninclude: ../common.yaml\n", "version: 1\ninclude: /etc/common.yaml\n"};
	const char *asked;

	for (size_t i = 0; i < 2; i++) {
		cr_assert(eq(int, load_including(texts[i], false, &asked), MK_UNREADABLE));
		cr_assert(asked == NULL);
		cr_assert(eq(int, load_including(texts[i], true, &asked), MK_OK));
		cr_assert(asked != NULL);
	}
}
