"""A receipt that somebody saw is changed: the old one opens nothing, and what was sealed to it opens with the new."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from actions import inbox, receipt_change
from actions.database.tables import AuditEntry, KeyToDestroy, ReplyKey, ReportRow
from actions.drafts import AlreadySentError, keep
from actions.receipt_change import CannotChangeError, Change, change
from actions.receipts import open_receipt
from actions.refusal import ErasedError
from actions.sealing import Sealed
from actions.spooled import take_back
from actions.withdrawal import withdraw
from tests.actions.back import opened_by, report_of
from tests.actions.kit import DATABASES, LOOKUP, NOW, REPORTER, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

NEW, OTHER = "cd" * 32, "ef" * 32
KEY = Sealed(pyrage.encrypt(str(REPORTER).encode(), [REPORTER.to_public()]))


async def asks(rasa: TestClient[Any, Any], route: str, **body: Any) -> tuple[int, Any]:
    """What a route of receipts answers."""
    answer = await rasa.post(f"/receipts/{route}", json=body)
    return answer.status, await answer.json()


def wanted(old: str = LOOKUP, new: str = NEW) -> dict[str, str]:
    """The call."""
    return {"lookup": old, "new": new, "reply_key": base64.b64encode(KEY.data).decode()}


async def opens(office: Office, lookup: str) -> bool:
    """Whether a receipt opens the report."""
    intake = office.intake
    return (await open_receipt(office.sessions, office.report_keys, intake.receipt_secret, lookup)) is not None


async def test_the_old_one_is_at_once_one_that_never_was(rasa: TestClient[Any, Any], office: Office) -> None:
    never = [await asks(rasa, route, lookup=LOOKUP) for route in ("open", "withdraw")]
    await office.submit()
    before = (await asks(rasa, "open", lookup=LOOKUP))[1]
    assert await asks(rasa, "change", **wanted()) == (200, {})
    assert [await asks(rasa, route, lookup=LOOKUP) for route in ("open", "withdraw")] == never == [(404, {})] * 2
    assert await asks(rasa, "change", **wanted(new=OTHER)) == (404, {})
    _, shown = await asks(rasa, "open", lookup=NEW)
    assert shown == before | {"reply_key": wanted()["reply_key"]}


async def test_the_same_again_is_answered_as_the_first_time_and_done_once(
    rasa: TestClient[Any, Any], office: Office
) -> None:
    await office.submit()
    for _ in range(2):
        assert await asks(rasa, "change", **wanted()) == (200, {})
    async with office.sessions() as session:
        changed = select(AuditEntry).where(AuditEntry.event == "receipt changed")
        (entry,) = (await session.scalars(changed)).all()
    assert (entry.actor, entry.team, entry.account) == ("reporter", "", "")


async def test_a_reply_after_the_change_comes_with_the_new_one_and_the_key_to_it(office: Office) -> None:
    await office.submit()
    assert await change(office.intake, Change(LOOKUP, NEW, KEY))
    report = await opened_by(office)
    letter = Sealed(pyrage.encrypt(b"after", [REPORTER.to_public()]))
    await inbox.reply(office.sessions, office.report_keys, "daisu", report, letter, NOW)
    progress = await open_receipt(office.sessions, office.report_keys, office.intake.receipt_secret, NEW)
    assert progress is not None
    assert progress.reply_key == KEY
    assert [pyrage.decrypt(each.sealed.data, [REPORTER]) for each in progress.replies] == [b"after"]


async def test_two_at_once_are_one_change(office: Office) -> None:
    await office.submit()
    acts = [change(office.intake, Change(LOOKUP, new, KEY)) for new in (NEW, OTHER)]
    assert sorted(await asyncio.gather(*acts)) == [False, True]
    assert sorted([await opens(office, NEW), await opens(office, OTHER)]) == [False, True]
    assert not await opens(office, LOOKUP)


async def test_taken_back_and_changed_at_once_it_is_one_or_the_other_after_it(office: Office) -> None:
    await office.submit()
    acts = (change(office.intake, Change(LOOKUP, NEW, KEY)), withdraw(office.intake, LOOKUP))
    changed, withdrawn = await asyncio.gather(*acts, return_exceptions=True)
    if changed is True:
        assert withdrawn is None
        assert await opens(office, NEW)
    else:
        assert isinstance(changed, CannotChangeError) or changed is False
        assert await opens(office, LOOKUP)  # and says that it was taken back


class Crash(Exception):
    """The process dies here."""


@pytest.mark.parametrize("where", ["keyed_hash", "hold", "_keep", "finish_or_leave"])
async def test_killed_on_the_way_one_of_the_two_opens_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    await office.submit()

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(receipt_change, where, crash)
        with pytest.raises(Crash):
            await change(office.intake, Change(LOOKUP, NEW, KEY))
    assert sorted([await opens(office, LOOKUP), await opens(office, NEW)]) == [False, True]
    assert await change(office.intake, Change(LOOKUP, NEW, KEY))
    assert await opens(office, NEW)


@pytest.mark.parametrize("new", [LOOKUP, OTHER])
async def test_one_that_is_or_was_somebodys_is_no_new_one(rasa: TestClient[Any, Any], office: Office, new: str) -> None:
    await office.submit()
    await office.submit("f" * 32, OTHER)
    status, said = await asks(rasa, "change", **wanted(new=new))
    assert (status, said["kind"]) == (409, "taken")
    await withdraw(office.intake, OTHER)
    assert (await asks(rasa, "change", **wanted(new=new)))[0] == 409
    assert await opens(office, LOOKUP)


async def test_what_was_taken_back_keeps_its_receipt(rasa: TestClient[Any, Any], office: Office) -> None:
    await office.submit()
    await opened_by(office)
    await withdraw(office.intake, LOOKUP)
    status, said = await asks(rasa, "change", **wanted())
    assert (status, said["kind"]) == (409, "withdrawn")
    assert await opens(office, LOOKUP)


async def test_a_second_change_destroys_the_key_of_the_first(office: Office) -> None:
    await office.submit()
    report = await report_of(office)
    await change(office.intake, Change(LOOKUP, NEW, KEY))
    async with office.sessions() as session:
        first = (await session.get_one(ReplyKey, report)).sealed.key_id
    await change(office.intake, Change(NEW, OTHER, KEY))
    assert not await office.report_keys.still_has({first})
    assert (await opens(office, NEW), await opens(office, OTHER)) == (False, True)


async def test_with_the_report_its_reply_key_is_erased(office: Office) -> None:
    await office.submit()
    await change(office.intake, Change(LOOKUP, NEW, KEY))
    withdrawn = await withdraw(office.intake, NEW)
    assert withdrawn is not None
    assert withdrawn.erased
    async with office.sessions() as session:
        for table in (ReportRow, ReplyKey, KeyToDestroy):
            assert (await session.scalars(select(table))).all() == []
    assert await office.report_keys.unused() == {}


async def test_nothing_is_put_aside_under_the_old_one_or_the_new(office: Office) -> None:
    await office.submit()
    await change(office.intake, Change(LOOKUP, NEW, KEY))
    for lookup in (LOOKUP, NEW):
        with pytest.raises(AlreadySentError):
            await keep(office.intake, lookup, KEY)


async def test_an_order_to_take_it_back_by_the_old_one_is_settled_and_does_not_wait_for_ever(office: Office) -> None:
    await office.submit()
    await change(office.intake, Change(LOOKUP, NEW, KEY))
    assert await take_back(office.intake, LOOKUP) is None
    assert await opens(office, NEW)
    done = await take_back(office.intake, NEW)
    assert done is not None
    assert done.erased


async def test_a_late_try_of_what_was_changed_and_then_taken_back_is_not_called_stored(office: Office) -> None:
    await office.submit()
    assert await change(office.intake, Change(LOOKUP, NEW, KEY))
    assert await withdraw(office.intake, NEW)
    with pytest.raises(ErasedError):
        await office.submit()
    assert await report_count(office) == 0


async def report_count(office: Office) -> int:
    async with office.sessions() as session:
        return len((await session.scalars(select(ReportRow))).all())
