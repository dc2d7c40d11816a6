# SPDX-License-Identifier: BSD-2-Clause
"""Mistakes in lib/core, each of which no proof may let pass."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Mutant:
    function: str
    old: str
    new: str
    file: str = "range.c"


MUTANTS = [Mutant(*row) for row in (
    ("mk_range_make", "if (size == 0)", "if (size == 1)"),
    ("mk_range_make", "size - 1 > UINT64_MAX - start", "size > UINT64_MAX - start"),
    ("mk_range_make", "size - 1 > UINT64_MAX - start", "size - 1 >= UINT64_MAX - start"),
    ("mk_range_make", "start + (size - 1)}", "start + size}"),
    ("mk_range_make", "return MK_RANGE_WRAPS", "return MK_RANGE_EMPTY"),
    ("mk_ranges_overlap", "a.first <= b.last", "a.first < b.last"),
    ("mk_ranges_overlap", "b.first <= a.last", "b.first < a.last"),
    ("mk_ranges_overlap", "a.first <= b.last && b.first", "a.first <= b.last || b.first"),
    ("mk_range_contains", "outer.first <= inner.first", "outer.first < inner.first"),
    ("mk_range_contains", "inner.last <= outer.last", "inner.last < outer.last"),
    ("mk_range_contains", "inner.last <= outer.last", "inner.first <= outer.last"),
    ("mk_range_intersection", "a.first > b.first ? a.first : b.first",
     "a.first < b.first ? a.first : b.first"),
    ("mk_range_intersection", "a.last < b.last ? a.last : b.last", "a.last"),
    ("mk_range_size", "below == UINT64_MAX ? below : below + 1", "below + 1"),
    ("mk_range_size", "below == UINT64_MAX ? below : below + 1", "below"),
    ("mk_align_up", "if (below == value)", "if (below < value)"),
    ("mk_align_up", "below > UINT64_MAX - alignment", "below >= UINT64_MAX - alignment"),
    ("mk_align_up", "below > UINT64_MAX - alignment", "below > UINT64_MAX"),
    ("mk_align_up", "*aligned = below + alignment", "*aligned = value + alignment"),
    ("mk_align_up", "*aligned = value;", "*aligned = below + alignment;"),
    ("mk_align_down", "return value - value % alignment", "return value + value % alignment"),
    ("mk_align_down", "return value - value % alignment", "return value / alignment"),
    ("mk_is_aligned", "return value % alignment == 0", "return value % alignment != 0"),
    ("compare_u64", "(a > b) - (a < b)", "(a < b) - (a > b)"),
    ("compare_u64", "(a > b) - (a < b)", "(a >= b) - (a < b)"),
    ("mk_ranges_compare", "return order ? order : compare_u64(a.last, b.last);",
     "return order;"),
    ("mk_ranges_compare", "compare_u64(a.last, b.last)", "compare_u64(b.last, a.last)"),
    ("mk_pairs_begin", "walk->second = 0;", "walk->second = 1;"),
    ("mk_pairs_next", "walk->second + 1;", "walk->second + 2;"),
    ("mk_pairs_next", "walk->second + 1;", "walk->second;"),
    ("mk_pairs_next", "second >= count || ", "second > count || "),
    ("mk_pairs_next", "sorted[second].range.first > sorted[first].range.last",
     "sorted[second].range.first >= sorted[first].range.last"),
    ("mk_pairs_next", "sorted[second].range.first > sorted[first].range.last",
     "sorted[second].range.first > sorted[first].range.first"),
    ("mk_pairs_next", "second = first + 1;", "second = first + 2;"),
    ("mk_pairs_next", "return first < count;", "return first <= count;"),
    ("mk_holes_begin", "walk->at = within.first;", "walk->at = within.last;"),
    ("mk_holes_next", "sorted[next].range.last >= end", "sorted[next].range.last > end"),
    ("mk_holes_next", "at = sorted[next].range.last + 1;", "at = sorted[next].range.last;"),
    ("mk_holes_next", "sorted[next].range.first - 1;", "sorted[next].range.first;"),
    ("mk_holes_next", "sorted[next].range.first <= at)", "sorted[next].range.first < at)"),
    ("mk_holes_next", "walk->next = next;", "walk->next = walk->next;"),
    ("is_known", "i < count && known[i].range.first <= gap.last",
     "i < count && known[i].range.first < gap.last", "deny.c"),
    ("is_known", "if (known[i].range.last >= gap.first)", "if (known[i].range.last > gap.first)",
     "deny.c"),
    ("smallest", "!gaps[i].known && !gaps[i].given_up", "!gaps[i].given_up", "deny.c"),
    ("smallest", "mk_range_size(gaps[i].range) < mk_range_size(best->range)",
     "mk_range_size(gaps[i].range) <= mk_range_size(best->range)", "deny.c"),
    ("mk_gaps_give_up", "while (left > most)", "while (left >= most)", "deny.c"),
    ("mk_gaps_give_up", "gap->given_up = true;", "gap->known = false;", "deny.c"),
    ("mk_fit_lowest", "window.last < from", "window.last <= from", "fit.c"),
    ("mk_fit_lowest", "window.first < from ? from : window.first", "window.first", "fit.c"),
    ("mk_fit_lowest", "start > window.last || item->size - 1 > window.last - start",
     "start > window.last || item->size > window.last - start", "fit.c"),
    ("mk_fit_lowest", "start > window.last || item->size - 1 > window.last - start",
     "item->size - 1 > window.last - start", "fit.c"),
    ("mk_fit_lowest", "{start, start + (item->size - 1)}", "{start, start + item->size}",
     "fit.c"),
)]
