"""A scratch staff process for each test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytest_aiohttp import AiohttpClient
from typer.testing import CliRunner, Result

from actions.database.engine import migrate, open_database, sessions_of
from actions.delivery import INBOX, Inbox, Relay
from actions.intake import Intake
from actions.key_files import read_secret
from actions.keyring import load_keyring
from actions.team_keys import is_rotating
from heard.cli import app
from heard.keys import make_development_keys
from staff.app import build_app
from staff.desk import Desk
from staff.sign_in import SignIn
from staff.team_keys import team_recipient
from tests.actions.kit import LABELS, NOW, ROUTING, WORDING, Office
from tests.staff.kit import MovingClock, Run, Staffroom


@pytest.fixture(scope="session")
def staff_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HEARD_HOME with every key; nothing else is written there."""
    home = tmp_path_factory.mktemp("home")
    make_development_keys(home, ROUTING.teams)
    return home


@pytest.fixture
async def office(staff_keys: Path, tmp_path: Path) -> AsyncIterator[Office]:
    """The action server's inside on a fresh SQLite database in `tmp_path`."""
    engine = open_database(f"sqlite+aiosqlite:///{tmp_path / 'heard.db'}")
    await migrate(engine)
    sessions = sessions_of(engine)
    relay = Relay(sessions, {INBOX: Inbox()}, lambda: NOW)
    keyring = load_keyring(staff_keys, ROUTING.teams)
    secret = read_secret(staff_keys / "secrets" / "receipts")
    intake = Intake(sessions, ROUTING, LABELS, keyring, secret, lambda: NOW, relay.wake, WORDING)
    yield Office(staff_keys, sessions, intake, relay)
    await engine.dispose()


@pytest.fixture
async def room(office: Office, aiohttp_client: AiohttpClient) -> Staffroom:
    """The real application, ready, on the office's database."""
    clock = MovingClock()
    keys = office.home / "keys" / "teams"
    sign_in = SignIn(partial(team_recipient, keys), clock)
    desk = Desk(office.sessions, sign_in, partial(is_rotating, keys), clock, asyncio.Event())
    desk.ready.set()
    return Staffroom(office, desk, clock, await aiohttp_client(build_app(desk)))


@pytest.fixture
def heard(room: Staffroom) -> Run:
    """Runs `heard inbox …` as a team, with that team's own key unless another is given."""

    async def run(*arguments: str, team: str = "daisu", key: Path | None = None, **more: Any) -> Result:
        given = ["--team", team, "--key", str(key or room.key_file(team)), "--url", more.pop("url", room.url)]
        return await asyncio.to_thread(CliRunner().invoke, app, ["inbox", *arguments, *given], **more)

    return run
