/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef STATUS_H
#define STATUS_H

#include <mkpart/mkpart.h>

/* The exit status for what a call into the library came to; says so where memory ran out. */
int exit_status_of(mk_status status);

#endif
