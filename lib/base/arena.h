/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that lives as long as its arena. There is no failure to test for at each
 * allocation: when memory runs out, control returns to the innermost MK_ARENA_GUARD, which
 * every public entry point sets. Foreign objects (a parser, say) that must be released on
 * that way out have a slot, which mk_arena_reserve gives before there is an object to lose.
 */
#ifndef MK_BASE_ARENA_H
#define MK_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

/* Where blocks come from; `allocate` may return NULL. `user` is passed through. */
struct mk_allocator {
	void *(*allocate)(size_t size_bytes, void *user);
	void (*release)(void *memory, void *user);
	void *user;
};

struct mk_arena_block;
struct mk_arena_slot;

struct mk_arena {
	struct mk_allocator allocator;
	struct mk_arena_block *blocks;
	struct mk_arena_slot *slots;
	jmp_buf *exhausted; /* where to go when memory is out; NULL aborts */
};

/* NULL means malloc and free. Allocates nothing. */
void mk_arena_init(struct mk_arena *arena, const struct mk_allocator *allocator);

/* Releases the objects in slots, newest slot first, then all memory. */
void mk_arena_finish(struct mk_arena *arena);

/* Zeroed memory, aligned for any type; never NULL. Leaves through the guard when memory is out. */
void *mk_arena_alloc(struct mk_arena *arena, size_t size_bytes);

/* `count` elements of `size_bytes`, checked against overflow. */
void *mk_arena_array(struct mk_arena *arena, size_t count, size_t size_bytes);

/* The same, but not zeroed: for what is written before it is read. */
void *mk_arena_room(struct mk_arena *arena, size_t count, size_t size_bytes);

/* A NUL-terminated copy; the text may itself contain NUL. */
char *mk_arena_copy(struct mk_arena *arena, const char *text, size_t length);

__attribute__((format(printf, 2, 3))) char *mk_arena_printf(
	struct mk_arena *arena, const char *format, ...);
char *mk_arena_vprintf(struct mk_arena *arena, const char *format, va_list arguments);

/* What stood there has moved: nobody looks at the old place any more. */
void mk_arena_abandon(struct mk_arena *arena, void *memory, size_t size_bytes);

/* The allocation that failed was not the arena's own (a library's): take the same way out. */
_Noreturn void mk_arena_exhaust(struct mk_arena *arena);

/* A foreign object that goes with the arena at the latest. */
struct mk_arena_slot {
	struct mk_arena_slot *next;
	void (*release)(void *object);
	void *object; /* NULL: none, and nothing is released */
};

/*
 * A slot to put an object in: slot->object = acquire(). As memory can run out only before, the
 * object cannot be lost. mk_arena_release ends its life early, and empties the slot.
 */
struct mk_arena_slot *mk_arena_reserve(struct mk_arena *arena, void (*release)(void *object));
void mk_arena_release(struct mk_arena_slot *slot);

/*
 * An arena of its own in the slot, for what is needed for a while only. It leaves through the same
 * guard, so it is not kept beyond that.
 */
struct mk_arena_slot *mk_arena_scratch(struct mk_arena *arena);

/*
 * Runs `work(data)`; returns 0, or -1 when memory ran out in it. What is in slots then is
 * released when the arena is finished.
 */
int mk_arena_guard(struct mk_arena *arena, void (*work)(void *data), void *data);

/* A growing array of T in an arena. `mk_vec_add` gives a pointer to a new, zeroed last item. */
#define MK_VEC(T)                                                                                  \
	struct {                                                                                   \
		T *items;                                                                          \
		size_t count;                                                                      \
		size_t capacity;                                                                   \
	}

#define mk_vec_add(arena, vec)                                                                     \
	((vec)->items = mk_vec_room(                                                               \
		 (arena), (vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items),     \
		&(vec)->items[(vec)->count++])

/* Visits each item of a vector by pointer. `vec` is evaluated at every step. */
#define mk_each(item, vec)                                                                         \
	for (item = (vec)->items; item != NULL && item < (vec)->items + (vec)->count; item++)

void *mk_vec_room(
	struct mk_arena *arena, void *items, size_t count, size_t *capacity, size_t item_bytes);

#endif
