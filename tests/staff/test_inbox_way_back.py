"""What a team sees of a reporter who came back: one bit in the list, and the words only in the report."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from actions.additions import Adding, add
from actions.receipts import open_receipt
from actions.withdrawal import withdraw
from content.receipt_words import all_words
from gateway.receipts import Receipt
from heard import inbox
from heard.inbox_client import Access
from tests.actions.kit import CANARY
from tests.staff.kit import Run, Staffroom

RECEIPT = Receipt(" ".join(all_words()[:9]))
LATER = f"{CANARY} came back\nand went"


async def comes_back(room: Staffroom, text: str = LATER, submission: str = "5" * 32) -> None:
    """The reporter adds something."""
    words = room.office.words("added", text, RECEIPT.lookup)
    assert await add(room.office.intake, Adding(RECEIPT.lookup, submission, words, {}))


async def line(room: Staffroom, team: str = "daisu") -> dict[str, Any]:
    """The one report in the list, as the API gives it."""
    answer = await room.client.get("/api/reports", headers=await room.headers(team))
    (only,) = (await answer.json())["reports"]
    found: dict[str, Any] = only
    return found


async def test_the_list_says_that_something_was_added_and_not_how_much(room: Staffroom, heard: Run) -> None:
    await room.report("daisu", receipt=RECEIPT)
    before = await line(room)
    await comes_back(room)
    once = await line(room)
    await comes_back(room, "more", "6" * 32)
    assert once == await line(room) == {**before, "added": True}
    assert " new, added  " in (await heard("list")).stdout


async def test_an_opened_report_shows_what_was_added_after_the_answers(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await comes_back(room)
    shown = (await heard("open", report)).stdout
    heading = "ADDED 25 NOVEMBER 2025 14:00 UTC, OR UP TO AN HOUR LATER"
    assert shown.index("WHAT THEY TOLD US") < shown.index(heading) < shown.index("CONTACT\n")
    assert f"    {CANARY} came back\n    and went\n" in shown
    assert (await line(room))["added"] is False


async def test_a_reply_is_not_sent_past_something_nobody_has_read(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await heard("open", report)
    await comes_back(room)
    refused = await heard("reply", report, "--text", "Come in.", "--yes")
    assert refused.exit_code == 1
    assert refused.stderr.endswith(f"Read it first: `heard inbox open {report}`.\n")
    assert (await line(room))["added"] is True
    await heard("open", report)
    assert (await heard("reply", report, "--text", "Come in.", "--yes")).exit_code == 0


async def test_a_reply_is_not_sent_past_what_was_added_while_it_was_written(
    room: Staffroom, heard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await heard("open", report)
    loop, look = asyncio.get_running_loop(), inbox._must_have

    async def look_too_early(access: Access, report: str) -> None:
        await look(access, report)
        asyncio.run_coroutine_threadsafe(comes_back(room), loop).result()

    monkeypatch.setattr(inbox, "_must_have", look_too_early)
    assert (await heard("reply", report, "--text", "Come in.", "--yes")).exit_code == 1
    progress = await open_receipt(
        room.office.sessions, room.office.report_keys, room.office.intake.receipt_secret, RECEIPT.lookup
    )
    assert progress is not None
    assert progress.replies == ()


async def test_a_withdrawn_report_is_marked_and_its_contact_is_not_shown(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await heard("open", report)
    await withdraw(room.office.intake, RECEIPT.lookup)
    assert (await line(room))["withdrawn"] is True
    assert " withdrawn  " in (await heard("list")).stdout
    shown = (await heard("open", report)).stdout
    assert shown.index("WITHDRAWN\n") < shown.index("WHAT THEY TOLD US")
    assert "Do not contact them" in " ".join(shown.split())
    assert f"{CANARY} in contact_details" not in shown
    assert f"{CANARY} in what_happened" in shown


async def test_an_erased_report_is_the_same_as_none(room: Staffroom, heard: Run) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await withdraw(room.office.intake, RECEIPT.lookup)
    assert (await heard("list")).stdout == "No reports.\n"
    refused = await heard("open", report)
    assert (refused.exit_code, refused.stderr.startswith("Your team has no such report.")) == (1, True)


async def test_what_is_added_to_another_teams_report_does_not_show(room: Staffroom) -> None:
    await room.report("professional_standards", receipt=RECEIPT, about_police="yes")
    await room.report("daisu", 2)
    before = await line(room)
    await comes_back(room)
    assert await line(room) == before
    assert (await line(room, "professional_standards"))["added"] is True
