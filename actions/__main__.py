"""Starts the action server: `python -m actions`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator

from aiohttp import web

from actions.audit_heads import sign_daily
from actions.database.engine import migrate, open_database, sessions_of
from actions.delivery import INBOX, Inbox, Relay
from actions.intake import Intake
from actions.key_files import KeyringError, read_secret
from actions.keyring import load_keyring
from actions.labels import load_labels
from actions.logs import configure_logs
from actions.server import build_app
from actions.settings import Settings, SettingsError, read_settings
from actions.times import utc_now
from content.files import ContentError
from content.routing import load_routing
from content.statement import load_wording


async def open_app(settings: Settings) -> web.Application:
    """The application, ready to serve. Raises `KeyringError` or `ContentError` when it must not start."""
    routing = load_routing(settings.content / "data" / "routing.yml")
    keys = load_keyring(settings.home, routing.teams)
    secret, receipt_secret = (read_secret(settings.home / "secrets" / name) for name in ("actions", "receipts"))
    labels = load_labels(settings.content / "domain.yml")
    wording = load_wording(settings.content / "data" / "statement.yml")
    engine = open_database(settings.database)
    await migrate(engine)
    sessions = sessions_of(engine)
    relay = Relay(sessions, {INBOX: Inbox()}, utc_now)
    intake = Intake(sessions, routing, labels, keys, receipt_secret, utc_now, relay.wake, wording)
    app = build_app(intake, relay, secret)

    async def close(_app: web.Application) -> None:
        await engine.dispose()

    async def sign(_app: web.Application) -> AsyncIterator[None]:
        signing = asyncio.create_task(sign_daily(sessions, keys.audit, utc_now))
        yield
        signing.cancel()
        await asyncio.gather(signing, return_exceptions=True)

    app.cleanup_ctx.append(sign)
    app.on_cleanup.append(close)
    return app


def main() -> None:
    """Serves until stopped. What it cannot start without it says in a sentence, and exits with 2."""
    os.umask(0o077)
    try:
        settings = read_settings()
        configure_logs(settings.log_level)
        web.run_app(
            open_app(settings),
            host=settings.actions_host,
            port=settings.actions_port,
            access_log=None,
            print=None,
            loop=asyncio.new_event_loop(),
        )
    except (SettingsError, KeyringError, ContentError) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
