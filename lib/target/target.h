/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Facts about what consumes our outputs: contracts (a kernel and a loader of a certain version)
 * and platforms (what the kernel's build calls a board). Rows only; each number has its source.
 */
#ifndef MK_TARGET_TARGET_H
#define MK_TARGET_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "board/board.h"
#include "image/boot_block.h"

struct mk_kernel_frame;
struct mk_platform;

/* The root task that is assumed as long as its file is not given. */
struct mk_assumed_root {
	uint64_t address; /* virtual, of its first page and of its entry */
	uint64_t bytes;
};

/* What is known of kernel and loader on a board. */
struct mk_boot_board {
	const char *platform;	  /* KernelPlatform */
	uint64_t link_address;	  /* of the public loader */
	const char *switched_off; /* kernel option that does not go with several kernels, or NULL */
};

/*
 * Of contracts whose loader hands each kernel a boot block: what the block may hold, and what the
 * kernel makes of it.
 */
struct mk_boot_contract {
	const struct mk_block_format *format;
	uint32_t reserved_aim;	/* entries to stay within, so that the next version takes them */
	uint32_t reserved_most; /* entries that this kernel takes */
	uint32_t ram_most;	/* ranges of RAM */
	uint32_t free_most;	/* pieces of RAM when kernel and root task are cut out */
	bool first_handed_out;	/* the first reserved entry becomes an untyped of its own */
	uint32_t nodes_most;	/* that the loader starts, on the cores 0, 1, 2, ... */
	uint64_t kernel_address_hypervisor; /* virtual, of the kernel's image */
	uint64_t kernel_address;
	uint64_t boot_code_bytes; /* from its start on, that it hands out once it has started */
	uint64_t tcb_bytes;
	uint64_t context_bytes; /* of a scheduling context */
	struct mk_assumed_root root;
	const struct mk_boot_board *boards; /* ends with NULL */
};

/* What a kernel's build calls an architecture. */
struct mk_kernel_architecture {
	enum mk_architecture architecture;
	const char *sel4_arch;	     /* KernelSel4Arch */
	const char *compiler_prefix; /* CROSS_COMPILER_PREFIX */
	unsigned elf_machine;	     /* e_machine of its images, ELF64 and little-endian */
};

/*
 * Sizes and alignments are bytes. "Measured" means: found by building and booting nodes under
 * QEMU; see CONTRACT in man/mkpart-contract.7 for how.
 */
struct mk_contract {
	const char *name;
	const char *enforces; /* what its kernel confines a root task to; a few words */
	const char *leaves;   /* and what not */
	const char *kernel;   /* repository and commit of the kernel it stands for */
	const char *loader;
	const char *const *outputs;   /* formats of `gen`; ends with NULL. NULL: all */
	const char *const *unchecked; /* codes of checks that do not hold; likewise. NULL: none */
	uint64_t page_size;
	uint64_t phys_base_alignment; /* the kernel's image goes here; the start is rounded up to it
				       */
	uint64_t kernel_el1_bytes;    /* measured kernels in memory, their BSS included */
	uint64_t kernel_hypervisor_debug_bytes;
	uint64_t kernel_hypervisor_release_bytes;
	uint64_t smallest_slice;     /* first total size that boots with a tiny root task */
	uint64_t physical_limit;     /* last address of the kernel window */
	uint64_t loader_size;	     /* default footprint */
	uint64_t loader_below_start; /* footprint below the loader's link address */
	const struct mk_kernel_architecture *architectures; /* ends with sel4_arch NULL */
	const char *const *enable_methods; /* that its loader starts cores with; ends with NULL */
	unsigned gics;			   /* that its kernels drive: bits 1u << enum mk_gic_kind */
	uint32_t max_gicv2_nodes;
	bool sgi_aff3;	       /* its kernel can send SGIs to cores with an Aff3 */
	bool max_irq_reserved; /* false: the platform's last INTID has no owner check */

	/* What the kernel makes for the root task, at the top of the highest range with room. */
	uint32_t root_cnode_bits;	/* KernelRootCNodeSizeBits where the layout has none */
	uint32_t slot_bits;		/* bytes of a slot, 2^n */
	uint64_t root_objects_bytes;	/* beside the CNode, with a small root task and tree */
	uint32_t untyped_limit;		/* KernelMaxNumBootinfoUntypedCaps likewise */
	uint32_t smallest_untyped_bits; /* 2^n bytes */
	uint32_t largest_untyped_bits;
	uint64_t window_base;	  /* kernel address of physical 0: untypeds are aligned there */
	uint64_t el1_window_base; /* the same of kernels without hypervisor support */
	uint64_t el1_user_top;	  /* last virtual address of user level, without that support */
	uint32_t pa_bits;	  /* device untypeds end there, where the platform is unknown */
	const struct mk_kernel_frame *kernel_frames; /* ends with size 0 */
	const struct mk_boot_contract *boot; /* NULL: its kernels are told by device trees */
};

/* Registers that the kernel keeps to itself, so that no untyped covers them. */
struct mk_kernel_frame {
	enum mk_gic_kind gic; /* with that interrupt controller */
	uint32_t entry;	      /* index in its `reg` */
	uint64_t size;	      /* bytes, at the most */
	bool hypervisor_only;
};

/* What a connector of CAmkES joins its two ends by. */
enum mk_connector_kind {
	MK_CONNECTOR_DATA,     /* memory */
	MK_CONNECTOR_SIGNAL,   /* a notification */
	MK_CONNECTOR_CALL,     /* an endpoint, or a function call */
	MK_CONNECTOR_HARDWARE, /* nothing: one end stands for a device */
};

struct mk_connector {
	const char *name;
	enum mk_connector_kind kind;
	bool crosses; /* there is something between nodes that does the same */
};

extern const struct mk_connector mk_connectors[];
extern const size_t mk_connector_count;

/* By name, or NULL: assemblies can have connectors of their own. */
const struct mk_connector *mk_connector_find(const char *name);

extern const struct mk_contract *const mk_contracts[];
extern const size_t mk_contract_count;

/* NULL where there is none of that name. */
const struct mk_contract *mk_contract_find(const char *name);

/* The contract's words for a core's architecture, or NULL; an unknown one is taken for its first.
 */
const struct mk_kernel_architecture *mk_contract_architecture(
	const struct mk_contract *contract, enum mk_architecture architecture);

/* Whether its kernels drive the board's interrupt controller. */
bool mk_contract_drives_gic(const struct mk_contract *contract, const struct mk_gic *gic);

/* What a kernel of that configuration has between physical and virtual addresses, modulo 2^64. */
uint64_t mk_contract_kernel_offset(const struct mk_contract *contract, bool hypervisor);

/* The last virtual address of user level; a hypervisor's follows the physical address bits. */
uint64_t mk_contract_user_top(
	const struct mk_contract *contract, bool hypervisor, uint32_t pa_bits);

/* Whether `gen` writes that format under the contract. */
bool mk_contract_has_output(const struct mk_contract *contract, const char *format);

/* Whether the check of that code holds under the contract. */
bool mk_contract_has_check(const struct mk_contract *contract, const char *code);

/* Where the contract's loader is linked for a platform; 0 where nobody knows, as for NULL. */
uint64_t mk_contract_link_address(
	const struct mk_contract *contract, const struct mk_platform *platform);

/* A kernel option that has to be off there, or NULL. */
const char *mk_contract_switched_off(
	const struct mk_contract *contract, const struct mk_platform *platform);

/* The least memory (bytes) that a kernel of that configuration takes from physBase on. */
uint64_t mk_contract_kernel_bytes(const struct mk_contract *contract, bool hypervisor, bool debug);

/* Memory that the kernel's own tree for a platform takes out of RAM. */
struct mk_platform_reservation {
	const char *path; /* under /reserved-memory there; NULL: left out of the memory node */
	struct mk_range range;
	bool hypervisor_only;
	bool liftable; /* kept free for guests by convention: nothing on the board needs it */
};

/* Lists end with NULL, or with a range whose last address is 0; NULL: none. */
struct mk_platform {
	const char *name;  /* KernelPlatform */
	const char *board; /* KernelARMPlatform, or NULL where the platform has one board only */
	const char *also;  /* a board that the kernel has no name for, and that is the same to it */
	const char *qemu_machine; /* the one of QEMU that it is, or NULL */
	const char *obstacle; /* why the contract's kernel cannot be built for it; NULL: it can */
	const char *const *compatibles; /* of a board tree's root; empty: those of another board */
	const char *const *kernel_devices; /* seL4,kernel-devices: aliases, paths of its own tree */
	const char *const *loader_devices; /* seL4,elfloader-devices, the same way */
	bool loader_has_gic;		   /* they name the GIC */
	enum mk_gic_kind gic;
	bool boot_known;	  /* which of cores that differ boots */
	uint64_t boot_mpidr;	  /* its MPIDR, if that is known */
	uint32_t max_irq;	  /* INTID; MAX_IRQ of the platform's config */
	uint32_t smmu_intid;	  /* the SMMU's, which its tree gives to the kernel; 0: none */
	uint32_t pa_bits;	  /* physical address bits of its core: device memory ends there */
	bool hypervisor;	  /* the kernel supports KernelArmHypervisorSupport on its cores */
	const char *switched_off; /* kernel option, on by default, that only one kernel can have */
	const struct mk_range *memory; /* RAM in its own tree, where board trees have none */
	const struct mk_platform_reservation *reservations; /* ends with last address 0 */
	const char *loader_image;			    /* ElfloaderImage */
	uint64_t loader_start; /* IMAGE_START_ADDR that the loader's helpers insist on; 0: none */
};

/* Physical address bits of a platform's cores; of the contract's where it is NULL. */
uint32_t mk_pa_bits(const struct mk_contract *contract, const struct mk_platform *platform);

extern const struct mk_platform mk_platforms[];
extern const size_t mk_platform_count;

/*
 * By KernelPlatform or board name; NULL where unknown. Where several boards have that
 * KernelPlatform it is the one that the board's tree names, else the first.
 */
const struct mk_platform *mk_platform_find(const char *name, const struct mk_board *board);

/* By the root node's compatible strings, the most specific first; NULL where unknown. */
const struct mk_platform *mk_platform_of(const struct mk_board *board);

/*
 * The board, with the core that boots on that platform, where the tree leaves it open; `platform`
 * may be NULL.
 */
const struct mk_board *mk_platform_booted(
	struct mk_arena *arena, const struct mk_platform *platform, const struct mk_board *board);

/*
 * Whether the core that boots is no more than assumed, and might as well be another one: cores
 * differ, or the platform is not known (NULL).
 */
bool mk_boot_core_is_guessed(const struct mk_platform *platform, const struct mk_board *board);

/* Whether a platform may be meant where the board's tree names the other one. */
bool mk_platform_agrees(const struct mk_platform *named, const struct mk_platform *seen);

/* Whether the kernel's own tree gives that shared interrupt to the kernel. False for NULL. */
bool mk_platform_takes_spi(const struct mk_platform *platform, struct mk_intid intid);

/* The per-core interrupts that a kernel takes for itself (CONTRACT: kernel's own PPIs). */
bool mk_kernel_takes_ppi(bool hypervisor, struct mk_intid intid);

/*
 * What kernel and loader call a device. `known` holds when a string of the node is in the
 * kernel's hardware list; else `equivalent` is the known string to put in front, or NULL.
 */
struct mk_compatible_match {
	bool known;
	const char *equivalent;
};

struct mk_compatible_match mk_console_compatible(const struct mk_dt_node *node);

/* The loader's GIC drivers know one string each. */
struct mk_compatible_match mk_gic_compatible(const struct mk_gic *gic);

/* The loader's PSCI driver; `equivalent` is a string to add. */
struct mk_compatible_match mk_psci_compatible(const struct mk_dt_node *node);

/* Why the loader cannot start a core; it runs on the boot core itself. */
enum mk_start_obstacle {
	MK_START_POSSIBLE,
	MK_START_NO_METHOD,    /* no `enable-method` */
	MK_START_OTHER_METHOD, /* one that the loader has no driver for: spin-table */
	MK_START_WITHOUT_PSCI, /* the tree has no PSCI node */
	MK_START_PSCI_UNKNOWN, /* of a version that the loader's driver does not know */
	MK_START_PSCI_NOT_SMC, /* called in another way than by SMC, which is the only one it has */
};

enum mk_start_obstacle mk_cpu_start_obstacle(
	const struct mk_contract *contract, const struct mk_board *board, const struct mk_cpu *cpu);

/* The last number of a GICv2's CPU interfaces (Arm IHI 0048, 4.3.12). */
#define MK_GIC_CPU_LAST 7u

/* Why a core cannot be named as the target of an SGI. */
enum mk_sgi_obstacle {
	MK_SGI_POSSIBLE,
	MK_SGI_NO_GIC,
	MK_SGI_INTERFACE_UNKNOWN, /* GICv2: the tree does not tell the CPU interface's number */
	MK_SGI_BEYOND_LIST,	  /* GICv3: Aff0 above 15 */
	MK_SGI_AFF3,		  /* GICv3: the contract's kernel cannot encode it */
};

/*
 * The number that an SGI signal capability takes as its target, where it is possible. GICv2: the
 * CPU interface number, which of some boards is known. GICv3: Aff0 | Aff1 << 8 | Aff2 << 16 | Aff3
 * << 24.
 */
enum mk_sgi_obstacle mk_sgi_target(const struct mk_contract *contract, const struct mk_board *board,
	const struct mk_cpu *cpu, uint64_t *target);

/*
 * What a board's tree says against kernels with hypervisor support, to follow "in the board's
 * tree", and the node that says it; NULL where nothing does.
 */
const char *mk_hypervisor_obstacle(
	const struct mk_board *board, struct mk_arena *arena, const struct mk_dt_node **where);

#endif
