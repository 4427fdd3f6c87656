"""Makes the database of report keys when there are no reports yet, and refuses to start when it is gone."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.database.engine import be_alone, open_database
from actions.database.report_key_tables import KeyBase, KeyToDestroy, ReportKey

GONE = (
    "There are reports, and the database of their keys is empty or gone. Put the newest copy of it in its place, or "
    "set HEARD_REPORT_KEYS_URL to where it is. Without it nobody can open a report."
)
UNREACHABLE = "The database of report keys cannot be reached. Start it, or set HEARD_REPORT_KEYS_URL to where it is."
NOT_HERE = (
    "There are no report keys here. Set HEARD_HOME or HEARD_REPORT_KEYS_URL as the action server has it "
    "(`python -m actions`), which makes them."
)
NO_URL = "Set HEARD_REPORT_KEYS_URL to a database URL, or leave it out."


class ReportKeysError(Exception):
    """The report keys cannot be used; the sentence says what to do."""


def open_report_keys(url: str) -> AsyncEngine:
    """An engine for the database of report keys. Raises `ReportKeysError`."""
    try:
        return open_database(url)
    except (ArgumentError, ImportError):
        raise ReportKeysError(NO_URL) from None


async def prepare(keys: AsyncEngine, reports: AsyncEngine) -> None:
    """Makes the table of keys where there is none. To be called before the reports' database is migrated.

    Raises `ReportKeysError` when there is no key and there are reports, whose keys must have been somewhere.
    """
    try:
        is_made = await is_prepared(keys)
        if is_made and await _has_keys(keys):
            return
        async with reports.connect() as connection:
            if await connection.run_sync(_holds_locked_reports):
                raise ReportKeysError(GONE)
        if not is_made:
            async with keys.begin() as connection:
                await connection.run_sync(_make)
    except (SQLAlchemyError, OSError):
        raise ReportKeysError(UNREACHABLE) from None


async def is_prepared(keys: AsyncEngine) -> bool:
    """Whether this is a database of report keys."""
    async with keys.connect() as connection:
        return await connection.run_sync(lambda plain: inspect(plain).has_table(ReportKey.__tablename__))


async def require_prepared(keys: AsyncEngine) -> None:
    """For those that only use the keys. Raises `ReportKeysError` when there are none here."""
    try:
        if await is_prepared(keys):
            return
    except (SQLAlchemyError, OSError):
        raise ReportKeysError(UNREACHABLE) from None
    raise ReportKeysError(NOT_HERE)


async def _has_keys(keys: AsyncEngine) -> bool:
    async with keys.connect() as connection:
        return await connection.scalar(select(ReportKey.id).limit(1)) is not None


def _holds_locked_reports(connection: Connection) -> bool:
    if not inspect(connection).has_table(KeyToDestroy.__tablename__):
        return False  # new, or from before reports were locked
    tables = ("reports", "drafts") if inspect(connection).has_table("drafts") else ("reports",)
    return any(connection.scalar(text(f"SELECT 1 FROM {table} LIMIT 1")) is not None for table in tables)  # noqa: S608


def _make(connection: Connection) -> None:
    be_alone(connection)
    KeyBase.metadata.create_all(connection)
