"""Makes one item for each of a team's targets beside the inbox."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.outbox_tables import OutboxItem
from actions.database.tables import Addition
from actions.delivery.names import CARRYING, INBOX, OTHERS, Kind
from actions.delivery.outbox import PENDING


async def share_out(session: AsyncSession, item: OutboxItem, names: Collection[str]) -> None:
    """One item for each of `names`, when `item` arrived at the inbox or stands for the other targets.

    In the transaction that marks `item`, so that it happens once and is never forgotten.
    """
    if item.target not in (INBOX, OTHERS):
        return
    if item.target == OTHERS:
        await session.execute(delete(OutboxItem).where(OutboxItem.id == item.id))
    if item.kind == Kind.WITHDRAWN:
        names = await _who_must_hear(session, item)
    told = [(item.kind, item.number)]
    if item.kind == Kind.REPORT:
        # A team that has the report from another has what was added before.
        told += [(Kind.ADDITION, number) for number in await _added(session, item)]
    there = await _there_already(session, item)
    session.add_all(
        OutboxItem(report_id=item.report_id, team=item.team, target=name, kind=kind, number=number)
        for name in names
        for kind, number in told
        if (name, number) not in there
    )


async def _who_must_hear(session: AsyncSession, item: OutboxItem) -> Collection[str]:
    """Takes back what has not left, and names the targets that something may have left for."""
    own = (OutboxItem.report_id == item.report_id, OutboxItem.team == item.team)
    inside = (INBOX, OTHERS)
    unsent = delete(OutboxItem).where(*own, OutboxItem.target.not_in(inside), OutboxItem.gone.is_(False), *PENDING)
    await session.execute(unsent)
    left = select(OutboxItem.target).where(*own, OutboxItem.target.in_(CARRYING), OutboxItem.gone)
    return set(await session.scalars(left))


async def _added(session: AsyncSession, item: OutboxItem) -> Sequence[int]:
    same = (Addition.report_id == item.report_id, Addition.team == item.team)
    return (await session.scalars(select(Addition.number).where(*same))).all()


async def _there_already(session: AsyncSession, item: OutboxItem) -> set[tuple[str, int]]:
    same = (OutboxItem.report_id == item.report_id, OutboxItem.team == item.team)
    rows = await session.execute(select(OutboxItem.target, OutboxItem.number).where(*same))
    return {(target, number) for target, number in rows}
