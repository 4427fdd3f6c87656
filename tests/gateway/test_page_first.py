from __future__ import annotations

import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from tests.gateway.page_reader import PageReader, PlainBrowser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


PATHS = ["/", "/receipt", "/privacy", "/accessibility", "/tips", "/find", "/card", "/promises"]
PATHS += ["/easy", "/languages", "/feedback"]


@pytest.fixture(params=[*PATHS, "chat"])
async def page(request: pytest.FixtureRequest, client: TestClient[Any, Any]) -> PlainBrowser:
    browser = await PlainBrowser(client).open("/" if request.param == "chat" else request.param)
    return await browser.press("Start") if request.param == "chat" else browser


async def test_the_first_page_says_what_this_is_and_what_it_cannot_do(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/")
    for words in (
        "A machine answers.",
        "No one is watching the chat",
        "call from a mobile and press 55",
        "press Escape once, or Shift 3 times",
        "Your chat is erased, and you see another website (bbc.co.uk)",
        "The police may try to trace someone whose life is at risk. Crimestoppers is independent and never does.",
        "can stay in the browser’s history",
        "We use no cookies.",
        "read the answer to your report",
    ):
        assert words in browser.page.text, words


async def test_crimestoppers_is_the_first_service_shown(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/")
    cards = re.findall(r'<div class="card">\s*<h3>(.*?)</h3>', browser.html)
    assert cards[0] == "Crimestoppers"


async def test_leaving_comes_first_in_the_page(page: PlainBrowser) -> None:
    reachable = [(tag, each) for tag, each in page.page.tags if tag in ("a", "button", "textarea", "select")]
    tag, button = reachable[0]
    assert (tag, button["type"]) == ("button", "submit")
    assert "leave-button" in (button["class"] or "").split()
    assert page.page.forms["leave"].action == "/exit"
    assert page.page.forms["leave"].method == "post"


async def test_the_page_looks_harmless_from_outside(page: PlainBrowser) -> None:
    assert "<title>Help and advice</title>" in page.html
    assert ("link", {"rel": "icon", "href": "data:,"}) in page.page.tags


async def test_nothing_is_loaded_from_anywhere(page: PlainBrowser) -> None:
    assert not [tag for tag, attributes in page.page.tags if "src" in attributes or tag in ("iframe", "object")]
    assert [each for tag, each in page.page.tags if tag == "link"] == [{"rel": "icon", "href": "data:,"}]


async def test_no_cookie_is_set(page: PlainBrowser) -> None:
    assert "Set-Cookie" not in page.response.headers
    assert "Clear-Site-Data" not in page.response.headers


async def test_the_page_may_run_only_its_own_script_and_style(page: PlainBrowser) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]{20,})'", policy)
    assert nonce
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "trusted-types 'none'" in policy
    guarded = [attributes.get("nonce") for tag, attributes in page.page.tags if tag in ("script", "style")]
    assert guarded
    assert set(guarded) == {nonce[1]}


async def test_no_nonce_is_used_twice(client: TestClient[Any, Any]) -> None:
    first, second = await client.get("/"), await client.get("/")
    assert first.headers["Content-Security-Policy"] != second.headers["Content-Security-Policy"]


async def test_nothing_in_the_markup_runs_or_styles_by_itself(page: PlainBrowser) -> None:
    names = {name for _, attributes in page.page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on") or name == "style"}


async def test_the_form_may_follow_the_way_out(page: PlainBrowser, gateway: Gateway) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    assert "form-action 'self' https:;" in policy
    assert gateway.settings.exit_url.startswith("https:")


async def test_the_page_is_never_stored_and_tells_nobody_where_it_was_left(page: PlainBrowser) -> None:
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


async def test_only_the_first_page_may_be_found_by_searching(client: TestClient[Any, Any]) -> None:
    assert (await client.get("/")).headers["X-Robots-Tag"] == "all"
    assert (await client.get("/receipt")).headers["X-Robots-Tag"] == "noindex"


async def test_the_page_is_sent_compressed(client: TestClient[Any, Any]) -> None:
    response = await client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"


async def test_the_address_of_a_chat_opened_again_is_the_first_page(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/chat")
    assert browser.response.status == 200
    assert "Start" in browser.page.forms["/chat"].buttons


async def test_the_markup_is_well_formed(page: PlainBrowser) -> None:
    open_tags: list[str] = []

    class Strict(PageReader):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            super().handle_starttag(tag, attrs)
            if tag not in VOID:
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag
            super().handle_endtag(tag)

    Strict(page.html)
    assert not open_tags
    ids = [attributes["id"] for _, attributes in page.page.tags if "id" in attributes]
    assert len(ids) == len({*ids})


async def test_every_field_has_a_label(page: PlainBrowser) -> None:
    labelled = {attributes.get("for") for tag, attributes in page.page.tags if tag == "label"}
    fields = {attributes.get("id") for tag, attributes in page.page.tags if attributes.get("type") == "checkbox"}
    fields |= {attributes.get("id") for tag, attributes in page.page.tags if tag == "textarea"}
    assert fields <= labelled
