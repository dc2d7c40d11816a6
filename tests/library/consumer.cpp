// SPDX-License-Identifier: BSD-2-Clause
// The header in C++: it compiles, and its functions are found.
#include <mkpart/mkpart.h>

#include <cstdio>
#include <memory>

int main()
{
	std::unique_ptr<mk_ctx, decltype(&mk_ctx_free)> ctx(mk_ctx_new(), &mk_ctx_free);
	const mk_check_info *const *checks = nullptr;
	std::size_t count = 0;

	if (!ctx || mk_list_checks(ctx.get(), &checks, &count) != MK_OK)
		return 1;
	std::printf("%s: %zu checks, the first is %s\n", mk_version(), count, mk_check_info_code(checks[0]));
	return 0;
}
