"""A team opens a report while its reporter takes it back: one of them is first, and both are told the truth."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from sqlalchemy.orm import Session
from sqlalchemy.util import await_only

from actions import inbox
from actions.database.engine import Sessions, open_database
from actions.inbox import NoSuchReportError
from actions.withdrawal import withdraw
from tests.actions.back import report_of
from tests.actions.kit import DATABASES, LOOKUP, NOW, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


SECONDS_TO_MEET = 30
WAITING = text(
    "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"
)


class Slow(Session):
    """Its transactions have done all their work, and wait to be committed."""


@dataclass
class Meeting:
    """A `slow` session waits before it commits, until a `quick` one cannot go on without it."""

    slow: Sessions
    quick: Sessions
    look: AsyncEngine
    is_done: asyncio.Event = field(default_factory=asyncio.Event)
    has_begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def before_commit(self, first: asyncio.Task[Any]) -> None:
        """Returns when the slow session has done all its work; raises what `first` raised when it never comes there."""
        done = asyncio.ensure_future(self.is_done.wait())
        await asyncio.wait([first, done], return_when=asyncio.FIRST_COMPLETED)
        if not done.done():
            done.cancel()
            await first

    async def somebody_waits(self) -> None:
        """SQLite lets nobody else write at all; PostgreSQL tells who waits for a row. Fails when nobody ever does."""
        async with asyncio.timeout(SECONDS_TO_MEET):
            await self.has_begun.wait()
            if self.look.dialect.name == "postgresql":
                async with self.look.connect() as connection:
                    while not await connection.scalar(WAITING):
                        pass


@pytest.fixture
async def meeting(database_url: str) -> AsyncIterator[Meeting]:
    slow, quick, look = engines = [open_database(database_url) for _ in range(3)]
    met = Meeting(
        async_sessionmaker(slow, expire_on_commit=False, sync_session_class=Slow),
        async_sessionmaker(quick, expire_on_commit=False),
        look,
    )

    def wait(_session: Session) -> None:
        if not met.is_done.is_set():  # what is committed later, nobody waits for
            met.is_done.set()
            await_only(met.somebody_waits())

    def begin(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE"):
            met.has_begun.set()

    event.listen(Slow, "before_commit", wait)
    event.listen(quick.sync_engine, "before_cursor_execute", begin)
    yield met
    event.remove(Slow, "before_commit", wait)
    for engine in engines:
        await engine.dispose()


async def test_a_report_taken_back_first_cannot_be_opened(office: Office, meeting: Meeting) -> None:
    await office.submit()
    report = await report_of(office)
    taking = asyncio.create_task(withdraw(replace(office.intake, sessions=meeting.slow), LOOKUP))
    await meeting.before_commit(taking)
    with pytest.raises(NoSuchReportError):
        await inbox.open_report(meeting.quick, office.report_keys, "daisu", report, NOW)
    withdrawn = await taking
    assert withdrawn is not None
    assert withdrawn.erased


async def test_a_report_opened_first_is_not_said_to_be_erased(office: Office, meeting: Meeting) -> None:
    await office.submit()
    report = await report_of(office)
    opening = asyncio.create_task(inbox.open_report(meeting.slow, office.report_keys, "daisu", report, NOW))
    await meeting.before_commit(opening)
    withdrawn = await withdraw(replace(office.intake, sessions=meeting.quick), LOOKUP)
    assert (await opening).account.data
    assert withdrawn is not None
    assert not withdrawn.erased


async def test_two_who_take_it_back_at_once_are_told_the_same(office: Office, meeting: Meeting) -> None:
    await office.submit()
    first = asyncio.create_task(withdraw(replace(office.intake, sessions=meeting.slow), LOOKUP))
    await meeting.before_commit(first)
    second = await withdraw(replace(office.intake, sessions=meeting.quick), LOOKUP)
    assert await first == second
    assert second is not None
