"""The script that puts the chat into the force's site: who gets it, how, and what the page in a frame is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.embed import embed_script
from gateway.gateway import Gateway
from gateway.settings import Settings
from tests.gateway.page_reader import PlainBrowser

MOST_BYTES = 1_200  # compressed
SITES = ("https://www.force.example", "https://force.example:8443")
HOUR = 3600  # seconds
ELSEWHERE = "https://weather.example/today"


@pytest_asyncio.fixture
async def embedded(gateway: Gateway) -> AsyncIterator[TestClient[Any, Any]]:
    """A gateway whose settings name sites."""
    settings = Settings(home=gateway.settings.home, gateway_frame_ancestors=SITES, exit_url=ELSEWHERE)
    async with TestClient(TestServer(make_app(replace(gateway, settings=settings)))) as client:
        yield client


async def scripts(client: TestClient[Any, Any]) -> list[dict[str, str | None]]:
    page = (await PlainBrowser(client).open("/")).page
    return [attributes for tag, attributes in page.tags if tag == "script"]


async def test_where_no_site_may_show_ours_there_is_no_script_and_pages_name_nobody(
    client: TestClient[Any, Any],
) -> None:
    response = await client.get("/embed.js")
    assert response.status == 404
    assert response.headers["Cache-Control"] == "no-store"
    assert not [attributes for attributes in await scripts(client) if "data-hosts" in attributes]


async def test_the_script_is_small(embedded: TestClient[Any, Any]) -> None:
    client: TestClient[Any, Any] = TestClient(embedded.server, auto_decompress=False)
    async with client:
        response = await client.get("/embed.js", headers={"Accept-Encoding": "gzip"})
        assert response.headers["Content-Encoding"] == "gzip"
        assert len(await response.read()) <= MOST_BYTES


async def test_another_site_may_load_the_script_and_gets_a_new_one_within_the_hour(
    embedded: TestClient[Any, Any],
) -> None:
    headers = (await embedded.get("/embed.js")).headers
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == f"public, max-age={HOUR}"
    assert headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in headers


async def test_the_same_script_is_not_sent_twice(embedded: TestClient[Any, Any]) -> None:
    mark = (await embedded.get("/embed.js")).headers["ETag"]
    again = await embedded.get("/embed.js", headers={"If-None-Match": mark})
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["ETag"] == mark
    assert again.headers["Cache-Control"] == f"public, max-age={HOUR}"


async def test_another_destination_is_another_script(gateway: Gateway) -> None:
    marks = set()
    for elsewhere in (ELSEWHERE, "https://other.example/"):
        settings = Settings(home=gateway.settings.home, gateway_frame_ancestors=SITES, exit_url=elsewhere)
        async with TestClient(TestServer(make_app(replace(gateway, settings=settings)))) as client:
            marks.add((await client.get("/embed.js")).headers["ETag"])
    assert len(marks) == 2


async def test_the_script_leads_where_the_settings_say_and_only_there(embedded: TestClient[Any, Any]) -> None:
    script = await (await embedded.get("/embed.js?to=https://other.example")).text()
    assert f'const to = "{ELSEWHERE}"' in script
    assert script.count("https://") == 1
    assert "EXIT_URL" not in script


@pytest.mark.parametrize("address", ["https://a.example/'", 'https://a.example/"', "https://a.example/\\"])
def test_no_address_can_end_its_place_in_the_script(address: str) -> None:
    line = next(line for line in embed_script(address).splitlines() if "const to =" in line)
    assert line.strip().startswith('const to = "')
    assert address.replace("\\", "\\\\").replace('"', '\\"') in line


async def test_a_page_in_a_frame_knows_the_sites_it_may_speak_to(embedded: TestClient[Any, Any]) -> None:
    hosts = [attributes["data-hosts"] for attributes in await scripts(embedded) if "data-hosts" in attributes]
    assert hosts == [" ".join(SITES)]


def test_a_site_is_named_as_browsers_name_it() -> None:
    assert Settings(gateway_frame_ancestors=("https://force.example:443",)).gateway_frame_ancestors == (
        "https://force.example",
    )
