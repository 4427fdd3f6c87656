"""The servers that deliveries go through, as the settings name them: never without encryption but on this machine."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from wire.tls import is_here


def _is_broker(url: str) -> str:
    parts = urlsplit(url)
    if parts.hostname is None or not (parts.scheme == "amqps" or (parts.scheme == "amqp" and is_here(parts.hostname))):
        raise ValueError("not a broker that can be used")
    return url


def _is_mail_server(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("smtps", "smtp") or parts.hostname is None:
        raise ValueError("not a mail server")
    return url


def _is_sender(address: str) -> str:
    name, _, domain = address.rpartition("@")
    if not name or not domain or " " in address or not address.isprintable():
        raise ValueError("not an e-mail address")
    return address


Broker = Annotated[str, AfterValidator(_is_broker)]
MailServer = Annotated[str, AfterValidator(_is_mail_server)]
Sender = Annotated[str, AfterValidator(_is_sender)]
