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


async def migrate(engine: AsyncEngine, report_keys: object = None) -> None:
    """Runs every migration that this database has not had, in one transaction and in one process at a time.

    `report_keys` is what locks the rows of a database from before there were locks; one without rows needs none.
    """
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade, report_keys)


async def forget_deleted(sessions: Sessions) -> None:
    """Empties SQLite's log of changes, in which deleted rows can still be read. Does what it can, and never fails."""
    with suppress(SQLAlchemyError):
        await is_log_emptied(sessions)


async def is_log_emptied(sessions: Sessions) -> bool:
    """Empties SQLite's log of changes; False when somebody else is reading in it. Other databases have none."""
    async with sessions() as session:
        if session.get_bind().dialect.name != "sqlite":
            return True
        busy = (await session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).scalar_one()
        return not busy


def alembic_config(connection: Connection, report_keys: object = None) -> Config:
    """Alembic's configuration for an open connection."""
    config = Config(attributes={"connection": connection, "report_keys": report_keys})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def be_alone(connection: Connection) -> None:
    """Waits until nobody else changes tables of this database, and keeps them out until the transaction ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")


def _upgrade(connection: Connection, report_keys: object) -> None:
    be_alone(connection)
    command.upgrade(alembic_config(connection, report_keys), "head")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
