"""A report opened with the team's key: proved to be the one asked for, and read into its parts."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from actions.sealing import CannotOpenError, Sealed, unseal
from heard.inbox_answers import Taken, TakenContact
from heard.inbox_client import Access
from heard.inbox_errors import InboxError


class Part(BaseModel):
    """Something written in a report; unknown fields are dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Team(Part):
    """The team the report was sealed for."""

    id: str
    name: str


class Routed(Part):
    """Why it came to this team."""

    version: str
    rule: str


class Told(Part):
    """One answer: a choice's title, or the reporter's own words."""

    slot: str
    question: str
    answer: str | None = None
    own_words: str | None = None

    @property
    def text(self) -> str:
        """What was answered."""
        return self.own_words or self.answer or ""


class Agreed(Part):
    """The consent."""

    wording: str
    at: AwareDatetime
    share_with_police: bool
    be_contacted: bool
    contact_wording: str | None = None
    be_referred: bool
    refer_wording: str | None = None


class Head(Part):
    """What every part starts with."""

    heard: Literal[1]
    report: str
    received: AwareDatetime
    team: Team
    routing: Routed


class Account(Head):
    """What happened."""

    part: Literal["account"]
    answers: list[Told]
    not_answered: list[str]
    consent: Agreed
    reply_to: str
    """age recipient that replies are sealed to."""


class Contact(Head):
    """How to reach the reporter."""

    part: Literal["contact"]
    be_contacted: bool
    for_referral: bool = False
    not_handed_over: bool = False
    """The details are still with the team that handed the report over."""
    answers: list[Told] = []


class Addition(Head):
    """What the reporter told later."""

    part: Literal["addition"]
    number: int
    at: AwareDatetime
    own_words: str


class Body(Part):
    """One of the two bodies of a file: its SHA-256 in hex, and its bytes before it was padded."""

    sha256: str
    bytes: int


class Attachment(Head):
    """A file that the reporter attached; `key` (an age identity) opens its two bodies."""

    part: Literal["attachment"]
    number: int
    at: AwareDatetime
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,8}$")]
    found: list[str]
    key: Annotated[str, Field(repr=False)]
    original: Body
    clean: Body


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """What it says in the clear, and whether the reporter has taken the report back. In memory alone."""

    account: Account
    additions: tuple[Addition, ...]
    withdrawn: bool
    attachments: tuple[Attachment, ...] = ()


H = TypeVar("H", bound=Head)


def open_parts(taken: Taken, report: str, access: Access) -> OpenedReport:
    """`report`, which came in `taken`, opened with the team's key. Raises `InboxError` when it is another."""
    additions = tuple(_part(Addition, sealed, report, access) for sealed in taken.additions)
    files = open_attachments(taken, report, access)
    return OpenedReport(open_account(taken, report, access), additions, taken.withdrawn, files)


def open_attachments(taken: Taken, report: str, access: Access) -> tuple[Attachment, ...]:
    """What is told of each file of `report`. Raises `InboxError` when it is another's."""
    return tuple(_part(Attachment, sealed, report, access) for sealed in taken.attachments)


def open_account(taken: Taken, report: str, access: Access) -> Account:
    """The account of `report` alone. Raises `InboxError` when it is another's."""
    return _part(Account, taken.account, report, access)


def open_contact(taken: TakenContact, report: str, access: Access) -> Contact:
    """How to reach the reporter of `report`. Raises `InboxError` when it is another's."""
    return _part(Contact, taken.contact, report, access)


def _part(model: type[H], sealed: str, report: str, access: Access) -> H:
    try:
        text = unseal(Sealed(base64.b64decode(sealed, validate=True)), access.identity)
        part = model.model_validate_json(text)
    except CannotOpenError:
        raise InboxError(f"This report was sealed to an earlier key. Run `heard keys rewrap {access.team}`.") from None
    except (ValidationError, ValueError):
        raise InboxError("This report was written by a version of Heard that this one cannot read.") from None
    if (part.report, part.team.id) != (report, access.team):
        # Sealed rows could be exchanged by whoever holds the database; the names inside cannot.
        raise InboxError("The server sent another report than the one asked for. Tell whoever looks after Heard.")
    return part
