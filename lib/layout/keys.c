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

#define RANGE_MEMBER(member) offsetof(struct mk_layout_range, member)

#define START_DOC "Physical address of the first byte."
#define SIZE_DOC "Size in bytes."

/* A range that is fixed, without further ado: the talk's reg entries, pools, the board's RAM. */
static const struct mk_key fixed_range_keys[] = {
	{.name = "start",
		.type = MK_KEY_NUMBER,
		.required = true,
		.offset = RANGE_MEMBER(start),
		ADDRESSES,
		.doc = START_DOC},
	{.name = "size",
		.type = MK_KEY_NUMBER,
		.required = true,
		.offset = RANGE_MEMBER(size),
		SIZES,
		.doc = SIZE_DOC},
};

static const struct mk_record_rows fixed_range_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(struct mk_layout_range),
	.keys = fixed_range_keys,
	.key_count = COUNT(fixed_range_keys),
};

/* Conditions on a place that mkpart chooses. */
#define ALIGN_KEY                                                                                  \
	{                                                                                          \
		.name = "align", .type = MK_KEY_NUMBER, .offset = RANGE_MEMBER(align), .least = 1, \
		EXAMPLES("2M"), .doc = "The start is a multiple of it, in bytes: a power of two."  \
	}
#define WITHIN_KEY                                                                                 \
	{                                                                                          \
		.name = "within", .type = MK_KEY_RECORDS, .offset = RANGE_MEMBER(within),          \
		.record = &fixed_range_rows,                                                       \
		.doc = "Ranges that it lies in; ones that touch count as one."                     \
	}
#define NOT_WITHIN_KEY                                                                             \
	{                                                                                          \
		.name = "not_within", .type = MK_KEY_RECORDS, .offset = RANGE_MEMBER(not_within),  \
		.record = &fixed_range_rows, .doc = "Ranges that it keeps out of."                 \
	}
#define NEAR_KEY                                                                                   \
	{                                                                                          \
		.name = "near", .type = MK_KEY_CHOICE, .offset = RANGE_MEMBER(near),               \
		.choices = nearness_choices,                                                       \
		.doc = "'cpu': in memory of the core's own NUMA node, where the device tree says " \
		       "which that is; for shared memory the core of any of its nodes, for the "   \
		       "loader the one that boots."                                                \
	}

/* In the order of enum mk_nearness. */
static const char *const nearness_choices[] = {"cpu", NULL};

static const struct mk_key region_keys[] = {
	{.name = "start",
		.type = MK_KEY_NUMBER,
		.offset = RANGE_MEMBER(start),
		ADDRESSES,
		.doc = "Physical address of the first byte; without it, mkpart places the range."},
	{.name = "size",
		.type = MK_KEY_NUMBER,
		.required = true,
		.offset = RANGE_MEMBER(size),
		SIZES,
		.doc = SIZE_DOC},
	ALIGN_KEY,
	WITHIN_KEY,
	NOT_WITHIN_KEY,
	NEAR_KEY,
};

static const char *const region_exclusive[][2] = {
	{"start", "align"}, {"start", "within"}, {"start", "not_within"}, {"start", "near"}};

static const struct mk_record_rows region_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(struct mk_layout_range),
	.keys = region_keys,
	.key_count = COUNT(region_keys),
	.exclusive = region_exclusive,
	.exclusive_count = COUNT(region_exclusive),
};

static const struct mk_key slice_keys[] = {
	{.name = "start",
		.type = MK_KEY_NUMBER,
		.offset = RANGE_MEMBER(start),
		ADDRESSES,
		.doc = "Physical address of the first byte; without it, mkpart places the range."},
	{.name = "size",
		.type = MK_KEY_SIZE,
		.offset = RANGE_MEMBER(size),
		.least = 1,
		EXAMPLES("256M", "0x100000", "rest"),
		.doc = "Size in bytes, or 'rest': as much as the others leave; needed unless 'reg' is "
		       "given."},
	{.name = "weight",
		.type = MK_KEY_NUMBER,
		.offset = RANGE_MEMBER(weight),
		.least = 1,
		.most = MK_LAYOUT_MAX_WEIGHT,
		EXAMPLES("2"),
		.doc = "How much of the rest it gets, in proportion to other ranges of size 'rest', "
		       "1 to 1000; 1 where it is not said."},
	ALIGN_KEY,
	WITHIN_KEY,
	NOT_WITHIN_KEY,
	NEAR_KEY,
	{.name = "node",
		.type = MK_KEY_TEXT,
		.offset = RANGE_MEMBER(node),
		EXAMPLES("/memory@40000000"),
		.doc = "Path of the device tree's memory node that the ranges of 'reg' lie in."},
	{.name = "reg",
		.type = MK_KEY_RECORDS,
		.offset = RANGE_MEMBER(reg),
		.record = &fixed_range_rows,
		.doc = "Ranges in the memory node named by 'node'."},
};

static const char *const slice_exclusive[][2] = {{"node", "start"}, {"node", "size"},
	{"reg", "start"}, {"reg", "size"}, {"start", "align"}, {"start", "within"},
	{"start", "not_within"}, {"start", "near"}, {"reg", "align"}, {"reg", "within"},
	{"reg", "not_within"}, {"reg", "near"}, {"start", "weight"}, {"reg", "weight"}};
static const char *const slice_needs[][2] = {{"node", "reg"}, {"reg", "node"}};
static const char *const slice_one_of[] = {"size", "reg", NULL};

static const struct mk_record_rows slice_rows = {
	.noun = "a memory range",
	.size_bytes = sizeof(struct mk_layout_range),
	.keys = slice_keys,
	.key_count = COUNT(slice_keys),
	.exclusive = slice_exclusive,
	.exclusive_count = COUNT(slice_exclusive),
	.needs = slice_needs,
	.needs_count = COUNT(slice_needs),
	.one_of = slice_one_of,
};

static const struct mk_key reserved_keys[] = {
	{.name = "start",
		.type = MK_KEY_NUMBER,
		.required = true,
		.offset = RANGE_MEMBER(start),
		ADDRESSES,
		.doc = START_DOC},
	{.name = "size",
		.type = MK_KEY_NUMBER,
		.required = true,
		.offset = RANGE_MEMBER(size),
		SIZES,
		.doc = SIZE_DOC},
	{.name = "why",
		.type = MK_KEY_TEXT,
		.offset = RANGE_MEMBER(why),
		EXAMPLES("secure monitor"),
		.doc = "What the range is withheld for."},
};

static const struct mk_record_rows reserved_rows = {
	.noun = "a reserved range",
	.size_bytes = sizeof(struct mk_layout_range),
	.keys = reserved_keys,
	.key_count = COUNT(reserved_keys),
};

#define BOARD_MEMBER(member) offsetof(struct mk_layout_board, member)

/* In the order of enum mk_tree_choice. */
static const char *const tree_choices[] = {"board", "kernel", NULL};

static const struct mk_key board_keys[] = {
	{.name = "dtb",
		.type = MK_KEY_TEXT,
		.offset = BOARD_MEMBER(dtb),
		EXAMPLES("board.dtb"),
		.doc = "Path of the board's flattened device tree, relative to the layout's own "
		       "folder; the option --board overrides it."},
	{.name = "platform",
		.type = MK_KEY_TEXT,
		.offset = BOARD_MEMBER(platform),
		EXAMPLES("qemu-arm-virt", "zynqmp"),
		.doc = "The seL4 platform (KernelPlatform); by default it is inferred from the "
		       "device "
		       "tree's root compatible."},
	{.name = "max_irq",
		.type = MK_KEY_NUMBER,
		.offset = BOARD_MEMBER(max_irq),
		EXAMPLES("255"),
		.doc = "INTID of the platform's last interrupt (the kernel's MAX_IRQ), for a "
		       "platform that mkpart does not know."},
	{.name = "tree",
		.type = MK_KEY_CHOICE,
		.offset = BOARD_MEMBER(tree),
		.choices = tree_choices,
		.doc = "Which device tree the kernels are built with: the one given here ('board', "
		       "the "
		       "default), or the kernel's own for the platform ('kernel')."},
	{.name = "memory",
		.type = MK_KEY_RECORDS,
		.offset = BOARD_MEMBER(memory),
		.record = &fixed_range_rows,
		.doc = "The board's RAM, where the device tree leaves it to the boot loader."},
};

static const struct mk_record_rows board_rows = {
	.noun = "the board",
	.size_bytes = sizeof(struct mk_layout_board),
	.keys = board_keys,
	.key_count = COUNT(board_keys),
};

#define KERNEL_MEMBER(member) offsetof(struct mk_layout_kernel, member)

static const struct mk_key kernel_keys[] = {
	{.name = "hypervisor",
		.type = MK_KEY_FLAG,
		.offset = KERNEL_MEMBER(hypervisor),
		.doc = "Whether the kernel runs at EL2 and supports virtual machines."},
	{.name = "debug",
		.type = MK_KEY_FLAG,
		.offset = KERNEL_MEMBER(debug),
		.doc = "Whether the kernel is a debug build."},
	{.name = "printing",
		.type = MK_KEY_FLAG,
		.offset = KERNEL_MEMBER(printing),
		.doc = "Whether the kernel prints to the console."},
	{.name = "settings",
		.type = MK_KEY_SETTINGS,
		.offset = KERNEL_MEMBER(settings),
		.doc = "Further variables of the kernel's CMake configuration, by name."},
};

static const struct mk_record_rows kernel_rows = {
	.noun = "the kernel configuration",
	.size_bytes = sizeof(struct mk_layout_kernel),
	.keys = kernel_keys,
	.key_count = COUNT(kernel_keys),
};

static const struct mk_key loader_keys[] = {
	{.name = "memory",
		.type = MK_KEY_RECORD,
		.offset = offsetof(struct mk_layout_loader, memory),
		.record = &region_rows,
		.doc = "Where the loader's image runs; it stays out of every node's memory."},
};

static const struct mk_record_rows loader_rows = {
	.noun = "the loader",
	.size_bytes = sizeof(struct mk_layout_loader),
	.keys = loader_keys,
	.key_count = COUNT(loader_keys),
};

#define IRQ_MEMBER(member) offsetof(struct mk_layout_irq, member)

static const struct mk_key irq_keys[] = {
	{.name = "spi",
		.type = MK_KEY_NUMBER,
		.offset = IRQ_MEMBER(spi),
		.most = MK_SPI_LAST,
		EXAMPLES("17"),
		.doc = "Number of a shared peripheral interrupt as device trees count it: INTID - "
		       "32."},
	{.name = "intid",
		.type = MK_KEY_NUMBER,
		.offset = IRQ_MEMBER(intid),
		.least = MK_INTID_SPI_FIRST,
		.most = MK_INTID_SPI_LAST,
		EXAMPLES("49"),
		.doc = "Absolute interrupt number of the GIC: 32 is the first SPI."},
	{.name = "bare",
		.type = MK_KEY_NUMBER,
		.hidden = true,
		.offset = IRQ_MEMBER(bare),
		.doc = "A number that does not say whether it counts SPIs or INTIDs."},
};

static const char *const irq_exclusive[][2] = {{"spi", "intid"}};
static const char *const irq_one_of[] = {"spi", "intid", NULL};

static const struct mk_record_rows irq_rows = {
	.noun = "an interrupt",
	.size_bytes = sizeof(struct mk_layout_irq),
	.keys = irq_keys,
	.key_count = COUNT(irq_keys),
	.exclusive = irq_exclusive,
	.exclusive_count = COUNT(irq_exclusive),
	.one_of = irq_one_of,
	.bare_key = "bare",
};

#define DEVICE_MEMBER(member) offsetof(struct mk_layout_device, member)

static const struct mk_key device_keys[] = {
	{.name = "path",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = DEVICE_MEMBER(path),
		EXAMPLES("serial0", "/soc/ethernet@ff0e0000", "rest"),
		.doc = "The device: alias, path, label or unit name; a lone text stands for it."},
	{.name = "shared",
		.type = MK_KEY_FLAG,
		.offset = DEVICE_MEMBER(shared),
		.doc = "Whether other nodes, which say so too, have its registers as well; its "
		       "interrupts are then for 'irqs' to give to one of them."},
};

static const struct mk_record_rows device_rows = {
	.noun = "a device",
	.size_bytes = sizeof(struct mk_layout_device),
	.keys = device_keys,
	.key_count = COUNT(device_keys),
	.bare_key = "path",
};

#define IMAGES_MEMBER(member) offsetof(struct mk_layout_images, member)

static const struct mk_key images_keys[] = {
	{.name = "kernel",
		.type = MK_KEY_TEXT,
		.offset = IMAGES_MEMBER(kernel),
		EXAMPLES("kernel.elf"),
		.doc = "Path of the node's kernel, an ELF file."},
	{.name = "dtb",
		.type = MK_KEY_TEXT,
		.offset = IMAGES_MEMBER(dtb),
		EXAMPLES("kernel.dtb"),
		.doc = "Path of the device tree blob built with the node's kernel."},
	{.name = "root",
		.type = MK_KEY_TEXT,
		.offset = IMAGES_MEMBER(root),
		EXAMPLES("capdl-loader"),
		.doc = "Path of the node's root task, an ELF file."},
};

static const struct mk_record_rows images_rows = {
	.noun = "the images",
	.size_bytes = sizeof(struct mk_layout_images),
	.keys = images_keys,
	.key_count = COUNT(images_keys),
};

#define NODE_MEMBER(member) offsetof(struct mk_layout_node, member)

/* In the order of enum mk_cluster_choice. */
static const char *const cluster_choices[] = {"same", "different", NULL};

static const struct mk_key node_keys[] = {
	{.name = "name",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = NODE_MEMBER(name),
		EXAMPLES("control"),
		.doc = "Name of the node, a C identifier apart from '-'; files are named after "
		       "it."},
	{.name = "id",
		.type = MK_KEY_NUMBER,
		.offset = NODE_MEMBER(id),
		EXAMPLES("0"),
		.doc = "Number of the node from 0; by default its place in the order in which "
		       "the loader starts cores."},
	{.name = "cpu",
		.type = MK_KEY_TEXT,
		.offset = NODE_MEMBER(cpu),
		EXAMPLES("cpu@0", "0", "any"),
		.doc = "The core it runs on: unit name, path, or index in the device tree's "
		       "/cpus; or 'any', and mkpart chooses one."},
	{.name = "cluster",
		.type = MK_KEY_CHOICE,
		.offset = NODE_MEMBER(cluster),
		.choices = cluster_choices,
		.doc = "'same': all nodes that say so are on cores of one cluster; 'different': "
		       "no two nodes that say so are."},
	{.name = "cpu_compatible",
		.type = MK_KEY_TEXT,
		.offset = NODE_MEMBER(cpu_compatible),
		EXAMPLES("arm,cortex-a72"),
		.doc = "The type of core that it runs on: one of the strings in the core's "
		       "'compatible', such as arm,cortex-a72."},
	{.name = "memory",
		.type = MK_KEY_RECORDS,
		.offset = NODE_MEMBER(memory),
		.record = &slice_rows,
		.doc = "The node's RAM."},
	{.name = "devices",
		.type = MK_KEY_RECORDS,
		.offset = NODE_MEMBER(devices),
		.record = &device_rows,
		.doc = "Devices of the node, by alias, path, label or unit name; each brings its "
		       "registers and interrupts. 'rest' stands for all that no node names, but "
		       "for an IOMMU in front of another node's devices."},
	{.name = "irqs",
		.type = MK_KEY_RECORDS,
		.offset = NODE_MEMBER(irqs),
		.record = &irq_rows,
		.doc = "Interrupts of the node beyond those of its devices."},
	{.name = "reserved",
		.type = MK_KEY_RECORDS,
		.offset = NODE_MEMBER(reserved),
		.record = &reserved_rows,
		.doc = "Ranges that the node must not touch."},
	{.name = "shared_pool",
		.type = MK_KEY_RECORDS,
		.offset = NODE_MEMBER(shared_pool),
		.record = &fixed_range_rows,
		.doc = "Ranges that every node listing them maps; 'shared' says the same by name."},
	{.name = "components",
		.type = MK_KEY_TEXTS,
		.offset = NODE_MEMBER(components),
		EXAMPLES("adder"),
		.doc = "CAmkES components that live in the node."},
	{.name = "images",
		.type = MK_KEY_RECORD,
		.offset = NODE_MEMBER(images),
		.record = &images_rows,
		.doc = "Files that are loaded for the node, where they exist already."},
	{.name = "kernel",
		.type = MK_KEY_RECORD,
		.offset = NODE_MEMBER(kernel),
		.record = &kernel_rows,
		.doc = "Kernel configuration of this node, over the layout's own 'kernel'."},
};

static const struct mk_record_rows node_rows = {
	.noun = "a node",
	.size_bytes = sizeof(struct mk_layout_node),
	.keys = node_keys,
	.key_count = COUNT(node_keys),
};

#define SHARED_MEMBER(member) offsetof(struct mk_layout_shared, member)

static const struct mk_key shared_keys[] = {
	{.name = "name",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = SHARED_MEMBER(name),
		EXAMPLES("ring"),
		.doc = "Name of the shared region."},
	{.name = "nodes",
		.type = MK_KEY_TEXTS,
		.required = true,
		.offset = SHARED_MEMBER(nodes),
		EXAMPLES("control", "io"),
		.doc = "Names of the nodes that map it."},
	{.name = "memory",
		.type = MK_KEY_RECORD,
		.required = true,
		.offset = SHARED_MEMBER(memory),
		.record = &region_rows,
		.doc = "The range that is shared."},
};

static const struct mk_record_rows shared_rows = {
	.noun = "a shared region",
	.size_bytes = sizeof(struct mk_layout_shared),
	.keys = shared_keys,
	.key_count = COUNT(shared_keys),
};

#define IPI_MEMBER(member) offsetof(struct mk_layout_ipi, member)

static const struct mk_key ipi_keys[] = {
	{.name = "name",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = IPI_MEMBER(name),
		EXAMPLES("ring-ready"),
		.doc = "Name of the IPI."},
	{.name = "from",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = IPI_MEMBER(from),
		EXAMPLES("io"),
		.doc = "Name of the node that sends it."},
	{.name = "to",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = IPI_MEMBER(to),
		EXAMPLES("control"),
		.doc = "Name of the node that receives it."},
	{.name = "sgi",
		.type = MK_KEY_NUMBER,
		.offset = IPI_MEMBER(sgi),
		.most = MK_SGI_COUNT - 1,
		EXAMPLES("0"),
		.doc = "SGI number, 0 to 15; without it, mkpart chooses one."},
	{.name = "multiplex",
		.type = MK_KEY_FLAG,
		.offset = IPI_MEMBER(multiplex),
		.doc = "Whether it shares one SGI with all others of its receiver that say so; a "
		       "bit in memory that the two nodes share tells it from them."},
};

static const struct mk_record_rows ipi_rows = {
	.noun = "an IPI",
	.size_bytes = sizeof(struct mk_layout_ipi),
	.keys = ipi_keys,
	.key_count = COUNT(ipi_keys),
};

#define CONNECTION_MEMBER(member) offsetof(struct mk_layout_connection, member)

static const struct mk_key connection_keys[] = {
	{.name = "name",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = CONNECTION_MEMBER(name),
		EXAMPLES("adder_data"),
		.doc = "Name of the connection, and of the shared region or IPI that it becomes."},
	{.name = "type",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = CONNECTION_MEMBER(type),
		EXAMPLES("seL4SharedData", "seL4NotificationNative"),
		.doc = "The connector: seL4SharedData and seL4NotificationNative can cross nodes, "
		       "any other joins components of one node."},
	{.name = "from",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = CONNECTION_MEMBER(from),
		EXAMPLES("component.port"),
		.doc = "The port that it begins at, as component.port."},
	{.name = "to",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = CONNECTION_MEMBER(to),
		EXAMPLES("component.port"),
		.doc = "The port that it ends at, as component.port."},
	{.name = "size",
		.type = MK_KEY_NUMBER,
		.offset = CONNECTION_MEMBER(size),
		EXAMPLES("8K"),
		.doc = "Size in bytes of a seL4SharedData that crosses nodes; a page, 4 KiB, where "
		       "it is absent."},
	{.name = "multiplex",
		.type = MK_KEY_FLAG,
		.offset = CONNECTION_MEMBER(multiplex),
		.doc = "Whether the IPI of a seL4NotificationNative that crosses nodes shares its "
		       "SGI, as under 'ipis'."},
};

static const struct mk_record_rows connection_rows = {
	.noun = "a connection",
	.size_bytes = sizeof(struct mk_layout_connection),
	.keys = connection_keys,
	.key_count = COUNT(connection_keys),
};

static const struct mk_key allow_keys[] = {
	{.name = "code",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = offsetof(struct mk_layout_allow, code),
		EXAMPLES("MK0802"),
		.doc = "Code of the warning that is accepted, such as MK0802."},
	{.name = "about",
		.type = MK_KEY_TEXT,
		.offset = offsetof(struct mk_layout_allow, about),
		EXAMPLES("ring"),
		.doc = "What the warning is about: a node's name, a device, a region's name; "
		       "'mkpart explain CODE' tells. Without it, all of the code are accepted."},
	{.name = "why",
		.type = MK_KEY_TEXT,
		.required = true,
		.offset = offsetof(struct mk_layout_allow, why),
		EXAMPLES("the capDL specification was reviewed"),
		.doc = "The reason for accepting it."},
};

static const struct mk_record_rows allow_rows = {
	.noun = "an allowance",
	.size_bytes = sizeof(struct mk_layout_allow),
	.keys = allow_keys,
	.key_count = COUNT(allow_keys),
};

#define LAYOUT_MEMBER(member) offsetof(struct mk_layout, member)

static const struct mk_key layout_keys[] = {
	{.name = "$schema",
		.type = MK_KEY_TEXT,
		.offset = LAYOUT_MEMBER(schema),
		EXAMPLES("mkpart-layout.schema.json"),
		.doc = "Where an editor finds the JSON schema of layouts; mkpart does not read "
		       "it."},
	{.name = "version",
		.type = MK_KEY_NUMBER,
		.required = true,
		.offset = LAYOUT_MEMBER(version),
		.least = MK_LAYOUT_VERSION,
		.most = MK_LAYOUT_VERSION,
		EXAMPLES("1"),
		.doc = "Version of the layout language: 1."},
	{.name = "board",
		.type = MK_KEY_RECORD,
		.offset = LAYOUT_MEMBER(board),
		.record = &board_rows,
		.doc = "The board that is partitioned."},
	{.name = "contract",
		.type = MK_KEY_TEXT,
		.offset = LAYOUT_MEMBER(contract),
		EXAMPLES("sel4-overlay"),
		.doc = "Version of the interface between kernel and loader that the outputs are "
		       "written for; by default sel4-overlay."},
	{.name = "kernel",
		.type = MK_KEY_RECORD,
		.offset = LAYOUT_MEMBER(kernel),
		.record = &kernel_rows,
		.doc = "Kernel configuration of all nodes."},
	{.name = "loader",
		.type = MK_KEY_RECORD,
		.offset = LAYOUT_MEMBER(loader),
		.record = &loader_rows,
		.doc = "The loader that starts the nodes."},
	{.name = "reserved",
		.type = MK_KEY_RECORDS,
		.offset = LAYOUT_MEMBER(reserved),
		.record = &reserved_rows,
		.doc = "Ranges that no node must touch."},
	{.name = "nodes",
		.type = MK_KEY_RECORDS,
		.required = true,
		.offset = LAYOUT_MEMBER(nodes),
		.record = &node_rows,
		.doc = "The nodes, one kernel on one core each."},
	{.name = "shared",
		.type = MK_KEY_RECORDS,
		.offset = LAYOUT_MEMBER(shared),
		.record = &shared_rows,
		.doc = "Memory that several nodes map."},
	{.name = "ipis",
		.type = MK_KEY_RECORDS,
		.offset = LAYOUT_MEMBER(ipis),
		.record = &ipi_rows,
		.doc = "Inter-processor interrupts between nodes."},
	{.name = "connections",
		.type = MK_KEY_RECORDS,
		.offset = LAYOUT_MEMBER(connections),
		.record = &connection_rows,
		.doc = "Connections between CAmkES components; across nodes they become shared "
		       "memory and IPIs."},
	{.name = "allow",
		.type = MK_KEY_RECORDS,
		.offset = LAYOUT_MEMBER(allow),
		.record = &allow_rows,
		.doc = "Warnings that are accepted, with the reasons."},
};

const struct mk_record_rows mk_layout_rows = {
	.noun = "the layout",
	.size_bytes = sizeof(struct mk_layout),
	.keys = layout_keys,
	.key_count = COUNT(layout_keys),
};
