"""A scratch action server for each test."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from pytest_aiohttp import AiohttpClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from actions.database.engine import migrate, open_database, sessions_of
from actions.delivery import INBOX, Inbox, Relay
from actions.intake import Intake
from actions.key_files import read_secret
from actions.keyring import load_keyring
from actions.server import build_app
from heard.keys import make_development_keys
from tests.actions.kit import LABELS, NOW, POSTGRES, ROUTING, WORDING, Office


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HEARD_HOME with every key; nothing else is written there."""
    home = tmp_path_factory.mktemp("home")
    make_development_keys(home, ROUTING.teams)
    return home


@pytest.fixture
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database; SQLite unless the test asks for another."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'heard.db'}"
        return
    name = f"heard_test_{secrets.token_hex(6)}"
    server = create_async_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    async with server.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    async with server.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await server.dispose()


@pytest.fixture
async def office(keys: Path, database_url: str) -> AsyncIterator[Office]:
    """The intake on a fresh database, at 14:37 on 25 November 2025."""
    engine = open_database(database_url)
    await migrate(engine)
    sessions = sessions_of(engine)
    relay = Relay(sessions, {INBOX: Inbox()}, lambda: NOW)
    secret = read_secret(keys / "secrets" / "receipts")
    keyring = load_keyring(keys, ROUTING.teams)
    intake = Intake(sessions, ROUTING, LABELS, keyring, secret, lambda: NOW, relay.wake, WORDING)
    yield Office(keys, sessions, intake, relay)
    await engine.dispose()


@pytest.fixture
async def stranger(office: Office, aiohttp_client: AiohttpClient) -> TestClient[Any, Any]:
    """Somebody who can reach the action server but does not hold its secret."""
    secret = read_secret(office.home / "secrets" / "actions")
    # A relay of its own, which nothing wakes: tests deliver when they mean to, with the office's.
    return await aiohttp_client(build_app(office.intake, Relay(office.sessions, {}, lambda: NOW), secret))


@pytest.fixture
def rasa(stranger: TestClient[Any, Any], office: Office) -> TestClient[Any, Any]:
    """The same, with the secret."""
    stranger.session.headers["Authorization"] = f"Bearer {read_secret(office.home / 'secrets' / 'actions')}"
    return stranger
