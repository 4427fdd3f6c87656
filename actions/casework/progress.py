"""How far a report had come with teams that have no copy of it any more."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.tables import Casework, EndedCopy, Status


async def come_so_far(session: AsyncSession, report_id: str) -> Collection[Status]:
    """Nothing unless a team that opened it handed it over and kept no copy, or erased its own."""
    before = select(Casework.before).where(Casework.report_id == report_id, Casework.before.is_not(None))
    ended = select(EndedCopy.before).where(EndedCopy.report_id == report_id)
    every = [*await session.scalars(before), *await session.scalars(ended)]
    return {Status(each) for each in every if each is not None}
