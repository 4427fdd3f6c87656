"""A team's work in each database: acts at the same time, and what is told once."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Set
from datetime import timedelta

import pytest
from sqlalchemy import select

from actions import inbox, rewrap
from actions.casework import escalation
from actions.casework.actor import Actor
from actions.casework.assessment import assess
from actions.casework.beside import ASSESSMENT
from actions.casework.handover import Handover, Receiver, hand_over
from actions.casework.recusal import NOWHERE, as_seen_by, step_aside
from actions.casework.unchanged import digest_of
from actions.database.tables import AuditEntry, Delivery, Status
from actions.inbox import NoSuchReportError
from actions.locking import ACCOUNT, Place
from actions.rewrap import Exchange
from actions.sealing import seal
from actions.times import hour_of
from tests.actions.back import opened_by, report_of
from tests.actions.kit import DATABASES, NOW, ROUTING, Office
from tests.staff.casework_kit import Told

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

PSD = "professional_standards"
MIRA, LEAD = Actor("daisu", "mira"), Actor("daisu", "lead", lead=True)


async def given(office: Office, report: str, team: str, *, by: str = "daisu", alone: bool = False) -> Handover:
    """A report as `by` hands it over to `team`."""
    async with office.sessions() as session:
        own = await session.get_one(Delivery, (report, by))
    was = digest_of(await office.report_keys.unlock_one(Place(report, by, ACCOUNT), own.account))
    to = Receiver(team, ROUTING.teams[team].name, (office.intake.keys.teams[team], office.intake.keys.recovery), alone)
    account, contact = seal(b"{}", to.recipients), seal(b"{}", to.recipients)
    return Handover(to, False, account, contact, additions=[], confirmed=False, was=was)


async def teams_with(office: Office, report: str) -> dict[str, Status]:
    """Who has a copy, and how far they are."""
    async with office.sessions() as session:
        rows = await session.scalars(select(Delivery).where(Delivery.report_id == report))
        return {row.team: row.status for row in rows}


async def events(office: Office) -> list[str]:
    """What the audit says."""
    async with office.sessions() as session:
        return list(await session.scalars(select(AuditEntry.event).order_by(AuditEntry.id)))


@pytest.mark.parametrize("team", ["mash", PSD])
async def test_handed_over_by_two_at_once_it_goes_once(office: Office, team: str) -> None:
    await office.submit()
    report = await opened_by(office)
    over = await given(office, report, team, alone=team == PSD)
    acts = [hand_over(office.sessions, office.report_keys, LEAD, report, over, NOW) for _ in range(2)]
    ends = await asyncio.gather(*acts, return_exceptions=True)
    assert {type(end) for end in ends} <= {type(None), NoSuchReportError}
    own = {} if team == PSD else {"daisu": Status.CLOSED}
    assert await teams_with(office, report) == {**own, team: Status.RECEIVED}
    assert (await events(office)).count("handed over") == 1


async def test_two_teams_that_hand_the_same_over_to_professional_standards_both_keep_nothing(office: Office) -> None:
    await office.submit(children_affected="yes")
    report = await opened_by(office)
    await inbox.open_report(office.sessions, office.report_keys, "mash", report, NOW)
    for team in ("daisu", "mash"):
        over = await given(office, report, PSD, by=team, alone=True)
        await hand_over(office.sessions, office.report_keys, Actor(team), report, over, NOW)
    assert await teams_with(office, report) == {PSD: Status.RECEIVED}


async def test_what_somebody_stepped_aside_from_is_the_id_of_no_report_to_them_alone(office: Office) -> None:
    await office.submit()
    report = await report_of(office)
    await step_aside(office.sessions, MIRA, report, NOW)
    assert await as_seen_by(office.sessions, MIRA, report) == NOWHERE
    assert await as_seen_by(office.sessions, Actor("daisu"), report) == NOWHERE
    assert await as_seen_by(office.sessions, LEAD, report) == report
    with pytest.raises(NoSuchReportError):
        await step_aside(office.sessions, MIRA, report, NOW)


async def test_each_is_told_once_and_what_failed_is_told_by_the_next_run(office: Office) -> None:
    await office.submit()
    report = await report_of(office)
    told = Told()
    for hours, expected in ((3, []), (4, ["daisu"]), (5, ["daisu"]), (8, ["daisu", "duty_inspector"])):
        for _ in range(2):
            await escalation.run(office.sessions, ROUTING, told, NOW + timedelta(hours=hours))
        assert told.teams == expected
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    await escalation.run(office.sessions, ROUTING, told, NOW + timedelta(days=9))
    assert told.teams == ["daisu", "duty_inspector"]


class Failing(Told):
    """Fails the first time."""

    async def notify(self, team: str, people: Set[str]) -> Set[str]:
        """Fails once, then tells."""
        if not self.teams:
            self.teams.append("failed")
            raise OSError
        return await super().notify(team, people)


async def test_who_could_not_be_told_is_told_by_the_next_run(office: Office) -> None:
    await office.submit()
    await report_of(office)
    told = Failing()
    for _ in range(3):
        await escalation.run(office.sessions, ROUTING, told, NOW + timedelta(hours=4))
    assert told.teams == ["failed", "daisu"]


async def test_what_only_professional_standards_has_goes_to_their_lead_and_their_deputy(office: Office) -> None:
    await office.submit(about_police="yes")
    report = await report_of(office, PSD)
    told, late = Told(), NOW + timedelta(days=3)
    await escalation.run(office.sessions, ROUTING, told, late)
    assert told.teams == [PSD, "professional_standards_deputy"]
    for queue, expected in (("duty_inspector", []), ("professional_standards_deputy", [report])):
        found = await escalation.passed_up_to(office.sessions, ROUTING, queue, "somebody", late)
        assert [each.report_id for each in found] == expected


async def test_the_clock_of_a_report_that_was_handed_over_starts_anew(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    later = NOW + timedelta(days=2)
    await hand_over(office.sessions, office.report_keys, LEAD, report, await given(office, report, "mash"), later)
    await office.deliver()
    lead, late = Actor("mash", "x", lead=True), later + timedelta(hours=4)
    (found,) = await escalation.late_in_team(office.sessions, ROUTING, lead, late)
    assert found.due.lead == hour_of(later) + timedelta(hours=4)


async def test_what_lies_beside_the_account_is_sealed_anew_with_it(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    keys, recipients = office.report_keys, (office.intake.keys.teams["daisu"], office.intake.keys.recovery)
    await assess(office.sessions, keys, MIRA, report, seal(b'"before"', recipients), None, NOW)
    parts = await rewrap.fetch(office.sessions, keys, "daisu", report, NOW)
    anew = seal(b'"after"', recipients)
    was = hashlib.sha256(parts[ASSESSMENT].data).hexdigest()
    await rewrap.exchange(office.sessions, keys, "daisu", report, {ASSESSMENT: Exchange(was, anew)}, NOW)
    again = await rewrap.fetch(office.sessions, keys, "daisu", report, NOW)
    assert again == {**parts, ASSESSMENT: anew}
