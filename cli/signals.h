/* SPDX-License-Identifier: BSD-2-Clause */
/* Interrupts wait while something lies about that has to be cleared away. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>

/* Postpones SIGHUP, SIGINT, SIGQUIT and SIGTERM; *before is what signals_resume gives back. */
void signals_postpone(sigset_t *before);
void signals_resume(const sigset_t *before);

#endif
