/* SPDX-License-Identifier: BSD-2-Clause */
/* Pieces of device-tree source. Nothing written here can end the construct that it stands in. */
#ifndef MK_EMIT_DTS_H
#define MK_EMIT_DTS_H

#include "base/buffer.h"
#include "board/tree.h"
#include "core/range.h"

void mk_dts_indent(struct mk_buffer *out, unsigned depth);

/* A name; bytes that dtc does not read come out as '?'. */
void mk_dts_name(struct mk_buffer *out, const char *name);

/* "&{/path}": dtc refuses the text where there is no such node. */
void mk_dts_reference(struct mk_buffer *out, const struct mk_dt_node *node);

/* A quoted string. */
void mk_dts_string(struct mk_buffer *out, const char *text, size_t length);

/* "name = value;" on a line of its own, such that dtc makes the same bytes of it. */
void mk_dts_property(struct mk_buffer *out, const struct mk_dt_property *property, unsigned depth);

/*
 * Makes dtc refuse the whole text: a reference to a label that nothing has. There is no other
 * way to say in a file that it must not be used; `label` tells the reader why.
 */
void mk_dts_refuse(struct mk_buffer *out, const char *label);

/* How a `reg` is written: #address-cells and #size-cells of the parent. */
struct mk_dts_cells {
	uint32_t address;
	uint32_t size;
};

/* For the children of `parent`. */
struct mk_dts_cells mk_dts_cells_of(const struct mk_dt_node *parent);

bool mk_dts_can_express(struct mk_dts_cells cells, struct mk_range range);

/*
 * "<0x0 0x40000000 0x0 0x10000000>", for a range that can be expressed. A size that is too large
 * for its cells becomes several entries.
 */
void mk_dts_reg(struct mk_buffer *out, struct mk_dts_cells cells, struct mk_range range);

#endif
