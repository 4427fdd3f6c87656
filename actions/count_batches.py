"""Keeps counts sealed to the statistics keys, about once an hour; their private halves are on none of our servers."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from random import SystemRandom
from typing import Literal

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from actions.counting import Batch, Entries, Month, Series
from actions.counts import ReportCounts
from actions.database.count_tables import CountBatch
from actions.database.engine import Sessions
from actions.disclosure import Kept
from actions.protocol import Part
from actions.sealing import CannotOpenError, Sealed, seal, unseal
from actions.times import Clock

log = logging.getLogger("heard.actions.counts")

SHORTEST_WAIT, LONGEST_WAIT = 1800.0, 5400.0
"""Seconds between two batches; each wait is drawn anew, so that no batch tells when something was counted."""

Recipients = Mapping[Series, str]
drawn_wait = partial(SystemRandom().uniform, SHORTEST_WAIT, LONGEST_WAIT)


class Letter(Part):
    """One series of a batch as it is sealed."""

    heard: Literal[1] = 1
    month: Month
    series: Series
    counts: Entries


class BatchError(Exception):
    """A batch is not one that this key opens; the sentence says how many."""


async def keep(sessions: Sessions, recipients: Recipients, batch: Batch) -> None:
    """Returns once the batch is kept; the same one again is content. Raises SQLAlchemy's errors when it cannot be."""
    sealed = {series.value: _sealed(batch, series, recipients[series]) for series in Series}
    try:
        async with sessions.begin() as session:
            session.add(CountBatch(id=batch.id, month=batch.month, **sealed))
    except IntegrityError:
        async with sessions() as session:
            if await session.get(CountBatch, batch.id) is None:
                raise


async def counts_of(sessions: Sessions, month: str, series: Series, identity: str) -> Counter[Kept]:
    """All that was counted in a month. Raises `BatchError` when a batch cannot be read: a release must be whole."""
    async with sessions() as session:
        rows = await session.scalars(select(CountBatch).where(CountBatch.month == month))
        batches = [getattr(row, series) for row in rows]
    found, unread = Counter[Kept](), 0
    for sealed in batches:
        try:
            found.update(_opened(sealed, month, series, identity))
        except (CannotOpenError, ValidationError):
            unread += 1
    if unread:
        raise BatchError(f"{unread} of {len(batches)} batches cannot be opened with this key: give the right --key.")
    return found


async def keep_counts(sessions: Sessions, recipients: Recipients, counts: ReportCounts, clock: Clock) -> None:
    """Keeps what was counted since the last time. What cannot be kept is counted again."""
    batches = list(counts.take(clock()))
    try:
        while batches:
            await keep(sessions, recipients, batches[0])
            batches.pop(0)
    except Exception as error:
        log.error("counts_not_kept kind=%s", type(error).__name__)
        counts.put_back(batches)


async def keep_now_and_then(
    sessions: Sessions,
    recipients: Recipients,
    counts: ReportCounts,
    clock: Clock,
    wait: Callable[[], float] = drawn_wait,
) -> None:
    """Keeps counts after each `wait()` seconds until cancelled, and then once more."""
    try:
        while True:
            await asyncio.sleep(wait())
            await keep_counts(sessions, recipients, counts, clock)
    finally:
        await keep_counts(sessions, recipients, counts, clock)


def _sealed(batch: Batch, series: Series, recipient: str) -> Sealed:
    letter = Letter(month=batch.month, series=series, counts=getattr(batch, series))
    return seal(letter.model_dump_json().encode(), (recipient,))


def _opened(sealed: Sealed, month: str, series: Series, identity: str) -> Counter[Kept]:
    letter = Letter.model_validate_json(unseal(sealed, identity))
    if (letter.month, letter.series) != (month, series):
        raise CannotOpenError("this is a batch of another month or series")
    counted = Counter[Kept]()
    for entry in letter.counts:
        counted[entry.kept] += entry.count
    return counted
