/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/baseline.h"

#include <jansson.h>
#include <string.h>

#include "base/sort.h"
#include "report/report.h"

#define BASELINE_MAX_BYTES ((size_t)16 * 1024 * 1024)

#define BASELINE_VERSION 1

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

struct reader {
	struct mk_arena *arena;
	struct mk_baseline *baseline;
	json_t *root; /* both are released also where memory runs out half-way */
	json_t *again;
	const char *complaint;
};

static void release_roots(void *object)
{
	struct reader *reader = object;

	json_decref(reader->root);
	json_decref(reader->again);
}

static bool refuse(struct reader *reader, const char *complaint)
{
	reader->complaint = complaint;
	return false;
}

/* Where memory runs out in a string, jansson drops a byte or finds bad syntax: but not twice. */
static bool parse_twice(
	struct reader *reader, const char *bytes, size_t length, json_error_t *error)
{
	json_error_t other;

	reader->root = json_loadb(bytes, length, 0, error);
	reader->again = json_loadb(bytes, length, 0, &other);
	if (reader->root && reader->again && json_equal(reader->root, reader->again))
		return true;
	if (reader->root || reader->again || error->position != other.position ||
		json_error_code(error) == json_error_out_of_memory || !*error->text)
		mk_arena_exhaust(reader->arena);
	return false;
}

static bool parse(struct reader *reader, const char *bytes, size_t length)
{
	json_error_t error;

	if (!length)
		return refuse(reader, "it is empty");
	if (length > BASELINE_MAX_BYTES)
		return refuse(reader, "it is larger than any real one");
	if (parse_twice(reader, bytes, length, &error))
		return true;
	return refuse(reader,
		mk_arena_printf(reader->arena, "it is not JSON, as line %d shows", error.line));
}

/* The text of a key, "" for null, or NULL where it is neither. */
static const char *take_text(const struct reader *reader, const json_t *value)
{
	if (json_is_null(value))
		return "";
	if (!json_is_string(value))
		return NULL;
	return mk_arena_copy(reader->arena, json_string_value(value), json_string_length(value));
}

/* What did not count when the baseline was made is not known by it either. */
static bool counted(const json_t *finding)
{
	const char *standing = json_string_value(json_object_get(finding, "standing"));

	return standing && (strcmp(standing, "stands") == 0 || strcmp(standing, "known") == 0);
}

static bool take_boards(struct reader *reader, const struct known *known, const json_t *boards)
{
	for (size_t i = 0; i < json_array_size(boards); i++) {
		struct known *added = mk_vec_add(reader->arena, &reader->baseline->list);
		*added = *known;
		added->board = take_text(reader, json_array_get(boards, i));
		if (!added->board)
			return false;
	}
	return json_array_size(boards) > 0;
}

static bool take_finding(struct reader *reader, const json_t *finding)
{
	struct known known = {
		.layout = take_text(reader, json_object_get(finding, "layout")),
		.code = take_text(reader, json_object_get(finding, "code")),
		.message = take_text(reader, json_object_get(finding, "message")),
		.path = take_text(reader, json_object_get(finding, "path")),
	};

	if (!known.layout || !known.code || !known.message || !known.path)
		return false;
	return take_boards(reader, &known, json_object_get(finding, "boards"));
}

static bool take_findings(struct reader *reader, const json_t *findings)
{
	for (size_t i = 0; i < json_array_size(findings); i++) {
		const json_t *finding = json_array_get(findings, i);
		if (!json_is_string(json_object_get(finding, "standing")) ||
			(counted(finding) && !take_finding(reader, finding)))
			return refuse(reader,
				mk_arena_printf(reader->arena,
					"its finding %zu is none that mkpart wrote", i + 1));
	}
	return true;
}

static bool take_document(struct reader *reader)
{
	const char *format = json_string_value(json_object_get(reader->root, "format"));
	const json_t *version = json_object_get(reader->root, "version");
	const json_t *findings = json_object_get(reader->root, "findings");

	if (!format || strcmp(format, "mkpart-findings") != 0 || !json_is_array(findings))
		return refuse(reader, "it is not what 'mkpart check --format json' writes");
	if (!json_is_integer(version) || json_integer_value(version) != BASELINE_VERSION)
		return refuse(reader,
			"it is of another version of mkpart, which writes findings differently");
	return take_findings(reader, findings);
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

struct mk_baseline *mk_baseline_read(
	struct mk_arena *arena, const char *bytes, size_t length, const char **complaint)
{
	struct reader *reader = mk_arena_alloc(arena, sizeof *reader);
	struct mk_arena_slot *slot = mk_arena_reserve(arena, release_roots);

	slot->object = reader;
	reader->arena = arena;
	reader->baseline = mk_arena_alloc(arena, sizeof *reader->baseline);
	mk_buffer_init(&reader->baseline->layout, arena);
	mk_buffer_init(&reader->baseline->message, arena);
	mk_buffer_init(&reader->baseline->path, arena);
	if (parse(reader, bytes, length) && take_document(reader))
		merge(reader->baseline);
	mk_arena_release(slot);
	*complaint = reader->complaint;
	return reader->complaint ? NULL : reader->baseline;
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
