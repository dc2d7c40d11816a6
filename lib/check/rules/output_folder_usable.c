/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

/* Found by whoever writes the outputs: the library touches no files. */
const struct mk_rule mk_rule_output_folder_usable = {
	.problem = {.code = "MK0911",
		.name = "output-folder-usable",
		.severity = MK_ERROR,
		.unreadable = true,
		.title = "the output folder cannot be written, is another layout's, or has "
			 "something of others in the way",
		.why = "A build that goes on with half of the files, or with older ones, gives "
		       "two nodes what does not belong together, and so do the files of two "
		       "layouts in one folder. And a file that mkpart did not "
		       "write may be the only copy of somebody's work.",
		.fix = "Give a folder that is for generated files alone, on a disk with room; "
		       "move away what is in the way. Files that mkpart wrote say so in their "
		       "first lines, or are listed in .mkpart-files, and are replaced. `gen "
		       "--force` takes a folder over from another layout."},
};
