/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

/* Found by whoever writes the outputs: the library touches no files. */
const struct mk_rule mk_rule_output_folder_usable = {
	.problem = {.code = "MK0911",
		.name = "output-folder-usable",
		.severity = MK_ERROR,
		.unreadable = true,
		.title = "the output folder cannot be written, belongs to another layout, or "
			 "contains other people's files",
		.why = "A build with only half of the files, or with older ones, gives two nodes "
		       "what does not belong together, and so do the files of two layouts in one "
		       "folder. A file that mkpart did not write may be the only copy of "
		       "somebody's work.",
		.fix = "Use a folder for generated files only, on a disk with room; move other "
		       "files out of the way. Files that mkpart wrote say so in their first lines, "
		       "or are listed in .mkpart-files, and are replaced. `gen --force` takes a "
		       "folder over from another layout."},
};
