"""Whoever changes the log of who did what is found out, and told what they did and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, text, update

from actions.audit_check import STEP
from actions.audit_heads import Head, heads_of
from actions.database.tables import AuditHead, AuditTail
from tests.actions import audit_kit
from tests.actions.audit_kit import Row, chained, checked, fill, found, hashed, numbered, put, rows_of, set_tail, sign
from tests.actions.kit import DATABASES, NOW, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

Tampering = Callable[[list[Row]], list[Row]]
FORGED = {"actor": "mash", "report_id": "f" * 32}
DAY = timedelta(days=1)


def forged_at(place: int, *, fits: bool) -> Tampering:
    """A forged row before row `place`; the later ones make room. `fits`: it follows the row before as it should."""

    def insert(rows: list[Row]) -> list[Row]:
        before, after = rows[: place - 1], rows[place - 1 :]
        new = hashed({**before[-1], **FORGED, "id": place}, previous=before[-1]["hash"])
        if not fits:
            new |= {"hash": "a" * 64, "previous": "b" * 64}
        return numbered([*before, new, *after])

    return insert


def swapped(rows: list[Row]) -> list[Row]:
    rows[4], rows[8] = rows[8], rows[4]
    return numbered(rows)


def moved_to_the_end(rows: list[Row]) -> list[Row]:
    return [*rows[:4], *rows[5:], {**rows[4], "id": 99}]


def hashed_anew(rows: list[Row]) -> list[Row]:
    rows[4] = hashed(rows[4], **FORGED)
    return rows


TAMPERINGS: dict[str, tuple[Tampering, str]] = {
    "one row is deleted": (lambda rows: rows[:4] + rows[5:], "missing: Row 5 is missing."),
    "some rows are deleted": (lambda rows: rows[:4] + rows[7:], "missing: Rows 5 to 7 are missing."),
    "the first rows are deleted": (lambda rows: rows[2:], "missing: Rows 1 to 2 are missing."),
    "the rest is numbered anew": (
        lambda rows: numbered(rows[:4] + rows[7:]),
        "missing: Rows 5 to 7 are missing, and later ones were numbered anew.",
    ),
    "the end is cut off": (
        lambda rows: rows[:8],
        "cut: Rows 9 to 12 are missing at the end, as the end of the log tells.",
    ),
    "all are deleted": (lambda rows: [], "cut: Rows 1 to 12 are missing at the end, as the end of the log tells."),
    "a row is forged": (
        forged_at(5, fits=False),
        "inserted: Row 5 was inserted: the one written there is now row 6.",
    ),
    "a row is forged with a hash that fits": (
        forged_at(5, fits=True),
        "inserted: Row 6 was written as row 5: rows were inserted before it.",
    ),
    "a row is put before the first": (
        lambda rows: [hashed(rows[0], id=0), *rows],
        "inserted: Row 0 was inserted: the first row is row 1.",
    ),
    "a row is added at the end": (
        lambda rows: chained([*rows, {**rows[0], **FORGED}]),
        "inserted: The log ends with row 12: Row 13 is from somewhere else.",
    ),
    "two rows are exchanged": (swapped, "reordered: Row 5 is now row 9: rows were put in another order."),
    "a row is moved": (moved_to_the_end, "reordered: Row 5 is now row 99: rows were put in another order."),
    "a row is changed and hashed anew": (
        hashed_anew,
        "changed: Row 6 does not follow row 5: one was changed and hashed anew.",
    ),
}


@pytest.mark.parametrize(("tamper", "sentence"), TAMPERINGS.values(), ids=TAMPERINGS)
async def test_each_kind_of_tampering_is_named_with_its_place(office: Office, tamper: Tampering, sentence: str) -> None:
    await fill(office.sessions, 12)
    await put(office.sessions, tamper(await rows_of(office.sessions)))
    first, *rest = await found(office)
    assert first == sentence
    assert [each for each in rest if not each.startswith("no head")] == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", NOW.replace(hour=9, minute=0, second=0, microsecond=0)),
        ("actor", "mash"),
        ("event", "closed"),
        ("report_id", "f" * 32),
        ("team", ""),
        ("previous", "a" * 64),
        ("hash", "a" * 64),
    ],
)
async def test_a_change_of_any_column_is_found(office: Office, column: str, value: Any) -> None:
    await fill(office.sessions, 12)
    rows = await rows_of(office.sessions)
    rows[4][column] = value
    await put(office.sessions, rows)
    assert (await found(office))[0] == "changed: Row 5 was changed after it was written."


async def _without_heads(office: Office) -> None:
    async with office.sessions.begin() as session:
        await audit_kit.unlock(session)
        await session.execute(delete(AuditHead))


async def test_an_untouched_log_is_whole_and_counted(office: Office) -> None:
    await sign(office, NOW - DAY)
    await fill(office.sessions, 12)
    await sign(office)
    await fill(office.sessions, 3)
    result = await checked(office)
    assert (result.findings, result.rows, result.heads) == ((), 15, 2)
    assert result.last is not None
    assert (result.last.day, result.last.number) == ("2025-11-25", 12)


async def test_an_empty_log_is_whole(office: Office) -> None:
    assert await found(office) == []
    await sign(office)
    assert await found(office) == []


async def test_a_log_of_many_steps_is_walked_to_its_end(office: Office) -> None:
    await put(office.sessions, chained([_some_row()] * (2 * STEP + 1)))
    last = (await rows_of(office.sessions))[-1]
    await set_tail(office.sessions, last)
    await sign(office)
    told: list[int] = []
    result = await checked(office, progress=told.append)
    assert (result.findings, result.rows, told) == ((), 2 * STEP + 1, [STEP, 2 * STEP])


def _some_row() -> Row:
    at = NOW.replace(minute=0, second=0, microsecond=0)
    return {"id": 1, "at": at, "actor": "daisu", "event": "opened", "report_id": "a" * 32, "team": "daisu"}


# With a signed head


async def test_after_a_head_the_end_cannot_be_cut_off(office: Office) -> None:
    await fill(office.sessions, 12)
    await sign(office)
    rows = (await rows_of(office.sessions))[:8]
    await put(office.sessions, rows)
    await set_tail(office.sessions, rows[-1])
    assert await found(office) == ["cut: Rows 9 to 12 are missing at the end, as the head of 2025-11-25 tells."]


async def test_after_a_head_the_rows_before_it_cannot_be_written_anew(office: Office) -> None:
    await fill(office.sessions, 12)
    await sign(office)
    rows = await rows_of(office.sessions)
    rows[4] |= FORGED
    await put(office.sessions, chained(rows))
    await set_tail(office.sessions, chained(rows)[-1])
    said = "Row 12 is not the one that the head of 2025-11-25 tells of: rows up to it were written anew."
    assert await found(office) == [f"rewritten: {said}"]


@pytest.mark.parametrize("change", [{"number": 3}, {"hash": "a" * 64}, {"day": "2025-11-24"}, {"signature": "no"}])
async def test_a_changed_head_is_found(office: Office, change: dict[str, Any]) -> None:
    await fill(office.sessions, 12)
    await sign(office)
    await audit_kit.change_head(office.sessions, **change)
    day = change.get("day", "2025-11-25")
    assert (await found(office))[0] == f"signature: The head of {day} was changed, or signed with another key."


async def test_a_head_of_another_key_is_found(office: Office) -> None:
    await fill(office.sessions, 12)
    rows = await rows_of(office.sessions)
    forged = Head("2025-11-25", 12, rows[-1]["hash"]).signed_with(Ed25519PrivateKey.generate())
    async with office.sessions.begin() as session:
        session.add(AuditHead(day=forged.day, number=12, hash=forged.hash, signature=forged.signature))
    assert [each.split(":")[0] for each in await found(office)] == ["signature", "no head"]


async def test_days_without_a_head_are_counted(office: Office) -> None:
    await fill(office.sessions, 2)
    for days in (9, 6, 5, 4):
        await sign(office, NOW - days * DAY)
    why = "the action server stood still, or heads were removed."
    assert await found(office) == [f"no head: Days without a head: 5, the first of them 2025-11-17; {why}"]
    assert await found(office, today=(NOW - 3 * DAY).date()) == [
        f"no head: Days without a head: 2, the first of them 2025-11-17; {why}"
    ]


async def test_rows_without_any_head_are_told(office: Office) -> None:
    await fill(office.sessions, 1)
    assert await found(office) == ["no head: No head is signed: nothing vouches for the rows."]


# With a head that was kept elsewhere


async def test_a_head_kept_elsewhere_finds_what_who_has_the_key_wrote_anew(office: Office) -> None:
    await fill(office.sessions, 12)
    await sign(office)
    (kept,) = await heads_of(office.sessions)
    assert await found(office, kept=kept) == []
    rows = (await rows_of(office.sessions))[:8]
    await _without_heads(office)
    await put(office.sessions, rows)
    await set_tail(office.sessions, rows[-1])
    await sign(office)
    assert await found(office) == [], "without it nothing is left that tells"
    assert await found(office, kept=kept) == [
        "cut: Rows 9 to 12 are missing at the end, as the head kept elsewhere tells."
    ]
    await fill(office.sessions, 9)
    said = "Row 12 is not the one that the head kept elsewhere tells of: rows up to it were written anew."
    assert await found(office, kept=kept) == [f"rewritten: {said}"]


async def test_a_kept_head_that_was_changed_is_found_and_settles_nothing(office: Office) -> None:
    await fill(office.sessions, 2)
    await sign(office, NOW - 4 * DAY)
    await sign(office)
    (_, kept) = await heads_of(office.sessions)
    assert await found(office, kept=kept) == [], "days before it were looked at when it was kept"
    forged = Head("2025-11-99", kept.number, kept.hash, kept.signature)
    assert [each.split(":")[0] for each in await found(office, kept=forged)] == ["signature", "no head"]


async def test_a_lost_tail_is_found(office: Office) -> None:
    await fill(office.sessions, 2)
    await sign(office)
    async with office.sessions.begin() as session:
        await session.execute(update(AuditTail).values(hash="a" * 64))
    assert len(await found(office)) == 1
    async with office.sessions.begin() as session:
        await session.execute(delete(AuditTail))
    assert len(await found(office)) == 1


async def test_a_time_that_is_none_is_a_changed_row(office: Office, database_url: str) -> None:
    if database_url.startswith("postgresql"):
        return  # it stores nothing but times there
    await fill(office.sessions, 12)
    await sign(office)
    async with office.sessions.begin() as session:
        await audit_kit.unlock(session)
        await session.execute(text("UPDATE audit SET at = 'noon' WHERE id = 5"))
    assert await found(office) == ["changed: The row after row 4 cannot be read: it was changed."]
