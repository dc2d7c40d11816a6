/* SPDX-License-Identifier: BSD-2-Clause */
#include "layout/advice.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* No number that somebody meant is longer. */
#define NUMBER_MAX_BYTES 64

#define DECIMAL "0123456789"
#define HEXADECIMAL DECIMAL "abcdefABCDEF"

static bool is_number(const char *text)
{
	uint64_t value;

	return mk_number_parse(text, strlen(text), &value) == MK_NUMBER_OK;
}

static const char *if_number(const char *text)
{
	return is_number(text) ? text : NULL;
}

/* What "k", "MB", " GiB", "bytes" were meant to multiply by, as a shift; -1 if nothing known. */
static int unit_meant(const char *unit)
{
	static const char *const endings[] = {"", "b", "i", "ib"};
	static const char letters[] = "KkMmGgTt";
	const char *letter;

	static const char *const names[] = {"kilobyte", "megabyte", "gigabyte", "terabyte",
		"kibibyte", "mebibyte", "gibibyte", "tebibyte"};

	unit += strspn(unit, " ");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncasecmp(unit, names[i], strlen(names[i])) == 0)
			return 10 * (int)(i % 4 + 1);
	if (!*unit || strcasecmp(unit, "b") == 0 || strcasecmp(unit, "bytes") == 0)
		return 0;
	letter = strchr(letters, *unit);
	for (size_t i = 0; letter && i < sizeof endings / sizeof *endings; i++)
		if (strcasecmp(unit + 1, endings[i]) == 0)
			return 10 * (int)((letter - letters) / 2 + 1);
	return -1;
}

static char unit_letter(int shift)
{
	return " KMGT"[shift / 10];
}

/* 1610612736 as "1536M". */
static const char *with_unit(struct mk_arena *arena, uint64_t value)
{
	for (int shift = 40; value && shift > 0; shift -= 10)
		if (value % (UINT64_C(1) << shift) == 0)
			return mk_arena_printf(
				arena, "%" PRIu64 "%c", value >> shift, unit_letter(shift));
	return mk_arena_printf(arena, "%" PRIu64, value);
}

static const char *without_underscores(struct mk_arena *arena, const char *text)
{
	char *copy = mk_arena_alloc(arena, strlen(text) + 1);
	size_t length = 0;

	for (; *text; text++)
		if (*text != '_')
			copy[length++] = *text;
	return copy;
}

/* Reads octal digits from *text on and moves it behind them. */
static bool read_octal(const char **text, uint64_t *value)
{
	bool fits = true;

	for (*value = 0; **text >= '0' && **text <= '7'; ++*text) {
		fits = fits && *value <= UINT64_MAX >> 3;
		*value = *value << 3 | (uint64_t)(**text - '0');
	}
	return fits && **text != '8' && **text != '9';
}

/* One reading, or none. */
static struct mk_number_advice only(const char *spelling)
{
	return (struct mk_number_advice){.shown = spelling, .spellings = {spelling}};
}

/* Both readings of 0755; one where they agree or only one is possible. */
static struct mk_number_advice advise_octal(struct mk_arena *arena, const char *written)
{
	const char *text = without_underscores(arena, written);
	bool marked = text[1] == 'o' || text[1] == 'O';
	const char *digits = text + (marked ? 2 : strspn(text, "0"));
	const char *unit = digits;
	const char *decimal, *octal;
	bool is_octal;
	uint64_t value;

	is_octal = read_octal(&unit, &value);
	octal = mk_arena_printf(arena, "0x%" PRIx64 "%s", value, unit);
	if (marked)
		return only(is_octal ? if_number(octal) : NULL);
	decimal = strspn(digits, DECIMAL) ? digits : mk_arena_printf(arena, "0%s", digits);
	if (!is_number(decimal) || !is_octal || !is_number(octal) || value < 8)
		return only(if_number(decimal));
	return (struct mk_number_advice){
		.shown = mk_arena_printf(arena, "%s or %s", decimal, octal),
		.spellings = {decimal, octal}};
}

static bool times_ten(uint64_t *value, unsigned digit)
{
	return !__builtin_mul_overflow(*value, UINT64_C(10), value) &&
	       !__builtin_add_overflow(*value, (uint64_t)digit, value);
}

/* Reads an exponent such as e+6; false if it is none or out of reach. */
static bool read_exponent(const char **text, int *scale)
{
	bool negative;
	int exponent = 0;

	if (**text != 'e' && **text != 'E')
		return true;
	++*text;
	negative = **text == '-';
	*text += **text == '-' || **text == '+';
	if (!strspn(*text, DECIMAL))
		return false;
	for (; strspn(*text, DECIMAL); ++*text)
		if (exponent < 100)
			exponent = 10 * exponent + (**text - '0');
	*scale += negative ? -exponent : exponent;
	return true;
}

/* The whole number that "1.5G" or "1e6" is equal to. */
static bool exact_value(const char *text, uint64_t *value)
{
	bool behind_point = false;
	int scale = 0;
	int shift;

	for (*value = 0; strspn(text, DECIMAL ".") && !(behind_point && *text == '.'); text++) {
		if (*text == '.')
			behind_point = true;
		else if (!times_ten(value, (unsigned)(*text - '0')))
			return false;
		else
			scale -= behind_point;
	}
	if (!read_exponent(&text, &scale) || (shift = unit_meant(text)) < 0)
		return false;
	if (*value > UINT64_MAX >> shift)
		return false;
	*value <<= shift;
	for (; scale < 0; scale++, *value /= 10)
		if (*value % 10)
			return false;
	for (; scale > 0 && *value; scale--)
		if (!times_ten(value, 0))
			return false;
	return true;
}

/* Both spellings of a unit mean the same. */
static struct mk_number_advice advise_unit(struct mk_arena *arena, const char *text)
{
	bool hexadecimal = strncasecmp(text, "0x", 2) == 0;
	size_t length =
		hexadecimal ? 2 + strspn(text + 2, HEXADECIMAL "_") : strspn(text, DECIMAL "_");
	const char *digits = mk_arena_copy(arena, text, length);
	int shift = unit_meant(text + length);
	char letter;

	if (shift < 0 || !is_number(digits))
		return only(NULL);
	if (shift == 0)
		return only(digits);
	letter = unit_letter(shift);
	return (struct mk_number_advice){
		.shown = mk_arena_printf(arena, "%s%c or %s%ciB", digits, letter, digits, letter),
		.spellings = {mk_arena_printf(arena, "%s%c", digits, letter)}};
}

/* Hexadecimal digits without their 0x, as other languages have them: $4000, 4000h, x4000. */
static const char *advise_hexadecimal(struct mk_arena *arena, const char *text)
{
	size_t length;

	text += *text == '$' || *text == '#' || *text == 'x' || *text == 'X';
	length = strspn(text, HEXADECIMAL "_");
	if (!length || (text[length] && strcasecmp(text + length, "h") != 0))
		return NULL;
	return text[1] ? if_number(mk_arena_printf(arena, "0x%.*s", (int)length, text)) : NULL;
}

/* A comma before other than three digits is no separator of thousands. */
static bool has_decimal_comma(const char *text)
{
	const char *comma = strchr(text, ',');

	return comma && strspn(comma + 1, DECIMAL) != 3;
}

/* The text without what people put between groups of digits. */
static const char *without_separators(struct mk_arena *arena, const char *text)
{
	char *copy = mk_arena_alloc(arena, strlen(text) + 1);
	size_t length = 0;

	if (has_decimal_comma(text))
		return NULL;
	for (; *text; text++)
		if (!strchr(" ,'_", *text))
			copy[length++] = *text;
	return if_number(copy);
}

/* Letters that look like digits, as the digits. NULL where there are none, or it is no number. */
static const char *without_lookalikes(struct mk_arena *arena, const char *text, char *letter)
{
	static const char lookalikes[] = "OolI";
	static const char digits[] = "0011";
	char *copy = mk_arena_copy(arena, text, strlen(text));

	*letter = '\0';
	for (char *at = copy; *at; at++) {
		const char *found = strchr(lookalikes, *at);
		bool is_unit = at > copy && *at == 'i' && strchr("KMGT", at[-1]);
		if (!found || is_unit)
			continue;
		*letter = *letter ? *letter : *at;
		*at = digits[found - lookalikes];
	}
	return *letter ? if_number(copy) : NULL;
}

static struct mk_number_advice advise_text(struct mk_arena *arena, const char *text)
{
	struct mk_number_advice advice = advise_unit(arena, text);
	char letter;
	const char *spelling;

	if (advice.shown)
		return advice;
	spelling = without_lookalikes(arena, text, &letter);
	if (spelling) {
		advice = only(spelling);
		advice.complaint =
			mk_arena_printf(arena, "not a number: it has the letter '%c'", letter);
		return advice;
	}
	spelling = *text == '+' ? if_number(text + 1) : advise_hexadecimal(arena, text);
	return only(spelling ? spelling : without_separators(arena, text));
}

static struct mk_number_advice advise(
	struct mk_arena *arena, enum mk_number_status status, const char *text)
{
	uint64_t value;

	if (strnlen(text, NUMBER_MAX_BYTES + 1) > NUMBER_MAX_BYTES)
		return only(NULL);
	switch (status) {
	case MK_NUMBER_OCTAL:
		return advise_octal(arena, text);
	case MK_NUMBER_FLOAT:
		return only(exact_value(text, &value) ? with_unit(arena, value) : NULL);
	case MK_NUMBER_UNIT:
	case MK_NUMBER_NOT_ONE:
		return advise_text(arena, text);
	case MK_NUMBER_UNDERSCORE:
		return only(if_number(without_underscores(arena, text)));
	default:
		return only(NULL);
	}
}

struct mk_number_advice mk_number_advise(
	struct mk_arena *arena, enum mk_number_status status, const char *text)
{
	struct mk_number_advice advice = advise(arena, status, text);

	if (!advice.complaint)
		advice.complaint = mk_number_complaint(status);
	return advice;
}
