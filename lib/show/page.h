/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The HTML page of a plan, section by section. Text from the input stands only between tags and in
 * double quotes, always through mk_xml_text; styles and script are files of ours, which the page's
 * policy knows by their hashes, so that no other would run.
 */
#ifndef MK_SHOW_PAGE_H
#define MK_SHOW_PAGE_H

#include "base/buffer.h"
#include "show/picture.h"
#include "show/show.h"

/* page/page.css and page/page.js, and what Content-Security-Policy calls them. */
extern const char mk_page_css[];
extern const char mk_page_css_hash[];
extern const char mk_page_js[];
extern const char mk_page_js_hash[];

/* Rows of a table; what is beyond is counted. */
#define MK_PAGE_MAX_ROWS 2000u

struct mk_page {
	struct mk_arena *arena;
	struct mk_buffer *out;
	const struct mk_view *view;
	const struct mk_picture *picture;
};

void mk_page_findings(struct mk_page *page);
void mk_page_memory(struct mk_page *page);
void mk_page_nodes(struct mk_page *page);
void mk_page_interrupts(struct mk_page *page);
void mk_page_ipis(struct mk_page *page);
void mk_page_connections(struct mk_page *page);
void mk_page_devices(struct mk_page *page);
void mk_page_untypeds(struct mk_page *page);

/* --- parts of them -----------------------------------------------------------------------------
 */

/* Escaped; as much of a very long name as anybody reads. NULL is "-". */
void mk_page_name(struct mk_page *page, const char *name);

/* "<td class="KIND">TEXT</td>", the text escaped. `kind` may be NULL. */
void mk_page_cell(struct mk_page *page, const char *kind, const char *text);

/* Opens a table that scrolls by itself; `heads` are our own words, up to a NULL. */
void mk_page_table(struct mk_page *page, const char *label, const char *const *heads);
void mk_page_table_end(struct mk_page *page, size_t left_out);

/* A small square that shows a segment's colour and hatch, and its letter. */
void mk_page_swatch(struct mk_page *page, const struct mk_segment *segment);
void mk_page_node(struct mk_page *page, size_t node);

#endif
