/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/board_lines.h"

#include <string.h>

#include "base/escape.h"
#include "tell/board_facts.h"

/* Names longer than this are told by their unit address, and paths by their end. */
#define LONG_NAME 16
#define LONG_PATH 45

struct writer {
	struct mk_arena *arena;
	const struct mk_board *board;
};

/* Interrupts of a device that need no words of their own behind the first. */
struct run {
	const struct mk_interrupt *first;
	size_t count;
	uint32_t step; /* between their numbers: 0 or 1 */
};

/* --- runs ------------------------------------------------------------------------------------- */

/* A hart's own controller, which a timer or the PLIC feeds for each hart. */
static bool is_core_local(const struct mk_interrupt *interrupt)
{
	const char *type = NULL;

	if (interrupt->kind == MK_INTERRUPT_CASCADED && interrupt->controller->parent)
		type = mk_dt_string(interrupt->controller->parent, "device_type");
	return type && strcmp(type, "cpu") == 0;
}

static bool same_way(const struct mk_interrupt *a, const struct mk_interrupt *b)
{
	if (a->controller != b->controller || a->via_count != b->via_count ||
		a->mapped != b->mapped || mk_interrupt_trigger(a) != mk_interrupt_trigger(b))
		return false;
	for (uint32_t i = 0; i < a->via_count; i++)
		if (a->via[i] != b->via[i])
			return false;
	return true;
}

static bool follows(const struct run *run, const struct mk_interrupt *next)
{
	const struct mk_interrupt *last = run->first + run->count - 1;

	if (last->kind != next->kind || is_core_local(last) != is_core_local(next))
		return false;
	if (is_core_local(last))
		return true;
	if (last->kind == MK_INTERRUPT_UNRESOLVED)
		return strcmp(last->complaint, next->complaint) == 0;
	return same_way(last, next) && next->number - last->number == run->step;
}

static struct run run_from(const mk_interrupts *interrupts, size_t first)
{
	const struct mk_interrupt *items = interrupts->items;
	size_t left = interrupts->count - first;
	struct run run = {.first = &items[first], .count = 1, .step = 1};

	if (left > 1 && items[first + 1].number == items[first].number)
		run.step = 0;
	while (run.count < left && follows(&run, run.first + run.count))
		run.count++;
	return run;
}

/* --- words ------------------------------------------------------------------------------------ */

static const char *count_text(const struct writer *writer, const struct run *run)
{
	return mk_arena_printf(writer->arena, "%zu times", run->count);
}

/* "INTID 53", or "INTID 53..60" */
static const char *numbers(
	const struct writer *writer, const char *word, uint32_t first, const struct run *run)
{
	uint32_t last = first + run->step * (uint32_t)(run->count - 1);

	return mk_arena_printf(
		writer->arena, first == last ? "%s %u" : "%s %u..%u", word, first, last);
}

static void join(struct mk_buffer *words, const char *word)
{
	mk_buffer_puts(words, words->length ? ", " : "");
	mk_buffer_puts(words, word);
}

static void add_router(struct mk_buffer *words, const struct mk_dt_node *router)
{
	const char *address = strchr(router->name, '@');

	join(words, "via ");
	mk_escape_ascii(
		words, address && strlen(router->name) > LONG_NAME ? address : router->name);
}

static void add_trigger(struct mk_buffer *words, const struct mk_interrupt *interrupt)
{
	enum mk_trigger trigger = mk_interrupt_trigger(interrupt);

	if (trigger != MK_TRIGGER_NONE)
		join(words, mk_trigger_word(trigger));
}

static const char *resolved_rest(const struct writer *writer, const struct run *run)
{
	struct mk_buffer words;

	mk_buffer_init(&words, writer->arena);
	add_trigger(&words, run->first);
	for (uint32_t i = 0; i < run->first->via_count; i++)
		add_router(&words, run->first->via[i]);
	if (run->first->mapped)
		join(&words, "by interrupt-map");
	if (run->count > 1 && !run->step)
		join(&words, count_text(writer, run));
	return words.text;
}

static struct mk_interrupt_line resolved(const struct writer *writer, const struct run *run)
{
	const char *word = run->first->kind == MK_INTERRUPT_SPI ? "SPI" : "PPI";

	return (struct mk_interrupt_line){
		numbers(writer, "INTID", run->first->intid.value, run),
		numbers(writer, word, run->first->number, run),
		resolved_rest(writer, run),
	};
}

void mk_board_short_path(struct mk_buffer *out, const struct mk_dt_node *node, size_t limit)
{
	if (strlen(node->path) <= limit || !node->parent) {
		mk_escape_ascii(out, node->path);
		return;
	}
	mk_buffer_puts(out, "../");
	mk_escape_ascii(out, node->parent->name);
	mk_buffer_putc(out, '/');
	mk_escape_ascii(out, node->name);
}

static const char *cascaded(const struct writer *writer, const struct run *run)
{
	bool root = mk_interrupt_is_root_line(writer->board, run->first);
	bool source = root && mk_gic_is_plic(&writer->board->gic);
	struct mk_buffer words;

	mk_buffer_init(&words, writer->arena);
	mk_buffer_puts(
		&words, numbers(writer, source ? "source" : "line", run->first->number, run));
	if (!root) {
		mk_buffer_puts(&words, " of ");
		mk_board_short_path(&words, run->first->controller, LONG_PATH);
	}
	add_trigger(&words, run->first);
	if (run->count > 1 && !run->step)
		join(&words, count_text(writer, run));
	return words.text;
}

/* "core-local: cpu@0 3, cpu@0 7" */
static const char *core_local(const struct writer *writer, const struct run *run)
{
	struct mk_buffer words;

	mk_buffer_init(&words, writer->arena);
	for (size_t i = 0; i < run->count; i++) {
		mk_buffer_puts(&words, i ? ", " : "core-local: ");
		mk_escape_ascii(&words, run->first[i].controller->parent->name);
		if (run->first[i].number == MK_PLIC_NO_CAUSE)
			mk_buffer_puts(&words, " not connected");
		else
			mk_buffer_printf(&words, " %u", run->first[i].number);
	}
	return words.text;
}

static const char *unresolved(const struct writer *writer, const struct run *run)
{
	struct mk_buffer words;

	mk_buffer_init(&words, writer->arena);
	if (run->count > 1)
		mk_buffer_printf(&words, "%zu ", run->count);
	mk_buffer_puts(&words, "unresolved: ");
	mk_escape_ascii(&words, run->first->complaint);
	return words.text;
}

static struct mk_interrupt_line line_of(const struct writer *writer, const struct run *run)
{
	switch (run->first->kind) {
	case MK_INTERRUPT_SPI:
	case MK_INTERRUPT_PPI:
		return resolved(writer, run);
	case MK_INTERRUPT_CASCADED:
		if (is_core_local(run->first))
			return (struct mk_interrupt_line){.number = core_local(writer, run)};
		return (struct mk_interrupt_line){.number = cascaded(writer, run)};
	case MK_INTERRUPT_UNRESOLVED:
		break;
	}
	return (struct mk_interrupt_line){.number = unresolved(writer, run)};
}

mk_interrupt_lines mk_board_interrupt_lines(
	struct mk_arena *arena, const struct mk_board *board, const mk_interrupts *interrupts)
{
	struct writer writer = {arena, board};
	mk_interrupt_lines lines = {NULL, 0, 0};
	struct run run;

	for (size_t i = 0; i < interrupts->count; i += run.count) {
		run = run_from(interrupts, i);
		*mk_vec_add(arena, &lines) = line_of(&writer, &run);
	}
	return lines;
}
