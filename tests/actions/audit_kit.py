"""What the tests of the audit share: rows in it, and somebody who can write to the database past its refusals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.audit_chain import Link
from actions.audit_check import Result, Terms, check
from actions.audit_heads import sign_head
from actions.database.engine import Sessions
from actions.database.tables import AuditEntry, AuditHead, AuditTail
from actions.key_files import read_public_keys
from tests.actions.kit import NOW, Office

AUDIT = AuditEntry.__table__
TODAY = NOW.date()
Row = dict[str, Any]
"""A row of the audit, by column."""


async def fill(sessions: Sessions, count: int) -> None:
    """Adds `count` rows, each of another report."""
    async with sessions.begin() as session:
        for number in range(count):
            await audit.record(session, Event.OPENED, f"{number:032x}", actor="daisu", at=NOW, team="daisu")


async def sign(office: Office, now: datetime = NOW) -> None:
    """Signs the head of the day."""
    await sign_head(office.sessions, office.intake.keys.audit, now)


async def checked(office: Office, today: date = TODAY, **more: Any) -> Result:
    """What is found, with the public key of the development keys."""
    keys = read_public_keys(office.home / "keys" / "audit.pub")
    return await check(office.sessions, Terms(keys, today, **more))


async def found(office: Office, **more: Any) -> list[str]:
    """The kinds of damage, and the sentences, as one line each."""
    result = await checked(office, **more)
    return [f"{finding.damage}: {finding.sentence}" for finding in result.findings]


async def unlock(session: AsyncSession) -> None:
    """Takes away what refuses changes, as the owner of the database can."""
    if session.get_bind().dialect.name == "postgresql":
        for table in ("audit", "audit_heads"):
            await session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    named = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in (await session.scalars(named)).all():
        await session.execute(text(f"DROP TRIGGER {name}"))


async def rows_of(sessions: Sessions) -> list[Row]:
    """The audit, in order."""
    async with sessions() as session:
        return [dict(row._mapping) for row in await session.execute(select(AUDIT).order_by(AUDIT.c.id))]


async def put(sessions: Sessions, rows: Sequence[Row]) -> None:
    """Makes the audit just these rows."""
    async with sessions.begin() as session:
        await unlock(session)
        await session.execute(delete(AuditEntry))
        if rows:
            await session.execute(insert(AuditEntry), list(rows))


async def set_tail(sessions: Sessions, row: Row) -> None:
    """Makes the table about the newest row say that it is `row`."""
    async with sessions.begin() as session:
        await session.execute(update(AuditTail).values(number=row["id"], hash=row["hash"]))


async def change_head(sessions: Sessions, **values: Any) -> None:
    """Changes every stored head."""
    async with sessions.begin() as session:
        await unlock(session)
        await session.execute(update(AuditHead).values(**values))


def hashed(row: Row, **changed: Any) -> Row:
    """The row with these values, and a hash that fits them."""
    new = {**row, **changed}
    return {**new, "hash": link_of(new).hash}


def link_of(row: Row) -> Link:
    """What of the row is hashed."""
    said = {name: row[name] for name in ("at", "actor", "event", "report_id", "team", "previous")}
    return Link(**said, account=row.get("account", ""), number=row["id"])


def numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows numbered from 1, and nothing else about them changed."""
    return [{**row, "id": number} for number, row in enumerate(rows, 1)]


def chained(rows: Sequence[Row]) -> list[Row]:
    """The rows as a whole chain: all that somebody without the key can make right."""
    done: list[Row] = []
    for row in numbered(rows):
        done.append(hashed(row, previous=done[-1]["hash"] if done else "0" * 64))
    return done
