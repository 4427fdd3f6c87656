"""Which relay is at what: an item is claimed by one relay, for as long as that relay lives.

A relay counts on in its row of `relays`. Others watch the count with their own clock, so servers need not agree on the
time and none is stored. A count that stands still for `LEASE` ends the claims.
"""

from __future__ import annotations

import secrets
from contextlib import suppress

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from actions.database.engine import Sessions
from actions.database.outbox_tables import RelayBeat

LEASE = 90.0
"""Seconds. Longer than any try may take, so that nobody else takes over what is still under way."""


class Lease:
    """The life of one relay, and what it knows of the others'."""

    def __init__(self, sessions: Sessions) -> None:
        self.id = secrets.token_hex(16)
        self._sessions = sessions
        self._seen: dict[str, tuple[int, float]] = {}
        self._others_ended = False

    async def renew(self, now: float) -> None:
        """Counts on, and ends the claims of relays that have not for too long. `now` is in monotonic seconds."""
        async with self._sessions.begin() as session:
            counted = update(RelayBeat).where(RelayBeat.id == self.id).values(beats=RelayBeat.beats + 1)
            if (await session.scalar(counted.returning(RelayBeat.id))) is None:
                await session.execute(insert(RelayBeat).values(id=self.id, beats=0))
            others = select(RelayBeat.id, RelayBeat.beats).where(RelayBeat.id != self.id)
            found = {relay: beats for relay, beats in await session.execute(others)}  # noqa: C416 — rows are no pairs
            if ended := self._ended(found, now, alone=session.get_bind().dialect.name == "sqlite"):
                await session.execute(delete(RelayBeat).where(RelayBeat.id.in_(ended)))

    async def end(self) -> None:
        """Lets the others take over at once. Does what it can: otherwise they wait until the lease is over."""
        with suppress(SQLAlchemyError, OSError, TimeoutError):
            async with self._sessions.begin() as session:
                await session.execute(delete(RelayBeat).where(RelayBeat.id == self.id))

    def _ended(self, found: dict[str, int], now: float, *, alone: bool) -> list[str]:
        self._seen = {
            relay: self._seen[relay] if relay in self._seen and self._seen[relay][0] == beats else (beats, now)
            for relay, beats in found.items()
        }
        if alone and not self._others_ended:
            # SQLite has one process: whatever is there when it starts was left by one that ended.
            self._others_ended = True
            return list(found)
        return [relay for relay, (_, since) in self._seen.items() if now - since >= LEASE]
