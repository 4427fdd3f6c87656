"""Starts the gateway: `python -m gateway`."""

from __future__ import annotations

import sys

from aiohttp import web

from content.files import ContentError
from gateway.app import make_app
from gateway.gateway import build
from gateway.log import configure_logging
from gateway.settings import SettingError, read_settings
from gateway.tls import tls_context

BAD_SETTING = 2


def main() -> int:
    """Runs until stopped; 2 and a sentence when something it needs is missing or wrong."""
    try:
        settings = read_settings()
        configure_logging(settings.log_level)
        tls = tls_context(settings)
        app = make_app(build(settings))
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


def _complain(sentence: str) -> int:
    print(f"The gateway cannot start. {sentence}", file=sys.stderr)
    return BAD_SETTING


if __name__ == "__main__":
    sys.exit(main())
