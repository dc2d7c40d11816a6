/* SPDX-License-Identifier: BSD-2-Clause */
/* Rows joined with columns, as many as can be: along ways on which others move. */
#include <string.h>

#include "core/assign_search.h"

#define NONE MK_ASSIGN_NONE

void mk_assign_begin_matching(struct mk_assign_matching *matching, size_t columns)
{
	matching->column_count = (uint32_t)columns;
	matching->group_count = 0;
	matching->free = mk_core_set_first((uint32_t)columns);
	memset(matching->row_of, 0xff, columns * sizeof *matching->row_of);
}

void mk_assign_add_group(
	struct mk_assign_matching *matching, uint32_t first, uint32_t end, uint32_t room)
{
	matching->group_first[matching->group_count] = first;
	matching->room[matching->group_count] = room;
	for (uint32_t i = first; i < end; i++)
		matching->group_of[i] = matching->group_count;
	matching->group_count++;
}

static bool has_room(const struct mk_assign_matching *matching, uint32_t column)
{
	return matching->room[matching->group_of[column]] > 0;
}

static void join(struct mk_assign_matching *matching, uint32_t row, uint32_t column)
{
	matching->column_of[row] = column;
	matching->row_of[column] = row;
	mk_core_set_remove(&matching->free, column);
}

/* Most rows find a column that nobody has. */
static bool join_free(struct mk_assign_search *search, uint32_t row)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	uint32_t column = mk_core_set_next_common(&matching->rows[row], &matching->free, 0);

	while (column != NONE && mk_assign_spend(search, 1)) {
		if (has_room(matching, column)) {
			matching->room[matching->group_of[column]]--;
			join(matching, row, column);
			return true;
		}
		column = mk_core_set_next_common(&matching->rows[row], &matching->free, column + 1);
	}
	return false;
}

/* `row` would have to give up its column for the sake of somebody who takes `column`. */
static void push(struct mk_assign_matching *matching, uint32_t row, uint32_t column, size_t *end)
{
	if (row == NONE || matching->reached[row])
		return;
	matching->reached[row] = true;
	matching->pushed_by[row] = column;
	matching->queue[(*end)++] = row;
}

/* A group without room takes one more where any of those in it leaves it. */
static void push_group(struct mk_assign_search *search, uint32_t column, size_t *end)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	uint32_t group = matching->group_of[column];

	if (matching->emptied[group])
		return;
	matching->emptied[group] = true;
	for (uint32_t i = matching->group_first[group];
		i < matching->column_count && matching->group_of[i] == group; i++)
		if (mk_assign_spend(search, 1))
			push(matching, matching->row_of[i], column, end);
}

/* Everybody on the way moves on; what a row left behind is free unless somebody takes it. */
static void shift_along(struct mk_assign_matching *matching, uint32_t column)
{
	matching->room[matching->group_of[column]]--;
	for (;;) {
		uint32_t row = matching->taker[column];
		uint32_t left = matching->column_of[row];
		uint32_t next = matching->pushed_by[row];
		join(matching, row, column);
		if (next == NONE)
			return;
		if (left != next) {
			matching->row_of[left] = NONE;
			mk_core_set_add(&matching->free, left);
		}
		column = next;
	}
}

/* Looks at the columns of a row on the way; true where the way ends at one of them. */
static bool extend(struct mk_assign_search *search, uint32_t row, size_t *end)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	uint32_t column = mk_core_set_next_common(&matching->rows[row], &matching->unseen, 0);

	for (; column != NONE && mk_assign_spend(search, MK_CORE_SET_WORDS);
		column = mk_core_set_next_common(
			&matching->rows[row], &matching->unseen, column + 1)) {
		mk_core_set_remove(&matching->unseen, column);
		matching->taker[column] = row;
		if (matching->row_of[column] != NONE) {
			push(matching, matching->row_of[column], column, end);
		} else if (has_room(matching, column)) {
			shift_along(matching, column);
			return true;
		} else {
			push_group(search, column, end);
		}
	}
	return false;
}

/* Joins one more row, for which others may move to other columns. */
static bool join_by_moving(struct mk_assign_search *search, uint32_t row, size_t rows)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	size_t end = 0;

	memset(matching->reached, 0, rows * sizeof *matching->reached);
	memset(matching->emptied, 0, matching->group_count * sizeof *matching->emptied);
	matching->unseen = mk_core_set_first(matching->column_count);
	push(matching, row, NONE, &end);
	for (size_t i = 0; i < end; i++)
		if (extend(search, matching->queue[i], &end))
			return true;
	return false;
}

bool mk_assign_join_all(struct mk_assign_search *search, size_t rows)
{
	for (uint32_t row = 0; row < rows; row++)
		if (!mk_assign_spend(search, MK_CORE_SET_WORDS) ||
			(!join_free(search, row) && !join_by_moving(search, row, rows)))
			return false;
	return true;
}
