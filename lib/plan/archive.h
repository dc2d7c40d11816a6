/* SPDX-License-Identifier: BSD-2-Clause */
/* The members of a loader's archive. */
#ifndef MK_PLAN_ARCHIVE_H
#define MK_PLAN_ARCHIVE_H

#include "plan/plan.h"

/* What an image of the node is called there; the loader compares the first two and takes any third.
 */
const char *mk_archive_name(const struct mk_plan_node *node, enum mk_image_role role);

#endif
