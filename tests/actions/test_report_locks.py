"""What is locked opens in its own place alone: rows that were swapped open nowhere."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from actions import inbox
from actions.additions import add
from actions.database.tables import AuditEntry, Delivery, Reply, Status
from actions.locking import CannotUnlockError, Locked, Place, lock, new_key, unlock
from actions.receipts import open_receipt
from actions.sealing import Sealed, seal
from tests.actions.back import adding, contact_of
from tests.actions.backups import stored_parts
from tests.actions.kit import CANARY, DATABASES, LOOKUP, NOW, REPORTER, SUBMISSION, Office

PLACE = Place("0" * 32, "daisu", "account")
on_each_database = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


@given(st.binary(max_size=2000))
def test_what_was_locked_opens_in_its_place_with_its_key_and_is_the_same(data: bytes) -> None:
    key = new_key()
    locked = lock(Sealed(data), PLACE, key)
    assert unlock(locked, PLACE, key) == Sealed(data)
    assert locked.key_id == key.id
    assert key.secret not in locked.data


@pytest.mark.parametrize(
    "other",
    [
        replace(PLACE, report_id="1" * 32),
        replace(PLACE, team="mash"),
        replace(PLACE, part="contact"),
        replace(PLACE, part="addition 1"),
        Place(PLACE.report_id + "daisu", "", "account"),
    ],
    ids=["another report", "another team", "contact", "an addition", "run together"],
)
def test_it_opens_in_no_other_place(other: Place) -> None:
    key = new_key()
    with pytest.raises(CannotUnlockError):
        unlock(lock(Sealed(b"x"), PLACE, key), other, key)


@given(st.data())
def test_it_opens_no_more_once_any_bit_is_changed(data: st.DataObject) -> None:
    key = new_key()
    locked = lock(Sealed(b"some words"), PLACE, key)
    at = data.draw(st.integers(0, len(locked.data) * 8 - 1))
    changed = bytearray(locked.data)
    changed[at // 8] ^= 1 << at % 8
    with pytest.raises(CannotUnlockError):
        unlock(Locked(bytes(changed)), PLACE, key)


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01" * 28, b"age-encryption.org/v1\n" + b"x" * 40])
def test_what_was_never_locked_is_refused(data: bytes) -> None:
    with pytest.raises(CannotUnlockError):
        unlock(Locked(data), PLACE, new_key())


def test_another_key_of_the_same_name_opens_nothing() -> None:
    key = new_key()
    with pytest.raises(CannotUnlockError):
        unlock(lock(Sealed(b"x"), PLACE, key), PLACE, replace(new_key(), id=key.id))


def test_neither_shows_itself_when_printed() -> None:
    key = new_key()
    locked = lock(Sealed(CANARY.encode()), PLACE, key)
    assert f"{locked} {locked!r}" == "Locked() Locked()"
    assert repr(key) == f"Key(id={key.id!r})"


async def two_reports(office: Office) -> None:
    """Two reports that two teams have, each with two additions and two replies of one team."""
    for submission, lookup in ((SUBMISSION, LOOKUP), ("f" * 32, "cd" * 32)):
        await office.submit(submission, lookup, children_affected="yes")
    await office.deliver()
    for number in ("1" * 32, "2" * 32):
        assert await add(office.intake, adding(office, number, number))
    for line in await inbox.listed(office.sessions, "daisu"):
        await contact_of(office, "daisu", line.report_id)
        for _ in range(2):
            letter = seal(b"{}", [str(REPORTER.to_public())])
            await inbox.reply(office.sessions, office.report_keys, "daisu", line.report_id, letter, NOW)


@on_each_database
async def test_everything_has_a_key_of_its_own(office: Office) -> None:
    await two_reports(office)
    keys = [locked.key_id for _, locked in await stored_parts(office.sessions)]
    assert len(keys) == 2 * 4 + 2 * 2 + 4
    assert len(set(keys)) == len(keys)


@on_each_database
async def test_no_two_rows_can_be_exchanged(office: Office) -> None:
    await two_reports(office)
    parts = await stored_parts(office.sessions)
    swaps = [(place, locked) for place, _ in parts for other, locked in parts if other != place]
    opened = 0
    for place, locked in swaps:
        try:
            await office.report_keys.unlock_one(place, locked)
        except CannotUnlockError:
            continue
        opened += 1
    assert (len(swaps) > 200, opened) == (True, 0)


@on_each_database
@pytest.mark.parametrize("column", ["account", "contact"])
async def test_a_team_is_shown_nothing_of_a_report_whose_rows_were_exchanged(office: Office, column: str) -> None:
    await two_reports(office)
    async with office.sessions.begin() as session:
        one, other = await session.scalars(select(Delivery).where(Delivery.team == "mash"))
        mine, theirs = getattr(one, column), getattr(other, column)
        setattr(one, column, theirs)
        setattr(other, column, mine)
    opening = {
        "account": inbox.open_report(office.sessions, office.report_keys, "mash", one.report_id, NOW),
        "contact": contact_of(office, "mash", one.report_id),
    }
    with pytest.raises(CannotUnlockError):
        await opening.pop(column)
    opening.popitem()[1].close()
    assert {line.status for line in await inbox.listed(office.sessions, "mash")} == {Status.RECEIVED}
    async with office.sessions() as session:
        assert not (await session.scalars(select(AuditEntry).where(AuditEntry.actor == "mash"))).all()


@on_each_database
async def test_replies_that_were_exchanged_are_not_shown_as_one_another(office: Office) -> None:
    await two_reports(office)
    async with office.sessions.begin() as session:
        replies = (await session.scalars(select(Reply).order_by(Reply.report_id))).all()
        replies[0].sealed, replies[1].sealed = replies[1].sealed, replies[0].sealed
    shown = 0
    for lookup in (LOOKUP, "cd" * 32):
        with suppress(CannotUnlockError):
            await open_receipt(office.sessions, office.report_keys, office.intake.receipt_secret, lookup)
            shown += 1
    assert shown == 1, "only the report whose replies were left alone"
