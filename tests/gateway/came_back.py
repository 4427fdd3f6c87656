"""Somebody who has come back to her report with a receipt, on the page without JavaScript."""

from __future__ import annotations

from typing import Any

from aiohttp.test_utils import TestClient

from gateway.receipts import Receipt
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.page_reader import PlainBrowser

WORDS = "abstract ability able about above absent absorb access acoustic"


def known_report(actions: ActionsDouble) -> dict[str, Any]:
    """The report that the receipt opens, as the action server knows it."""
    report = {"status": "received", "received": "2026-11-25T12:00:00Z", "replies": []}
    actions.reports[Receipt(WORDS).lookup] = report
    return report


async def opened_report(client: TestClient[Any, Any]) -> PlainBrowser:
    """Her browser, with the report open."""
    await (page := PlainBrowser(client)).open("/receipt")
    return await page.press("Show my report", words=WORDS)
