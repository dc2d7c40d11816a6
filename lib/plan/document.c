/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows of plan.json, in the order in which they are written. */
#include "plan/document.h"

MK_ROWS_OF(place_rows, struct mk_plan_document_place);
static const struct mk_row place_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_place, range), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows place_rows = MK_ROWS(place_rows, place_list);

MK_ROWS_OF(mk_plan_document_generated_rows, struct mk_plan_document_generated);
static const struct mk_row generated_list[] = {
	{"by", MK_TEXT_ROW(struct mk_plan_document_generated, by)},
	{"from", MK_TEXT_ROW(struct mk_plan_document_generated, from)},
	{"digest", MK_TEXT_ROW(struct mk_plan_document_generated, digest)},
};
const struct mk_rows mk_plan_document_generated_rows =
	MK_ROWS(mk_plan_document_generated_rows, generated_list);

MK_ROWS_OF(contract_rows, struct mk_plan_document_contract);
static const struct mk_row contract_list[] = {
	{"name", MK_TEXT_ROW(struct mk_plan_document_contract, name)},
	{"kernel", MK_TEXT_ROW(struct mk_plan_document_contract, kernel)},
	{"loader", MK_TEXT_ROW(struct mk_plan_document_contract, loader)},
};
static const struct mk_rows contract_rows = MK_ROWS(contract_rows, contract_list);

/* --- the board -------------------------------------------------------------------------------- */

MK_ROWS_OF(bank_rows, struct mk_plan_document_bank);
static const struct mk_row bank_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_bank, range), .nothing = MK_ROW_NEEDED},
	{"node", MK_TEXT_ROW(struct mk_plan_document_bank, node)},
};
static const struct mk_rows bank_rows = MK_ROWS(bank_rows, bank_list);

MK_ROWS_OF(reserved_rows, struct mk_plan_document_reserved);
static const struct mk_row reserved_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_reserved, range), .nothing = MK_ROW_NEEDED},
	{"kind", MK_TEXT_ROW(struct mk_plan_document_reserved, kind)},
	{"node", MK_STATED_ROW(struct mk_plan_document_reserved, node)},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_reserved, trace),
		.nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows reserved_rows = MK_ROWS(reserved_rows, reserved_list);

MK_ROWS_OF(mk_plan_document_board_rows, struct mk_plan_document_board);
static const struct mk_row board_list[] = {
	{"model", MK_TEXT_ROW(struct mk_plan_document_board, model)},
	{"compatible", MK_TEXT_ROW(struct mk_plan_document_board, compatible)},
	{"platform", MK_TEXT_ROW(struct mk_plan_document_board, platform)},
	{"platform_board", MK_TEXT_ROW(struct mk_plan_document_board, platform_board),
		.nothing = MK_ROW_LEFT_OUT},
	{"tree", MK_TEXT_ROW(struct mk_plan_document_board, tree)},
	{"banks", MK_OBJECTS_ROW(struct mk_plan_document_board, banks, bank_rows)},
	{"reserved", MK_OBJECTS_ROW(struct mk_plan_document_board, reserved, reserved_rows)},
	{"lifted", MK_TEXTS_ROW(struct mk_plan_document_board, lifted), .nothing = MK_ROW_LEFT_OUT},
};
const struct mk_rows mk_plan_document_board_rows = MK_ROWS(mk_plan_document_board_rows, board_list);

/* --- nodes ------------------------------------------------------------------------------------ */

MK_ROWS_OF(slice_rows, struct mk_plan_document_slice);
static const struct mk_row slice_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_slice, range)},
	{"placed", MK_FLAG_ROW(struct mk_plan_document_slice, placed)},
	{"request", MK_NUMBER_ROW(struct mk_plan_document_slice, request)},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_slice, trace), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows slice_rows = MK_ROWS(slice_rows, slice_list);

MK_ROWS_OF(holding_rows, struct mk_plan_document_holding);
static const struct mk_row holding_list[] = {
	{"name", MK_TEXT_ROW(struct mk_plan_document_holding, name), .nothing = MK_ROW_NEEDED},
	{"for", MK_TEXT_ROW(struct mk_plan_document_holding, purpose), .nothing = MK_ROW_LEFT_OUT},
	{"why", MK_TEXT_ROW(struct mk_plan_document_holding, why), .nothing = MK_ROW_LEFT_OUT},
	{NULL, MK_RANGE_ROW(struct mk_plan_document_holding, range)},
	{"placed", MK_FLAG_ROW(struct mk_plan_document_holding, placed)},
	{"reserved", MK_TEXT_ROW(struct mk_plan_document_holding, reserved),
		.nothing = MK_ROW_LEFT_OUT},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_holding, trace), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows holding_rows = MK_ROWS(holding_rows, holding_list);

MK_ROWS_OF(kept_rows, struct mk_plan_document_kept);
static const struct mk_row kept_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_kept, range), .nothing = MK_ROW_NEEDED},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_kept, trace), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows kept_rows = MK_ROWS(kept_rows, kept_list);

MK_ROWS_OF(cpu_rows, struct mk_plan_document_cpu);
static const struct mk_row cpu_list[] = {
	{"path", MK_TEXT_ROW(struct mk_plan_document_cpu, path)},
	{"mpidr", MK_HEX_ROW(struct mk_plan_document_cpu, mpidr)},
	{"chosen", MK_FLAG_ROW(struct mk_plan_document_cpu, chosen), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows cpu_rows = MK_ROWS(cpu_rows, cpu_list);

MK_ROWS_OF(mmio_rows, struct mk_plan_document_mmio);
static const struct mk_row mmio_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_mmio, range), .nothing = MK_ROW_NEEDED},
	{"window", MK_FLAG_ROW(struct mk_plan_document_mmio, window), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows mmio_rows = MK_ROWS(mmio_rows, mmio_list);

MK_ROWS_OF(interrupt_rows, struct mk_plan_document_interrupt);
static const struct mk_row interrupt_list[] = {
	{"kind", MK_TEXT_ROW(struct mk_plan_document_interrupt, kind)},
	{"intid", MK_NUMBER_ROW(struct mk_plan_document_interrupt, intid),
		.nothing = MK_ROW_LEFT_OUT},
	{"controller", MK_STATED_ROW(struct mk_plan_document_interrupt, controller)},
};
static const struct mk_rows interrupt_rows = MK_ROWS(interrupt_rows, interrupt_list);

MK_ROWS_OF(mk_plan_document_device_rows, struct mk_plan_document_device);
static const struct mk_row device_list[] = {
	{"path", MK_TEXT_ROW(struct mk_plan_document_device, path)},
	{"shared", MK_FLAG_ROW(struct mk_plan_document_device, shared), .nothing = MK_ROW_LEFT_OUT},
	{"mmio", MK_OBJECTS_ROW(struct mk_plan_document_device, mmio, mmio_rows)},
	{"interrupts", MK_OBJECTS_ROW(struct mk_plan_document_device, interrupts, interrupt_rows)},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_device, trace), .nothing = MK_ROW_LEFT_OUT},
};
const struct mk_rows mk_plan_document_device_rows =
	MK_ROWS(mk_plan_document_device_rows, device_list);

MK_ROWS_OF(irq_rows, struct mk_plan_document_irq);
static const struct mk_row irq_list[] = {
	{"intid", MK_NUMBER_ROW(struct mk_plan_document_irq, intid)},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_irq, trace), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows irq_rows = MK_ROWS(irq_rows, irq_list);

MK_ROWS_OF(images_rows, struct mk_plan_document_images);
static const struct mk_row images_list[] = {
	{"kernel", MK_TEXT_ROW(struct mk_plan_document_images, kernel)},
	{"dtb", MK_TEXT_ROW(struct mk_plan_document_images, dtb)},
	{"root", MK_TEXT_ROW(struct mk_plan_document_images, root)},
};
static const struct mk_rows images_rows = MK_ROWS(images_rows, images_list);

MK_ROWS_OF(boot_kernel_rows, struct mk_plan_document_boot_kernel);
static const struct mk_row boot_kernel_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_boot_kernel, range),
		.nothing = MK_ROW_LEFT_OUT},
	{"assumed", MK_FLAG_ROW(struct mk_plan_document_boot_kernel, assumed)},
};
static const struct mk_rows boot_kernel_rows = MK_ROWS(boot_kernel_rows, boot_kernel_list);

MK_ROWS_OF(boot_root_rows, struct mk_plan_document_boot_root);
static const struct mk_row boot_root_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_boot_root, range), .nothing = MK_ROW_LEFT_OUT},
	{"address", MK_HEX_ROW(struct mk_plan_document_boot_root, address)},
	{"entry", MK_HEX_ROW(struct mk_plan_document_boot_root, entry)},
	{"assumed", MK_FLAG_ROW(struct mk_plan_document_boot_root, assumed)},
};
static const struct mk_rows boot_root_rows = MK_ROWS(boot_root_rows, boot_root_list);

MK_ROWS_OF(mk_plan_document_untyped_rows, struct mk_plan_document_untyped);
static const struct mk_row untyped_list[] = {
	{"start", MK_HEX_ROW(struct mk_plan_document_untyped, start)},
	{"bits", MK_NUMBER_ROW(struct mk_plan_document_untyped, bits)},
	{"device", MK_FLAG_ROW(struct mk_plan_document_untyped, device)},
};
const struct mk_rows mk_plan_document_untyped_rows =
	MK_ROWS(mk_plan_document_untyped_rows, untyped_list);

MK_ROWS_OF(boot_rows, struct mk_plan_document_boot);
static const struct mk_row boot_list[] = {
	{"kernel", MK_OBJECT_ROW(struct mk_plan_document_boot, kernel, boot_kernel_rows)},
	{"root", MK_OBJECT_ROW(struct mk_plan_document_boot, root, boot_root_rows)},
	{"reserved", MK_OBJECTS_ROW(struct mk_plan_document_boot, reserved, place_rows)},
	{"given_up", MK_OBJECTS_ROW(struct mk_plan_document_boot, given_up, place_rows)},
	{"starts", MK_FLAG_ROW(struct mk_plan_document_boot, starts)},
	{"root_objects", MK_OBJECT_ROW(struct mk_plan_document_boot, root_objects, place_rows)},
	{"ram", MK_OBJECTS_ROW(struct mk_plan_document_boot, ram, place_rows)},
	{"devices", MK_OBJECTS_ROW(struct mk_plan_document_boot, devices, place_rows)},
	{"untypeds", MK_OBJECTS_ROW(struct mk_plan_document_boot, untypeds,
			     mk_plan_document_untyped_rows)},
	{"untypeds_dropped", MK_NUMBER_ROW(struct mk_plan_document_boot, untypeds_dropped)},
};
static const struct mk_rows boot_rows = MK_ROWS(boot_rows, boot_list);

MK_ROWS_OF(mk_plan_document_node_rows, struct mk_plan_document_node);
static const struct mk_row node_list[] = {
	{"name", MK_TEXT_ROW(struct mk_plan_document_node, name), .nothing = MK_ROW_NEEDED},
	{"id", MK_NUMBER_ROW(struct mk_plan_document_node, id)},
	{"rank", MK_NUMBER_ROW(struct mk_plan_document_node, rank)},
	{"cpu", MK_OBJECT_ROW(struct mk_plan_document_node, cpu, cpu_rows)},
	{"phys_base", MK_HEX_ROW(struct mk_plan_document_node, phys_base)},
	{"memory", MK_OBJECTS_ROW(struct mk_plan_document_node, memory, slice_rows),
		.nothing = MK_ROW_NEEDED},
	{"own", MK_OBJECTS_ROW(struct mk_plan_document_node, own, holding_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"mmio", MK_OBJECTS_ROW(struct mk_plan_document_node, mmio, holding_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"reserved", MK_OBJECTS_ROW(struct mk_plan_document_node, reserved, kept_rows)},
	{"devices", MK_OBJECTS_ROW(
			    struct mk_plan_document_node, devices, mk_plan_document_device_rows)},
	{"spis", MK_NUMBERS_ROW(struct mk_plan_document_node, spis)},
	{"irqs", MK_OBJECTS_ROW(struct mk_plan_document_node, irqs, irq_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"hypervisor", MK_FLAG_ROW(struct mk_plan_document_node, hypervisor)},
	{"debug", MK_FLAG_ROW(struct mk_plan_document_node, debug)},
	{"printing", MK_FLAG_ROW(struct mk_plan_document_node, printing)},
	{"console", MK_STATED_ROW(struct mk_plan_document_node, console)},
	{"settings", MK_SETTINGS_ROW(struct mk_plan_document_node, settings)},
	{"images", MK_OBJECT_ROW(struct mk_plan_document_node, images, images_rows)},
	{"components", MK_TEXTS_ROW(struct mk_plan_document_node, components)},
	{"boot", MK_OBJECT_ROW(struct mk_plan_document_node, boot, boot_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_node, trace), .nothing = MK_ROW_LEFT_OUT},
	{"digest", MK_HEX_ROW(struct mk_plan_document_node, digest)},
};
const struct mk_rows mk_plan_document_node_rows = MK_ROWS(mk_plan_document_node_rows, node_list);

/* --- what joins them -------------------------------------------------------------------------- */

MK_ROWS_OF(outside_rows, struct mk_plan_document_outside);
static const struct mk_row outside_list[] = {
	{"name", MK_TEXT_ROW(struct mk_plan_document_outside, name), .nothing = MK_ROW_NEEDED},
	{"why", MK_TEXT_ROW(struct mk_plan_document_outside, why), .nothing = MK_ROW_LEFT_OUT},
	{"memory", MK_OBJECTS_ROW(struct mk_plan_document_outside, memory, holding_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_outside, trace), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows outside_rows = MK_ROWS(outside_rows, outside_list);

MK_ROWS_OF(mk_plan_document_shared_rows, struct mk_plan_document_shared);
static const struct mk_row shared_list[] = {
	{"name", MK_TEXT_ROW(struct mk_plan_document_shared, name), .nothing = MK_ROW_NEEDED},
	{NULL, MK_RANGE_ROW(struct mk_plan_document_shared, range)},
	{"placed", MK_FLAG_ROW(struct mk_plan_document_shared, placed)},
	{"reserved", MK_TEXT_ROW(struct mk_plan_document_shared, reserved),
		.nothing = MK_ROW_LEFT_OUT},
	{"members", MK_TEXTS_ROW(struct mk_plan_document_shared, members)},
	{"outside", MK_TEXTS_ROW(struct mk_plan_document_shared, outside),
		.nothing = MK_ROW_LEFT_OUT},
	{"read_only", MK_TEXTS_ROW(struct mk_plan_document_shared, read_only),
		.nothing = MK_ROW_LEFT_OUT},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_shared, trace), .nothing = MK_ROW_LEFT_OUT},
};
const struct mk_rows mk_plan_document_shared_rows =
	MK_ROWS(mk_plan_document_shared_rows, shared_list);

MK_ROWS_OF(doorbell_rows, struct mk_plan_document_doorbell);
static const struct mk_row doorbell_list[] = {
	{"region", MK_TEXT_ROW(struct mk_plan_document_doorbell, region)},
	{"word", MK_HEX_ROW(struct mk_plan_document_doorbell, word)},
	{"offset", MK_HEX_ROW(struct mk_plan_document_doorbell, offset)},
	{"bit", MK_NUMBER_ROW(struct mk_plan_document_doorbell, bit)},
	{"counter", MK_HEX_ROW(struct mk_plan_document_doorbell, counter)},
};
static const struct mk_rows doorbell_rows = MK_ROWS(doorbell_rows, doorbell_list);

MK_ROWS_OF(mk_plan_document_ipi_rows, struct mk_plan_document_ipi);
static const struct mk_row ipi_list[] = {
	{"name", MK_TEXT_ROW(struct mk_plan_document_ipi, name), .nothing = MK_ROW_NEEDED},
	{"from", MK_TEXT_ROW(struct mk_plan_document_ipi, from)},
	{"to", MK_TEXT_ROW(struct mk_plan_document_ipi, to)},
	{"sgi", MK_NUMBER_ROW(struct mk_plan_document_ipi, sgi)},
	{"chosen", MK_FLAG_ROW(struct mk_plan_document_ipi, chosen)},
	{"target", MK_HEX_ROW(struct mk_plan_document_ipi, target)},
	{"doorbell", MK_OBJECT_ROW(struct mk_plan_document_ipi, doorbell, doorbell_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_ipi, trace), .nothing = MK_ROW_LEFT_OUT},
};
const struct mk_rows mk_plan_document_ipi_rows = MK_ROWS(mk_plan_document_ipi_rows, ipi_list);

MK_ROWS_OF(end_rows, struct mk_plan_document_end);
static const struct mk_row end_list[] = {
	{"component", MK_TEXT_ROW(struct mk_plan_document_end, component)},
	{"port", MK_TEXT_ROW(struct mk_plan_document_end, port)},
	{"node", MK_TEXT_ROW(struct mk_plan_document_end, node)},
};
static const struct mk_rows end_rows = MK_ROWS(end_rows, end_list);

MK_ROWS_OF(mk_plan_document_connection_rows, struct mk_plan_document_connection);
static const struct mk_row connection_list[] = {
	{"name", MK_TEXT_ROW(struct mk_plan_document_connection, name)},
	{"type", MK_TEXT_ROW(struct mk_plan_document_connection, type)},
	{"from", MK_OBJECT_ROW(struct mk_plan_document_connection, from, end_rows)},
	{"to", MK_OBJECT_ROW(struct mk_plan_document_connection, to, end_rows)},
	{"becomes", MK_TEXT_ROW(struct mk_plan_document_connection, becomes)},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_connection, trace),
		.nothing = MK_ROW_LEFT_OUT},
};
const struct mk_rows mk_plan_document_connection_rows =
	MK_ROWS(mk_plan_document_connection_rows, connection_list);

MK_ROWS_OF(loader_rows, struct mk_plan_document_loader);
static const struct mk_row loader_list[] = {
	{NULL, MK_RANGE_ROW(struct mk_plan_document_loader, range)},
	{"placed", MK_FLAG_ROW(struct mk_plan_document_loader, placed)},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_loader, trace), .nothing = MK_ROW_LEFT_OUT},
	{"start", MK_HEX_ROW(struct mk_plan_document_loader, start)},
};
static const struct mk_rows loader_rows = MK_ROWS(loader_rows, loader_list);

MK_ROWS_OF(traced_rows, struct mk_plan_document_traced);
static const struct mk_row traced_list[] = {
	{"entry", MK_TEXT_ROW(struct mk_plan_document_traced, entry)},
	{"trace", MK_TEXTS_ROW(struct mk_plan_document_traced, trace)},
};
static const struct mk_rows traced_rows = MK_ROWS(traced_rows, traced_list);

/* --- all -------------------------------------------------------------------------------------- */

MK_ROWS_OF(mk_plan_document_rows, struct mk_plan_document);
static const struct mk_row root_list[] = {
	{"format", MK_TEXT_ROW(struct mk_plan_document, format)},
	{"version", MK_NUMBER_ROW(struct mk_plan_document, version)},
	{"generated",
		MK_OBJECT_ROW(struct mk_plan_document, generated, mk_plan_document_generated_rows)},
	{"contract", MK_OBJECT_ROW(struct mk_plan_document, contract, contract_rows)},
	{"board", MK_OBJECT_ROW(struct mk_plan_document, board, mk_plan_document_board_rows),
		.nothing = MK_ROW_NEEDED},
	{"nodes", MK_OBJECTS_ROW(struct mk_plan_document, nodes, mk_plan_document_node_rows),
		.nothing = MK_ROW_NEEDED},
	{"outside", MK_OBJECTS_ROW(struct mk_plan_document, outside, outside_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"shared", MK_OBJECTS_ROW(struct mk_plan_document, shared, mk_plan_document_shared_rows),
		.nothing = MK_ROW_NEEDED},
	{"ipis", MK_OBJECTS_ROW(struct mk_plan_document, ipis, mk_plan_document_ipi_rows),
		.nothing = MK_ROW_NEEDED},
	{"connections", MK_OBJECTS_ROW(struct mk_plan_document, connections,
				mk_plan_document_connection_rows)},
	{"loader", MK_OBJECT_ROW(struct mk_plan_document, loader, loader_rows),
		.nothing = MK_ROW_NEEDED},
	{"free", MK_OBJECTS_ROW(struct mk_plan_document, free, place_rows)},
	{"max_irq", MK_NUMBER_ROW(struct mk_plan_document, max_irq)},
	{"traced", MK_OBJECTS_ROW(struct mk_plan_document, traced, traced_rows),
		.nothing = MK_ROW_LEFT_OUT},
	{"meta", MK_ANYTHING_ROW(struct mk_plan_document, meta), .nothing = MK_ROW_LEFT_OUT},
};
const struct mk_rows mk_plan_document_rows = MK_ROWS(mk_plan_document_rows, root_list);
