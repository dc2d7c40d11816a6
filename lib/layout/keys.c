/* SPDX-License-Identifier: BSD-2-Clause */
#include "layout/keys.h"

#include "base/units.h"
#include "layout/layout.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define EXAMPLES(...)                                                                              \
	.examples = (const char *const[])                                                          \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}
#define ADDRESSES EXAMPLES("0x40000000")
#define SIZES .least = 1, EXAMPLES("256M", "0x100000")

/* The offset of a member of that type; of another it does not compile. */
#define MEMBER(record, member, kind)                                                               \
	(offsetof(record, member) + 0 * sizeof(_Generic(((record *)NULL)->member, kind : 0)))

#define TEXT(record, member) .type = MK_KEY_TEXT, .offset = MEMBER(record, member, struct mk_text)
#define NUMBER(record, member)                                                                     \
	.type = MK_KEY_NUMBER, .offset = MEMBER(record, member, struct mk_number)
#define SIZE(record, member) .type = MK_KEY_SIZE, .offset = MEMBER(record, member, struct mk_number)
#define FLAG(record, member) .type = MK_KEY_FLAG, .offset = MEMBER(record, member, struct mk_flag)
#define CHOICE(record, member, list)                                                               \
	.type = MK_KEY_CHOICE, .offset = MEMBER(record, member, struct mk_choice), .choices = (list)
#define TEXTS(record, member) .type = MK_KEY_TEXTS, .offset = MEMBER(record, member, mk_texts)
#define ANYTHING(record, member)                                                                   \
	.type = MK_KEY_ANYTHING, .offset = MEMBER(record, member, const struct mk_doc *)
#define SETTINGS(record, member)                                                                   \
	.type = MK_KEY_SETTINGS, .offset = MEMBER(record, member, mk_settings)
#define RECORD(outer, member, rows)                                                                \
	.type = MK_KEY_RECORD, .offset = MEMBER(outer, member, rows##_record), .record = &(rows)
#define RECORDS(outer, member, rows)                                                               \
	.type = MK_KEY_RECORDS,                                                                    \
	.offset = offsetof(outer, member) + 0 * MEMBER(outer, member.items, rows##_record *),      \
	.record = &(rows)

/* What rows describe: a struct that begins with struct mk_record. */
#define RECORD_OF(rows, type)                                                                      \
	typedef type rows##_record;                                                                \
	_Static_assert(MEMBER(type, record, struct mk_record) == 0,                                \
		"records begin with struct mk_record")

#define START_DOC "Physical address of the first byte."
#define SIZE_DOC "Size in bytes."

/* At entries that somebody may ask for by number of a requirement. */
#define TRACE_KEY                                                                                  \
	{                                                                                          \
		.name = "trace", .type = MK_KEY_WORDS,                                             \
		.offset = MEMBER(struct mk_record, trace, mk_texts), EXAMPLES("REQ-12"),           \
		.doc = "The requirement that it is there for, or a list of them; plan.json has "   \
		       "them too."                                                                 \
	}

/* A range that is fixed, without further ado: the talk's reg entries, pools, the board's RAM. */
static const struct mk_key fixed_range_keys[] = {
	{.name = "start",
		NUMBER(struct mk_layout_range, start),
		.means = MK_MEANS_ADDRESS,
		.required = true,
		ADDRESSES,
		.doc = START_DOC},
	{.name = "size",
		NUMBER(struct mk_layout_range, size),
		.means = MK_MEANS_BYTES,
		.required = true,
		SIZES,
		.doc = SIZE_DOC},
	TRACE_KEY,
};

RECORD_OF(fixed_range_rows, struct mk_layout_range);
static const struct mk_record_rows fixed_range_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(fixed_range_rows_record),
	.keys = fixed_range_keys,
	.key_count = COUNT(fixed_range_keys),
};

/* Conditions on a place that mkpart chooses. */
#define ALIGN_KEY                                                                                  \
	{                                                                                          \
		.name = "align", NUMBER(struct mk_layout_range, align), .means = MK_MEANS_BYTES,   \
		.least = 1, EXAMPLES("2M"),                                                        \
		.doc = "The start is a multiple of it, in bytes: a power of two."                  \
	}
#define WITHIN_KEY                                                                                 \
	{                                                                                          \
		.name = "within", RECORDS(struct mk_layout_range, within, fixed_range_rows),       \
		.doc = "Ranges that it lies in; ones that touch count as one."                     \
	}
#define WITHIN_OR_DMA_KEY(whose)                                                                   \
	{.name = "within",                                                                         \
		RECORDS(struct mk_layout_range, within, fixed_range_rows),                         \
		.word_key = "within_word",                                                         \
		.doc = "Ranges that it lies in; ones that touch count as one. Or 'dma': what all " \
		       "devices of " whose " reach that read and write memory themselves."},       \
	{                                                                                          \
		.name = "within_word", CHOICE(struct mk_layout_range, within_word, within_words),  \
		.hidden = true, .doc = "A word instead of the ranges of 'within'."                 \
	}
#define NOT_WITHIN_KEY                                                                             \
	{                                                                                          \
		.name = "not_within",                                                              \
		RECORDS(struct mk_layout_range, not_within, fixed_range_rows),                     \
		.doc = "Ranges that it keeps out of."                                              \
	}
#define NEAR_KEY                                                                                   \
	{                                                                                          \
		.name = "near", CHOICE(struct mk_layout_range, near, nearness_choices),            \
		.doc = "'cpu': in memory of the core's own NUMA node, where the device tree says " \
		       "which that is; for shared memory the core of any of its nodes, for the "   \
		       "loader the one that boots."                                                \
	}

/* A place that the tree has a name for. */
#define RESERVED_KEY(of)                                                                           \
	{                                                                                          \
		.name = "reserved", TEXT(struct mk_layout_range, reserved),                        \
		.means = MK_MEANS_RESERVATION, EXAMPLES("/reserved-memory/rproc@3ed00000"),        \
		.doc = "Child of /reserved-memory that " of " is, instead of 'start' and 'size': " \
		       "path, label or unit name."                                                 \
	}

/* In the order of enum mk_nearness. */
static const char *const nearness_choices[] = {"cpu", NULL};

/* In the order of enum mk_within. */
static const char *const within_words[] = {"dma", NULL};

static const struct mk_key region_keys[] = {
	{.name = "start",
		NUMBER(struct mk_layout_range, start),
		.means = MK_MEANS_ADDRESS,
		ADDRESSES,
		.doc = "Physical address of the first byte; without it, mkpart places the range."},
	{.name = "size",
		NUMBER(struct mk_layout_range, size),
		.means = MK_MEANS_BYTES,
		.required = true,
		SIZES,
		.doc = SIZE_DOC},
	ALIGN_KEY,
	WITHIN_KEY,
	NOT_WITHIN_KEY,
	NEAR_KEY,
	TRACE_KEY,
};

static const char *const region_exclusive[][2] = {
	{"start", "align"}, {"start", "within"}, {"start", "not_within"}, {"start", "near"}};

RECORD_OF(region_rows, struct mk_layout_range);
static const struct mk_record_rows region_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(region_rows_record),
	.keys = region_keys,
	.key_count = COUNT(region_keys),
	.exclusive = region_exclusive,
	.exclusive_count = COUNT(region_exclusive),
	.lone_before = "{\"size\": ",
	.lone_after = "}",
	.lone_is_number = true,
};

/* The same, or memory that the tree reserves. */
static const struct mk_key shared_region_keys[] = {
	{.name = "start",
		NUMBER(struct mk_layout_range, start),
		.means = MK_MEANS_ADDRESS,
		ADDRESSES,
		.doc = "Physical address of the first byte; without it, mkpart places the range."},
	{.name = "size",
		NUMBER(struct mk_layout_range, size),
		.means = MK_MEANS_BYTES,
		SIZES,
		.doc = SIZE_DOC},
	ALIGN_KEY,
	WITHIN_OR_DMA_KEY("its nodes"),
	NOT_WITHIN_KEY,
	NEAR_KEY,
	RESERVED_KEY("what is shared"),
	TRACE_KEY,
};

#define RESERVED_EXCLUSIVE                                                                         \
	{"reserved", "start"}, {"reserved", "size"}, {"reserved", "align"},                        \
		{"reserved", "within"}, {"reserved", "not_within"},                                \
	{                                                                                          \
		"reserved", "near"                                                                 \
	}

static const char *const shared_region_exclusive[][2] = {{"start", "align"}, {"start", "within"},
	{"start", "not_within"}, {"start", "near"}, RESERVED_EXCLUSIVE};
static const char *const size_or_reserved[] = {"size", "reserved", NULL};

RECORD_OF(shared_region_rows, struct mk_layout_range);
static const struct mk_record_rows shared_region_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(shared_region_rows_record),
	.keys = shared_region_keys,
	.key_count = COUNT(shared_region_keys),
	.exclusive = shared_region_exclusive,
	.exclusive_count = COUNT(shared_region_exclusive),
	.one_of = size_or_reserved,
	.lone_before = "{\"size\": ",
	.lone_after = "}",
	.lone_is_number = true,
};

static const struct mk_key slice_keys[] = {
	{.name = "start",
		NUMBER(struct mk_layout_range, start),
		.means = MK_MEANS_ADDRESS,
		ADDRESSES,
		.doc = "Physical address of the first byte; without it, mkpart places the range."},
	{.name = "size",
		SIZE(struct mk_layout_range, size),
		.means = MK_MEANS_BYTES,
		.least = 1,
		EXAMPLES("256M", "0x100000", "rest"),
		.doc = "Size in bytes, or 'rest': as much as the others leave; needed unless 'reg' is "
		       "given."},
	{.name = "weight",
		NUMBER(struct mk_layout_range, weight),
		.least = 1,
		.most = MK_LAYOUT_MAX_WEIGHT,
		EXAMPLES("2"),
		.doc = "How much of the rest it gets, in proportion to other ranges of size 'rest', "
		       "1 to 1000; 1 by default."},
	ALIGN_KEY,
	WITHIN_OR_DMA_KEY("the node"),
	NOT_WITHIN_KEY,
	NEAR_KEY,
	{.name = "node",
		TEXT(struct mk_layout_range, node),
		.means = MK_MEANS_MEMORY_NODE,
		EXAMPLES("/memory@40000000"),
		.doc = "Path of the device tree's memory node that the ranges of 'reg' lie in."},
	{.name = "reg",
		RECORDS(struct mk_layout_range, reg, fixed_range_rows),
		.doc = "Ranges in the memory node named by 'node'."},
	{.name = "for",
		TEXT(struct mk_layout_range, purpose),
		EXAMPLES("guest", "dma", "firmware"),
		.doc = "What the node has it for, in a word, as it is not RAM of its kernel: the "
		       "root task receives it as device memory."},
	{.name = "name",
		TEXT(struct mk_layout_range, name),
		EXAMPLES("frames"),
		.doc = "Its name in the node's constants; without it, the word of 'for' or the "
		       "reservation's name."},
	RESERVED_KEY("the node's"),
	TRACE_KEY,
};

static const char *const slice_exclusive[][2] = {{"node", "start"}, {"node", "size"},
	{"reg", "start"}, {"reg", "size"}, {"start", "align"}, {"start", "within"},
	{"start", "not_within"}, {"start", "near"}, {"reg", "align"}, {"reg", "within"},
	{"reg", "not_within"}, {"reg", "near"}, {"start", "weight"}, {"reg", "weight"},
	{"for", "node"}, {"for", "reg"}, {"reserved", "node"}, {"reserved", "reg"},
	{"reserved", "weight"}, RESERVED_EXCLUSIVE};
static const char *const slice_needs[][4] = {
	{"node", "reg"}, {"reg", "node"}, {"name", "for", "reserved"}};
static const char *const slice_one_of[] = {"size", "reg", "reserved", NULL};

RECORD_OF(slice_rows, struct mk_layout_range);
static const struct mk_record_rows slice_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(slice_rows_record),
	.keys = slice_keys,
	.key_count = COUNT(slice_keys),
	.exclusive = slice_exclusive,
	.exclusive_count = COUNT(slice_exclusive),
	.needs = slice_needs,
	.needs_count = COUNT(slice_needs),
	.one_of = slice_one_of,
	.lone_before = "{\"size\": ",
	.lone_after = "}",
	.lone_is_number = true,
};

static const struct mk_key reserved_keys[] = {
	{.name = "start",
		NUMBER(struct mk_layout_range, start),
		.means = MK_MEANS_ADDRESS,
		.required = true,
		ADDRESSES,
		.doc = START_DOC},
	{.name = "size",
		NUMBER(struct mk_layout_range, size),
		.means = MK_MEANS_BYTES,
		.required = true,
		SIZES,
		.doc = SIZE_DOC},
	{.name = "why",
		TEXT(struct mk_layout_range, why),
		.reason = true,
		EXAMPLES("secure monitor"),
		.doc = "What the range is withheld for."},
	TRACE_KEY,
};

RECORD_OF(reserved_rows, struct mk_layout_range);
static const struct mk_record_rows reserved_rows = {
	.noun = "a reserved range",
	.size_bytes = sizeof(reserved_rows_record),
	.keys = reserved_keys,
	.key_count = COUNT(reserved_keys),
};

/* Registers that the tree does not have. */
static const struct mk_key mmio_keys[] = {
	{.name = "start",
		NUMBER(struct mk_layout_range, start),
		.means = MK_MEANS_ADDRESS,
		.required = true,
		EXAMPLES("0x302d0000"),
		.doc = START_DOC},
	{.name = "size",
		NUMBER(struct mk_layout_range, size),
		.means = MK_MEANS_BYTES,
		.required = true,
		SIZES,
		.doc = SIZE_DOC},
	{.name = "name",
		TEXT(struct mk_layout_range, name),
		.required = true,
		EXAMPLES("gpt1"),
		.doc = "Its name in the node's constants."},
	{.name = "why",
		TEXT(struct mk_layout_range, why),
		.reason = true,
		EXAMPLES("timer that Linux trees leave out"),
		.doc = "What is there."},
	TRACE_KEY,
};

RECORD_OF(mmio_rows, struct mk_layout_range);
static const struct mk_record_rows mmio_rows = {
	.noun = "a range of registers",
	.size_bytes = sizeof(mmio_rows_record),
	.keys = mmio_keys,
	.key_count = COUNT(mmio_keys),
};

/* Memory of a peer that is not a node. */
static const struct mk_key outside_memory_keys[] = {
	{.name = "start",
		NUMBER(struct mk_layout_range, start),
		.means = MK_MEANS_ADDRESS,
		ADDRESSES,
		.doc = "Physical address of the first byte; without it, mkpart places the range."},
	{.name = "size",
		NUMBER(struct mk_layout_range, size),
		.means = MK_MEANS_BYTES,
		SIZES,
		.doc = SIZE_DOC},
	ALIGN_KEY,
	WITHIN_KEY,
	NOT_WITHIN_KEY,
	{.name = "name",
		TEXT(struct mk_layout_range, name),
		EXAMPLES("firmware"),
		.doc = "What is there; without it, 'memory'."},
	RESERVED_KEY("the peer's"),
	TRACE_KEY,
};

static const char *const outside_memory_exclusive[][2] = {{"start", "align"}, {"start", "within"},
	{"start", "not_within"}, {"reserved", "start"}, {"reserved", "size"}, {"reserved", "align"},
	{"reserved", "within"}, {"reserved", "not_within"}};

RECORD_OF(outside_memory_rows, struct mk_layout_range);
static const struct mk_record_rows outside_memory_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(outside_memory_rows_record),
	.keys = outside_memory_keys,
	.key_count = COUNT(outside_memory_keys),
	.exclusive = outside_memory_exclusive,
	.exclusive_count = COUNT(outside_memory_exclusive),
	.one_of = size_or_reserved,
};

static const struct mk_key unused_keys[] = {
	{.name = "cpu",
		TEXT(struct mk_layout_unused, cpu),
		.means = MK_MEANS_CPU,
		.required = true,
		EXAMPLES("cpu@3"),
		.doc = "The core: unit name, path, or number in ascending order of MPIDRs."},
	{.name = "why",
		TEXT(struct mk_layout_unused, why),
		.required = true,
		EXAMPLES("kept for a later release"),
		.doc = "The reason."},
	TRACE_KEY,
};

RECORD_OF(unused_rows, struct mk_layout_unused);
static const struct mk_record_rows unused_rows = {
	.noun = "a core without a node",
	.size_bytes = sizeof(unused_rows_record),
	.keys = unused_keys,
	.key_count = COUNT(unused_keys),
};

static const struct mk_key outside_keys[] = {
	{.name = "name",
		TEXT(struct mk_layout_outside, name),
		.means = MK_MEANS_PEER,
		.defines = true,
		.required = true,
		EXAMPLES("r5_0"),
		.doc = "Its name, which 'shared' may list beside those of nodes."},
	{.name = "memory",
		RECORDS(struct mk_layout_outside, memory, outside_memory_rows),
		.doc = "Memory that only it has, such as its firmware."},
	{.name = "why",
		TEXT(struct mk_layout_outside, why),
		.reason = true,
		EXAMPLES("Cortex-R5 with the motor control"),
		.doc = "What it is."},
	TRACE_KEY,
};

RECORD_OF(outside_rows, struct mk_layout_outside);
static const struct mk_record_rows outside_rows = {
	.noun = "a peer outside",
	.size_bytes = sizeof(outside_rows_record),
	.keys = outside_keys,
	.key_count = COUNT(outside_keys),
};

/* In the order of enum mk_tree_choice. */
static const char *const tree_choices[] = {"board", "kernel", NULL};

static const struct mk_key ignore_keys[] = {
	{.name = "device",
		TEXT(struct mk_layout_ignore, device),
		.means = MK_MEANS_DEVICE,
		.required = true,
		EXAMPLES("gpu@38000000"),
		.doc = "The device: alias, path, label or unit name."},
	{.name = "reg",
		NUMBER(struct mk_layout_ignore, reg),
		EXAMPLES("1"),
		.doc = "Which entry of its 'reg' is not taken for registers, counted from 0; all of "
		       "them, and those of its parts, by default; windows of a PCI host stay."},
	{.name = "why",
		TEXT(struct mk_layout_ignore, why),
		.reason = true,
		.required = true,
		EXAMPLES("RAM that the GPU may use, no registers"),
		.doc = "The reason."},
	TRACE_KEY,
};

RECORD_OF(ignore_rows, struct mk_layout_ignore);
static const struct mk_record_rows ignore_rows = {
	.noun = "an entry of a device's 'reg'",
	.size_bytes = sizeof(ignore_rows_record),
	.keys = ignore_keys,
	.key_count = COUNT(ignore_keys),
};

static const struct mk_key lift_keys[] = {
	{.name = "path",
		TEXT(struct mk_layout_lift, path),
		.means = MK_MEANS_RESERVATION,
		.required = true,
		EXAMPLES("/reserved-memory/vdev0buffer@54400000"),
		.doc = "The child of /reserved-memory: path, label or unit name."},
	{.name = "why",
		TEXT(struct mk_layout_lift, why),
		.reason = true,
		.required = true,
		EXAMPLES("for a Linux that does not run here"),
		.doc = "The reason."},
	TRACE_KEY,
};

RECORD_OF(lift_rows, struct mk_layout_lift);
static const struct mk_record_rows lift_rows = {
	.noun = "a reservation",
	.size_bytes = sizeof(lift_rows_record),
	.keys = lift_keys,
	.key_count = COUNT(lift_keys),
};

static const struct mk_key board_keys[] = {
	{.name = "dtb",
		TEXT(struct mk_layout_board, dtb),
		EXAMPLES("board.dtb"),
		.doc = "Path of the board's flattened device tree, relative to the layout's own "
		       "folder; the option --board overrides it."},
	{.name = "platform",
		TEXT(struct mk_layout_board, platform),
		.means = MK_MEANS_PLATFORM,
		EXAMPLES("qemu-arm-virt", "zynqmp"),
		.doc = "The seL4 platform (KernelPlatform); by default it is inferred from the "
		       "device "
		       "tree's root compatible."},
	{.name = "max_irq",
		NUMBER(struct mk_layout_board, max_irq),
		.means = MK_MEANS_INTID,
		EXAMPLES("255"),
		.doc = "INTID of the platform's last interrupt (the kernel's MAX_IRQ), for a "
		       "platform that mkpart does not know."},
	{.name = "tree",
		CHOICE(struct mk_layout_board, tree, tree_choices),
		.doc = "Which device tree the kernels are built with: the one given here ('board', "
		       "the "
		       "default), or the kernel's own for the platform ('kernel')."},
	{.name = "boot_cpu",
		TEXT(struct mk_layout_board, boot_cpu),
		.means = MK_MEANS_CPU,
		EXAMPLES("cpu@100"),
		.doc = "The core that boots, if neither the device tree nor the platform states it: "
		       "unit name, path, or number."},
	{.name = "memory",
		RECORDS(struct mk_layout_board, memory, fixed_range_rows),
		.doc = "The board's RAM, where the device tree leaves it to the boot loader."},
	{.name = "ignore",
		RECORDS(struct mk_layout_board, ignore, ignore_rows),
		.doc = "What devices state as registers and is none, such as RAM that they may "
		       "use."},
	{.name = "lift",
		RECORDS(struct mk_layout_board, lift, lift_rows),
		.doc = "Reserved memory of the device tree that nothing uses any more, so that it "
		       "is RAM like any other."},
	TRACE_KEY,
};

RECORD_OF(board_rows, struct mk_layout_board);
static const struct mk_record_rows board_rows = {
	.noun = "the board",
	.size_bytes = sizeof(board_rows_record),
	.keys = board_keys,
	.key_count = COUNT(board_keys),
	.lone_before = "{\"dtb\": ",
	.lone_after = "}",
};

static const struct mk_key kernel_keys[] = {
	{.name = "hypervisor",
		FLAG(struct mk_layout_kernel, hypervisor),
		.doc = "Whether the kernel runs at EL2 and supports virtual machines."},
	{.name = "debug",
		FLAG(struct mk_layout_kernel, debug),
		.doc = "Whether the kernel is a debug build."},
	{.name = "printing",
		FLAG(struct mk_layout_kernel, printing),
		.doc = "Whether the kernel prints to the console."},
	{.name = "settings",
		SETTINGS(struct mk_layout_kernel, settings),
		.doc = "Further variables of the kernel's CMake configuration, by name."},
	TRACE_KEY,
};

RECORD_OF(kernel_rows, struct mk_layout_kernel);
static const struct mk_record_rows kernel_rows = {
	.noun = "the kernel configuration",
	.size_bytes = sizeof(kernel_rows_record),
	.keys = kernel_keys,
	.key_count = COUNT(kernel_keys),
};

static const struct mk_key loader_keys[] = {
	{.name = "memory",
		RECORD(struct mk_layout_loader, memory, region_rows),
		.doc = "Where the loader's image runs; it stays out of every node's memory."},
	TRACE_KEY,
};

RECORD_OF(loader_rows, struct mk_layout_loader);
static const struct mk_record_rows loader_rows = {
	.noun = "the loader",
	.size_bytes = sizeof(loader_rows_record),
	.keys = loader_keys,
	.key_count = COUNT(loader_keys),
	.lone_before = "{\"memory\": {\"size\": ",
	.lone_after = "}}",
	.lone_is_number = true,
};

static const struct mk_key irq_keys[] = {
	{.name = "spi",
		NUMBER(struct mk_layout_irq, spi),
		.means = MK_MEANS_SPI,
		.most = MK_SPI_LAST,
		EXAMPLES("17"),
		.doc = "Number of a shared peripheral interrupt as device trees count it: INTID - "
		       "32."},
	{.name = "intid",
		NUMBER(struct mk_layout_irq, intid),
		.means = MK_MEANS_INTID,
		.least = MK_INTID_SPI_FIRST,
		.most = MK_INTID_SPI_LAST,
		EXAMPLES("49"),
		.doc = "Absolute interrupt number of the GIC: 32 is the first SPI."},
	{.name = "bare",
		NUMBER(struct mk_layout_irq, bare),
		.hidden = true,
		.doc = "A number that does not say whether it counts SPIs or INTIDs."},
	TRACE_KEY,
};

static const char *const irq_exclusive[][2] = {{"spi", "intid"}};
static const char *const irq_one_of[] = {"spi", "intid", NULL};

RECORD_OF(irq_rows, struct mk_layout_irq);
static const struct mk_record_rows irq_rows = {
	.noun = "an interrupt",
	.size_bytes = sizeof(irq_rows_record),
	.keys = irq_keys,
	.key_count = COUNT(irq_keys),
	.exclusive = irq_exclusive,
	.exclusive_count = COUNT(irq_exclusive),
	.one_of = irq_one_of,
	.bare_key = "bare",
};

static const struct mk_key device_keys[] = {
	{.name = "path",
		TEXT(struct mk_layout_device, path),
		.means = MK_MEANS_DEVICE,
		.required = true,
		EXAMPLES("serial0", "/soc/ethernet@ff0e0000", "rest"),
		.doc = "The device: alias, path, label or unit name; a lone text stands for it."},
	{.name = "shared",
		FLAG(struct mk_layout_device, shared),
		.doc = "Whether other nodes, which mark it as shared too, have its registers as well; its "
		       "interrupts are then for 'irqs' to give to one of them."},
	TRACE_KEY,
};

RECORD_OF(device_rows, struct mk_layout_device);
static const struct mk_record_rows device_rows = {
	.noun = "a device",
	.size_bytes = sizeof(device_rows_record),
	.keys = device_keys,
	.key_count = COUNT(device_keys),
	.bare_key = "path",
};

static const struct mk_key images_keys[] = {
	{.name = "kernel",
		TEXT(struct mk_layout_images, kernel),
		EXAMPLES("kernel.elf"),
		.doc = "Path of the node's kernel, an ELF file."},
	{.name = "dtb",
		TEXT(struct mk_layout_images, dtb),
		EXAMPLES("kernel.dtb"),
		.doc = "Path of the device tree blob built with the node's kernel."},
	{.name = "root",
		TEXT(struct mk_layout_images, root),
		EXAMPLES("capdl-loader"),
		.doc = "Path of the node's root task, an ELF file."},
	TRACE_KEY,
};

RECORD_OF(images_rows, struct mk_layout_images);
static const struct mk_record_rows images_rows = {
	.noun = "the images",
	.size_bytes = sizeof(images_rows_record),
	.keys = images_keys,
	.key_count = COUNT(images_keys),
};

/* In the order of enum mk_cluster_choice. */
static const char *const cluster_choices[] = {"same", "different", NULL};

static const struct mk_key node_keys[] = {
	{.name = "name",
		TEXT(struct mk_layout_node, name),
		.means = MK_MEANS_NODE,
		.defines = true,
		.required = true,
		EXAMPLES("control"),
		.doc = "Name of the node, a C identifier apart from '-'; files are named after "
		       "it."},
	{.name = "id",
		NUMBER(struct mk_layout_node, id),
		EXAMPLES("0"),
		.doc = "Number of the node from 0; by default its place in the order in which "
		       "the loader starts cores."},
	{.name = "cpu",
		TEXT(struct mk_layout_node, cpu),
		.means = MK_MEANS_CPU,
		EXAMPLES("cpu@0", "0", "any"),
		.doc = "The core it runs on: unit name, path, or number in ascending order of "
		       "MPIDRs; or 'any', and mkpart chooses one."},
	{.name = "gic_cpu",
		NUMBER(struct mk_layout_node, gic_cpu),
		.most = 7,
		EXAMPLES("4"),
		.doc = "Number of the core's CPU interface, 0 to 7, on a GICv2 with several "
		       "clusters, if the tree does not state it; IPIs to the node need it."},
	{.name = "cluster",
		CHOICE(struct mk_layout_node, cluster, cluster_choices),
		.doc = "'same': all nodes with this value are on cores of one cluster; "
		       "'different': no two nodes with this value are."},
	{.name = "cpu_compatible",
		TEXT(struct mk_layout_node, cpu_compatible),
		EXAMPLES("arm,cortex-a72"),
		.doc = "The type of core that it runs on: one of the strings in the core's "
		       "'compatible', such as arm,cortex-a72."},
	{.name = "memory",
		RECORDS(struct mk_layout_node, memory, slice_rows),
		.doc = "The node's RAM, and with 'for' or 'reserved' memory of the node that is "
		       "not its kernel's."},
	{.name = "devices",
		RECORDS(struct mk_layout_node, devices, device_rows),
		.doc = "Devices of the node, by alias, path, label or unit name; each brings its "
		       "registers and interrupts. 'rest' stands for all that no node names, but "
		       "for an IOMMU in front of another node's devices."},
	{.name = "irqs",
		RECORDS(struct mk_layout_node, irqs, irq_rows),
		.doc = "Interrupts of the node beyond those of its devices."},
	{.name = "reserved",
		RECORDS(struct mk_layout_node, reserved, reserved_rows),
		.doc = "Ranges that the node must not touch."},
	{.name = "shared_pool",
		RECORDS(struct mk_layout_node, shared_pool, fixed_range_rows),
		.doc = "Ranges that every node listing them maps; 'shared' says the same by name."},
	{.name = "mmio",
		RECORDS(struct mk_layout_node, mmio, mmio_rows),
		.doc = "Registers of the node that the device tree does not have; their interrupts "
		       "are for 'irqs'."},
	{.name = "components",
		TEXTS(struct mk_layout_node, components),
		.means = MK_MEANS_COMPONENT,
		.defines = true,
		EXAMPLES("adder"),
		.doc = "CAmkES components that live in the node."},
	{.name = "console",
		TEXT(struct mk_layout_node, console),
		.means = MK_MEANS_DEVICE,
		EXAMPLES("serial1"),
		.doc = "The UART that its kernel prints to: alias, path, label or unit name; without "
		       "it, the one of the tree's stdout-path."},
	{.name = "images",
		RECORD(struct mk_layout_node, images, images_rows),
		.doc = "Files that are loaded for the node, where they exist already."},
	{.name = "kernel",
		RECORD(struct mk_layout_node, kernel, kernel_rows),
		.doc = "Kernel configuration of this node, over the layout's own 'kernel'."},
	TRACE_KEY,
};

RECORD_OF(node_rows, struct mk_layout_node);
static const struct mk_record_rows node_rows = {
	.noun = "a node",
	.size_bytes = sizeof(node_rows_record),
	.keys = node_keys,
	.key_count = COUNT(node_keys),
};

/* In the order of enum mk_access. */
static const char *const access_choices[] = {"rw", "ro", NULL};

static const struct mk_key member_keys[] = {
	{.name = "name",
		TEXT(struct mk_layout_member, name),
		.means = MK_MEANS_MEMBER,
		.required = true,
		EXAMPLES("control", "io"),
		.doc = "The node, or the peer outside; a lone text stands for it."},
	{.name = "access",
		CHOICE(struct mk_layout_member, access, access_choices),
		.doc = "Whether it writes there as well ('rw', the default) or only reads "
		       "('ro')."},
	TRACE_KEY,
};

RECORD_OF(member_rows, struct mk_layout_member);
static const struct mk_record_rows member_rows = {
	.noun = "a member",
	.size_bytes = sizeof(member_rows_record),
	.keys = member_keys,
	.key_count = COUNT(member_keys),
	.bare_key = "name",
};

static const struct mk_key shared_keys[] = {
	{.name = "name",
		TEXT(struct mk_layout_shared, name),
		.means = MK_MEANS_REGION,
		.defines = true,
		.required = true,
		EXAMPLES("ring"),
		.doc = "Name of the shared region."},
	{.name = "nodes",
		RECORDS(struct mk_layout_shared, nodes, member_rows),
		.required = true,
		.may_be_empty = true,
		.doc = "Names of the nodes that map it, and of peers outside."},
	{.name = "memory",
		RECORD(struct mk_layout_shared, memory, shared_region_rows),
		.required = true,
		.doc = "The range that is shared."},
	TRACE_KEY,
};

RECORD_OF(shared_rows, struct mk_layout_shared);
static const struct mk_record_rows shared_rows = {
	.noun = "a shared region",
	.size_bytes = sizeof(shared_rows_record),
	.keys = shared_keys,
	.key_count = COUNT(shared_keys),
};

static const struct mk_key ipi_keys[] = {
	{.name = "name",
		TEXT(struct mk_layout_ipi, name),
		.means = MK_MEANS_IPI,
		.defines = true,
		.required = true,
		EXAMPLES("ring-ready"),
		.doc = "Name of the IPI."},
	{.name = "from",
		TEXT(struct mk_layout_ipi, from),
		.means = MK_MEANS_NODE,
		.required = true,
		EXAMPLES("io"),
		.doc = "Name of the node that sends it."},
	{.name = "to",
		TEXT(struct mk_layout_ipi, to),
		.means = MK_MEANS_NODE,
		.required = true,
		EXAMPLES("control"),
		.doc = "Name of the node that receives it."},
	{.name = "sgi",
		NUMBER(struct mk_layout_ipi, sgi),
		.most = MK_SGI_COUNT - 1,
		EXAMPLES("0"),
		.doc = "SGI number, 0 to 15; without it, mkpart chooses one."},
	{.name = "multiplex",
		FLAG(struct mk_layout_ipi, multiplex),
		.doc = "Whether it shares one SGI with all other multiplexed IPIs of its receiver; a "
		       "bit in memory that the two nodes share distinguishes it."},
	TRACE_KEY,
};

RECORD_OF(ipi_rows, struct mk_layout_ipi);
static const struct mk_record_rows ipi_rows = {
	.noun = "an IPI",
	.size_bytes = sizeof(ipi_rows_record),
	.keys = ipi_keys,
	.key_count = COUNT(ipi_keys),
};

static const struct mk_key connection_keys[] = {
	{.name = "name",
		TEXT(struct mk_layout_connection, name),
		.means = MK_MEANS_CONNECTION,
		.defines = true,
		.required = true,
		EXAMPLES("adder_data"),
		.doc = "Name of the connection, and of the shared region or IPI that it becomes."},
	{.name = "type",
		TEXT(struct mk_layout_connection, type),
		.means = MK_MEANS_CONNECTOR,
		.required = true,
		EXAMPLES("seL4SharedData", "seL4NotificationNative"),
		.doc = "The connector: seL4SharedData and seL4NotificationNative can cross nodes, "
		       "any other joins components of one node."},
	{.name = "from",
		TEXT(struct mk_layout_connection, from),
		.means = MK_MEANS_PORT,
		.required = true,
		EXAMPLES("component.port"),
		.doc = "The port that it begins at, as component.port."},
	{.name = "to",
		TEXT(struct mk_layout_connection, to),
		.means = MK_MEANS_PORT,
		.required = true,
		EXAMPLES("component.port"),
		.doc = "The port that it ends at, as component.port."},
	{.name = "from_access",
		CHOICE(struct mk_layout_connection, from_access, access_choices),
		.doc = "Whether the component at 'from' writes to a dataport as well ('rw', the "
		       "default) or only reads ('ro')."},
	{.name = "to_access",
		CHOICE(struct mk_layout_connection, to_access, access_choices),
		.doc = "The same of the component at 'to'."},
	{.name = "size",
		NUMBER(struct mk_layout_connection, size),
		.means = MK_MEANS_BYTES,
		EXAMPLES("8K"),
		.doc = "Size in bytes of a seL4SharedData that crosses nodes; a page, 4 KiB, where "
		       "it is absent."},
	{.name = "multiplex",
		FLAG(struct mk_layout_connection, multiplex),
		.doc = "Whether the IPI of a seL4NotificationNative that crosses nodes shares its "
		       "SGI, as under 'ipis'."},
	TRACE_KEY,
};

RECORD_OF(connection_rows, struct mk_layout_connection);
static const struct mk_record_rows connection_rows = {
	.noun = "a connection",
	.size_bytes = sizeof(connection_rows_record),
	.keys = connection_keys,
	.key_count = COUNT(connection_keys),
};

static const struct mk_key allow_keys[] = {
	{.name = "code",
		TEXT(struct mk_layout_allow, code),
		.means = MK_MEANS_CODE,
		.required = true,
		EXAMPLES("MK0802"),
		.doc = "Code of the warning that is accepted, such as MK0802."},
	{.name = "about",
		TEXT(struct mk_layout_allow, about),
		.means = MK_MEANS_SUBJECT,
		EXAMPLES("ring"),
		.doc = "What the warning is about: a node's name, a device, a region's name; "
		       "see 'mkpart explain CODE'. Without it, all findings with the code are accepted."},
	{.name = "why",
		TEXT(struct mk_layout_allow, why),
		.reason = true,
		.required = true,
		EXAMPLES("the capDL specification was reviewed"),
		.doc = "The reason for accepting it."},
	TRACE_KEY,
};

RECORD_OF(allow_rows, struct mk_layout_allow);
static const struct mk_record_rows allow_rows = {
	.noun = "an allowance",
	.size_bytes = sizeof(allow_rows_record),
	.keys = allow_keys,
	.key_count = COUNT(allow_keys),
	.lone_before = "{\"code\": ",
	.lone_after = ", \"why\": \"REASON\"}",
	.lone_is_part = true,
};

static const struct mk_key layout_keys[] = {
	{.name = "$schema",
		TEXT(struct mk_layout, schema),
		EXAMPLES("mkpart-layout.schema.json"),
		.doc = "Where an editor finds the JSON schema of layouts; mkpart does not read "
		       "it."},
	{.name = "version",
		NUMBER(struct mk_layout, version),
		.required = true,
		.least = MK_LAYOUT_VERSION,
		.most = MK_LAYOUT_VERSION,
		EXAMPLES("1"),
		.doc = "Version of the layout language: 1."},
	{.name = "include",
		.type = MK_KEY_WORDS,
		.offset = MEMBER(struct mk_layout, include, mk_texts),
		EXAMPLES("common.yaml"),
		.doc = "A file, or a list of files, to include, relative to the including file; lists are "
		       "concatenated, and for other keys the including file wins."},
	{.name = "meta",
		ANYTHING(struct mk_layout, meta),
		.doc = "A map for the author's own keys, whatever they hold; plan.json repeats "
		       "it."},
	{.name = "board",
		RECORD(struct mk_layout, board, board_rows),
		.doc = "The board that is partitioned."},
	{.name = "contract",
		TEXT(struct mk_layout, contract),
		.means = MK_MEANS_CONTRACT,
		EXAMPLES("sel4-overlay"),
		.doc = "Version of the interface between kernel and loader that the outputs are "
		       "written for; by default sel4-overlay."},
	{.name = "kernel",
		RECORD(struct mk_layout, kernel, kernel_rows),
		.doc = "Kernel configuration of all nodes."},
	{.name = "loader",
		RECORD(struct mk_layout, loader, loader_rows),
		.doc = "The loader that starts the nodes."},
	{.name = "reserved",
		RECORDS(struct mk_layout, reserved, reserved_rows),
		.doc = "Ranges that no node may use."},
	{.name = "nodes",
		RECORDS(struct mk_layout, nodes, node_rows),
		.required = true,
		.doc = "The nodes, one kernel on one core each."},
	{.name = "cpus_unused",
		RECORDS(struct mk_layout, cpus_unused, unused_rows),
		.doc = "Cores that no node may have, with the reasons."},
	{.name = "outside",
		RECORDS(struct mk_layout, outside, outside_rows),
		.doc = "Who else has memory on the board: processors that are not cores of /cpus, and "
		       "bus masters."},
	{.name = "shared",
		RECORDS(struct mk_layout, shared, shared_rows),
		.doc = "Memory that several nodes map."},
	{.name = "ipis",
		RECORDS(struct mk_layout, ipis, ipi_rows),
		.doc = "Inter-processor interrupts between nodes."},
	{.name = "connections",
		RECORDS(struct mk_layout, connections, connection_rows),
		.doc = "Connections between CAmkES components; across nodes they become shared "
		       "memory and IPIs."},
	{.name = "allow",
		RECORDS(struct mk_layout, allow, allow_rows),
		.doc = "Warnings that are accepted, with the reasons."},
};

RECORD_OF(mk_layout_rows, struct mk_layout);
const struct mk_record_rows mk_layout_rows = {
	.noun = "the layout",
	.size_bytes = sizeof(mk_layout_rows_record),
	.keys = layout_keys,
	.key_count = COUNT(layout_keys),
};
