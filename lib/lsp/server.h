/* SPDX-License-Identifier: BSD-2-Clause */
/* What a language server holds. Private to lib/lsp. */
#ifndef MK_LSP_SERVER_H
#define MK_LSP_SERVER_H

#include <mkpart/mkpart.h>

#include "lsp/incoming.h"
#include "run/shared_board.h"

/* Layouts open at a time; of further ones the client is told that they are not looked at. */
#define MK_DOCUMENTS_MAX 256u

/* Bytes of a layout that an editor has open. Beyond 1 MiB it is refused by the reader, with its
 * finding; beyond this its text is not even kept. */
#define MK_DOCUMENT_MAX_BYTES ((size_t)2 * 1024 * 1024)

/* A message that waits. */
struct mk_letter {
	struct mk_arena arena; /* holds all of it, and what is made for its answer */
	mk_incoming message;   /* NULL: `complaint` is all there is */
	const char *complaint;
	bool cancelled;
	struct mk_letter *next;
};

/* A layout that the client has open. */
struct mk_document {
	struct mk_arena arena; /* holds it, and its names */
	const char *uri;
	const char *path;	    /* as findings show it */
	struct mk_arena text_arena; /* of its text; another one after each change */
	const char *text;
	size_t length;
	bool lost; /* the text grew too large to keep */
	bool versioned;
	int64_t version;

	bool changed;	  /* since it was checked */
	bool given_up;	  /* checking it took too long */
	mk_ctx *ctx;	  /* the text as it is, checked; or NULL */
	mk_ctx *readable; /* the last one whose text had a tree; may be the same; or NULL */
	struct mk_document *next;
};

enum mk_session {
	MK_SESSION_NEW,
	MK_SESSION_OPEN,
	MK_SESSION_SHUT, /* asked to shut down */
	MK_SESSION_ENDED_ORDERLY,
	MK_SESSION_ENDED,
};

struct mk_server {
	struct mk_arena arena; /* holds this struct alone */
	mk_server_host host;
	enum mk_session session;
	bool exhausted;
	bool relates;	      /* the client shows related places of diagnostics */
	bool pulls;	      /* the client asks for diagnostics itself */
	bool refreshes;	      /* and does so again when it is asked to */
	mk_patience patience; /* what the host said of the analysis that was stopped */

	uint64_t asked; /* requests sent to the client so far */

	struct mk_letter *letters; /* the next one first */
	struct mk_letter **last;
	struct mk_document *documents; /* in the order of opening */
	struct mk_shared_board *boards;
};

/* --- what goes to the client ------------------------------------------------------------------ */

/* Begins a message of whichever kind. */
void mk_message_begin(struct mk_json *json, struct mk_arena *arena);

/* Begins a notification; gives its parameters, an object. */
struct mk_json_value *mk_server_note(
	struct mk_json *json, struct mk_arena *arena, const char *method);

/* Sends a request without parameters; nothing depends on its answer. */
void mk_server_ask(struct mk_server *server, struct mk_arena *arena, const char *method);

/* Sends what was made. */
void mk_server_send(struct mk_server *server, struct mk_json *json);

/* window/logMessage, or window/showMessage: type 1 is an error, 3 information. */
void mk_server_say(struct mk_server *server, struct mk_arena *arena, const char *method,
	unsigned type, const char *text);

/* --- documents -------------------------------------------------------------------------------- */

struct mk_document *mk_server_document(const struct mk_server *server, const char *uri);

/* NULL where there are too many, or memory is out: then the server is exhausted. */
struct mk_document *mk_document_open(struct mk_server *server, const char *uri);
void mk_document_close(struct mk_server *server, struct mk_document *document);

/* Gives it another text, which is copied. */
void mk_document_set(
	struct mk_server *server, struct mk_document *document, const char *text, size_t length);

/* False where it has to be done again: put off. Tells the client what was found. */
bool mk_document_check(struct mk_server *server, struct mk_document *document);

/* Tells the client what the last check found; an empty list where the document is closed. */
void mk_document_publish(
	struct mk_server *server, const struct mk_document *document, struct mk_arena *arena);

/* --- boards ----------------------------------------------------------------------------------- */

/* Gives the context the board that its layout names, or the host's. */
void mk_server_load_board(
	struct mk_server *server, const struct mk_document *document, mk_ctx *ctx);

/* Forgets those that no document uses. */
void mk_server_prune_boards(struct mk_server *server, bool all);

#endif
