"""What the gateway kept while the action server was away."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from actions import inbox
from actions.database.tables import ReportRow
from actions.statements import statement_of
from actions.times import hour_of
from gateway.sealing import Intake as Sealer
from tests.actions.back import report_of
from tests.actions.kit import CANARY, DATABASES, LOOKUP, NOW, SUBMISSION, Office, call, usual_context

Client = TestClient[Any, Any]
SENT = NOW - timedelta(hours=9)
THIS_HOUR = "2025-11-25T14:00Z"
on_both = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


def sealed(office: Office, letter: object) -> str:
    """A letter as the gateway keeps it."""
    sealer = Sealer((office.home / "keys" / "intake.pub").read_text().strip())
    return base64.b64encode(sealer.seal_letter(letter)).decode()  # type: ignore[arg-type]


def report(office: Office, at: datetime = SENT, **changed: Any) -> dict[str, Any]:
    """A report as Rasa would have sent it at `at`."""
    return {"slots": office.slots(**changed), "context": {**usual_context(), "at": at.isoformat()}}


async def hands(rasa: Client, office: Office, letter: object) -> tuple[int, Any]:
    """What is answered to a letter."""
    answer = await rasa.post("/spooled", json={"sealed": sealed(office, letter)})
    return answer.status, await answer.json()


async def stored(office: Office) -> list[ReportRow]:
    """Every report."""
    async with office.sessions() as session:
        return list(await session.scalars(select(ReportRow)))


@on_both
async def test_it_is_stored_once_however_often_it_is_handed_over(rasa: Client, office: Office) -> None:
    letter = report(office)
    answers = await asyncio.gather(*(hands(rasa, office, letter) for _ in range(3)))
    answers.append(await hands(rasa, office, letter))
    assert answers == [(200, {"stored": True, "withdrawal": None})] * 4
    assert len(await stored(office)) == 1


async def test_one_that_rasa_had_sent_after_all_stays_one_report(rasa: Client, office: Office) -> None:
    await office.submit()
    assert (await hands(rasa, office, report(office)))[0] == 200
    assert len(await stored(office)) == 1


async def test_it_counts_from_when_she_pressed_send(rasa: Client, office: Office) -> None:
    await hands(rasa, office, report(office))
    (row,) = await stored(office)
    assert (row.received, row.consented) == (hour_of(SENT), hour_of(SENT))
    await office.deliver()
    (line,) = await inbox.listed(office.sessions, "daisu")
    assert line.received == hour_of(SENT)


async def test_nobody_presses_send_in_the_future(rasa: Client, office: Office) -> None:
    await hands(rasa, office, report(office, NOW + timedelta(days=400)))
    (row,) = await stored(office)
    assert row.received == hour_of(NOW)


async def test_what_rasa_carries_moves_no_clock(office: Office, rasa: Client) -> None:
    context = {**usual_context(), "at": SENT.isoformat()}
    assert (await rasa.post("/webhook", json=call(office.slots(), context))).status == 200
    (row,) = await stored(office)
    assert row.received == hour_of(NOW)


async def test_it_is_routed_as_any_other(rasa: Client, office: Office) -> None:
    await hands(rasa, office, report(office, about_police="yes"))
    await office.deliver()
    assert len(await inbox.listed(office.sessions, "professional_standards")) == 1
    assert await inbox.listed(office.sessions, "daisu") == []


@pytest.mark.parametrize("missing", ["consent_share", "consent_wording", "send"])
async def test_without_her_consent_it_is_refused(rasa: Client, office: Office, missing: str) -> None:
    status, answer = await hands(rasa, office, report(office, SENT, **{missing: None}))
    assert status == 400
    assert CANARY not in json.dumps(answer)
    assert await stored(office) == []


@pytest.mark.parametrize("gone", ["at", "submission", "receipt"])
async def test_without_its_context_it_is_refused(rasa: Client, office: Office, gone: str) -> None:
    letter = report(office)
    del letter["context"][gone]
    assert (await hands(rasa, office, letter))[0] == 400
    assert await stored(office) == []


async def test_words_of_another_report_are_refused(rasa: Client, office: Office) -> None:
    words = office.words("what_happened", CANARY, submission="f" * 32)
    assert (await hands(rasa, office, report(office, what_happened=words)))[0] == 400


@pytest.mark.parametrize("letter", [{}, [], None, CANARY, {"slots": {}}, {"withdraw": "no lookup"}, {"slot": "needs"}])
async def test_a_letter_that_is_none_is_refused_and_not_repeated(rasa: Client, office: Office, letter: object) -> None:
    status, answer = await hands(rasa, office, letter)
    assert (status, answer["error"]) == (400, "What was kept cannot be read.")


async def test_what_is_sealed_to_another_key_is_refused(rasa: Client, office: Office) -> None:
    other = pyrage.x25519.Identity.generate().to_public()
    for body in (b"no age", pyrage.encrypt(json.dumps(report(office)).encode(), [other])):
        answer = await rasa.post("/spooled", json={"sealed": base64.b64encode(body).decode()})
        assert answer.status == 400
    assert (await rasa.post("/spooled", json={"sealed": "Ω no base64"})).status == 400


async def test_the_longest_report_passes_the_door(rasa: Client, office: Office) -> None:
    words = {slot: office.words(slot, "ß" * 30_000) for slot in ("what_happened", "who_did_it", "needs")}
    letter = report(office, SENT, **words)
    assert len(base64.b64decode(sealed(office, letter))) > 2**19
    assert (await hands(rasa, office, letter))[0] == 200


@on_both
async def test_taken_back_before_it_arrived_it_is_never_stored(rasa: Client, office: Office) -> None:
    order = {"withdraw": LOOKUP}
    note = str(statement_of(office.intake, LOOKUP, hour_of(NOW)))
    done = {"at": THIS_HOUR, "erased": True, "statement": note}
    answers = await asyncio.gather(*(hands(rasa, office, order) for _ in range(3)))
    assert answers == [(200, {"stored": False, "withdrawal": done})] * 3
    thrown_away = 200, {"stored": False, "withdrawal": None}
    assert await hands(rasa, office, report(office)) == thrown_away  # a copy that was left somewhere
    assert await stored(office) == []
    opened = await (await rasa.post("/receipts/open", json={"lookup": LOOKUP})).json()
    assert (opened["status"], opened["withdrawal"]) == ("withdrawn", done)


async def test_taken_back_after_all_it_is_erased_from_the_team(rasa: Client, office: Office) -> None:
    await office.submit(SUBMISSION)
    status, answer = await hands(rasa, office, {"withdraw": LOOKUP})
    assert (status, answer["withdrawal"]["erased"]) == (200, True)
    assert await stored(office) == []
    assert (await hands(rasa, office, report(office)))[0] == 200
    assert await stored(office) == []


async def test_taken_back_after_a_team_opened_it_that_is_said(rasa: Client, office: Office) -> None:
    await hands(rasa, office, report(office))
    await inbox.open_report(office.sessions, office.report_keys, "daisu", await report_of(office), NOW)
    _, answer = await hands(rasa, office, {"withdraw": LOOKUP})
    assert answer["withdrawal"] == {"at": THIS_HOUR, "erased": False, "statement": None}


async def test_without_the_secret_nothing_is_taken(stranger: Client, office: Office) -> None:
    answer = await stranger.post("/spooled", json={"sealed": sealed(office, report(office))})
    assert answer.status == 401
    assert await stored(office) == []
