/* SPDX-License-Identifier: BSD-2-Clause */
/* Messages in, messages out: the order of things. What each method does is in methods/. */
#include "lsp/server.h"

#include <string.h>

#include "lsp/method.h"

/* --- the server ------------------------------------------------------------------------------- */

struct birth {
	struct mk_arena arena;
	struct mk_server *server;
};

static void bear(void *data)
{
	struct birth *birth = data;

	birth->server = mk_arena_alloc(&birth->arena, sizeof *birth->server);
}

mk_server *mk_server_new(const mk_server_host *host)
{
	struct birth birth = {.server = NULL};

	mk_arena_init(&birth.arena, NULL);
	if (mk_arena_guard(&birth.arena, bear, &birth) != 0) {
		mk_arena_finish(&birth.arena);
		return NULL;
	}
	birth.server->arena = birth.arena;
	birth.server->host = *host;
	birth.server->last = &birth.server->letters;
	return birth.server;
}

static void free_letter(struct mk_letter *letter)
{
	struct mk_arena arena = letter->arena;

	mk_arena_finish(&arena);
}

void mk_server_free(mk_server *server)
{
	struct mk_arena arena;

	if (!server)
		return;
	while (server->documents)
		mk_document_close(server, server->documents);
	mk_server_prune_boards(server, true);
	while (server->letters) {
		struct mk_letter *next = server->letters->next;
		free_letter(server->letters);
		server->letters = next;
	}
	arena = server->arena;
	mk_arena_finish(&arena);
}

bool mk_server_has_ended(const mk_server *server, bool *orderly)
{
	*orderly = server->session == MK_SESSION_ENDED_ORDERLY;
	return *orderly || server->session == MK_SESSION_ENDED;
}

/* --- letters ---------------------------------------------------------------------------------- */

struct arrival {
	struct mk_arena arena;
	struct mk_letter *letter;
	const char *bytes;
	size_t length;
	const char *complaint; /* instead of bytes */
};

static void receive(void *data)
{
	struct arrival *arrival = data;
	struct mk_letter *letter = mk_arena_alloc(&arrival->arena, sizeof *letter);

	if (arrival->complaint)
		letter->complaint = mk_arena_copy(
			&arrival->arena, arrival->complaint, strlen(arrival->complaint));
	else
		letter->message = mk_incoming_read(
			&arrival->arena, arrival->bytes, arrival->length, &letter->complaint);
	arrival->letter = letter;
}

/* Of requests that wait, the one that the client does not want any more. */
static void cancel(struct mk_server *server, const struct mk_letter *order)
{
	mk_incoming id = mk_incoming_at(order->message, "params.id");
	const char *method = mk_incoming_text(mk_incoming_at(order->message, "method"));

	if (!method || strcmp(method, "$/cancelRequest") != 0 || !mk_incoming_is_id(id))
		return;
	for (struct mk_letter *letter = server->letters; letter; letter = letter->next)
		if (mk_incoming_equal(mk_incoming_at(letter->message, "id"), id))
			letter->cancelled = true;
}

static mk_status put_in_line(struct mk_server *server, struct arrival *arrival)
{
	if (server->exhausted)
		return MK_NO_MEMORY;
	mk_arena_init(&arrival->arena, NULL);
	if (mk_arena_guard(&arrival->arena, receive, arrival) != 0) {
		mk_arena_finish(&arrival->arena);
		server->exhausted = true;
		return MK_NO_MEMORY;
	}
	arrival->letter->arena = arrival->arena;
	cancel(server, arrival->letter);
	*server->last = arrival->letter;
	server->last = &arrival->letter->next;
	return MK_OK;
}

mk_status mk_server_take(mk_server *server, const char *message, size_t length)
{
	struct arrival arrival = {.bytes = message, .length = length};

	return put_in_line(server, &arrival);
}

mk_status mk_server_refuse(mk_server *server, const char *reason)
{
	struct arrival arrival = {.complaint = reason};

	return put_in_line(server, &arrival);
}

/* --- calls ------------------------------------------------------------------------------------ */

static const struct mk_lsp_method *find_method(const char *name)
{
	for (size_t i = 0; i < mk_lsp_method_count; i++)
		if (strcmp(mk_lsp_methods[i]->name, name) == 0)
			return mk_lsp_methods[i];
	return NULL;
}

static void run_method(struct mk_call *call, const char *name)
{
	const struct mk_lsp_method *method = find_method(name);
	enum mk_session session = call->server->session;

	if (!method)
		mk_call_refuse(call, MK_CALL_UNKNOWN, "there is no method '%s'", name);
	else if (method->any_time || session == MK_SESSION_OPEN)
		method->run(call);
	else if (session == MK_SESSION_NEW)
		mk_call_refuse(call, MK_CALL_NOT_OPEN, "the session begins with 'initialize'");
	else
		mk_call_refuse(call, MK_CALL_INVALID, "the session has been shut down");
}

static void put_error(struct mk_call *call)
{
	struct mk_json_value *error = mk_json_object(&call->json, call->json.root, "error");

	mk_json_integer(&call->json, error, "code", call->error);
	mk_json_escaped(&call->json, error, "message", call->complaint);
}

/* Notifications get no answer, whatever becomes of them. */
static void answer(struct mk_call *call)
{
	if (call->complaint)
		put_error(call);
	else if (!call->answered)
		mk_json_null(&call->json, call->json.root, "result");
	mk_server_send(call->server, &call->json);
}

static void take_request(struct mk_call *call, const struct mk_letter *letter, const char *method)
{
	mk_incoming id = mk_incoming_at(letter->message, "id");

	mk_message_begin(&call->json, call->arena);
	mk_incoming_put_id(&call->json, call->json.root, id);
	if (letter->complaint)
		mk_call_refuse(call, MK_CALL_PARSE, "%s", letter->complaint);
	else if (id && !mk_incoming_is_id(id))
		mk_call_refuse(call, MK_CALL_INVALID, "an id is a string or an integer");
	else if (!method)
		mk_call_refuse(call, MK_CALL_INVALID, "a message has a method");
	else if (letter->cancelled)
		mk_call_refuse(call, MK_CALL_CANCELLED, "cancelled");
	else
		run_method(call, method);
	if (id || !method)
		answer(call);
}

struct delivery {
	struct mk_server *server;
	struct mk_letter *letter;
};

static void deliver(void *data)
{
	struct delivery *delivery = data;
	struct mk_letter *letter = delivery->letter;
	struct mk_call call = {
		.server = delivery->server,
		.arena = &letter->arena,
		.params = mk_incoming_at(letter->message, "params"),
	};
	const char *method = mk_incoming_text(mk_incoming_at(letter->message, "method"));
	bool is_answer = !method && mk_incoming_at(letter->message, "id") &&
			 (mk_incoming_at(letter->message, "result") ||
				 mk_incoming_at(letter->message, "error"));

	/* The server asks the client for nothing whose answer matters. */
	if (!is_answer)
		take_request(&call, letter, method);
}

static void take_letter(struct mk_server *server)
{
	struct delivery delivery = {server, server->letters};

	server->letters = delivery.letter->next;
	if (!server->letters)
		server->last = &server->letters;
	if (mk_arena_guard(&delivery.letter->arena, deliver, &delivery) != 0)
		server->exhausted = true;
	free_letter(delivery.letter);
}

/* --- work ------------------------------------------------------------------------------------- */

static struct mk_document *first_changed(const struct mk_server *server)
{
	struct mk_document *document = server->documents;

	while (document && !document->changed)
		document = document->next;
	return document;
}

/* Documents are checked when nothing is left to answer: what is typed meanwhile is one change. */
mk_status mk_server_work(mk_server *server, bool *more)
{
	struct mk_document *changed = first_changed(server);

	if (server->exhausted)
		return MK_NO_MEMORY;
	if (server->letters)
		take_letter(server);
	else if (changed)
		mk_document_check(server, changed);
	*more = server->letters || first_changed(server);
	return server->exhausted ? MK_NO_MEMORY : MK_OK;
}
