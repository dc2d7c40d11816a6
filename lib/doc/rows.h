/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Objects of a JSON document as rows: key, type, member. What they write they read, and they tell
 * in what two objects differ. A member of another type than its row's does not compile.
 */
#ifndef MK_DOC_ROWS_H
#define MK_DOC_ROWS_H

#include <stddef.h>

#include "doc/json.h"

/* Each struct that rows describe begins with it. */
struct mk_object {
	struct mk_origin origin;   /* where it was read */
	MK_VEC(const char *) keys; /* that it has there and no row knows: of a newer mkpart */
};

struct mk_row_number {
	bool given;
	uint64_t value;
	struct mk_origin origin;
};

struct mk_row_range {
	bool given;
	struct mk_range range; /* valid if `given` */
	uint64_t size;	       /* bytes; of one that is not given what it is to have */
	struct mk_origin origin;
};

/* Text that may be said to be none, which is another thing than nothing said. */
struct mk_row_stated {
	bool given;
	const char *text; /* or NULL */
};

struct mk_row_setting {
	const char *name;
	const char *value; /* or NULL */
};

typedef MK_VEC(const char *) mk_row_texts;
typedef MK_VEC(uint64_t) mk_row_numbers;
typedef MK_VEC(struct mk_row_setting) mk_row_settings;

enum mk_row_type {
	MK_ROW_TEXT,	 /* const char * */
	MK_ROW_STATED,	 /* struct mk_row_stated */
	MK_ROW_NUMBER,	 /* struct mk_row_number */
	MK_ROW_HEX,	 /* the same, as a hexadecimal string */
	MK_ROW_FLAG,	 /* bool */
	MK_ROW_RANGE,	 /* struct mk_row_range, as keys of the object itself: first, last, size */
	MK_ROW_TEXTS,	 /* mk_row_texts */
	MK_ROW_NUMBERS,	 /* mk_row_numbers */
	MK_ROW_SETTINGS, /* mk_row_settings: an object of texts */
	MK_ROW_OBJECT,	 /* a pointer to the struct of `rows` */
	MK_ROW_OBJECTS,	 /* a vector of these structs */
	MK_ROW_ANYTHING, /* const struct mk_doc * */
};

/* What stands for nothing: for NULL, false, no number, an empty list. */
enum mk_row_nothing {
	MK_ROW_NULL,	 /* null, false, an empty list */
	MK_ROW_LEFT_OUT, /* no such key */
	MK_ROW_NEEDED,	 /* it is never nothing: a reader refuses what lacks it */
};

struct mk_row {
	const char *key; /* NULL: MK_ROW_RANGE has its own */
	enum mk_row_type type;
	enum mk_row_nothing nothing;
	size_t offset;		    /* of the member in its struct */
	const struct mk_rows *rows; /* MK_ROW_OBJECT, MK_ROW_OBJECTS */
};

struct mk_rows {
	size_t size_bytes; /* of the struct */
	const struct mk_row *list;
	size_t count;
};

/* --- making tables ---------------------------------------------------------------------------- */

/* The offset of a member of that type; of another it does not compile. */
#define MK_ROW_MEMBER(record, member, kind)                                                        \
	(offsetof(record, member) + 0 * sizeof(_Generic(((record *)NULL)->member, kind : 0)))

#define MK_TEXT_ROW(record, member)                                                                \
	.type = MK_ROW_TEXT, .offset = MK_ROW_MEMBER(record, member, const char *)
#define MK_STATED_ROW(record, member)                                                              \
	.type = MK_ROW_STATED, .nothing = MK_ROW_LEFT_OUT,                                         \
	.offset = MK_ROW_MEMBER(record, member, struct mk_row_stated)
#define MK_NUMBER_ROW(record, member)                                                              \
	.type = MK_ROW_NUMBER, .offset = MK_ROW_MEMBER(record, member, struct mk_row_number)
#define MK_HEX_ROW(record, member)                                                                 \
	.type = MK_ROW_HEX, .offset = MK_ROW_MEMBER(record, member, struct mk_row_number)
#define MK_FLAG_ROW(record, member)                                                                \
	.type = MK_ROW_FLAG, .offset = MK_ROW_MEMBER(record, member, bool)
#define MK_RANGE_ROW(record, member)                                                               \
	.type = MK_ROW_RANGE, .offset = MK_ROW_MEMBER(record, member, struct mk_row_range)
#define MK_TEXTS_ROW(record, member)                                                               \
	.type = MK_ROW_TEXTS, .offset = MK_ROW_MEMBER(record, member, mk_row_texts)
#define MK_NUMBERS_ROW(record, member)                                                             \
	.type = MK_ROW_NUMBERS, .offset = MK_ROW_MEMBER(record, member, mk_row_numbers)
#define MK_SETTINGS_ROW(record, member)                                                            \
	.type = MK_ROW_SETTINGS, .offset = MK_ROW_MEMBER(record, member, mk_row_settings)
#define MK_ANYTHING_ROW(record, member)                                                            \
	.type = MK_ROW_ANYTHING, .offset = MK_ROW_MEMBER(record, member, const struct mk_doc *)
#define MK_OBJECT_ROW(outer, member, inner)                                                        \
	.type = MK_ROW_OBJECT, .offset = MK_ROW_MEMBER(outer, member, inner##_object *),           \
	.rows = &(inner)
#define MK_OBJECTS_ROW(outer, member, inner)                                                       \
	.type = MK_ROW_OBJECTS,                                                                    \
	.offset = offsetof(outer, member) +                                                        \
		  0 * MK_ROW_MEMBER(outer, member.items, inner##_object *),                        \
	.rows = &(inner)

/* What a table describes; stands before it. */
#define MK_ROWS_OF(rows, record)                                                                   \
	typedef record rows##_object;                                                              \
	_Static_assert(MK_ROW_MEMBER(record, object, struct mk_object) == 0,                       \
		"what rows describe begins with struct mk_object")

/* The table of an array of rows. */
#define MK_ROWS(rows, array)                                                                       \
	{                                                                                          \
		sizeof(rows##_object), array, sizeof(array) / sizeof *(array)                      \
	}

/* --- using them ------------------------------------------------------------------------------- */

/* Adds the members of `object`, in the order of the rows. */
void mk_rows_write(struct mk_json *json, struct mk_json_value *into, const struct mk_rows *rows,
	const void *object);

/* The first thing that keeps a document from being read. */
struct mk_row_problem {
	struct mk_origin origin;
	const char *key; /* NULL: there is no problem */
	const char *why; /* to follow the key: "is missing" */
};

/* Reads a map into `object`, which is zeroed; texts are borrowed. False where there is a problem.
 */
bool mk_rows_read(struct mk_arena *arena, const struct mk_rows *rows, const struct mk_doc *map,
	void *object, struct mk_row_problem *problem);

/* Whether the row is written of `object`, be it as null. */
bool mk_row_is_written(const struct mk_row *row, const void *object);

/* Whether two objects are alike in the row's member, and in all of them. */
bool mk_row_same(const struct mk_row *row, const void *a, const void *b);
bool mk_rows_same(const struct mk_rows *rows, const void *a, const void *b);

#endif
