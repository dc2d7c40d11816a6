/* SPDX-License-Identifier: BSD-2-Clause */
/* Who owns an address, an interrupt, a device or a name of the layout, and why, in words. Copes
 * with plans with errors.
 */
#ifndef MK_TELL_OWNER_H
#define MK_TELL_OWNER_H

#include "base/buffer.h"
#include "plan/plan.h"

/*
 * Answers `what`: "0x80000000", "0x80000000..0x8fffffff", "0x80000000:256M", "intid 87", "spi 55"
 * (also "spi:55", "spi55", "ppi 11", "sgi 3"), a device's alias, path, label or unit name, or the
 * name of a node, a shared region or an IPI ("control", "node control"). False where it is none of
 * these; then the text is one line without an end that says so, with the nearest name.
 */
bool mk_owner_answer(const struct mk_plan *plan, const char *what, struct mk_buffer *out);

#endif
