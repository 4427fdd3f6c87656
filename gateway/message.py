"""What the reporter is shown: messages made of parts, each readable as plain text on any channel."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Alert = Literal["danger", "self_harm"]
Expects = Literal["free_text", "choice", "receipt"]


@dataclass(frozen=True)
class Tongue:
    """The language of words that are not English, and the way they run, as HTML says both."""

    lang: str
    dir: Literal["ltr", "rtl"] = "ltr"


@dataclass(frozen=True)
class Choice:
    """An answer the reporter can pick; the id says nothing and holds only while the choice is on offer."""

    id: str
    title: str
    tongue: Tongue | None = None


def new_choice(title: str, tongue: Tongue | None = None) -> Choice:
    """A choice with an id that cannot be guessed."""
    return Choice(secrets.token_urlsafe(9), title, tongue)


@dataclass(frozen=True)
class Link:
    """A page of a service."""

    title: str
    url: str


@dataclass(frozen=True)
class Paragraph:
    """Ordinary text; it may hold line breaks and blank lines."""

    text: str
    tongue: Tongue | None = None

    @property
    def plain(self) -> str:
        """The part as text."""
        return self.text


@dataclass(frozen=True)
class PhoneNumber:
    """A number as it is shown, what it is for, and the link that calls or texts it."""

    label: str
    display: str
    uri: str


@dataclass(frozen=True)
class Card:
    """One service of the directory."""

    name: str
    what: str
    numbers: tuple[PhoneNumber, ...]
    hours: str | None
    site: str | None

    @property
    def plain(self) -> str:
        """The part as text, one thing a line."""
        numbers = [f"{number.label}: {number.display}" for number in self.numbers]
        return "\n".join(line for line in (self.name, self.what, *numbers, self.hours, self.site) if line)

    def as_json(self) -> dict[str, Any]:
        """The card as the public API shows it."""
        numbers = [{"label": each.label, "display": each.display, "uri": each.uri} for each in self.numbers]
        return {"name": self.name, "what": self.what, "numbers": numbers, "hours": self.hours, "site": self.site}


@dataclass(frozen=True)
class SummaryRow:
    """One answer in the summary; `change` is also among the message's choices."""

    label: str
    answer: str
    change: Choice
    plain: str


@dataclass(frozen=True)
class Summary:
    """The reporter's answers, in the order of the questions."""

    rows: tuple[SummaryRow, ...]

    @property
    def plain(self) -> str:
        """The part as text, one answer a line."""
        return "\n".join(row.plain for row in self.rows)


@dataclass(frozen=True)
class ReceiptWords:
    """A receipt in one of its forms (`words`), within the sentences that say what it is for (`plain`)."""

    words: str
    plain: str


Part = Paragraph | Card | Summary | ReceiptWords


@dataclass(frozen=True)
class Message:
    """One message of ours. `choices` holds all that can be picked, those within the parts included.

    `place`: where the reporter is in the report that this asks about. `advice`: an answer that she may want to keep;
    no question, nothing she said, nothing about a report.
    """

    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    alert: Alert | None = None
    expects: Expects | None = None
    link: Link | None = None
    place: str | None = None
    advice: bool = False

    @property
    def text(self) -> str:
        """The whole message as plain text."""
        return "\n\n".join(part.plain for part in self.parts if part.plain)

    @property
    def language(self) -> str | None:
        """Which language it begins in, when that is not English."""
        tongues = (part.tongue for part in self.parts if isinstance(part, Paragraph))
        return next((tongue.lang for tongue in tongues if tongue), None)

    def as_json(self) -> dict[str, Any]:
        """MESSAGE of the public API; `services` repeats the cards of the text in parts."""
        return {
            "text": self.text,
            "language": self.language,
            "choices": [{"id": choice.id, "title": choice.title} for choice in self.choices],
            "alert": self.alert,
            "expects": self.expects,
            "link": {"title": self.link.title, "url": self.link.url} if self.link else None,
            "services": [part.as_json() for part in self.parts if isinstance(part, Card)],
        }


def without_receipts(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The messages with no receipt in them; one that was nothing else is left out."""
    kept = (
        (message, tuple(part for part in message.parts if not isinstance(part, ReceiptWords))) for message in messages
    )
    return tuple(replace(message, parts=parts) for message, parts in kept if parts or not message.parts)


def as_json(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages of the public API."""
    return [message.as_json() for message in messages]
