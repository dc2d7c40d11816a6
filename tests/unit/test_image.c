/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board_fixture.h"
#include "image/image.h"

TestSuite(image, .init = board_fixture_init, .fini = board_fixture_finish);

/* --- programs --------------------------------------------------------------------------------- */

#define SECTION_NAMES "\0.names\0carried"
#define CARRIED "what is carried"

/* A program with two segments and two sections; each test spoils one thing. */
struct sample {
	Elf64_Ehdr header;
	Elf64_Phdr segments[2];
	char content[64];
	char names[sizeof SECTION_NAMES];
	char carried[sizeof CARRIED];
	Elf64_Shdr sections[3];
};

static struct sample sample(void)
{
	struct sample sample = {
		.header = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
				   EV_CURRENT},
			.e_type = ET_EXEC,
			.e_machine = EM_AARCH64,
			.e_version = EV_CURRENT,
			.e_entry = 0x8060000000,
			.e_phoff = offsetof(struct sample, segments),
			.e_shoff = offsetof(struct sample, sections),
			.e_ehsize = sizeof(Elf64_Ehdr),
			.e_phentsize = sizeof(Elf64_Phdr),
			.e_phnum = 2,
			.e_shentsize = sizeof(Elf64_Shdr),
			.e_shnum = 3,
			.e_shstrndx = 1},
		.segments = {{.p_type = PT_LOAD,
				     .p_offset = offsetof(struct sample, content),
				     .p_vaddr = 0x8060000000,
				     .p_paddr = 0x60000000,
				     .p_filesz = 64,
				     .p_memsz = 0x1000},
			{.p_type = PT_LOAD,
				.p_vaddr = 0x8060002000,
				.p_paddr = 0x60002000,
				.p_memsz = 0x3000}},
		.names = SECTION_NAMES,
		.carried = CARRIED,
		.sections = {{.sh_type = SHT_NULL},
			{.sh_name = 1,
				.sh_type = SHT_STRTAB,
				.sh_offset = offsetof(struct sample, names),
				.sh_size = sizeof SECTION_NAMES},
			{.sh_name = 8,
				.sh_type = SHT_PROGBITS,
				.sh_offset = offsetof(struct sample, carried),
				.sh_size = sizeof CARRIED}},
	};

	return sample;
}

static const char *complaint_of(const void *bytes, size_t length)
{
	const char *complaint = NULL;
	const struct mk_program *program =
		mk_program_read(fixture_arena(), bytes, length, &complaint);

	cr_assert(eq(int, program == NULL, complaint != NULL));
	return complaint ? complaint : "";
}

static const struct mk_program *read_sample(const struct sample *sample)
{
	const char *complaint = NULL;
	const struct mk_program *program =
		mk_program_read(fixture_arena(), sample, sizeof *sample, &complaint);

	cr_assert_not_null(program, "%s", complaint);
	return program;
}

Test(image, a_program_spans_its_segments)
{
	struct sample whole = sample();
	const struct mk_program *program = read_sample(&whole);

	cr_assert(eq(u64, program->physical.first, 0x60000000));
	cr_assert(eq(u64, program->physical.last, 0x60004fff));
	cr_assert(eq(u64, program->addresses.first, 0x8060000000));
	cr_assert(eq(u64, program->addresses.last, 0x8060004fff));
	cr_assert(eq(u64, program->entry, 0x8060000000));
	cr_assert(eq(uint, program->machine, EM_AARCH64));
	cr_assert(eq(u32, program->header_bytes, 2 * sizeof(Elf64_Phdr)));
	cr_assert(program->wide);
	cr_assert(program->little_endian);
}

Test(image, what_takes_memory_counts_whatever_its_type)
{
	struct sample whole = sample();

	whole.segments[1] = (Elf64_Phdr){.p_type = PT_GNU_STACK, .p_memsz = 0x1000};
	cr_assert(eq(u64, read_sample(&whole)->addresses.first, 0));
}

Test(image, what_takes_no_memory_does_not_count)
{
	struct sample whole = sample();

	whole.segments[1].p_memsz = 0;
	cr_assert(eq(u64, read_sample(&whole)->physical.last, 0x60000fff));
}

Test(image, a_segment_that_ends_with_the_file_is_there)
{
	struct sample whole = sample();

	whole.segments[0].p_offset = sizeof whole - 64;
	read_sample(&whole);
	whole.segments[0].p_offset++;
	cr_assert(eq(str, (char *)complaint_of(&whole, sizeof whole),
		"is truncated: a segment extends beyond the end of the file"));
}

Test(image, a_segment_may_end_at_the_last_address)
{
	struct sample whole = sample();

	whole.segments[1].p_paddr = UINT64_MAX - 0x2fff;
	cr_assert(eq(u64, read_sample(&whole)->physical.last, UINT64_MAX));
	whole.segments[1].p_paddr++;
	cr_assert(eq(str, (char *)complaint_of(&whole, sizeof whole),
		"has a segment that wraps around the address space"));
}

Test(image, an_offset_that_wraps_is_beyond_the_file)
{
	struct sample whole = sample();

	whole.segments[0].p_offset = UINT64_MAX - 32;
	cr_assert(eq(str, (char *)complaint_of(&whole, sizeof whole),
		"is truncated: a segment extends beyond the end of the file"));
	whole = sample();
	whole.header.e_phoff = UINT64_MAX - 32;
	cr_assert(ne(str, (char *)complaint_of(&whole, sizeof whole), ""));
}

Test(image, a_segment_of_zeroes_alone_has_no_place_in_the_file)
{
	struct sample whole = sample();
	const struct mk_program *program;

	whole.segments[1].p_offset = sizeof whole + 0x10000;
	program = read_sample(&whole);
	cr_assert(eq(sz, program->segments.count, 2));
	cr_assert(eq(u64, program->segments.items[1].offset, 0));
	whole.segments[1].p_filesz = 1;
	cr_assert(eq(str, (char *)complaint_of(&whole, sizeof whole),
		"is truncated: a segment extends beyond the end of the file"));
}

/* Whatever their offset is; clang's sanitizer sees what is counted on from it. */
Test(image, notes_and_sections_of_nothing_have_no_place_in_the_file)
{
	struct sample whole = sample();
	const void *start;
	size_t size;

	whole.segments[1] = (Elf64_Phdr){.p_type = PT_NOTE, .p_offset = UINT64_MAX};
	cr_assert(not(read_sample(&whole)->note.found));
	whole.sections[2].sh_size = 0;
	whole.sections[2].sh_offset = UINT64_MAX;
	cr_assert(mk_program_section(
		fixture_arena(), &whole, sizeof whole, "carried", &start, &size));
	cr_assert(eq(ptr, (void *)(uintptr_t)start, &whole));
	cr_assert(eq(sz, size, 0));
}

Test(image, more_in_the_file_than_in_memory_is_refused)
{
	struct sample whole = sample();

	whole.segments[0].p_memsz = 63;
	cr_assert(eq(str, (char *)complaint_of(&whole, sizeof whole),
		"has a segment that is larger in the file than in memory"));
}

Test(image, program_headers_are_of_the_size_that_the_loader_knows)
{
	struct sample whole = sample();

	whole.header.e_phentsize++;
	cr_assert(eq(str, (char *)complaint_of(&whole, sizeof whole),
		"has program headers of a kind that the loader does not know"));
	whole = sample();
	whole.header.e_phnum = PN_XNUM;
	cr_assert(eq(str, (char *)complaint_of(&whole, sizeof whole),
		"has program headers of a kind that the loader does not know"));
}

Test(image, a_text_or_an_ar_archive_is_no_program)
{
	static const char ar[] =
		"!<arch>\nmember/         0           0     0     644     4         `\nabcd";

	cr_assert(eq(str, (char *)complaint_of("", 0), "is not an ELF file"));
	cr_assert(
		eq(str, (char *)complaint_of("#!/bin/sh\necho hello\n", 21), "is not an ELF file"));
	cr_assert(eq(str, (char *)complaint_of(ar, sizeof ar - 1), "is not an ELF file"));
}

Test(image, a_section_is_found_by_its_name)
{
	struct sample whole = sample();
	const void *start;
	size_t size;

	cr_assert(mk_program_section(
		fixture_arena(), &whole, sizeof whole, "carried", &start, &size));
	cr_assert(eq(ptr, (void *)(uintptr_t)start, whole.carried));
	cr_assert(eq(sz, size, sizeof CARRIED));
	cr_assert(not(mk_program_section(
		fixture_arena(), &whole, sizeof whole, "carrie", &start, &size)));
}

Test(image, a_section_beyond_the_file_is_not_found)
{
	struct sample whole = sample();
	const void *start;
	size_t size;

	whole.sections[2].sh_offset = sizeof whole - sizeof CARRIED + 1;
	cr_assert(not(mk_program_section(
		fixture_arena(), &whole, sizeof whole, "carried", &start, &size)));
	whole = sample();
	whole.sections[1].sh_size = sizeof SECTION_NAMES - 1; /* the name has no end */
	cr_assert(not(mk_program_section(
		fixture_arena(), &whole, sizeof whole, "carried", &start, &size)));
}

/* --- archives --------------------------------------------------------------------------------- */

#define ARCHIVE_BYTES 512

/* Newc: a header of hexadecimal numbers, name and content each padded to four bytes. */
static size_t put_entry(char *archive, size_t at, const char *name, const char *content)
{
	size_t length = strlen(content);
	size_t name_end;

	sprintf(archive + at, "070701%08X%08X%08X%08X%08X%08X%08zX%08X%08X%08X%08X%08zX%08X", 0,
		0100644, 0, 0, 1, 0, length, 0, 0, 0, 0, strlen(name) + 1, 0);
	strcpy(archive + at + 110, name);
	name_end = (at + 110 + strlen(name) + 1 + 3) / 4 * 4;
	memcpy(archive + name_end, content, length);
	return (name_end + length + 3) / 4 * 4;
}

static void put_archive(char archive[ARCHIVE_BYTES])
{
	size_t at;

	memset(archive, 0, ARCHIVE_BYTES);
	at = put_entry(archive, 0, "first", "one");
	at = put_entry(archive, at, "second", "");
	put_entry(archive, at, "TRAILER!!!", "");
}

static struct mk_archive read_archive(const char *bytes, size_t length, size_t most)
{
	struct mk_archive archive = {.label = "'x'", .source = {.name = "x"}};

	mk_archive_read(fixture_arena(), &archive, bytes, length, most);
	return archive;
}

Test(image, an_archive_has_its_entries_in_order)
{
	char bytes[ARCHIVE_BYTES];
	struct mk_archive archive;

	put_archive(bytes);
	archive = read_archive(bytes, sizeof bytes, 9);
	cr_assert_null(archive.complaint, "%s", archive.complaint);
	cr_assert(eq(sz, archive.entries.count, 2));
	cr_assert(eq(str, (char *)archive.entries.items[0].name, "first"));
	cr_assert(
		mk_content_equal(archive.entries.items[0].image.content, mk_content_of("one", 3)));
	cr_assert(eq(str, (char *)archive.entries.items[1].name, "second"));
	cr_assert(eq(u64, archive.entries.items[1].image.content.length, 0));
	cr_assert(not(archive.longer));
}

Test(image, no_more_entries_are_read_than_are_wanted)
{
	char bytes[ARCHIVE_BYTES];
	struct mk_archive archive;

	put_archive(bytes);
	archive = read_archive(bytes, sizeof bytes, 1);
	cr_assert(eq(sz, archive.entries.count, 1));
	cr_assert(archive.longer);
	cr_assert(not(read_archive(bytes, sizeof bytes, 2).longer));
}

Test(image, other_formats_are_refused)
{
	static const char crc[] = "070702", old[] = "070707";
	char bytes[ARCHIVE_BYTES];

	put_archive(bytes);
	memcpy(bytes, crc, 6);
	cr_assert_not_null(read_archive(bytes, sizeof bytes, 9).complaint);
	memcpy(bytes, old, 6);
	cr_assert_not_null(read_archive(bytes, sizeof bytes, 9).complaint);
	cr_assert_not_null(read_archive("", 0, 9).complaint);
}

/* Offsets of c_filesize and c_namesize of the first entry, which is "first" with "one". */
#define FIRST_SIZE 54
#define FIRST_NAME_SIZE 94

/* The complaint about the archive with other text at an offset; "" for none. */
static const char *complaint_with(size_t at, const char *text)
{
	char bytes[ARCHIVE_BYTES];
	struct mk_archive archive;

	put_archive(bytes);
	memcpy(bytes + at, text, strlen(text));
	archive = read_archive(bytes, sizeof bytes, 9);
	return archive.complaint ? archive.complaint : "";
}

Test(image, sizes_in_an_archive_are_hexadecimal_in_either_case)
{
	static const char not_newc[] = "is not a sound CPIO archive in the format newc";

	cr_assert(eq(str, (char *)complaint_with(FIRST_SIZE, "00000003"), ""));
	cr_assert(eq(str, (char *)complaint_with(FIRST_SIZE, "0000000g"), (char *)not_newc));
	cr_assert(eq(str, (char *)complaint_with(FIRST_SIZE, "      03"), (char *)not_newc));
	cr_assert(eq(str, (char *)complaint_with(FIRST_SIZE, "ffffffff"), "is truncated"));
	cr_assert(eq(str, (char *)complaint_with(FIRST_SIZE, "FFFFFFFF"), "is truncated"));
}

Test(image, a_name_in_an_archive_ends_where_its_size_says)
{
	static const char not_newc[] = "is not a sound CPIO archive in the format newc";

	cr_assert(eq(str, (char *)complaint_with(FIRST_NAME_SIZE, "00000006"), ""));
	cr_assert(eq(str, (char *)complaint_with(FIRST_NAME_SIZE, "00000005"), (char *)not_newc));
	cr_assert(eq(str, (char *)complaint_with(FIRST_NAME_SIZE, "00000000"), (char *)not_newc));
	cr_assert(eq(str, (char *)complaint_with(FIRST_NAME_SIZE, "ffffffff"), "is truncated"));
}

Test(image, an_archive_ends_with_its_trailer)
{
	static const char trailer[] = "TRAILER!!!";
	char bytes[ARCHIVE_BYTES];
	char *name;

	put_archive(bytes);
	name = memmem(bytes, sizeof bytes, trailer, sizeof trailer);
	cr_assert_not_null(name);
	cr_assert_null(read_archive(bytes, (size_t)(name - bytes) + sizeof trailer, 9).complaint);
	cr_assert(eq(str,
		(char *)read_archive(bytes, (size_t)(name - bytes) + sizeof trailer - 1, 9)
			.complaint,
		"is truncated"));
	cr_assert(eq(str, (char *)read_archive(bytes, (size_t)(name - bytes) - 110, 9).complaint,
		"is truncated"));
}

Test(image, an_archive_does_not_begin_behind_something_else)
{
	char bytes[ARCHIVE_BYTES + 4] = "abc";

	put_archive(bytes + 4);
	cr_assert_not_null(read_archive(bytes, sizeof bytes, 9).complaint);
}

/* --- contents --------------------------------------------------------------------------------- */

Test(image, contents_that_differ_in_a_byte_differ)
{
	char bytes[40] = {0};
	struct mk_content before = mk_content_of(bytes, sizeof bytes);

	for (size_t i = 0; i < sizeof bytes; i++) {
		bytes[i] = 1;
		cr_assert(not(mk_content_equal(before, mk_content_of(bytes, sizeof bytes))));
		bytes[i] = 0;
	}
	cr_assert(mk_content_equal(before, mk_content_of(bytes, sizeof bytes)));
	cr_assert(not(mk_content_equal(before, mk_content_of(bytes, sizeof bytes - 1))));
}

/* --- hostile bytes ---------------------------------------------------------------------------- */

/* In memory of just that size, so that a byte too far is seen. */
static void read_everything(const void *bytes, size_t length)
{
	char *copy = malloc(length ? length : 1);
	const char *complaint;
	const void *start;
	size_t size;

	memcpy(copy, bytes, length);
	mk_program_read(fixture_arena(), copy, length, &complaint);
	if (mk_program_section(fixture_arena(), copy, length, "carried", &start, &size)) {
		cr_assert(ge(ptr, (void *)(uintptr_t)start, copy));
		cr_assert(le(ptr, (char *)(uintptr_t)start + size, copy + length));
	}
	read_archive(copy, length, 9);
	free(copy);
}

static void read_truncated(const void *bytes, size_t length)
{
	for (size_t i = 0; i <= length; i++)
		read_everything(bytes, i);
}

/* A linear congruential generator: the same bytes everywhere. */
static uint32_t dice(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

#define SPOILT 4000

static void read_spoilt(const void *bytes, size_t length)
{
	static const unsigned char extremes[] = {0x00, 0x01, 0x7f, 0x80, 0xff, '0', 'F'};
	unsigned char *copy = malloc(length);
	uint32_t state = 1;

	for (unsigned i = 0; i < SPOILT; i++) {
		memcpy(copy, bytes, length);
		for (unsigned j = 0; j <= i % 6; j++)
			copy[dice(&state) % length] =
				i % 2 ? (unsigned char)dice(&state)
				      : extremes[dice(&state) % sizeof extremes];
		read_everything(copy, length);
	}
	free(copy);
}

Test(image, truncated_files_are_survived)
{
	struct sample whole = sample();
	char archive[ARCHIVE_BYTES];

	put_archive(archive);
	read_truncated(&whole, sizeof whole);
	read_truncated(archive, sizeof archive);
}

Test(image, spoilt_files_are_survived)
{
	struct sample whole = sample();
	char archive[ARCHIVE_BYTES];

	put_archive(archive);
	read_spoilt(&whole, sizeof whole);
	read_spoilt(archive, sizeof archive);
}
