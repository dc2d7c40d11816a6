/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs the generated mkpart_doorbell.h in every order in which its steps can happen: two senders, a
 * receiver, its kernel, the interrupt controller, and the senders' store buffers. Says "holds", or
 * what went wrong and the steps that lead there; exit status 0 or 1.
 *
 * Threads are coroutines whose stacks are part of the state: the search saves and restores what
 * they use of them. Two states are the same if memory, controller, buffers, and what each thread
 * has seen since it last said so (`forget`) are the same.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#include "mkpart_doorbell.h"

/* --- what is varied, by -D ------------------------------------------------------------------- */

#ifndef COUNTERS
#define COUNTERS 0 /* the variant for memory that is not coherent */
#endif
#ifndef ALWAYS_SIGNAL
#define ALWAYS_SIGNAL COUNTERS /* the sender does not look at what ring says */
#endif
#ifndef WEAK
#define WEAK 0 /* senders' stores take time, and may be overtaken */
#endif
#ifndef DROPS
#define DROPS 0 /* a controller, unlike the GIC, that forgets what arrives while masked */
#endif
#ifndef PER_SOURCE
#define PER_SOURCE 0 /* GICv2: pending by sending core; else the signals of all are one */
#endif
#ifndef ONE_NODE
#define ONE_NODE 0 /* the senders are threads of one node, with one word */
#endif

/* What must fail. */
#ifndef SIGNAL_FIRST
#define SIGNAL_FIRST 0
#endif
#ifndef NO_SIGNAL
#define NO_SIGNAL 0
#endif
#ifndef ACK_LAST
#define ACK_LAST 0
#endif
#ifndef NO_ACK
#define NO_ACK 0
#endif
#ifndef FIRST_FULL_WORD_ONLY
#define FIRST_FULL_WORD_ONLY 0
#endif
#ifndef NO_END
#define NO_END 0
#endif
#ifndef NO_START_ACK
#define NO_START_ACK 0
#endif
#ifndef NO_START_SERVE
#define NO_START_SERVE 0
#endif
#ifndef NO_OPEN
#define NO_OPEN 0
#endif

/* --- the state ------------------------------------------------------------------------------- */

#define SENDERS 2
#define RECEIVER SENDERS
#define THREADS (SENDERS + 1)
#define RINGS 2
#define CHANNELS 2 /* of each word */
#define WORDS (ONE_NODE ? 1 : 2)
#define STACK_BYTES 16384
#define SAVED_BYTES 1024 /* of a stack: more is used only to say what failed */
#define BUFFER 4
#define MAX_DEPTH 400

/* Which channel each sender rings, in turn. */
static const unsigned rung[SENDERS][RINGS] = {{0, 1}, {0, 0}};

enum op { OP_STEP, OP_WAIT, OP_FENCE, OP_DRAINED, OP_END };

struct store {
	unsigned place; /* index in memory */
	uint32_t value;
	bool or ; /* set bits, do not replace */
	bool release;
};

/* Pending words or counters, then the data that rings are about. */
#define PLACES 8
#define COUNTER(word, channel) ((word)*CHANNELS + (channel))
#define DATA(word, channel) (4 + (word)*CHANNELS + (channel))

struct state {
	_Atomic uint32_t memory[PLACES];
	uint32_t before_wait[PLACES]; /* what a load that is not ordered may still return */
	struct store buffer[SENDERS][BUFFER];
	unsigned buffered[SENDERS];
	uint32_t served[2][CHANNELS]; /* last data that the receiver saw */
	uint32_t takes[2][CHANNELS];  /* how often it found a channel rung */
	uint32_t rings[2][CHANNELS];  /* how often it was */
	uint32_t seen[2][CHANNELS];   /* counters */
	unsigned pending;	      /* of the SGI: a bit for each source, or one for all */
	bool masked, bound, notified, stale;
	unsigned kernel; /* how far it is with an interrupt; 0: none is active */
	enum op next[THREADS];
	uint64_t history[THREADS];
};

struct saved_thread {
	ucontext_t context;
	unsigned char stack[SAVED_BYTES];
};

struct saved {
	struct state state;
	struct saved_thread threads[THREADS];
};

static struct state world;
static struct state *const state = &world;
static ucontext_t threads[THREADS];
static unsigned char stacks[THREADS][STACK_BYTES];
static ucontext_t scheduler;
static unsigned current;

static unsigned char *used_stack(unsigned thread)
{
	return stacks[thread] + STACK_BYTES - SAVED_BYTES;
}

static void save(struct saved *saved)
{
	saved->state = world;
	for (unsigned i = 0; i < THREADS; i++) {
		memcpy(&saved->threads[i].context, &threads[i], sizeof threads[i]);
		memcpy(saved->threads[i].stack, used_stack(i), SAVED_BYTES);
	}
}

static void restore(const struct saved *saved)
{
	world = saved->state;
	for (unsigned i = 0; i < THREADS; i++) {
		memcpy(&threads[i], &saved->threads[i].context, sizeof threads[i]);
		memcpy(used_stack(i), saved->threads[i].stack, SAVED_BYTES);
	}
}

/* --- steps of threads ------------------------------------------------------------------------ */

static void fail(const char *what);

static void remember(uint64_t value)
{
	state->history[current] = (state->history[current] ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	state->history[current] ^= state->history[current] >> 29;
}

/* Remembered before it happens, so that the thread's place in its code is part of its history. */
static void yield(enum op op)
{
	/* With what swapcontext() itself needs. */
	if ((unsigned char *)__builtin_frame_address(0) - 128 < used_stack(current))
		abort();
	remember(100 + op);
	state->next[current] = op;
	swapcontext(&threads[current], &scheduler);
}

/* Nothing that it has seen matters any more. */
static void forget(uint64_t label)
{
	state->history[current] = label;
}

static unsigned place_of(const volatile void *word)
{
	return (unsigned)((const _Atomic uint32_t *)word - state->memory);
}

static uint32_t get(unsigned place)
{
	return *(volatile uint32_t *)&state->memory[place];
}

static void set(unsigned place, uint32_t value)
{
	*(volatile uint32_t *)&state->memory[place] = value;
}

static void perform(const struct store *store)
{
	set(store->place, store->or ? get(store->place) | store->value : store->value);
}

static void write_later(struct store store)
{
	if (!WEAK || current == RECEIVER) {
		perform(&store);
		return;
	}
	if (state->buffered[current] == BUFFER)
		abort();
	state->buffer[current][state->buffered[current]++] = store;
}

/* Its own stores are visible to a thread at once. */
uint32_t model_load(const volatile void *word, memory_order order)
{
	unsigned place = place_of(word);
	uint32_t value;

	yield(OP_STEP);
	value = get(place);
	if (current != RECEIVER)
		for (unsigned i = 0; i < state->buffered[current]; i++)
			if (state->buffer[current][i].place == place)
				value = state->buffer[current][i].value;
	state->stale = WEAK && current == RECEIVER && order == memory_order_relaxed;
	remember(value);
	return value;
}

void model_store(volatile void *word, uint32_t value, memory_order order)
{
	yield(OP_STEP);
	write_later((struct store){place_of(word), value, false, order != memory_order_relaxed});
	remember(value);
}

/*
 * Where nobody looks at the result it is a store like another, which the core need not wait for.
 * Else it is done at once, after what it is ordered behind.
 */
uint32_t model_fetch_or(volatile void *word, uint32_t mask, memory_order order)
{
	bool release = order != memory_order_relaxed;
	uint32_t before;

	yield(!ALWAYS_SIGNAL && release ? OP_DRAINED : OP_STEP);
	before = get(place_of(word));
	if (ALWAYS_SIGNAL)
		write_later((struct store){place_of(word), mask, true, release});
	else
		set(place_of(word), before | mask);
	remember(ALWAYS_SIGNAL ? 0 : before);
	return before;
}

uint32_t model_exchange(volatile void *word, uint32_t value, memory_order order)
{
	uint32_t before;

	yield(OP_STEP);
	before = get(place_of(word));
	set(place_of(word), value);
	state->stale = WEAK && order == memory_order_relaxed;
	remember(before);
	return before;
}

void model_fence(void)
{
	yield(OP_FENCE);
	remember(1);
}

/* --- the interrupt controller, and the receiver's kernel -------------------------------------- */

/* An SGI that is sent while one is pending is not told from it; one that is active does not count.
 */
static void send_sgi(void)
{
	yield(OP_STEP);
	remember(2);
	if (DROPS && state->masked)
		return;
	state->pending |= PER_SOURCE ? 1u << current : 1u;
}

/* As seL4's handleInterrupt does: acknowledge to the controller, signal, mask, end of interrupt. */
static void kernel_step(void)
{
	if (!state->kernel)
		state->pending &= state->pending - 1;
	if (state->kernel == 1 && state->bound)
		state->notified = true;
	if (state->kernel == 2)
		state->masked = true;
	state->kernel = (state->kernel + 1) % 4;
}

static bool kernel_enabled(void)
{
	return state->kernel || (state->pending && !state->masked);
}

/* --- the protocol ---------------------------------------------------------------------------- */

static mkpart_doorbell_word *place(unsigned index)
{
	return (mkpart_doorbell_word *)&state->memory[index];
}

static unsigned word_of(unsigned sender)
{
	return ONE_NODE ? 0 : sender;
}

/* Two threads of one node that ring one channel each have bits of their own in its data. */
static void ring(unsigned sender, unsigned channel, unsigned time)
{
	unsigned word = word_of(sender);
	bool must = true;

	yield(OP_STEP);
	state->rings[word][channel]++;
	write_later((struct store){DATA(word, channel),
		ONE_NODE ? 1u << (sender * RINGS + time) : time + 1, ONE_NODE, false});
	if (SIGNAL_FIRST)
		send_sgi();
	if (COUNTERS)
		mkpart_doorbell_count(place(COUNTER(word, channel)));
	else
		must = mkpart_doorbell_ring(place(word), 1u << channel);
	if (!SIGNAL_FIRST && !NO_SIGNAL && (must || ALWAYS_SIGNAL))
		send_sgi();
}

static void send_all(void)
{
	unsigned sender = current;

	for (unsigned i = 0; i < RINGS; i++) {
		forget(i);
		ring(sender, rung[sender][i], i);
	}
	forget(RINGS);
}

static void serve(unsigned word, unsigned channel)
{
	uint32_t data;

	yield(OP_STEP);
	data = state->stale ? state->before_wait[DATA(word, channel)] : get(DATA(word, channel));
	state->served[word][channel] = data;
}

static void serve_rung(unsigned word, unsigned channel, uint32_t times)
{
	state->takes[word][channel] += times;
	if (state->takes[word][channel] > state->rings[word][channel])
		fail("a signal was invented");
	serve(word, channel);
}

static bool take_word(unsigned word)
{
	uint32_t bits = mkpart_doorbell_take(place(word));

	if (bits & ~((1u << CHANNELS) - 1))
		fail("a channel that nobody rings");
	for (unsigned channel = 0; channel < CHANNELS; channel++)
		if (bits & 1u << channel)
			serve_rung(word, channel, 1);
	return bits != 0;
}

static bool take_counters(unsigned word)
{
	bool any = false;

	for (unsigned channel = 0; channel < CHANNELS; channel++) {
		uint32_t times = mkpart_doorbell_counted(
			place(COUNTER(word, channel)), &state->seen[word][channel]);
		remember(times); /* also depends on what was seen before */
		if (times)
			serve_rung(word, channel, times);
		any |= times != 0;
	}
	return any;
}

static void take_all(void)
{
	bool any;

	do {
		any = false;
		forget(10);
		for (unsigned word = 0; word < WORDS; word++) {
			any |= COUNTERS ? take_counters(word) : take_word(word);
			forget(20 + 2 * word + any);
			if (FIRST_FULL_WORD_ONLY && any)
				return;
		}
	} while (any || NO_END);
}

static void acknowledge(void)
{
	yield(OP_STEP);
	state->masked = false;
	remember(3);
}

/* What rang before is found when all channels are served. */
static void open_word(unsigned word)
{
	for (unsigned channel = 0; COUNTERS && channel < CHANNELS; channel++)
		state->seen[word][channel] = mkpart_doorbell_counter(place(COUNTER(word, channel)));
	if (!COUNTERS && !NO_OPEN)
		mkpart_doorbell_open(place(word));
}

static void start(void)
{
	yield(OP_STEP);
	state->bound = true;
	if (!NO_START_ACK)
		acknowledge();
	for (unsigned word = 0; word < WORDS; word++)
		open_word(word);
	forget(30);
	for (unsigned word = 0; !NO_START_SERVE && word < WORDS; word++)
		for (unsigned channel = 0; channel < CHANNELS; channel++)
			serve(word, channel);
}

static void receive(void)
{
	start();
	for (;;) {
		forget(40);
		yield(OP_WAIT);
		state->notified = false;
		for (unsigned i = 0; i < PLACES; i++)
			state->before_wait[i] = get(i);
		if (!ACK_LAST && !NO_ACK)
			acknowledge();
		take_all();
		state->stale = false;
		if (ACK_LAST)
			acknowledge();
	}
}

static void run_thread(void)
{
	if (current == RECEIVER)
		receive();
	else
		send_all();
	yield(OP_END);
}

/* --- the search ------------------------------------------------------------------------------ */

/* A thread, the kernel, or one store of a sender's buffer. */
#define KERNEL THREADS
#define STORE(sender, index) (KERNEL + 1 + (sender)*BUFFER + (index))
#define MOVES (KERNEL + 1 + SENDERS * BUFFER)

static unsigned trace[MAX_DEPTH];
static unsigned depth;
static unsigned long states;
static unsigned long ends;

static const char *move_name(unsigned move)
{
	static char text[32];

	if (move < RECEIVER)
		snprintf(text, sizeof text, "sender%u", move);
	else if (move == RECEIVER)
		return "receiver";
	else if (move == KERNEL)
		return "kernel";
	else
		snprintf(text, sizeof text, "store%u", (move - KERNEL - 1) / BUFFER);
	return text;
}

static void fail(const char *what)
{
	printf("%s after", what);
	for (unsigned i = 0; i < depth; i++)
		printf(" %s", move_name(trace[i]));
	printf(" (%lu states)\n", states);
	exit(1);
}

static bool thread_enabled(unsigned thread)
{
	switch (state->next[thread]) {
	case OP_STEP:
		break;
	case OP_WAIT:
		if (!state->notified)
			return false;
		break;
	case OP_FENCE:
	case OP_DRAINED:
		if (thread != RECEIVER && state->buffered[thread])
			return false;
		break;
	case OP_END:
		return false;
	}
	return thread != RECEIVER || !state->kernel; /* they run on one core */
}

/* Stores become visible in any order, but for those to one place and what release holds back. */
static bool store_enabled(unsigned sender, unsigned index)
{
	const struct store *buffer = state->buffer[sender];

	if (index >= state->buffered[sender] || (index && buffer[index].release))
		return false;
	for (unsigned i = 0; i < index; i++)
		if (buffer[i].place == buffer[index].place)
			return false;
	return true;
}

static bool enabled(unsigned move)
{
	if (move < THREADS)
		return thread_enabled(move);
	if (move == KERNEL)
		return kernel_enabled();
	return store_enabled((move - KERNEL - 1) / BUFFER, (move - KERNEL - 1) % BUFFER);
}

static void flush(unsigned sender, unsigned index)
{
	struct store *buffer = state->buffer[sender];

	perform(&buffer[index]);
	state->buffered[sender]--;
	memmove(&buffer[index], &buffer[index + 1],
		(state->buffered[sender] - index) * sizeof *buffer);
	memset(&buffer[state->buffered[sender]], 0, sizeof *buffer);
}

static void make_move(unsigned move)
{
	if (move < THREADS) {
		current = move;
		swapcontext(&scheduler, &threads[move]);
	} else if (move == KERNEL) {
		kernel_step();
	} else {
		flush((move - KERNEL - 1) / BUFFER, (move - KERNEL - 1) % BUFFER);
	}
}

/* --- states seen already: 128 bits of each, so that two are not taken for one ----------------- */

struct seen {
	uint64_t a, b; /* a: never 0 where one is */
	bool open;     /* still on the way that is being tried */
};

static struct seen *table;
static size_t table_size; /* a power of two */

static struct seen hash_state(void)
{
	uint64_t words[sizeof *state / sizeof(uint64_t)];
	struct seen hash = {UINT64_C(0xcbf29ce484222325), UINT64_C(0x84222325cbf29ce4), true};

	_Static_assert(sizeof *state % sizeof(uint64_t) == 0, "whole words");
	memcpy(words, state, sizeof words);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		hash.a = (hash.a ^ words[i]) * UINT64_C(0xff51afd7ed558ccd);
		hash.a ^= hash.a >> 29;
		hash.b = (hash.b + words[i]) * UINT64_C(0x9e3779b97f4a7c15);
		hash.b ^= hash.b >> 31;
	}
	hash.a |= 1;
	return hash;
}

/* The same state's place, or a free one. */
static struct seen *find(struct seen *in, size_t size, const struct seen *hash)
{
	size_t at = hash->b & (size - 1);

	while (in[at].a && (in[at].a != hash->a || in[at].b != hash->b))
		at = (at + 1) & (size - 1);
	return &in[at];
}

static void grow(void)
{
	size_t size = table_size ? 2 * table_size : 1u << 16;
	struct seen *larger = calloc(size, sizeof *larger);

	if (!larger)
		abort();
	for (size_t i = 0; i < table_size; i++)
		if (table[i].a)
			*find(larger, size, &table[i]) = table[i];
	free(table);
	table = larger;
	table_size = size;
}

/* A state that comes again on its own way can come for ever. */
static bool is_new(const struct seen *hash)
{
	struct seen *place;

	if (2 * states >= table_size)
		grow();
	place = find(table, table_size, hash);
	if (place->a && place->open)
		fail("a circle, so that it may never end,");
	if (place->a)
		return false;
	*place = *hash;
	states++;
	return true;
}

/* Nothing can happen any more: everything that was told of has been seen. */
static void check_end(void)
{
	ends++;
	for (unsigned word = 0; word < WORDS; word++)
		for (unsigned channel = 0; channel < CHANNELS; channel++)
			if (state->served[word][channel] != get(DATA(word, channel)))
				fail("a signal was lost");
	for (unsigned sender = 0; sender < SENDERS; sender++)
		if (state->next[sender] != OP_END)
			fail("a sender hangs");
}

static void search(void)
{
	struct seen hash = hash_state();
	bool moved = false;
	struct saved *saved;

	if (!is_new(&hash))
		return;
	if (depth == MAX_DEPTH)
		fail("no end");
	saved = malloc(sizeof *saved);
	if (!saved)
		abort();
	save(saved);
	for (unsigned move = 0; move < MOVES; move++) {
		if (!enabled(move))
			continue;
		moved = true;
		trace[depth++] = move;
		make_move(move);
		search();
		depth--;
		restore(saved);
	}
	if (!moved)
		check_end();
	find(table, table_size, &hash)->open = false;
	free(saved);
}

/* Memory that was never cleared: all words hold what they held at power-up. */
static void begin(void)
{
	for (unsigned word = 0; word < 4; word++)
		set(word, COUNTERS ? UINT32_MAX - word : UINT32_C(0xa5a5a5a5) + word);
	for (unsigned i = 0; i < THREADS; i++) {
		getcontext(&threads[i]);
		threads[i].uc_stack.ss_sp = stacks[i];
		threads[i].uc_stack.ss_size = STACK_BYTES;
		makecontext(&threads[i], run_thread, 0);
		current = i;
		swapcontext(&scheduler, &threads[i]);
	}
}

int main(void)
{
	begin();
	search();
	if (!ends)
		fail("no end");
	printf("holds (%lu states)\n", states);
	return 0;
}
