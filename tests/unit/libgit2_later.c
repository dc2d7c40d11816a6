// SPDX-License-Identifier: BSD-2-Clause
/* Criterion shows differences of texts by libgit2, and starts it in the process of each test:
   its TLS library reads all certificates of the machine, which takes as long as most tests. These
   stand in front of libgit2's functions of the same names, and start it when it is needed. */
#include <dlfcn.h>
#include <stddef.h>

#define SEEN __attribute__((visibility("default")))

SEEN int git_libgit2_init(void);
SEEN int git_libgit2_shutdown(void);
SEEN int git_diff_buffers(const void *old, size_t old_size, const char *old_path, const void *new,
	size_t new_size, const char *new_path, const void *options, void (*file)(void),
	void (*binary)(void), void (*hunk)(void), void (*line)(void), void *payload);

int git_libgit2_init(void)
{
	return 1;
}

int git_libgit2_shutdown(void)
{
	return 0;
}

int git_diff_buffers(const void *old, size_t old_size, const char *old_path, const void *new,
	size_t new_size, const char *new_path, const void *options, void (*file)(void),
	void (*binary)(void), void (*hunk)(void), void (*line)(void), void *payload)
{
	int (*init)(void) = (int (*)(void))dlsym(RTLD_NEXT, "git_libgit2_init");
	__typeof__(git_diff_buffers) *diff = (__typeof__(diff))dlsym(RTLD_NEXT, "git_diff_buffers");

	if (!init || !diff || init() < 0)
		return -1;
	return diff(old, old_size, old_path, new, new_size, new_path, options, file, binary, hunk,
		line, payload);
}
