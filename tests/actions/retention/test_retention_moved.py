"""Days that move: by what she adds, by what a team does, and because nobody was told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from actions import inbox
from actions.additions import add
from actions.casework.handover import hand_over
from actions.casework.outcomes import close
from actions.retention.days import add_months
from tests.actions.back import adding, opened_by
from tests.actions.casework.test_casework_database import given
from tests.actions.kit import DATABASES, NOW, Office
from tests.actions.retention.kit import (
    A_DAY,
    CLOSED_UNTIL,
    LEAD,
    TODAY,
    WARNING,
    closed,
    day_for,
    listed,
    noon,
    passed,
    swept,
)
from tests.staff.casework_kit import OUTCOMES

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


async def test_what_she_adds_to_a_closed_report_stops_its_clock_until_it_is_read(office: Office) -> None:
    await office.submit()
    report = await closed(office, outcome="handed_over")
    until = add_months(TODAY, OUTCOMES.keep_months("handed_over"))
    await add(office.intake, adding(office))
    await swept(office, until)
    assert await listed(office) == [report]
    assert await day_for(office, report) is None
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    await swept(office, TODAY)
    assert await day_for(office, report) == until


async def test_whatever_was_late_in_being_seen_is_warned_of_for_as_long(office: Office) -> None:
    """A server that stood still for years, or reports from before there were clocks."""
    await office.submit()
    report = await opened_by(office)
    await close(office.sessions, LEAD, report, "investigated", NOW)
    late = CLOSED_UNTIL + timedelta(days=400)
    await swept(office, late)
    assert await day_for(office, report) == late + WARNING
    await swept(office, late + WARNING - A_DAY)
    assert await listed(office) == [report]
    await swept(office, late + WARNING)
    assert await listed(office) == []


async def test_a_fixed_day_that_nobody_was_told_of_moves_and_the_next_does_not(office: Office) -> None:
    """A machine that stood still, or woke up with a clock that is years ahead: nothing is erased at once."""
    await office.submit()
    report = await closed(office)
    late = CLOSED_UNTIL + timedelta(days=4)
    await swept(office, late)
    assert await listed(office) == [report]
    assert await day_for(office, report) == late + WARNING
    await swept(office, TODAY)
    await swept(office, late + WARNING - A_DAY)
    assert await listed(office) == [report], "the clock was put right meanwhile, so it is announced again"
    await passed(office, late + WARNING + WARNING)
    assert await listed(office) == []


async def test_what_she_adds_begins_the_time_anew_also_when_it_is_read_at_once(office: Office) -> None:
    await office.submit()
    report = await closed(office, outcome="handed_over")
    later = add_months(TODAY, OUTCOMES.keep_months("handed_over") - 1)

    def now() -> datetime:
        return noon(later)

    await add(replace(office.intake, clock=now), adding(office))
    assert await day_for(office, report) is None
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, noon(later))
    await swept(office, later)
    assert await day_for(office, report) == add_months(later, OUTCOMES.keep_months("handed_over"))


async def test_what_was_closed_and_then_handed_over_has_the_time_of_what_was_handed_over(office: Office) -> None:
    await office.submit()
    report = await closed(office)
    await hand_over(office.sessions, office.report_keys, LEAD, report, await given(office, report, "mash"), NOW)
    await swept(office, TODAY)
    assert await day_for(office, report) == add_months(TODAY, OUTCOMES.keep_months("handed_over"))
