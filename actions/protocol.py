"""The part of Rasa's call to an action server that is read here; everything else in it is dropped unread."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, ValidationError

from actions.feelings import Felt
from actions.refusal import RefusedError

Submission = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Lookup = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


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


class FeelingCall(Part):
    """The gateway tells one answer, and nothing of who gave it."""

    felt: Felt


def read(model: type[P], body: bytes) -> P:
    """`body` (JSON) as `model`. Raises `RefusedError`, which repeats nothing of `body`, not even its keys."""
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise RefusedError("The request is not one that this action server reads.") from None


def done(*responses: str) -> dict[str, Any]:
    """The answer of an action that is finished: the names of the responses that Rasa is to say."""
    return {"events": [], "responses": [{"response": name} for name in responses]}
