/* SPDX-License-Identifier: BSD-2-Clause */
#include "target/camkes.h"

#include <string.h>

/*
 * Read: camkes/parser/camkes.g of seL4/camkes-tool e6fa51f. 'Buf' is left out: it is one too, and
 * the grammar takes it for an identifier all the same.
 */
static const char *const keywords[] = {"assembly", "attribute", "char", "component", "composition",
	"configuration", "connection", "connector", "consumes", "control", "dataport", "Dataport",
	"Dataports", "emits", "Event", "Events", "export", "False", "false", "from", "group",
	"hardware", "has", "import", "in", "include", "inout", "int", "integer", "int64_t", "maybe",
	"mutex", "out", "procedure", "Procedure", "Procedures", "provides", "refin", "semaphore",
	"schedule", "binary_semaphore", "signed", "struct", "string", "ticks", "thread", "threads",
	"True", "true", "to", "uint64_t", "unsigned", "us", "uses", "void", "with"};

bool mk_camkes_is_keyword(const char *name)
{
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (strcmp(name, keywords[i]) == 0)
			return true;
	return false;
}

const char *mk_camkes_instance(struct mk_arena *arena, const char *name)
{
	const char *prefix = mk_camkes_is_keyword(name) ? "kernel_" : "";
	char *instance = mk_arena_printf(arena, "%s%s", prefix, name);

	for (char *at = instance; *at; at++)
		if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
			    (*at >= '0' && *at <= '9')))
			*at = '_';
	return instance;
}
