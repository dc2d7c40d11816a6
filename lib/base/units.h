/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers that must not be mixed up, as types of their own. */
#ifndef MK_BASE_UNITS_H
#define MK_BASE_UNITS_H

#include <stdint.h>

/*
 * Absolute GIC interrupt number. SGIs are 0..15, PPIs 16..31, SPIs 32..1019
 * (Arm IHI 0048B, 2.2.1; IHI 0069, 2.2). Extended SPIs are not supported.
 */
struct mk_intid {
	uint32_t value;
};

/* Number of a shared peripheral interrupt as device trees count it: INTID - 32, 0..987. */
struct mk_spi {
	uint32_t value;
};

#define MK_SGI_COUNT 16u
#define MK_INTID_PPI_FIRST 16u
#define MK_INTID_SPI_FIRST 32u
#define MK_INTID_SPI_LAST 1019u
#define MK_SPI_LAST (MK_INTID_SPI_LAST - MK_INTID_SPI_FIRST)

static inline struct mk_intid mk_intid_from_spi(struct mk_spi spi)
{
	return (struct mk_intid){spi.value + MK_INTID_SPI_FIRST};
}

static inline struct mk_spi mk_spi_from_intid(struct mk_intid intid)
{
	return (struct mk_spi){intid.value - MK_INTID_SPI_FIRST};
}

#endif
