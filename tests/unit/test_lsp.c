/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "lsp/cursor.h"
#include "lsp/lines.h"
#include "lsp/server.h"
#include "lsp/uri.h"

/* --- lines ------------------------------------------------------------------------------------ */

static void expect_place(const char *text, size_t offset, size_t line, size_t character)
{
	struct mk_arena arena;
	struct mk_lines lines;
	struct mk_position position;

	mk_arena_init(&arena, NULL);
	mk_lines_init(&lines, &arena, text, strlen(text));
	position = mk_lines_position(&lines, offset);
	cr_expect_eq(position.line, line, "byte %zu is in line %zu", offset, position.line);
	cr_expect_eq(position.character, character, "byte %zu is character %zu", offset,
		position.character);
	cr_expect_eq(mk_lines_offset(&lines, (struct mk_position){line, character}), offset);
	cr_expect_eq(
		mk_text_offset(text, strlen(text), (struct mk_position){line, character}), offset);
	mk_arena_finish(&arena);
}

Test(lsp, lines_end_in_three_ways)
{
	expect_place("ab\ncd", 3, 1, 0);
	expect_place("ab\r\ncd", 4, 1, 0);
	expect_place("ab\rcd", 3, 1, 0);
	expect_place("ab\r\r\ncd", 3, 1, 0);
	expect_place("ab\r\r\ncd", 5, 2, 0);
	expect_place("ab\n", 3, 1, 0);
	expect_place("", 0, 0, 0);
}

Test(lsp, characters_are_utf_16)
{
	expect_place("\xc3\xa9x", 2, 0, 1);
	expect_place("\xf0\x9d\x84\x9ex", 4, 0, 2);
	expect_place("\xe2\x82\xacx", 3, 0, 1);
}

/* Code units are counted in steps of 64 bytes. */
Test(lsp, long_lines_are_counted_from_the_nearest_step)
{
	static const char note[] = "\xf0\x9d\x84\x9e";
	char text[4 * 100 + 1] = "";

	for (size_t i = 0; i < 100; i++)
		memcpy(text + 4 * i, note, sizeof note);
	for (size_t i = 0; i <= 100; i++)
		expect_place(text, 4 * i, 0, 2 * i);
}

Test(lsp, what_is_beyond_is_the_end)
{
	static const char text[] = "ab\ncd";
	struct mk_arena arena;
	struct mk_lines lines;

	mk_arena_init(&arena, NULL);
	mk_lines_init(&lines, &arena, text, strlen(text));
	cr_expect_eq(mk_lines_offset(&lines, (struct mk_position){0, 9}), 2);
	cr_expect_eq(mk_lines_offset(&lines, (struct mk_position){1, 9}), 5);
	cr_expect_eq(mk_lines_offset(&lines, (struct mk_position){9, 0}), 5);
	cr_expect_eq(mk_text_offset(text, 5, (struct mk_position){0, 9}), 2);
	cr_expect_eq(mk_text_offset(text, 5, (struct mk_position){9, 0}), 5);
	mk_arena_finish(&arena);
}

/* --- URIs ------------------------------------------------------------------------------------- */

static void expect_path(const char *uri, const char *path)
{
	struct mk_arena arena;

	mk_arena_init(&arena, NULL);
	cr_expect_str_eq(mk_uri_path(&arena, uri), path);
	mk_arena_finish(&arena);
}

Test(lsp, file_uris_are_paths)
{
	expect_path("file:///a/b.yaml", "/a/b.yaml");
	expect_path("file://localhost/a", "/a");
	expect_path("file:/a", "/a");
	expect_path("file:///a%20b%2Fc%c3%A9", "/a b/c\xc3\xa9");
	expect_path("file:///50%", "/50%");
	expect_path("file:///%zz", "/%zz");
}

Test(lsp, other_uris_stand_for_themselves)
{
	expect_path("untitled:1", "untitled:1");
	expect_path("file://host/a", "file://host/a");
	expect_path("file:///a%00b", "file:///a%00b");
	expect_path("", "");
}

/* --- where one types -------------------------------------------------------------------------- */

/* `keys`: a key that can stand at the end of the text, or NULL; `value`: whose value, or NULL. */
static void expect_cursor(const char *text, const char *keys, const char *value)
{
	struct mk_arena arena;
	struct mk_cursor cursor;

	mk_arena_init(&arena, NULL);
	mk_cursor_find(&cursor, &arena, text, strlen(text));
	cr_expect_eq(cursor.rows != NULL, keys != NULL, "after '%s'", text);
	if (keys && cursor.rows)
		cr_expect_str_eq(cursor.rows->noun, keys, "after '%s'", text);
	cr_expect_eq(cursor.key != NULL, value != NULL, "after '%s'", text);
	if (value && cursor.key)
		cr_expect_str_eq(cursor.key->name, value, "after '%s'", text);
	mk_arena_finish(&arena);
}

Test(lsp, keys_follow_the_indentation)
{
	expect_cursor("", "the layout", NULL);
	expect_cursor("board:\n  ", "the board", NULL);
	expect_cursor("board:\n  dtb: x\n", "the layout", NULL);
	expect_cursor("nodes:\n  - name: a\n    ", "a node", NULL);
	expect_cursor("nodes:\n- name: a\n  ", "a node", NULL);
	expect_cursor("nodes:\n- name: a\n- ", "a node", NULL);
	expect_cursor("nodes:\n- memory:\n  - size: 1\n    ", "a memory range", NULL);
	expect_cursor("nodes:\n- memory:\n  - size: 1\n  ", "a node", NULL);
}

Test(lsp, brackets_hold_what_indentation_does_not)
{
	expect_cursor("nodes: [{name: a, ", "a node", NULL);
	expect_cursor("nodes: [{name: a}, {", "a node", NULL);
	expect_cursor("{\"nodes\":[{\"name\":\"a\",\n\"memory\":[{", "a memory range", NULL);
	expect_cursor("loader: {memory: {size: 1}, ", "the loader", NULL);
}

Test(lsp, a_bracket_that_is_not_closed_ends_with_its_key)
{
	expect_cursor("nodes:\n- devices: [a\n  ", "a node", NULL);
	expect_cursor("loader: {\nboard:\n  ", "the board", NULL);
}

Test(lsp, values_have_their_key)
{
	expect_cursor("board: {tree: ", NULL, "tree");
	expect_cursor("nodes:\n- cpu: ", NULL, "cpu");
	expect_cursor("nodes:\n- cpu:", NULL, "cpu");
	expect_cursor("nodes:\n- devices: [", NULL, "path");
	expect_cursor("nodes:\n- devices: [a, ", NULL, "path");
	expect_cursor("nodes:\n- devices:\n  - ", "a device", "path");
	expect_cursor("nodes:\n- devices: ", NULL, NULL);
	expect_cursor("shared:\n- nodes: [a, ", NULL, "name");
}

Test(lsp, comments_and_quotes_hide_brackets)
{
	expect_cursor("# nodes: [{\nboard:\n  ", "the board", NULL);
	expect_cursor("contract: \"x: {\"\nboard: {", "the board", NULL);
	expect_cursor("contract: a#b: {\nboard:\n  ", "the board", NULL);
}

/* --- the server ------------------------------------------------------------------------------- */

struct client {
	char last[4096];
	size_t count;
};

static void hear(void *data, const char *message, size_t length)
{
	struct client *client = data;

	client->count++;
	snprintf(client->last, sizeof client->last, "%.*s", (int)length, message);
}

static void stamp(void *data, const char *path, char text[MK_STAMP_BYTES])
{
	(void)data;
	(void)path;
	text[0] = '\0';
}

static const char *read_nothing(void *data, const char *path, const char **bytes, size_t *length)
{
	(void)data;
	(void)path;
	*bytes = NULL;
	*length = 0;
	return "it is not there";
}

static mk_patience have_none(void *data)
{
	(void)data;
	return MK_GIVE_UP;
}

static void say(mk_server *server, const char *message)
{
	bool more = true;

	cr_assert_eq(mk_server_take(server, message, strlen(message)), MK_OK);
	while (more)
		cr_assert_eq(mk_server_work(server, &more), MK_OK);
}

#define OPEN                                                                                       \
	"{\"method\": \"textDocument/didOpen\", \"params\": {\"textDocument\": "                   \
	"{\"uri\": \"file:///x.yaml\", \"text\": \"version: 2\\n\"}}}"

Test(lsp, a_server_needs_no_more_than_a_host)
{
	struct client client = {.count = 0};
	mk_server_host host = {.data = &client, .send = hear, .stamp = stamp, .read = read_nothing};
	mk_server *server = mk_server_new(&host);
	bool orderly;

	say(server, "{\"id\": 1, \"method\": \"initialize\", \"params\": {}}");
	say(server, OPEN);
	cr_expect(strstr(client.last, "MK0011"));
	say(server, "{\"id\": 2, \"method\": \"shutdown\"}");
	cr_expect_not(mk_server_has_ended(server, &orderly));
	say(server, "{\"method\": \"exit\"}");
	cr_expect(mk_server_has_ended(server, &orderly) && orderly);
	cr_expect_eq(client.count, 3);
	mk_server_free(server);
}

Test(lsp, an_analysis_without_patience_is_given_up)
{
	struct client client = {.count = 0};
	mk_server_host host = {.data = &client,
		.send = hear,
		.stamp = stamp,
		.read = read_nothing,
		.patience = have_none};
	mk_server *server = mk_server_new(&host);

	say(server, "{\"id\": 1, \"method\": \"initialize\", \"params\": {}}");
	say(server, OPEN);
	cr_expect(strstr(client.last, "MK0023") && strstr(client.last, "was stopped"));
	mk_server_free(server);
}

Test(lsp, a_server_with_work_left_can_be_freed)
{
	struct client client = {.count = 0};
	mk_server_host host = {.data = &client, .send = hear, .stamp = stamp, .read = read_nothing};
	mk_server *server = mk_server_new(&host);

	cr_expect_eq(mk_server_take(server, "{}", 2), MK_OK);
	cr_expect_eq(mk_server_refuse(server, "too large"), MK_OK);
	mk_server_free(server);
	mk_server_free(NULL);
}
