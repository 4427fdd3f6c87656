"""Walks the whole audit and says what is wrong with it, and where. Nothing is changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit_chain import GENESIS
from actions.audit_damage import Damage, Finding, Stored, diagnose, these_rows
from actions.audit_heads import Head, heads_of
from actions.database.audit_tables import AuditEntry, AuditTail
from actions.database.engine import Sessions

STEP = 1000
"""Rows read at a time."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known from elsewhere: that row `number` had this hash (0: that there was none yet). `by` says so."""

    number: int
    hash: str
    by: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What the log is held against: the public keys, the day (UTC) it is, and a head that was kept elsewhere."""

    keys: Sequence[Ed25519PublicKey]
    today: date
    kept: Head | None = None
    progress: Callable[[int], None] = field(default=lambda rows: None)
    """Called with the rows walked so far, after each step."""


@dataclass(frozen=True, slots=True)
class Result:
    """How many rows and heads were looked at, the last head that is signed, and everything that is wrong."""

    rows: int
    heads: int
    last: Head | None
    findings: tuple[Finding, ...]


async def check(sessions: Sessions, terms: Terms) -> Result:
    """Holds the audit against `terms`. It may be written to meanwhile. Raises SQLAlchemy's errors."""
    heads = await heads_of(sessions)
    signed = [head for head in heads if head.is_signed(terms.keys)]
    findings = [*_unsigned(heads, signed, terms)]
    marks = [*(_mark(head) for head in signed), await _tail(sessions)]
    if terms.kept:
        marks.append(Mark(terms.kept.number, terms.kept.hash, "the head kept elsewhere"))
    walk = Walk(marks)
    async with sessions() as session:
        broken = await walk.go(session, terms.progress)
    tail = await _tail(sessions)
    findings += [broken] if broken else [*_at_the_end(walk.number, marks, tail)]
    findings += _without_head([head.day for head in signed], walk.number, terms)
    return Result(walk.number, len(heads), signed[-1] if signed else None, tuple(findings))


class Walk:
    """Goes from row to row; `number` and `hash` are those of the last that is as it was written."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.number, self.hash = 0, GENESIS
        self._marks: dict[int, list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.number, []).append(mark)

    async def go(self, session: AsyncSession, progress: Callable[[int], None]) -> Finding | None:
        """Goes as far as the chain is whole; what is wrong with the next row, or None at the end."""
        if wrong := self._unlike_marks():
            return wrong
        try:
            async for row in _rows(session):
                if wrong := await self._step(session, row):
                    return wrong
                if self.number % STEP == 0:
                    progress(self.number)
        except ValueError:
            return Finding(Damage.CHANGED, f"The row after row {self.number} cannot be read: it was changed.")
        return None

    async def _step(self, session: AsyncSession, row: Stored) -> Finding | None:
        if row.number != self.number + 1 or row.link.previous != self.hash or not row.is_intact:
            return await diagnose(session, self.number, self.hash, row)
        self.number, self.hash = row.number, row.hash
        return self._unlike_marks()

    def _unlike_marks(self) -> Finding | None:
        for mark in self._marks.get(self.number, ()):
            if mark.hash != self.hash:
                said = f"Row {self.number} is not the one that {mark.by} tells of: rows up to it were written anew."
                return Finding(Damage.REWRITTEN, said)
        return None


async def _rows(session: AsyncSession) -> AsyncIterator[Stored]:
    """Every row in the order of the numbers, some at a time."""
    query = select(AuditEntry.__table__).order_by(AuditEntry.id)
    step, rest = STEP, query
    while True:
        try:
            rows = (await session.execute(rest.limit(step))).all()
        except ValueError:
            # A time that is none any more: one by one, the rows before it can still be read.
            if step == 1:
                raise
            step = 1
            continue
        for row in rows:
            yield Stored.of(row)
        if len(rows) < step:
            return
        rest = query.where(AuditEntry.id > rows[-1].id)


async def _tail(sessions: Sessions) -> Mark:
    async with sessions() as session:
        row = (await session.scalars(select(AuditTail))).one_or_none()
        return Mark(row.number, row.hash, "the end of the log") if row else Mark(0, "", "the end of the log")


def _mark(head: Head) -> Mark:
    return Mark(head.number, head.hash, f"the head of {head.day}")


def _unsigned(heads: Sequence[Head], signed: Sequence[Head], terms: Terms) -> Iterable[Finding]:
    for head in heads:
        if head not in signed:
            yield Finding(Damage.SIGNATURE, f"The head of {head.day} was changed, or signed with another key.")
    if terms.kept and not terms.kept.is_signed(terms.keys):
        yield Finding(Damage.SIGNATURE, "The head kept elsewhere was changed, or signed with another key.")


def _at_the_end(number: int, marks: Iterable[Mark], tail: Mark) -> Iterable[Finding]:
    """Whether rows are missing after the last one, `number`, or were added by something else."""
    furthest = max(marks, key=lambda mark: mark.number)
    if furthest.number > number:
        yield Finding(
            Damage.CUT, f"{these_rows(number + 1, furthest.number)} missing at the end, as {furthest.by} tells."
        )
    elif tail.number < number:
        said = f"The log ends with row {tail.number}: {these_rows(tail.number + 1, number)} from somewhere else."
        yield Finding(Damage.INSERTED, said)


def _without_head(days: Sequence[str], rows: int, terms: Terms) -> Iterable[Finding]:
    """Whole days between the heads, and up to today, without one; not those before the head kept elsewhere."""
    if not days:
        if rows:
            yield Finding(Damage.NO_HEAD, "No head is signed: nothing vouches for the rows.")
        return
    known = [date.fromisoformat(day) for day in days]
    accepted = terms.kept is not None and terms.kept.is_signed(terms.keys)
    since = date.fromisoformat(terms.kept.day) if terms.kept and accepted else date.min
    pairs = zip(known, [*known[1:], terms.today], strict=True)
    missing = [day for before, after in pairs for day in _between(before, after) if day > since]
    if missing:
        why = "the action server stood still, or heads were removed"
        yield Finding(Damage.NO_HEAD, f"Days without a head: {len(missing)}, the first of them {missing[0]}; {why}.")


def _between(before: date, after: date) -> Iterable[date]:
    return (before + timedelta(days) for days in range(1, (after - before).days))
