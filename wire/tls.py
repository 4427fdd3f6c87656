"""TLS between Heard's processes: whom to trust, what to show, and which addresses may do without."""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path
from urllib.parse import urlsplit

AUTHORITY = "authority.pem"
REMEDY = "run `heard keys tls`"


class TlsError(Exception):
    """A certificate is missing or wrong, or an address is not safe; the sentence says what to do."""


def tls_folder(home: Path) -> Path:
    """Where the certificates lie."""
    return home / "keys" / "tls"


def scheme(home: Path) -> str:
    """What the processes of one machine speak with each other: TLS once there is an authority."""
    return "https" if (tls_folder(home) / AUTHORITY).exists() else "http"


def trust(home: Path, url: str) -> ssl.SSLContext | None:
    """What a caller of `url` trusts: our own authority and no other. None for plain http. Raises `TlsError`."""
    if urlsplit(url).scheme == "http":
        return None
    path = tls_folder(home) / AUTHORITY
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cafile=str(path))
    except (OSError, ssl.SSLError):
        raise TlsError(f"Put the authority's certificate in {path}, or {REMEDY}.") from None
    return context


def served(home: Path, name: str, host: str) -> ssl.SSLContext | None:
    """What the server `name` shows; None when it has no certificate, which only this machine may do without.

    Raises `TlsError`.
    """
    certificate, key = (tls_folder(home) / f"{name}.{kind}" for kind in ("pem", "key"))
    if not certificate.exists() and not key.exists():
        if not is_here(host):
            raise TlsError(f"Put {certificate} and {key} in place ({REMEDY}), or listen on 127.0.0.1 alone.")
        return None
    try:
        return _shown(certificate, key)
    except (OSError, ValueError):
        raise TlsError(f"{certificate} and {key} are not a certificate and its key: {REMEDY} again.") from None


def chosen(certificate: Path | None, key: Path | None, settings: str) -> ssl.SSLContext | None:
    """What a server shows browsers; None when neither is set. `settings` names the two for the sentence.

    Raises `TlsError`.
    """
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise TlsError(f"Set {settings} together, or neither.")
    try:
        return _shown(certificate, key)
    except (OSError, ValueError):
        raise TlsError(f"Set {settings} to a certificate (PEM, with its chain) and its key.") from None


def _shown(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key, password="")
    return context


def checked_address(url: str) -> str:
    """`url` without a slash at its end. Raises `ValueError` for one that others could listen to, or that is none."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_here(parts.hostname or ""))
    if not safe or not parts.hostname or parts.username or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("an address like https://actions.internal:5055; http:// is for this machine alone")
    return url.rstrip("/")


def is_here(host: str) -> bool:
    """Whether what is sent there never leaves this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
