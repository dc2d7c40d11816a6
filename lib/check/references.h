/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What devices refer to in order to work, and what that refers to in turn where it has no registers
 * itself: a regulator that a GPIO switches, a clock that is another one's, divided.
 */
#ifndef MK_CHECK_REFERENCES_H
#define MK_CHECK_REFERENCES_H

#include "check/devices.h"

/* Something that a device refers to, at however many removes. */
struct mk_found_reference {
	const struct mk_provider *first; /* of the device's own, that leads to it */
	const struct mk_provider *provider;
	const struct mk_dt_node *through; /* the nearest part before it that chooses; or NULL */
	const struct mk_device *driven;	  /* what is driven for it; NULL: it has no registers */
};

typedef void mk_reference_visitor(void *context, const struct mk_found_reference *found);

/* Made by mk_references_begin; for all devices of a rule. */
struct mk_references {
	struct mk_check *check;
	const struct mk_devices *devices;
	mk_reference_visitor *visit;
	void *context;
	const struct mk_device *user;
	size_t followed;
};

void mk_references_begin(struct mk_references *references, struct mk_check *check,
	mk_reference_visitor *visit, void *context);

/* Visits what the device refers to. Too long chains, or too many, are told of (MK0023). */
void mk_references_of(struct mk_references *references, const struct mk_device *user);

/* After that, the same of what is behind it, such as the chips on an I2C bus, an Ethernet's PHY. */
void mk_references_behind(struct mk_references *references, const struct mk_device *user);

#endif
