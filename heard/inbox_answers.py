"""What the staff process answers to a team's inbox."""

from __future__ import annotations

from pydantic import AwareDatetime, Base64Bytes, BaseModel, ConfigDict


class Answer(BaseModel):
    """What the staff process answers; unknown fields are dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Line(Answer):
    """A report in the list. `added`: something new was added; `withdrawn`: the reporter has taken it back."""

    id: str
    received: AwareDatetime
    status: str
    rule: str
    added: bool = False
    withdrawn: bool = False


class Lines(Answer):
    """The list."""

    reports: list[Line]


class Taken(Line):
    """A report, sealed (base64)."""

    account: str
    contact: str
    additions: list[str] = []


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
