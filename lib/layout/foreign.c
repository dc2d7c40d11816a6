/* SPDX-License-Identifier: BSD-2-Clause */
#include "layout/foreign.h"

#include <string.h>
#include <strings.h>

#include "base/number.h"

#define PAGE UINT64_C(0x1000)

/*
 * From the configurations of Bao, Jailhouse, Xen, Hafnium, Microkit, Lopper and CAmkES, and from
 * device trees. A word may stand for several keys: rows have one of them.
 */
static const char *const words[][2] = {
	{"base", "start"},
	{"address", "start"},
	{"addr", "start"},
	{"base_addr", "start"},
	{"phys", "start"},
	{"phys_addr", "start"},
	{"phys_start", "start"},
	{"paddr", "start"},
	{"pa", "start"},
	{"first", "start"},
	{"length", "size"},
	{"len", "size"},
	{"bytes", "size"},
	{"core", "cpu"},
	{"cores", "cpu"},
	{"cpus", "cpu"},
	{"vcpus", "cpu"},
	{"processor", "cpu"},
	{"mpidr", "cpu"},
	{"affinity", "cpu"},
	{"cpu_affinity", "cpu"},
	{"ram", "memory"},
	{"mem", "memory"},
	{"regions", "memory"},
	{"memory_regions", "memory"},
	{"mem_regions", "memory"},
	{"peripherals", "devices"},
	{"devs", "devices"},
	{"device", "devices"},
	{"interrupts", "irqs"},
	{"interrupt", "irqs"},
	{"irq", "irqs"},
	{"spis", "irqs"},
	{"irq", "spi"},
	{"number", "spi"},
	{"cells", "nodes"},
	{"domains", "nodes"},
	{"partitions", "nodes"},
	{"kernels", "nodes"},
	{"vms", "nodes"},
	{"guests", "nodes"},
	{"vmlist", "nodes"},
	{"members", "nodes"},
	{"shmem", "shared"},
	{"shmemlist", "shared"},
	{"shared_memory", "shared"},
	{"ivshmem", "shared"},
	{"regions", "shared"},
	{"memory_regions", "shared"},
	{"shared_regions", "shared"},
	{"sgis", "ipis"},
	{"signals", "ipis"},
	{"notifications", "ipis"},
	{"channels", "ipis"},
	{"doorbells", "ipis"},
	{"sender", "from"},
	{"source", "from"},
	{"src", "from"},
	{"receiver", "to"},
	{"destination", "to"},
	{"dest", "to"},
	{"dst", "to"},
	{"target", "to"},
	{"reason", "why"},
	{"comment", "why"},
	{"because", "why"},
	{"justification", "why"},
	{"device_tree", "dtb"},
	{"devicetree", "dtb"},
	{"fdt", "dtb"},
	{"file", "dtb"},
	{"path", "dtb"},
	{"dts", "dtb"},
	{"dtb_file", "dtb"},
	{"dtb_path", "dtb"},
	{"device", "path"},
	{"dev", "path"},
	{"node", "path"},
	{"alias", "path"},
	{"label", "path"},
	{"name", "path"},
	{"uart", "console"},
	{"serial", "console"},
	{"stdout", "console"},
	{"permissions", "access"},
	{"perms", "access"},
	{"rights", "access"},
	{"mode", "access"},
	{"suppress", "allow"},
	{"ignore", "allow"},
	{"check", "code"},
	{"label", "name"},
	{"virtualization", "hypervisor"},
	{"el2", "hypervisor"},
	{"alignment", "align"},
};

const char *mk_foreign_key(const struct mk_record_rows *rows, const char *word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], word) == 0 &&
			mk_key_named(rows, words[i][1], strlen(words[i][1])))
			return words[i][1];
	return NULL;
}

/* --- ranges ----------------------------------------------------------------------------------- */

static bool is_number(const char *text, size_t length, uint64_t *value)
{
	return length <= MK_LAYOUT_MAX_NUMBER &&
	       mk_number_parse(text, length, value) == MK_NUMBER_OK;
}

static bool whole_pages(uint64_t start, uint64_t size, struct mk_range *range)
{
	return size % PAGE == 0 && mk_range_make(start, size, range) == MK_RANGE_OK;
}

static bool range_to(uint64_t start, uint64_t end, struct mk_range *range)
{
	return end > start && (whole_pages(start, end - start, range) ||
				      whole_pages(start, end - start + 1, range));
}

bool mk_foreign_is_end(const char *word)
{
	static const char *const ends[] = {"end", "last", "end_addr", "end_address", "limit"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strcmp(ends[i], word) == 0)
			return true;
	return false;
}

/* False where it is no scalar, too. */
static bool scalar_number(const struct mk_doc *value, uint64_t *number)
{
	return value && value->kind == MK_DOC_SCALAR &&
	       is_number(value->text, strnlen(value->text, MK_LAYOUT_MAX_NUMBER + 1), number);
}

bool mk_foreign_end(const struct mk_doc *map, const struct mk_doc *end, struct mk_range *range)
{
	uint64_t first;
	uint64_t last;

	return scalar_number(mk_doc_value(map, "start"), &first) && scalar_number(end, &last) &&
	       range_to(first, last, range);
}

static bool is_hexadecimal(const struct mk_doc *scalar)
{
	return strncasecmp(scalar->text, "0x", 2) == 0;
}

static bool text_range(const char *text, struct mk_range *range)
{
	static const char joints[] = "-.:+ ";
	size_t first = strcspn(text, joints);
	size_t joint = strspn(text + first, joints);
	bool has_end = memchr(text + first, '-', joint) || memchr(text + first, '.', joint);
	const char *rest = text + first + joint;
	uint64_t start;
	uint64_t other;

	if (!joint || !is_number(text, first, &start) ||
		!is_number(rest, strnlen(rest, MK_LAYOUT_MAX_NUMBER + 1), &other))
		return false;
	return has_end ? range_to(start, other, range)
		       : mk_range_make(start, other, range) == MK_RANGE_OK;
}

bool mk_foreign_range(const struct mk_doc *value, struct mk_range *range)
{
	uint64_t start;
	uint64_t size;

	if (value->kind == MK_DOC_SCALAR)
		return text_range(value->text, range);
	return value->kind == MK_DOC_LIST && value->items.count == 2 &&
	       scalar_number(value->items.items[0], &start) &&
	       scalar_number(value->items.items[1], &size) &&
	       is_hexadecimal(value->items.items[0]) &&
	       mk_range_make(start, size, range) == MK_RANGE_OK;
}
