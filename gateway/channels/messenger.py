"""Messenger, of a page on Facebook (https://developers.facebook.com/docs/messenger-platform).

A person is known by an id that only this page has (PSID). Read receipts, and whether she was seen to type, are sent by
nothing here, and are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Self

import aiohttp
from pydantic import Field, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from gateway.channels.meta import MINUTE, TAKEN, App, MetaSettings, Name, Part, Webhook, make_app
from gateway.channels.provider import Delivery, Never, Outcome, Reading, Received, Reply, TryAgain, UnreadableError
from gateway.channels.settings import ChannelSettings, read

NAME = "messenger"
OBJECT = "page"
LINK = "fallback"  # the picture that Messenger makes of a link in her words
ERRORS: Mapping[int, Outcome] = {
    32: TryAgain(MINUTE),  # too many calls of the page
    551: Never(gone=True),  # takes no messages from this page
    613: TryAgain(MINUTE),  # too many messages
    1200: TryAgain(MINUTE / 2),  # not available
    1545041: Never(gone=True),  # the same as 551, as a subcode
    2018001: Never(gone=True),  # nobody has this id
    2018108: Never(gone=True),  # takes no messages from us
    2018278: Never(gone=False),  # more than 24 hours after she wrote; the next time she does it is taken again
}


class MessengerSettings(MetaSettings):
    """HEARD_MESSENGER_*. In HEARD_HOME/secrets: the access token (messenger), the app's secret, the webhook's token."""

    model_config = SettingsConfigDict(env_prefix="HEARD_MESSENGER_", frozen=True, extra="ignore")

    page: Annotated[str, Field(pattern=r"^\d*$")] = ""  # the id of our page
    pace: Annotated[float, Field(gt=0, le=1000)] = 20.0  # messages a second; Meta takes 300


class _Person(Part):
    id: str = ""


class _Attachment(Part):
    type: str = ""


class _Message(Part):
    mid: Name
    text: str = ""
    is_echo: bool = False
    attachments: Sequence[_Attachment] = ()

    @property
    def has_media(self) -> bool:
        """Whether there is something beside words; a picture of a link in them is not."""
        return any(each.type != LINK or not self.text for each in self.attachments) or not self.text


class _Postback(Part):
    title: str
    mid: str = ""


class _Event(Part):
    sender: _Person = _Person()
    timestamp: Annotated[int, Field(ge=0, le=10**14, strict=False)] = -1  # thousandths of a second; also as a string
    message: _Message | None = None
    postback: _Postback | None = None
    delivery: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.message or self.postback) and self.timestamp < 0:
            raise ValueError("no time")
        return self


@dataclass(frozen=True)
class Messenger:
    """See `Provider`."""

    app: App
    page: str
    pace: float
    name: str = NAME
    carrier: str = "Messenger (Meta)"
    taken: Reply = TAKEN

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """See `Provider.handshake`."""
        return self.app.handshake(query)

    def verify(self, headers: Mapping[str, str], url: str, raw: bytes, now: datetime) -> bool:
        """See `Provider.verify`. An old message is told by its own time, which is signed with it."""
        return self.app.verify(headers, raw)

    def read(self, raw: bytes) -> tuple[Reading, ...]:
        """See `Provider.read`: what people wrote to our page; nothing of what it wrote, nor of anything else."""
        try:
            events = list(self._events(Webhook.model_validate_json(raw)))
        except ValidationError:
            raise UnreadableError from None
        return tuple(each for event in events if event.sender.id for each in _readings(event))

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """See `Provider.send`. Without a sound or a shake of her phone."""
        message = {"recipient": {"id": address}, "messaging_type": "RESPONSE", "message": {"text": text},
                   "notification_type": "SILENT_PUSH"}  # fmt: skip
        return await self.app.send(http, message, ERRORS)

    def _events(self, webhook: Webhook) -> Iterator[_Event]:
        if webhook.object == OBJECT:
            for entry in webhook.entry:
                if entry.id == self.page:
                    yield from map(_Event.model_validate, entry.messaging)


def make(home: Path, channels: ChannelSettings) -> Messenger | None:
    """Messenger as it is set; None when it is not. Raises `SettingError` for half a setting."""
    settings = read(MessengerSettings)
    app = make_app(home, channels, settings, {"HEARD_MESSENGER_PAGE": settings.page}, NAME)
    return Messenger(app, settings.page, settings.pace) if app else None


def _readings(event: _Event) -> Iterator[Reading]:
    who = event.sender.id
    wrote = datetime.fromtimestamp(event.timestamp / 1000, UTC)
    if event.message and not event.message.is_echo:
        message = event.message
        yield Received(message.mid, who, message.text, has_media=message.has_media, written=wrote)
    if event.postback:
        name = event.postback.mid or f"{who} {event.timestamp}"
        yield Received(name, who, event.postback.title, written=wrote)
    if event.delivery is not None:
        yield Delivery(who, "on its way")
