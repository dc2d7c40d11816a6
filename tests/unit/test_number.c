/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/number.h"

static uint64_t value_of(const char *text)
{
	uint64_t value = 0;
	enum mk_number_status status = mk_number_parse(text, strlen(text), &value);

	cr_expect_eq(status, MK_NUMBER_OK, "'%s' is %s", text, mk_number_complaint(status));
	return value;
}

static void expect_refusal(const char *text, enum mk_number_status wanted)
{
	uint64_t value = 42;
	enum mk_number_status status = mk_number_parse(text, strlen(text), &value);

	cr_expect_eq(status, wanted, "'%s' is %s, wanted %s", text, mk_number_complaint(status),
		mk_number_complaint(wanted));
	cr_expect_eq(value, 42, "'%s' wrote a value although it was refused", text);
}

Test(number, decimal_and_hexadecimal_are_read)
{
	cr_expect_eq(value_of("0"), 0);
	cr_expect_eq(value_of("1"), 1);
	cr_expect_eq(value_of("4096"), 4096);
	cr_expect_eq(value_of("0x0"), 0);
	cr_expect_eq(value_of("0x60000000"), 0x60000000);
	cr_expect_eq(value_of("0XfF"), 255);
	cr_expect_eq(value_of("0x0010"), 16);
}

Test(number, units_are_powers_of_two)
{
	cr_expect_eq(value_of("1K"), 1024);
	cr_expect_eq(value_of("1KiB"), 1024);
	cr_expect_eq(value_of("3M"), 3 << 20);
	cr_expect_eq(value_of("2GiB"), UINT64_C(2) << 30);
	cr_expect_eq(value_of("1TiB"), UINT64_C(1) << 40);
	cr_expect_eq(value_of("0x10M"), 16 << 20);
}

Test(number, underscores_are_read_between_digits_only)
{
	cr_expect_eq(value_of("1_000"), 1000);
	cr_expect_eq(value_of("0x6000_0000"), 0x60000000);
	expect_refusal("1__0", MK_NUMBER_UNDERSCORE);
	expect_refusal("10_", MK_NUMBER_UNDERSCORE);
	expect_refusal("0x_10", MK_NUMBER_UNDERSCORE);
	expect_refusal("10_K", MK_NUMBER_UNDERSCORE);
	expect_refusal("_10", MK_NUMBER_NOT_ONE);
}

Test(number, the_last_that_fits_64_bits_is_read_and_the_next_is_not)
{
	cr_expect_eq(value_of("18446744073709551615"), UINT64_MAX);
	expect_refusal("18446744073709551616", MK_NUMBER_OVERFLOW);
	cr_expect_eq(value_of("0xffffffffffffffff"), UINT64_MAX);
	expect_refusal("0x10000000000000000", MK_NUMBER_OVERFLOW);
	cr_expect_eq(value_of("18014398509481983K"), UINT64_MAX - 1023);
	expect_refusal("18014398509481984K", MK_NUMBER_OVERFLOW);
	cr_expect_eq(value_of("16777215T"), UINT64_C(16777215) << 40);
	expect_refusal("16777216T", MK_NUMBER_OVERFLOW);
}

Test(number, what_readers_disagree_on_is_refused)
{
	expect_refusal("0755", MK_NUMBER_OCTAL);
	expect_refusal("00", MK_NUMBER_OCTAL);
	expect_refusal("010K", MK_NUMBER_OCTAL);
	expect_refusal("0o755", MK_NUMBER_OCTAL);
	expect_refusal("1:30", MK_NUMBER_SEXAGESIMAL);
	expect_refusal("1.5", MK_NUMBER_FLOAT);
	expect_refusal("1.5G", MK_NUMBER_FLOAT);
	expect_refusal(".5", MK_NUMBER_FLOAT);
	expect_refusal("1e6", MK_NUMBER_FLOAT);
	expect_refusal("1E+6", MK_NUMBER_FLOAT);
}

Test(number, what_is_no_number_is_refused)
{
	expect_refusal("", MK_NUMBER_EMPTY);
	expect_refusal("x", MK_NUMBER_NOT_ONE);
	expect_refusal("+1", MK_NUMBER_NOT_ONE);
	expect_refusal(" 1", MK_NUMBER_NOT_ONE);
	expect_refusal("-", MK_NUMBER_NOT_ONE);
	expect_refusal("-1", MK_NUMBER_NEGATIVE);
	expect_refusal("-0", MK_NUMBER_NEGATIVE);
}

Test(number, unknown_units_are_refused)
{
	expect_refusal("10MB", MK_NUMBER_UNIT);
	expect_refusal("10k", MK_NUMBER_UNIT);
	expect_refusal("10Ki", MK_NUMBER_UNIT);
	expect_refusal("10 M", MK_NUMBER_UNIT);
	expect_refusal("0x", MK_NUMBER_UNIT);
	expect_refusal("0xg", MK_NUMBER_UNIT);
	expect_refusal("1P", MK_NUMBER_UNIT);
}

Test(number, text_behind_the_length_is_not_looked_at)
{
	uint64_t value = 0;

	cr_expect_eq(mk_number_parse("123", 2, &value), MK_NUMBER_OK);
	cr_expect_eq(value, 12);
	cr_expect_eq(mk_number_parse("0x1", 1, &value), MK_NUMBER_OK);
	cr_expect_eq(value, 0);
	cr_expect_eq(mk_number_parse("1_2", 2, &value), MK_NUMBER_UNDERSCORE);
}

static void expect_size(uint64_t size_bytes, const char *wanted)
{
	char text[32];

	mk_number_size_text(size_bytes, text);
	cr_expect_str_eq(text, wanted);
}

Test(number, sizes_are_written_in_the_largest_unit_that_divides_them)
{
	expect_size(65536, "64 KiB");
	expect_size(UINT64_C(1) << 30, "1 GiB");
	expect_size(UINT64_C(1536) << 20, "1536 MiB");
	expect_size(0x28001, "0x28001 bytes");
	expect_size(0, "0x0 bytes");
}

Test(number, sizes_are_rounded_where_they_would_need_more_than_four_digits)
{
	expect_size(UINT64_C(9999) << 10, "9999 KiB");
	expect_size(UINT64_C(10001) << 10, "about 9.7 MiB");
	expect_size((UINT64_C(9999) << 10) + 1, "0x9c3c01 bytes");
	expect_size((UINT64_C(10000) << 10) + 1, "about 9.7 MiB");
	expect_size(UINT64_MAX, "about 16777215.9 TiB");
}
