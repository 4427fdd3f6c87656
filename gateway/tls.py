"""TLS where it ends at the gateway itself rather than at a proxy."""

from __future__ import annotations

import ssl

from gateway.settings import SettingError, Settings

REMEDY = "Set HEARD_GATEWAY_TLS_CERTIFICATE and HEARD_GATEWAY_TLS_KEY"


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """What the gateway answers with over TLS 1.2 or later; None when TLS ends elsewhere. Raises `SettingError`."""
    certificate, key = settings.gateway_tls_certificate, settings.gateway_tls_key
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise SettingError(f"{REMEDY} together, or neither.")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key, password="")
    except (OSError, ValueError):
        raise SettingError(f"{REMEDY} to a certificate (PEM, with its chain) and its key.") from None
    return context
