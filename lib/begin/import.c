/* SPDX-License-Identifier: BSD-2-Clause */
#include "begin/importer.h"

#include "base/kind.h"
#include "base/words.h"
#include "doc/reading_problems.h"

static const struct mk_importer *importer_of(const struct mk_source *source)
{
	for (size_t i = 0; i < mk_importer_count; i++)
		if (mk_importers[i]->recognizes(source))
			return mk_importers[i];
	return NULL;
}

static void refuse(struct mk_sketch *sketch, const struct mk_source *source)
{
	struct mk_finding *finding = mk_report(sketch->findings, &mk_other_file,
		(struct mk_origin){.source = source}, "'%s' is %s, and no kind that is imported",
		source->name, mk_kind_noun(mk_kind_of(source->text, source->length)));
	struct mk_listing kinds;

	mk_listing_begin(&kinds, sketch->arena, mk_importer_count);
	for (size_t i = 0; i < mk_importer_count; i++)
		mk_listing_add(&kinds, "%s", mk_importers[i]->doc);
	mk_suggest(sketch->findings, finding, "what is imported is %s",
		mk_listing_joined(&kinds, "or"));
}

bool mk_import(struct mk_sketch *sketch, const struct mk_source *source)
{
	const struct mk_importer *importer = importer_of(source);

	*mk_vec_add(sketch->arena, &sketch->files) = source->name;
	if (!importer)
		refuse(sketch, source);
	return importer && importer->read(sketch, source);
}
