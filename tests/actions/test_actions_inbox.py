"""A team's inbox: its own reports, every step in the audit, and nobody else's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from actions import inbox
from actions.casework.actor import Actor
from actions.casework.outcomes import close
from actions.database.tables import AuditEntry, Status
from actions.inbox import NoSuchReportError
from actions.sealing import Sealed
from tests.actions.kit import NOW, ROUTING, Office, opened

Act = Callable[[Office, str, str], Awaitable[object]]

ACTS: dict[str, Act] = {
    "open": lambda office, team, report: inbox.open_report(office.sessions, office.report_keys, team, report, NOW),
    "reply": lambda office, team, report: inbox.reply(
        office.sessions, office.report_keys, team, report, Sealed(b"x"), NOW
    ),
    "close": lambda office, team, report: close(office.sessions, Actor(team), report, None, NOW),
}


async def audit_of(office: Office) -> list[tuple[str, str, str]]:
    """Actor, event and team, in order."""
    async with office.sessions() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.actor, row.event, row.team) for row in rows]


async def status_of(office: Office, team: str = "daisu") -> Status:
    """Of the one report in the inbox."""
    (line,) = await inbox.listed(office.sessions, team)
    return line.status


async def the_report(office: Office, team: str = "daisu") -> str:
    """Submits and delivers one; returns its id."""
    await office.submit()
    await office.deliver()
    (line,) = await inbox.listed(office.sessions, team)
    return line.report_id


async def test_an_inbox_lists_a_teams_own_reports_and_no_others(office: Office) -> None:
    report = await the_report(office)
    for team in ROUTING.teams:
        assert [line.report_id for line in await inbox.listed(office.sessions, team)] == (
            [report] if team == "daisu" else []
        )


async def test_an_undelivered_report_is_not_listed(office: Office) -> None:
    await office.submit()
    assert await inbox.listed(office.sessions, "daisu") == []


async def test_an_opened_report_comes_sealed_and_is_marked_and_audited(office: Office) -> None:
    report = await the_report(office)
    shown = await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    assert opened(shown.account, office.identity("daisu"))["report"] == report
    assert await status_of(office) is Status.OPENED
    assert await audit_of(office) == [
        ("intake", "received", ""),
        ("relay", "delivered", "daisu"),
        ("daisu", "opened", "daisu"),
    ]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("team", ["professional_standards", "mash", "no such team", ""])
async def test_another_teams_report_is_the_same_as_none(office: Office, act: Act, team: str) -> None:
    report = await the_report(office)
    before = await audit_of(office)
    with pytest.raises(NoSuchReportError) as others:
        await act(office, team, report)
    with pytest.raises(NoSuchReportError) as none:
        await act(office, team, "0" * 32)
    assert str(others.value) == str(none.value)
    assert await audit_of(office) == before
    assert await status_of(office) is Status.RECEIVED


async def test_a_report_never_goes_back_a_step(office: Office) -> None:
    report = await the_report(office)
    await ACTS["open"](office, "daisu", report)
    await ACTS["reply"](office, "daisu", report)
    await ACTS["open"](office, "daisu", report)
    assert await status_of(office) is Status.ANSWERED
    await ACTS["close"](office, "daisu", report)
    await ACTS["reply"](office, "daisu", report)
    assert await status_of(office) is Status.CLOSED


async def test_one_teams_step_does_not_show_to_another(office: Office) -> None:
    await office.submit(children_affected="yes")
    await office.deliver()
    (line,) = await inbox.listed(office.sessions, "mash")
    await ACTS["open"](office, "mash", line.report_id)
    await ACTS["close"](office, "mash", line.report_id)
    assert await status_of(office, "daisu") is Status.RECEIVED
    assert line.rule in {rule.name for rule in ROUTING.rules if rule.team == "mash"}
