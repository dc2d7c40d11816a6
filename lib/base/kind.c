/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/kind.h"

#include <stdbool.h>
#include <string.h>

struct kind {
	const char *magic;
	size_t magic_bytes;
	const char *noun;
	const char *unpacker;
};

#define MAGIC(text) .magic = (text), .magic_bytes = sizeof(text) - 1

static const struct kind kinds[] = {
	[MK_KIND_UNKNOWN] = {.noun = "a file of another kind"},
	[MK_KIND_DTB] = {MAGIC("\xd0\x0d\xfe\xed"), .noun = "a device tree (DTB)"},
	[MK_KIND_DTS] = {.noun = "device tree source (DTS)"},
	[MK_KIND_LAYOUT] = {.noun = "a layout"},
	[MK_KIND_GZIP] = {MAGIC("\x1f\x8b"), .noun = "compressed (gzip)", .unpacker = "gunzip"},
	[MK_KIND_XZ] = {MAGIC("\xfd"
			      "7zXZ"),
		.noun = "compressed (xz)", .unpacker = "unxz"},
	[MK_KIND_ZSTD] = {MAGIC("\x28\xb5\x2f\xfd"), .noun = "compressed (zstd)",
		.unpacker = "unzstd"},
	[MK_KIND_ZIP] = {MAGIC("PK\x03\x04"), .noun = "compressed (zip)", .unpacker = "unzip"},
	[MK_KIND_ELF] = {MAGIC("\x7f"
			       "ELF"),
		.noun = "a program (ELF)"},
	[MK_KIND_CPIO] = {MAGIC("070701"), .noun = "a CPIO archive"},
	[MK_KIND_EMPTY] = {.noun = "empty"},
};

#define KIND_COUNT (sizeof kinds / sizeof *kinds)

/* A line of it begins with that word. */
static bool has_line(const char *text, size_t length, const char *word)
{
	size_t word_length = strlen(word);
	const char *at = text;

	while ((at = memmem(at, length - (size_t)(at - text), word, word_length))) {
		if (at == text || at[-1] == '\n' || at[-1] == ' ' || at[-1] == '{')
			return true;
		at++;
	}
	return false;
}

static enum mk_kind kind_of_text(const char *text, size_t length)
{
	if (has_line(text, length, "/dts-v1/"))
		return MK_KIND_DTS;
	if (has_line(text, length, "nodes:") || has_line(text, length, "version:") ||
		has_line(text, length, "\"nodes\"") || has_line(text, length, "\"version\""))
		return MK_KIND_LAYOUT;
	return MK_KIND_UNKNOWN;
}

enum mk_kind mk_kind_of(const char *bytes, size_t length)
{
	if (!length)
		return MK_KIND_EMPTY;
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].magic && kinds[i].magic_bytes <= length &&
			memcmp(kinds[i].magic, bytes, kinds[i].magic_bytes) == 0)
			return (enum mk_kind)i;
	return memchr(bytes, '\0', length) ? MK_KIND_UNKNOWN : kind_of_text(bytes, length);
}

const char *mk_kind_noun(enum mk_kind kind)
{
	return kinds[kind].noun;
}

const char *mk_kind_unpacker(enum mk_kind kind)
{
	return kinds[kind].unpacker;
}
