/* SPDX-License-Identifier: BSD-2-Clause */
#include "signals.h"

#include <stddef.h>

void signals_postpone(sigset_t *before)
{
	static const int postponed[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof postponed / sizeof *postponed; i++)
		sigaddset(&set, postponed[i]);
	sigprocmask(SIG_BLOCK, &set, before);
}

void signals_resume(const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
}
