"""Keeps the sessions: found by a token that only the reporter's page holds, erased for good at one word."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from gateway.session import Course, Session

Clock = Callable[[], datetime]

IDLE = timedelta(minutes=30)


class ErasedError(Exception):
    """The conversation was erased while a turn was running; what the turn made is dropped."""


class BusyError(Exception):
    """Another turn of the same conversation is still running."""


class Held(Protocol):
    """A session during a turn that no other turn can enter."""

    @property
    def session(self) -> Session:
        """The session as the turn found it."""

    async def keep(self, session: Session) -> None:
        """Keeps what the turn made of it. Raises `ErasedError` when the conversation was erased meanwhile."""


class Sessions(Protocol):
    """A store of sessions."""

    @property
    def idle(self) -> timedelta:
        """How long after its last message a session is forgotten."""

    async def create(self, session: Session, token: str | None = None) -> str:
        """A new token (256 random bits) for `session`, or the given one. The token itself is not stored.

        A session that a given token has already is kept.
        """

    def hold(self, token: str, patience: float) -> AbstractAsyncContextManager[Held | None]:
        """The session of `token`, or None when there is none.

        Raises `BusyError` when another turn does not end within `patience` seconds.
        """

    async def look(self, token: str) -> Session | None:
        """The session of `token` as it is now."""

    async def extend(self, token: str) -> bool:
        """Begins the idle time of the session of `token` anew, as a message does; False when there is none."""

    async def erase(self, token: str) -> Course | None:
        """Forgets the session of `token`, also with a turn running, and tells its course.

        None when there is none, or when it was no conversation.
        """

    async def sweep(self) -> None:
        """Forgets the sessions that have been idle too long."""

    async def end_all(self) -> None:
        """Forgets every session, as if all had been idle too long."""

    def take_ended(self) -> Sequence[Course]:
        """The courses of the conversations that have been idle too long; each is told once."""


@dataclass(eq=False)
class _Entry:
    session: Session
    seen: datetime
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True)
class _HeldInMemory:
    sessions: MemorySessions
    key: bytes
    entry: _Entry

    @property
    def session(self) -> Session:
        return self.entry.session

    async def keep(self, session: Session) -> None:
        if self.sessions.live(self.key) is not self.entry:
            raise ErasedError
        self.entry.session = session


class MemorySessions:
    """Sessions in this process's memory, under the SHA-256 of their tokens."""

    def __init__(self, clock: Clock, idle: timedelta = IDLE) -> None:
        self._clock, self._idle = clock, idle
        self._entries: dict[bytes, _Entry] = {}
        self._ended: list[Course] = []

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def idle(self) -> timedelta:
        """See `Sessions.idle`."""
        return self._idle

    async def create(self, session: Session, token: str | None = None) -> str:
        """See `Sessions.create`."""
        token = secrets.token_urlsafe(32) if token is None else token
        key = _key(token)
        if self.live(key) is None:
            self._entries[key] = _Entry(session, self._clock())
        return token

    @asynccontextmanager
    async def hold(self, token: str, patience: float) -> AsyncIterator[Held | None]:
        """See `Sessions.hold`."""
        key = _key(token)
        entry = self.live(key)
        if entry is None:
            yield None
            return
        await _acquire(entry.lock, patience)
        try:
            if self._entries.get(key) is not entry:  # erased while this turn waited
                yield None
                return
            entry.seen = self._clock()
            yield _HeldInMemory(self, key, entry)
        finally:
            entry.lock.release()

    async def look(self, token: str) -> Session | None:
        """See `Sessions.look`."""
        entry = self.live(_key(token))
        return entry.session if entry else None

    async def extend(self, token: str) -> bool:
        """See `Sessions.extend`."""
        entry = self.live(_key(token))
        if entry is None:
            return False
        entry.seen = self._clock()
        return True

    async def erase(self, token: str) -> Course | None:
        """See `Sessions.erase`."""
        entry = self._entries.pop(_key(token), None)
        return None if entry is None else _course_of(entry)

    async def sweep(self) -> None:
        """See `Sessions.sweep`."""
        for key in [key for key, entry in self._entries.items() if self._is_idle(entry)]:
            self._end(key)

    async def end_all(self) -> None:
        """See `Sessions.end_all`."""
        for key in list(self._entries):
            self._end(key)

    def take_ended(self) -> Sequence[Course]:
        """See `Sessions.take_ended`."""
        ended, self._ended = self._ended, []
        return ended

    def live(self, key: bytes) -> _Entry | None:
        """The entry under `key`, unless it has been idle too long."""
        entry = self._entries.get(key)
        if entry is not None and self._is_idle(entry):
            self._end(key)
            return None
        return entry

    def _end(self, key: bytes) -> None:
        course = _course_of(self._entries.pop(key))
        if course is not None:
            self._ended.append(course)

    def _is_idle(self, entry: _Entry) -> bool:
        return self._clock() - entry.seen > self._idle


def _course_of(entry: _Entry) -> Course | None:
    """What is counted of a session; nothing where somebody only came back with a receipt."""
    return entry.session.course if entry.session.returned is None else None


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


async def _acquire(lock: asyncio.Lock, patience: float) -> None:
    try:
        async with asyncio.timeout(patience):
            await lock.acquire()
    except TimeoutError:
        raise BusyError from None
