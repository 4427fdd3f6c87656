"""When a report that nobody has opened is due: pure functions of the hour it came in and the team's clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from actions.times import LOCAL
from content.routing import Team

BEGINS, ENDS = time(9), time(17)
"""The working day, on the clock in London."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """When the team's lead is to be told, and when whoever is above."""

    lead: datetime
    above: datetime


def due_of(received: datetime, team: Team) -> Due:
    """Both times for a report that came in at `received` (aware): the team's clock, and after it as long again."""
    lead = due(received, team)
    return Due(lead, due(lead, team))


def due(since: datetime, team: Team) -> datetime:
    """When the team's clock has run from `since`, in UTC. Later hours come in never give an earlier time."""
    hours = timedelta(hours=team.clock)
    since = since.astimezone(UTC)
    return since + hours if team.hours == "always" else _after_working(since, hours)


def _after_working(since: datetime, left: timedelta) -> datetime:
    for begins, ends in _working_days(since.astimezone(LOCAL).date()):
        start = max(begins, since)
        if start + left <= ends:
            return start + left
        left -= max(ends - start, timedelta())
    raise OverflowError("the calendar has an end")


def _working_days(first: date) -> Iterator[tuple[datetime, datetime]]:
    """Each working day from `first`, as two times in UTC: so summer time changes nothing in how long a day is."""
    day = first
    while day < date.max:
        if day.weekday() < SATURDAY and day not in _bank_holidays(day.year):
            yield _utc(day, BEGINS), _utc(day, ENDS)
        day += timedelta(days=1)


def _utc(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LOCAL).astimezone(UTC)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
