"""Opens the database and brings its tables up to date."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

Sessions = async_sessionmaker[AsyncSession]
"""Makes sessions: `async with sessions.begin() as session` is one transaction."""

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x48656172
BUSY_SECONDS = 2
"""How long a statement waits for another process's transaction; well inside the 5 s that an action may take."""

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a report that was called sent survives a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)


def open_database(url: str) -> AsyncEngine:
    """An engine for `url` (sqlite+aiosqlite or postgresql+asyncpg). Errors it raises never show stored values."""
    if url.startswith("sqlite"):
        engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        return engine
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "command_timeout": BUSY_SECONDS},
    )


def sessions_of(engine: AsyncEngine) -> Sessions:
    """The session maker of `engine`; rows stay readable after the transaction ends."""
    return async_sessionmaker(engine, expire_on_commit=False)


async def migrate(engine: AsyncEngine) -> None:
    """Runs every migration that this database has not had, in one transaction and in one process at a time."""
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


async def forget_deleted(sessions: Sessions) -> None:
    """Empties SQLite's log of changes, in which deleted rows can still be read. Does what it can, and never fails."""
    with suppress(SQLAlchemyError):
        async with sessions() as session:
            if session.get_bind().dialect.name == "sqlite":
                await session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for an open connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
    command.upgrade(alembic_config(connection), "head")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
