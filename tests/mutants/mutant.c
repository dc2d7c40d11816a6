/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which mutant lives. MUTANT names one. With MUTANT_QUEUE, a file of numbers, the process becomes
 * a copy of itself for each of them in turn, and one without any before, and MUTANT_VERDICTS gets
 * a line for each: 1 where it ended or said other things than the one without. MUTANT_FRESH is a
 * folder whose copy each of them starts in; MUTANT_STATUS has only the exit status compared.
 */
#include "mutant.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SECONDS 4u
#define MOST_WALL_SECONDS 120u
#define MOST_BYTES (UINT64_C(1) << 30)
/* A mutant may take so much longer than the program without. */
#define SLOWER 20
#define LEAST_MICROSECONDS 300000

int mutant_alive = -1;
unsigned char *mutant_seen;

struct run {
	int status;
	int output; /* of a file that has no name any more */
	long microseconds;
};

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

/* A mutant may run for ever, or take all there is. */
static void limit(long microseconds)
{
	struct rlimit seconds = {MOST_SECONDS, MOST_SECONDS};
	struct rlimit bytes = {MOST_BYTES, MOST_BYTES};
	struct rlimit core = {0, 0};
	struct itimerval timer = {{0, 0}, {microseconds / 1000000, microseconds % 1000000}};

	setrlimit(RLIMIT_CPU, &seconds);
	setrlimit(RLIMIT_AS, &bytes);
	setrlimit(RLIMIT_CORE, &core);
	if (microseconds)
		setitimer(ITIMER_PROF, &timer, NULL);
}

static void enter_fresh(const char *fresh)
{
	char command[4096];

	snprintf(command, sizeof command, "rm -rf '%s.now' && cp -a '%s' '%s.now'", fresh, fresh,
		fresh);
	if (system(command) != 0)
		abort();
	snprintf(command, sizeof command, "%s.now", fresh);
	if (chdir(command) != 0)
		abort();
}

static void become(int number, int output, long microseconds)
{
	char text[32];

	snprintf(text, sizeof text, "%d", number);
	setenv("MUTANT", text, 1);
	unsetenv("MUTANT_QUEUE");
	if (getenv("MUTANT_FRESH"))
		enter_fresh(getenv("MUTANT_FRESH"));
	unsetenv("MUTANT_FRESH");
	/* Both into one file, in the order in which they were said. */
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	mutant_alive = number;
	setpgid(0, 0);
	limit(microseconds);
}

static long processor_time(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec +
	       usage.ru_stime.tv_usec;
}

static pid_t child;

static void kill_child(int signal)
{
	(void)signal;
	kill(-child, SIGKILL);
}

/* False in the child. */
static _Bool run(int number, long microseconds, struct run *made)
{
	long before = processor_time();

	made->output = memfd_create("said", 0);
	if (made->output < 0)
		abort();
	child = fork();
	if (child < 0)
		abort();
	if (child == 0) {
		become(number, made->output, microseconds);
		return 0;
	}
	setpgid(child, child);
	alarm(MOST_WALL_SECONDS);
	while (waitpid(child, &made->status, 0) < 0)
		;
	alarm(0);
	made->microseconds = processor_time() - before;
	return 1;
}

static _Bool same_text(int a, int b)
{
	struct stat left, right;
	_Bool same = 0;

	if (fstat(a, &left) != 0 || fstat(b, &right) != 0)
		abort();
	if (left.st_size == right.st_size && left.st_size > 0) {
		size_t size = (size_t)left.st_size;
		void *x = mmap(NULL, size, PROT_READ, MAP_SHARED, a, 0);
		void *y = mmap(NULL, size, PROT_READ, MAP_SHARED, b, 0);
		same = memcmp(x, y, size) == 0;
		munmap(x, size);
		munmap(y, size);
	}
	return same || (left.st_size == 0 && right.st_size == 0);
}

static _Bool is_same(const struct run *a, const struct run *b)
{
	return a->status == b->status &&
	       (getenv("MUTANT_STATUS") || same_text(a->output, b->output));
}

#define MOST_NUMBERS 65536

static int numbers[MOST_NUMBERS];

/* At once: a child that ends would set a file that both read back. */
static int read_numbers(const char *queue)
{
	FILE *file = fopen(queue, "r");
	int count = 0;

	if (!file)
		abort();
	while (count < MOST_NUMBERS && fscanf(file, "%d", &numbers[count]) == 1)
		count++;
	fclose(file);
	return count;
}

/* Returns only in a child. */
static void serve(const char *queue, const char *verdicts)
{
	int count = read_numbers(queue);
	FILE *said = fopen(verdicts, "w");
	struct run without, with;
	long most;

	if (!said)
		abort();
	signal(SIGALRM, kill_child);
	if (!run(-1, 0, &without))
		return;
	most = LEAST_MICROSECONDS + SLOWER * without.microseconds;
	for (int i = 0; i < count; i++) {
		if (!run(numbers[i], most, &with))
			return;
		fprintf(said, "%d %d\n", numbers[i], !is_same(&without, &with));
		fflush(said);
		close(with.output);
	}
	exit(0);
}

__attribute__((constructor)) static void begin(void)
{
	const char *number = getenv("MUTANT");
	const char *log = getenv("MUTANT_LOG");
	const char *queue = getenv("MUTANT_QUEUE");

	if (log)
		map_log(log);
	if (queue) {
		serve(queue, getenv("MUTANT_VERDICTS"));
		return;
	}
	if (!number)
		return;
	mutant_alive = atoi(number);
	limit(0);
}
