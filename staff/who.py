"""Who asks: an account with its role, or whoever proved that they hold a team's key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may do. Only members and leads have a team, and only they can fetch its reports."""

    MEMBER = "member"
    LEAD = "lead"
    AUDITOR = "auditor"
    COMMS = "comms"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Who:
    """`account` is None for the command line, which proves the team's key and acts as a member of that team."""

    role: Role
    team: str | None
    account: str | None
