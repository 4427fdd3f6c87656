"""Asks the action server's database something from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from asyncpg import PostgresError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from actions.database.engine import Sessions, open_database, sessions_of
from actions.settings import SettingsError, read_settings

Database = Annotated[str, typer.Option(help="The database; HEARD_DATABASE_URL or HEARD_HOME/heard.db if not given.")]
T = TypeVar("T")


class DatabaseError(Exception):
    """It cannot be asked; the sentence says what to do, and never where it is."""


def ask(database: str, question: Callable[[Sessions], Awaitable[T]]) -> T:
    """What the database answers; what `question` itself raises is passed on. Raises `DatabaseError`."""

    async def asked() -> T:
        engine = open_database(_url(database))
        try:
            return await question(sessions_of(engine))
        finally:
            await engine.dispose()

    try:
        return asyncio.run(asked())
    except (ArgumentError, ImportError):
        raise DatabaseError("Give a database URL with --database, or set HEARD_DATABASE_URL to one.") from None
    except (SQLAlchemyError, PostgresError, OSError, TimeoutError) as error:
        kind = type(error).__name__
        raise DatabaseError(f"The database cannot be used ({kind}): start the action server once on it.") from None


def _url(database: str) -> str:
    try:
        url = database or read_settings().database
    except SettingsError as error:
        raise DatabaseError(str(error)) from None
    if not is_there(url):
        raise DatabaseError("There is no database there: give --database, or set HEARD_HOME.")
    return url


def is_there(url: str) -> bool:
    """Whether asking makes no file: SQLite would make an empty database. Raises `ArgumentError`."""
    at = make_url(url)
    return at.get_backend_name() != "sqlite" or Path(at.database or "").is_file()
