/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/incoming.h"

#include <jansson.h>
#include <string.h>

static void release(void *object)
{
	json_decref(object);
}

/* Before jansson makes much of few bytes. Whether it is JSON at all is for jansson to say. */
static size_t count_values(const char *bytes, size_t length)
{
	bool in_text = false;
	size_t count = 0;

	for (size_t i = 0; i < length; i++) {
		if (in_text && bytes[i] == '\\')
			i++;
		else if (bytes[i] == '"')
			in_text = !in_text;
		else if (!in_text)
			count += bytes[i] == '[' || bytes[i] == '{' || bytes[i] == ',';
	}
	return count;
}

mk_incoming mk_incoming_read(
	struct mk_arena *arena, const char *bytes, size_t length, const char **complaint)
{
	struct mk_arena_slot *slot = mk_arena_reserve(arena, release);
	json_error_t error;

	if (length > MK_MESSAGE_MAX_BYTES) {
		*complaint = "the message is larger than 8 MiB";
		return NULL;
	}
	if (count_values(bytes, length) > MK_MESSAGE_MAX_VALUES) {
		*complaint = "the message has more than 262144 values";
		return NULL;
	}
	slot->object = json_loadb(bytes, length, JSON_ALLOW_NUL, &error);
	if (slot->object)
		return slot->object;
	if (json_error_code(&error) == json_error_out_of_memory || !*error.text)
		mk_arena_exhaust(arena);
	*complaint = mk_arena_printf(arena, "the message is not JSON: %s", error.text);
	return NULL;
}

mk_incoming mk_incoming_at(mk_incoming object, const char *path)
{
	while (*path && object) {
		size_t length = strcspn(path, ".");
		object = json_object_getn(object, path, length);
		path += length + (path[length] == '.');
	}
	return object;
}

size_t mk_incoming_count(mk_incoming list)
{
	return json_array_size(list);
}

mk_incoming mk_incoming_item(mk_incoming list, size_t index)
{
	return json_array_get(list, index);
}

bool mk_incoming_is_object(mk_incoming value)
{
	return json_is_object(value);
}

bool mk_incoming_is_id(mk_incoming value)
{
	return mk_incoming_text(value) || json_is_integer(value);
}

bool mk_incoming_equal(mk_incoming a, mk_incoming b)
{
	return json_equal(a, b);
}

const char *mk_incoming_bytes(mk_incoming value, size_t *length)
{
	if (!json_is_string(value))
		return NULL;
	*length = json_string_length(value);
	return json_string_value(value);
}

const char *mk_incoming_text(mk_incoming value)
{
	size_t length;
	const char *text = mk_incoming_bytes(value, &length);

	return text && strlen(text) == length ? text : NULL;
}

bool mk_incoming_number(mk_incoming value, int64_t *number)
{
	if (!json_is_integer(value))
		return false;
	*number = json_integer_value(value);
	return true;
}

bool mk_incoming_is_true(mk_incoming value)
{
	return json_is_true(value);
}

void mk_incoming_put_id(struct mk_json *json, struct mk_json_value *object, mk_incoming id)
{
	int64_t number;

	if (mk_incoming_text(id))
		mk_json_text(json, object, "id", mk_incoming_text(id));
	else if (mk_incoming_number(id, &number))
		mk_json_integer(json, object, "id", number);
	else
		mk_json_null(json, object, "id");
}
