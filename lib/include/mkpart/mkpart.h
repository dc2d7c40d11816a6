/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libmkpart: a layout and a board's device tree in, findings or per-node outputs out.
 *
 * The library works on bytes. It opens no files, prints nothing, never exits and reads no
 * environment. Results are borrowed from the context and live until it is freed. A context may be
 * used by one thread at a time; different contexts are independent.
 *
 * Lengths are in bytes. Names, and texts that come without a length, end in a NUL. What a call
 * hands out through its parameters is set if it returns MK_OK, unless stated otherwise. Any
 * call that returns an mk_status may return MK_NO_MEMORY.
 *
 * Since 0.1 unless stated otherwise.
 */
#ifndef MKPART_MKPART_H
#define MKPART_MKPART_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MK_API __attribute__((visibility("default")))
#else
#define MK_API
#endif

/* One layout on one board, and all that is found out about them. Opaque. */
typedef struct mk_ctx mk_ctx;

/* The result of a call. Findings have the details, except for MK_NO_MEMORY and MK_MISUSE. */
typedef enum mk_status {
	MK_OK = 0,	   /* no error is found, and all is done */
	MK_FOUND = 1,	   /* there are errors among the findings */
	MK_UNREADABLE = 2, /* an input could not be taken in at all */
	MK_MISUSE = 3,	   /* called out of order, or an unknown name was given */
	MK_NO_MEMORY = 4,  /* the context can only be freed */
} mk_status;

/* "0.1.0". Static. */
MK_API const char *mk_version(void);

/* A number that stands for bytes, to notice that a file was changed. The same on every machine. */
MK_API unsigned long long mk_digest(const void *bytes, size_t length);

/* An empty context, to be freed with mk_ctx_free. NULL when memory is out. */
MK_API mk_ctx *mk_ctx_new(void);

/* Frees the context and all that was borrowed from it. NULL is fine. */
MK_API void mk_ctx_free(mk_ctx *ctx);

/*
 * Reads a layout. `name` is the file's name as findings shall show it (a suffix ".json" selects
 * JSON); `bytes` need not be NUL-terminated. Both are copied. MK_FOUND for what is not a layout, or
 * is wrong in itself; MK_UNREADABLE where it cannot be parsed. Once a context, else MK_MISUSE.
 */
MK_API mk_status mk_load_layout(mk_ctx *ctx, const char *name, const char *bytes, size_t length);

/*
 * Reads a file that a layout includes: `path` is relative to the layout's own folder and does not
 * lead out of it, unless mk_include_outside lets it: then it may also be absolute. NULL, or the
 * reason why it cannot be read, in words. The bytes are only lent, until the next call. `data` is
 * as it was given.
 */
typedef const char *mk_include(void *data, const char *path, const char **bytes, size_t *length);

/*
 * Has `include` called for files that the layout includes; without it they cannot be read. NULL
 * ends that. MK_MISUSE once there is a layout.
 */
MK_API mk_status mk_set_include(mk_ctx *ctx, mk_include *include, void *data);

/* Lets the layout include files outside its own folder. MK_MISUSE once there is a layout. */
MK_API mk_status mk_include_outside(mk_ctx *ctx);

/*
 * The name of a file that was included, as `include` was given it: index 0 to as many as there
 * are; NULL from there on. Borrowed.
 */
MK_API const char *mk_layout_include(const mk_ctx *ctx, size_t index);

/*
 * The board file that the layout names, relative to the layout's own folder; NULL where it
 * names none.
 */
MK_API const char *mk_layout_board(const mk_ctx *ctx);

/*
 * Reads a board's flattened device tree (DTB). Copied. MK_UNREADABLE where it is none, or damaged;
 * MK_FOUND also for errors of the layout before it. Once a context, else MK_MISUSE.
 */
MK_API mk_status mk_load_board(mk_ctx *ctx, const char *name, const void *bytes, size_t length);

/*
 * Reads an earlier plan of this board to keep to (`plan.json`, or what mk_render_plan made in the
 * format "json"): memory stays where it was, nodes keep their cores and IPIs their SGIs, as far as
 * they can. What moves all the same is found by mk_check, as notes (MK0131, MK0416, MK0313).
 * MK_UNREADABLE for what is not such a plan (MK0021). Copied. Once a context; before
 * mk_list_images, archive and loader, and mk_check, else MK_MISUSE.
 */
MK_API mk_status mk_load_lock(mk_ctx *ctx, const char *name, const char *bytes, size_t length);

/*
 * Reads an earlier plan, of any board, for mk_render_plan_diff. Nothing is kept to it.
 * Copied. Once a context, before mk_check, else MK_MISUSE; MK_UNREADABLE for what is not a plan
 * (MK0021).
 */
MK_API mk_status mk_load_old_plan(mk_ctx *ctx, const char *name, const char *bytes, size_t length);

/*
 * Records that an input named `name` could not be opened or read, with the system's reason, at
 * the place in the layout that names it, if one does. Always MK_UNREADABLE or MK_NO_MEMORY.
 */
MK_API mk_status mk_report_unreadable(mk_ctx *ctx, const char *name, const char *reason);

/*
 * The same for a file that does not exist, where its folder has one of a similar name: `nearest`,
 * without the folder, which is proposed instead. NULL: there is none. Always MK_UNREADABLE or
 * MK_NO_MEMORY.
 */
MK_API mk_status mk_report_missing(
	mk_ctx *ctx, const char *name, const char *reason, const char *nearest);

/*
 * What was built from the outputs can be checked along with the layout; nothing of it has to be
 * there. mk_list_images names the files that the layout asks for, each once: every node's kernel,
 * device tree and root task, relative to some folder. Needs a layout and a board, else there are
 * none. From then on each of them is missed by mk_check unless it is loaded. MK_MISUSE before
 * mk_load_layout and after mk_check.
 */
MK_API mk_status mk_list_images(mk_ctx *ctx, const char *const **paths, size_t *count);

/*
 * Reads one of them: `path` is as listed, `name` as findings shall show it. Nothing of the bytes
 * is needed any more after the call. What is wrong with them is found by mk_check. Once a path,
 * else MK_MISUSE; also for one not listed.
 */
MK_API mk_status mk_load_image(
	mk_ctx *ctx, const char *path, const char *name, const void *bytes, size_t length);

/*
 * Records why one of them could not be opened or read, with the system's reason. Once a path, else
 * MK_MISUSE; also for one not listed.
 */
MK_API mk_status mk_miss_image(mk_ctx *ctx, const char *path, const char *name, const char *reason);

/*
 * Reads the loader's CPIO archive. As mk_load_image; once a context, behind layout and board, else
 * MK_MISUSE.
 */
MK_API mk_status mk_load_archive(mk_ctx *ctx, const char *name, const void *bytes, size_t length);

/* Reads the loader's ELF file, and the archive in it. The same way, with the same MK_MISUSE. */
MK_API mk_status mk_load_loader(mk_ctx *ctx, const char *name, const void *bytes, size_t length);

/*
 * Has the bytes of images and loader kept for mk_pack. Before mk_list_images, else MK_MISUSE.
 */
MK_API mk_status mk_keep_images(mk_ctx *ctx);

/*
 * What was built as one file: the loader's image, or its CPIO archive, as the contract has it.
 * Needs mk_keep_images, then all images (and the loader), and mk_check without errors. MK_FOUND
 * with a complaint where something is missing, or does not go together. Borrowed from the context.
 * MK_MISUSE before mk_check.
 */
MK_API mk_status mk_pack(mk_ctx *ctx, const char **bytes, size_t *length, const char **complaint);

/*
 * What this run wants of the findings of a check, by its code or name; before mk_check.
 * MK_MISUSE after it, for what is an error in itself, and for an unknown code or severity.
 *
 * mk_set_severity makes them "error", "warning" or "note"; said again, the last time holds. As
 * errors they are not allowed by the layout any more. mk_allow does not count those about `subject`
 * (a node's, device's or region's name, see mk_explain_code), or all for NULL; also those that
 * mk_set_severity made errors.
 */
MK_API mk_status mk_set_severity(mk_ctx *ctx, const char *code, const char *severity);
MK_API mk_status mk_allow(mk_ctx *ctx, const char *code, const char *subject);

/*
 * Plans and checks for this contract instead of the layout's, by its name (MK_LIST_CONTRACTS). The
 * last time holds. MK_MISUSE for an unknown one, and once there is a plan, or after mk_check.
 */
MK_API mk_status mk_set_contract(mk_ctx *ctx, const char *name);

/* `data` is as it was given; `trials` is how many ways to place memory were looked at so far. */
typedef void mk_progress(void *data, size_t trials);

/*
 * Has `progress` called from time to time while the plan is made (by mk_check or mk_list_images),
 * in the thread that asked for it. It must not use the context, and must return. NULL: nothing is
 * called. MK_MISUSE once there is a plan; MK_NO_MEMORY where the context can only be freed.
 */
MK_API mk_status mk_set_progress(mk_ctx *ctx, mk_progress *progress, void *data);

/* `data` is as it was given; `line` is one step, as text without a line end, and only lent. */
typedef void mk_trace(void *data, const char *line);

/*
 * Has `trace` called for what the context does while it makes the plan and checks it: how places
 * were found and how long that took, which rules ran and what they found, which were left out and
 * why. Its words are for people, and may change. The same terms as of mk_set_progress; MK_MISUSE
 * once there is a plan, or after mk_check.
 */
MK_API mk_status mk_set_trace(mk_ctx *ctx, mk_trace *trace, void *data);

/*
 * Plans and runs every rule. Needs a layout; reports MK0020 where no board was loaded.
 * MK_FOUND where there are errors, also those of reading.
 */
MK_API mk_status mk_check(mk_ctx *ctx);

/*
 * Takes findings of `count` contexts, all checked, for known where the report format "json" of an
 * earlier run (`bytes`) has them: they do not count any more, errors included, and mk_check comes
 * to what is left. Layouts are compared by name; lines may have moved. What makes MK_UNREADABLE is
 * never known. *gone is how many findings that stood then are found no more in these layouts.
 * MK_UNREADABLE if the bytes are not such a report; then *complaint says why, borrowed from the
 * first context. MK_MISUSE before mk_check.
 */
MK_API mk_status mk_use_baseline(mk_ctx *const *contexts, size_t count, const char *bytes,
	size_t length, size_t *gone, const char **complaint);

enum {
	MK_FIX_GUESSES = 1u << 0, /* to mk_fix_layout: also what is only likely to be meant */
};

/*
 * The layout's text with what its findings propose made in it, comments and all else as they are;
 * *count is how many findings that mends. `codes` are those of the findings to mend,
 * NULL-terminated; NULL is all. The text may have further findings, which a new context reports.
 * Also for a layout that cannot be parsed. MK_MISUSE before mk_check, or where no layout was read.
 */
MK_API mk_status mk_fix_layout(mk_ctx *ctx, unsigned options, const char *const *codes,
	const char **bytes, size_t *length, size_t *count);

/*
 * The layout's text in its canonical spelling: keys and comments stay where they are, numbers have
 * one style, spacing is even. It says the same, and comes out the same again. Needs no board.
 * MK_UNREADABLE where the layout cannot be parsed; MK_MISUSE before mk_load_layout.
 */
MK_API mk_status mk_format_layout(mk_ctx *ctx, const char **bytes, size_t *length);

/* How many findings there are, by severity; what is allowed or known does not count. */
MK_API size_t mk_error_count(const mk_ctx *ctx);
MK_API size_t mk_warning_count(const mk_ctx *ctx);
MK_API size_t mk_note_count(const mk_ctx *ctx);

enum {
	MK_RENDER_COLOR = 1u << 0, /* terminal escapes, where the format has them */
	MK_RENDER_QUIET = 1u << 1, /* "text": nothing of layouts without findings */
	MK_RENDER_COLUMNS = 16,	   /* "text": width << MK_RENDER_COLUMNS is how wide lines may be */
};

/*
 * The findings of `count` contexts, one at least, as one document in a report format ("text",
 * "gcc", "json", ...). Contexts with the same layout stand together; what is found alike on several
 * boards is reported once. `options` are MK_RENDER bits. The bytes are borrowed from the first
 * context; none of them may be in use meanwhile. MK_MISUSE for an unknown format.
 */
MK_API mk_status mk_render_findings(mk_ctx *const *contexts, size_t count, const char *format,
	unsigned options, const char **bytes, size_t *length);

/*
 * The plan in a display format ("table", "map", "html", ...), also when there are errors, as long
 * as there is a plan; MK_MISUSE before mk_check, or for an unknown format. `options` are MK_RENDER
 * bits. `columns` is how wide lines may be where the format fits them in ("map"): 0 stands for 80,
 * and fewer than 40 are taken for 40.
 */
MK_API mk_status mk_render_plan(mk_ctx *ctx, const char *format, unsigned options, unsigned columns,
	const char **bytes, size_t *length);

/*
 * How the plan differs from the one of mk_load_old_plan, in words, by node; *bytes is empty and
 * *differs false where it does not. MK_MISUSE before mk_check, or without an earlier plan.
 */
MK_API mk_status mk_render_plan_diff(
	mk_ctx *ctx, const char **bytes, size_t *length, bool *differs);

/*
 * What the board offers, in a board format ("text", "json"). Needs a board and no layout.
 * MK_MISUSE without a board, or for an unknown format.
 */
MK_API mk_status mk_render_board(
	mk_ctx *ctx, const char *format, const char **bytes, size_t *length);

/*
 * What nodes on this board share although their partitions are disjoint (interference channels), as
 * far as its tree states it, in a board format. Needs a board and no layout. MK_MISUSE without a
 * board, or for an unknown format.
 */
MK_API mk_status mk_render_channels(
	mk_ctx *ctx, const char *format, const char **bytes, size_t *length);

/*
 * Judges a loader image of boot blocks that anybody packed, by what its kernels would make of it on
 * the board: without a layout, and in place of mk_check. Copied. Needs a board and no layout, else
 * MK_MISUSE; also where mk_set_contract names a contract without boot blocks. MK_FOUND where its
 * nodes are not separate; mk_render_findings calls the image the layout.
 */
MK_API mk_status mk_judge_image(mk_ctx *ctx, const char *name, const void *bytes, size_t length);

/*
 * What each root task of that image would receive, in a board format. MK_MISUSE before
 * mk_judge_image, or for an unknown format.
 */
MK_API mk_status mk_render_image(
	mk_ctx *ctx, const char *format, const char **bytes, size_t *length);

/*
 * Who owns `what`, and why: an address ("0x80000000"), an interrupt ("intid 87", "spi 55"), or a
 * device (alias, path, label or unit name). MK_MISUSE before mk_check, or where `what` is none of
 * these; then *bytes says so, with the nearest name.
 */
MK_API mk_status mk_render_owner(mk_ctx *ctx, const char *what, const char **bytes, size_t *length);

/*
 * Reads what a team has already, for mk_render_first_layout to make a layout of: a Microkit system
 * description, domains of Lopper or OpenAMP, or the device tree of one node (DTB), the board's own
 * one changed as that node's kernel gets it. The bytes determine which it is. Copied. As often as
 * there are files; needs a board and no layout, else MK_MISUSE. MK_UNREADABLE or MK_FOUND for what
 * cannot be read.
 */
MK_API mk_status mk_load_existing(mk_ctx *ctx, const char *name, const void *bytes, size_t length);

/*
 * A first layout, as commented YAML, that passes the checks: `node_count` nodes of about equal
 * memory, the console and all devices at the first; or, behind mk_load_existing and with a
 * `node_count` of 0, what was read there, also where that does not pass. `board_name` is what it
 * says for the board's DTB. `memory` is the RAM to state where the board's tree states none:
 * "START:SIZE" each, NULL-terminated; NULL is none. It is for the contract of mk_set_contract, else
 * for the default one. Needs a board and no layout. MK_FOUND where no such layout passes: too few
 * cores, no RAM, no room; MK_MISUSE without a board, or where an argument makes no sense. In both,
 * *bytes says why.
 */
MK_API mk_status mk_render_first_layout(mk_ctx *ctx, const char *board_name, unsigned node_count,
	const char *const *memory, const char **bytes, size_t *length);

/*
 * Of a layout that was made of files: the first error of its checks, in one line; NULL where it
 * passes. And how much of the files is not in it, but listed at its end. Borrowed from the context.
 */
MK_API const char *mk_first_layout_complaint(const mk_ctx *ctx);
MK_API size_t mk_first_layout_leftovers(const mk_ctx *ctx);

/* One generated file. Opaque. */
typedef struct mk_output mk_artifact;

/*
 * Makes all output files, ascending by path. MK_FOUND, with no artifact, where the findings hold an
 * error, known or not; MK_MISUSE before mk_check, and where the last look at the plan, which no
 * plan without an error ought to fail, finds memory with two owners.
 */
MK_API mk_status mk_emit(mk_ctx *ctx, const mk_artifact *const **artifacts, size_t *count);

/*
 * Its path, relative to the output directory, with '/' between folders; the format that made it;
 * and its bytes. Borrowed as it is, never NULL.
 */
MK_API const char *mk_artifact_path(const mk_artifact *artifact);
MK_API const char *mk_artifact_format(const mk_artifact *artifact);
MK_API const char *mk_artifact_bytes(const mk_artifact *artifact, size_t *length);

/*
 * Has what evidence needs noted on the way: the digest of each input, and what each check looks at.
 * Before anything is loaded, else MK_MISUSE.
 */
MK_API mk_status mk_keep_evidence(mk_ctx *ctx);

/*
 * Reads the "evidence.json" that the next evidence is compared with. Copied. MK_UNREADABLE where it
 * is none, or too large to compare (1 MiB). MK_MISUSE without mk_keep_evidence.
 */
MK_API mk_status mk_load_old_evidence(
	mk_ctx *ctx, const char *name, const char *bytes, size_t length);

/*
 * Makes the evidence of a checked context: "checks.csv", "evidence.html", "evidence.json",
 * "outputs.sha256", "trace.csv" and at last "evidence.sha256", the digests of the others; also
 * where the findings hold an error. `command` is the command line as it should appear there, a word
 * each, and ends with NULL; `date` likewise, or NULL for none. MK_MISUSE before mk_check, or
 * without mk_keep_evidence.
 */
MK_API mk_status mk_make_evidence(mk_ctx *ctx, const char *const *command, const char *date,
	const mk_artifact *const **files, size_t *count);

/*
 * What changed since the evidence that it was compared with, a line each; *bytes is empty where
 * nothing did. MK_MISUSE without mk_keep_evidence.
 */
MK_API mk_status mk_render_evidence_changes(mk_ctx *ctx, const char **bytes, size_t *length);

/*
 * What the layout states of the board that the board's tree does not say, as options of
 * mkpart-verify ("--memory=0x40000000:0x80000000"), which reads no layout. MK_MISUSE before
 * mk_check.
 */
MK_API mk_status mk_stated_facts(mk_ctx *ctx, const char *const **facts, size_t *count);

/* A row of the catalogue of checks. Opaque, static. */
typedef struct mk_problem mk_check_info;

/* The whole catalogue, ascending by code. MK_OK, or MK_NO_MEMORY. */
MK_API mk_status mk_list_checks(mk_ctx *ctx, const mk_check_info *const **checks, size_t *count);

/*
 * Its code ("MK0101"), its name, its own severity ("error", "warning" or "note"), one line
 * about it, why it matters, and what to do. Static.
 */
MK_API const char *mk_check_info_code(const mk_check_info *check);
MK_API const char *mk_check_info_name(const mk_check_info *check);
MK_API const char *mk_check_info_severity(const mk_check_info *check);
MK_API const char *mk_check_info_title(const mk_check_info *check);
MK_API const char *mk_check_info_why(const mk_check_info *check);
MK_API const char *mk_check_info_fix(const mk_check_info *check);

/* The explanation of a code ("MK0101") or a check's name; MK_MISUSE where there is none. */
MK_API mk_status mk_explain_code(mk_ctx *ctx, const char *code, const char **bytes, size_t *length);

/* The known name that is nearest to `wanted` among codes and check names, or NULL. */
MK_API const char *mk_nearest_code(mk_ctx *ctx, const char *wanted);

/* Of `count` names the one that a mistyped one most likely means, or NULL. */
MK_API const char *mk_nearest(const char *wanted, const char *const *names, size_t count);

/* What mk_list_items can list. */
typedef enum mk_list {
	MK_LIST_OUTPUTS,       /* what `gen` writes */
	MK_LIST_DISPLAYS,      /* formats of mk_render_plan */
	MK_LIST_REPORTS,       /* formats of mk_render_findings */
	MK_LIST_PLATFORMS,     /* boards that mkpart has facts about */
	MK_LIST_CONTRACTS,     /* versions of kernel and loader that outputs are written for */
	MK_LIST_KEYS,	       /* the layout language: each key, what it takes and means */
	MK_LIST_BOARD_FORMATS, /* formats of mk_render_board */
	MK_LIST_DEVICES, /* of the board that is loaded, by path and by alias; none without it */
	MK_LIST_BUILD,	 /* what the library was built with, and its limits */
} mk_list;

/* A name and one line about it. Opaque. */
typedef struct mk_list_item mk_list_item;

/* What there is of one kind, in the order of its list; MK_MISUSE for no kind of list. */
MK_API mk_status mk_list_items(
	mk_ctx *ctx, mk_list list, const mk_list_item *const **items, size_t *count);

/* The two, borrowed as it is; never NULL. */
MK_API const char *mk_list_item_name(const mk_list_item *item);
MK_API const char *mk_list_item_doc(const mk_list_item *item);

/*
 * The layout language as a JSON schema (draft 7), for editors. Needs neither layout nor board.
 * MK_OK unless memory is out.
 */
MK_API mk_status mk_render_schema(mk_ctx *ctx, const char **bytes, size_t *length);

/* What a server makes of an analysis that takes its time. */
typedef enum mk_patience {
	MK_GO_ON,   /* it has not taken long */
	MK_PUT_OFF, /* there are new messages: it begins again when they have been taken */
	MK_GIVE_UP, /* it takes too long; the client is told so */
} mk_patience;

enum {
	MK_STAMP_BYTES = 80, /* room for a stamp, its NUL included */
};

/* What a server needs of the program around it. All but `send`, `stamp` and `read` may be NULL. */
typedef struct mk_server_host {
	void *data; /* given to each of the functions */

	/* Hands the client a message, as JSON. The bytes are only lent. */
	void (*send)(void *data, const char *message, size_t length);

	/* Writes what changes when the file does (its time and size); "" where it is not there. */
	void (*stamp)(void *data, const char *path, char stamp[MK_STAMP_BYTES]);

	/*
	 * Reads a file that a layout names. NULL, or the reason why it cannot be read, in words.
	 * The bytes are only lent, until the next call.
	 */
	const char *(*read)(void *data, const char *path, const char **bytes, size_t *length);

	/* Says what this run wants, by mk_allow and the like, before each mk_check. */
	void (*prepare)(void *data, mk_ctx *ctx);

	/* Asked from time to time during an analysis. */
	mk_patience (*patience)(void *data);

	/* A board for all layouts, instead of their own; or NULL. */
	const char *board;

	/* Whether a layout may include files that are not in its folder: see mk_include_outside. */
	bool include_outside;
} mk_server_host;

/*
 * A language server for layouts (Language Server Protocol 3.17): messages in, messages out. It
 * opens no files and has no clock; the host has. Opaque.
 */
typedef struct mk_server mk_server;

/*
 * A server that no client has spoken to yet, to be freed with mk_server_free. `host` is copied;
 * what it points to has to outlive the server. NULL when memory is out.
 */
MK_API mk_server *mk_server_new(const mk_server_host *host);

/* Frees the server and all documents. NULL is fine. */
MK_API void mk_server_free(mk_server *server);

/*
 * Takes a message of the client, JSON without its header, and puts it behind those before it. MK_OK
 * whatever it is: what is wrong with it the client is told. Copied.
 */
MK_API mk_status mk_server_take(mk_server *server, const char *message, size_t length);

/* The same for one that could not be taken in: the client is told the reason. MK_OK. */
MK_API mk_status mk_server_refuse(mk_server *server, const char *reason);

/*
 * Does the next thing there is to do: answers a message, or checks a document that changed. *more
 * is whether something is left. MK_OK, or MK_NO_MEMORY: then the server can only be freed.
 */
MK_API mk_status mk_server_work(mk_server *server, bool *more);

/*
 * Whether the client has ended the session, and then in *orderly whether it did so as the protocol
 * wants it, with a shutdown before.
 */
MK_API bool mk_server_has_ended(const mk_server *server, bool *orderly);

/* How many nodes the layout has; 0 if there is no plan. */
MK_API size_t mk_node_count(const mk_ctx *ctx);

/*
 * What comes between the output files and a board that boots: which file goes where, by commands,
 * for the layout's contract. `folder` is where the files are. MK_MISUSE before mk_check; MK_FOUND
 * where the findings hold an error.
 */
MK_API mk_status mk_render_next_steps(
	mk_ctx *ctx, const char *folder, const char **bytes, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
