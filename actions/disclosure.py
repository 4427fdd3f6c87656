"""What may be told of counts: nothing from which one person's report can be worked out.

Primary suppression: a cell of fewer than five is hidden, and so is nought. Complementary suppression: whoever is
counted in a hidden cell of one table is left out of every other table and of every total, again and again until
nothing changes. What is left is rounded to fives, and totals are sums of what is shown. So a release is a function of
the large cells alone: a report in a small cell changes no byte of it, and nothing can be subtracted from anything.

The words, the threshold rule and rounding to a fixed base are those of official statistics (sources:
docs/decisions/0019). Pure: no clock, no chance, no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

LEAST = 5
"""People in the smallest cell that is shown."""
BASE = 5
"""What is shown is a multiple of this."""

Cell = tuple[str, str]
"""A table's name and a row of it."""
Kept = frozenset[Cell]
"""Every cell that somebody is counted in. A table can have several: a report that went to two teams."""
Counts = Mapping[Kept, int]


def within(counts: Counts, cells: Iterable[Cell]) -> Counter[Kept]:
    """The counts of whoever is counted in no other cell than these."""
    listed = frozenset(cells)
    return Counter({kept: count for kept, count in counts.items() if kept <= listed})


def totals(counts: Counts) -> Counter[Cell]:
    """How many people are counted in each cell."""
    found = Counter[Cell]()
    for kept, count in counts.items():
        for cell in kept:
            found[cell] += count
    return found


def without_small(counts: Counts) -> Counter[Kept]:
    """The counts without anybody who is in a small cell, or in one that is small once they are left out."""
    left = Counter({kept: count for kept, count in counts.items() if count > 0})
    while True:
        found = totals(left)
        stay = Counter({kept: count for kept, count in left.items() if all(found[cell] >= LEAST for cell in kept)})
        if len(stay) == len(left):
            return stay
        left = stay


def rounded(count: int) -> int:
    """The multiple of `BASE` next to `count`."""
    return BASE * ((count + BASE // 2) // BASE)


def released(counts: Counts, cells: Iterable[Cell]) -> dict[Cell, int | None]:
    """What may be told of each of `cells`, in their order; None: fewer than five, or left out with such."""
    listed = tuple(cells)
    shown = totals(without_small(within(counts, listed)))
    return {cell: rounded(shown[cell]) if shown[cell] else None for cell in listed}
