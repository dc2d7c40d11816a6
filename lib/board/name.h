/* SPDX-License-Identifier: BSD-2-Clause */
/* What a node or property may be called in device tree source (Devicetree Specification, 2.2). */
#ifndef MK_BOARD_NAME_H
#define MK_BOARD_NAME_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

bool mk_dt_is_name_byte(char byte);

/* Whether dtc can read the name back; an empty one cannot be written at all. */
bool mk_dt_name_is_legal(const char *name);

/*
 * A number for a name, another one for most others: its length, and three of its bytes. Names are
 * only compared where their keys are the same. MK_DT_KEY is that of a string literal, and may stand
 * in an initialiser.
 */
#define MK_DT_KEY_OF(length, first, middle, last)                                                  \
	((uint32_t)(uint8_t)(length) << 24 | (uint32_t)(uint8_t)(first) << 16 |                    \
		(uint32_t)(uint8_t)(middle) << 8 | (uint32_t)(uint8_t)(last))
#define MK_DT_KEY(name)                                                                            \
	MK_DT_KEY_OF(sizeof(name) - 1, (name)[0], (name)[(sizeof(name) - 1) / 2],                  \
		(name)[sizeof(name) - 2])

static inline uint32_t mk_dt_name_key(const char *name)
{
	size_t length = strlen(name);

	return length ? MK_DT_KEY_OF(length, name[0], name[length / 2], name[length - 1]) : 0;
}

/* One of 64 bits for a key, for sets of them that may say yes too often, and never no. */
static inline uint64_t mk_dt_key_bit(uint32_t key)
{
	return UINT64_C(1) << (key * 0x9e3779b1u >> 26);
}

#endif
