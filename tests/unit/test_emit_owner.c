/* SPDX-License-Identifier: BSD-2-Clause */
/* Who owns what, on the plain board of the cases, with a layout of two nodes. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"
#include "layout/layout.h"
#include "syntax/syntax.h"
#include "tell/owner.h"

TestSuite(owner, .init = board_fixture_init, .fini = board_fixture_finish);

static const char layout_text[] =
	"version: 1\n"
	"board: {dtb: board.dtb}\n"
	"kernel: {hypervisor: true}\n"
	"loader: {memory: {start: 0x70000000, size: 16M}}\n"
	"reserved: [{start: 0x7f000000, size: 1M, why: monitor}]\n"
	"nodes:\n"
	"  - name: control\n"
	"    cpu: cpu@0\n"
	"    memory: [{start: 0x50000000, size: 16M}]\n"
	"    devices: [serial0, net@a000000]\n"
	"    irqs: [{spi: 100}]\n"
	"    reserved: [{start: 0xb0000000, size: 1M}]\n"
	"  - name: io\n"
	"    cpu: cpu@1\n"
	"    memory: [{size: 32M}]\n"
	"    devices: [gpio@9030000]\n"
	"shared:\n"
	"  - {name: ring, nodes: [control, io], memory: {start: 0x60000000, size: 64K}}\n"
	"ipis:\n"
	"  - {name: ready, from: io, to: control, sgi: 3}\n";

static const struct mk_plan *plan_on(const char *board)
{
	struct mk_source *source = mk_arena_alloc(fixture_arena(), sizeof *source);
	const struct mk_layout *layout;

	*source = (struct mk_source){"layout.yaml", layout_text, strlen(layout_text)};
	layout = mk_layout_decode(fixture_arena(),
		mk_syntax_read(fixture_arena(), source, fixture_findings()), fixture_findings());
	return mk_plan_make(fixture_arena(), layout, fixture_board(board), NULL);
}

/* The answer; or, behind a '!', why there is none. */
static const char *answer_on(const char *board, const char *what)
{
	struct mk_buffer out;
	bool answered;

	mk_buffer_init(&out, fixture_arena());
	answered = mk_owner_answer(plan_on(board), what, &out);
	return mk_arena_printf(fixture_arena(), "%s%s", answered ? "" : "!", out.text);
}

static const char *answer(const char *what)
{
	return answer_on("case-virt", what);
}

static void says(const char *text, const char *part)
{
	cr_assert(strstr(text, part) != NULL, "'%s' is not in:\n%s", part, text);
}

static void says_not(const char *text, const char *part)
{
	cr_assert(strstr(text, part) == NULL, "'%s' is in:\n%s", part, text);
}

/* --- addresses -------------------------------------------------------------------------------- */

Test(owner, an_address_in_a_slice_belongs_to_its_node)
{
	cr_assert(eq(str, (char *)answer("0x50ffffff"),
		"0x50ffffff\n"
		"  memory of node 'control': 0x50000000..0x50ffffff, fixed at layout.yaml:9:22\n"
		"  in RAM 0x40000000..0xbfffffff, stated by /memory@40000000\n"));
}

Test(owner, a_placed_slice_says_so)
{
	says(answer("0x40000000"), "memory of node 'io': 0x40000000..0x41ffffff, placed by mkpart");
}

Test(owner, shared_memory_names_its_members)
{
	says(answer("0x6000ffff"), "shared region 'ring' of control, io: 0x60000000..0x6000ffff");
	says(answer("0x60010000"), "free RAM, which belongs to no node: 0x60010000..");
}

Test(owner, the_loader_and_what_is_withheld_are_told)
{
	says(answer("0x70000000"), "the loader: 0x70000000..0x70ffffff, fixed at layout.yaml:4:");
	says(answer("0x7f0fffff"), "withheld from every node by layout.yaml:5:20: monitor");
	says(answer("0xb0000000"), "withheld from node 'control': 0xb0000000..0xb00fffff");
}

Test(owner, several_things_hold_at_once)
{
	const char *text = answer("0xb0000000");

	says(text, "withheld from node 'control'");
	says(text, "free RAM");
	says(text, "in RAM");
}

Test(owner, an_address_of_a_device_belongs_to_whom_the_device_belongs)
{
	says(answer("0x9000fff"), "registers of device /serial@9000000: 0x9000000..0x9000fff; "
				  "node 'control' has it, named at layout.yaml:10:15");
	says(answer("0x9010000"), "registers of device /rtc@9010000: 0x9010000..0x9010fff; "
				  "no node has it");
	says(answer("0xa000200"), "on the same page as device /net@a000000");
	says(answer("0x8000000"), "it belongs to the kernels: the interrupt controller");
}

Test(owner, an_address_outside_everything_says_so)
{
	cr_assert(eq(str, (char *)answer("0xffffffffffffffff"),
		"0xffffffffffffffff\n"
		"  neither RAM nor a device of the board's tree\n"));
}

Test(owner, a_small_bare_number_is_an_address_with_a_hint)
{
	says(answer("87"), "for the interrupt: mkpart own LAYOUT intid 87");
	says(answer("1019"), "for the interrupt");
	says_not(answer("1020"), "for the interrupt");
	says_not(answer("0x57"), "for the interrupt");
}

Test(owner, numbers_are_taken_in_any_form)
{
	says(answer("1G"), "0x40000000\n");
	says(answer("0x5000_0000"), "memory of node 'control'");
}

/* --- interrupts ------------------------------------------------------------------------------- */

Test(owner, an_interrupt_is_the_same_however_it_is_named)
{
	static const char *const names[] = {
		"intid 33", "spi 1", "spi:1", "SPI=0x1", "intid:33", "intid  =  33"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_assert(eq(str, (char *)answer(names[i]),
			"INTID 33 (SPI 1)\n"
			"  node 'control' has it, with device /serial@9000000 at "
			"layout.yaml:10:15\n"
			"  raised by /serial@9000000, level high; node 'control' has it, named at "
			"layout.yaml:10:15\n"));
}

Test(owner, a_listed_interrupt_without_a_device)
{
	const char *text = answer("spi 100");

	says(text, "INTID 132 (SPI 100)\n");
	says(text, "node 'control' has it, listed at layout.yaml:11:18");
	says(text, "no enabled device of the board's tree raises it");
}

Test(owner, an_interrupt_that_nobody_has)
{
	const char *text = answer("intid 34");

	says(text, "  no node has it\n");
	says(text, "raised by /rtc@9010000");
}

Test(owner, the_platforms_last_interrupt_and_the_one_above_it)
{
	says(answer("intid 159"), "its kernel lets every node claim it");
	says(answer("intid 160"), "no node can have it: the last interrupt of platform "
				  "qemu-arm-virt is INTID 159 (SPI 127)");
	says_not(answer("intid 158"), "platform");
}

Test(owner, private_interrupts_belong_to_every_core)
{
	const char *text = answer("ppi 11");

	says(text, "INTID 27 (PPI 11)\n  every core has its own");
	says(text, "each kernel keeps it for itself");
	says(text, "raised by /timer");
	says_not(answer("intid 31"), "takes it");
}

Test(owner, an_sgi_names_the_ipis_that_use_it)
{
	says(answer("sgi 3"), "IPI 'ready' arrives as SGI 3 at node 'control', from node 'io', "
			      "fixed at layout.yaml:20:");
	says(answer("intid 4"), "no IPI uses it");
	says(answer("sgi 8"), "secure firmware");
	says_not(answer("sgi 7"), "secure firmware");
}

Test(owner, a_board_without_a_gic_has_no_intids)
{
	const char *text = answer_on("case-plic", "intid 10");

	says(text, "is not a GIC");
	says(text, "its line 10 is raised by /soc/serial@10000000");
}

/* --- devices ---------------------------------------------------------------------------------- */

Test(owner, a_device_by_alias_path_or_unit_name)
{
	static const char *const names[] = {"serial0", "/serial@9000000", "serial@9000000"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_assert(eq(str, (char *)answer(names[i]),
			"/serial@9000000 (serial0)\n"
			"  node 'control' has it, named at layout.yaml:10:15\n"
			"  the board's console: kernels that print use it\n"
			"  registers 0x9000000..0x9000fff\n"
			"  interrupt 0 is INTID 33 (SPI 1), level high\n"));
}

Test(owner, what_the_kernels_keep_is_no_nodes)
{
	says(answer("/timer"), "it belongs to the kernels: the kernels' timer");
	says(answer("/psci"), "it belongs to the kernels: the interface to the firmware");
}

Test(owner, devices_that_go_together_say_why)
{
	says(answer_on("emit-bonds", "serial0"),
		"belongs together with /watchdog@9000800 (no node): they share the page 0x9000000");
	says(answer_on("emit-bonds", "mmc@a000000"),
		"belongs together with /mmc@0,a001000 (no node): they share INTID 41 (SPI 9)");
	says(answer_on("emit-bonds", "gpio@9030000"),
		"belongs together with /button@9040000 (no node): their interrupts arrive at "
		"/gpio@9030000");
}

Test(owner, what_arrives_at_a_cascaded_controller_goes_with_it)
{
	says(answer_on("emit-bonds", "button@9040000"),
		"interrupt 0 arrives at /gpio@9030000, as its number 3; node 'io' has it");
	says(answer_on("emit-bonds", "spi 7"), "it carries the interrupts of /button@9040000");
}

Test(owner, cores_and_memory_say_who_uses_them)
{
	says(answer("cpu@1"), "core of node 'io', id 1, by layout.yaml:14:10");
	says(answer("cpu@3"), "core on which no node runs");
	says(answer("memory@40000000"), "node 'control' has 0x50000000..0x50ffffff of it");
}

/* --- nonsense --------------------------------------------------------------------------------- */

Test(owner, nonsense_is_refused_with_what_is_nearest)
{
	says(answer("serial9"), "!there is no device 'serial9'; did you mean 'serial0'?");
	says(answer("ff000000"), "did you mean '0xff000000'?");
	says(answer("contrl"), "!there is nothing called 'contrl'; did you mean 'control'?");
	says(answer("node ready"), "!");
	says(answer("irq 37"), "ask for 'intid 37' or for 'spi 37'");
	says(answer("12Q"),
		"!'12Q' is neither a device nor an address: it is a number with an unknown unit");
	says(answer("what on earth"), "is neither an address nor a range, an interrupt");
	says(answer(""), "!'' is neither");
	says(answer("dma@1000"), "!'dma@1000' is the name of several devices: "
				 "'/bus@b000000/dma@1000' and '/bus@b100000/dma@1000'");
}

Test(owner, interrupts_that_do_not_exist_are_refused)
{
	says(answer("intid 1019"), "INTID 1019 (SPI 987)\n");
	says(answer("intid 1020"), "!there is no intid 1020: the last one is 1019");
	says(answer("spi 988"), "!there is no spi 988: the last one is 987");
	says(answer("ppi 16"), "!there is no ppi 16");
	says(answer("sgi 16"), "!there is no sgi 16");
	says(answer("intid x"), "!'x' is not an interrupt number");
	says(answer("spi -1"), "!'-1' is not an interrupt number: it is negative");
}

Test(owner, no_word_forges_a_line)
{
	says_not(answer("x\n  node 'io' has it"), "\n");
}

Test(owner, names_of_the_layout)
{
	const char *text = answer("control");

	says(text, "node 'control'\n  id 0, on core /cpus/cpu@0, by layout.yaml:8:");
	says(text, "memory of node 'control': 0x50000000..0x50ffffff, fixed at");
	says(text, "withheld from node 'control': 0xb0000000..");
	says(text, "shares region 'ring' of control, io");
	says(text, "device /net@a000000, by layout.yaml:");
	says(text, "interrupt INTID 132 (SPI 100)");
	says(text, "receives IPI 'ready' from node 'io'");
	says(answer("node io"), "sends IPI 'ready' to node 'control'");
	says(answer("ring"), "shared region 'ring' of control, io: 0x60000000..0x6000ffff, fixed");
	says(answer("shared ring"), "0x60000000..0x6000ffff");
	says(answer("ipi ready"), "arrives as SGI 3 at node 'control', from node 'io', fixed at");
	says(answer("loader"), "the loader: 0x70000000..0x70ffffff, fixed at");
}

Test(owner, every_spelling_of_an_interrupt)
{
	static const char *const spellings[] = {
		"spi 100", "SPI:100", "spi=100", "spi#100", "spi100", "INTID 132", "intid132"};

	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		says(answer(spellings[i]), "INTID 132 (SPI 100)\n  node 'control' has it");
}

Test(owner, ranges_are_answered_for_whole)
{
	static const char *const spellings[] = {"0x50ffffff..0x60000000", "0x50ffffff-0x60000000",
		"0x50ffffff:0xf000002", "0x50ffffff+0xf000002"};

	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		const char *text = answer(spellings[i]);
		says(text, "0x50ffffff..0x60000000\n");
		says(text, "memory of node 'control'");
		says(text, "shared region 'ring'");
	}
	says_not(answer("0x51000000..0x5fffffff"), "control");
	says(answer("0x60000000..0x50000000"), "!");
	says(answer("0x50000000:0"), "!");
	says(answer("0xffffffffffffffff:2"), "!");
}
