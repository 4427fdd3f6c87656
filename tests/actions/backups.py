"""A backup of the database, put back beside the report keys as they are now."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.database.engine import Sessions, migrate, open_database, sessions_of
from actions.database.tables import Addition, AuditTail, Base, Delivery, Reply
from actions.locking import ACCOUNT, CONTACT, CannotUnlockError, Locked, Place, addition, reply
from actions.report_keys import ReportKeys
from actions.sealing import CannotOpenError, unseal
from tests.actions.kit import Office
from tests.actions.scratch import scratch_postgres

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


async def back_up(office: Office) -> Rows:
    """Every row of every table, as a dated copy of the database holds them."""
    async with office.sessions() as session:
        return {
            table.name: [dict(row) for row in (await session.execute(select(table))).mappings()]
            for table in Base.metadata.sorted_tables
        }


@asynccontextmanager
async def restored(rows: Rows, office: Office, folder: Path) -> AsyncIterator[Sessions]:
    """The same rows in a database of their own, of the kind that the office has."""
    async with _empty_like(office, folder) as engine:
        await migrate(engine)
        async with engine.begin() as connection:
            await connection.execute(delete(AuditTail))
            for table in Base.metadata.sorted_tables:
                if rows[table.name]:
                    await connection.execute(insert(table), list(rows[table.name]))
        yield sessions_of(engine)


@asynccontextmanager
async def _empty_like(office: Office, folder: Path) -> AsyncIterator[AsyncEngine]:
    bind = office.sessions.kw["bind"]
    if bind.dialect.name == "sqlite":
        engine = open_database(f"sqlite+aiosqlite:///{folder / secrets.token_hex(4)}.db")
        yield engine
        await engine.dispose()
        return
    async with scratch_postgres() as url:
        engine = open_database(url)
        yield engine
        await engine.dispose()


async def told_by(sessions: Sessions, keys: ReportKeys, identities: Sequence[str]) -> str:
    """All that somebody can read who holds this database, the report keys and these keys of teams."""
    return "\n".join([text async for text in _texts(sessions, keys, identities)])


async def _texts(sessions: Sessions, keys: ReportKeys, identities: Sequence[str]) -> AsyncIterator[str]:
    for place, locked in await stored_parts(sessions):
        try:
            sealed = await keys.unlock_one(place, locked)
        except CannotUnlockError:
            continue
        for identity in identities:
            try:
                yield unseal(sealed, identity).decode()
            except CannotOpenError:
                continue


async def stored_parts(sessions: Sessions) -> list[tuple[Place, Locked]]:
    """Everything locked, and where it belongs."""
    async with sessions() as session:
        copies = (await session.scalars(select(Delivery))).all()
        additions = (await session.scalars(select(Addition))).all()
        replies = (await session.scalars(select(Reply).order_by(Reply.id))).all()
    before: Counter[tuple[str, str]] = Counter()
    parts = [(Place(row.report_id, row.team, ACCOUNT), row.account) for row in copies]
    parts += [(Place(row.report_id, row.team, CONTACT), row.contact) for row in copies]
    parts += [(Place(row.report_id, row.team, addition(row.number)), row.sealed) for row in additions]
    for row in replies:
        before[row.report_id, row.team] += 1
        parts.append((Place(row.report_id, row.team, reply(before[row.report_id, row.team])), row.sealed))
    return parts
