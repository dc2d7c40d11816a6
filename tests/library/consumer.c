/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program of somebody else: LAYOUT BOARD. Prints the version, the counts of findings and the
 * paths of the outputs. Includes nothing of mkpart but the installed header.
 */
#include <mkpart/mkpart.h>

#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *name, size_t *length)
{
	FILE *file = fopen(name, "rb");
	char *bytes = malloc(1 << 20);

	if (!file || !bytes) {
		perror(name);
		exit(2);
	}
	*length = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	return bytes;
}

static mk_status load(mk_ctx *ctx, const char *layout_name, const char *board_name)
{
	size_t layout_length, board_length;
	char *layout = read_file(layout_name, &layout_length);
	char *board = read_file(board_name, &board_length);
	mk_status status = mk_load_layout(ctx, layout_name, layout, layout_length);

	if (status == MK_OK)
		status = mk_load_board(ctx, board_name, board, board_length);
	free(layout);
	free(board);
	return status;
}

int main(int argc, char **argv)
{
	mk_ctx *ctx = mk_ctx_new();
	const mk_artifact *const *artifacts = NULL;
	size_t count = 0;
	mk_status status;

	if (!ctx || argc != 3)
		return 3;
	status = load(ctx, argv[1], argv[2]);
	if (status == MK_OK)
		status = mk_check(ctx);
	if (status == MK_OK)
		status = mk_emit(ctx, &artifacts, &count);
	printf("%s: %zu errors\n", mk_version(), mk_error_count(ctx));
	for (size_t i = 0; i < count; i++)
		printf("%s\n", mk_artifact_path(artifacts[i]));
	mk_ctx_free(ctx);
	return (int)status;
}
