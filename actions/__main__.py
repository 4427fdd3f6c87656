"""Starts the action server: `python -m actions`."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator

from aiohttp import web

from actions.audit_heads import sign_daily
from actions.callers import Caller, Callers
from actions.count_batches import keep_now_and_then
from actions.database.engine import forget_deleted, migrate, open_database, sessions_of
from actions.delivery import Relay
from actions.delivery.opening import Surroundings, open_targets
from actions.intake import Intake
from actions.key_destruction import say_without_key, sweep_always
from actions.key_files import KeyringError, read_secret
from actions.keyring import load_keyring
from actions.labels import load_labels
from actions.logs import configure_logs
from actions.report_key_store import ReportKeysError, open_report_keys, prepare
from actions.report_keys import ReportKeys
from actions.retention.sweep import sweep_always as erase_always
from actions.server import build_app
from actions.settings import Settings, SettingsError, read_settings
from actions.times import utc_now
from content.delivery import load_delivery
from content.files import ContentError
from content.outcomes import load_outcomes
from content.routing import load_routing
from content.statement import load_wording
from wire.secret_file import SecretError, SecretFile
from wire.tls import TlsError, served


async def open_app(settings: Settings) -> web.Application:
    """The application, ready to serve.

    Raises `KeyringError`, `SecretError`, `ReportKeysError` or `ContentError` when it must not start.
    """
    routing = load_routing(settings.content / "data" / "routing.yml")
    keys = load_keyring(settings.home, routing.teams)
    receipt_secret = read_secret(settings.home / "secrets" / "receipts")
    files = {caller: SecretFile(settings.home / "secrets" / caller) for caller in Caller}
    callers = Callers(files, time.time, started=time.time())
    outcomes = load_outcomes(settings.content / "data" / "outcomes.yml", routing.teams)
    labels = load_labels(settings.content / "domain.yml")
    plan = load_delivery(settings.content / "data" / "delivery.yml", routing.teams)
    wording = load_wording(settings.content / "data" / "statement.yml")
    engine, keys_engine = open_database(settings.database), open_report_keys(settings.report_keys)
    sessions = sessions_of(engine)
    targets = open_targets(plan, settings, Surroundings(sessions, keys, utc_now))
    await prepare(keys_engine, engine)
    report_keys = ReportKeys(sessions_of(keys_engine), utc_now)
    await migrate(engine, report_keys)
    await forget_deleted(sessions)
    await say_without_key(sessions, report_keys)
    relay = Relay(sessions, targets, utc_now, report_keys.unlock_one)
    intake = Intake(
        *(sessions, routing, labels, keys, receipt_secret, utc_now, relay.wake, wording, report_keys),
        draft_days=settings.draft_days,
        drafts_a_day=settings.drafts_a_day,
    )
    app = build_app(intake, relay, callers)

    async def close(_app: web.Application) -> None:
        await engine.dispose()
        await keys_engine.dispose()

    async def beside(_app: web.Application) -> AsyncIterator[None]:
        signing = asyncio.create_task(sign_daily(sessions, keys.audit, utc_now))
        sweeping = asyncio.create_task(sweep_always(sessions, report_keys, utc_now))
        counting = asyncio.create_task(keep_now_and_then(sessions, keys.statistics, intake.counts, utc_now))
        erasing = asyncio.create_task(erase_always(intake, outcomes))
        yield
        tasks = (signing, sweeping, counting, erasing)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    app.cleanup_ctx.append(beside)
    app.on_cleanup.append(close)
    return app


def main() -> None:
    """Serves until stopped. What it cannot start without it says in a sentence, and exits with 2."""
    os.umask(0o077)
    try:
        settings = read_settings()
        configure_logs(settings.log_level)
        tls = served(settings.home, "actions", settings.actions_host)
        web.run_app(
            open_app(settings),
            host=settings.actions_host,
            port=settings.actions_port,
            ssl_context=tls,
            access_log=None,
            print=None,
            loop=asyncio.new_event_loop(),
        )
    except (SettingsError, KeyringError, ReportKeysError, SecretError, TlsError, ContentError) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
