"""What was given up: seen, and tried again when somebody says so. The report itself is in the inbox all the while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select, update

from actions.database.engine import Sessions
from actions.database.outbox_tables import OutboxItem
from actions.delivery.names import INBOX, OTHERS


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of what is for one target of one team waits, and was given up.

    What has arrived is nobody's business: with it, whoever runs the server would see how many reports a team has.
    """

    team: str
    target: str
    waiting: int
    dead: int


@dataclass(frozen=True, slots=True)
class Which:
    """Which dead letters: all, or those of a team, of a target, or one alone."""

    team: str | None = None
    target: str | None = None
    id: str | None = None


async def standings(sessions: Sessions) -> Sequence[Standing]:
    """One line for each target of each team for which something has not arrived."""
    dead = func.sum(case((OutboxItem.dead.is_not(None), 1), else_=0))
    place = (OutboxItem.team, OutboxItem.target)
    left = OutboxItem.target.not_in((INBOX, OTHERS)), OutboxItem.delivered.is_(False)
    found = select(*place, func.count() - dead, dead).where(*left)
    async with sessions() as session:
        return [Standing(*row) for row in await session.execute(found.group_by(*place).order_by(*place))]


async def dead_letters(sessions: Sessions) -> Sequence[OutboxItem]:
    """Everything that was given up."""
    found = select(OutboxItem).where(OutboxItem.dead.is_not(None))
    async with sessions() as session:
        return (await session.scalars(found.order_by(OutboxItem.team, OutboxItem.target, OutboxItem.id))).all()


async def count_dead(sessions: Sessions) -> int:
    """How many were given up."""
    async with sessions() as session:
        return await session.scalar(select(func.count()).where(OutboxItem.dead.is_not(None))) or 0


async def replay(sessions: Sessions, which: Which) -> int:
    """Has them tried again as if they were new, with the id they had; returns how many."""
    given = ((OutboxItem.team, which.team), (OutboxItem.target, which.target), (OutboxItem.id, which.id))
    named = [column == value for column, value in given if value is not None]
    again = update(OutboxItem).where(OutboxItem.dead.is_not(None), *named)
    async with sessions.begin() as session:
        again = again.values(dead=None, attempts=0, failure="", claim=None)
        return len((await session.scalars(again.returning(OutboxItem.id))).all())
