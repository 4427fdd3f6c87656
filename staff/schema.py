"""Waits for the database to be as this version needs it; bringing it there is the action server's work."""

from __future__ import annotations

import asyncio
import time

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.database.engine import alembic_config

SECONDS_TO_WAIT = 30.0
SECONDS_BETWEEN_LOOKS = 0.2


class SchemaError(Exception):
    """The database was not ready in time; the sentence says what to do."""


async def wait_for_schema(engine: AsyncEngine, seconds: float = SECONDS_TO_WAIT) -> None:
    """Returns once the newest migration has been run. Raises `SchemaError` after `seconds`."""
    last_look = time.monotonic() + seconds
    while not await is_migrated(engine):
        if time.monotonic() >= last_look:
            raise SchemaError(
                "The database is not ready. Start the action server (`python -m actions`), which prepares it, "
                "and set HEARD_HOME or HEARD_DATABASE_URL alike for both."
            )
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def is_migrated(engine: AsyncEngine) -> bool:
    """Whether the newest migration has been run; a database that cannot be reached has not had it."""
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_is_at_head)
    except (SQLAlchemyError, OSError):
        return False


def _is_at_head(connection: Connection) -> bool:
    newest = ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
    return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest)
