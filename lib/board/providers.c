/* SPDX-License-Identifier: BSD-2-Clause */
/* What a device refers to in order to work: phandles, and the specifiers behind them. */
#include <string.h>

#include "board/parts.h"

/* What one reference costs, beside the search for the cells of its provider. */
#define ENTRY_STEPS 512

/* More than any binding has. */
#define MAX_SPECIFIER_CELLS 64

/* Cells in front of each phandle, where there are any. */
#define CELLS_BEFORE 1

enum match {
	MATCH_NAME,
	MATCH_SUFFIX,	/* something in front of it: "vmmc-supply" */
	MATCH_NUMBERED, /* digits behind it: "pinctrl-0" */
};

/* Which node provides, where the phandle names a part of one. */
enum provider {
	PROVIDER_NAMED,
	PROVIDER_COMPATIBLE, /* the next node above with `compatible` */
};

/* Which cells of a specifier choose, and which only say how. */
enum choice {
	CHOICE_ALL,
	CHOICE_FIRST,	 /* the first: the others are a period, flags */
	CHOICE_BUT_LAST, /* all but the last, which is flags */
};

struct provider_row {
	const char *name;
	uint32_t key; /* mk_dt_name_key(name) */
	enum match match;
	enum provider provider;
	uint32_t before;   /* cells in front of each phandle: none, or CELLS_BEFORE */
	const char *cells; /* property of the provider: cells behind the phandle; NULL: `fixed` */
	uint32_t fixed;
	bool once;	     /* what follows the first phandle is something else */
	const char *selects; /* what the specifier chooses, where one user's is in another's way */
	enum choice choice;
};

/* What a name, or a part of one, is in a row. */
#define NAMED(text) .name = (text), .key = MK_DT_KEY(text)

/* Sources: Linux bindings or dt-schema, the file named beside each row. */
static const struct provider_row rows[] = {
	/* clock/clock.yaml */
	{NAMED("clocks"), .cells = "#clock-cells", .selects = "clock output"},
	{NAMED("assigned-clocks"), .cells = "#clock-cells", .selects = "clock output"},
	{NAMED("assigned-clock-parents"), .cells = "#clock-cells"},
	/* reset/reset.yaml */
	{NAMED("resets"), .cells = "#reset-cells", .selects = "reset line"},
	/* power-domain/power-domain-consumer.yaml */
	{NAMED("power-domains"), .cells = "#power-domain-cells", .selects = "power domain"},
	/* dma/dma.yaml */
	{NAMED("dmas"), .cells = "#dma-cells", .selects = "DMA channel"},
	/* iommu/iommu.txt */
	{NAMED("iommus"), .cells = "#iommu-cells"},
	/* pci/pci-iommu.txt: RID base, phandle, IOMMU base, length */
	{NAMED("iommu-map"), .before = CELLS_BEFORE, .fixed = 2},
	/* interrupt-controller/msi.txt */
	{NAMED("msi-parent"), .cells = "#msi-cells"},
	/* pci/pci-msi.txt: RID base, phandle, MSI base, length */
	{NAMED("msi-map"), .before = CELLS_BEFORE, .fixed = 2},
	/* interconnect/interconnect.txt */
	{NAMED("interconnects"), .cells = "#interconnect-cells"},
	/* power/supply/power-supply.yaml */
	{NAMED("power-supplies")},
	{NAMED("gpios"), .cells = "#gpio-cells", .selects = "GPIO pin", .choice = CHOICE_BUT_LAST},
	{NAMED("gpio"), .cells = "#gpio-cells", .selects = "GPIO pin", .choice = CHOICE_BUT_LAST},
	/* phy/phy-bindings.txt */
	{NAMED("phys"), .cells = "#phy-cells", .selects = "PHY"},
	/* net/ethernet-controller.yaml */
	{NAMED("phy-handle"), .selects = "PHY"},
	{NAMED("phy"), .selects = "PHY"},
	/* usb/usb-nop-xceiv.yaml */
	{NAMED("usb-phy"), .selects = "PHY"},
	/* mailbox/mailbox.txt */
	{NAMED("mboxes"), .cells = "#mbox-cells", .selects = "mailbox channel"},
	/* reserved-memory/memory-region.yaml */
	{NAMED("memory-region"), .selects = "reserved memory"},
	/* hwlock/hwlock-consumer.yaml */
	{NAMED("hwlocks"), .cells = "#hwlock-cells"},
	/* pwm/pwm-consumers.yaml */
	{NAMED("pwms"), .cells = "#pwm-cells", .selects = "PWM channel", .choice = CHOICE_FIRST},
	/* iio/iio-consumer.yaml */
	{NAMED("io-channels"), .cells = "#io-channel-cells"},
	/* thermal/thermal-sensor.yaml */
	{NAMED("thermal-sensors"), .cells = "#thermal-sensor-cells"},
	/* nvmem/nvmem-consumer.yaml */
	{NAMED("nvmem-cells"), .provider = PROVIDER_COMPATIBLE},
	{NAMED("nvmem")},
	/* sound/simple-card.yaml */
	{NAMED("sound-dai"), .cells = "#sound-dai-cells"},
	/* extcon/extcon-usb-gpio.yaml */
	{NAMED("extcon")},
	/* mux/mux-consumer.yaml */
	{NAMED("mux-controls"), .cells = "#mux-control-cells"},
	/* mmc/mmc-controller.yaml */
	{NAMED("mmc-pwrseq"), .selects = "power sequence"},
	/* display/panel/panel-common.yaml */
	{NAMED("backlight")},
	{NAMED("ddc-i2c-bus")},
	/* mfd/syscon.yaml and its users; an offset or mask may follow */
	{NAMED("syscon"), .once = true},
	/* soc/rockchip/grf.yaml and its users */
	{NAMED("rockchip,grf"), .once = true},
	{NAMED("rockchip,pmu"), .once = true},
};

static const struct provider_row patterns[] = {
	/* pinctrl/pinctrl-consumer.yaml */
	{NAMED("pinctrl-"), .match = MATCH_NUMBERED, .provider = PROVIDER_COMPATIBLE,
		.selects = "pin group"},
	/* regulator/regulator.yaml */
	{NAMED("-supply"), .match = MATCH_SUFFIX, .selects = "regulator"},
	/* gpio/gpio-consumer.yaml, gpio/gpio.txt */
	{NAMED("-gpios"), .match = MATCH_SUFFIX, .cells = "#gpio-cells", .selects = "GPIO pin",
		.choice = CHOICE_BUT_LAST},
	{NAMED("-gpio"), .match = MATCH_SUFFIX, .cells = "#gpio-cells", .selects = "GPIO pin",
		.choice = CHOICE_BUT_LAST},
};

/* Enough to know most names by that do not match. */
static bool may_match(const struct provider_row *pattern, uint32_t key)
{
	if (pattern->match == MATCH_SUFFIX)
		return (uint8_t)key == (uint8_t)pattern->key;	      /* the last byte of both */
	return (uint8_t)(key >> 16) == (uint8_t)(pattern->key >> 16); /* the first one */
}

static bool ends_with(const char *name, const char *suffix)
{
	size_t length = strlen(name);
	size_t tail = strlen(suffix);

	return length > tail && !memcmp(name + length - tail, suffix, tail);
}

static bool is_numbered(const char *name, const char *prefix)
{
	size_t length = strlen(prefix);

	return !strncmp(name, prefix, length) && name[length] &&
	       strspn(name + length, "0123456789") == strlen(name + length);
}

static bool matches(const struct provider_row *pattern, const char *name)
{
	return pattern->match == MATCH_SUFFIX ? ends_with(name, pattern->name)
					      : is_numbered(name, pattern->name);
}

/* "snps,nr-gpios" is how many GPIOs a controller has. */
static bool is_a_count(const char *name)
{
	return !strcmp(name, "nr-gpios") || ends_with(name, ",nr-gpios");
}

static const struct provider_row *pattern_of(const struct mk_dt_property *property)
{
	const struct provider_row *end = patterns + sizeof patterns / sizeof *patterns;

	for (const struct provider_row *row = patterns; row < end; row++)
		if (may_match(row, property->key) && matches(row, property->name))
			return is_a_count(property->name) ? NULL : row;
	return NULL;
}

uint64_t mk_provider_keys(void)
{
	uint64_t keys = 0;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		keys |= mk_dt_key_bit(rows[i].key);
	return keys;
}

static const struct provider_row *row_named(const struct mk_dt_property *property)
{
	const struct provider_row *end = rows + sizeof rows / sizeof *rows;

	for (const struct provider_row *row = rows; row < end; row++)
		if (row->key == property->key && !strcmp(row->name, property->name))
			return row;
	return NULL;
}

/* A property being read. */
struct list {
	const struct mk_board *board;
	struct mk_arena *arena;
	const struct mk_dt_node *user; /* the device, or a part of it */
	struct mk_device *device;
	struct mk_budget *budget;
	uint64_t keys; /* mk_provider_keys() */
	const struct mk_dt_property *property;
	const struct provider_row *row;
};

static const struct provider_row *row_of(const struct list *list)
{
	const struct mk_dt_property *property = list->property;
	const struct provider_row *row = NULL;

	if (list->keys & mk_dt_key_bit(property->key))
		row = row_named(property);
	return row ? row : pattern_of(property);
}

/* The layout of a memory has `compatible` as well, but is only a part of it (fixed-layout.yaml). */
static const struct mk_dt_node *compatible_node(const struct mk_dt_node *part)
{
	for (const struct mk_dt_node *node = part; node; node = node->parent)
		if (node->compatible && strcmp(node->name, "nvmem-layout"))
			return node->parent ? node : part;
	return part;
}

/* What always runs (fixed-clock.yaml, fixed-factor-clock.yaml, fixed-regulator.yaml). */
static bool is_switched(const struct mk_dt_node *named)
{
	if (mk_dt_is_compatible(named, "regulator-fixed"))
		return mk_dt_property(named, "gpio") || mk_dt_property(named, "gpios");
	return !mk_dt_is_compatible(named, "fixed-clock") &&
	       !mk_dt_is_compatible(named, "fixed-factor-clock");
}

static uint32_t selector_count(enum choice choice, uint32_t cells)
{
	switch (choice) {
	case CHOICE_ALL:
		break;
	case CHOICE_FIRST:
		return cells ? 1 : 0;
	case CHOICE_BUT_LAST:
		return cells > 1 ? cells - 1 : cells;
	}
	return cells;
}

/* One reference; the cell behind it, or 0 where what follows cannot be read. */
static uint32_t add_provider(const struct list *list, const struct mk_dt_node *named, uint32_t at)
{
	const struct provider_row *row = list->row;
	const struct mk_dt_property *stated = row->cells ? mk_dt_property(named, row->cells) : NULL;
	uint32_t left = list->property->length / 4 - at;
	uint32_t cells = stated ? mk_dt_cell(stated, 0) : row->fixed;
	bool last = row->once || (row->cells && !stated);
	struct mk_provider *provider;

	list->budget->cut |= cells > MAX_SPECIFIER_CELLS;
	if (cells > left || cells > MAX_SPECIFIER_CELLS)
		return 0;
	provider = mk_vec_add(list->arena, &list->device->providers);
	*provider = (struct mk_provider){
		.user = list->user,
		.property = list->property->name,
		.node = row->provider == PROVIDER_NAMED ? named : compatible_node(named),
		.cells = list->property->bytes + (size_t)at * 4,
		.cell_count = cells,
		.named = named,
		.selects = is_switched(named) ? row->selects : NULL,
		.selector_count = selector_count(row->choice, cells),
	};
	return last ? 0 : at + cells;
}

/* Phandle 0 stands for one that is left out (clock.yaml: "an empty phandle-specifier"). */
static void read_list(const struct list *list)
{
	uint32_t cells = list->property->length / 4;
	uint32_t before = list->row->before;
	uint32_t at = 0;

	while (cells - at > before) {
		uint32_t phandle = mk_dt_cell(list->property, at + before);
		const struct mk_dt_node *named = mk_dt_by_phandle(list->board->tree, phandle);
		at += before + 1;
		if (!phandle)
			continue;
		if (!named || !mk_budget_spend(list->budget, ENTRY_STEPS + named->property_count))
			return;
		at = add_provider(list, named, at);
		if (!at)
			return;
	}
}

static bool may_be_phandle(
	const struct mk_dt_tree *tree, const struct mk_dt_property *property, uint32_t cell)
{
	return property->length / 4 > cell && tree->phandle_count &&
	       mk_dt_cell(property, cell) <= tree->by_phandle[tree->phandle_count - 1]->phandle;
}

/* Numbers where a phandle would be; most texts are none, and their names need not be looked up. */
static bool may_refer(const struct mk_dt_tree *tree, const struct mk_dt_property *property)
{
	return may_be_phandle(tree, property, 0) || may_be_phandle(tree, property, CELLS_BEFORE);
}

static void read_user(struct list *list, const struct mk_dt_node *user)
{
	list->user = user;
	for (uint32_t i = 0; i < user->property_count; i++) {
		list->property = &user->properties[i];
		if (!may_refer(list->board->tree, list->property))
			continue;
		list->row = row_of(list);
		if (list->row)
			read_list(list);
	}
}

void mk_device_read_providers(const struct mk_board *board, struct mk_arena *arena,
	struct mk_device *device, uint64_t keys, struct mk_budget *budget)
{
	struct list list = {
		.board = board, .arena = arena, .device = device, .budget = budget, .keys = keys};
	const struct mk_dt_node *user = device->node;

	do
		read_user(&list, user);
	while ((user = mk_device_next_part(device->node, user, budget)));
}

bool mk_board_providers(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_providers *providers)
{
	struct mk_budget budget = {.steps = MK_BUDGET_NODE};
	struct mk_device device = {.node = node};

	mk_device_read_providers(board, arena, &device, mk_provider_keys(), &budget);
	*providers = device.providers;
	return !budget.cut;
}
