/* SPDX-License-Identifier: BSD-2-Clause */
#include "lock.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folder.h"
#include "job.h"
#include "memory.h"
#include "message.h"
#include "output.h"
#include "relative.h"
#include "status.h"

/* What the library reads of a plan; a larger one would be refused in the next run. */
#define LOCK_MAX_BYTES ((size_t)1024 * 1024)

/* What `gen` makes that can be a lock. */
#define OWN_PLAN "plan.json"

static bool is_missing(const char *path)
{
	struct stat status;

	return strcmp(path, "-") != 0 && stat(path, &status) != 0 && errno == ENOENT;
}

static const char *without_dots(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2 + strspn(path + 2, "/");
	return path;
}

static bool is_same_folder(const char *a, const char *b)
{
	struct stat left;
	struct stat right;

	return strcmp(without_dots(a), without_dots(b)) == 0 ||
	       (stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev &&
		       left.st_ino == right.st_ino);
}

bool is_same_file(const char *a, const char *b)
{
	char *folder = folder_of(a);
	char *other = folder_of(b);
	bool same = strcmp(name_of(a), name_of(b)) == 0 && is_same_folder(folder, other);

	free(folder);
	free(other);
	return same;
}

/* Whether the command itself makes the file. */
static bool is_made(const struct invocation *invocation, const char *path)
{
	const char *folder = invocation->values[OPTION_OUTPUT];
	char *own;
	bool made;

	if (!folder)
		return invocation->command->makes_lock;
	own = must_print("%s/" OWN_PLAN, folder);
	made = is_same_file(own, path);
	free(own);
	return made;
}

struct source lock_read(const struct invocation *invocation)
{
	const char *path = invocation->values[OPTION_LOCK];

	if (!path || (is_missing(path) && is_made(invocation, path)))
		return (struct source){.path = NULL};
	return source_read(path, INPUT_NAMED_BY_USER);
}

static void report_missing(mk_ctx *ctx, const struct source *lock)
{
	char *reason = must_print("%s%s%s%s", lock->reason,
		is_missing(lock->path) ? "; 'mkpart plan --lock " : "",
		is_missing(lock->path) ? lock->path : "",
		is_missing(lock->path) ? " LAYOUT' makes it" : "");

	mk_report_unreadable(ctx, lock->path, reason);
	free(reason);
}

/* Status is not looked at: mk_check comes to the same and reports more. */
void lock_load(mk_ctx *ctx, const struct source *lock)
{
	if (lock->reason)
		report_missing(ctx, lock);
	else if (lock->path)
		mk_load_lock(ctx, lock->path, lock->input.bytes, lock->input.length);
}

int lock_write(mk_ctx *ctx, const struct invocation *invocation)
{
	const char *path = invocation->values[OPTION_LOCK];
	const char *bytes;
	size_t length;
	mk_status status = mk_render_plan(ctx, "json", 0, 0, &bytes, &length);

	if (status != MK_OK)
		return exit_status_of(status);
	if (length > LOCK_MAX_BYTES) {
		message("the plan is too large to be kept: %zu bytes; the limit is %zu", length,
			LOCK_MAX_BYTES);
		return EXIT_UNREADABLE;
	}
	return output_write_file(path, bytes, length);
}
