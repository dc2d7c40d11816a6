/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct code_points {
	uint32_t first;
	uint32_t last;
};

/* Shown as nothing, or changing the order of what surrounds them (Unicode TR 36, 39). */
static const struct code_points deceptive[] = {
	{0x061c, 0x061c},   /* Arabic letter mark */
	{0x180e, 0x180e},   /* Mongolian vowel separator */
	{0x200b, 0x200f},   /* zero-width space and joiners, direction marks */
	{0x2028, 0x202e},   /* line and paragraph separator, embeddings and overrides */
	{0x2060, 0x2069},   /* word joiner, invisible operators, isolates */
	{0xfeff, 0xfeff},   /* byte order mark */
	{0xfff9, 0xfffb},   /* interlinear annotation */
	{0xe0000, 0xe007f}, /* tags */
};

/* The common zero-width and double-width blocks (Unicode TR 11), enough to place a caret. */
static const struct code_points combining[] = {
	{0x0300, 0x036f},
	{0x0483, 0x0489},
	{0x0591, 0x05bd},
	{0x064b, 0x065f},
	{0x1ab0, 0x1aff},
	{0x1dc0, 0x1dff},
	{0x20d0, 0x20ff},
	{0xfe00, 0xfe0f},
	{0xfe20, 0xfe2f},
	{0xe0100, 0xe01ef},
};

static const struct code_points wide[] = {
	{0x1100, 0x115f},
	{0x2e80, 0x303e},
	{0x3041, 0xa4cf},
	{0xac00, 0xd7a3},
	{0xf900, 0xfaff},
	{0xfe30, 0xfe6f},
	{0xff00, 0xff60},
	{0xffe0, 0xffe6},
	{0x1f300, 0x1f64f},
	{0x1f900, 0x1f9ff},
	{0x20000, 0x3fffd},
};

static bool is_among(const struct code_points *blocks, size_t count, uint32_t code_point)
{
	for (size_t i = 0; i < count; i++)
		if (blocks[i].first <= code_point && code_point <= blocks[i].last)
			return true;
	return false;
}

#define IS_AMONG(blocks, code_point) is_among(blocks, sizeof(blocks) / sizeof *(blocks), code_point)

/* Bytes that the lead byte announces, 0 where it cannot lead. */
static unsigned announced_bytes(uint8_t lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2)
		return 0;
	if (lead < 0xe0)
		return 2;
	if (lead < 0xf0)
		return 3;
	return lead < 0xf5 ? 4 : 0;
}

unsigned mk_utf8_decode(const char *text, size_t length, uint32_t *code_point)
{
	static const uint8_t lead_mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned bytes = announced_bytes((uint8_t)text[0]);
	uint32_t value = (uint8_t)text[0] & lead_mask[bytes];

	if (bytes == 0 || bytes > length)
		return 0;
	for (unsigned i = 1; i < bytes; i++) {
		if (((uint8_t)text[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | ((uint8_t)text[i] & 0x3f);
	}
	if (value < smallest[bytes] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*code_point = value;
	return bytes;
}

/* U+FDD0..U+FDEF, and the last two of each plane: not for interchange, and XML refuses some. */
static bool is_noncharacter(uint32_t code_point)
{
	return (code_point & 0xfffe) == 0xfffe || (code_point >= 0xfdd0 && code_point <= 0xfdef);
}

static bool is_control(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7f && code_point <= 0x9f);
}

/* Log lines holding "##[error]", "##vso[" or "##teamcity[" are orders to a CI runner. */
static bool starts_runner_order(const char *text, size_t length)
{
	size_t i = 2;

	if (length < 3 || text[0] != '#' || text[1] != '#')
		return false;
	while (i < length && i < 16 && text[i] >= 'a' && text[i] <= 'z')
		i++;
	return i < length && text[i] == '[';
}

size_t mk_plain_length(const char *text, size_t length)
{
	size_t plain = 0;

	while (plain < length && text[plain] >= ' ' && text[plain] <= '~' && text[plain] != '#')
		plain++;
	return plain;
}

struct mk_unit mk_unit_read(const char *text, size_t length)
{
	struct mk_unit unit = {.text = text, .bytes = 1, .width = 1};
	uint32_t code_point = 0;
	unsigned bytes;

	if (mk_plain_length(text, 1))
		return unit;
	bytes = mk_utf8_decode(text, length, &code_point);
	if (bytes == 0)
		snprintf(unit.escaped, sizeof unit.escaped, "\\x%02X", (unsigned)(uint8_t)*text);
	else if (is_control(code_point) || starts_runner_order(text, length))
		snprintf(unit.escaped, sizeof unit.escaped, "\\x%02X", (unsigned)code_point);
	else if (IS_AMONG(deceptive, code_point) || is_noncharacter(code_point))
		snprintf(unit.escaped, sizeof unit.escaped, "\\u{%04X}", (unsigned)code_point);
	else if (IS_AMONG(combining, code_point))
		unit.width = 0;
	else if (IS_AMONG(wide, code_point))
		unit.width = 2;
	if (bytes)
		unit.bytes = bytes;
	if (unit.escaped[0])
		unit.width = (unsigned)strlen(unit.escaped);
	return unit;
}

void mk_escape_text(struct mk_buffer *out, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t plain = mk_plain_length(text + at, length - at);
		struct mk_unit unit;

		mk_buffer_add(out, text + at, plain);
		at += plain;
		if (at == length)
			return;
		unit = mk_unit_read(text + at, length - at);
		if (unit.escaped[0])
			mk_buffer_puts(out, unit.escaped);
		else
			mk_buffer_add(out, unit.text, unit.bytes);
		at += unit.bytes;
	}
}

size_t mk_text_width(const char *text, size_t length)
{
	size_t width = 0;

	for (size_t at = 0; at < length;) {
		size_t plain = mk_plain_length(text + at, length - at);
		struct mk_unit unit;

		width += plain;
		at += plain;
		if (at == length)
			break;
		unit = mk_unit_read(text + at, length - at);
		width += unit.width;
		at += unit.bytes;
	}
	return width;
}

void mk_escape_ascii(struct mk_buffer *out, const char *text)
{
	for (const char *at = text ? text : "-"; *at; at++) {
		if (*at >= ' ' && *at <= '~')
			mk_buffer_putc(out, *at);
		else
			mk_buffer_printf(out, "\\x%02x", (unsigned char)*at);
	}
}

const char *mk_ascii_text(struct mk_arena *arena, const char *text)
{
	struct mk_buffer shown;

	mk_buffer_init(&shown, arena);
	mk_escape_ascii(&shown, text);
	return shown.text;
}
