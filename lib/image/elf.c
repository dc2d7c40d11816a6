/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ELF files. The only user of libelf, which is asked for headers alone: every offset in them is
 * compared with the file's length here.
 */
#include <errno.h>
#include <gelf.h>
#include <libelf.h>
#include <stddef.h>
#include <string.h>

#include "image/image.h"
#include "image/little_endian.h"

struct reader {
	struct mk_arena *arena;
	const unsigned char *bytes;
	size_t length;
	Elf *elf;
	struct mk_arena_slot *slot; /* libelf's object */
};

static void end_elf(void *elf)
{
	elf_end(elf);
}

/* NULL does not tell why; of a file that begins like ELF it may be that memory is out. */
static bool open_elf(struct reader *reader)
{
	if (reader->length < EI_NIDENT || memcmp(reader->bytes, ELFMAG, SELFMAG) != 0)
		return false;
	elf_version(EV_CURRENT);
	reader->slot = mk_arena_reserve(reader->arena, end_elf);
	errno = 0;
	reader->slot->object = reader->elf =
		elf_memory((char *)(uintptr_t)reader->bytes, reader->length);
	if (!reader->elf && errno == ENOMEM)
		mk_arena_exhaust(reader->arena);
	return reader->elf && elf_kind(reader->elf) == ELF_K_ELF;
}

static void close_elf(struct reader *reader)
{
	if (reader->slot)
		mk_arena_release(reader->slot);
}

/* Of nothing, as of a .bss alone, the offset says nothing: linkers leave one beyond the end. */
static bool is_in_file(const struct reader *reader, uint64_t offset, uint64_t size)
{
	if (!size)
		return true;
	return offset <= reader->length && size <= reader->length - offset;
}

/* Where it is that is_in_file tells of: nothing is anywhere. */
static const unsigned char *bytes_at(const struct reader *reader, uint64_t offset, uint64_t size)
{
	return size ? reader->bytes + offset : reader->bytes;
}

/* --- segments --------------------------------------------------------------------------------- */

/* The addresses of all segments so far, and one more. False where it wraps. */
static bool widen(struct mk_range *all, bool first, uint64_t start, uint64_t size)
{
	struct mk_range one;

	if (mk_range_make(start, size, &one) != MK_RANGE_OK)
		return false;
	if (first || one.first < all->first)
		all->first = one.first;
	if (first || one.last > all->last)
		all->last = one.last;
	return true;
}

static void list_segment(
	const struct reader *reader, struct mk_program *program, const GElf_Phdr *segment)
{
	if (segment->p_type == PT_LOAD)
		*mk_vec_add(reader->arena, &program->segments) = (struct mk_load_segment){
			segment->p_filesz ? segment->p_offset : 0, segment->p_filesz,
			segment->p_memsz, segment->p_vaddr, segment->p_paddr};
}

static const char *take_segment(const struct reader *reader, struct mk_program *program,
	const GElf_Phdr *segment, bool *first)
{
	if (segment->p_type == PT_LOAD && !is_in_file(reader, segment->p_offset, segment->p_filesz))
		return "is truncated: a segment extends beyond the end of the file";
	if (segment->p_type == PT_LOAD && segment->p_filesz > segment->p_memsz)
		return "has a segment that is larger in the file than in memory";
	if (segment->p_memsz == 0)
		return NULL;
	if (!widen(&program->physical, *first, segment->p_paddr, segment->p_memsz) ||
		!widen(&program->addresses, *first, segment->p_vaddr, segment->p_memsz))
		return "has a segment that wraps around the address space";
	*first = false;
	list_segment(reader, program, segment);
	return NULL;
}

/* --- notes ------------------------------------------------------------------------------------ */

#define NOTE_HEADER_BYTES 12u
#define NOTE_OWNER "mkpart" /* with its NUL 7 bytes, padded to 8 */
#define NOTE_OWNER_BYTES 8u
#define NOTE_TYPE 1u
#define NOTE_CONTENT_BYTES 16u /* before the contract's name */

static uint32_t little_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 |
	       bytes[0];
}

static bool is_same_note(const struct mk_program_note *a, const struct mk_program_note *b)
{
	return a->version == b->version && a->node == b->node && a->digest == b->digest &&
	       strcmp(a->contract, b->contract) == 0;
}

static void take_note(
	struct mk_program_note *note, const unsigned char *content, uint64_t content_bytes)
{
	uint64_t name_bytes = content_bytes - NOTE_CONTENT_BYTES;
	struct mk_program_note one = {
		.found = true,
		.version = little_endian(content),
		.node = little_endian(content + 4),
		.digest = little_endian(content + 8) | (uint64_t)little_endian(content + 12) << 32,
	};

	if (name_bytes > MK_NOTE_CONTRACT_BYTES)
		name_bytes = MK_NOTE_CONTRACT_BYTES;
	memcpy(one.contract, content + NOTE_CONTENT_BYTES, name_bytes);
	if (!note->found)
		*note = one;
	else if (!is_same_note(note, &one))
		note->differs = true;
}

/* Of a little-endian file; where a size in it is wrong the rest is not looked at. */
static void take_notes(struct mk_program_note *note, const unsigned char *at, uint64_t left)
{
	while (left >= NOTE_HEADER_BYTES) {
		uint64_t name = ((uint64_t)little_endian(at) + 3) & ~UINT64_C(3);
		uint64_t content = ((uint64_t)little_endian(at + 4) + 3) & ~UINT64_C(3);
		uint32_t type = little_endian(at + 8);

		at += NOTE_HEADER_BYTES;
		left -= NOTE_HEADER_BYTES;
		if (name + content > left)
			return;
		if (type == NOTE_TYPE && name == NOTE_OWNER_BYTES &&
			content >= NOTE_CONTENT_BYTES &&
			memcmp(at, NOTE_OWNER, sizeof NOTE_OWNER) == 0)
			take_note(note, at + name, content);
		at += name + content;
		left -= name + content;
	}
}

/* NULL, or what is wrong. */
static const char *take_segments(
	const struct reader *reader, struct mk_program *program, const GElf_Ehdr *header)
{
	bool first = true;

	for (unsigned i = 0; i < header->e_phnum; i++) {
		GElf_Phdr segment;
		const char *complaint;
		if (!gelf_getphdr(reader->elf, (int)i, &segment))
			return "has program headers that cannot be read";
		if (segment.p_type == PT_NOTE && program->little_endian &&
			is_in_file(reader, segment.p_offset, segment.p_filesz))
			take_notes(&program->note,
				bytes_at(reader, segment.p_offset, segment.p_filesz),
				segment.p_filesz);
		complaint = take_segment(reader, program, &segment, &first);
		if (complaint)
			return complaint;
	}
	return first ? "has nothing to load" : NULL;
}

/* The loader takes their number and size from the header as they are. */
static const char *check_headers(const struct reader *reader, const GElf_Ehdr *header)
{
	size_t entry_bytes = gelf_fsize(reader->elf, ELF_T_PHDR, 1, EV_CURRENT);

	if (header->e_phnum == 0)
		return "has nothing to load";
	if (header->e_phnum == PN_XNUM || header->e_phentsize != entry_bytes)
		return "has program headers of a kind that the loader does not know";
	if (!is_in_file(reader, header->e_phoff, header->e_phnum * entry_bytes))
		return "is truncated: its program headers extend beyond the end of the file";
	return NULL;
}

static const char *take_program(const struct reader *reader, struct mk_program *program)
{
	const char *complaint;
	GElf_Ehdr header;

	if (!gelf_getehdr(reader->elf, &header))
		return "is not a sound ELF file";
	program->machine = header.e_machine;
	program->wide = header.e_ident[EI_CLASS] == ELFCLASS64;
	program->little_endian = header.e_ident[EI_DATA] == ELFDATA2LSB;
	program->entry = header.e_entry;
	program->header_bytes = (uint32_t)header.e_phnum * header.e_phentsize;
	complaint = check_headers(reader, &header);
	return complaint ? complaint : take_segments(reader, program, &header);
}

/* --- symbols ---------------------------------------------------------------------------------- */

static const char *const symbol_names[MK_SYMBOL_COUNT] = {
	[MK_SYMBOL_BOOT_CODE_END] = "ki_boot_end",
	[MK_SYMBOL_LOWER_0] = "boot_lvl0_lower",
	[MK_SYMBOL_LOWER_1] = "boot_lvl1_lower",
	[MK_SYMBOL_UPPER_0] = "boot_lvl0_upper",
	[MK_SYMBOL_UPPER_1] = "boot_lvl1_upper",
	[MK_SYMBOL_UPPER_2] = "boot_lvl2_upper",
};

/* Of the section header at that place; false where there is none. */
static bool get_section(const struct reader *reader, size_t index, GElf_Shdr *section)
{
	Elf_Scn *at = elf_getscn(reader->elf, index);

	return at && gelf_getshdr(at, section) &&
	       is_in_file(reader, section->sh_offset, section->sh_size);
}

static bool text_at(
	const struct reader *reader, const GElf_Shdr *texts, uint64_t offset, const char *wanted)
{
	size_t length = strlen(wanted) + 1;

	return offset <= texts->sh_size && length <= texts->sh_size - offset &&
	       memcmp(reader->bytes + texts->sh_offset + offset, wanted, length) == 0;
}

/* Read in place: the file is for a little-endian machine of 64 bits, as all that have these. */
static void take_symbol(const struct reader *reader, struct mk_program *program,
	const GElf_Shdr *texts, const unsigned char *at)
{
	uint64_t name = mk_little_get(at + offsetof(Elf64_Sym, st_name), 4);

	for (size_t i = 0; i < MK_SYMBOL_COUNT; i++)
		if (text_at(reader, texts, name, symbol_names[i]))
			program->symbols[i] = (struct mk_symbol_place){true,
				mk_little_get(at + offsetof(Elf64_Sym, st_value), 8),
				mk_little_get(at + offsetof(Elf64_Sym, st_size), 8)};
}

static void take_table(
	const struct reader *reader, struct mk_program *program, const GElf_Shdr *table)
{
	GElf_Shdr texts;
	uint64_t offset;

	if (!get_section(reader, table->sh_link, &texts) || texts.sh_type != SHT_STRTAB)
		return;
	for (offset = 0; table->sh_size - offset >= sizeof(Elf64_Sym); offset += sizeof(Elf64_Sym))
		take_symbol(reader, program, &texts, reader->bytes + table->sh_offset + offset);
}

/* A stripped file has none, which is no mistake by itself. */
static void take_symbols(const struct reader *reader, struct mk_program *program)
{
	size_t count;
	GElf_Shdr section;

	if (!program->wide || !program->little_endian || elf_getshdrnum(reader->elf, &count) != 0)
		return;
	for (size_t i = 0; i < count; i++)
		if (get_section(reader, i, &section) && section.sh_type == SHT_SYMTAB)
			take_table(reader, program, &section);
}

const struct mk_program *mk_program_read(
	struct mk_arena *arena, const void *bytes, size_t length, const char **complaint)
{
	struct reader reader = {.arena = arena, .bytes = bytes, .length = length};
	struct mk_program *program = mk_arena_alloc(arena, sizeof *program);

	*complaint = open_elf(&reader) ? take_program(&reader, program) : "is not an ELF file";
	if (!*complaint)
		take_symbols(&reader, program);
	close_elf(&reader);
	return *complaint ? NULL : program;
}

/* --- sections --------------------------------------------------------------------------------- */

/* Compared in place: elf_strptr would look for the end of the whole table each time. */
static bool is_named(const struct reader *reader, const GElf_Shdr *names, const GElf_Shdr *section,
	const char *name)
{
	size_t length = strlen(name) + 1;

	return names->sh_type == SHT_STRTAB &&
	       is_in_file(reader, names->sh_offset, names->sh_size) &&
	       section->sh_name <= names->sh_size && length <= names->sh_size - section->sh_name &&
	       memcmp(reader->bytes + names->sh_offset + section->sh_name, name, length) == 0;
}

static bool find_section(const struct reader *reader, const char *name, GElf_Shdr *section)
{
	Elf_Scn *at = NULL;
	GElf_Shdr names;
	size_t index;

	if (elf_getshdrstrndx(reader->elf, &index) != 0 ||
		!gelf_getshdr(elf_getscn(reader->elf, index), &names))
		return false;
	while ((at = elf_nextscn(reader->elf, at)))
		if (gelf_getshdr(at, section) && section->sh_type == SHT_PROGBITS &&
			is_named(reader, &names, section, name))
			return is_in_file(reader, section->sh_offset, section->sh_size);
	return false;
}

bool mk_program_section(struct mk_arena *arena, const void *bytes, size_t length, const char *name,
	const void **start, size_t *size)
{
	struct reader reader = {.arena = arena, .bytes = bytes, .length = length};
	GElf_Shdr section;
	bool found = open_elf(&reader) && find_section(&reader, name, &section);

	if (found) {
		*start = bytes_at(&reader, section.sh_offset, section.sh_size);
		*size = (size_t)section.sh_size;
	}
	close_elf(&reader);
	return found;
}
