/* SPDX-License-Identifier: BSD-2-Clause */
/* What a client can ask. One method a file under methods/, each ending in its row. */
#ifndef MK_LSP_METHOD_H
#define MK_LSP_METHOD_H

#include "lsp/lines.h"
#include "lsp/server.h"

/* Errors of JSON-RPC, and of the Language Server Protocol. */
enum mk_call_error {
	MK_CALL_PARSE = -32700,
	MK_CALL_INVALID = -32600,
	MK_CALL_UNKNOWN = -32601,
	MK_CALL_PARAMETERS = -32602,
	MK_CALL_NOT_OPEN = -32002,
	MK_CALL_CANCELLED = -32800,
	MK_CALL_CHANGED = -32801,
	MK_CALL_FAILED = -32803,
};

/* A request or a notification at hand. */
struct mk_call {
	struct mk_server *server;
	struct mk_arena *arena; /* of its letter */
	mk_incoming params;
	struct mk_json json; /* the answer in the making */
	bool answered;	     /* there is a result */
	enum mk_call_error error;
	const char *complaint; /* NULL: no error */
};

struct mk_lsp_method {
	const char *name;
	bool any_time; /* also before the session is open, and when it is shut */

	/* What the client is told that the server can do; NULL: nothing. */
	void (*announce)(struct mk_json *json, struct mk_json_value *capabilities);

	/* Makes a result, or refuses. Where it does neither the result is null. */
	void (*run)(struct mk_call *call);
};

extern const struct mk_lsp_method *const mk_lsp_methods[];
extern const size_t mk_lsp_method_count;

/* The result, as an object or a list. */
struct mk_json_value *mk_call_object(struct mk_call *call);
struct mk_json_value *mk_call_list(struct mk_call *call);

__attribute__((format(printf, 3, 4))) void mk_call_refuse(
	struct mk_call *call, enum mk_call_error error, const char *format, ...);

/* The document that the parameters name; NULL, refused, where it is not open. */
struct mk_document *mk_call_document(struct mk_call *call);

/* The same, refused where newer messages put its check off: looked at as it is now. */
struct mk_document *mk_call_current(struct mk_call *call);

/*
 * The same where that check came to an end; NULL, with null for a result or refused, where not.
 * `checked` wants its text to have a tree as well.
 */
struct mk_document *mk_call_fresh(struct mk_call *call);
struct mk_document *mk_call_checked(struct mk_call *call);

/* A position in the parameters; false, refused, where there is none. */
bool mk_call_position(struct mk_call *call, mk_incoming from, struct mk_position *position);

/* The range in the parameters, in bytes. */
bool mk_call_range(struct mk_call *call, const struct mk_lines *lines, struct mk_stretch *range);

/* A position and a range for the client. */
void mk_put_position(struct mk_json *json, struct mk_json_value *object, const char *key,
	const struct mk_lines *lines, size_t offset);
void mk_put_range(struct mk_json *json, struct mk_json_value *object, const char *key,
	const struct mk_lines *lines, struct mk_stretch span);

/* Text of several lines: what is no text in a line comes out escaped. */
void mk_put_message(
	struct mk_json *json, struct mk_json_value *object, const char *key, const char *text);

/* The lines of a text that was checked. */
void mk_lines_of(struct mk_lines *lines, struct mk_arena *arena, const mk_ctx *ctx);

#endif
