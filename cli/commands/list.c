/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "message.h"
#include "names.h"
#include "job.h"
#include "status.h"

/* Behind those of the library's lists that need no board. */
enum { SUBJECT_CHECKS = MK_LIST_BOARD_FORMATS + 1, SUBJECT_SCHEMA };

static const char *const subjects[] = {
	[MK_LIST_OUTPUTS] = "outputs",
	[MK_LIST_DISPLAYS] = "displays",
	[MK_LIST_REPORTS] = "reports",
	[MK_LIST_PLATFORMS] = "platforms",
	[MK_LIST_CONTRACTS] = "contracts",
	[MK_LIST_KEYS] = "keys",
	[MK_LIST_BOARD_FORMATS] = "board-formats",
	[SUBJECT_CHECKS] = "checks",
	[SUBJECT_SCHEMA] = "schema",
};

#define SUBJECT_COUNT (sizeof subjects / sizeof *subjects)

static mk_status list_checks(mk_ctx *ctx)
{
	const mk_check_info *const *checks;
	size_t count;
	mk_status status = mk_list_checks(ctx, &checks, &count);
	int width = 0;

	for (size_t i = 0; i < count; i++)
		if ((int)strlen(mk_check_info_name(checks[i])) > width)
			width = (int)strlen(mk_check_info_name(checks[i]));
	for (size_t i = 0; i < count; i++)
		printf("%s  %-7s  %-*s  %s\n", mk_check_info_code(checks[i]),
			mk_check_info_severity(checks[i]), width, mk_check_info_name(checks[i]),
			mk_check_info_title(checks[i]));
	return status;
}

static mk_status list_items(mk_ctx *ctx, mk_list list)
{
	const mk_list_item *const *items;
	size_t count;
	mk_status status = mk_list_items(ctx, list, &items, &count);
	int width = 0;

	for (size_t i = 0; i < count; i++)
		if ((int)strlen(mk_list_item_name(items[i])) > width)
			width = (int)strlen(mk_list_item_name(items[i]));
	for (size_t i = 0; i < count; i++)
		printf("%-*s  %s\n", width, mk_list_item_name(items[i]),
			mk_list_item_doc(items[i]));
	return status;
}

static mk_status print_schema(mk_ctx *ctx)
{
	const char *bytes;
	size_t length;
	mk_status status = mk_render_schema(ctx, &bytes, &length);

	fwrite(bytes, 1, length, stdout);
	return status;
}

static mk_status list(mk_ctx *ctx, size_t subject)
{
	switch (subject) {
	case SUBJECT_CHECKS:
		return list_checks(ctx);
	case SUBJECT_SCHEMA:
		return print_schema(ctx);
	default:
		return list_items(ctx, (mk_list)subject);
	}
}

/* What another command lists. */
static const char *other_command(const char *word)
{
	static const char *const words[][2] = {{"devices", "board DTB"}, {"device", "board DTB"},
		{"interrupts", "board DTB"}, {"irqs", "board DTB"}, {"cores", "board DTB"},
		{"cpus", "board DTB"}, {"memory", "board DTB"}, {"ram", "board DTB"},
		{"nodes", "plan LAYOUT"}, {"regions", "plan LAYOUT"}, {"ipis", "plan LAYOUT"},
		{"commands", "help"}, {"options", "help COMMAND"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], word) == 0)
			return words[i][1];
	return NULL;
}

static int unknown_subject(const char *wanted)
{
	const char *command = other_command(wanted);
	char *all;

	if (command) {
		message("'list' has no %s; 'mkpart %s' has them", wanted, command);
		return EXIT_USAGE;
	}
	all = join_names(subjects, SUBJECT_COUNT);
	message_unknown(mk_nearest(wanted, subjects, SUBJECT_COUNT), all,
		"nothing called '%s' to list", wanted);
	free(all);
	return EXIT_USAGE;
}

/* What people try first, and where it leads. */
static const char *subject_meant(const char *word)
{
	static const char *const words[][2] = {{"formats", "reports"}, {"boards", "platforms"},
		{"codes", "checks"}, {"code", "checks"}, {"rules", "checks"}, {"rule", "checks"},
		{"errors", "checks"}, {"warnings", "checks"}, {"findings", "checks"},
		{"files", "outputs"}, {"file", "outputs"}, {"plans", "displays"},
		{"views", "displays"}, {"pictures", "displays"}, {"board", "board-formats"},
		{"format", "reports"}, {"language", "keys"}};
	size_t length = strlen(word);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], word) == 0)
			return words[i][1];
	for (size_t i = 0; i < SUBJECT_COUNT; i++) /* "check" for "checks" */
		if (length && strlen(subjects[i]) == length + 1 &&
			strncmp(subjects[i], word, length) == 0)
			return subjects[i];
	return word;
}

static int run_list(const struct invocation *invocation)
{
	const char *wanted = subject_meant(invocation->operands[0]);
	size_t subject = 0;
	mk_ctx *ctx;
	mk_status status = MK_NO_MEMORY;

	while (subject < SUBJECT_COUNT && strcmp(subjects[subject], wanted) != 0)
		subject++;
	if (subject == SUBJECT_COUNT)
		return unknown_subject(invocation->operands[0]);
	ctx = mk_ctx_new();
	if (ctx)
		status = list(ctx, subject);
	mk_ctx_free(ctx);
	return exit_status_of(status);
}

const struct command command_list = {
	.name = "list",
	.operands = "checks|keys|schema|outputs|displays|reports|board-formats|platforms|"
		    "contracts",
	.summary = "Lists what mkpart knows",
	.least_operands = 1,
	.most_operands = 1,
	.run = run_list,
};
