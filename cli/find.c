/* SPDX-License-Identifier: BSD-2-Clause */
#include "find.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

static bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name);
	size_t end_length = strlen(end);

	return length >= end_length && strcmp(name + length - end_length, end) == 0;
}

static bool is_layout(const char *name)
{
	static const char *const names[] = {"mkpart.yaml", "mkpart.yml", "mkpart.json"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t before = strlen(name) - (ends_with(name, names[i]) ? strlen(names[i]) : 0);
		if (before < strlen(name) && *name != '.' &&
			(before == 0 || (before > 1 && name[before - 1] == '.')))
			return true;
	}
	return false;
}

static int choose_layout(const struct dirent *entry)
{
	return is_layout(entry->d_name);
}

static int choose_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
	return strcmp((*left)->d_name, (*right)->d_name);
}

static struct found find(const char *folder, int (*choose)(const struct dirent *entry))
{
	struct found found = {NULL, 0};
	struct dirent **entries;
	int count = scandir(folder, &entries, choose, by_name);

	if (count < 0)
		return found;
	found.names = must_allocate((size_t)count + 1, sizeof *found.names);
	for (int i = 0; i < count; i++) {
		found.names[found.count++] = must_print("%s", entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return found;
}

struct found find_layouts(void)
{
	return find(".", choose_layout);
}

struct found find_files(const char *folder)
{
	return find(folder, choose_visible);
}

void found_free(struct found *found)
{
	while (found->count)
		free(found->names[--found->count]);
	free(found->names);
}
