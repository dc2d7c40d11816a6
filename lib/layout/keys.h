/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The layout language as rows. The decoder, the JSON schema and the manual's key list are all
 * made from these.
 */
#ifndef MK_LAYOUT_KEYS_H
#define MK_LAYOUT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The only version of the layout language there is. */
#define MK_LAYOUT_VERSION 1u

/* Items of a list: far beyond any board; bounds what a hostile layout makes of a few bytes each. */
#define MK_LAYOUT_MAX_RECORDS 4096u

enum mk_key_type {
	MK_KEY_TEXT,	 /* struct mk_text */
	MK_KEY_NUMBER,	 /* struct mk_number */
	MK_KEY_SIZE,	 /* the same, or the word `rest` */
	MK_KEY_FLAG,	 /* struct mk_flag */
	MK_KEY_CHOICE,	 /* struct mk_choice, from `choices` */
	MK_KEY_TEXTS,	 /* mk_texts: a list of scalars */
	MK_KEY_WORDS,	 /* the same, or a lone one */
	MK_KEY_ANYTHING, /* const struct mk_doc *: a map of whatever its author likes */
	MK_KEY_SETTINGS, /* mk_settings: a map of scalars */
	MK_KEY_RECORD,	 /* the struct that `record` describes */
	MK_KEY_RECORDS,	 /* a vector of them */
};

/* What a value means beyond its type, for editors. */
enum mk_meaning {
	MK_MEANS_ITSELF,
	/* Numbers. */
	MK_MEANS_ADDRESS,
	MK_MEANS_BYTES,
	MK_MEANS_SPI,
	MK_MEANS_INTID,
	/* Names of what is in the layout. */
	MK_MEANS_NODE,
	MK_MEANS_PEER, /* that is no node */
	MK_MEANS_REGION,
	MK_MEANS_IPI,
	MK_MEANS_CONNECTION,
	MK_MEANS_COMPONENT,
	MK_MEANS_PORT,	  /* component.port */
	MK_MEANS_MEMBER,  /* a node, or a peer */
	MK_MEANS_SUBJECT, /* of a finding: a node, a region, a device, ... */
	/* Names of what is on the board. */
	MK_MEANS_DEVICE,
	MK_MEANS_CPU,
	MK_MEANS_MEMORY_NODE,
	MK_MEANS_RESERVATION,
	/* Names of what mkpart knows. */
	MK_MEANS_PLATFORM,
	MK_MEANS_CONTRACT,
	MK_MEANS_CONNECTOR,
	MK_MEANS_CODE,
};

struct mk_key {
	const char *name;
	enum mk_key_type type;
	enum mk_meaning means;
	bool defines; /* the name is given here; elsewhere it is used */
	bool required;
	bool reason;	   /* TEXT: it has to say something */
	bool may_be_empty; /* RECORDS: required, but of no items as well; a rule says what then */
	bool hidden;	   /* authors cannot write it: bare_key or word_key lead here */
	size_t offset;	   /* of the member in its struct */
	const char *const *choices; /* NULL-terminated */
	const struct mk_record_rows *record;
	const char *word_key; /* RECORDS: hidden key of a lone scalar instead of a list; or NULL */
	const char *doc;      /* one sentence, for manual and schema */

	/* For editors. Bounds are those of every board: the decoder or a rule holds them too. */
	const char *const *examples; /* NULL-terminated, or NULL */
	uint64_t least;
	uint64_t most; /* 0: what 64 bits can hold */
};

/* A map's keys and the rules between them. */
struct mk_record_rows {
	const char *noun;  /* "a node": what it is called in messages */
	size_t size_bytes; /* of the struct, which starts with struct mk_record */
	const struct mk_key *keys;
	size_t key_count;
	const char *const (*exclusive)[2]; /* pairs of keys that cannot be combined */
	size_t exclusive_count;
	const char *const (*needs)[4]; /* a key, which needs one of those behind it; then NULL */
	size_t needs_count;
	const char *const *one_of; /* NULL-terminated: at least one must be there; NULL: no rule */
	const char *bare_key;	   /* a lone scalar stands for a map with this key; else NULL */

	/* How to write the map that a lone scalar was meant for: what comes before and after it. */
	const char *lone_before; /* NULL: nothing is known */
	const char *lone_after;
	bool lone_is_number;
	bool lone_is_part; /* what only the author can say is missing then */
};

extern const struct mk_record_rows mk_layout_rows;

/* The key of that name, also one that is hidden from authors; NULL: there is none. NULL
 * names none. */
const struct mk_key *mk_key_any(const struct mk_record_rows *rows, const char *name);

/* The key that authors write as those `length` bytes; NULL: there is none. */
const struct mk_key *mk_key_named(
	const struct mk_record_rows *rows, const char *name, size_t length);

#endif
