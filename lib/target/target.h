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

/*
 * Sizes and alignments are bytes. "Measured" means: found by building and booting nodes under
 * QEMU; see CONTRACT in man/mkpart-contract.7 for how.
 */
struct mk_contract {
	const char *name;
	const char *kernel; /* repository and commit of the kernel it stands for */
	const char *loader;
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
	uint32_t max_gicv2_nodes;
	bool max_irq_reserved; /* false: the platform's last INTID has no owner check */
};

extern const struct mk_contract *const mk_contracts[];
extern const size_t mk_contract_count;

/* NULL where there is none of that name. */
const struct mk_contract *mk_contract_find(const char *name);

/* The least memory (bytes) that a kernel of that configuration takes from physBase on. */
uint64_t mk_contract_kernel_bytes(const struct mk_contract *contract, bool hypervisor, bool debug);

/* A reservation that the platform's own overlay makes, in the kernel's own tree. */
struct mk_platform_reservation {
	const char *path; /* under /reserved-memory */
	struct mk_range range;
	bool hypervisor_only;
};

struct mk_platform {
	const char *name;  /* KernelPlatform */
	const char *board; /* KernelARMPlatform, or NULL where the platform has one board only */
	const char *const *compatibles; /* of a board tree's root; NULL-terminated */
	const char *const
		*node_paths; /* nodes that only the kernel's own tree has; NULL-terminated */
	enum mk_gic_kind gic;
	uint32_t max_irq;	  /* INTID; MAX_IRQ of the platform's config */
	uint32_t kernel_spis[2];  /* INTIDs the kernel takes there beside its timers; 0 ends */
	bool loader_has_gic;	  /* the platform's own elfloader devices name the GIC */
	bool hypervisor;	  /* the kernel supports KernelArmHypervisorSupport on its cores */
	const char *loader_image; /* ElfloaderImage */
	struct mk_platform_reservation reservation; /* path NULL: none */
};

extern const struct mk_platform mk_platforms[];
extern const size_t mk_platform_count;

/* By KernelPlatform or board name; NULL where unknown. */
const struct mk_platform *mk_platform_find(const char *name);

/* By the root node's compatible strings, the most specific first; NULL where unknown. */
const struct mk_platform *mk_platform_of(const struct mk_board *board);

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

#endif
