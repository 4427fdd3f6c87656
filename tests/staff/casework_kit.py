"""What the tests of a team's work share: parts of a report sealed as the browser seals them, and who was told."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence, Set
from typing import Any

from actions.sealing import Sealed, seal
from content.outcomes import load_outcomes
from tests.actions.kit import ROOT, Office, opened
from tests.staff.kit import Staffroom

OUTCOMES = load_outcomes(ROOT / "data" / "outcomes.yml")


class Told:
    """A notifier that remembers whom it told."""

    def __init__(self) -> None:
        self.teams: list[str] = []

    async def notify(self, team: str, people: Set[str]) -> Set[str]:
        """Remembers it."""
        self.teams.append(team)
        return frozenset()


def told(room: Staffroom) -> list[str]:
    """Whom the staff process has told, in order."""
    assert isinstance(room.desk.terms.notifier, Told)
    return room.desk.terms.notifier.teams


def recipient(office: Office, team: str) -> str:
    """The public key of a team, or of `recovery`."""
    path = office.home / "keys" / ("recovery.pub" if team == "recovery" else f"teams/{team}.pub")
    return path.read_text().strip()


def sealed_for(office: Office, team: str, text: object) -> str:
    """A part as the browser seals it: to the team and the recovery key, in base64."""
    to = [recipient(office, team), recipient(office, "recovery")]
    return base64.b64encode(seal(json.dumps(text).encode(), to).data).decode()


def read_part(office: Office, team: str, sealed: str) -> Any:
    """What a part says to a team."""
    return opened(Sealed(base64.b64decode(sealed)), office.identity(team))


def digest(part: str) -> str:
    """What a part that was read is called when something is to take its place."""
    return hashlib.sha256(base64.b64decode(part)).hexdigest()


def handover(
    office: Office, to: str, *, additions: Sequence[object] = (), contact: object | None = "contact", **more: Any
) -> dict[str, Any]:
    """The body that hands a report over to a team; without `was`, the account that was read."""
    return {
        "team": to,
        "account": sealed_for(office, to, {"account": "handed over"}),
        "contact": None if contact is None else sealed_for(office, to, {"contact": contact}),
        "additions": [sealed_for(office, to, each) for each in additions],
        **more,
    }
