"""Starts the gateway: `python -m gateway`."""

from __future__ import annotations

import sys

from aiohttp import web

from content.files import ContentError
from gateway.log import configure_logging
from gateway.settings import SettingError, Settings, read_settings
from gateway.tls import tls_context

BAD_SETTING = 2


def main() -> int:
    """Runs until stopped; 2 and a sentence when something it needs is missing or wrong."""
    try:
        settings = read_settings()
        configure_logging(settings.log_level)
        tls = tls_context(settings)
        _insist_on_keys(settings)
        from gateway.app import make_app  # only now: what reads details takes seconds to import
        from gateway.channels.opening import open_channels
        from gateway.gateway import build

        gateway = build(settings)
        app = make_app(gateway, open_channels(gateway))
    except (SettingError, ContentError) as error:
        return _complain(str(error))
    try:
        web.run_app(
            app,
            host=settings.gateway_host,
            port=settings.gateway_port,
            ssl_context=tls,
            access_log=None,
            print=None,
        )
    except OSError:
        return _complain("Set HEARD_GATEWAY_HOST and HEARD_GATEWAY_PORT to an address that is free.")
    return 0


def _insist_on_keys(settings: Settings) -> None:
    """Raises `SettingError` at once for a secret or key that is not there; `build` looks into them."""
    for secret in ("rasa", "actions", "spool"):
        settings.secret(secret)
    settings.intake_key()
    settings.statement_keys()


def _complain(sentence: str) -> int:
    print(f"The gateway cannot start. {sentence}", file=sys.stderr)
    return BAD_SETTING


if __name__ == "__main__":
    sys.exit(main())
