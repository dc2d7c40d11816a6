/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef MK_ARENA_RED_ZONES
#include <sanitizer/asan_interface.h>
#endif

struct mk_arena_block {
	struct mk_arena_block *next;
	size_t used;
	size_t size;
	max_align_t memory[];
};

static void *default_allocate(size_t size_bytes, void *user)
{
	(void)user;
	return malloc(size_bytes);
}

static void default_release(void *memory, void *user)
{
	(void)user;
	free(memory);
}

void mk_arena_init(struct mk_arena *arena, const struct mk_allocator *allocator)
{
	static const struct mk_allocator standard = {default_allocate, default_release, NULL};

	*arena = (struct mk_arena){.allocator = allocator ? *allocator : standard};
}

void mk_arena_finish(struct mk_arena *arena)
{
	for (struct mk_arena_slot *slot = arena->slots; slot; slot = slot->next)
		mk_arena_release(slot);
	while (arena->blocks) {
		struct mk_arena_block *next = arena->blocks->next;
		arena->allocator.release(arena->blocks, arena->allocator.user);
		arena->blocks = next;
	}
	arena->slots = NULL;
}

_Noreturn void mk_arena_exhaust(struct mk_arena *arena)
{
	if (arena->exhausted)
		longjmp(*arena->exhausted, 1);
	abort();
}

static struct mk_arena_block *add_block(struct mk_arena *arena, size_t size)
{
	struct mk_arena_block *block;

	if (size > SIZE_MAX - sizeof *block)
		mk_arena_exhaust(arena);
	block = arena->allocator.allocate(sizeof *block + size, arena->allocator.user);
	if (!block)
		mk_arena_exhaust(arena);
	*block = (struct mk_arena_block){.next = arena->blocks, .size = size};
	arena->blocks = block;
	return block;
}

/*
 * In the `dev` preset each object has a block of its own, exactly as long as it is, and a vector
 * that moves on poisons what it leaves. AddressSanitizer then sees what runs over an end, and what
 * still points into a vector that has grown.
 */
#ifdef MK_ARENA_RED_ZONES
static void *take(struct mk_arena *arena, size_t size_bytes)
{
	return add_block(arena, size_bytes)->memory;
}

void mk_arena_abandon(struct mk_arena *arena, void *memory, size_t size_bytes)
{
	(void)arena;
	ASAN_POISON_MEMORY_REGION(memory, size_bytes);
}
#else
#define BLOCK_BYTES ((size_t)64 * 1024)

static void *take(struct mk_arena *arena, size_t size_bytes)
{
	const size_t unit = sizeof(max_align_t);
	struct mk_arena_block *block = arena->blocks;
	void *memory;

	if (size_bytes > SIZE_MAX - unit)
		mk_arena_exhaust(arena);
	size_bytes = (size_bytes + unit - 1) / unit * unit;
	if (!block || block->size - block->used < size_bytes)
		block = add_block(arena, size_bytes > BLOCK_BYTES ? size_bytes : BLOCK_BYTES);
	memory = (char *)block->memory + block->used;
	block->used += size_bytes;
	return memory;
}

/* What is larger than a block has one of its own, which is given back. */
void mk_arena_abandon(struct mk_arena *arena, void *memory, size_t size_bytes)
{
	struct mk_arena_block **link = &arena->blocks;
	struct mk_arena_block *block;

	if (size_bytes <= BLOCK_BYTES)
		return;
	while (*link && (void *)(*link)->memory != memory)
		link = &(*link)->next;
	block = *link;
	if (!block)
		return;
	*link = block->next;
	arena->allocator.release(block, arena->allocator.user);
}
#endif

void *mk_arena_alloc(struct mk_arena *arena, size_t size_bytes)
{
	return memset(take(arena, size_bytes), 0, size_bytes);
}

/* How many bytes all elements have. */
static size_t array_bytes(struct mk_arena *arena, size_t count, size_t size_bytes)
{
	if (size_bytes && count > SIZE_MAX / size_bytes)
		mk_arena_exhaust(arena);
	return count * size_bytes;
}

void *mk_arena_array(struct mk_arena *arena, size_t count, size_t size_bytes)
{
	return mk_arena_alloc(arena, array_bytes(arena, count, size_bytes));
}

void *mk_arena_room(struct mk_arena *arena, size_t count, size_t size_bytes)
{
	return take(arena, array_bytes(arena, count, size_bytes));
}

char *mk_arena_copy(struct mk_arena *arena, const char *text, size_t length)
{
	char *copy = mk_arena_room(arena, length + 1, 1);

	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *mk_arena_vprintf(struct mk_arena *arena, const char *format, va_list arguments)
{
	char most[256]; /* of texts fit, and are formatted once */
	va_list again;
	int length;
	char *text;

	va_copy(again, arguments);
	length = vsnprintf(most, sizeof most, format, again);
	va_end(again);
	if (length < 0)
		mk_arena_exhaust(arena);
	if ((size_t)length < sizeof most)
		return mk_arena_copy(arena, most, (size_t)length);
	text = mk_arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

char *mk_arena_printf(struct mk_arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = mk_arena_vprintf(arena, format, arguments);
	va_end(arguments);
	return text;
}

struct mk_arena_slot *mk_arena_reserve(struct mk_arena *arena, void (*release)(void *object))
{
	struct mk_arena_slot *slot = mk_arena_alloc(arena, sizeof *slot);

	*slot = (struct mk_arena_slot){arena->slots, release, NULL};
	arena->slots = slot;
	return slot;
}

void mk_arena_release(struct mk_arena_slot *slot)
{
	void *object = slot->object;

	slot->object = NULL;
	if (object)
		slot->release(object);
}

static void finish_scratch(void *arena)
{
	mk_arena_finish(arena);
}

struct mk_arena_slot *mk_arena_scratch(struct mk_arena *arena)
{
	struct mk_arena *scratch = mk_arena_alloc(arena, sizeof *scratch);
	struct mk_arena_slot *slot = mk_arena_reserve(arena, finish_scratch);

	mk_arena_init(scratch, &arena->allocator);
	scratch->exhausted = arena->exhausted;
	slot->object = scratch;
	return slot;
}

/* C17 7.13.1.1 allows setjmp as a comparison that decides an if, and not to keep what it gives. */
int mk_arena_guard(struct mk_arena *arena, void (*work)(void *data), void *data)
{
	jmp_buf here;
	jmp_buf *volatile outer = arena->exhausted;
	volatile int result = -1;

	if (setjmp(here) == 0) {
		arena->exhausted = &here;
		work(data);
		result = 0;
	}
	arena->exhausted = outer;
	return result;
}

/* Twice as many items have room there; what they held is copied, and no more. */
static void *move_items(
	struct mk_arena *arena, void *items, size_t count, size_t *capacity, size_t item_bytes)
{
	void *larger;

	if (*capacity > SIZE_MAX / 2)
		mk_arena_exhaust(arena);
	*capacity = *capacity ? *capacity * 2 : 4;
	larger = mk_arena_room(arena, *capacity, item_bytes);
	if (count) {
		memcpy(larger, items, count * item_bytes);
		mk_arena_abandon(arena, items, count * item_bytes);
	}
	return larger;
}

void *mk_vec_room(
	struct mk_arena *arena, void *items, size_t count, size_t *capacity, size_t item_bytes)
{
	assert(count <= *capacity);
	if (count == *capacity)
		items = move_items(arena, items, count, capacity, item_bytes);
	memset((char *)items + count * item_bytes, 0, item_bytes);
	return items;
}
