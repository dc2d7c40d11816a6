/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Counts blocks, and gives out `left` of them. */
struct supply {
	size_t left;
	size_t live;
};

static void *supply_block(size_t size_bytes, void *user)
{
	struct supply *supply = user;

	if (!supply->left)
		return NULL;
	supply->left--;
	supply->live++;
	return malloc(size_bytes);
}

static void return_block(void *memory, void *user)
{
	struct supply *supply = user;

	supply->live--;
	free(memory);
}

static struct mk_arena arena_on(struct supply *supply)
{
	const struct mk_allocator allocator = {supply_block, return_block, supply};
	struct mk_arena arena;

	mk_arena_init(&arena, &allocator);
	return arena;
}

Test(arena, an_unused_arena_takes_no_memory)
{
	struct supply supply = {.left = 1};
	struct mk_arena arena = arena_on(&supply);

	mk_arena_finish(&arena);
	cr_assert(eq(sz, supply.left, 1));
}

Test(arena, memory_is_zeroed_and_aligned)
{
	struct mk_arena arena;

	mk_arena_init(&arena, NULL);
	for (size_t size = 1; size < 300; size++) {
		unsigned char *memory = mk_arena_alloc(&arena, size);
		cr_assert(eq(sz, (uintptr_t)memory % _Alignof(max_align_t), 0));
		for (size_t i = 0; i < size; i++)
			cr_assert(eq(int, memory[i], 0));
		memset(memory, 0xff, size);
	}
	mk_arena_finish(&arena);
}

Test(arena, large_requests_get_a_block_of_their_own)
{
	struct mk_arena arena;
	char *large;

	mk_arena_init(&arena, NULL);
	large = mk_arena_alloc(&arena, 10u << 20);
	large[0] = large[(10u << 20) - 1] = 1;
	mk_arena_finish(&arena);
}

Test(arena, all_memory_goes_back)
{
	struct supply supply = {.left = 1000};
	struct mk_arena arena = arena_on(&supply);

	for (int i = 0; i < 1000; i++)
		mk_arena_alloc(&arena, 1000);
	cr_assert(lt(sz, 1, supply.live));
	mk_arena_finish(&arena);
	cr_assert(eq(sz, supply.live, 0));
}

Test(arena, a_copy_may_hold_nul_and_ends_with_one)
{
	struct mk_arena arena;
	const char *copy;

	mk_arena_init(&arena, NULL);
	copy = mk_arena_copy(&arena, "a\0b", 3);
	cr_assert(zero(int, memcmp(copy, "a\0b", 4)));
	mk_arena_finish(&arena);
}

Test(arena, printf_takes_any_length)
{
	struct mk_arena arena;
	const char *text;

	mk_arena_init(&arena, NULL);
	text = mk_arena_printf(&arena, "%*d", 5000, 7);
	cr_assert(eq(sz, strlen(text), 5000));
	cr_assert(eq(chr, text[4999], '7'));
	mk_arena_finish(&arena);
}

struct work {
	struct mk_arena *arena;
	size_t count;
	size_t size_bytes;
	bool done;
};

static void allocate(void *data)
{
	struct work *work = data;

	mk_arena_array(work->arena, work->count, work->size_bytes);
	work->done = true;
}

Test(guard, work_that_ends_gives_zero)
{
	struct supply supply = {.left = 1};
	struct mk_arena arena = arena_on(&supply);
	struct work work = {&arena, 1, 1, false};

	cr_assert(zero(int, mk_arena_guard(&arena, allocate, &work)));
	cr_assert(work.done);
	mk_arena_finish(&arena);
}

Test(guard, a_failed_allocation_leaves_the_work)
{
	struct supply supply = {.left = 0};
	struct mk_arena arena = arena_on(&supply);
	struct work work = {&arena, 1, 1, false};

	cr_assert(eq(int, mk_arena_guard(&arena, allocate, &work), -1));
	cr_assert(not(work.done));
	mk_arena_finish(&arena);
}

Test(guard, a_size_that_overflows_is_memory_that_is_out)
{
	struct supply supply = {.left = 9};
	struct mk_arena arena = arena_on(&supply);
	struct work product = {&arena, SIZE_MAX / 2, 3, false};
	struct work sum = {&arena, 1, SIZE_MAX, false};

	cr_assert(eq(int, mk_arena_guard(&arena, allocate, &product), -1));
	cr_assert(eq(int, mk_arena_guard(&arena, allocate, &sum), -1));
	cr_assert(eq(sz, supply.live, 0));
	mk_arena_finish(&arena);
}

static void nested(void *data)
{
	struct work *work = data;

	cr_assert(eq(int, mk_arena_guard(work->arena, allocate, work), -1));
	work->done = true;
}

Test(guard, the_innermost_guard_is_returned_to)
{
	struct supply supply = {.left = 0};
	struct mk_arena arena = arena_on(&supply);
	struct work work = {&arena, 1, 1, false};

	cr_assert(zero(int, mk_arena_guard(&arena, nested, &work)));
	cr_assert(work.done);
	mk_arena_finish(&arena);
}

struct trace {
	char text[8];
};

static struct trace trace;

static void note_a(void *object)
{
	(void)object;
	strcat(trace.text, "a");
}

static void note_b(void *object)
{
	(void)object;
	strcat(trace.text, "b");
}

Test(slot, objects_are_released_newest_first)
{
	struct mk_arena arena;

	mk_arena_init(&arena, NULL);
	mk_arena_reserve(&arena, note_a)->object = &arena;
	mk_arena_reserve(&arena, note_b)->object = &arena;
	mk_arena_finish(&arena);
	cr_assert(eq(str, trace.text, "ba"));
}

Test(slot, a_released_object_is_not_released_again)
{
	struct mk_arena arena;
	struct mk_arena_slot *slot;

	mk_arena_init(&arena, NULL);
	mk_arena_reserve(&arena, note_a)->object = &arena;
	slot = mk_arena_reserve(&arena, note_b);
	slot->object = &arena;
	mk_arena_release(slot);
	cr_assert(eq(str, trace.text, "b"));
	mk_arena_finish(&arena);
	cr_assert(eq(str, trace.text, "ba"));
}

Test(slot, an_empty_one_releases_nothing)
{
	struct mk_arena arena;

	mk_arena_init(&arena, NULL);
	mk_arena_reserve(&arena, note_a);
	mk_arena_finish(&arena);
	cr_assert(eq(str, trace.text, ""));
}

Test(vector, grows_and_keeps_its_items)
{
	struct mk_arena arena;
	MK_VEC(int) numbers = {0};
	int *number;
	int expected = 0;

	mk_arena_init(&arena, NULL);
	for (int i = 0; i < 1000; i++)
		*mk_vec_add(&arena, &numbers) = i;
	mk_each(number, &numbers)
		cr_assert(eq(int, *number, expected++));
	cr_assert(eq(int, expected, 1000));
	mk_arena_finish(&arena);
}

Test(vector, an_empty_one_is_visited_not_at_all)
{
	MK_VEC(int) numbers = {0};
	int *number;

	mk_each(number, &numbers)
		cr_fail("visited");
	cr_assert(zero(sz, numbers.count));
}
