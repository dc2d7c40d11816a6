/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/number.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int digit_value(char c, unsigned base)
{
	int value = -1;

	if (c >= '0' && c <= '9')
		value = c - '0';
	else if (base == 16 && c >= 'a' && c <= 'f')
		value = c - 'a' + 10;
	else if (base == 16 && c >= 'A' && c <= 'F')
		value = c - 'A' + 10;
	return value;
}

/* The shift of a unit suffix, or -1. */
static int unit_shift(const char *text, size_t length)
{
	static const char letters[] = "KMGT";
	const char *letter;

	if (length == 0)
		return 0;
	letter = memchr(letters, text[0], sizeof letters - 1);
	if (!letter || !(length == 1 || (length == 3 && memcmp(text + 1, "iB", 2) == 0)))
		return -1;
	return 10 * (int)(letter - letters + 1);
}

/* What is wrong with the text behind the digits. */
static enum mk_number_status tail_complaint(const char *text, size_t length, size_t at)
{
	if (text[at] == ':')
		return MK_NUMBER_SEXAGESIMAL;
	if (text[at] == '.')
		return MK_NUMBER_FLOAT;
	if ((text[at] == 'e' || text[at] == 'E') && at + 1 < length &&
		(digit_value(text[at + 1], 10) >= 0 || text[at + 1] == '+' || text[at + 1] == '-'))
		return MK_NUMBER_FLOAT;
	return MK_NUMBER_UNIT;
}

static enum mk_number_status check_start(const char *text, size_t length)
{
	if (length == 0)
		return MK_NUMBER_EMPTY;
	if (text[0] == '-' && length > 1 && digit_value(text[1], 10) >= 0)
		return MK_NUMBER_NEGATIVE;
	if (text[0] == '.' && length > 1 && digit_value(text[1], 10) >= 0)
		return MK_NUMBER_FLOAT;
	if (digit_value(text[0], 10) < 0)
		return MK_NUMBER_NOT_ONE;
	if (text[0] == '0' && length > 1 && (text[1] == 'o' || text[1] == 'O'))
		return MK_NUMBER_OCTAL;
	return MK_NUMBER_OK;
}

/* Reads digits from *at on; leaves *at behind the last. */
static enum mk_number_status read_digits(
	const char *text, size_t length, unsigned base, size_t *at, uint64_t *value)
{
	bool overflow = false;
	size_t i = *at;
	uint64_t sum = 0;

	for (; i < length; i++) {
		int digit = digit_value(text[i], base);
		if (text[i] == '_') {
			if (i == *at || text[i - 1] == '_' || i + 1 == length ||
				digit_value(text[i + 1], base) < 0)
				return MK_NUMBER_UNDERSCORE;
			continue;
		}
		if (digit < 0)
			break;
		overflow |= __builtin_mul_overflow(sum, (uint64_t)base, &sum);
		overflow |= __builtin_add_overflow(sum, (uint64_t)digit, &sum);
	}
	*at = i;
	*value = sum;
	return overflow ? MK_NUMBER_OVERFLOW : MK_NUMBER_OK;
}

enum mk_number_status mk_number_parse(const char *text, size_t length, uint64_t *value)
{
	enum mk_number_status status = check_start(text, length);
	bool hexadecimal = length > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
	enum mk_number_status digits;
	size_t at = hexadecimal ? 2 : 0;
	size_t start = at;
	uint64_t number = 0;
	int shift;

	if (status != MK_NUMBER_OK)
		return status;
	digits = read_digits(text, length, hexadecimal ? 16 : 10, &at, &number);
	if (digits == MK_NUMBER_UNDERSCORE)
		return digits;
	if (at == start)
		return MK_NUMBER_UNIT;
	shift = unit_shift(text + at, length - at);
	if (shift < 0)
		return tail_complaint(text, length, at);
	if (!hexadecimal && text[0] == '0' && at > 1)
		return MK_NUMBER_OCTAL;
	if (digits != MK_NUMBER_OK || number > UINT64_MAX >> shift)
		return MK_NUMBER_OVERFLOW;
	*value = number << shift;
	return MK_NUMBER_OK;
}

const char *mk_number_complaint(enum mk_number_status status)
{
	switch (status) {
	case MK_NUMBER_OK:
		return "a number";
	case MK_NUMBER_EMPTY:
		return "empty";
	case MK_NUMBER_NOT_ONE:
		return "not a number";
	case MK_NUMBER_OCTAL:
		return "octal to some readers and decimal to others";
	case MK_NUMBER_SEXAGESIMAL:
		return "a base-60 number to some readers and text to others";
	case MK_NUMBER_FLOAT:
		return "a floating-point number";
	case MK_NUMBER_NEGATIVE:
		return "negative";
	case MK_NUMBER_UNDERSCORE:
		return "a number with a '_' that is not between two digits";
	case MK_NUMBER_UNIT:
		return "a number with an unknown unit";
	case MK_NUMBER_OVERFLOW:
		return "larger than 64 bits can hold";
	}
	return "not a number";
}

static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};

/* More of a unit than this is hard to read. */
#define MOST_OF_A_UNIT 9999u

/* "1.3 GiB", rounded down, in the largest unit that gives 1 or more. */
static void rounded_size_text(uint64_t size_bytes, char text[MK_NUMBER_SIZE_BYTES])
{
	int unit = 3;
	uint64_t tenths;

	while (unit > 0 && size_bytes >> (10 * (unit + 1)) == 0)
		unit--;
	tenths = (size_bytes >> (10 * unit)) % 1024 * 10 / 1024;
	if (tenths)
		snprintf(text, 32, "about %" PRIu64 ".%" PRIu64 " %s",
			size_bytes >> (10 * (unit + 1)), tenths, units[unit]);
	else
		snprintf(text, 32, "about %" PRIu64 " %s", size_bytes >> (10 * (unit + 1)),
			units[unit]);
}

void mk_number_size_text(uint64_t size_bytes, char text[MK_NUMBER_SIZE_BYTES])
{
	for (int unit = 3; unit >= 0; unit--) {
		int shift = 10 * (unit + 1);
		if (!size_bytes || size_bytes % (UINT64_C(1) << shift))
			continue;
		if (size_bytes >> shift > MOST_OF_A_UNIT)
			break;
		snprintf(text, 32, "%" PRIu64 " %s", size_bytes >> shift, units[unit]);
		return;
	}
	if (size_bytes >> 10 > MOST_OF_A_UNIT)
		rounded_size_text(size_bytes, text);
	else
		snprintf(text, 32, "0x%" PRIx64 " bytes", size_bytes);
}
