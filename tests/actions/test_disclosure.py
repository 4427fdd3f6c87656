"""What is published of counts: whoever knows the rules, every release and every report but one learns nothing of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import assume, given, settings

from actions.disclosure import BASE, LEAST, Cell, Kept, released, rounded, totals, without_small
from tests.actions.disclosure_kit import CELLS, EVERY, MONTHS, REPORTS, report, smallest, with_one

Seen = tuple[tuple[Cell, int | None], ...]

many = settings(max_examples=400, deadline=None)


@many
@given(month=MONTHS, one=REPORTS)
def test_one_report_in_a_small_cell_changes_nothing_that_is_published(month: Counter[Kept], one: Kept) -> None:
    more = with_one(month, one)
    assume(smallest(more, one) < LEAST)
    assert released(more, CELLS) == released(month, CELLS)


@many
@given(month=MONTHS, one=REPORTS, another=REPORTS)
def test_nor_do_two_that_somebody_sent_to_push_it_over(month: Counter[Kept], one: Kept, another: Kept) -> None:
    more = with_one(with_one(month, one), another)
    assume(smallest(more, one) < LEAST)
    assert released(more, CELLS) == released(with_one(month, another), CELLS)


@many
@given(month=MONTHS)
def test_two_filters_of_a_month_differ_by_no_small_cell(month: Counter[Kept]) -> None:
    """Each table is a filter of the same reports: what one leaves out no other counts."""
    kept = without_small(month)
    for cell, shown in released(month, CELLS).items():
        assert shown == (rounded(totals(kept)[cell]) if totals(kept)[cell] else None)
    hidden = {cell for cell, shown in released(month, CELLS).items() if shown is None}
    assert not any(kept_in & hidden for kept_in in kept)


@many
@given(before=MONTHS, after=MONTHS, one=REPORTS)
def test_two_months_side_by_side_tell_no_more_than_each(before: Counter[Kept], after: Counter[Kept], one: Kept) -> None:
    """The attacker subtracts one month's release from the next, and knows every report of both but one."""
    more = with_one(after, one)
    assume(smallest(more, one) < LEAST)
    assert differences(before, more) == differences(before, after)


def differences(before: Counter[Kept], after: Counter[Kept]) -> dict[Cell, int | None]:
    first, second = released(before, CELLS), released(after, CELLS)
    return {cell: None if None in (first[cell], second[cell]) else second[cell] - first[cell] for cell in CELLS}  # type: ignore[operator]


@many
@given(month=MONTHS)
def test_every_number_is_a_multiple_of_five_and_none_is_below_it(month: Counter[Kept]) -> None:
    for shown in released(month, CELLS).values():
        assert shown is None or (shown >= LEAST and shown % BASE == 0)


@many
@given(month=MONTHS)
def test_what_is_shown_is_never_far_above_the_truth(month: Counter[Kept]) -> None:
    true = totals(month)
    assert all(shown is None or shown <= true[cell] + BASE // 2 for cell, shown in released(month, CELLS).items())


def test_every_month_of_two_kinds_and_two_teams_leaves_each_small_cell_open() -> None:
    """The attacker's whole set of months that fit a release, not bounds: 0 to 4 are all in it for each hidden cell."""
    daisu, mash, spiking, stalking = ("route", "daisu"), ("route", "mash"), ("kind", "spiking"), ("kind", "stalking")
    types = (frozenset({spiking, daisu}), frozenset({spiking, mash}), frozenset({stalking, daisu}))
    cells = (daisu, mash, spiking, stalking)
    fitting: dict[Seen, dict[Cell, set[int]]] = defaultdict(lambda: defaultdict(set))
    months = [dict(zip(types, numbers, strict=True)) for numbers in product(range(9), repeat=len(types))]
    for month in months:
        seen = tuple(released(month, cells).items())
        for cell in cells:
            fitting[seen][cell].add(totals(month)[cell])
    for seen, possible in fitting.items():
        for cell, shown in seen:
            assert shown is not None or {*range(LEAST)} <= possible[cell]


# What it does, in numbers


def shown(counts: Mapping[Kept, int]) -> dict[str, int | None]:
    return {row: number for (_, row), number in released(counts, CELLS).items()}


def test_small_cells_and_nought_are_hidden_alike() -> None:
    assert shown({report("spiking", "daisu"): 4}) == shown({}) == dict.fromkeys((row for _, row in CELLS), None)


def test_who_is_in_a_small_cell_is_left_out_of_the_other_tables_too() -> None:
    found = shown({report("stalking", "daisu"): 11, report("honour", "daisu"): 2, report("spiking", "mash"): 8})
    assert found == {"spiking": 10, "stalking": 10, "honour": None, "daisu": 10, "mash": 10, "yes": None, "no": 20}


def test_it_goes_on_until_nothing_changes() -> None:
    """Two leave because of their kind; then their team has four left, and those leave it and their kind."""
    found = shown({report("honour", "mash"): 2, report("stalking", "mash"): 4, report("stalking", "daisu"): 4})
    assert set(found.values()) == {None}


def test_a_report_to_two_teams_counts_for_both_or_for_none() -> None:
    both = report("stalking", "daisu", "mash")
    assert shown({both: 6})["daisu"] == shown({both: 6})["mash"] == 5
    assert shown({both: 3, report("stalking", "daisu"): 6})["daisu"] == 5


@pytest.mark.parametrize(("count", "said"), [(5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (100, 100)])
def test_rounding_goes_to_the_nearest_five(count: int, said: int) -> None:
    assert rounded(count) == said


def test_the_worlds_of_these_tests_reach_every_cell() -> None:
    assert {cell for each in EVERY for cell in each} == set(CELLS)
