"""The outbox as one relay sees it. Everything here is one short transaction; nothing is sent inside one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from actions import locking
from actions.database.engine import Sessions
from actions.database.outbox_tables import OutboxItem, RelayBeat
from actions.database.tables import Addition, Delivery, Withdrawal
from actions.delivery.names import CARRYING, INBOX, NOTICE, OTHERS, Kind
from actions.locking import ACCOUNT, Locked, Place

PENDING = (OutboxItem.delivered.is_(False), OutboxItem.dead.is_(None))
AS_IT_IS = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Begun:
    """A try that may begin: what is to be taken, and the other notices that this one makes needless."""

    part: tuple[str, Place, Locked] | None
    covered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A try that failed. `gone`: whether the report may have left with it, or with one before."""

    kind: str
    attempts: int
    gone: bool
    dead: datetime | None


class Outbox:
    """What the relay `claim` may take."""

    def __init__(self, sessions: Sessions, claim: str, targets: Collection[str]) -> None:
        self._sessions = sessions
        self._claim = claim
        # Whoever serves the inbox shares out to the others. What this relay does not know is left to one that does.
        self._known = OutboxItem.target.in_([*targets, *([OTHERS] if INBOX in targets else [])])

    async def due(self) -> Sequence[OutboxItem]:
        """Claims what nobody is at, and gives all that is claimed and has nothing before it."""
        free = or_(OutboxItem.claim.is_(None), OutboxItem.claim.not_in(select(RelayBeat.id)))
        # Rows that another relay is just claiming are skipped, not waited for. SQLite knows no row locks.
        ids = select(OutboxItem.id).where(*PENDING, self._known, _is_first(), free).correlate(None)
        claimable = OutboxItem.id.in_(ids.with_for_update(skip_locked=True, of=OutboxItem))
        mine = select(OutboxItem).where(*PENDING, _is_first(), OutboxItem.claim == self._claim)
        async with self._sessions.begin() as session:
            await session.execute(
                update(OutboxItem).where(claimable).values(claim=self._claim), execution_options=AS_IT_IS
            )
            return (await session.scalars(mine.order_by(OutboxItem.number, OutboxItem.id))).all()

    async def begin(self, item: OutboxItem) -> Begun | None:
        """Says that the try begins, and what it takes along; None when there is nothing to do any more.

        The copy is locked first, as by `actions.held.hold`: so whoever takes the report back does it either before
        this, and nothing leaves, or after, and sees that something may have left.
        """
        async with self._sessions.begin() as session:
            of_item = (Delivery.report_id == item.report_id, Delivery.team == item.team)
            hold = update(Delivery).where(*of_item).values(status=Delivery.status).returning(Delivery)
            copy = await session.scalar(hold)
            if copy is None or not await self._mark_begun(session, item):
                return None
            if await _is_needless(session, item):
                await session.execute(delete(OutboxItem).where(OutboxItem.id == item.id))
                return None
            covered = await _others_of_the_notice(session, item) if item.target == NOTICE else ()
            return Begun(await _part(session, item, copy), covered)

    async def arrived(self, session: AsyncSession, item: OutboxItem, covered: Sequence[str]) -> bool:
        """Marks the item delivered within the caller's transaction; False when it was no longer this relay's."""
        mark = update(OutboxItem).where(*self._is_mine(item)).values(delivered=True, claim=None, failure="")
        if (await session.scalar(mark.returning(OutboxItem.id))) is None:
            return False
        needless = update(OutboxItem).where(OutboxItem.id.in_(covered), *PENDING).values(delivered=True, claim=None)
        await session.execute(needless)
        return True

    async def failed(self, item: OutboxItem, failure: Failure) -> None:
        """Keeps the item for the next try, or, with `failure.dead`, as a dead letter."""
        values = {"attempts": failure.attempts, "failure": failure.kind, "gone": failure.gone, "dead": failure.dead}
        claim = None if failure.dead else self._claim
        async with self._sessions.begin() as session:
            await session.execute(update(OutboxItem).where(*self._is_mine(item)).values(claim=claim, **values))

    async def _mark_begun(self, session: AsyncSession, item: OutboxItem) -> bool:
        gone = item.gone or item.target in CARRYING
        begin = update(OutboxItem).where(*self._is_mine(item)).values(gone=gone).returning(OutboxItem.id)
        return (await session.scalar(begin)) is not None

    def _is_mine(self, item: OutboxItem) -> tuple[ColumnElement[bool], ...]:
        return OutboxItem.id == item.id, OutboxItem.claim == self._claim, *PENDING


async def may_have_left(session: AsyncSession, report_id: str) -> bool:
    """Whether any team may have received the report outside its inbox, where nobody can tell if it was read."""
    return bool(await session.scalar(select(exists().where(OutboxItem.report_id == report_id, OutboxItem.gone))))


def others(report_id: str, team: str, kind: Kind, number: int) -> OutboxItem:
    """For the transaction that stores an addition or a withdrawal: the team's other targets are to hear of it."""
    return OutboxItem(report_id=report_id, team=team, target=OTHERS, kind=kind, number=number)


def _is_first() -> ColumnElement[bool]:
    """What concerns one report reaches one target in its order: an item waits for those before it."""
    before = aliased(OutboxItem)
    same = (
        before.report_id == OutboxItem.report_id,
        before.team == OutboxItem.team,
        before.target == OutboxItem.target,
    )
    waiting = (before.delivered.is_(False), before.dead.is_(None))
    return ~exists().where(*same, *waiting, before.number < OutboxItem.number)


async def _is_needless(session: AsyncSession, item: OutboxItem) -> bool:
    """Nothing more of a report goes out once it was taken back, but that it was."""
    if item.target in (INBOX, OTHERS) or item.kind == Kind.WITHDRAWN:
        return False
    return bool(await session.scalar(select(exists().where(Withdrawal.report_id == item.report_id))))


async def _others_of_the_notice(session: AsyncSession, item: OutboxItem) -> tuple[str, ...]:
    same = (OutboxItem.team == item.team, OutboxItem.target == NOTICE, OutboxItem.id != item.id, *PENDING)
    return tuple(await session.scalars(select(OutboxItem.id).where(*same)))


async def _part(session: AsyncSession, item: OutboxItem, copy: Delivery) -> tuple[str, Place, Locked] | None:
    if item.target not in CARRYING or item.kind == Kind.WITHDRAWN:
        return None
    if item.kind == Kind.REPORT:
        return ACCOUNT, Place(item.report_id, item.team, ACCOUNT), copy.account
    name = locking.addition(item.number)
    addition = await session.get_one(Addition, (item.report_id, item.team, item.number))
    return name, Place(item.report_id, item.team, name), addition.sealed
