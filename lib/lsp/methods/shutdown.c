/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/method.h"

static void run_shutdown(struct mk_call *call)
{
	call->server->session = MK_SESSION_SHUT;
}

const struct mk_lsp_method mk_lsp_method_shutdown = {
	.name = "shutdown",
	.run = run_shutdown,
};
