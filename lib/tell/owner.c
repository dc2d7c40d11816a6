/* SPDX-License-Identifier: BSD-2-Clause */
/* What was asked for. */
#include "tell/owner.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"
#include "base/number.h"
#include "tell/owner_parts.h"

/* The ways to name an interrupt. */
static const struct numbering {
	const char *word;
	uint32_t first; /* INTID of number 0 */
	uint32_t last;	/* number */
} numberings[] = {
	{"intid", 0, MK_INTID_SPI_LAST},
	{"spi", MK_INTID_SPI_FIRST, MK_SPI_LAST},
	{"ppi", MK_INTID_PPI_FIRST, MK_INTID_SPI_FIRST - MK_INTID_PPI_FIRST - 1},
	{"sgi", 0, MK_SGI_COUNT - 1},
};

__attribute__((format(printf, 2, 3))) static bool refuse(
	struct mk_buffer *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	mk_escape_ascii(out, mk_arena_vprintf(out->arena, format, arguments));
	va_end(arguments);
	return false;
}

/*
 * The number behind "intid ", "spi:" and the like, or with `tight` that of "spi5", which may as
 * well be an alias; NULL where `what` does not begin with that word.
 */
static const char *number_behind(const char *what, const char *word, bool tight)
{
	static const char between[] = " \t:=#";
	size_t length = strlen(word);

	if (strncasecmp(what, word, length) != 0 || !what[length])
		return NULL;
	if (tight)
		return isdigit((unsigned char)what[length]) ? what + length : NULL;
	if (!strchr(between, what[length]))
		return NULL;
	return what + length + strspn(what + length, between);
}

static bool answer_interrupt(
	struct mk_answer *answer, const struct numbering *numbering, const char *digits)
{
	uint64_t number;
	enum mk_number_status status = mk_number_parse(digits, strlen(digits), &number);

	if (status != MK_NUMBER_OK)
		return refuse(answer->out, "'%s' is not an interrupt number: it is %s", digits,
			mk_number_complaint(status));
	if (number > numbering->last)
		return refuse(answer->out, "there is no %s %" PRIu64 ": the last one is %" PRIu32,
			numbering->word, number, numbering->last);
	mk_answer_interrupt(answer, (struct mk_intid){numbering->first + (uint32_t)number});
	return true;
}

static bool is_bare(const char *text)
{
	return text[strspn(text, "0123456789_")] == '\0';
}

static bool answer_address(struct mk_answer *answer, const char *text, uint64_t address)
{
	mk_answer_address(answer, (struct mk_range){address, address});
	if (is_bare(text) && address <= MK_INTID_SPI_LAST)
		mk_answer_fact(answer, "for the interrupt: mkpart own LAYOUT intid %s", text);
	return true;
}

/* What somebody who forgot the 0x meant. */
static bool is_bare_hexadecimal(const char *text)
{
	size_t length = strlen(text);

	return strpbrk(text, "0123456789") && length <= 16 &&
	       strspn(text, "0123456789abcdefABCDEF") == length;
}

static bool refuse_name(struct mk_answer *answer, const char *what, enum mk_number_status status,
	const char *nearest)
{
	const char *name = mk_answer_nearest_name(answer, what);

	if (name)
		return refuse(answer->out, "there is nothing called '%s'; did you mean '%s'?", what,
			name);
	if (is_bare_hexadecimal(what))
		return refuse(answer->out,
			"'%s' is neither a number nor a device; did you mean '0x%s'?", what, what);
	if (isdigit((unsigned char)what[0]) && !nearest)
		return refuse(answer->out, "'%s' is neither a device nor an address: it is %s",
			what, mk_number_complaint(status));
	if (nearest)
		return refuse(
			answer->out, "there is no device '%s'; did you mean '%s'?", what, nearest);
	return refuse(answer->out,
		"'%s' is neither an address nor a range, an interrupt (intid N, spi N), a device or a "
		"name in the layout",
		what);
}

/* --- ranges ----------------------------------------------------------------------------------- */

/* "0x60000000..0x6fffffff", "0x60000000-0x6fffffff", "0x60000000:256M", "0x60000000+256M". */
static const struct joint {
	const char *text;
	bool size; /* behind it, not the last address */
} joints[] = {{"..", false}, {"-", false}, {":", true}, {"+", true}};

static bool range_from(uint64_t first, uint64_t number, bool size, struct mk_range *range)
{
	if (size)
		return mk_range_make(first, number, range) == MK_RANGE_OK;
	*range = (struct mk_range){first, number};
	return first <= number;
}

static bool parse_range(const char *what, struct mk_range *range)
{
	uint64_t first, second;

	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		const char *at = strstr(what, joints[i].text);
		const char *end = at ? at + strlen(joints[i].text) : NULL;
		if (at && mk_number_parse(what, (size_t)(at - what), &first) == MK_NUMBER_OK &&
			mk_number_parse(end, strlen(end), &second) == MK_NUMBER_OK)
			return range_from(first, second, joints[i].size, range);
	}
	return false;
}

/* --- what it is ------------------------------------------------------------------------------- */

static bool is_interrupt(
	const char *what, bool tight, const struct numbering **numbering, const char **digits)
{
	for (size_t i = 0; i < sizeof numberings / sizeof *numberings; i++) {
		*numbering = &numberings[i];
		*digits = number_behind(what, numberings[i].word, tight);
		if (*digits)
			return true;
	}
	return false;
}

/* As device trees and layouts write it: "<GIC_SPI 63 4>", "<0 63 4>", "{spi: 63}". */
static bool is_written_interrupt(struct mk_arena *arena, const char *what,
	const struct numbering **numbering, const char **digits)
{
	static const char prefix[] = "GIC_";
	const char *text = what + strspn(what, " <{[");

	if (strncasecmp(text, prefix, sizeof prefix - 1) == 0)
		text += sizeof prefix - 1;
	else if ((*text == '0' || *text == '1') && text[1] == ' ' &&
		 isdigit((unsigned char)text[2]))
		text = mk_arena_printf(arena, "%s %s", *text == '0' ? "spi" : "ppi", text + 2);
	else if (text == what)
		return false;
	if (!is_interrupt(text, false, numbering, digits))
		return false;
	*digits = mk_arena_printf(arena, "%.*s", (int)strcspn(*digits, " ,>}]"), *digits);
	return true;
}

/* "irq 37" may be either. */
static const char *number_of_unknown_kind(const char *what)
{
	static const char *const words[] = {"irq", "interrupt"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *digits = number_behind(what, words[i], false);
		digits = digits ? digits : number_behind(what, words[i], true);
		if (digits && is_bare(digits))
			return digits;
	}
	return NULL;
}

/* A device, something of the layout, or both, where both have the name. */
static bool answer_name(struct mk_answer *answer, const char *what, enum mk_number_status status)
{
	struct mk_lookup found = mk_board_find(answer->plan->board, answer->arena, what);
	const struct numbering *numbering;
	const char *digits;
	bool named = mk_answer_name(answer, what);

	if (found.status == MK_LOOKUP_FOUND)
		mk_answer_device(answer, found.node);
	else if (named)
		return true;
	else if (found.status == MK_LOOKUP_AMBIGUOUS)
		return refuse(answer->out, "'%s' is the name of several devices: '%s' and '%s'",
			what, found.node->path, found.other->path);
	else if (is_interrupt(what, true, &numbering, &digits))
		return answer_interrupt(answer, numbering, digits);
	else if ((digits = number_of_unknown_kind(what)))
		return refuse(answer->out,
			"'%s' does not say what it counts: ask for 'intid %s' or for 'spi %s'",
			what, digits, digits);
	else
		return refuse_name(answer, what, status, found.nearest);
	return true;
}

bool mk_owner_answer(const struct mk_plan *plan, const char *what, struct mk_buffer *out)
{
	struct mk_answer answer = {.arena = out->arena, .out = out, .plan = plan};
	const struct numbering *numbering;
	const char *digits;
	enum mk_number_status status;
	struct mk_range range;
	uint64_t address;

	answer.devices = mk_board_devices(plan->board, out->arena);
	if (is_interrupt(what, false, &numbering, &digits) ||
		is_written_interrupt(out->arena, what, &numbering, &digits))
		return answer_interrupt(&answer, numbering, digits);
	status = mk_number_parse(what, strlen(what), &address);
	if (status == MK_NUMBER_OK)
		return answer_address(&answer, what, address);
	if (parse_range(what, &range)) {
		mk_answer_address(&answer, range);
		return true;
	}
	return answer_name(&answer, what, status);
}
