/* SPDX-License-Identifier: BSD-2-Clause */
/* Between libFuzzer and the target that the environment variable TARGET names. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t most, unsigned seed);

static const struct fuzz_target *target(void)
{
	static const struct fuzz_target *found;

	if (!found && !(found = fuzz_find_target(getenv("TARGET")))) {
		fprintf(stderr, "TARGET names none of:");
		for (size_t i = 0; i < fuzz_target_count; i++)
			fprintf(stderr, " %s", fuzz_targets[i]->name);
		fprintf(stderr, "\n");
		exit(2);
	}
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	fuzz_asks_all = mk_digest(bytes, length) % 16 == 0;
	target()->run((const char *)bytes, length);
	return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t most, unsigned seed)
{
	if (target()->mutate)
		return target()->mutate(bytes, length, most, seed);
	return LLVMFuzzerMutate(bytes, length, most);
}
