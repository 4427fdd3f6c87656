"""The part of Rasa's call to an action server that is read here; everything else in it is dropped unread."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Base64Bytes,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
)

from actions.refusal import RefusedError

Submission = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Lookup = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _sealed(data: bytes) -> bytes:
    if not data.startswith(AGE):
        raise ValueError("not sealed")
    return data


AGE = b"age-encryption.org/v1\n"
Aged = Annotated[Base64Bytes, AfterValidator(_sealed)]
"""An age file in base64."""


class Part(BaseModel):
    """Part of a call; unknown fields are dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True)


P = TypeVar("P", bound=Part)


class Receipt(Part):
    """What the gateway derived from the receipt it is about to show."""

    lookup: Lookup
    recipient: str


class Context(Part):
    """What the gateway sends with the turn in which Send is pressed."""

    at: AwareDatetime | None = None
    submission: Submission | None = None
    receipt: Receipt | None = None


class Message(Part):
    """The turn's message: its metadata is the context."""

    metadata: Context | None = None


class Tracker(Part):
    """Rasa's tracker, as far as it matters here."""

    slots: dict[str, Any] = {}
    latest_message: Message | None = None


class Call(Part):
    """Rasa asks for one action to be run."""

    next_action: str
    tracker: Tracker = Tracker()

    @property
    def context(self) -> Context:
        """The turn's context; empty when none came."""
        return (self.tracker.latest_message and self.tracker.latest_message.metadata) or Context()


class ReceiptCall(Part):
    """The gateway names a receipt's report."""

    lookup: str


class AddCall(ReceiptCall):
    """The gateway adds something to a receipt's report: sealed words, and what was told from them."""

    submission: Submission
    words: str
    police_mention: Literal["unclear", "responsible"] | None = None
    police_confirmed: Literal["no"] | None = None


class ChangeCall(ReceiptCall):
    """The gateway has a report opened by another receipt: its lookup, and what it needs to read replies (age)."""

    new: Lookup
    reply_key: Aged


class AttachCall(ReceiptCall):
    """The gateway attaches a file to a receipt's report: the file and its clean copy, sealed (base64 of age)."""

    submission: Submission
    sealed: str


def read(model: type[P], body: bytes) -> P:
    """`body` (JSON) as `model`. Raises `RefusedError`, which repeats nothing of `body`, not even its keys."""
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise RefusedError("The request is not one that this action server reads.") from None


def done(*responses: str) -> dict[str, Any]:
    """The answer of an action that is finished: the names of the responses that Rasa is to say."""
    return {"events": [], "responses": [{"response": name} for name in responses]}
