"""A month's statistics as they are published: once, for a month that is over, and the same for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from actions.counting import Series, month_of
from actions.counts import CAME_BACK, NO, YES
from actions.database.count_tables import Release
from actions.database.engine import Sessions
from actions.disclosure import BASE, LEAST, Cell, Counts, released, rounded
from actions.statistics_tables import Group, Table

SETTLED = timedelta(days=1)
"""After the month's end: by then the last counts of a month have come, if they come at all."""


class NotOverError(Exception):
    """The month is not over, or so lately that counts may still be on their way."""


class Row(BaseModel):
    """A row as published; `count` is None where it is hidden."""

    model_config = ConfigDict(frozen=True)

    row: str
    title: str
    count: int | None


class Published(BaseModel):
    """A table as published; `total` is the sum of the rows shown, and None where rows overlap or none is shown."""

    model_config = ConfigDict(frozen=True)

    table: str
    title: str
    rows: tuple[Row, ...]
    total: int | None


class Document(BaseModel):
    """A release. `came_back` is per cent of the reports that are shown, in fives."""

    model_config = ConfigDict(frozen=True)

    heard: int = 1
    month: str
    series: Series
    least: int = LEAST
    base: int = BASE
    tables: tuple[Published, ...]
    came_back: int | None

    @property
    def text(self) -> str:
        """The release as it is kept: the same bytes for the same release."""
        return self.model_dump_json(indent=1) + "\n"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def document_of(month: str, series: Series, groups: Sequence[Group], counts: Counts) -> Document:
    """What may be published of `counts`: a function of the cells of five and more alone."""
    shown: dict[Cell, int | None] = {}
    for group in groups:
        shown |= released(counts, (cell for table in group for cell in table.cells))
    tables = tuple(_published(table, shown) for group in groups for table in group)
    return Document(month=month, series=series, tables=tables, came_back=_rate(shown))


async def publish(sessions: Sessions, document: Document, now: datetime) -> Document:
    """Keeps a release, and returns it; where the month has one already, returns that one, whatever was counted since.

    Raises `NotOverError`.
    """
    if document.month >= month_of(now - SETTLED):
        raise NotOverError(f"{document.month} can be published when it has been over for a day.")
    try:
        async with sessions.begin() as session:
            session.add(Release(month=document.month, series=document.series.value, document=document.text))
        return document
    except IntegrityError:
        kept = await release_of(sessions, document.month, document.series)
        if kept is None:
            raise
        return kept


async def release_of(sessions: Sessions, month: str, series: Series) -> Document | None:
    """The release of a month, if there is one."""
    async with sessions() as session:
        row = await session.get(Release, (month, series.value))
        return None if row is None else Document.model_validate_json(row.document)


async def releases(sessions: Sessions) -> Sequence[Document]:
    """Every release of every series, the newest month first."""
    async with sessions() as session:
        rows = await session.scalars(select(Release).order_by(Release.month.desc(), Release.series))
        return [Document.model_validate_json(row.document) for row in rows]


def _published(table: Table, shown: dict[Cell, int | None]) -> Published:
    rows = tuple(Row(row=row, title=title, count=shown[table.name, row]) for row, title in table.rows.items())
    total = sum(row.count or 0 for row in rows) if table.adds_up else 0
    return Published(table=table.name, title=table.title, rows=rows, total=total or None)


def _rate(shown: dict[Cell, int | None]) -> int | None:
    """From the published numbers, so that it tells no more than they do."""
    came, stayed = shown.get((CAME_BACK, YES)), shown.get((CAME_BACK, NO))
    if came is None or stayed is None:
        return None
    return rounded(round(100 * came / (came + stayed)))
