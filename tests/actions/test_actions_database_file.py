"""What can be read in the database's files: nothing that was said, and no order of arrival."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bech32 import bech32_decode, convertbits
from sqlalchemy import select, text

from actions import inbox
from actions.additions import add
from actions.database.tables import Addition, Base, Delivery
from actions.sealing import seal
from actions.withdrawal import withdraw
from tests.actions.back import ADDED, adding
from tests.actions.kit import CANARY, LOOKUP, NOW, REPORTER, SUBMISSION, Office


def all_bytes(folder: Path) -> bytes:
    """Every byte of the database, its log included."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_nothing_that_was_said_and_no_id_of_the_gateways_can_be_read_in_the_files(
    office: Office, tmp_path: Path
) -> None:
    await office.submit()
    await office.deliver()
    stored = all_bytes(tmp_path)
    assert b"daisu" in stored, "the whole of the database must have been read"
    for told in (CANARY, SUBMISSION, LOOKUP, "past_week", "evening"):
        assert told.encode() not in stored


async def test_what_replies_are_sealed_to_can_be_read_nowhere_in_the_files(office: Office, tmp_path: Path) -> None:
    recipient = str(REPORTER.to_public())
    await office.submit()
    await office.deliver()
    (line,) = await inbox.listed(office.sessions, "daisu")
    await inbox.open_report(office.sessions, office.report_keys, "daisu", line.report_id, NOW)
    await inbox.reply(office.sessions, office.report_keys, "daisu", line.report_id, seal(b"{}", [recipient]), NOW)
    stored = all_bytes(tmp_path)
    assert b"answered" in stored, "the whole of the database must have been read"
    key = bytes(convertbits(bech32_decode(recipient)[1] or (), 5, 8, False) or ())
    assert len(key) == 32
    for written in (recipient.removeprefix("age1").encode(), key, key.hex().encode()):
        assert written.lower() not in stored.lower()


async def test_sqlite_forgets_what_is_deleted_and_keeps_no_order_of_arrival(office: Office, tmp_path: Path) -> None:
    async with office.sessions() as session:
        pragmas = {
            name: await session.scalar(text(f"PRAGMA {name}"))
            for name in ("secure_delete", "journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"secure_delete": 1, "journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
    with sqlite3.connect(tmp_path / "heard.db") as connection:
        ordered = {name for name in Base.metadata.tables if _has_rowid(connection, name)}
    declared = {name for name, table in Base.metadata.tables.items() if table.dialect_options["sqlite"]["with_rowid"]}
    assert ordered == declared == {"replies", "audit"}


def _has_rowid(connection: sqlite3.Connection, table: str) -> bool:
    try:
        connection.execute(f"SELECT rowid FROM {table}")
    except sqlite3.OperationalError:
        return False
    return True


def pieces_in(stored: bytes, part: bytes) -> list[int]:
    """Where 64 bytes of a part that can be read in one piece begin; SQLite goes on elsewhere where a page is full."""
    return [start for start in range(0, len(part) - 64, 64) if part[start : start + 64] in stored]


async def test_not_a_byte_of_an_erased_report_is_left_in_the_files(office: Office, tmp_path: Path) -> None:
    await office.submit()
    await office.deliver()
    await add(office.intake, adding(office))
    async with office.sessions() as session:
        (delivery,) = await session.scalars(select(Delivery))
        (addition,) = await session.scalars(select(Addition))
    parts = [each.data for each in (delivery.account, delivery.contact, addition.sealed)]
    assert all(pieces_in(all_bytes(tmp_path), part) for part in parts), "the whole of the database must have been read"
    await withdraw(office.intake, LOOKUP)
    assert not any(pieces_in(all_bytes(tmp_path), part) for part in parts)
    left = all_bytes(tmp_path)
    assert b"erased" in left, "the audit is still there"


async def test_what_is_added_can_be_read_nowhere_in_the_files(office: Office, tmp_path: Path) -> None:
    await office.submit()
    await add(office.intake, adding(office))
    stored = all_bytes(tmp_path)
    assert b"added" in stored, "the whole of the database must have been read"
    for told in (CANARY, ADDED, LOOKUP):
        assert told.encode() not in stored
