"""When a report that nobody opened is due: by examples, and by what holds for any."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.casework.clocks import due, due_of
from actions.times import LOCAL, hour_of
from content.routing import Team

Counted = Literal["always", "working"]
ALWAYS: Counted = "always"
WORKING: Counted = "working"

# in UTC: received, hours, how they count -> due
EXAMPLES: list[tuple[str, int, Counted, str]] = [
    ("2025-11-25T14:00", 4, ALWAYS, "2025-11-25T18:00"),
    # the night in which summer time ends, and the one in which it begins: four hours are four hours
    ("2026-10-24T23:00", 4, ALWAYS, "2026-10-25T03:00"),
    ("2026-03-28T23:00", 4, ALWAYS, "2026-03-29T03:00"),
    # a Tuesday in winter: the day is 9 to 5
    ("2025-11-25T14:00", 2, WORKING, "2025-11-25T16:00"),
    ("2025-11-25T14:00", 3, WORKING, "2025-11-25T17:00"),
    ("2025-11-25T14:00", 4, WORKING, "2025-11-26T10:00"),
    ("2025-11-25T03:00", 4, WORKING, "2025-11-25T13:00"),
    ("2025-11-25T17:00", 1, WORKING, "2025-11-26T10:00"),
    # in summer it is 8 to 4 in UTC
    ("2026-07-01T07:00", 1, WORKING, "2026-07-01T09:00"),
    ("2026-07-01T15:00", 2, WORKING, "2026-07-02T09:00"),
    # over a weekend, and over one in which the clocks change
    ("2025-11-28T16:00", 4, WORKING, "2025-12-01T12:00"),
    ("2026-03-27T16:00", 4, WORKING, "2026-03-30T11:00"),
    ("2026-10-23T15:00", 4, WORKING, "2026-10-26T12:00"),
    ("2025-11-29T12:00", 8, WORKING, "2025-12-01T17:00"),
    # Christmas 2025: Thursday and Friday are bank holidays; Easter 2026; the substitute day of 2026
    ("2025-12-24T15:00", 4, WORKING, "2025-12-29T11:00"),
    ("2026-04-02T15:00", 2, WORKING, "2026-04-07T09:00"),
    ("2026-12-24T16:00", 2, WORKING, "2026-12-29T10:00"),
]


def utc(text: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("received", "hours", "counted", "expected"), EXAMPLES)
def test_a_report_is_due(received: str, hours: int, counted: Counted, expected: str) -> None:
    assert due(utc(received), Team(name="A team", clock=hours, hours=counted)) == utc(expected)


def test_those_above_are_told_after_as_long_again() -> None:
    times = due_of(utc("2025-11-28T16:00"), Team(name="A team", clock=4, hours=WORKING))
    assert (times.lead, times.above) == (utc("2025-12-01T12:00"), utc("2025-12-01T16:00"))


HOURS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)).map(hour_of)
TEAMS = st.builds(Team, name=st.just("A team"), clock=st.integers(1, 60), hours=st.sampled_from([ALWAYS, WORKING]))


@settings(derandomize=True, max_examples=300)
@given(received=HOURS, team=TEAMS)
def test_it_is_a_whole_hour_and_never_before_the_clock_has_run(received: datetime, team: Team) -> None:
    ends = due(received, team)
    assert ends >= received + timedelta(hours=team.clock)
    assert ends == hour_of(ends)


@settings(derandomize=True, max_examples=300)
@given(received=HOURS, team=TEAMS, later=st.integers(1, 200))
def test_what_comes_in_later_is_not_due_earlier(received: datetime, team: Team, later: int) -> None:
    assert due(received, team) <= due(received + timedelta(hours=later), team)


@settings(derandomize=True, max_examples=300)
@given(received=HOURS, hours=st.integers(1, 60))
def test_working_hours_end_within_a_working_day(received: datetime, hours: int) -> None:
    ends = due(received, Team(name="A team", clock=hours, hours=WORKING)).astimezone(LOCAL)
    assert ends.weekday() < 5
    assert 9 < ends.hour <= 17
    assert (ends.month, ends.day) not in {(12, 25), (1, 1)}
