"""A provider as seen from the gateway: it signs as the official code does, and remembers what it was sent."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from gateway.channels.provider import Provider

PUBLIC = "https://heard.example"
HERS = "+447700900123"
FAST = 1_000_000.0  # messages a second

Call = tuple[dict[str, str], bytes]  # headers and body of a webhook
Refusal = tuple[int, dict[str, str], dict[str, Any]]  # status, headers and body with which it answers a call of ours


class ProviderDouble:
    """What every double can do; each provider's own is in a module beside this one."""

    name: str
    hers = HERS  # the address of the person who writes
    opt_outs: frozenset[str] = frozenset()  # words after which the provider itself lets nothing through
    slow: Refusal = (429, {"Retry-After": "60"}, {})  # asks for a try in a minute
    gone: Refusal  # nothing to that address is ever taken
    refused: Refusal  # this message is never taken; the next may be
    has_deliveries = True  # whether it tells what became of a message
    signature: str  # the header with its signature; of a secret instead of one, that
    is_body_signed = True
    carries_media = True  # whether it says that there was a photo

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.answers: deque[Refusal] = deque()  # to its next calls
        self.arrived = asyncio.Event()

    @property
    def secrets(self) -> Mapping[str, str]:
        """What is in HEARD_HOME/secrets, by file."""
        raise NotImplementedError

    def environment(self, url: str) -> Mapping[str, str]:
        """The settings with which its channel is on, and calls this double at `url`."""
        raise NotImplementedError

    def provider(self, url: str) -> Provider:
        """The gateway's side, calling this double at `url`."""
        raise NotImplementedError

    def app(self) -> web.Application:
        """Its API."""
        raise NotImplementedError

    def message(self, text: str, sender: str = "", *, message_id: str | None = None, media: bool = False) -> Call:
        """The signed webhook with a message from `sender` (hers if empty)."""
        raise NotImplementedError

    def delivery(self, state: str, to: str = "") -> Call:
        """The signed webhook about a message of ours to `to` that is "on its way", "failed" or "gone"."""
        raise NotImplementedError

    def unreadable(self) -> Sequence[Call]:
        """Signed webhooks in which something is not as documented."""
        raise NotImplementedError

    def other(self, number: int) -> str:
        """Another person's address, for a number below 100."""
        return f"+4477009001{number:02}"

    def _answer(self, to: str, text: str, status: int, body: Mapping[str, Any] | None = None) -> web.Response:
        self.arrived.set()
        if self.answers:
            refused, headers, said = self.answers.popleft()
            return web.json_response(said, status=refused, headers=headers)
        self.sent.append((to, text))
        return web.json_response(dict(body or {}), status=status)
