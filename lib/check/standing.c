/* SPDX-License-Identifier: BSD-2-Clause */

#include "check/standing.h"

#include <string.h>

#include "check/rule.h"

/* Looking for a name that stands for nothing costs; more than a few are no oversight. */
#define MAX_UNKNOWN_NAMES 16u

static bool is_subject(const struct mk_finding *finding, const char *name)
{
	const char *const *subject;

	mk_each(subject, &finding->subjects)
		if (strcmp(*subject, name) == 0)
			return true;
	return false;
}

bool mk_allowance_covers(const struct mk_allowance *allowance, const struct mk_finding *finding)
{
	if (!allowance->code || strcmp(finding->problem->code, allowance->code) != 0)
		return false;
	return !allowance->about || is_subject(finding, allowance->about) ||
	       (allowance->path && is_subject(finding, allowance->path));
}

/* Whether there is something to allow, but not under that very name. */
static bool needs_another_name(const struct mk_check *check, const struct mk_allowance *allowance)
{
	struct mk_finding *const *finding;

	mk_each(finding, &check->findings->list)
		if (mk_allowance_covers(allowance, *finding))
			return false;
	return mk_findings_of(check->findings, allowance->code) > 0;
}

/* Devices may be called as everywhere in a layout; findings know them by path. */
static void resolve(struct mk_check *check, struct mk_allowance *allowance)
{
	struct mk_lookup found;

	if (check->unknown_names == MAX_UNKNOWN_NAMES || !needs_another_name(check, allowance))
		return;
	found = mk_board_find(check->plan->board, check->arena, allowance->about);
	if (found.status == MK_LOOKUP_FOUND)
		allowance->path = found.node->path;
	else
		check->unknown_names++;
}

const struct mk_allowance *mk_check_allowances(struct mk_check *check)
{
	const struct mk_layout *layout = check->layout;
	struct mk_allowance *allowances;

	if (check->allowances)
		return check->allowances;
	allowances = mk_arena_array(check->arena, layout->allow.count, sizeof *allowances);
	for (size_t i = 0; i < layout->allow.count; i++) {
		const struct mk_layout_allow *allow = &layout->allow.items[i];
		/* One that is wrong in itself is an error of its own: nothing else is said of it.
		 */
		if (!allow->code.given)
			continue;
		allowances[i] = (struct mk_allowance){allow->code.value, allow->about.value, NULL};
		resolve(check, &allowances[i]);
	}
	check->allowances = allowances;
	return allowances;
}

/* What is an error by itself remains one. */
static void set_severities(struct mk_check *check, const struct mk_overrides *overrides)
{
	const struct mk_severity_override *override;
	struct mk_finding *const *finding;

	mk_each(override, &overrides->severities)
		mk_each(finding, &check->findings->list)
			if ((*finding)->problem->severity != MK_ERROR &&
				strcmp((*finding)->problem->code, override->code) == 0)
				(*finding)->severity = override->severity;
}

/* Of two entries for a finding, the one that names what it is about gives the better reason. */
static void allow_by_layout(struct mk_check *check, size_t entry)
{
	const struct mk_allowance *allowance = &mk_check_allowances(check)[entry];
	const struct mk_text *given = &check->layout->allow.items[entry].why;
	const char *why = given->given ? given->value : "";
	struct mk_finding *const *finding;

	mk_each(finding, &check->findings->list) {
		if ((*finding)->severity == MK_ERROR || !mk_allowance_covers(allowance, *finding))
			continue;
		if (!(*finding)->allowed || allowance->about)
			(*finding)->allowed = why;
		(*finding)->standing = MK_ALLOWED_BY_LAYOUT;
	}
}

/* The user overrules also what the user made an error: all but this one, that is. */
static void allow_by_command(struct mk_check *check, struct mk_allowance *allowance)
{
	struct mk_finding *const *finding;

	resolve(check, allowance);
	mk_each(finding, &check->findings->list)
		if ((*finding)->problem->severity != MK_ERROR &&
			(*finding)->standing == MK_STANDS &&
			mk_allowance_covers(allowance, *finding))
			(*finding)->standing = MK_ALLOWED_BY_COMMAND;
}

void mk_check_judge(struct mk_check *check, struct mk_overrides *overrides)
{
	struct mk_allowance *allowance;

	set_severities(check, overrides);
	for (size_t i = 0; i < check->layout->allow.count; i++)
		allow_by_layout(check, i);
	mk_each(allowance, &overrides->allowances)
		allow_by_command(check, allowance);
}
