# SPDX-License-Identifier: BSD-2-Clause
"""What is taken from the inputs: who claims which numbers, and where that is said."""
import dataclasses

PAGE = 4096


@dataclasses.dataclass(frozen=True)
class Claim:
    """Numbers first..last belong to an owner: addresses, INTIDs, bits."""
    owner: str
    what: str
    first: int
    last: int
    where: str

    def words(self):
        return f"{self.owner}: {self.what} {span(self)}"


def span(claim):
    if claim.first == claim.last:
        return f"{claim.first}"
    return f"{claim.first:#x}..{claim.last:#x}"


def size_words(size):
    for unit, shift in (("GiB", 30), ("MiB", 20), ("KiB", 10)):
        if size and size % (1 << shift) == 0:
            return f"{size >> shift} {unit}"
    return f"{size} bytes"


def joined(pairs):
    """Pairs of first and last, ascending, those that touch made one."""
    result = []
    for first, last in sorted(pairs):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return result


MEMRESERVE = "/memreserve/"


def still_reserved(claims, gone):
    """The firmware's claims but for those that a layout lets go. An entry of /memreserve/ of just
    such a range is the same reservation, told once more."""
    spans = {(claim.first, claim.last) for claim in gone}
    return [claim for claim in claims if claim not in gone and not (
        claim.what == MEMRESERVE and (claim.first, claim.last) in spans)]


def without(pairs, holes):
    """`pairs` less the addresses of `holes`."""
    result = []
    holes = joined(holes)
    for first, last in joined(pairs):
        for hole_first, hole_last in holes:
            if hole_last < first or hole_first > last:
                continue
            if hole_first > first:
                result.append((first, hole_first - 1))
            first = hole_last + 1
        if first <= last:
            result.append((first, last))
    return result


def covers(pairs, first, last):
    return any(a <= first and last <= b for a, b in joined(pairs))


def pages(pair):
    """A range with the rest of its first and last page."""
    return pair[0] // PAGE * PAGE, pair[1] // PAGE * PAGE + PAGE - 1


def total(pairs):
    return sum(last - first + 1 for first, last in joined(pairs))
