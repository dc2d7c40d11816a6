/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/baseline.h"

#include <string.h>

#include "base/sort.h"
#include "doc/frame.h"
#include "doc/rows.h"
#include "report/report.h"

/* What the document has of a kind of finding; texts are escaped, as they are there. */
struct known {
	const char *layout;
	const char *code;
	const char *message;
	const char *path;  /* "" for none */
	const char *board; /* while counting: one that has it */
	size_t times;	   /* on one board */
	size_t left;	   /* of them, in this check */
	size_t met;	   /* most of them in one check */
	bool asked;	   /* its layout was checked */
};

struct mk_baseline {
	MK_VEC(struct known) list; /* ascending */
	struct mk_buffer layout;   /* of what is looked for: room that is used again and again */
	struct mk_buffer message;
	struct mk_buffer path;
};

static int compare_kinds(const void *left, const void *right)
{
	const struct known *a = left;
	const struct known *b = right;
	int order = strcmp(a->layout, b->layout);

	if (!order)
		order = strcmp(a->code, b->code);
	if (!order)
		order = strcmp(a->path, b->path);
	return order ? order : strcmp(a->message, b->message);
}

static int compare_known(const void *left, const void *right)
{
	const struct known *a = left;
	const struct known *b = right;
	int order = compare_kinds(a, b);

	return order ? order : strcmp(a->board, b->board);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* A finding of the document; what else it says of it is not looked at. */
struct told {
	struct mk_object object;
	const char *standing;
	const char *layout;
	const char *code;
	const char *message;
	const char *path;
	mk_row_texts boards;
};

MK_ROWS_OF(told_rows, struct told);
static const struct mk_row told_list[] = {
	{"standing", MK_TEXT_ROW(struct told, standing), .nothing = MK_ROW_NEEDED},
	{"layout", MK_TEXT_ROW(struct told, layout)},
	{"code", MK_TEXT_ROW(struct told, code)},
	{"message", MK_TEXT_ROW(struct told, message)},
	{"path", MK_TEXT_ROW(struct told, path)},
	{"boards", MK_TEXTS_ROW(struct told, boards)},
};
static const struct mk_rows told_rows = MK_ROWS(told_rows, told_list);

/* The document goes when it has been read. */
static const char *copy_or_empty(struct mk_arena *arena, const char *text)
{
	return text ? mk_arena_copy(arena, text, strlen(text)) : "";
}

/* What did not count when the baseline was made is not known by it either. */
static bool counted(const struct told *told)
{
	return strcmp(told->standing, "stands") == 0 || strcmp(told->standing, "known") == 0;
}

/* What did not count may lack all of it. */
static bool is_whole(const struct told *told)
{
	return told->code && told->message && told->boards.count;
}

static void add_known(struct mk_arena *arena, struct mk_baseline *baseline, const struct told *told)
{
	struct known known = {
		.layout = copy_or_empty(arena, told->layout),
		.code = copy_or_empty(arena, told->code),
		.message = copy_or_empty(arena, told->message),
		.path = copy_or_empty(arena, told->path),
	};
	const char *const *board;

	mk_each(board, &told->boards) {
		known.board = copy_or_empty(arena, *board);
		*mk_vec_add(arena, &baseline->list) = known;
	}
}

static const char *take_findings(
	struct mk_arena *arena, struct mk_baseline *baseline, const struct mk_doc *findings)
{
	for (size_t i = 0; i < findings->items.count; i++) {
		struct mk_row_problem problem;
		struct told told = {.standing = NULL};
		if (!mk_rows_read(arena, &told_rows, findings->items.items[i], &told, &problem) ||
			(counted(&told) && !is_whole(&told)))
			return mk_arena_printf(
				arena, "its finding %zu was not written by mkpart", i + 1);
		if (counted(&told))
			add_known(arena, baseline, &told);
	}
	return NULL;
}

/* The complaint, or NULL. */
static const char *take_document(
	struct mk_arena *arena, struct mk_baseline *baseline, const struct mk_doc *doc)
{
	const struct mk_doc *findings = mk_doc_value(doc, "findings");
	struct mk_origin origin;
	enum mk_frame frame = mk_frame_of(doc, MK_FINDINGS_FORMAT, MK_FINDINGS_VERSION, &origin);

	if (frame == MK_FRAME_OTHER_FORMAT || !findings || findings->kind != MK_DOC_LIST)
		return "it is not what 'mkpart check --format json' writes";
	if (frame == MK_FRAME_OTHER_VERSION)
		return "it is from another version of mkpart, which writes findings differently";
	return take_findings(arena, baseline, findings);
}

/* Makes one of what differs in the board only; what one board has more often counts. */
static void merge(struct mk_baseline *baseline)
{
	struct known *list = baseline->list.items;
	size_t count = 0;
	size_t turn = 0;

	mk_sort(list, baseline->list.count, sizeof *list, compare_known);
	for (size_t i = 0; i < baseline->list.count; i++) {
		bool same = count && compare_kinds(&list[i], &list[count - 1]) == 0;
		turn = same && strcmp(list[i].board, list[count - 1].board) == 0 ? turn + 1 : 1;
		if (!same)
			list[count++] = list[i];
		list[count - 1].board = list[i].board;
		if (turn > list[count - 1].times)
			list[count - 1].times = turn;
	}
	baseline->list.count = count;
}

struct mk_baseline *mk_baseline_of(
	struct mk_arena *arena, const struct mk_doc *doc, const char **complaint)
{
	struct mk_baseline *baseline = mk_arena_alloc(arena, sizeof *baseline);

	mk_buffer_init(&baseline->layout, arena);
	mk_buffer_init(&baseline->message, arena);
	mk_buffer_init(&baseline->path, arena);
	*complaint = take_document(arena, baseline, doc);
	if (*complaint)
		return NULL;
	merge(baseline);
	return baseline;
}

/* --- knowing ---------------------------------------------------------------------------------- */

/* Valid until the buffer is used again. */
static const char *escaped(struct mk_buffer *buffer, const char *text)
{
	buffer->length = 0;
	buffer->text[0] = '\0';
	if (text)
		mk_escape_text(buffer, text, strlen(text));
	return buffer->text;
}

static int compare_layouts(const void *layout, const void *known)
{
	return strcmp(layout, ((const struct known *)known)->layout);
}

/* Takes one of what the baseline has of the kind, if any is left. */
static bool take(struct mk_baseline *baseline, const char *layout, const struct mk_finding *finding)
{
	struct known wanted = {.layout = layout,
		.code = finding->problem->code,
		.message = escaped(&baseline->message, finding->message),
		.path = escaped(&baseline->path, finding->origin.path)};
	size_t place = mk_vec_lower_bound(&baseline->list, &wanted, compare_kinds);
	struct known *known;

	if (place == baseline->list.count)
		return false;
	known = &baseline->list.items[place];
	if (compare_kinds(known, &wanted) != 0 || !known->left)
		return false;
	known->left--;
	if (known->times - known->left > known->met)
		known->met = known->times - known->left;
	return true;
}

static void begin_check(struct mk_baseline *baseline, const char *layout)
{
	for (size_t i = mk_vec_lower_bound(&baseline->list, layout, compare_layouts);
		i < baseline->list.count && strcmp(baseline->list.items[i].layout, layout) == 0;
		i++) {
		baseline->list.items[i].left = baseline->list.items[i].times;
		baseline->list.items[i].asked = true;
	}
}

void mk_baseline_apply(
	struct mk_baseline *baseline, const char *layout, const struct mk_findings *findings)
{
	struct mk_finding *const *finding;

	layout = escaped(&baseline->layout, layout);
	begin_check(baseline, layout);
	mk_each(finding, &findings->list)
		if ((*finding)->standing == MK_STANDS && !(*finding)->problem->unreadable &&
			take(baseline, layout, *finding))
			(*finding)->standing = MK_KNOWN;
	/* What is allowed by now, or cannot be known, is not gone. */
	mk_each(finding, &findings->list)
		if ((*finding)->standing != MK_KNOWN)
			take(baseline, layout, *finding);
}

size_t mk_baseline_gone(const struct mk_baseline *baseline)
{
	const struct known *known;
	size_t gone = 0;

	mk_each(known, &baseline->list)
		if (known->asked)
			gone += known->times - known->met;
	return gone;
}
