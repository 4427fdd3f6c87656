"""A staff process that is there for one test, on a scratch database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from actions.database.engine import open_database, sessions_of
from actions.delivery import INBOX, Inbox, Relay
from actions.intake import Intake
from actions.key_files import read_secret
from actions.keyring import load_keyring
from actions.report_key_store import open_report_keys, prepare
from actions.report_keys import ReportKeys
from actions.team_keys import is_rotating
from staff.app import build_app
from staff.desk import Desk
from staff.sign_in import SignIn
from staff.team_keys import team_recipient
from staff.terms import Terms
from tests.actions.kit import LABELS, NOW, ORIGINAL_REASONS, REASONS, ROUTING, WORDING, Office
from tests.actions.scratch import make_tables
from tests.staff.casework_kit import OUTCOMES, Told
from tests.staff.kit import MovingClock, Staffroom
from tests.staff.people_kit import staff_people


@asynccontextmanager
async def scratch_office(home: Path, folder: Path, ready: Path) -> AsyncIterator[Office]:
    """The action server's inside on SQLite databases in `folder`, with the keys of `home`."""
    url = f"sqlite+aiosqlite:///{folder / 'heard.db'}"
    keys_engine = open_report_keys(f"sqlite+aiosqlite:///{folder / 'report-keys.db'}")
    report_keys = ReportKeys(sessions_of(keys_engine), lambda: NOW)
    await make_tables(url, report_keys, ready)
    engine = open_database(url)
    await prepare(keys_engine, engine)
    sessions = sessions_of(engine)
    relay = Relay(sessions, {INBOX: Inbox()}, lambda: NOW)
    keyring = load_keyring(home, ROUTING.teams)
    secret = read_secret(home / "secrets" / "receipts")
    intake = Intake(sessions, ROUTING, LABELS, keyring, secret, lambda: NOW, relay.wake, WORDING, report_keys)
    yield Office(home, sessions, intake, relay)
    await engine.dispose()
    await keys_engine.dispose()


@asynccontextmanager
async def scratch_room(office: Office) -> AsyncIterator[Staffroom]:
    """The real application, ready, on the office's database."""
    clock = MovingClock()
    keys = office.home / "keys" / "teams"
    sign_in = SignIn(partial(team_recipient, keys), clock)
    rotating = partial(is_rotating, keys)
    staff = staff_people(office, clock)
    audit_keys = office.home / "keys" / "audit.pub"
    terms = Terms(ROUTING, OUTCOMES, office.home / "keys", Told())
    desk = Desk(
        office.sessions,
        sign_in,
        rotating,
        clock,
        asyncio.Event(),
        office.report_keys,
        REASONS,
        staff,
        audit_keys,
        terms,
        ORIGINAL_REASONS,
    )
    desk.ready.set()
    async with TestClient(TestServer(build_app(desk))) as client:
        yield Staffroom(office, desk, clock, client)
    staff.close()
