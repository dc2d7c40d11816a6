/* SPDX-License-Identifier: BSD-2-Clause */
#include <elf.h>

#include "check/images.h"
#include "check/rule.h"

static const char *machine_text(struct mk_check *check, unsigned machine)
{
	switch (machine) {
	case EM_AARCH64:
		return "AArch64";
	case EM_ARM:
		return "32-bit Arm";
	case EM_RISCV:
		return "RISC-V";
	case EM_X86_64:
		return "x86-64";
	case EM_386:
		return "x86";
	default:
		return mk_arena_printf(check->arena, "ELF machine %u", machine);
	}
}

static void check_program(struct mk_check *check, struct mk_origin origin, const char *name,
	const struct mk_program *program)
{
	if (mk_check_machine_fits(check, program))
		return;
	mk_check_report(check, origin,
		"%s is for %s (ELF%s, %s-endian); contract '%s' is for %s (ELF64, little-endian)",
		name, machine_text(check, program->machine), program->wide ? "64" : "32",
		program->little_endian ? "little" : "big", check->plan->contract->name,
		machine_text(check, check->plan->architecture->elf_machine));
}

static void check_image(struct mk_check *check, const struct mk_plan_node *node,
	enum mk_image_role role, const struct mk_image *image)
{
	if (image->state == MK_IMAGE_READ && role != MK_IMAGE_DTB)
		check_program(check, mk_check_image_origin(node, role, image),
			mk_check_image_name(check, node, role, image), image->program);
}

static void check_loader(struct mk_check *check)
{
	const struct mk_image *loader = check->images->loader;

	if (loader && loader->state == MK_IMAGE_READ)
		check_program(check, (struct mk_origin){.source = &loader->source},
			mk_arena_printf(check->arena, "loader %s", loader->label), loader->program);
}

const struct mk_rule mk_rule_image_machine = {
	.problem = {.code = "MK0903",
		.name = "image-machine",
		.severity = MK_ERROR,
		.title = "an image is built for another machine",
		.why = "The loader does not look at it: the core runs instructions that it does "
		       "not understand, and takes an exception that nothing handles.",
		.fix = "Build it with the cross compiler that kernel.cmake names in "
		       "CROSS_COMPILER_PREFIX; check that no older build directory is in use."},
	.whole = check_loader,
	.each_image = check_image,
};
