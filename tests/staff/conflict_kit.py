"""Two systems that differ in one thing, and everything that somebody can fetch from either.

The ids of reports come from a seed, and sealing the same words to the same keys gives the same bytes in both: so what
differs between the two is what gives the one thing away.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.database.engine import open_database, sessions_of
from actions.database.tables import StaffAccount
from actions.delivery import INBOX, Inbox, Relay
from actions.intake import Intake
from actions.key_files import read_secret
from actions.keyring import load_keyring
from actions.report_key_store import open_report_keys, prepare
from actions.report_keys import ReportKeys
from actions.team_keys import is_rotating
from actions.times import hour_of
from staff.app import build_app
from staff.desk import Desk
from staff.own_page import CSRF_HEADER
from staff.sign_in import SignIn
from staff.sign_in_cookies import SESSION
from staff.team_keys import team_recipient
from staff.terms import Terms
from staff.who import Role
from tests.actions.kit import LABELS, NOW, ORIGINAL_REASONS, REASONS, ROUTING, WORDING, Office
from tests.actions.scratch import make_tables
from tests.staff.casework_kit import OUTCOMES, Told
from tests.staff.kit import MovingClock, Staffroom
from tests.staff.people_kit import staff_people

SEED = 2511
Trace = tuple[tuple[str, int], ...]
"""The statements that a request sent to the databases, and how many rows each fetched."""


@dataclass(frozen=True)
class Account:
    """Somebody with an account."""

    name: str
    role: Role
    team: str | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """All that a request shows: to whoever sent it, and to whoever can time it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    trace: Trace


@dataclass
class World:
    """One of the two systems."""

    room: Staffroom
    engines: Sequence[AsyncEngine]
    dice: random.Random
    ids: list[str] = field(default_factory=list)

    async def report(self, team: str, number: int, **answers: Any) -> str:
        """A report whose id depends on its number alone."""
        self.ids.append(id_of(number))
        return await self.room.report(team, number, **answers)

    async def signed_in(self, account: Account) -> dict[str, str]:
        """What the browser of somebody who is signed in sends."""
        async with self.room.office.sessions.begin() as session:
            row = await session.get(StaffAccount, account.name) or _row(account)
            session.add(row)
        token, signed_in = self.room.desk.people.sessions.begin(row)
        return {"Cookie": f"{SESSION}={token}", CSRF_HEADER: signed_in.csrf}

    async def fetch(self, method: str, path: str, headers: dict[str, str], body: object = None) -> Fetched:
        """One request, and what it did."""
        with traced(self.engines) as trace:
            answer = await self.room.client.request(method, path, headers=headers, json=body, allow_redirects=False)
            content = await answer.read()
        shown = tuple((name, value) for name, value in answer.headers.items() if name != "Date")
        return Fetched(answer.status, shown, content, tuple(trace))


def id_of(number: int) -> str:
    """The id of a report."""
    return hashlib.sha256(f"{SEED} {number}".encode()).hexdigest()[:32]


@contextmanager
def traced(engines: Sequence[AsyncEngine]) -> Iterator[list[tuple[str, int]]]:
    """Every statement, and the rows that came back: the driver has fetched them all by then."""
    trace: list[tuple[str, int]] = []

    def note(_conn: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        trace.append((statement, len(cursor._rows)))

    for engine in engines:
        event.listen(engine.sync_engine, "after_cursor_execute", note)
    try:
        yield trace
    finally:
        for engine in engines:
            event.remove(engine.sync_engine, "after_cursor_execute", note)


@pytest.fixture
def same_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing the same to the same gives the same."""
    encrypt, known = pyrage.encrypt, dict[Any, bytes]()

    def once(text: bytes, recipients: list[Any]) -> bytes:
        key = (text, tuple(map(str, recipients)))
        return known.setdefault(key, encrypt(text, recipients))

    monkeypatch.setattr(pyrage, "encrypt", once)


@asynccontextmanager
async def world(folder: Path, home: Path, ready: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """The real staff process and the real inside of the action server, on databases of their own in `folder`."""
    await asyncio.to_thread(folder.mkdir)
    clock, url = MovingClock(), f"sqlite+aiosqlite:///{folder / 'heard.db'}"
    await make_tables(url, None, ready)
    engine = open_database(url)
    keys_engine = open_report_keys(f"sqlite+aiosqlite:///{folder / 'report-keys.db'}")
    await prepare(keys_engine, engine)
    sessions, report_keys = sessions_of(engine), ReportKeys(sessions_of(keys_engine), clock)
    relay = Relay(sessions, {INBOX: Inbox()}, clock)
    secret, keyring = read_secret(home / "secrets" / "receipts"), load_keyring(home, ROUTING.teams)
    intake = Intake(sessions, ROUTING, LABELS, keyring, secret, clock, relay.wake, WORDING, report_keys)
    desk = _desk(Office(home, sessions, intake, relay), clock)
    async with TestClient(TestServer(build_app(desk))) as client:
        room, dice = Staffroom(Office(home, sessions, intake, relay), desk, clock, client), random.Random(SEED)
        made = World(room, (engine, keys_engine), dice)
        monkeypatch.setattr("actions.reports.secrets", SimpleNamespace(token_hex=lambda _: made.ids.pop()))
        tokens = SimpleNamespace(token_urlsafe=lambda size: dice.randbytes(size).hex())
        monkeypatch.setattr("staff.sessions.secrets", tokens)
        yield made
    desk.people.close()
    await engine.dispose()
    await keys_engine.dispose()


def _desk(office: Office, clock: MovingClock) -> Desk:
    keys = office.home / "keys"
    ready = asyncio.Event()
    ready.set()
    return Desk(
        office.sessions,
        SignIn(partial(team_recipient, keys / "teams"), clock),
        partial(is_rotating, keys / "teams"),
        clock,
        ready,
        office.report_keys,
        REASONS,
        staff_people(office, clock),
        keys / "audit.pub",
        Terms(ROUTING, OUTCOMES, keys, Told()),
        ORIGINAL_REASONS,
    )


def _row(account: Account) -> StaffAccount:
    return StaffAccount(
        name=account.name,
        display_name=account.name,
        role=account.role.value,
        team=account.team,
        credentials="0" * 32,
        created=hour_of(NOW),
    )
