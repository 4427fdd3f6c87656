"""A scratch action server for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from pytest_aiohttp import AiohttpClient

from actions.database.engine import open_database, sessions_of
from actions.delivery import INBOX, Inbox, Relay
from actions.intake import Intake
from actions.key_files import read_secret
from actions.keyring import load_keyring
from actions.report_key_store import open_report_keys, prepare
from actions.report_keys import ReportKeys
from actions.server import build_app
from heard.keys import make_development_keys
from tests.actions.calling import Signing, callers_of
from tests.actions.kit import LABELS, NOW, ROUTING, WORDING, Office
from tests.actions.scratch import make_tables, ready_tables, scratch_postgres

__all__ = ["ready_tables"]
JSON = {"Content-Type": "application/json"}


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
    async with scratch_postgres() as url:
        yield url


@pytest.fixture
async def report_keys_url(database_url: str, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database for the report keys, of the same kind as the reports'."""
    if database_url.startswith("sqlite"):
        yield f"sqlite+aiosqlite:///{tmp_path / 'report-keys.db'}"
        return
    async with scratch_postgres() as url:
        yield url


@pytest.fixture
async def report_keys(database_url: str, report_keys_url: str) -> AsyncIterator[ReportKeys]:
    """The store of report keys, ready, at 14:37 too."""
    engine, reports = open_report_keys(report_keys_url), open_database(database_url)
    await prepare(engine, reports)
    await reports.dispose()
    yield ReportKeys(sessions_of(engine), lambda: NOW)
    await engine.dispose()


@pytest.fixture
async def office(keys: Path, database_url: str, report_keys: ReportKeys, ready_tables: Path) -> AsyncIterator[Office]:
    """The intake on a fresh database, at 14:37 on 25 November 2025."""
    await make_tables(database_url, report_keys, ready_tables)
    engine = open_database(database_url)
    sessions = sessions_of(engine)
    relay = Relay(sessions, {INBOX: Inbox()}, lambda: NOW)
    secret = read_secret(keys / "secrets" / "receipts")
    keyring = load_keyring(keys, ROUTING.teams)
    intake = Intake(sessions, ROUTING, LABELS, keyring, secret, lambda: NOW, relay.wake, WORDING, report_keys)
    yield Office(keys, sessions, intake, relay)
    await engine.dispose()


@pytest.fixture
async def stranger(office: Office, aiohttp_client: AiohttpClient) -> TestClient[Any, Any]:
    """Somebody who can reach the action server but does not hold its secrets."""
    return await aiohttp_client(app_of(office), headers=JSON)


@pytest.fixture
async def rasa(office: Office, aiohttp_client: AiohttpClient) -> TestClient[Any, Any]:
    """Rasa or the gateway, whichever may call the route."""
    return await aiohttp_client(app_of(office), headers=JSON, middlewares=(Signing(office.home),))


def app_of(office: Office) -> web.Application:
    """The action server on the office's database."""
    # A relay of its own, which nothing wakes: tests deliver when they mean to, with the office's.
    return build_app(office.intake, Relay(office.sessions, {}, lambda: NOW), callers_of(office.home))
