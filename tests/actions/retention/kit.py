"""What the tests of retention share: a clock that is moved, sweeps, and what she and the audit are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from actions import inbox
from actions.casework.actor import Actor
from actions.casework.outcomes import close
from actions.database.tables import AuditEntry, Casework, Delivery, Recusal, StaffAccount
from actions.receipts import Progress, open_receipt
from actions.retention import sweep
from actions.retention.days import add_months
from actions.retention.keeping import Terms
from actions.times import LOCAL, day_of, hour_of
from tests.actions.back import opened_by
from tests.actions.kit import CANARY, LOOKUP, NOW, Office
from tests.staff.casework_kit import OUTCOMES

KNOWN = OUTCOMES.retention
LEAD, OTHER_LEAD = Actor("daisu", "lead", lead=True), Actor("daisu", "other", lead=True)
MIRA, BY_KEY = Actor("daisu", "mira"), Actor("daisu")
TODAY = day_of(NOW)
CLOSED_UNTIL = add_months(TODAY, OUTCOMES.keep_months("investigated"))
WARNING = timedelta(weeks=KNOWN.warn_weeks)
A_DAY = timedelta(days=1)
HAPPENED, DETAILS = f"{CANARY} in what_happened", f"{CANARY} in contact_details"


def noon(day: date) -> datetime:
    """A time of a day."""
    return datetime.combine(day, time(12), LOCAL)


def terms(day: date = TODAY) -> Terms:
    """What the committed file says, on a day."""
    return Terms(OUTCOMES, noon(day))


async def swept(office: Office, day: date) -> None:
    """What the action server does on a day."""

    def now() -> datetime:
        return noon(day)

    await sweep.sweep(replace(office.intake, clock=now), OUTCOMES)


async def passed(office: Office, day: date) -> None:
    """What it does from when the team has to be told of a day until that day."""
    await swept(office, day - WARNING)
    await swept(office, day)


async def closed(office: Office, team: str = "daisu", outcome: str | None = "investigated") -> str:
    """A report that a team has opened, and closed today."""
    report = await opened_by(office, team)
    await close(office.sessions, Actor(team), report, outcome, NOW, OUTCOMES)
    return report


async def teams_with(office: Office, report: str) -> set[str]:
    """Who has a copy."""
    async with office.sessions() as session:
        return set(await session.scalars(select(Delivery.team).where(Delivery.report_id == report)))


async def work_of(office: Office, report: str, team: str = "daisu") -> Casework | None:
    """A team's work on a report."""
    async with office.sessions() as session:
        return await session.get(Casework, (report, team))


async def day_for(office: Office, report: str, team: str = "daisu") -> date | None:
    """When a copy is to be erased."""
    work = await work_of(office, report, team)
    return work.erased_on if work else None


async def told(office: Office, lookup: str = LOOKUP) -> Progress | None:
    """What her receipt opens."""
    intake = office.intake
    return await open_receipt(office.sessions, office.report_keys, intake.receipt_secret, lookup)


async def recorded(office: Office, *actors: str) -> list[tuple[str, str, str, str]]:
    """What the audit says that these did: actor, event, team and account."""
    query = select(AuditEntry).where(AuditEntry.actor.in_(actors)).order_by(AuditEntry.id)
    async with office.sessions() as session:
        return [(row.actor, row.event, row.team, row.account) for row in await session.scalars(query)]


async def listed(office: Office, team: str = "daisu") -> list[str]:
    """The reports in a team's inbox."""
    return [line.report_id for line in await inbox.listed(office.sessions, team)]


async def accounts(office: Office, *names: str, team: str = "daisu") -> None:
    """People of a team, who can sign in."""
    rest: dict[str, Any] = {"role": "lead", "team": team, "credentials": "0" * 32, "created": hour_of(NOW)}
    async with office.sessions.begin() as session:
        session.add_all(StaffAccount(name=name, display_name=name, **rest) for name in names)


async def is_kept_from(office: Office, report: str, account: str) -> None:
    """For this account there is no such report."""
    async with office.sessions.begin() as session:
        session.add(Recusal(report_id=report, account=account, team="daisu"))
