"""How a row of the audit is hashed: over its own fields and the hash of the row before, so that none changes alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

ENCODING = "heard audit row 1"
"""First in what is hashed. Another encoding needs another name, and rows written before stay as they are."""
ENCODING_WITH_ACCOUNT = "heard audit row 2"
GENESIS = "0" * 64
"""Stands for the row before the first."""


@dataclass(frozen=True, slots=True)
class Link:
    """What of a row is hashed. `number` counts from 1 without gaps; `previous` is the hash of the row before."""

    number: int
    at: datetime
    actor: str
    event: str
    report_id: str
    team: str
    previous: str
    account: str = ""

    @property
    def hash(self) -> str:
        """SHA-256, in hex, of the fields as a JSON list in ASCII: no two rows are written alike."""
        at = self.at.astimezone(UTC).isoformat()
        fields = [self.number, at, self.actor, self.event, self.report_id, self.team, self.previous]
        fields = [ENCODING_WITH_ACCOUNT, *fields, self.account] if self.account else [ENCODING, *fields]
        return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode("ascii")).hexdigest()
