"""Who is in a team."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.engine import Sessions
from actions.database.tables import StaffAccount


async def is_of_team(session: AsyncSession, account: str, team: str) -> bool:
    """Whether there is such an account in `team` that can sign in."""
    found = exists().where(StaffAccount.name == account, *_works_for(team))
    return bool(await session.scalar(select(found)))


async def accounts_of(sessions: Sessions, team: str) -> Sequence[str]:
    """The names of the accounts in `team`, in order."""
    async with sessions() as session:
        names = select(StaffAccount.name).where(*_works_for(team)).order_by(StaffAccount.name)
        return (await session.scalars(names)).all()


def _works_for(team: str) -> tuple[ColumnElement[bool], ...]:
    return StaffAccount.team == team, StaffAccount.disabled.is_(False)
