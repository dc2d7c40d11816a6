/* SPDX-License-Identifier: BSD-2-Clause */
#include "doc/json.h"

#include <inttypes.h>

#include "base/escape.h"

/* The holder is registered before there is a root, so that registering cannot lose it. */
static void release(void *object)
{
	json_decref(*(json_t **)object);
}

static void begin(struct mk_json *json, struct mk_arena *arena, json_t *(*make_root)(void))
{
	json_t **holder = mk_arena_alloc(arena, sizeof *holder);

	*json = (struct mk_json){.arena = arena, .cleanup = mk_arena_defer(arena, release, holder)};
	*holder = json->root = make_root();
	if (!json->root)
		mk_arena_exhaust(arena);
}

void mk_json_begin(struct mk_json *json, struct mk_arena *arena)
{
	begin(json, arena, json_object);
}

void mk_json_begin_list(struct mk_json *json, struct mk_arena *arena)
{
	begin(json, arena, json_array);
}

/* Sized first: nothing may leave through the guard while jansson is at work. */
void mk_json_end(struct mk_json *json, struct mk_buffer *out)
{
	const size_t flags = JSON_INDENT(2) | JSON_ENSURE_ASCII;
	size_t length = json_dumpb(json->root, NULL, 0, flags);
	char *text = mk_arena_alloc(json->arena, length + 1);

	if (!length || json_dumpb(json->root, text, length, flags) != length)
		mk_arena_exhaust(json->arena);
	mk_buffer_add(out, text, length);
	mk_buffer_putc(out, '\n');
	mk_arena_release(json->cleanup);
}

/* Takes `value`, NULL for one that could not be made; returns it as the parent's. */
static json_t *attach(struct mk_json *json, json_t *parent, const char *key, json_t *value)
{
	int failed = key ? json_object_set_new(parent, key, value)
			 : json_array_append_new(parent, value);

	if (failed)
		mk_arena_exhaust(json->arena);
	return value;
}

json_t *mk_json_object(struct mk_json *json, json_t *parent, const char *key)
{
	return attach(json, parent, key, json_object());
}

json_t *mk_json_list(struct mk_json *json, json_t *parent, const char *key)
{
	return attach(json, parent, key, json_array());
}

/* jansson takes UTF-8 only; names in a device tree can be any bytes. */
static const char *readable(struct mk_json *json, const char *text)
{
	struct mk_buffer escaped;
	json_t *probe = json_string(text);

	if (probe) {
		json_decref(probe);
		return text;
	}
	mk_buffer_init(&escaped, json->arena);
	mk_escape_ascii(&escaped, text);
	return escaped.text;
}

void mk_json_text(struct mk_json *json, json_t *parent, const char *key, const char *text)
{
	if (key)
		key = readable(json, key);
	attach(json, parent, key, text ? json_string(readable(json, text)) : json_null());
}

void mk_json_hex(struct mk_json *json, json_t *parent, const char *key, uint64_t value)
{
	mk_json_text(json, parent, key, mk_arena_printf(json->arena, "0x%" PRIx64, value));
}

void mk_json_number(struct mk_json *json, json_t *parent, const char *key, uint32_t value)
{
	attach(json, parent, key, json_integer((json_int_t)value));
}

void mk_json_flag(struct mk_json *json, json_t *parent, const char *key, bool value)
{
	attach(json, parent, key, json_boolean(value));
}

void mk_json_null(struct mk_json *json, json_t *parent, const char *key)
{
	attach(json, parent, key, json_null());
}

void mk_json_range(struct mk_json *json, json_t *object, struct mk_range range)
{
	mk_json_hex(json, object, "first", range.first);
	mk_json_hex(json, object, "last", range.last);
	mk_json_hex(json, object, "size", mk_range_size(range));
}
