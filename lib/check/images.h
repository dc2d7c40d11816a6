/* SPDX-License-Identifier: BSD-2-Clause */
/* What built files say about a node. */
#ifndef MK_CHECK_IMAGES_H
#define MK_CHECK_IMAGES_H

#include "check/rule.h"
#include "image/image.h"

/*
 * A node's image: of the folder where that was given, else of the first archive. NULL where
 * neither was, or where the archive has something of another name there.
 */
const struct mk_image *mk_check_image(
	struct mk_check *check, const struct mk_plan_node *node, enum mk_image_role role);

/* The entry of an archive that is at a node's place for that role, or NULL. */
const struct mk_archive_entry *mk_check_entry(
	const struct mk_archive *archive, const struct mk_plan_node *node, enum mk_image_role role);

/* What the loader calls it: "kernel.elf"; NULL for a root task, whose name is free. */
const char *mk_check_entry_name(enum mk_image_role role);

/* The same image's facts; NULL where there are none, or where it is for another machine. */
const struct mk_program *mk_check_program(
	struct mk_check *check, const struct mk_plan_node *node, enum mk_image_role role);

/* Whether a program is of the kind that the contract's loader loads. */
bool mk_check_machine_fits(const struct mk_check *check, const struct mk_program *program);

/* The nearest node before this one that has the very same kernel, or NULL. */
const struct mk_plan_node *mk_check_kernel_twin(
	struct mk_check *check, const struct mk_plan_node *node);

/* Bytes that the loader writes for a kernel, from its physical address on. */
uint64_t mk_check_kernel_bytes(const struct mk_program *kernel);

/* Where the layout says which file it is, else the node. */
struct mk_origin mk_check_image_origin(
	const struct mk_plan_node *node, enum mk_image_role role, const struct mk_image *image);

/* "node 'io' kernel ('out/io/kernel.elf')". */
const char *mk_check_image_name(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image);

void mk_each_image(struct mk_check *check, mk_image_visitor *visit);

#endif
