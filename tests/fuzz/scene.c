/* SPDX-License-Identifier: BSD-2-Clause */
/* What targets share: a scene that is right by itself, and every question about what came. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

const char fuzz_layout[] = "version: 1\n"
			   "board: {dtb: board.dtb, platform: qemu-arm-virt}\n"
			   "nodes:\n"
			   "  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 256M}]}\n"
			   "  - {name: b, cpu: cpu@1, memory: [{size: 64M, align: 16M}]}\n"
			   "shared: [{name: ring, nodes: [a, b], memory: {size: 4K}}]\n"
			   "ipis: [{name: bell, from: a, to: b}]\n";

const char fuzz_boot_layout[] =
	"version: 1\n"
	"board: {dtb: board.dtb, platform: qemu-arm-virt}\n"
	"contract: sel4-bootinfo\n"
	"kernel: {hypervisor: true}\n"
	"nodes:\n"
	"  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 64M}]}\n"
	"  - {name: b, cpu: cpu@1, memory: [{start: 0x68000000, size: 64M}]}\n";

bool fuzz_asks_all = true;

void fuzz_demand(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "it does not hold: %s\n", what);
	abort();
}

const struct fuzz_target *fuzz_find_target(const char *name)
{
	for (size_t i = 0; i < fuzz_target_count; i++)
		if (name && strcmp(fuzz_targets[i]->name, name) == 0)
			return fuzz_targets[i];
	return NULL;
}

const char *fuzz_board(size_t *length)
{
	static char bytes[1 << 18];
	static size_t read;

	if (!read) {
		FILE *file = fopen(FUZZ_BOARD, "rb");
		read = file ? fread(bytes, 1, sizeof bytes, file) : 0;
		fuzz_demand(read && read < sizeof bytes, "the board of the scene can be read");
		fclose(file);
	}
	*length = read;
	return bytes;
}

void fuzz_load_board(mk_ctx *ctx)
{
	size_t length;
	const char *board = fuzz_board(&length);

	mk_load_board(ctx, "board.dtb", board, length);
}

mk_ctx *fuzz_scene(const char *layout)
{
	mk_ctx *ctx = mk_ctx_new();

	fuzz_demand(mk_keep_evidence(ctx) == MK_OK, "evidence can be kept");
	fuzz_demand(mk_load_layout(ctx, "fuzz.yaml", layout, strlen(layout)) == MK_OK,
		"the layout of the scene is right");
	fuzz_load_board(ctx);
	return ctx;
}

/* --- everything there is to ask --------------------------------------------------------------- */

typedef mk_status show(mk_ctx *ctx, const char *format, const char **bytes, size_t *length);

static mk_status show_plan(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	return mk_render_plan(ctx, format, 0, 0, bytes, length);
}

static mk_status show_findings(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	return mk_render_findings(&ctx, 1, format, MK_RENDER_COLOR, bytes, length);
}

static void show_all(mk_ctx *ctx, mk_list list, show *ask)
{
	const mk_list_item *const *items;
	size_t count;
	size_t length;
	const char *bytes;

	fuzz_demand(mk_list_items(ctx, list, &items, &count) == MK_OK, "formats can be listed");
	for (size_t i = 0; i < count; i++)
		ask(ctx, mk_list_item_name(items[i]), &bytes, &length);
}

static void emit(mk_ctx *ctx)
{
	const mk_artifact *const *artifacts;
	size_t count;
	mk_status status = mk_emit(ctx, &artifacts, &count);

	fuzz_demand(status == (mk_error_count(ctx) ? MK_FOUND : MK_OK),
		"there are outputs just where there is no error");
	for (size_t i = 0; status == MK_OK && i < count; i++) {
		size_t length;
		fuzz_demand(mk_artifact_path(artifacts[i]) && mk_artifact_format(artifacts[i]) &&
				    mk_artifact_bytes(artifacts[i], &length),
			"an output has a path, a format and bytes");
	}
}

static void ask_in_words(mk_ctx *ctx)
{
	static const char *const questions[] = {"0x60000000", "spi 1", "intid 27", "uart0"};
	static const char *const words[] = {"mkpart", "evidence", NULL};
	const char *const *facts;
	const mk_artifact *const *files;
	const char *bytes;
	size_t length;

	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
		mk_render_owner(ctx, questions[i], &bytes, &length);
	mk_render_next_steps(ctx, "out", &bytes, &length);
	mk_stated_facts(ctx, &facts, &length);
	mk_make_evidence(ctx, words, NULL, &files, &length);
	mk_render_evidence_changes(ctx, &bytes, &length);
}

void fuzz_check_and_show(mk_ctx *ctx)
{
	mk_status status = mk_check(ctx);

	fuzz_demand((status == MK_OK) == (mk_error_count(ctx) == 0),
		"a check comes to OK just where there is no error");
	if (fuzz_asks_all) {
		show_all(ctx, MK_LIST_REPORTS, show_findings);
		show_all(ctx, MK_LIST_DISPLAYS, show_plan);
		ask_in_words(ctx);
	}
	if (status == MK_OK || status == MK_FOUND)
		emit(ctx);
}

void fuzz_show_board(mk_ctx *ctx)
{
	const mk_list_item *const *items;
	size_t count;

	show_all(ctx, MK_LIST_BOARD_FORMATS, mk_render_board);
	show_all(ctx, MK_LIST_BOARD_FORMATS, mk_render_channels);
	mk_list_items(ctx, MK_LIST_DEVICES, &items, &count);
}

/* --- layouts ---------------------------------------------------------------------------------- */

static mk_status format_text(
	const char *name, const char *bytes, size_t length, char **formatted, size_t *formed)
{
	mk_ctx *ctx = mk_ctx_new();
	const char *text;
	mk_status status = mk_load_layout(ctx, name, bytes, length);

	if (status != MK_UNREADABLE)
		status = mk_format_layout(ctx, &text, formed);
	if (status == MK_OK) {
		*formatted = malloc(*formed + 1);
		memcpy(*formatted, text, *formed);
	}
	mk_ctx_free(ctx);
	return status;
}

/* The canonical spelling comes out the same again. */
static void format_twice(const char *name, const char *bytes, size_t length)
{
	char *once;
	char *twice;
	size_t once_bytes;
	size_t twice_bytes;

	if (format_text(name, bytes, length, &once, &once_bytes) != MK_OK)
		return;
	fuzz_demand(format_text(name, once, once_bytes, &twice, &twice_bytes) == MK_OK,
		"a formatted layout can be read");
	fuzz_demand(once_bytes == twice_bytes && memcmp(once, twice, once_bytes) == 0,
		"a formatted layout is formatted");
	free(once);
	free(twice);
}

/* What fixes make of a layout can be anything but a crash. */
static void fix(mk_ctx *ctx, const char *name)
{
	const char *text;
	size_t length;
	size_t count;
	mk_ctx *fixed;

	if (mk_fix_layout(ctx, MK_FIX_GUESSES, NULL, &text, &length, &count) != MK_OK || !count)
		return;
	fixed = mk_ctx_new();
	mk_load_layout(fixed, name, text, length);
	mk_ctx_free(fixed);
}

void fuzz_read_layout(const char *name, const char *bytes, size_t length)
{
	mk_ctx *ctx = mk_ctx_new();

	mk_keep_evidence(ctx);
	mk_load_layout(ctx, name, bytes, length);
	fuzz_load_board(ctx);
	fuzz_check_and_show(ctx);
	fix(ctx, name);
	mk_ctx_free(ctx);
	format_twice(name, bytes, length);
}
