"""Counts of reports, in memory until the next batch: kind, teams, and whether somebody came back with the receipt.

Of each report of this month memory holds where it is counted, under a keyed hash of its receipt. The key is drawn anew
each month, is in memory only, and ends with it: nothing links a return to anything afterwards, and a restart forgets
who came. Then a return is not counted; it never counts twice.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from actions.answers import Answer
from actions.counting import Batch, Series, Tally, month_of
from actions.disclosure import Cell, Kept
from actions.reports import Share
from content.routing import Routing

KIND, ROUTE, CAME_BACK = "kind", "route", "came_back"
NOT_SAID = "not_said"
NO, YES = "no", "yes"


def new_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)


@dataclass(slots=True)
class _Month:
    """The reports of a month that nobody has come back to, under keyed hashes of their receipts."""

    month: str
    key: bytes = field(repr=False)
    waiting: dict[bytes, tuple[Series, Kept]] = field(default_factory=dict)
    known: set[bytes] = field(default_factory=set)

    def token(self, receipt: str) -> bytes:
        return hmac.new(self.key, receipt.encode(), hashlib.sha256).digest()


class ReportCounts:
    """Counts reports as they are stored and as somebody comes back to them."""

    def __init__(self, key: Callable[[], bytes] = new_key, tally: Tally | None = None) -> None:
        self._key, self._tally = key, tally or Tally()
        self._this = _Month("", key())

    def received(self, at: datetime, receipt: str, series: Series, cells: Iterable[Cell]) -> None:
        """Counts a report that is stored, once: the same receipt again is the same report."""
        this = self._of(month_of(at))
        token, kept = this.token(receipt), frozenset(cells)
        if token in this.known:
            return
        this.known.add(token)
        this.waiting[token] = series, kept
        self._tally.add(this.month, series, kept | {(CAME_BACK, NO)})

    def returned(self, at: datetime, receipt: str) -> None:
        """Counts that somebody came back to a report of this month, the first time."""
        this = self._of(month_of(at))
        waiting = this.waiting.pop(this.token(receipt), None)
        if waiting is None:
            return
        series, kept = waiting
        self._tally.add(this.month, series, kept | {(CAME_BACK, NO)}, -1)
        self._tally.add(this.month, series, kept | {(CAME_BACK, YES)})

    def take(self, at: datetime) -> tuple[Batch, ...]:
        """What was counted since the last time, to be kept."""
        return self._tally.take(self._of(month_of(at)).month)

    def put_back(self, batches: Iterable[Batch]) -> None:
        """Counts again what could not be kept."""
        self._tally.put_back(batches)

    def _of(self, month: str) -> _Month:
        if month > self._this.month:  # never back: a report that waited elsewhere counts when it comes
            self._this = _Month(month, self._key())
        return self._this


def cells_of(answers: Mapping[str, Answer], shares: Iterable[Share]) -> tuple[Cell, ...]:
    """Where a report is counted: its kind, and each team that has it."""
    kind = answers.get("report_kind")
    chosen = kind.value if kind is not None and not kind.own_words else NOT_SAID
    return ((KIND, chosen), *((ROUTE, share.team) for share in shares))


def series_of(routing: Routing, shares: Iterable[Share]) -> Series:
    """Whether nobody but the team that has the report may know that there is one."""
    alone = {rule.name for rule in routing.rules if rule.only}
    return Series.RESERVED if any(share.rule in alone for share in shares) else Series.ORDINARY
