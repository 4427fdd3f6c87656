"""A report that is not the one asked for, or was changed, is not shown; words that could mislead are shown as codes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pyrage
import pytest
from playwright.async_api import Route, expect

from tests.actions.kit import CANARY
from tests.staff.browser.desk import Desk
from tests.staff.kit import Staffroom, unsealed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Change = Callable[[dict[str, Any]], None]
ANOTHER = "The server sent another report than the one you asked for. Nothing of it is shown."


async def answered(desk: Desk, report: str, change: Change) -> None:
    """Whoever holds the server changes the answer for this report."""

    async def changed(route: Route) -> None:
        answer = await route.fetch()
        body = await answer.json()
        change(body)
        await route.fulfill(response=answer, json=body)

    await desk.page.route(f"**/api/reports/{report}", changed)


async def is_not_shown(desk: Desk, report: str, why: str) -> None:
    """The page says why, and holds nothing of it."""
    await desk.page.get_by_role("link", name=report[:8]).click()
    await desk.chooses_key()
    await desk.headed("This report is not shown")
    await desk.told(why)
    assert CANARY not in await desk.page.content()


def sealed_anew(room: Staffroom, sealed: str, **changes: Any) -> str:
    """A part with something else in it, sealed to the team by whoever knows its public key."""
    identity = pyrage.x25519.Identity.from_str(room.office.identity("daisu"))
    part = json.loads(unsealed(base64.b64decode(sealed), str(identity))) | changes
    return base64.b64encode(pyrage.encrypt(json.dumps(part).encode(), [identity.to_public()])).decode()


async def test_another_report_of_the_team_in_its_place_is_not_shown(room: Staffroom, desk: Desk) -> None:
    report, other = await room.report("daisu"), await room.report("daisu", 2)
    await desk.starts()
    headers = await room.headers("daisu")
    theirs = await (await room.client.get(f"/api/reports/{other}", headers=headers)).json()
    await answered(desk, report, lambda body: body.update(account=theirs["account"]))
    await is_not_shown(desk, report, ANOTHER)


@pytest.mark.parametrize(
    "changes",
    [{"team": {"id": "mash", "name": "MASH"}}, {"part": "contact"}, {"report": "0" * 32}],
    ids=["team", "part", "report"],
)
async def test_a_part_that_names_another_place_is_not_shown(
    room: Staffroom, desk: Desk, changes: dict[str, Any]
) -> None:
    report = await room.report("daisu")
    await desk.starts()
    await answered(desk, report, lambda body: body.update(account=sealed_anew(room, body["account"], **changes)))
    await is_not_shown(desk, report, ANOTHER)


async def test_a_later_format_is_not_guessed_at(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts()
    await answered(desk, report, lambda body: body.update(account=sealed_anew(room, body["account"], heard=2)))
    await is_not_shown(desk, report, "This was written by a version of Heard that this page cannot read.")


async def test_a_changed_byte_is_noticed(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts()

    def change(body: dict[str, Any]) -> None:
        sealed = bytearray(base64.b64decode(body["account"]))
        sealed[-40] ^= 1
        body["account"] = base64.b64encode(sealed).decode()

    await answered(desk, report, change)
    await is_not_shown(desk, report, "Your team’s key does not open this.")


async def test_own_words_stay_text_and_hidden_characters_are_codes(room: Staffroom, desk: Desk) -> None:
    told = "<img src=x onerror=alert(1)> one\u202etwo\u200bthree"
    words = room.office.words("what_happened", told, f"{1:032x}")
    report = await room.report("daisu", what_happened=words)
    await desk.starts()
    await desk.opens(report)
    expected = "<img src=x onerror=alert(1)> one\\u202etwo\\u200bthree"
    await expect(desk.page.get_by_text(expected, exact=True)).to_be_visible()
    assert await desk.page.locator("main img").count() == 0
    assert desk.seen.said == []
