"""What the action server answers, as the published schema tells it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

HourText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:00Z$")]


Refused = Literal["secret", "caller", "signature", "clock", "replay", "busy"]
Kind = Refused | Literal["withdrawn", "full", "elsewhere", "taken", "sent"]
"""Why a call was refused, or why nothing was added, changed or kept."""


class Answer(BaseModel):
    """An answer; it has these fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Failure(Answer):
    """Why it was not done: a sentence of ours, never a word of the call."""

    error: str
    kind: Kind | None = None
    action_name: Literal["action_submit_report", "unknown"] | None = None


class Response(Answer):
    """A response of domain.yml that Rasa is to say."""

    response: str


class Done(Answer):
    """An action is finished."""

    events: list[Any]
    responses: list[Response]


class Well(Answer):
    """The server is up; `dead_letters` is there when deliveries were given up."""

    status: Literal["ok"]
    dead_letters: int | None = None


class Reply(Answer):
    """A team's answer, sealed to the receipt (base64 of age), and its hour."""

    at: HourText
    sealed: str


class Withdrawal(Answer):
    """A report that was taken back; `statement` is the signed one that nothing of it is left. `contact_kept`: the law
    keeps for now how to reach the reporter."""

    at: HourText
    erased: bool
    statement: str | None
    contact_kept: bool = False


class Progress(Answer):
    """How far a report has come; `outcome` is the code of how it was closed (data/outcomes.yml)."""

    status: Literal["received", "opened", "answered", "closed", "withdrawn", "ended", "ended early"]
    received: HourText | None
    added: int
    attached: int = 0
    replies: list[Reply]
    outcome: str | None = None
    withdrawal: Withdrawal | None = None
    reply_key: str | None = None


class Attached(Answer):
    """How many files the report has."""

    attached: int


class Added(Answer):
    """How many additions the report has."""

    added: int
