/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * In place of libFuzzer, with any compiler: replay TARGET TIMES FILE... Each file is run as it is,
 * and then so many times after the target's own mutator changed it, where it has one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define MOST_BYTES (1u << 20)

/* A byte of any value, anywhere. */
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t most)
{
	(void)most;
	if (length)
		bytes[(size_t)rand() % length] = (uint8_t)rand();
	return length;
}

static size_t read_file(const char *path, uint8_t *bytes)
{
	FILE *file = fopen(path, "rb");
	size_t length = file ? fread(bytes, 1, MOST_BYTES, file) : 0;

	fuzz_demand(file && length < MOST_BYTES, path);
	fclose(file);
	return length;
}

/* A block of the input's own length, so that sanitizers see its end. */
static void run(const struct fuzz_target *target, const uint8_t *bytes, size_t length)
{
	char *copy = malloc(length ? length : 1);

	memcpy(copy, bytes, length);
	target->run(copy, length);
	free(copy);
}

int main(int argc, char **argv)
{
	static uint8_t bytes[MOST_BYTES];
	const struct fuzz_target *target = argc > 1 ? fuzz_find_target(argv[1]) : NULL;
	int times = argc > 2 ? atoi(argv[2]) : 0;

	if (!target) {
		for (size_t i = 0; i < fuzz_target_count; i++)
			printf("%s\n", fuzz_targets[i]->name);
		return argc > 1 ? 2 : 0;
	}
	for (int i = 3; i < argc; i++) {
		size_t length = read_file(argv[i], bytes);
		run(target, bytes, length);
		for (int time = 1; target->mutate && time <= times; time++) {
			length = target->mutate(bytes, length, MOST_BYTES, (unsigned)time);
			run(target, bytes, length);
		}
	}
	return 0;
}
