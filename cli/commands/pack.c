/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "job.h"
#include "memory.h"
#include "message.h"
#include "output.h"
#include "relative.h"
#include "status.h"
#include "verify.h"

/* Reads the file back, as `check --archive` does, and finds what it finds. */
static int read_back(const struct invocation *invocation, const char *path)
{
	struct invocation again = *invocation;
	struct job job;
	int status;

	again.values[OPTION_ARCHIVE] = path;
	job_open(&job, &again, invocation->operands[0]);
	if (job.status != MK_OK)
		job_print_findings(&job, &again, "text", stderr);
	status = job_exit_status(&job, &again);
	job_close(&job);
	return status;
}

static int pack(struct job *job, const struct invocation *invocation)
{
	const char *path = invocation->values[OPTION_OUTPUT];
	const char *complaint;
	const char *bytes;
	size_t length;
	int status = job_exit_status(job, invocation);
	mk_status packed;

	if (job_has_findings(job))
		job_print_findings(job, invocation, "text", stderr);
	if (status != EXIT_CLEAN)
		return status;
	packed = mk_pack(job->ctx, &bytes, &length, &complaint);
	if (complaint)
		message("cannot pack '%s': %s", path, complaint);
	if (packed != MK_OK)
		return exit_status_of(packed);
	if (invocation->values[OPTION_VERIFY])
		status = verify_image(job, name_of(path), bytes, length);
	if (status == EXIT_CLEAN)
		status = output_write_file(path, bytes, length);
	return status == EXIT_CLEAN ? read_back(invocation, path) : status;
}

static int run_pack(const struct invocation *invocation)
{
	struct invocation with_images = *invocation;
	char *folder;
	struct job job;
	int status = check_standard_input(invocation);

	if (status != EXIT_CLEAN)
		return status;
	if (!invocation->values[OPTION_OUTPUT]) {
		message("'pack' needs the file to write: --output FILE");
		return EXIT_USAGE;
	}
	folder = folder_of(invocation->operands[0]);
	if (!with_images.values[OPTION_IMAGES])
		with_images.values[OPTION_IMAGES] = folder;
	job_open(&job, &with_images, invocation->operands[0]);
	status = pack(&job, &with_images);
	job_close(&job);
	free(folder);
	return status;
}

const struct command command_pack = {
	.name = "pack",
	.operands = "LAYOUT -o FILE",
	.summary = "Packs what was built into the single file that the board starts",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_OUTPUT) |
		   OPTION_BIT(OPTION_IMAGES) | OPTION_BIT(OPTION_LOADER) |
		   OPTION_BIT(OPTION_ALLOW) | OPTION_BIT(OPTION_SEVERITY) |
		   OPTION_BIT(OPTION_WERROR) | OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_QUIET) |
		   OPTION_BIT(OPTION_LOCK) | OPTION_BIT(OPTION_CONTRACT) |
		   OPTION_BIT(OPTION_INCLUDE_OUTSIDE) | OPTION_BIT(OPTION_VERIFY),
	.once = OPTION_BIT(OPTION_BOARD),
	.keeps_images = true,
	.least_operands = 1,
	.most_operands = 1,
	.run = run_pack,
};
