"""The main way through the site, with JavaScript and without, in both browsers, with a picture of each step."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.pictures import ARTEFACTS, take_picture, take_pictures_of_failure
from tests.browser.site import Site
from tests.browser.steps import choose, is_gone, leave_by_button, reach_summary, start, write
from tests.gateway.chat import DANGER

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"viewport": {"width": 360, "height": 740}}
STEPS = ["1-first", "2-chat", "3-danger", "4-summary", "5-sent", "6-left"]


async def walk(page: Page, journey: str) -> None:
    await take_picture(page, journey, "1-first")
    await start(page)
    await take_picture(page, journey, "2-chat")
    await write(page, DANGER)
    await expect(page.get_by_role("alert")).to_contain_text("999")
    await take_picture(page, journey, "3-danger")
    await choose(page, "Carry on with what I wrote")
    await reach_summary(page)
    await take_picture(page, journey, "4-summary")
    for answer in ("My answers are right", "Yes, I agree", "Send my report"):
        await choose(page, answer)
    await expect(page.locator("#log > .us").last).to_contain_text("Your report is stored.")
    await take_picture(page, journey, "5-sent")
    await leave_by_button(page)
    await is_gone(page)
    await take_picture(page, journey, "6-left")


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
@pytest.mark.parametrize("browser_name", BOTH)
async def test_the_whole_way_is_walked_and_pictured(
    open_page: Open, site: Site, browser_name: str, scripts: str
) -> None:
    site.no_scripts = scripts == "without scripts"
    journey = f"{browser_name} {scripts}".replace(" ", "-")
    for step in STEPS:
        (ARTEFACTS / journey / f"{step}.png").unlink(missing_ok=True)
    await walk(await open_page(**PHONE), journey)
    kept = sorted((ARTEFACTS / journey).glob("*.png"))
    assert [path.stem for path in kept] == STEPS
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in kept)
    await site.has_left()
    assert site.conversations == 0


@pytest.mark.parametrize("browser_name", BOTH)
async def test_what_a_failed_test_left_is_pictured(first: Page, browser_name: str) -> None:
    kept = ARTEFACTS / "failed" / f"pictured-{browser_name}-1.png"
    kept.unlink(missing_ok=True)
    await take_pictures_of_failure([first], f"pictured[{browser_name}]")
    assert kept.read_bytes().startswith(b"\x89PNG")
    kept.unlink()
