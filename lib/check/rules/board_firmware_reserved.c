/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

/* Firmware that runs beside the kernels and has memory of its own. */
static const struct firmware {
	const char *compatible;
	const char *name;
} firmwares[] = {
	{"linaro,optee-tz", "OP-TEE"},
	{"linaro,scmi-optee", "OP-TEE"},
	{"android,trusty-smc-v1", "Trusty"},
	{"android,trusty-v1", "Trusty"},
	{"tlm,trusted-foundations", "Trusted Foundations"},
	{"arm,ffa", "a secure partition manager"},
	{"arm,scmi-smc", "secure firmware with SCMI"},
	{"arm,scmi-smc-param", "secure firmware with SCMI"},
};

static const char *firmware_of(const struct mk_dt_node *node)
{
	for (size_t i = 0; i < sizeof firmwares / sizeof *firmwares; i++)
		if (mk_dt_is_compatible(node, firmwares[i].compatible))
			return firmwares[i].name;
	return NULL;
}

/* What no-map, /memreserve/, the platform or the author keeps from everybody. */
static bool anything_is_kept(const struct mk_plan *plan)
{
	const struct mk_claim *claim;

	mk_each(claim, &plan->claims.list)
		if (claim->kind == MK_CLAIM_RESERVED ||
			(claim->kind == MK_CLAIM_FIRMWARE &&
				(!claim->reservation->node ||
					claim->reservation->kind == MK_RESERVED_NO_MAP)))
			return true;
	return false;
}

static void report(struct mk_check *check, const struct mk_dt_node *node, const char *firmware)
{
	struct mk_finding *finding =
		mk_check_report(check, mk_dt_origin(check->plan->board->tree, node),
			"'%s' says that %s runs on the board, but no memory is reserved for it",
			node->path, firmware);

	mk_about(check->findings, finding, node->path);
	mk_suggest(check->findings, finding, "reserved: [{start: 0x..., size: ..., why: \"%s\"}]",
		firmware);
}

/* The bits that a node with any of them has one of. */
static uint64_t keys_of_firmware(void)
{
	uint64_t keys = 0;

	for (size_t i = 0; i < sizeof firmwares / sizeof *firmwares; i++)
		keys |= mk_dt_key_bit(mk_dt_name_key(firmwares[i].compatible));
	return keys;
}

static void firmware_reserved(struct mk_check *check)
{
	const struct mk_dt_node *node = check->plan->board->tree->root;
	uint64_t keys = keys_of_firmware();

	if (anything_is_kept(check->plan))
		return;
	for (; node; node = node->next) {
		bool may_be = node->enabled && node->compatibles & keys;
		const char *firmware = may_be ? firmware_of(node) : NULL;
		if (firmware)
			report(check, node, firmware);
	}
}

const struct mk_rule mk_rule_board_firmware_reserved = {
	.problem = {.code = "MK0527",
		.name = "firmware-reserved",
		.severity = MK_WARNING,
		.title = "firmware runs beside the kernels, but nothing is reserved for it",
		.why = "The tree says that a trusted OS or secure firmware answers calls. It has "
		       "memory somewhere, which boot firmware often reserves only in the tree that "
		       "it hands on. A slice over that memory makes the board stop at its first "
		       "access, or overwrites what every call relies on.",
		.fix = "Look up where the firmware lies and state it under `reserved`, or use the "
		       "tree that the firmware hands on; if it uses no RAM, allow this finding "
		       "with that reason.",
		.about = "the path of the firmware's node"},
	.whole = firmware_reserved,
};
