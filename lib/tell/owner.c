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

/* The number behind "intid " and the like; NULL where `what` does not begin with that word. */
static const char *number_behind(const char *what, const char *word)
{
	size_t length = strlen(word);

	if (strncasecmp(what, word, length) != 0 || !what[length] || !strchr(" \t:=", what[length]))
		return NULL;
	return what + length + strspn(what + length, " \t:=");
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
	mk_answer_address(answer, address);
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
	if (mk_plan_node_named(answer->plan, what))
		return refuse(
			answer->out, "'%s' is a node: 'mkpart plan' shows all that it has", what);
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
		"'%s' is neither an address nor an interrupt (intid N, spi N) nor a device", what);
}

static bool answer_name(struct mk_answer *answer, const char *what, enum mk_number_status status)
{
	struct mk_lookup found = mk_board_find(answer->plan->board, answer->arena, what);

	if (found.status == MK_LOOKUP_UNKNOWN)
		return refuse_name(answer, what, status, found.nearest);
	if (found.status == MK_LOOKUP_AMBIGUOUS)
		return refuse(answer->out, "'%s' is the name of several devices: '%s' and '%s'",
			what, found.node->path, found.other->path);
	mk_answer_device(answer, found.node);
	return true;
}

bool mk_owner_answer(const struct mk_plan *plan, const char *what, struct mk_buffer *out)
{
	struct mk_answer answer = {.arena = out->arena, .out = out, .plan = plan};
	enum mk_number_status status;
	uint64_t address;

	answer.devices = mk_board_devices(plan->board, out->arena);
	for (size_t i = 0; i < sizeof numberings / sizeof *numberings; i++) {
		const char *digits = number_behind(what, numberings[i].word);
		if (digits)
			return answer_interrupt(&answer, &numberings[i], digits);
	}
	status = mk_number_parse(what, strlen(what), &address);
	if (status == MK_NUMBER_OK)
		return answer_address(&answer, what, address);
	return answer_name(&answer, what, status);
}
