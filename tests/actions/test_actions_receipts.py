"""The reporter comes back with a receipt."""

from __future__ import annotations

import base64
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import text

from actions import inbox
from actions.casework.actor import Actor
from actions.casework.outcomes import close
from actions.database.tables import Status
from actions.receipts import overall
from actions.sealing import Sealed
from tests.actions.back import report_of
from tests.actions.kit import LOOKUP, NOW, REPORTER, SUBMISSION, Office, sending

R, O, A, C = Status  # noqa: E741


async def look(rasa: TestClient[Any, Any], lookup: str = LOOKUP) -> tuple[int, Any]:
    """What the receipt opens."""
    answer = await rasa.post("/receipts/open", json={"lookup": lookup})
    return answer.status, await answer.json()


async def test_a_receipt_shows_the_status_and_the_hour(rasa: TestClient[Any, Any], office: Office) -> None:
    await office.submit()
    assert await look(rasa) == (
        200,
        {"status": "received", "received": "2025-11-25T14:00Z", "added": 0, "attached": 0, "replies": []},
    )


async def test_a_receipt_shows_each_step_and_the_replies_in_order(rasa: TestClient[Any, Any], office: Office) -> None:
    await office.submit()
    report = await report_of(office)
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    assert (await look(rasa))[1]["status"] == "opened"
    for words in (b"first", b"second"):
        letter = Sealed(pyrage.encrypt(words, [REPORTER.to_public()]))
        await inbox.reply(office.sessions, office.report_keys, "daisu", report, letter, NOW)
    _, shown = await look(rasa)
    assert shown["status"] == "answered"
    assert [reply["at"] for reply in shown["replies"]] == ["2025-11-25T14:00Z"] * 2
    letters = [pyrage.decrypt(base64.b64decode(reply["sealed"]), [REPORTER]) for reply in shown["replies"]]
    assert letters == [b"first", b"second"]
    await close(office.sessions, Actor("daisu"), report, None, NOW)
    assert (await look(rasa))[1]["status"] == "closed"


@pytest.mark.parametrize(
    ("teams", "seen"),
    [([R], R), ([R, O], O), ([O, A], A), ([A, C], A), ([R, C], O), ([C], C), ([C, C], C), ([R, R], R), ([], R)],
)
def test_the_reporter_sees_one_status_for_all_teams(teams: list[Status], seen: Status) -> None:
    assert overall(teams) is seen


async def test_a_receipt_that_never_was_looks_like_one_whose_report_is_gone(
    rasa: TestClient[Any, Any], office: Office
) -> None:
    never = await look(rasa, "cd" * 32)
    await office.submit()
    async with office.sessions.begin() as session:
        await session.execute(text("DELETE FROM reports"))
    gone = await look(rasa)
    assert never == gone == (404, {})


@pytest.mark.parametrize("lookup", ["", "zz", LOOKUP.upper(), LOOKUP + " ", "x" * 500])
async def test_what_is_no_lookup_opens_nothing(rasa: TestClient[Any, Any], office: Office, lookup: str) -> None:
    await office.submit()
    assert await look(rasa, lookup) == (404, {})


async def test_what_is_far_too_long_for_a_lookup_is_not_read(rasa: TestClient[Any, Any]) -> None:
    status, said = await look(rasa, "x" * 5000)
    assert (status, set(said)) == (413, {"error"})


async def test_the_receipt_is_kept_only_as_a_hash_under_a_secret(office: Office) -> None:
    await office.intake.submit(office.slots(), sending())
    async with office.sessions() as session:
        kept = await session.scalar(text("SELECT receipt FROM reports"))
        keys = set(await session.scalars(text("SELECT key FROM submissions")))
    assert kept not in {LOOKUP, None}
    assert not keys & {SUBMISSION, LOOKUP, None}
    assert len(str(kept)) == 64
