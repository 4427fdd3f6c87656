"""A report is on its way while its reporter takes it back: whichever is first, no team has what is called erased."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from pytest_aiohttp import AiohttpClient
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import await_only

from actions.database.engine import open_database, sessions_of
from tests.actions.calling import Signing
from tests.actions.conftest import JSON, app_of
from tests.actions.kit import DATABASES, LOOKUP, Office, call
from tests.actions.test_actions_spooled import hands, report, stored

Client = TestClient[Any, Any]
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def through_rasa(client: Client, office: Office) -> None:
    """The report, as Rasa sends it."""
    await client.post("/webhook", json=call(office.slots()))


async def from_the_spool(client: Client, office: Office) -> None:
    """The report, as the gateway hands it over."""
    await hands(client, office, report(office))


async def take_back(client: Client, office: Office) -> Any:
    """What is said of the report that was taken back."""
    return (await hands(client, office, {"withdraw": LOOKUP}))[1]["withdrawal"]


WAYS = [through_rasa, from_the_spool]
pytestmark = [
    pytest.mark.parametrize("database_url", DATABASES, indirect=True),
    pytest.mark.parametrize("way", WAYS),
]
Way = Callable[[Client, Office], Awaitable[None]]


@dataclass
class Meeting:
    """Two action servers on one database. `slow` waits before it commits, until `quick` cannot go on without it."""

    slow: Client
    quick: Client
    look: AsyncEngine
    is_written: asyncio.Event = field(default_factory=asyncio.Event)
    has_begun: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)

    async def first(self, one: Awaitable[Any], other: Awaitable[Any]) -> tuple[Any, Any]:
        """What both give, when `one` (of slow) has written and not committed as `other` (of quick) begins."""
        slow = asyncio.ensure_future(one)
        await self.is_written.wait()
        quick = await other
        self.is_over.set()
        return await slow, quick

    async def somebody_waits(self) -> None:
        """SQLite lets nobody else write at all; PostgreSQL tells who waits for a row."""
        await self.has_begun.wait()
        if self.look.dialect.name == "postgresql":
            async with self.look.connect() as connection:
                while not self.is_over.is_set() and not await connection.scalar(WAITING):
                    pass


@pytest.fixture
async def meeting(office: Office, database_url: str, aiohttp_client: AiohttpClient) -> AsyncIterator[Meeting]:
    slow, quick, look = engines = [open_database(database_url) for _ in range(3)]

    async def server(engine: AsyncEngine) -> Client:
        other = replace(office, sessions=sessions_of(engine))
        other.intake = replace(office.intake, sessions=other.sessions)
        return await aiohttp_client(app_of(other), headers=JSON, middlewares=(Signing(office.home),))

    met = Meeting(await server(slow), await server(quick), look)
    written: set[Connection] = set()

    def write(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT INTO deliveries", "INSERT INTO withdrawals")):
            written.add(connection)

    def commit(connection: Connection) -> None:
        if connection in written and not met.is_written.is_set():
            met.is_written.set()
            await_only(met.somebody_waits())

    def begin(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT INTO reports", "UPDATE reports")):
            met.has_begun.set()

    event.listen(slow.sync_engine, "before_cursor_execute", write)
    event.listen(slow.sync_engine, "commit", commit)
    event.listen(quick.sync_engine, "before_cursor_execute", begin)
    yield met
    for engine in engines:
        await engine.dispose()


async def test_what_comes_after_it_was_taken_back_is_not_stored(rasa: Client, office: Office, way: Way) -> None:
    first = await take_back(rasa, office)
    await way(rasa, office)
    assert first["erased"]
    assert await stored(office) == []
    assert await take_back(rasa, office) == first


async def test_taken_back_first_it_is_not_stored(office: Office, meeting: Meeting, way: Way) -> None:
    done, _ = await meeting.first(take_back(meeting.slow, office), way(meeting.quick, office))
    assert done["erased"]
    assert done["statement"]
    assert await stored(office) == []


async def test_stored_first_it_is_erased(office: Office, meeting: Meeting, way: Way) -> None:
    _, done = await meeting.first(way(meeting.slow, office), take_back(meeting.quick, office))
    assert done["erased"]
    assert await stored(office) == []
