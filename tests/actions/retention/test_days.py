"""On which day a copy is to be erased: rules with days, and no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actions.retention.days import Clock, Ends, Facts, add_months, ends, first_day, is_announced, last_day_to_confirm
from tests.staff.casework_kit import OUTCOMES

KNOWN = OUTCOMES.retention
CAME = date(2025, 11, 25)
OPEN = Facts("daisu", None, None, CAME, None)
CLOSED = replace(OPEN, outcome="investigated", settled=CAME)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
months = st.integers(1, 400)


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 8, 31), 120, date(2036, 8, 31)),
        (date(2096, 2, 29), 48, date(2100, 2, 28)),
    ],
)
def test_months_later_is(day: date, count: int, then: date) -> None:
    assert add_months(day, count) == then


@given(days, months)
def test_it_is_the_same_day_of_the_month_or_its_last(day: date, count: int) -> None:
    then = add_months(day, count)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == count
    assert then.day == day.day or ((then + timedelta(days=1)).day == 1 and then.day < day.day)


@given(days, days, months, months)
def test_later_is_never_sooner(one: date, other: date, few: int, more: int) -> None:
    first, last = sorted((one, other))
    assert add_months(first, few) <= add_months(last, few)
    assume(few < more)
    assert add_months(first, few) < add_months(first, more)


@pytest.mark.parametrize("code", [*OUTCOMES.outcomes, None])
def test_a_closed_report_is_kept_for_the_months_of_its_outcome(code: str | None) -> None:
    day = ends(replace(CLOSED, outcome=code), OUTCOMES, None, CAME)
    assert day == Ends(add_months(CAME, OUTCOMES.keep_months(code)), Clock.OUTCOME)


def test_a_team_can_have_months_of_its_own() -> None:
    for team, known in OUTCOMES.teams.items():
        for code, count in known.items():
            own = ends(replace(CLOSED, team=team, outcome=code), OUTCOMES, None, CAME)
            assert own == Ends(add_months(CAME, count), Clock.OUTCOME)
            assert count != OUTCOMES.outcomes[code].keep_months
            assert ends(replace(CLOSED, outcome=code), OUTCOMES, None, CAME) != own


def test_a_day_that_was_fixed_is_not_changed_by_the_file() -> None:
    fixed = Ends(date(2031, 1, 1), Clock.OUTCOME)
    assert ends(CLOSED, OUTCOMES, fixed, CAME) == fixed


def test_something_unread_takes_the_day_of_a_closed_report_away() -> None:
    fixed = Ends(date(2031, 1, 1), Clock.OUTCOME)
    assert ends(OPEN, OUTCOMES, fixed, CAME) is None


def test_an_open_report_has_a_day_only_once_nobody_touched_it_for_long() -> None:
    due = add_months(CAME, KNOWN.untouched_keep_months)
    soon = due - timedelta(weeks=KNOWN.warn_weeks)
    assert ends(OPEN, OUTCOMES, None, soon - timedelta(days=1)) is None
    day = ends(OPEN, OUTCOMES, None, soon)
    assert day == Ends(due, Clock.UNTOUCHED)
    assert ends(OPEN, OUTCOMES, day, due) == day
    assert ends(replace(OPEN, touched=soon), OUTCOMES, day, due) is None


def test_what_she_took_back_is_kept_no_longer_than_that_clock_or_its_own() -> None:
    taken = date(2026, 2, 1)
    until = Ends(add_months(taken, KNOWN.withdrawn_keep_months), Clock.WITHDRAWN)
    for facts in (OPEN, CLOSED):
        assert ends(replace(facts, withdrawn=taken), OUTCOMES, None, taken) == until
    own = ends(replace(CLOSED, outcome="handed_over", withdrawn=taken), OUTCOMES, None, taken)
    assert own == Ends(add_months(CAME, OUTCOMES.keep_months("handed_over")), Clock.OUTCOME)


facts = st.builds(
    Facts,
    st.sampled_from(["daisu", *OUTCOMES.teams]),
    st.sampled_from([None, "unheard_of", *OUTCOMES.outcomes]),
    st.none() | days,
    days,
    st.none() | days,
)


@given(facts, days, st.lists(st.integers(0, 60), max_size=30))
def test_nothing_is_erased_before_a_whole_warning_and_nothing_is_put_off_for_ever(
    told: Facts, today: date, steps: list[int]
) -> None:
    """However late the first sweep comes, and whatever the gaps between sweeps."""
    stored = ends(told, OUTCOMES, None, today)
    announced = today
    for step in steps:
        if stored is not None:
            assert stored.day >= first_day(OUTCOMES, announced)
        today += timedelta(days=step)
        now = ends(told, OUTCOMES, stored, today)
        assert stored is None or now == stored
        announced = announced if stored else today
        stored = now


def test_it_is_announced_for_the_weeks_that_the_file_says() -> None:
    day = date(2030, 5, 1)
    first = day - timedelta(weeks=KNOWN.warn_weeks)
    assert is_announced(day, OUTCOMES, first)
    assert not is_announced(day, OUTCOMES, first - timedelta(days=1))


def test_a_second_person_has_the_days_that_the_file_says() -> None:
    assert last_day_to_confirm(CAME, OUTCOMES) - CAME == timedelta(days=KNOWN.confirm_days)
