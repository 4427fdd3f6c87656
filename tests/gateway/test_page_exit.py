"""What each page holds for leaving, and what it teaches about it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.settings import PROJECT
from tests.gateway.page_reader import PageReader, PlainBrowser
from tests.gateway.page_texts import PAGES

SCRIPTS = sorted((PROJECT / "gateway" / "static").glob("*.js"))
# What a script must not do: leave in a way that can be undone, or keep something.
FORBIDDEN = r"""(?x) location\.(href|assign|reload) | location\s*= | window\.open | pushState | replaceState
    | beforeunload | ['"]unload | localStorage | sessionStorage | indexedDB | \bcookie | serviceWorker | innerHTML"""
LIMITS = ["still in your history", "Shared accounts", "Other tabs", "Calls and texts", "Pictures of the screen"]
LIMITS += ["Open apps", "Words you typed", "The wifi", "Spying apps"]
BROWSERS = ["Chrome", "Safari", "Firefox", "Edge", "Samsung Internet"]


async def page_at(client: TestClient[Any, Any], path: str) -> PageReader:
    return (await PlainBrowser(client).open(path)).page


def remembering(page: PageReader) -> set[str | None]:
    """What the forms of a page say about remembering."""
    return {attributes.get("autocomplete") for tag, attributes in page.tags if tag == "form"}


@pytest.mark.parametrize("path", PAGES)
async def test_the_way_out_stands_before_everything_and_again_at_the_end(
    client: TestClient[Any, Any], path: str
) -> None:
    page = await page_at(client, path)
    body = [(tag, attributes) for tag, attributes in page.tags if tag in ("form", "a", "button", "main")]
    (tag, leave), button = body[0], body[1]
    assert (tag, leave["id"], leave["method"], leave["action"]) == ("form", "leave", "post", "/exit")
    assert leave["target"] == "_top"
    assert button[0] == "button"
    assert [tag for tag, attributes in body].index("main") > 1
    assert [attributes for tag, attributes in body if tag == "button" and attributes.get("form") == "leave"]


@pytest.mark.parametrize("path", PAGES)
async def test_the_script_that_leaves_comes_first_and_waits_for_nothing(
    client: TestClient[Any, Any], path: str
) -> None:
    tags = (await page_at(client, path)).tags
    order = [tag for tag, _ in tags]
    first = next(attributes for tag, attributes in tags if tag == "script")
    assert first.keys() == {"nonce", "data-to"} | (first.keys() & {"data-hosts"})
    assert order.index("script") < min(order.index("style"), order.index("body"))


@pytest.mark.parametrize("path", PAGES)
async def test_without_scripts_and_without_us_there_is_still_a_plain_link(
    client: TestClient[Any, Any], gateway: Gateway, path: str
) -> None:
    links = [attributes for tag, attributes in (await page_at(client, path)).tags if tag == "a"]
    out = [link for link in links if link["href"] == gateway.settings.exit_url]
    assert [(link["rel"], link["target"]) for link in out] == [("noreferrer", "_top")]


@pytest.mark.parametrize("path", PAGES)
async def test_no_form_asks_the_browser_to_remember(client: TestClient[Any, Any], path: str) -> None:
    browser = await PlainBrowser(client).open(path)
    assert remembering(browser.page) == {"off"}
    if path == "/":
        assert remembering((await browser.press("Start")).page) == {"off"}


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_to_fill_in_is_not_kept_in_the_browsers_memory(client: TestClient[Any, Any], path: str) -> None:
    """See `gateway.page_render.NOT_KEPT`, and tests/browser/test_browser_exit_words.py."""
    browser = await PlainBrowser(client).open(path)
    fields = [tag for tag, attributes in browser.page.tags if tag == "textarea" or attributes.get("type") == "checkbox"]
    assert browser.response.status == (203 if fields else 200)


async def test_the_start_page_says_how_to_leave_and_what_that_cannot_do(client: TestClient[Any, Any]) -> None:
    words = (await page_at(client, "/")).text
    for said in ("Press “Leave this site”", "press Escape once, or Shift 3 times", "bbc.co.uk", "30 minutes after"):
        assert said in words
    for limit in ("browser’s history", "pages you saw before it", "close that tab too", "list of calls", "wifi"):
        assert limit in words


async def test_the_tips_name_what_stays_and_how_to_clear_it_in_each_browser(client: TestClient[Any, Any]) -> None:
    page = await page_at(client, "/tips")
    assert [limit for limit in LIMITS if limit not in page.text] == []
    assert [each for each in BROWSERS if not re.search(rf"\b{each}\b", page.text)] == []
    assert len([tag for tag, _ in page.tags if tag == "details"]) == len(BROWSERS)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_leaves_in_a_way_that_can_be_undone_or_keeps_anything(script: Any) -> None:
    assert re.findall(FORBIDDEN, script.read_text()) == []
