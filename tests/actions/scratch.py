"""Databases that are there for one test."""

from __future__ import annotations

import atexit
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from actions.database.engine import migrate, open_database
from tests.actions.postgres import postgres_server


@cache
def _server() -> str:
    """The URL of the PostgreSQL server of this process, started for its first test and stopped with the process."""
    running = ExitStack()
    atexit.register(running.close)
    return running.enter_context(postgres_server())


@asynccontextmanager
async def scratch_postgres() -> AsyncIterator[str]:
    """The URL of an empty database on the PostgreSQL server of the tests."""
    name = f"heard_test_{secrets.token_hex(6)}"
    server = create_async_engine(_server(), isolation_level="AUTOCOMMIT")
    async with server.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    async with server.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await server.dispose()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def ready_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that the migrations have made out of nothing; to be copied, which is quicker than they are."""
    file = tmp_path_factory.mktemp("ready") / "heard.db"
    engine = open_database(f"sqlite+aiosqlite:///{file}")
    await migrate(engine)
    await engine.dispose()
    return file


async def make_tables(url: str, report_keys: object, ready: Path) -> None:
    """Every table in the empty database `url`, as the migrations make them."""
    if url.startswith("sqlite"):
        shutil.copy(ready, str(make_url(url).database))
        return
    engine = open_database(url)
    await migrate(engine, report_keys)
    await engine.dispose()
