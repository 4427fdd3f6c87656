"""A report from its submission to the answer that the reporter reads, in a member's browser."""

from __future__ import annotations

import base64

import pytest

from actions.receipts import open_receipt
from content.receipt_words import all_words
from gateway.receipts import Receipt
from staff.who import Role
from tests.actions.kit import CANARY
from tests.staff.browser.desk import Desk
from tests.staff.kit import Staffroom

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RECEIPT = Receipt(" ".join(all_words()[:9]))
WRITTEN = "An officer will write here again on Monday."


async def replies(room: Staffroom) -> list[str | None]:
    """What the reporter reads with the receipt."""
    intake = room.office.intake
    progress = await open_receipt(intake.sessions, intake.report_keys, intake.receipt_secret, RECEIPT.lookup)
    assert progress is not None
    return [RECEIPT.open(base64.b64encode(each.sealed.data).decode()) for each in progress.replies]


async def test_a_lead_enrols_opens_a_report_and_answers_it(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await desk.starts("lena", Role.LEAD)
    await desk.headed("New reports")
    await desk.opens(report)
    await desk.told(f"{CANARY} in what_happened")
    assert await desk.page.get_by_text(f"{CANARY} in contact_details").count() == 0
    await desk.follow("Reply")
    await desk.page.get_by_label("Your reply").fill(WRITTEN)
    await desk.press("Continue")
    await desk.headed("Check your reply")
    await desk.told(WRITTEN)
    await desk.press("Send")
    await desk.headed(f"Report {report[:8]}")
    await desk.told("Your reply is stored for them.")
    assert await replies(room) == [WRITTEN]
    assert await room.status("daisu", report) == "answered"
    assert desk.seen.said == []


async def test_nothing_that_leaves_the_browser_holds_words_key_or_passphrase(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Ask a question")
    await desk.page.get_by_label("Your question").fill(f"{CANARY} asked?")
    await desk.press("Continue")
    await desk.press("Send")
    await desk.told("Your question is stored for them.")
    identity = room.office.identity("daisu")
    secrets = (CANARY, "kittiwake", identity, identity.removeprefix("AGE-SECRET-KEY-1"), RECEIPT.words)
    left = desk.seen.whole + await desk.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert '"sealed":' in left
    assert [each for each in secrets if each in left] == []
    assert await replies(room) == [f"{CANARY} asked?"]
