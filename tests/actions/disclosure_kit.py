"""Small worlds of reports for the tests of what is published: few kinds, few teams, every number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import product

from hypothesis import strategies as st

from actions.disclosure import Cell, Kept, totals

KINDS = ("spiking", "stalking", "honour")
ROUTES = ("daisu", "mash")
BACK = ("yes", "no")
CELLS: tuple[Cell, ...] = (
    *(("kind", kind) for kind in KINDS),
    *(("route", route) for route in ROUTES),
    *(("came_back", back) for back in BACK),
)


def report(kind: str, *routes: str, back: str = "no") -> Kept:
    """Where one report is counted."""
    return frozenset({("kind", kind), ("came_back", back), *(("route", route) for route in routes)})


EVERY = tuple(
    report(kind, *routes, back=back)
    for kind, routes, back in product(KINDS, (("daisu",), ("mash",), ("daisu", "mash")), BACK)
)
MONTHS = st.dictionaries(st.sampled_from(EVERY), st.integers(0, 9)).map(Counter)
REPORTS = st.sampled_from(EVERY)


def with_one(counts: Mapping[Kept, int], one: Kept) -> Counter[Kept]:
    """The same month with one report more."""
    return Counter({**counts, one: counts.get(one, 0) + 1})


def smallest(counts: Mapping[Kept, int], one: Kept) -> int:
    """How many are counted in the smallest cell of a report."""
    found = totals(counts)
    return min(found[cell] for cell in one)
