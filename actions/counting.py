"""Counts as they are gathered and sent: where somebody is counted, in which series, in which month.

Two series that never meet. What only Professional Standards may know of is `reserved`: it is in no total of the other.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from actions.disclosure import Kept
from actions.protocol import Part, Submission
from actions.times import LOCAL

MOST_CELLS = 40
MOST_ENTRIES = 2000
CAMPAIGN = "campaign"

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Campaign = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{0,32}$")]


class Series(StrEnum):
    """Who may know that there is something to count."""

    ORDINARY = "ordinary"
    RESERVED = "reserved"


class Entry(Part):
    """How many people were counted in just these cells, and whose code their chat began with; empty for none."""

    campaign: Campaign = ""
    cells: Annotated[tuple[tuple[Name, Name], ...], Field(min_length=1, max_length=MOST_CELLS)]
    count: int = Field(ge=-1_000_000, le=1_000_000)

    @property
    def kept(self) -> Kept:
        """All of their cells, that of their campaign too."""
        return frozenset((*self.cells, (CAMPAIGN, self.campaign)) if self.campaign else self.cells)


Entries = Annotated[tuple[Entry, ...], Field(max_length=MOST_ENTRIES)]


class Batch(Part):
    """The counts of one process since its last batch. `id` is random, and the same when it is sent again."""

    id: Submission
    month: Month
    ordinary: Entries = ()
    reserved: Entries = ()


def month_of(at: datetime) -> str:
    """The month that it is where the force is, like 2026-11."""
    return f"{at.astimezone(LOCAL):%Y-%m}"


def new_batch_id() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


class Tally:
    """Counts since the last batch, in memory."""

    def __init__(self, new_id: Callable[[], str] = new_batch_id) -> None:
        self._new_id = new_id
        self._counts: dict[str, dict[Series, Counter[Kept]]] = defaultdict(lambda: defaultdict(Counter))

    def add(self, month: str, series: Series, kept: Kept, count: int = 1) -> None:
        """Counts `count` more people in just the cells of `kept`."""
        self._counts[month][series][kept] += count

    def take(self, now: str) -> tuple[Batch, ...]:
        """A batch of each month there is something of, and always one of the month `now`. Begins anew."""
        counts, self._counts = self._counts, defaultdict(lambda: defaultdict(Counter))
        return tuple(self._batch(month, counts[month]) for month in sorted({now, *counts}))

    def put_back(self, batches: Iterable[Batch]) -> None:
        """Counts again what could not be kept."""
        for batch in batches:
            for series in Series:
                for entry in getattr(batch, series):
                    self.add(batch.month, series, frozenset(entry.cells), entry.count)

    def _batch(self, month: str, counts: dict[Series, Counter[Kept]]) -> Batch:
        entries = {series.value: tuple(_entries(counts[series])) for series in Series}
        return Batch(id=self._new_id(), month=month, **entries)


def _entries(counts: Counter[Kept]) -> Iterable[Entry]:
    for kept in sorted(counts, key=sorted):
        if counts[kept]:
            yield Entry(cells=tuple(sorted(kept)), count=counts[kept])
