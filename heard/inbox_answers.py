"""What the staff process answers to a team's inbox."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime, Base64Bytes, BaseModel, ConfigDict


class Answer(BaseModel):
    """What the staff process answers; unknown fields are dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Line(Answer):
    """A report in the list. `added`: something new was added; `withdrawn`: the reporter has taken it back.

    `erased_on`: the day on which it is erased, once that is near. `hold`: why nothing may erase it. `erasure`: why
    somebody asked to erase it early. `contact_kept`: taken back while it was held.
    """

    id: str
    received: AwareDatetime
    status: str
    rule: str
    added: bool = False
    withdrawn: bool = False
    erased_on: date | None = None
    hold: str | None = None
    erasure: str | None = None
    contact_kept: bool = False


class Lines(Answer):
    """The list."""

    reports: list[Line]


class Taken(Line):
    """A report, sealed (base64)."""

    account: str
    additions: list[str] = []
    attachments: list[str] = []


class TakenContact(Answer):
    """How to reach the reporter, sealed (base64)."""

    contact: str


class Reason(Answer):
    """Why contact details may be opened."""

    code: str
    title: str


class Reasons(Answer):
    """All of them."""

    reasons: list[Reason]


class KeepReasons(Answer):
    """Why a report may be kept longer."""

    keep_longer: list[Reason]


class Stored(Answer):
    """The ids of every report of the team."""

    reports: list[str]


class Parts(Answer):
    """A report's sealed parts by name, as bytes."""

    parts: dict[str, Base64Bytes]


class Asked(Answer):
    """A challenge (base64)."""

    id: str
    challenge: str


class Token(Answer):
    """What stands for the key in the calls that follow."""

    token: str
