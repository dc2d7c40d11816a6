/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The one reading of a number that every YAML and JSON author agrees on: decimal or 0x,
 * an optional binary unit (K M G T, KiB MiB GiB TiB: powers of two), `_` between digits.
 */
#ifndef MK_BASE_NUMBER_H
#define MK_BASE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

enum mk_number_status {
	MK_NUMBER_OK,
	MK_NUMBER_EMPTY,
	MK_NUMBER_NOT_ONE,     /* text that does not start like a number */
	MK_NUMBER_OCTAL,       /* 0755 and 0o755: eight or ten, depending on the reader */
	MK_NUMBER_SEXAGESIMAL, /* 1:30 is 90 to a YAML 1.1 reader */
	MK_NUMBER_FLOAT,
	MK_NUMBER_NEGATIVE,
	MK_NUMBER_UNDERSCORE, /* one that is not between two digits */
	MK_NUMBER_UNIT,	      /* digits, then something that is no unit */
	MK_NUMBER_OVERFLOW,   /* does not fit 64 bits */
};

/* Writes *value only on MK_NUMBER_OK. The text need not be NUL-terminated. */
enum mk_number_status mk_number_parse(const char *text, size_t length, uint64_t *value);

/* Why a text was refused, to follow "is"; never NULL. */
const char *mk_number_complaint(enum mk_number_status status);

/*
 * "64 KiB", "1 GiB", "0x28001 bytes": in the largest binary unit that divides the size; "about 1.3
 * GiB" where that would need more than four digits.
 */
#define MK_NUMBER_SIZE_BYTES 32
void mk_number_size_text(uint64_t size_bytes, char text[MK_NUMBER_SIZE_BYTES]);

#endif
