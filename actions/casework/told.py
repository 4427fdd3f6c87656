"""What her report's status says of how it ended."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.tables import Casework, Delivery
from content.outcomes import HANDED_OVER


async def outcome_of(session: AsyncSession, report_id: str) -> str | None:
    """The code with which every team closed the report, but for those that handed it over; None when they differ, or
    one gave none: that several teams have it, or had, is not told."""
    same = (Casework.report_id == Delivery.report_id) & (Casework.team == Delivery.team)
    every = select(Casework.outcome).select_from(Delivery).outerjoin(Casework, same)
    found = set(await session.scalars(every.where(Delivery.report_id == report_id))) - {HANDED_OVER}
    return found.pop() if len(found) == 1 else None
