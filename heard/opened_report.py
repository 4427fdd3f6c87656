"""A report opened with the team's key: proved to be the one asked for, and read into its parts."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from actions.sealing import CannotOpenError, Sealed, unseal
from heard.inbox_answers import Taken
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
    """What both parts start with."""

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
    answers: list[Told] = []


class Addition(Head):
    """What the reporter told later."""

    part: Literal["addition"]
    number: int
    at: AwareDatetime
    own_words: str


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """All parts in the clear, and whether the reporter has taken the report back. In memory alone."""

    account: Account
    contact: Contact
    additions: tuple[Addition, ...]
    withdrawn: bool


H = TypeVar("H", bound=Head)


def open_parts(taken: Taken, report: str, access: Access) -> OpenedReport:
    """`report`, which came in `taken`, opened with the team's key. Raises `InboxError` when it is another."""
    contact = _part(Contact, taken.contact, report, access)
    additions = tuple(_part(Addition, sealed, report, access) for sealed in taken.additions)
    return OpenedReport(open_account(taken, report, access), contact, additions, taken.withdrawn)


def open_account(taken: Taken, report: str, access: Access) -> Account:
    """The account of `report` alone. Raises `InboxError` when it is another's."""
    return _part(Account, taken.account, report, access)


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
