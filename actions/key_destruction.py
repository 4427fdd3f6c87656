"""Destroys the keys of what was erased, and finishes it after an interruption; sweeps what failed saves left behind.

What is erased is first deleted from the database, with a note of its keys in the same transaction; then the keys are
destroyed, then the note goes. Only after `finish` may anybody be told that it is erased.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import draft_rows
from actions.casework import custody
from actions.database.engine import Sessions, forget_deleted
from actions.database.tables import KeyToDestroy, ReportRow
from actions.report_keys import ReportKeys, batches
from actions.times import Clock, hour_of

log = logging.getLogger("heard.actions.keys")

SECONDS_BETWEEN_SWEEPS = 300.0
LONGEST_SAVE = timedelta(days=1)
"""A report not stored by then never will be: every save has seconds. The rest is for a clock that is an hour wrong."""


def doom(session: AsyncSession, ids: Iterable[str]) -> None:
    """Notes keys (`Locked.key_id`), or all keys of a report (its id), to be destroyed once `session` is committed."""
    session.add_all(KeyToDestroy(id=each) for each in ids)


async def finish(sessions: Sessions, keys: ReportKeys) -> None:
    """Returns once no key that was doomed exists any more. Raises when that could not be done; call it again then."""
    async with sessions() as session:
        doomed = (await session.scalars(select(KeyToDestroy.id))).all()
    if not doomed:
        return
    await keys.destroy(doomed)
    async with sessions.begin() as session:
        for some in batches(doomed):
            await session.execute(delete(KeyToDestroy).where(KeyToDestroy.id.in_(some)))
    await forget_deleted(sessions)


async def finish_or_leave(sessions: Sessions, keys: ReportKeys) -> None:
    """The same for what nobody is told to be erased: what cannot be done now, the sweep does. Never fails."""
    try:
        await finish(sessions, keys)
    except Exception as error:
        log.error("left_to_the_sweep kind=%s", type(error).__name__)


async def sweep(sessions: Sessions, keys: ReportKeys, clock: Clock) -> None:
    """Ends what was kept long enough, finishes what was interrupted, discards old keys whose report was never stored.

    A key is looked at before its report is, and a young one is left alone: its report may be on its way. One that was
    seen in use is never discarded here, whatever the database says: it may be an old copy, put back by mistake.
    """
    async with sessions.begin() as session:
        ended = (*await custody.end_due(session, clock()), *await draft_rows.end_due(session, clock()))
        doom(session, [locked.key_id for locked in ended])
    await finish(sessions, keys)
    unused = await keys.unused()
    stored = await _stored(sessions, unused)
    await keys.mark_used(stored)
    oldest = hour_of(clock()) - LONGEST_SAVE
    await keys.discard_unused(each for each, made in unused.items() if each not in stored and made <= oldest)


async def sweep_always(sessions: Sessions, keys: ReportKeys, clock: Clock) -> None:
    """Sweeps every few minutes until cancelled; a sweep that fails is made good by the next."""
    while True:
        try:
            await sweep(sessions, keys, clock)
        except Exception as error:
            log.error("keys_not_swept kind=%s", type(error).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_SWEEPS)


async def reports_without_key(sessions: Sessions, keys: ReportKeys) -> int:
    """How many stored reports cannot be opened by anybody: erased after this copy was made, or their keys lost."""
    async with sessions() as session:
        ids = (await session.scalars(select(ReportRow.id))).all()
    return await keys.without_key(ids)


async def say_without_key(sessions: Sessions, keys: ReportKeys) -> None:
    """Logs how many reports nobody can open, when there are any; never which."""
    if count := await reports_without_key(sessions, keys):
        log.error("reports_without_key count=%d", count)


async def _stored(sessions: Sessions, report_ids: Iterable[str]) -> set[str]:
    async with sessions() as session:
        found: set[str] = set()
        for some in batches(report_ids):
            found.update(await session.scalars(select(ReportRow.id).where(ReportRow.id.in_(some))))
            found |= await draft_rows.kept_among(session, some)
        return found
