"""On which day a team's copy of a report is to be erased: pure functions of days, and of what was done with it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from content.outcomes import Outcomes

MONTHS = 12


class Clock(StrEnum):
    """What a copy's day follows from."""

    OUTCOME = "outcome"
    """It was closed, and everything in it was read."""
    UNTOUCHED = "untouched"
    """It was not, and nobody does anything with it."""
    WITHDRAWN = "withdrawn"
    """She took it back."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The day, in London, and why that one."""

    day: date
    clock: Clock


@dataclass(frozen=True, slots=True)
class Facts:
    """What a copy's day follows from; days are those of London.

    `settled`: when it was closed, or when something was added to it after that; None while it is open or has something
    unread. `touched`: when anybody last did something with it. `withdrawn`: when she took it back.
    """

    team: str
    outcome: str | None
    settled: date | None
    touched: date
    withdrawn: date | None


def ends(facts: Facts, outcomes: Outcomes, stored: Ends | None, today: date) -> Ends | None:
    """The copy's day; None while it has none: it is open, and not yet about to be erased.

    A day that was fixed (`stored`) stays while the same clock counts. One that is fixed now is never so near that the
    team could not be warned for as long as the file says.
    """
    warned = first_day(outcomes, today)
    due = _due(facts, outcomes)
    if stored is not None and stored.clock is due.clock and (due.clock is not Clock.UNTOUCHED or stored.day >= due.day):
        return stored
    if due.clock is Clock.UNTOUCHED and due.day > warned:
        return None
    return Ends(max(due.day, warned), due.clock)


def is_announced(day: date, outcomes: Outcomes, today: date) -> bool:
    """Whether the team is told by now that this is the day."""
    return day <= first_day(outcomes, today)


def first_day(outcomes: Outcomes, today: date) -> date:
    """The first day on which what is announced today may be erased."""
    return today + timedelta(weeks=outcomes.retention.warn_weeks)


def last_day_to_confirm(asked: date, outcomes: Outcomes) -> date:
    """Until when a second person can confirm what was asked for on the day `asked`."""
    return asked + timedelta(days=outcomes.retention.confirm_days)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later; its last one when it has no such day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _due(facts: Facts, outcomes: Outcomes) -> Ends:
    """The first of the days that count."""
    retention = outcomes.retention
    if facts.settled is None:
        own = Ends(add_months(facts.touched, retention.untouched_keep_months), Clock.UNTOUCHED)
    else:
        own = Ends(add_months(facts.settled, outcomes.keep_months(facts.outcome, facts.team)), Clock.OUTCOME)
    if facts.withdrawn is None:
        return own
    taken = Ends(add_months(facts.withdrawn, retention.withdrawn_keep_months), Clock.WITHDRAWN)
    return min(own, taken, key=lambda each: each.day)
