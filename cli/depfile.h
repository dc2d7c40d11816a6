/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef DEPFILE_H
#define DEPFILE_H

/*
 * Writes a dependency file for make and ninja: "TARGET: INPUT...". `inputs` ends in NULL.
 * EXIT_UNREADABLE, after saying so, where it cannot be written.
 */
int depfile_write(const char *path, const char *target, const char *const *inputs);

#endif
