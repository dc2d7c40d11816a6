/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/method.h"

static void run_exit(struct mk_call *call)
{
	bool orderly = call->server->session == MK_SESSION_SHUT;

	call->server->session = orderly ? MK_SESSION_ENDED_ORDERLY : MK_SESSION_ENDED;
}

const struct mk_lsp_method mk_lsp_method_exit = {
	.name = "exit",
	.any_time = true,
	.run = run_exit,
};
