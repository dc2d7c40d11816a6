/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a command line could go on, from the same rows that it is parsed by. One candidate a line,
 * behind a tab what it is; "%files SUFFIX..." or "%folders", behind a tab what of the word stands
 * in front of the name, where the shell knows better. The scripts in completions/ ask this.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "cursor.h"
#include "input.h"
#include "job.h"
#include "memory.h"

#define LAYOUT_SUFFIXES ".yaml .yml .json"
#define BOARD_SUFFIXES ".dtb"

/* --- candidates ------------------------------------------------------------------------------- */

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* `value` could stand where the argument is, or the operand. */
static void offer(const struct cursor *cursor, const char *value, const char *doc)
{
	int typed_before = (int)(cursor->argument - cursor->word);

	if (starts_with(value, cursor->argument))
		printf("%.*s%s\t%s\n", typed_before, cursor->word, value, doc);
}

static void offer_files(const struct cursor *cursor, const char *suffixes)
{
	printf("%%files%s%s\t%.*s\n", *suffixes ? " " : "", suffixes,
		(int)(cursor->argument - cursor->word), cursor->word);
}

static void offer_folders(const struct cursor *cursor)
{
	printf("%%folders\t%.*s\n", (int)(cursor->argument - cursor->word), cursor->word);
}

static void offer_list(const struct cursor *cursor, mk_list list)
{
	mk_ctx *ctx = mk_ctx_new();
	const mk_list_item *const *items = NULL;
	size_t count = 0;

	if (ctx)
		mk_list_items(ctx, list, &items, &count);
	for (size_t i = 0; i < count; i++)
		offer(cursor, mk_list_item_name(items[i]), mk_list_item_doc(items[i]));
	mk_ctx_free(ctx);
}

/* --- devices ---------------------------------------------------------------------------------- */

/* Aliases come from the board's tree: what a shell or a terminal could take for more is no name. */
static bool is_harmless(const char *text)
{
	static const char others[] = ",._+@/-";

	if (!isalnum((unsigned char)*text) && *text != '/')
		return false;
	for (; *text; text++)
		if (!(*text > 0 && isalnum((unsigned char)*text)) && !strchr(others, *text))
			return false;
	return true;
}

/* Only regular files are read, so that a key press never waits for a pipe. */
static void load_layouts_board(mk_ctx *ctx, const char *path)
{
	struct source layout = source_read(path, INPUT_NAMED_BY_LAYOUT);
	const char *named = NULL;
	char *board;

	if (layout.reason)
		return;
	mk_load_layout(ctx, path, layout.input.bytes, layout.input.length);
	source_free(&layout);
	named = mk_layout_board(ctx);
	if (!named)
		return;
	board = path_beside(path, named);
	load_board(ctx, board, INPUT_NAMED_BY_LAYOUT);
	free(board);
}

static void load_any_board(mk_ctx *ctx, const struct cursor *cursor)
{
	const char *board = cursor->values[OPTION_BOARD];

	if (board)
		load_board(ctx, board, INPUT_NAMED_BY_LAYOUT);
	else if (cursor->operand_count > 1)
		load_layouts_board(ctx, cursor->operands[1]);
}

/* Paths and aliases, with `before` in front of them. */
static void offer_devices(const struct cursor *cursor, const char *before)
{
	mk_ctx *ctx = mk_ctx_new();
	const mk_list_item *const *items = NULL;
	size_t count = 0;

	if (ctx) {
		load_any_board(ctx, cursor);
		mk_list_items(ctx, MK_LIST_DEVICES, &items, &count);
	}
	for (size_t i = 0; i < count; i++) {
		char *value = must_print("%s%s", before, mk_list_item_name(items[i]));
		if (is_harmless(mk_list_item_name(items[i])))
			offer(cursor, value,
				is_harmless(mk_list_item_doc(items[i])) ? mk_list_item_doc(items[i])
									: "");
		free(value);
	}
	mk_ctx_free(ctx);
}

/* --- checks ----------------------------------------------------------------------------------- */

/* Codes; names only where one has been begun, as all at once would be too many. */
static void offer_checks(const struct cursor *cursor, bool with_errors)
{
	mk_ctx *ctx = mk_ctx_new();
	const mk_check_info *const *checks = NULL;
	size_t count = 0;

	if (ctx)
		mk_list_checks(ctx, &checks, &count);
	for (size_t i = 0; i < count; i++) {
		if (!with_errors && strcmp(mk_check_info_severity(checks[i]), "error") == 0)
			continue;
		offer(cursor,
			*cursor->argument ? mk_check_info_name(checks[i])
					  : mk_check_info_code(checks[i]),
			mk_check_info_title(checks[i]));
		if (*cursor->argument)
			offer(cursor, mk_check_info_code(checks[i]),
				mk_check_info_title(checks[i]));
	}
	mk_ctx_free(ctx);
}

/* CODE, or CODE:SUBJECT with a device. */
static void offer_allowances(const struct cursor *cursor)
{
	const char *colon = strchr(cursor->argument, ':');
	char *code;

	if (!colon) {
		offer_checks(cursor, false);
		return;
	}
	code = must_print("%.*s", (int)(colon - cursor->argument + 1), cursor->argument);
	offer_devices(cursor, code);
	free(code);
}

/* CODE, or CODE=SEVERITY. */
static void offer_severities(const struct cursor *cursor)
{
	static const char *const severities[] = {"error", "warning", "note"};
	const char *equals = strchr(cursor->argument, '=');

	if (!equals) {
		offer_checks(cursor, false);
		return;
	}
	for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
		char *value = must_print("%.*s%s", (int)(equals - cursor->argument + 1),
			cursor->argument, severities[i]);
		offer(cursor, value, "");
		free(value);
	}
}

/* --- options ---------------------------------------------------------------------------------- */

static bool can_be_given(const struct cursor *cursor, enum option option)
{
	const struct command *command = cursor->command;
	uint64_t taken = OPTIONS_COMMON | (command ? command->options : 0);
	bool once =
		!option_rows[option].repeatable || (command && command->once & OPTION_BIT(option));

	return taken & OPTION_BIT(option) && !(once && cursor->values[option]);
}

static void offer_option(const struct cursor *cursor, const struct option_row *row)
{
	char *name = must_print("--%s", row->name);
	char letter[] = {'-', row->letter, '\0'};

	offer(cursor, name, row->doc);
	if (row->letter && strlen(cursor->word) <= 2)
		offer(cursor, letter, row->doc);
	free(name);
}

static void offer_options(const struct cursor *cursor)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (can_be_given(cursor, (enum option)i))
			offer_option(cursor, &option_rows[i]);
}

static void offer_choices(const struct cursor *cursor, const char *const *choices)
{
	for (; *choices; choices++)
		offer(cursor, *choices, "");
}

static void offer_named_argument(const struct cursor *cursor, const struct option_row *row)
{
	if (strcmp(row->argument, "DIR") == 0)
		offer_folders(cursor);
	else if (strcmp(row->argument, "FILE") == 0 || strcmp(row->argument, "PATH") == 0)
		offer_files(cursor, row->suffixes ? row->suffixes : "");
}

static void offer_argument(const struct cursor *cursor)
{
	const struct option_row *row = &option_rows[cursor->wanted];

	if (cursor->wanted == OPTION_ALLOW)
		offer_allowances(cursor);
	else if (cursor->wanted == OPTION_SEVERITY)
		offer_severities(cursor);
	else if (cursor->wanted == OPTION_FORMAT && cursor->command &&
		 cursor->command->default_format)
		offer_list(cursor, cursor->command->formats);
	else if (cursor->wanted == OPTION_CONTRACT)
		offer_list(cursor, MK_LIST_CONTRACTS);
	else if (row->choices)
		offer_choices(cursor, row->choices);
	else
		offer_named_argument(cursor, row);
}

/* --- operands --------------------------------------------------------------------------------- */

static void offer_layouts(const struct cursor *cursor)
{
	offer_files(cursor, LAYOUT_SUFFIXES);
}

static void offer_boards(const struct cursor *cursor)
{
	offer_files(cursor, BOARD_SUFFIXES);
}

static void offer_codes(const struct cursor *cursor)
{
	offer_checks(cursor, true);
}

static void offer_commands(const struct cursor *cursor)
{
	for (size_t i = 0; i < command_count; i++)
		offer(cursor, commands[i]->name, commands[i]->summary);
}

static void offer_questions(const struct cursor *cursor)
{
	static const char *const numberings[] = {"intid", "spi", "ppi", "sgi", NULL};
	const char *before = cursor->operands[cursor->operand_count - 1];

	for (size_t i = 0; numberings[i]; i++)
		if (strcmp(before, numberings[i]) == 0)
			return; /* for a number */
	offer_choices(cursor, numberings);
	offer_devices(cursor, "");
}

/* "checks|keys|schema" */
static void offer_words(const struct cursor *cursor, const char *words)
{
	while (*words) {
		size_t length = strcspn(words, "|");
		char *word = must_print("%.*s", (int)length, words);
		offer(cursor, word, "");
		free(word);
		words += length + (words[length] == '|');
	}
}

/* By what help calls an operand. */
static void offer_kind(const struct cursor *cursor, const char *kind)
{
	static const struct {
		const char *kind;
		void (*offer)(const struct cursor *cursor);
	} kinds[] = {
		{"LAYOUT", offer_layouts},
		{"DTB", offer_boards},
		{"CODE|WORD", offer_codes},
		{"COMMAND", offer_commands},
		{"WHAT", offer_questions},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kind, kinds[i].kind) == 0) {
			kinds[i].offer(cursor);
			return;
		}
	if (strchr(kind, '|'))
		offer_words(cursor, kind);
}

/* Leaves *help at the next word and gives its length. */
static size_t next_word(const char **help)
{
	*help += strspn(*help, " ");
	return strcspn(*help, " ");
}

/*
 * What help calls the operand at `index`: of "LAYOUT WHAT..." the first is LAYOUT and all others
 * are WHAT; an option with its argument is none. "" where there is no such operand. To be freed.
 */
static char *operand_kind(const char *help, int index)
{
	size_t length;

	while ((length = next_word(&help))) {
		const char *dots = strstr(help, "...");
		bool many = dots && dots < help + length;
		if (*help == '-') {
			help += length;
			length = next_word(&help);
		} else if (index-- == 0 || many)
			return must_print("%.*s", (int)strcspn(help + strspn(help, "["), " .]"),
				help + strspn(help, "["));
		help += length;
	}
	return must_print("%s", "");
}

static void offer_operands(const struct cursor *cursor)
{
	char *kind;

	if (!cursor->operand_count) {
		offer_commands(cursor);
		return;
	}
	if (!cursor->command)
		return;
	kind = operand_kind(cursor->command->operands, cursor->operand_count - 1);
	offer_kind(cursor, kind);
	free(kind);
}

static int run_complete(const struct invocation *invocation)
{
	struct cursor cursor;

	cursor_place(&cursor, invocation->operands, invocation->operand_count);
	if (cursor.wanted != OPTION_COUNT)
		offer_argument(&cursor);
	else if (*cursor.word == '-' && !cursor.options_ended)
		offer_options(&cursor);
	else
		offer_operands(&cursor);
	cursor_free(&cursor);
	return EXIT_CLEAN;
}

const struct command command_complete = {
	.name = "complete",
	.operands = "-- WORD...",
	.summary = "Prints possible completions of a command line, for shells",
	.least_operands = 0,
	.most_operands = OPERANDS_ANY,
	.run = run_complete,
};
