"""What is taken to a target, and what a target is."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from actions.delivery.names import Kind
from actions.sealing import Sealed

FORMAT = 1
"""Goes up when the message changes, so that a receiver can tell."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing for one team. `parts` are age files by name; never the contact details, which open only with a reason.

    `id` is random, and the same on every try.
    """

    id: str
    report_id: str
    team: str
    kind: Kind
    parts: Mapping[str, Sealed] = field(default_factory=dict, repr=False)

    @property
    def body(self) -> bytes:
        """What a queue or a webhook receives: JSON, the age files in base64."""
        message: dict[str, Any] = {
            "heard": FORMAT,
            "id": self.id,
            "kind": self.kind.value,
            "report": self.report_id,
            "parts": [
                {"name": name, "age": base64.b64encode(sealed.data).decode()} for name, sealed in self.parts.items()
            ],
        }
        return json.dumps(message).encode()


class Target(Protocol):
    """Somewhere teams receive what is for them. Must be safe to call twice with the same parcel."""

    async def deliver(self, parcel: Parcel) -> None:
        """Returns once the parcel has arrived.

        Raises `NotSentError` when surely nothing of it left, `LaterError` when it is not time yet, and anything else
        when it may have arrived and may not.
        """

    def serves(self, team: str) -> bool:
        """Whether this team receives anything here."""


class NotSentError(Exception):
    """Nothing left this machine, or the other side refused before it was handed anything."""


class LaterError(Exception):
    """Not a failure: to be tried again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("not yet")
        self.seconds = seconds


class NoSuchTargetError(NotSentError):
    """data/delivery.yml names no such target for this team (any more)."""


def kind_of(error: Exception) -> str:
    """The kind of an error, for logs and lists: its own words could hold anything."""
    cause = error.__cause__ if isinstance(error, NotSentError) and error.__cause__ else error
    return type(cause).__name__[:64]
