"""A team's own system, told by a signed HTTPS request (the scheme of https://www.standardwebhooks.com).

To check one: take the base64 after `whsec_` from the shared secret, make HMAC-SHA256 over the header webhook-id, a full
stop, webhook-timestamp, a full stop and the body as it came, and compare its base64 with the header webhook-signature
behind `v1,`. Refuse a timestamp that is more than five minutes off, and drop an id that was there before.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from actions.delivery.parcel import NotSentError, Parcel
from actions.key_files import KeyringError
from actions.times import Clock

PREFIX = "whsec_"
SHORTEST_SECRET, LONGEST_SECRET = 24, 64
"""Bytes, by the standard."""
PATIENCE = aiohttp.ClientTimeout(total=30.0, sock_connect=10.0)


class RefusedByReceiverError(Exception):
    """The other side answered with anything but success."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to, and the secret that both sides have."""

    url: str = field(repr=False)
    secret: bytes = field(repr=False)


class Webhooks:
    """Posts to each team's address. Follows no redirect and reads of the answer only its status."""

    def __init__(self, hooks: Mapping[str, Hook], clock: Clock, trust: ssl.SSLContext | None = None) -> None:
        self._hooks = hooks
        self._clock = clock
        self._trust = trust or ssl.create_default_context()

    def serves(self, team: str) -> bool:
        return team in self._hooks

    async def deliver(self, parcel: Parcel) -> None:
        hook, body = self._hooks[parcel.team], parcel.body
        time = str(int(self._clock().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "webhook-id": parcel.id,
            "webhook-timestamp": time,
            "webhook-signature": f"v1,{signature(hook.secret, parcel.id, time, body)}",
        }
        # No proxy and no cookies: what is configured is where it goes.
        connector = aiohttp.TCPConnector(ssl=self._trust)
        try:
            async with (
                aiohttp.ClientSession(connector=connector, timeout=PATIENCE) as client,
                client.post(hook.url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                if not 200 <= answer.status < 300:
                    raise RefusedByReceiverError
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError from error


def signature(secret: bytes, message_id: str, time: str, body: bytes) -> str:
    """What goes behind `v1,`."""
    signed = f"{message_id}.{time}.".encode() + body
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def read_hook_secret(path: Path) -> bytes:
    """The secret in the file, `whsec_` and base64. Raises `KeyringError`."""
    try:
        line = path.read_text(encoding="ascii").strip()
        secret = base64.b64decode(line.removeprefix(PREFIX), validate=True) if line.startswith(PREFIX) else b""
    except (OSError, UnicodeDecodeError, binascii.Error):
        secret = b""
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise KeyringError(
            f"{path} does not hold a webhook's secret: put {PREFIX} there and behind it what `openssl rand -base64 32` "
            "prints, and give the same to whoever receives."
        )
    return secret
