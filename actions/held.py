"""A stored report in the hands of whoever holds its receipt: found by it, and locked until the transaction ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.tables import Delivery, ReportRow
from actions.intake import Intake
from actions.reports import Share


@dataclass(frozen=True, slots=True)
class Held:
    """The report, and each team's copy as it is now: no team can open one before the transaction ends."""

    report: ReportRow
    deliveries: Sequence[Delivery]


async def hold(session: AsyncSession, receipt: str) -> Held | None:
    """The report under the keyed hash `receipt`, locked; None when there is none (any more).

    Both statements write, which locks in every database: SQLite then lets nobody else write, and PostgreSQL waits for
    whoever is opening a copy and then sees it opened. Reading first would miss that.
    """
    lock = update(ReportRow).where(ReportRow.receipt == receipt).values(receipt=receipt).returning(ReportRow)
    report = await session.scalar(lock)
    if report is None:
        return None
    copies = update(Delivery).where(Delivery.report_id == report.id).values(status=Delivery.status).returning(Delivery)
    return Held(report, sorted(await session.scalars(copies), key=lambda each: each.team))


def share_of(intake: Intake, held: Held, delivery: Delivery) -> Share:
    """Why a team has its copy; a team that is not in the table any more is called by its id."""
    team = intake.routing.teams.get(delivery.team)
    return Share(delivery.team, team.name if team else delivery.team, delivery.rule, held.report.routing_version)


def recipients_of(intake: Intake, team: str) -> tuple[str, ...]:
    """Who can open what is sealed to `team` now: that team, if it still has a key, and the recovery key."""
    own = intake.keys.teams.get(team)
    return (own, intake.keys.recovery) if own else (intake.keys.recovery,)
