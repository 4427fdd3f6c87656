"""What a team's work goes by: the routing table, the outcomes, the keys to hand over to, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actions.casework.escalation import Notifier
from actions.casework.handover import Receiver
from actions.key_files import read_recipient
from content.outcomes import Outcomes
from content.routing import Routing
from staff.team_keys import team_recipient


@dataclass(frozen=True, slots=True)
class Terms:
    """`keys` is the folder of the public keys."""

    routing: Routing
    outcomes: Outcomes
    keys: Path
    notifier: Notifier

    @property
    def recovery(self) -> str:
        """The recovery key. Raises `KeyringError`."""
        return read_recipient(self.keys / "recovery.pub")

    def recipient(self, team: str) -> str | None:
        """The key of a team; None when it has none that can be used."""
        return team_recipient(self.keys / "teams", team)

    def receiver(self, team: str) -> Receiver | None:
        """`team`, if a report can be handed over to it."""
        recipient = self.recipient(team)
        if team not in self.routing.teams or recipient is None:
            return None
        name = self.routing.teams[team].name
        return Receiver(team, name, (recipient, self.recovery), alone=team in self.routing.alone)
