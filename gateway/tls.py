"""TLS where it ends at the gateway itself rather than at a proxy."""

from __future__ import annotations

import ssl

from gateway.settings import SettingError, Settings
from wire.tls import TlsError, chosen

NAMES = "HEARD_GATEWAY_TLS_CERTIFICATE and HEARD_GATEWAY_TLS_KEY"


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """What the gateway answers with over TLS 1.2 or later; None when TLS ends elsewhere. Raises `SettingError`."""
    try:
        return chosen(settings.gateway_tls_certificate, settings.gateway_tls_key, NAMES)
    except TlsError as error:
        raise SettingError(str(error)) from None
