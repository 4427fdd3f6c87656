"""The files of a report as one team has them: listed with it, and each body taken out by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from actions import audit, locking
from actions.audit import Event
from actions.database.engine import Sessions
from actions.database.tables import Attachment, Delivery, Status
from actions.locking import Locked, Place
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from content.contact_reasons import Reason


class NoSuchFileError(Exception):
    """This team has no such file."""


class Body(StrEnum):
    """Which of the two."""

    ORIGINAL = "original"
    CLEAN = "clean"


async def count_attached(session: AsyncSession, report_id: str) -> int:
    """How many files a report has; each team has every one."""
    numbers = select(func.max(Attachment.number)).where(Attachment.report_id == report_id)
    return await session.scalar(numbers) or 0


async def letters_of(session: AsyncSession, report_id: str, team: str) -> Mapping[Place, Locked]:
    """What a team is told of each file, in order."""
    rows = await session.scalars(_of(report_id, team).order_by(Attachment.number))
    return {Place(report_id, team, locking.attachment(row.number)[0]): row.letter for row in rows}


async def mark_opened(session: AsyncSession, report_id: str, team: str) -> None:
    """Marks the letters as read."""
    new = (Attachment.report_id == report_id, Attachment.team == team, Attachment.opened.is_(False))
    await session.execute(update(Attachment).where(*new).values(opened=True))


async def take(
    sessions: Sessions,
    keys: ReportKeys,
    team: str,
    report_id: str,
    number: int,
    body: Body,
    reason: Reason | None,
    at: datetime,
    *also: ColumnElement[bool],
    account: str = "",
) -> Sealed:
    """One body, sealed to the key in its letter; that it was taken is recorded, of an original with the reason.

    Raises `NoSuchFileError`, and `CannotUnlockError` when its key is gone; nothing is recorded then.
    """
    if (body is Body.ORIGINAL) != (reason is not None):
        raise ValueError("an original is taken for a reason, and nothing else is")
    this = (Delivery.report_id == report_id, Delivery.team == team, Delivery.status != Status.RECEIVED, *also)
    async with sessions.begin() as session:
        copy = await session.scalar(update(Delivery).where(*this).values(status=Delivery.status).returning(Delivery))
        wanted = _of(report_id, team).where(Attachment.number == number, Attachment.opened)
        loaded = Attachment.original if body is Body.ORIGINAL else Attachment.clean
        row = await session.scalar(wanted.options(undefer(loaded))) if copy is not None else None
        if row is None:
            raise NoSuchFileError
        _, original, clean = locking.attachment(number)
        place = Place(report_id, team, original if body is Body.ORIGINAL else clean)
        sealed = await keys.unlock_one(place, row.original if body is Body.ORIGINAL else row.clean)
        event = Event.TOOK_ORIGINAL if body is Body.ORIGINAL else Event.TOOK_CLEAN
        code = reason.code if reason else ""
        await audit.record(session, event, report_id, actor=team, at=at, team=team, account=account, code=code)
    return sealed


async def erase_unopened(session: AsyncSession, report_id: str, teams: Collection[str]) -> Sequence[Locked]:
    """Deletes what no team has read of from the copies of `teams`: she took the report back. The keys are the caller's
    to doom."""
    opened = select(Attachment.number).where(Attachment.report_id == report_id, Attachment.opened)
    unopened = (Attachment.report_id == report_id, Attachment.team.in_(teams), Attachment.number.not_in(opened))
    erased = await session.execute(
        delete(Attachment).where(*unopened).returning(Attachment.letter, Attachment.original, Attachment.clean)
    )
    return [locked for row in erased for locked in row]


async def everything_of(session: AsyncSession, report_id: str, team: str) -> dict[str, Locked]:
    """All that a team has of the files, by the names of their places."""
    rows = await session.scalars(_of(report_id, team).options(undefer(Attachment.original), undefer(Attachment.clean)))
    return {part: locked for row in rows for part, locked in parts_of(row).items()}


async def give(
    session: AsyncSession, keys: ReportKeys, ours: Delivery, theirs: Delivery, letters: Sequence[Sealed]
) -> None:
    """Another team gets the files too: their letters as they were sealed to it, and the bodies as they are.

    Raises `NoSuchFileError` unless there is a letter for each, and each was read.
    """
    rows = (
        await session.scalars(
            _of(ours.report_id, ours.team)
            .order_by(Attachment.number)
            .options(undefer(Attachment.original), undefer(Attachment.clean))
        )
    ).all()
    if len(rows) != len(letters) or not all(row.opened for row in rows):
        raise NoSuchFileError
    for row, letter in zip(rows, letters, strict=True):
        session.add(await _given(keys, row, theirs.team, letter))


async def _given(keys: ReportKeys, row: Attachment, team: str, letter: Sealed) -> Attachment:
    names = locking.attachment(row.number)
    bodies = parts_of(row)
    sealed = await keys.unlock({Place(row.report_id, row.team, name): bodies[name] for name in names[1:]})
    moved = {Place(row.report_id, team, place.part): each for place, each in sealed.items()}
    locked = await keys.lock({Place(row.report_id, team, names[0]): letter, **moved})
    now = {place.part: each for place, each in locked.items()}
    return Attachment(
        report_id=row.report_id,
        team=team,
        number=row.number,
        at=row.at,
        opened=False,
        kind=row.kind,
        size=row.size,
        letter=now[names[0]],
        original=now[names[1]],
        clean=now[names[2]],
    )


def parts_of(row: Attachment) -> dict[str, Locked]:
    """One file's three parts by the names of their places."""
    return dict(zip(locking.attachment(row.number), (row.letter, row.original, row.clean), strict=True))


def _of(report_id: str, team: str) -> Select[Attachment]:
    return select(Attachment).where(Attachment.report_id == report_id, Attachment.team == team)
