"""WhatsApp through Meta's Cloud API (https://developers.facebook.com/docs/whatsapp/cloud-api).

Who hides the number behind a name is known by an id alone (`from_user_id`), and is answered there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import aiohttp
from pydantic import Field, StringConstraints, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from gateway.channels.meta import MINUTE, TAKEN, App, MetaSettings, Name, Part, Webhook, make_app
from gateway.channels.provider import Delivery, Never, Outcome, Reading, Received, Reply, TryAgain, UnreadableError
from gateway.channels.settings import ChannelSettings, read

NAME = "whatsapp"
OBJECT, FIELD = "whatsapp_business_account", "messages"
# Not from a person, or taken back by her: nothing to answer.
SILENT = frozenset({"system", "revoke", "request_welcome"})
ERRORS: Mapping[int, Outcome] = {
    80007: TryAgain(MINUTE),  # too many calls of the account
    130429: TryAgain(2.0),  # too many messages a second
    131000: TryAgain(MINUTE / 2),  # something went wrong
    131016: TryAgain(MINUTE / 2),  # not available
    131021: Never(gone=True),  # our own number
    131026: Never(gone=True),  # cannot be delivered: no WhatsApp there, too old, blocked
    131047: Never(gone=False),  # more than 24 hours after she wrote; the next time she does it is taken again
    131048: TryAgain(MINUTE),  # held back as if it were spam
    131056: TryAgain(6.0),  # too many to the same person
    131057: TryAgain(MINUTE),  # being maintained
    133004: TryAgain(MINUTE / 2),  # not available
}
STATES: Mapping[str, Literal["on its way", "failed"]] = {"sent": "on its way", "delivered": "on its way",
                                                         "read": "on its way", "failed": "failed"}  # fmt: skip


class WhatsAppSettings(MetaSettings):
    """HEARD_WHATSAPP_*. In HEARD_HOME/secrets: the access token (whatsapp), the app's secret, the webhook's token."""

    model_config = SettingsConfigDict(env_prefix="HEARD_WHATSAPP_", frozen=True, extra="ignore")

    number: Annotated[str, Field(pattern=r"^\d*$")] = ""  # the id of our number, not the number
    pace: Annotated[float, Field(gt=0, le=1000)] = 20.0  # messages a second; Meta takes 80


class _Words(Part):
    body: str


class _Button(Part):
    text: str


class _Title(Part):
    title: str


class _Interactive(Part):
    button_reply: _Title | None = None
    list_reply: _Title | None = None


class _Media(Part):
    caption: str = ""


class _Reaction(Part):
    emoji: str = ""


class _Message(Part):
    id: Name
    number: str = Field("", alias="from", max_length=256)
    user: str = Field("", alias="from_user_id", max_length=256)
    group: str = Field("", alias="group_id")
    timestamp: Annotated[str, StringConstraints(pattern=r"^\d{1,11}$")]
    type: str
    text: _Words | None = None
    button: _Button | None = None
    interactive: _Interactive | None = None
    reaction: _Reaction | None = None
    image: _Media | None = None
    video: _Media | None = None
    document: _Media | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.is_silent and (not self.sender or (self.type == "text" and self.text is None)):
            raise ValueError("no sender, or no words")
        return self

    @property
    def sender(self) -> str:
        return self.number or self.user

    @property
    def words(self) -> str | None:
        """What she wrote or tapped; None where it is something that is not words."""
        tapped = self.interactive and (self.interactive.button_reply or self.interactive.list_reply)
        if self.text:
            return self.text.body
        return self.button.text if self.button else tapped.title if tapped else None

    @property
    def caption(self) -> str:
        media = self.image or self.video or self.document
        return media.caption if media else ""

    @property
    def is_silent(self) -> bool:
        """Whether nobody waits for an answer; we are in no group, and a reaction can be taken back."""
        taken_back = self.type == "reaction" and not (self.reaction and self.reaction.emoji)
        return self.type in SILENT or bool(self.group) or taken_back


class _Error(Part):
    code: int


class _Status(Part):
    status: str
    number: str = Field("", alias="recipient_id")
    user: str = Field("", alias="recipient_user_id")
    errors: Sequence[_Error] = ()


class _Metadata(Part):
    phone_number_id: str


class _Value(Part):
    metadata: _Metadata
    messages: Sequence[_Message] = ()
    statuses: Sequence[_Status] = ()


class _Change(Part):
    field: str
    value: Any


@dataclass(frozen=True)
class WhatsApp:
    """See `Provider`."""

    app: App
    number: str
    pace: float
    name: str = NAME
    carrier: str = "WhatsApp (Meta)"
    taken: Reply = TAKEN

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """See `Provider.handshake`."""
        return self.app.handshake(query)

    def verify(self, headers: Mapping[str, str], url: str, raw: bytes, now: datetime) -> bool:
        """See `Provider.verify`. An old message is told by its own time, which is signed with it."""
        return self.app.verify(headers, raw)

    def read(self, raw: bytes) -> tuple[Reading, ...]:
        """See `Provider.read`: of our number all messages, and what became of ours; nothing of anything else."""
        try:
            values = list(self._values(Webhook.model_validate_json(raw)))
        except ValidationError:
            raise UnreadableError from None
        received = [_received(each) for value in values for each in value.messages if not each.is_silent]
        delivered = [_delivery(each) for value in values for each in value.statuses if each.status in STATES]
        return (*received, *delivered)

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """See `Provider.send`."""
        to = "to" if address.isdecimal() else "recipient"
        message = {"messaging_product": "whatsapp", "recipient_type": "individual", to: address, "type": "text",
                   "text": {"body": text, "preview_url": False}}  # fmt: skip
        return await self.app.send(http, message, ERRORS)

    def _values(self, webhook: Webhook) -> Iterator[_Value]:
        changes = [each for entry in webhook.entry for each in entry.changes if webhook.object == OBJECT]
        for change in map(_Change.model_validate, changes):
            if change.field == FIELD:
                value = _Value.model_validate(change.value)
                if value.metadata.phone_number_id == self.number:
                    yield value


def make(home: Path, channels: ChannelSettings) -> WhatsApp | None:
    """WhatsApp as it is set; None when it is not. Raises `SettingError` for half a setting."""
    settings = read(WhatsAppSettings)
    app = make_app(home, channels, settings, {"HEARD_WHATSAPP_NUMBER": settings.number}, NAME)
    return WhatsApp(app, settings.number, settings.pace) if app else None


def _received(message: _Message) -> Received:
    wrote = datetime.fromtimestamp(int(message.timestamp), UTC)
    words = message.words
    text = message.caption if words is None else words
    return Received(message.id, message.sender, text, has_media=words is None, written=wrote)


def _delivery(status: _Status) -> Delivery:
    address = status.number or status.user
    if any(ERRORS.get(error.code) == Never(gone=True) for error in status.errors):
        return Delivery(address, "gone")
    return Delivery(address, STATES[status.status])
