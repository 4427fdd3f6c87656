"""Contact details are opened apart from the report, for a reason that is recorded, and never without one."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from aiohttp import ClientResponse

from actions.withdrawal import withdraw
from content.receipt_words import all_words
from gateway.receipts import Receipt
from tests.actions.kit import CANARY, REASONS, ROUTING
from tests.staff.kit import NO_REPORT, Run, Staffroom, unsealed

RECEIPT = Receipt(" ".join(all_words()[:9]))
DETAILS = f"{CANARY} in contact_details"
CODES = [reason.code for reason in REASONS.reasons]


async def asks(room: Staffroom, report: str, body: Any, team: str = "daisu") -> ClientResponse:
    """Asks for the contact details."""
    return await room.client.post(f"/api/reports/{report}/contact", json=body, headers=await room.headers(team))


async def test_the_reasons_are_the_ones_that_were_written_down(room: Staffroom) -> None:
    answer = await room.client.get("/api/contact-reasons", headers=await room.headers("daisu"))
    assert (await answer.json())["reasons"] == [{"code": each.code, "title": each.title} for each in REASONS.reasons]
    assert (await room.client.get("/api/contact-reasons")).status == 401


async def test_a_report_comes_without_them(room: Staffroom) -> None:
    report = await room.report("daisu")
    answer = await room.client.get(f"/api/reports/{report}", headers=await room.headers("daisu"))
    taken = await answer.json()
    assert "contact" not in taken
    assert DETAILS.encode() not in unsealed(base64.b64decode(taken["account"]), room.office.identity("daisu"))


@pytest.mark.parametrize("code", CODES)
async def test_they_come_sealed_and_the_reason_is_recorded_with_nothing_beside_it(room: Staffroom, code: str) -> None:
    report = await room.report("daisu")
    answer = await asks(room, report, {"reason": code, "why": CANARY})
    contact = json.loads(unsealed(base64.b64decode((await answer.json())["contact"]), room.office.identity("daisu")))
    assert (answer.status, contact["part"], contact["report"]) == (200, "contact", report)
    assert DETAILS in str(contact)
    assert await room.audit("daisu") == [(f"contact opened: {code}", report)]


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": CANARY}, {"reason": None}, {"reason": [CODES[0]]}, []])
async def test_without_one_of_the_reasons_nothing_comes_and_nothing_is_recorded(room: Staffroom, body: object) -> None:
    report = await room.report("daisu")
    answer = await asks(room, report, body)
    assert answer.status == 400
    assert CANARY not in await answer.text()
    assert await room.audit("daisu") == []
    assert await room.status("daisu", report) == "received"


@pytest.mark.parametrize("team", sorted(set(ROUTING.teams) - {"daisu"}))
async def test_another_team_is_told_that_there_is_no_such_report(room: Staffroom, team: str) -> None:
    report = await room.report("daisu")
    answers = [await asks(room, each, {"reason": CODES[0]}, team) for each in (report, NO_REPORT, "nonsense")]
    assert [answer.status for answer in answers] == [404] * 3
    assert len({await answer.text() for answer in answers}) == 1
    assert await room.audit(team) == []


async def test_seeing_them_counts_as_opening(room: Staffroom) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await asks(room, report, {"reason": CODES[0]})
    assert await room.status("daisu", report) == "opened"
    withdrawn = await withdraw(room.office.intake, RECEIPT.lookup)
    assert withdrawn is not None
    assert not withdrawn.erased


async def test_what_cannot_be_unlocked_is_said_to_be_and_counts_as_nothing(room: Staffroom) -> None:
    report = await room.report("daisu")
    await room.office.report_keys.destroy([report])
    answer = await asks(room, report, {"reason": CODES[0]})
    assert (answer.status, (await answer.json())["detail"].split(":")[0]) == (410, "This cannot be opened")
    answer = await room.client.get(f"/api/reports/{report}", headers=await room.headers("daisu"))
    assert answer.status == 410
    assert await room.audit("daisu") == []
    assert await room.status("daisu", report) == "received"


async def test_the_command_shows_them_for_a_reason(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu")
    result = await heard("contact", report, "--reason", "agreed")
    assert result.exit_code == 0, result.output
    assert f"Label of contact_details\n    {DETAILS}\n" in result.stdout
    assert f"{CANARY} in what_happened" not in result.stdout
    assert await room.audit("daisu") == [("contact opened: agreed", report)]


@pytest.mark.parametrize("given", [[], ["--reason", "curious"]])
async def test_the_command_lists_the_reasons_when_none_is_given(room: Staffroom, heard: Run, given: list[str]) -> None:
    report = await room.report("daisu")
    result = await heard("contact", report, *given)
    assert (result.exit_code, result.stdout) == (2, "")
    for each in REASONS.reasons:
        assert each.code in result.stderr
        assert each.title in result.stderr
    assert await room.audit("daisu") == []


async def test_the_command_says_which_report_cannot_be_opened_any_more(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu")
    await room.office.report_keys.destroy([report])
    for result in (await heard("open", report), await heard("contact", report, "--reason", "agreed")):
        assert (result.exit_code, result.stdout) == (1, "")
        assert "its key is gone, or it was changed" in result.stderr


async def test_a_report_that_was_taken_back_has_none(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await heard("open", report)
    await withdraw(room.office.intake, RECEIPT.lookup)
    result = await heard("contact", report, "--reason", "agreed")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "contact details have been erased" in " ".join(result.stderr.split())
    assert "CONTACT\n" not in (await heard("open", report)).stdout
