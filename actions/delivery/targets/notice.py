"""Tells a team by e-mail that there is something new: no more than that, and no more often than once an hour.

So neither a mail nor their number says what came, or how much.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from actions.database.engine import Sessions
from actions.database.outbox_tables import Notified
from actions.delivery.parcel import LaterError, NotSentError, Parcel
from actions.delivery.targets.mail import Post
from actions.times import Clock, hour_of

NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Notices:
    """Sends at most one notice to a team in an hour, whichever server it is."""

    def __init__(self, post: Post, addresses: Mapping[str, str], sessions: Sessions, clock: Clock) -> None:
        self._post = post
        self._addresses = addresses
        self._sessions = sessions
        self._clock = clock

    def serves(self, team: str) -> bool:
        return team in self._addresses

    async def deliver(self, parcel: Parcel) -> None:
        await self.tell(parcel.team)

    async def tell(self, whom: str) -> None:
        """Sends it to whom it serves. Raises `LaterError` when this hour had one, `NotSentError` as a target does."""
        now = self._clock()
        before = await self._take_the_hour(whom, hour_of(now))
        if before is None:
            raise LaterError((hour_of(now) + timedelta(hours=1) - now).total_seconds())
        try:
            await self._post.server.send(self._post.message(self._addresses[whom], secrets.token_hex(16)))
        except NotSentError:
            await self._give_back(whom, before)
            raise

    async def _take_the_hour(self, team: str, hour: datetime) -> datetime | None:
        """The hour of the notice before, if this hour had none yet; it has now."""
        await self._make_row(team)
        async with self._sessions.begin() as session:
            last = (Notified.team == team, Notified.at < hour)
            # A write first, which locks in every database: nobody else takes the same hour.
            row = await session.scalar(update(Notified).where(*last).values(team=team).returning(Notified))
            if row is None:
                return None
            before: datetime = row.at
            row.at = hour
            return before

    async def _make_row(self, team: str) -> None:
        async with self._sessions() as session:
            if (await session.scalar(select(Notified.team).where(Notified.team == team))) is not None:
                return
        try:
            async with self._sessions.begin() as session:
                await session.execute(insert(Notified).values(team=team, at=NEVER))
        except IntegrityError:
            return  # another server was first

    async def _give_back(self, team: str, before: datetime) -> None:
        async with self._sessions.begin() as session:
            await session.execute(update(Notified).where(Notified.team == team).values(at=before))
