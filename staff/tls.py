"""TLS at the staff process. Beyond its own machine it answers in no other way."""

from __future__ import annotations

import ssl

from staff.settings import Settings, SettingsError
from wire.tls import TlsError, chosen, is_here

NAMES = "HEARD_STAFF_CERTIFICATE and HEARD_STAFF_KEY"


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """What it answers with over TLS 1.2 or later; None for this machine alone. Raises `SettingsError`."""
    try:
        context = chosen(settings.staff_certificate, settings.staff_key, NAMES)
    except TlsError as error:
        raise SettingsError(str(error)) from None
    if context is None and not is_here(settings.staff_host):
        raise SettingsError(f"Set {NAMES}, or set HEARD_STAFF_HOST to 127.0.0.1: passwords would be sent in the clear.")
    return context
