/* SPDX-License-Identifier: BSD-2-Clause */
#include "mutant.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_SECONDS 6u
#define MOST_BYTES (UINT64_C(4) << 30)

int mutant_alive = -1;
unsigned char *mutant_seen;

/* A mutant may run for ever, or take all there is. */
static void limit(void)
{
	struct rlimit seconds = {MOST_SECONDS, MOST_SECONDS};
	struct rlimit bytes = {MOST_BYTES, MOST_BYTES};

	setrlimit(RLIMIT_CPU, &seconds);
	setrlimit(RLIMIT_AS, &bytes);
}

static void map_log(const char *path)
{
	int fd = open(path, O_RDWR);
	struct stat facts;
	void *bytes;

	if (fd < 0 || fstat(fd, &facts) != 0)
		abort();
	bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (bytes == MAP_FAILED)
		abort();
	mutant_seen = bytes;
	close(fd);
}

__attribute__((constructor)) static void begin(void)
{
	const char *number = getenv("MUTANT");
	const char *log = getenv("MUTANT_LOG");

	if (log)
		map_log(log);
	if (!number)
		return;
	mutant_alive = atoi(number);
	limit();
}
