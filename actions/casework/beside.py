"""The sealed parts that a team keeps beside its copy of a report, by the names of their places."""

from __future__ import annotations

from collections.abc import Mapping

from actions.database.tables import Casework
from actions.locking import Locked

REDACTED, PROPOSED, ASSESSMENT = "redacted", "proposed", "assessment"


def beside_of(work: Casework | None) -> dict[str, Locked]:
    """Those that there are; `work` is None while nothing was done."""
    if work is None:
        return {}
    parts = {REDACTED: work.redacted, PROPOSED: work.proposed, ASSESSMENT: work.assessment}
    return {part: locked for part, locked in parts.items() if locked is not None}


def put_beside(work: Casework, parts: Mapping[str, Locked]) -> None:
    """Puts each in its place; what is not among them is not there any more."""
    work.redacted, work.proposed, work.assessment = (parts.get(part) for part in (REDACTED, PROPOSED, ASSESSMENT))
