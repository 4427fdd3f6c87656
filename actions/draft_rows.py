"""Drafts in the database: taken away when they are sent or erased, and when their day has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.database.tables import Draft, Submission
from actions.locking import Locked, Place
from actions.times import day_of

ID_LETTERS = 32
"""As many as the id of a report has: the keys of both lie in one table."""


def place_of(receipt: str) -> Place:
    """Where what is kept under the keyed hash `receipt` belongs; it has no team."""
    return Place(receipt[:ID_LETTERS], "", "draft")


async def take_away(session: AsyncSession, receipt: str) -> Sequence[Locked]:
    """Lets go of what is kept under the keyed hash `receipt`, if anything is. The keys are the caller's to doom."""
    of_it = delete(Draft).where(Draft.receipt == receipt)
    return (await session.scalars(of_it.returning(Draft.sealed))).all()


async def count_until(session: AsyncSession, day: date) -> int:
    """How many are kept until `day`, which are those put aside on one day."""
    return await session.scalar(select(func.count()).select_from(Draft).where(Draft.until == day)) or 0


async def end_due(session: AsyncSession, now: datetime) -> Sequence[Locked]:
    """Lets go of everything whose day has come, and records it. The keys are the caller's to doom.

    And of what was kept beside a report that was just being sent: of that nothing is recorded, for it would tell
    which report was a draft before.
    """
    was_sent = Draft.receipt.in_(select(Submission.key))
    sent = (await session.scalars(delete(Draft).where(was_sent).returning(Draft.sealed))).all()
    is_due = Draft.until <= day_of(now)
    due = (await session.scalars(delete(Draft).where(is_due).returning(Draft.sealed))).all()
    for _ in due:
        await audit.record(session, Event.DRAFT_EXPIRED, "", actor=audit.CUSTODY, at=now)
    return [*sent, *due]


async def kept_among(session: AsyncSession, ids: Collection[str]) -> set[str]:
    """Those of these ids (`Place.report_id`) under which something is kept."""
    place = func.substr(Draft.receipt, 1, ID_LETTERS)
    return set(await session.scalars(select(place).where(place.in_(ids))))
