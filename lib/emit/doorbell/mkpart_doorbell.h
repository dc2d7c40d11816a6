/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Doorbells: many channels between two kernel nodes on one software generated interrupt (SGI) of
 * the receiver. For IPIs with `multiplex: true`; each node's mkpart.h has their constants. C11 with
 * <stdatomic.h>, nothing else of a library; may be included in any number of units. Not C++.
 *
 * Each pair of sender and receiver has a page that these two map and nobody else. In it, WORD and
 * MASK of a channel are its bit; COUNTER is its counter, for memory that is not coherent: see
 *below.
 *
 * Sender, whenever there is something to tell, after the data is written:
 *
 *	if (mkpart_doorbell_ring(word, MASK))
 *		signal the SGI capability
 *
 * It returns false where the bit was set already: whoever set it signals, and the receiver has not
 * taken it yet. To signal all the same is never wrong. It is the better way where threads of
 * different priority ring the same channel: one that does not signal waits for one that will.
 *
 * Receiver, once, with the notification bound to the SGI's IRQ handler:
 *
 *	acknowledge the IRQ handler
 *	mkpart_doorbell_open(each word of each sender)
 *	serve every channel as if it had rung
 *
 * RAM is not cleared at power-up, so that what a word holds then means nothing; and an SGI that
 * arrives before the notification is bound is dropped by the kernel, which masks it as well. Both
 * are made good here, also where a node is started anew.
 *
 * Receiver, for ever:
 *
 *	wait for the notification
 *	acknowledge the IRQ handler
 *	do {
 *		for each word of each sender
 *			bits = mkpart_doorbell_take(word), and serve the channels of these bits
 *	} while (there were any)
 *
 * All words, each time: signals of several senders, or of several channels, arrive as one. In
 *turns, not one word until it is empty: a sender that never stops would keep the others waiting.
 * Acknowledge first: a signal that is sent while the words are taken is then delivered afterwards.
 * (A GIC keeps an SGI pending while it is masked, and so nothing is lost in the other order either;
 * an interrupt controller that drops what arrives while masked would lose it.)
 *
 * Memory. ring and take read, change and write one word on two cores. That needs memory that both
 * map as Normal, write-back cacheable and *inner shareable*; the exclusives and atomics of Arm are
 * undefined between cores on anything else, and no fault tells. A seL4 kernel that is built for one
 * core maps cached frames as non-shareable (seL4, src/arch/arm/64/kernel/vspace.c: the shareability
 * is SMP_TERNARY(SMP_SHARE, 0); issue 1625), at EL1 and EL2. Many cores keep such memory coherent
 * with each other all the same; the architecture does not promise it, and some do not. So: have the
 * kernels map inner shareable, or know that the core does it, or map the page, and what is told of,
 * without seL4_ARM_PageCacheable (that makes it Device memory) and use the counters:
 *
 *	mkpart_doorbell_count(counter); signal the SGI capability, always
 *
 *	seen = mkpart_doorbell_counter(counter), once, in place of open
 *	rings = mkpart_doorbell_counted(counter, &seen), for each channel, in place of take
 *
 * The sender alone writes a counter and the receiver reads it, each with plain loads and stores.
 * Both sides of a channel must do the same. Threads of one sender that count the same channel do
 * so one at a time.
 */
#ifndef MKPART_DOORBELL_H
#define MKPART_DOORBELL_H

#ifdef __cplusplus
#error "mkpart_doorbell.h is C11: call it from a C file"
#endif

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef _Atomic uint32_t mkpart_doorbell_word;

/* The word at an OFFSET or COUNTER of a doorbell page, which is mapped at `page`. */
static inline mkpart_doorbell_word *mkpart_doorbell_at(void *page, uint32_t offset)
{
	return (mkpart_doorbell_word *)((unsigned char *)page + offset);
}

/*
 * Makes stores visible before what the caller does next, which is to send an SGI. Release order
 * ends at memory: the write to ICC_SGI1R_EL1 is no memory access, and the one to GICD_SGIR is to a
 * device. seL4 has no barrier on its way there (plat_sendSGI in src/arch/arm/machine/gic_v2.c and
 * gic_v3.c). Arm IHI 0069, "Software Generated Interrupts", asks for a DSB. For the whole system,
 * as pages need not be inner shareable.
 */
static inline void mkpart_doorbell_barrier(void)
{
#if defined __aarch64__ || (defined __ARM_ARCH && __ARM_ARCH >= 7)
	__asm__ volatile("dsb st" : : : "memory");
#else
	atomic_thread_fence(memory_order_seq_cst);
#endif
}

/* Sender: sets the channel's bit. Whether the SGI must be sent, which is then the caller's to do.
 */
static inline bool mkpart_doorbell_ring(mkpart_doorbell_word *word, uint32_t mask)
{
	uint32_t before = atomic_fetch_or_explicit(word, mask, memory_order_release);

	mkpart_doorbell_barrier();
	return (before & mask) == 0;
}

/* Receiver: takes the bits of all channels that rang since it was last called. 0: none. */
static inline uint32_t mkpart_doorbell_take(mkpart_doorbell_word *word)
{
	return atomic_exchange_explicit(word, 0, memory_order_acquire);
}

/* Receiver, once: throws away what is in the word. Serve every channel afterwards. */
static inline void mkpart_doorbell_open(mkpart_doorbell_word *word)
{
	(void)mkpart_doorbell_take(word);
}

/* Sender, on memory that is not coherent: the SGI must be sent each time. */
static inline void mkpart_doorbell_count(mkpart_doorbell_word *counter)
{
	uint32_t rings = atomic_load_explicit(counter, memory_order_relaxed);

	atomic_store_explicit(counter, rings + 1, memory_order_release);
	mkpart_doorbell_barrier();
}

/* Receiver, once: what the counter stands at. Serve every channel afterwards. */
static inline uint32_t mkpart_doorbell_counter(mkpart_doorbell_word *counter)
{
	return atomic_load_explicit(counter, memory_order_acquire);
}

/* Receiver: how often the channel rang since `*seen`, which it brings up to date. */
static inline uint32_t mkpart_doorbell_counted(mkpart_doorbell_word *counter, uint32_t *seen)
{
	uint32_t rings = mkpart_doorbell_counter(counter);
	uint32_t since = rings - *seen;

	*seen = rings;
	return since;
}

#endif
