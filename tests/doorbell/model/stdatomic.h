/* SPDX-License-Identifier: BSD-2-Clause */
/* In place of the compiler's: each operation on shared memory is a step of the model. */
#ifndef MODEL_STDATOMIC_H
#define MODEL_STDATOMIC_H

#include <stdint.h>

typedef enum {
	memory_order_relaxed,
	memory_order_acquire,
	memory_order_release,
	memory_order_seq_cst
} memory_order;

uint32_t model_load(const volatile void *word, memory_order order);
void model_store(volatile void *word, uint32_t value, memory_order order);
uint32_t model_fetch_or(volatile void *word, uint32_t mask, memory_order order);
uint32_t model_exchange(volatile void *word, uint32_t value, memory_order order);
void model_fence(void);

#define atomic_load_explicit(word, order) model_load((word), (order))
#define atomic_store_explicit(word, value, order) model_store((word), (value), (order))
#define atomic_fetch_or_explicit(word, mask, order) model_fetch_or((word), (mask), (order))
#define atomic_exchange_explicit(word, value, order) model_exchange((word), (value), (order))
#define atomic_thread_fence(order) model_fence()

#endif
