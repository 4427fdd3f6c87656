"""Starts the staff process: `python -m staff`."""

from __future__ import annotations

import asyncio
import os
import signal
import ssl
import sys
from contextlib import suppress
from functools import partial

from aiohttp import web
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.database.engine import Sessions, open_database, sessions_of
from actions.key_files import KeyringError, read_secret
from actions.logs import configure_logs
from actions.report_key_store import ReportKeysError, open_report_keys, require_prepared
from actions.report_keys import ReportKeys
from actions.team_keys import is_rotating
from actions.times import utc_now
from content.contact_reasons import load_contact_reasons
from content.delivery import load_delivery
from content.files import ContentError
from content.outcomes import load_outcomes
from content.routing import load_routing
from staff.app import build_app
from staff.desk import Desk
from staff.escalating import escalate_always
from staff.notices import open_notices
from staff.people import people
from staff.schema import SchemaError, wait_for_schema
from staff.settings import Settings, SettingsError, read_settings
from staff.sign_in import SignIn
from staff.team_keys import recipient_or_queue, team_recipient
from staff.terms import Terms
from staff.tls import tls_context

SECONDS_TO_FINISH = 5.0
"""How long a request under way may take when the process is asked to stop."""


async def serve(settings: Settings) -> None:
    """Answers from the start, works once the database is ready, and goes on until cancelled.

    Raises `SettingsError` when it cannot listen or open the database, `SchemaError` when nobody prepares the database,
    `ReportKeysError` when the reports' keys are not where it was told, `KeyringError` without a secret of its own.
    """
    tls, secret = tls_context(settings), read_secret(settings.staff_secret)
    engine, keys_engine = _engine(settings), open_report_keys(settings.report_keys)
    report_keys = ReportKeys(sessions_of(keys_engine), utc_now)
    reasons = load_contact_reasons(settings.content / "data" / "contact-reasons.yml")
    recipient_of = partial(team_recipient, settings.team_keys)
    sign_in = SignIn(recipient_of, utc_now)
    terms = _terms(settings, sessions_of(engine))
    known = partial(recipient_or_queue, recipient_of, terms.routing.queues)
    staff = people(sessions_of(engine), secret, known, utc_now, is_tls=settings.is_tls)
    rotating = partial(is_rotating, settings.team_keys)
    desk = Desk(
        sessions_of(engine),
        sign_in,
        rotating,
        utc_now,
        asyncio.Event(),
        report_keys,
        reasons,
        staff,
        settings.audit_keys,
        terms,
        load_contact_reasons(settings.content / "data" / "original-reasons.yml"),
    )
    runner = web.AppRunner(build_app(desk), access_log=None, shutdown_timeout=SECONDS_TO_FINISH)
    try:
        await _listen(runner, settings, tls)
        await wait_for_schema(engine)
        await require_prepared(keys_engine)
        desk.ready.set()
        await escalate_always(desk)
    finally:
        await runner.cleanup()
        staff.close()
        await engine.dispose()
        await keys_engine.dispose()


def main() -> None:
    """Serves until stopped. What it cannot start without it says in a sentence, and exits with 2."""
    os.umask(0o077)
    try:
        settings = read_settings()
        configure_logs(settings.log_level)
        asyncio.run(_serve_until_stopped(settings))
    except (SettingsError, SchemaError, ReportKeysError, ContentError, KeyringError) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


def _terms(settings: Settings, sessions: Sessions) -> Terms:
    data = settings.content / "data"
    routing = load_routing(data / "routing.yml")
    outcomes = load_outcomes(data / "outcomes.yml", routing.teams)
    notifier = open_notices(load_delivery(data / "delivery.yml", routing.teams), settings, sessions, utc_now)
    return Terms(routing, outcomes, settings.team_keys.parent, notifier)


def _engine(settings: Settings) -> AsyncEngine:
    try:
        return open_database(settings.database)
    except (ArgumentError, ImportError):
        raise SettingsError("Set HEARD_DATABASE_URL to a database URL, or leave it out.") from None


async def _listen(runner: web.AppRunner, settings: Settings, tls: ssl.SSLContext | None) -> None:
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.staff_host, settings.staff_port, ssl_context=tls).start()
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
