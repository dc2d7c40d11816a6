/* SPDX-License-Identifier: BSD-2-Clause */
#include "wishes.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "memory.h"
#include "message.h"

/* An option's argument: "CODE" or "CODE:SUBJECT", "CODE" or "CODE=SEVERITY". */
struct wish {
	enum option option;
	char *code;
	const char *rest; /* NULL where there is none */
};

static struct wish wish_of(enum option option, const char *argument)
{
	const char *end = strchr(argument, option == OPTION_ALLOW ? ':' : '=');
	int length = end ? (int)(end - argument) : (int)strlen(argument);

	return (struct wish){option, must_print("%.*s", length, argument), end ? end + 1 : NULL};
}

static mk_status grant(mk_ctx *ctx, const struct wish *wish)
{
	if (wish->option == OPTION_ALLOW)
		return mk_allow(ctx, wish->code, wish->rest);
	return mk_set_severity(ctx, wish->code, wish->rest ? wish->rest : "error");
}

int unknown_code(mk_ctx *ctx, const char *code)
{
	message_unknown(mk_nearest_code(ctx, code), "'mkpart list checks' shows them all",
		"there is no check '%s'", code);
	return EXIT_USAGE;
}

static const mk_check_info *find_check(mk_ctx *ctx, const char *code)
{
	const mk_check_info *const *checks;
	size_t count;

	mk_list_checks(ctx, &checks, &count);
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(mk_check_info_code(checks[i]), code) == 0 ||
			strcasecmp(mk_check_info_name(checks[i]), code) == 0)
			return checks[i];
	return NULL;
}

/* Says why a wish cannot be granted. */
static int refuse(mk_ctx *ctx, const struct wish *wish)
{
	const mk_check_info *check = find_check(ctx, wish->code);
	bool is_error = check && strcmp(mk_check_info_severity(check), "error") == 0;

	if (!check)
		return unknown_code(ctx, wish->code);
	if (is_error && wish->option == OPTION_ALLOW)
		message("%s is an error, which cannot be allowed: the outputs would be wrong",
			mk_check_info_code(check));
	else if (is_error)
		message("%s is an error, and remains one", mk_check_info_code(check));
	else
		message("option '--severity' takes CODE=error, CODE=warning or CODE=note, not "
			"'%s=%s'",
			wish->code, wish->rest);
	return EXIT_USAGE;
}

static int try_wish(mk_ctx *ctx, const struct wish *wish)
{
	mk_status status = grant(ctx, wish);

	if (status == MK_MISUSE)
		return refuse(ctx, wish);
	if (status == MK_OK && wish->rest && !*wish->rest) {
		message("option '--allow' needs a name after '%s:'", wish->code);
		return EXIT_USAGE;
	}
	return status == MK_OK ? EXIT_CLEAN : EXIT_INTERNAL;
}

static int check_wish(mk_ctx *ctx, enum option option, const char *argument)
{
	struct wish wish = wish_of(option, argument);
	int status = try_wish(ctx, &wish);

	free(wish.code);
	return status;
}

static int check_list(mk_ctx *ctx, const struct invocation *invocation, enum option option)
{
	const char *const *argument = invocation->repeated[option];
	int status = EXIT_CLEAN;

	for (; argument && *argument && status == EXIT_CLEAN; argument++)
		status = check_wish(ctx, option, *argument);
	return status;
}

static const char *nearest_contract(mk_ctx *ctx, const char *name)
{
	const mk_list_item *const *items = NULL;
	const char *nearest;
	const char **names;
	size_t count = 0;

	mk_list_items(ctx, MK_LIST_CONTRACTS, &items, &count);
	names = must_allocate(count + 1, sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = mk_list_item_name(items[i]);
	nearest = mk_nearest(name, names, count);
	free(names);
	return nearest;
}

static int check_contract(mk_ctx *ctx, const struct invocation *invocation)
{
	const char *name = invocation->values[OPTION_CONTRACT];
	mk_status status = name ? mk_set_contract(ctx, name) : MK_OK;

	if (status != MK_MISUSE)
		return status == MK_OK ? EXIT_CLEAN : EXIT_INTERNAL;
	message_unknown(nearest_contract(ctx, name), "'mkpart list contracts' shows them all",
		"there is no contract '%s'", name);
	return EXIT_USAGE;
}

int wishes_check(const struct invocation *invocation)
{
	mk_ctx *ctx;
	int status;

	if (!invocation->repeated[OPTION_ALLOW] && !invocation->repeated[OPTION_SEVERITY] &&
		!invocation->values[OPTION_CONTRACT])
		return EXIT_CLEAN;
	ctx = mk_ctx_new();
	status = ctx ? check_list(ctx, invocation, OPTION_ALLOW) : EXIT_INTERNAL;
	if (status == EXIT_CLEAN)
		status = check_list(ctx, invocation, OPTION_SEVERITY);
	if (status == EXIT_CLEAN)
		status = check_contract(ctx, invocation);
	mk_ctx_free(ctx);
	if (status == EXIT_INTERNAL)
		message("out of memory");
	return status;
}

static mk_status apply_list(mk_ctx *ctx, const struct invocation *invocation, enum option option)
{
	const char *const *argument = invocation->repeated[option];
	mk_status status = MK_OK;

	for (; argument && *argument && status == MK_OK; argument++) {
		struct wish wish = wish_of(option, *argument);
		status = grant(ctx, &wish);
		free(wish.code);
	}
	return status;
}

mk_status wishes_apply(mk_ctx *ctx, const struct invocation *invocation)
{
	const char *contract = invocation->values[OPTION_CONTRACT];
	mk_status status = contract ? mk_set_contract(ctx, contract) : MK_OK;

	if (status == MK_OK)
		status = apply_list(ctx, invocation, OPTION_ALLOW);
	return status == MK_OK ? apply_list(ctx, invocation, OPTION_SEVERITY) : status;
}
