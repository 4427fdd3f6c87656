"""Whether people felt taken seriously: how often each answer was given in a month, and nothing else.

No row is about one person: it has no day, no report and no conversation.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import text

from actions.database.engine import Sessions
from actions.times import LOCAL, Clock

# Understood by SQLite and PostgreSQL alike; two at once are both counted.
_ONE_MORE = text(
    "INSERT INTO feelings (month, answer, count) VALUES (:month, :answer, 1) "
    "ON CONFLICT (month, answer) DO UPDATE SET count = feelings.count + 1"
)


class Felt(StrEnum):
    """The answers to “Did you feel taken seriously?”."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_SAID = "not_said"


async def count_feeling(sessions: Sessions, felt: Felt, clock: Clock) -> None:
    """Counts one more answer in the month that it is where the force is. Raises SQLAlchemy's errors when it cannot."""
    month = f"{clock().astimezone(LOCAL):%Y-%m}"
    async with sessions.begin() as session:
        await session.execute(_ONE_MORE, {"month": month, "answer": felt.value})
