/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The protocol with real threads: two senders, a receiver, and an SGI that is a flag which
 * coalesces. What is told of is plain memory, so that a thread sanitizer sees where order is
 * missing.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#include "mkpart_doorbell.h"

#define SENDERS 2
#define CHANNELS 4
#define ROUNDS 20000u

static mkpart_doorbell_word words[SENDERS];
static atomic_bool sgi;
static uint32_t data[SENDERS][CHANNELS];
static atomic_uint taken[SENDERS][CHANNELS];

/* The next data of a channel is written when the last was read: a ring buffer of one. */
static void *send_all(void *argument)
{
	unsigned sender = *(unsigned *)argument;

	for (uint32_t i = 1; i <= ROUNDS; i++) {
		unsigned channel = i % CHANNELS;
		while (i > CHANNELS && atomic_load_explicit(&taken[sender][channel],
					       memory_order_acquire) != i - CHANNELS)
			sched_yield();
		data[sender][channel] = i;
		if (mkpart_doorbell_ring(&words[sender], 1u << channel))
			atomic_store(&sgi, true);
	}
	return NULL;
}

static uint32_t serve(unsigned sender, uint32_t bits)
{
	for (unsigned channel = 0; channel < CHANNELS; channel++)
		if (bits & 1u << channel)
			atomic_store_explicit(&taken[sender][channel], data[sender][channel],
				memory_order_release);
	return bits;
}

static bool done(void)
{
	uint32_t last = 0;

	for (unsigned sender = 0; sender < SENDERS; sender++)
		for (unsigned channel = 0; channel < CHANNELS; channel++)
			last += atomic_load(&taken[sender][channel]) > ROUNDS - CHANNELS;
	return last == SENDERS * CHANNELS;
}

int main(void)
{
	unsigned numbers[SENDERS] = {0, 1};
	pthread_t threads[SENDERS];

	for (unsigned i = 0; i < SENDERS; i++)
		mkpart_doorbell_open(&words[i]);
	for (unsigned i = 0; i < SENDERS; i++)
		pthread_create(&threads[i], NULL, send_all, &numbers[i]);
	while (!done()) {
		uint32_t any;
		while (!atomic_exchange(&sgi, false))
			sched_yield();
		do {
			any = 0;
			for (unsigned i = 0; i < SENDERS; i++)
				any |= serve(i, mkpart_doorbell_take(&words[i]));
		} while (any);
	}
	for (unsigned i = 0; i < SENDERS; i++)
		pthread_join(threads[i], NULL);
	puts("all arrived");
	return 0;
}
