"""What a provider of messages must be able to do. Nothing outside this package knows one by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

import aiohttp


class UnreadableError(Exception):
    """A signed webhook that is not what the provider documents. Holds nothing of it."""


@dataclass(frozen=True)
class Received:
    """A message that came in. `id`: the provider's own, the same when it is delivered again.

    `is_opt_out`: with it the person forbade every answer, and the provider sees to that. `written`: when it reached the
    provider, where that is told; one that waited there while we were down is late here.
    """

    id: str
    sender: str = field(repr=False)
    text: str = field(repr=False)
    has_media: bool = False
    is_opt_out: bool = False
    written: datetime | None = None


@dataclass(frozen=True)
class Delivery:
    """What became of a message of ours. `gone`: nobody has that address, or it takes nothing from us any more."""

    address: str = field(repr=False)
    state: Literal["on its way", "failed", "gone"]


Reading = Received | Delivery


@dataclass(frozen=True)
class Sent:
    """The provider has taken the message."""


@dataclass(frozen=True)
class TryAgain:
    """Not taken now; the next try may be in `seconds`."""

    seconds: float


@dataclass(frozen=True)
class Never:
    """Will not be taken. `gone`: nothing to this address ever is."""

    gone: bool


Outcome = Sent | TryAgain | Never


@dataclass(frozen=True)
class Reply:
    """What the provider's own request is answered with."""

    body: str = ""
    content_type: str = "text/plain"
    status: int = 200


class Provider(Protocol):
    """One provider, made from its settings. It keeps nothing of any message."""

    @property
    def name(self) -> str:
        """A short word: the webhook is `/channels/<name>`."""

    @property
    def carrier(self) -> str:
        """Who carries the messages, as the privacy page names them."""

    @property
    def pace(self) -> float:
        """How many messages a second it takes from us."""

    @property
    def taken(self) -> Reply:
        """What says to it that a webhook was taken and nothing is answered there."""

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """The answer to the GET that proves the webhook is ours; None when there is none, or it proves nothing."""

    def verify(self, headers: Mapping[str, str], url: str, raw: bytes, now: datetime) -> bool:
        """Whether the provider signed these very bytes for this very `url`, lately. In constant time.

        A provider that signs no time is protected by the ids alone (`seen.py`).
        """

    def read(self, raw: bytes) -> tuple[Reading, ...]:
        """What is in a verified webhook. Raises `UnreadableError`."""

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """Hands one message over. Raises nothing of the network: that is `TryAgain`."""
