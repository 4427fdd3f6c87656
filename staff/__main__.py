"""Starts the staff process: `python -m staff`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from functools import partial

from aiohttp import web
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.database.engine import open_database, sessions_of
from actions.logs import configure_logs
from actions.team_keys import is_rotating
from actions.times import utc_now
from staff.app import build_app
from staff.desk import Desk
from staff.schema import SchemaError, wait_for_schema
from staff.settings import Settings, SettingsError, read_settings
from staff.sign_in import SignIn
from staff.team_keys import team_recipient

SECONDS_TO_FINISH = 5.0
"""How long a request under way may take when the process is asked to stop."""


async def serve(settings: Settings) -> None:
    """Answers from the start, works once the database is ready, and goes on until cancelled.

    Raises `SettingsError` when it cannot listen or open the database, `SchemaError` when nobody prepares the database.
    """
    engine = _engine(settings)
    sign_in = SignIn(partial(team_recipient, settings.team_keys), utc_now)
    desk = Desk(sessions_of(engine), sign_in, partial(is_rotating, settings.team_keys), utc_now, asyncio.Event())
    runner = web.AppRunner(build_app(desk), access_log=None, shutdown_timeout=SECONDS_TO_FINISH)
    try:
        await _listen(runner, settings)
        await wait_for_schema(engine)
        desk.ready.set()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
        await engine.dispose()


def main() -> None:
    """Serves until stopped. What it cannot start without it says in a sentence, and exits with 2."""
    os.umask(0o077)
    try:
        settings = read_settings()
        configure_logs(settings.log_level)
        asyncio.run(_serve_until_stopped(settings))
    except (SettingsError, SchemaError) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


def _engine(settings: Settings) -> AsyncEngine:
    try:
        return open_database(settings.database)
    except (ArgumentError, ImportError):
        raise SettingsError("Set HEARD_DATABASE_URL to a database URL, or leave it out.") from None


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.staff_host, settings.staff_port).start()
    except OSError:
        raise SettingsError("Set HEARD_STAFF_HOST and HEARD_STAFF_PORT to an address that is free.") from None


async def _serve_until_stopped(settings: Settings) -> None:
    serving = asyncio.create_task(serve(settings))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, serving.cancel)
    with suppress(asyncio.CancelledError):
        await serving


if __name__ == "__main__":
    main()
