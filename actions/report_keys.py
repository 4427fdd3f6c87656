"""The keys of the outer lock (`actions.locking`), in a database of their own that is never part of a dated backup.

Every locked thing has a random key to itself. So an account, contact details, an addition or a reply is erased by
itself, and whatever old copy of the database holds it cannot be opened any more: its key is nowhere.

A key is committed before what it locks, and destroyed after (`actions.key_destruction`). The one copy of this database
that may be made takes the place of the copy before it: see docs/decisions/0015.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from actions.database.engine import Sessions, is_log_emptied
from actions.database.report_key_tables import ReportKey
from actions.locking import CannotUnlockError, Key, Locked, Place, lock, new_key, unlock
from actions.sealing import Sealed
from actions.times import Clock, hour_of

MOST = 500
"""Ids in one statement."""


class StillReadableError(Exception):
    """A key was deleted and can still be read in the database's log; to be tried again."""


class ReportKeys:
    """The store of keys. Every method raises SQLAlchemy's errors when the store cannot be reached."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def lock(self, parts: Mapping[Place, Sealed]) -> dict[Place, Locked]:
        """Each part under a fresh key. The keys are committed when this returns: store what it gives after that."""
        keys = {place: new_key() for place in parts}
        made = hour_of(self._clock())
        async with self._sessions.begin() as session:
            session.add_all(
                ReportKey(id=key.id, report_id=place.report_id, made=made, used=False, secret=key.secret)
                for place, key in keys.items()
            )
        return {place: lock(sealed, place, keys[place]) for place, sealed in parts.items()}

    async def lock_one(self, place: Place, sealed: Sealed) -> Locked:
        """`lock` for one part."""
        return (await self.lock({place: sealed}))[place]

    async def unlock(self, parts: Mapping[Place, Locked]) -> dict[Place, Sealed]:
        """What is under the lock. Raises `CannotUnlockError` when any of it does not open in its place."""
        keys = await self._keys({locked.key_id for locked in parts.values()})
        return {place: unlock(locked, place, _of(locked, keys)) for place, locked in parts.items()}

    async def unlock_one(self, place: Place, locked: Locked) -> Sealed:
        """`unlock` for one part."""
        return (await self.unlock({place: locked}))[place]

    async def destroy(self, ids: Iterable[str]) -> None:
        """Destroys the keys with these ids, and every key of the reports with these ids. Raises `StillReadableError`.

        Only when this returns is what they locked unreadable.
        """
        async with self._sessions.begin() as session:
            for some in batches(ids):
                named = or_(ReportKey.id.in_(some), ReportKey.report_id.in_(some))
                await session.execute(delete(ReportKey).where(named))
        if not await is_log_emptied(self._sessions):
            raise StillReadableError("the log of the database of report keys could not be emptied")

    async def still_has(self, ids: Collection[str]) -> bool:
        """Whether every key with these ids is there."""
        return len(await self._keys(ids)) == len(set(ids))

    async def unused(self) -> Mapping[str, datetime]:
        """Reports that have keys not yet seen in use, and the hour in which the newest of those was made."""
        async with self._sessions() as session:
            rows = await session.execute(
                select(ReportKey.report_id, ReportKey.made).where(ReportKey.used.is_(False)).order_by(ReportKey.made)
            )
            return {row.report_id: row.made for row in rows}

    async def mark_used(self, report_ids: Iterable[str]) -> None:
        """These reports are stored: their keys are no left-overs."""
        async with self._sessions.begin() as session:
            for some in batches(report_ids):
                await session.execute(update(ReportKey).where(ReportKey.report_id.in_(some)).values(used=True))

    async def discard_unused(self, report_ids: Iterable[str]) -> None:
        """Deletes what failed saves of these reports left behind; a key that was ever in use stays."""
        async with self._sessions.begin() as session:
            for some in batches(report_ids):
                unused = (ReportKey.report_id.in_(some), ReportKey.used.is_(False))
                await session.execute(delete(ReportKey).where(*unused))

    async def without_key(self, report_ids: Collection[str]) -> int:
        """How many of these reports have no key at all."""
        async with self._sessions() as session:
            known: set[str] = set()
            for some in batches(report_ids):
                known.update(await session.scalars(select(ReportKey.report_id).where(ReportKey.report_id.in_(some))))
        return len(set(report_ids) - known)

    async def _keys(self, ids: Collection[str]) -> Mapping[str, Key]:
        async with self._sessions() as session:
            found: dict[str, Key] = {}
            for some in batches(ids):
                rows = await session.scalars(select(ReportKey).where(ReportKey.id.in_(some)))
                found |= {row.id: Key(row.id, row.secret) for row in rows}
            return found


def _of(locked: Locked, keys: Mapping[str, Key]) -> Key:
    key = keys.get(locked.key_id)
    if key is None:
        raise CannotUnlockError("the key is gone")
    return key


def batches(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The ids, some at a time: a statement can name only so many."""
    every = tuple(ids)
    return (every[start : start + MOST] for start in range(0, len(every), MOST))
