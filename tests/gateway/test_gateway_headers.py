"""What every answer says about itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.settings import Settings
from tests.gateway.page_texts import PAGES

OTHERS = ["/healthz", "/nothing"]
HSTS = "Strict-Transport-Security"


def policy(response: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


async def with_settings(gateway: Gateway, **settings: Any) -> TestClient[Any, Any]:
    known = Settings(home=gateway.settings.home, **settings)
    return TestClient(TestServer(make_app(replace(gateway, settings=known))))


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
async def test_every_answer_is_closed_to_others_and_kept_nowhere(client: TestClient[Any, Any], path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert all(each.endswith("=()") for each in headers["Permissions-Policy"].split(", "))
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(headers["Permissions-Policy"].split(", "))
    assert headers["Request-OTR"] == "1"
    assert headers["X-DNS-Prefetch-Control"] == "off"
    assert "Clear-Site-Data" not in headers
    assert "Server" not in headers
    assert HSTS not in headers


@pytest.mark.parametrize(
    ("path", "status"),
    [("/chat", 200), ("/exit", 303), ("/stay", 410), ("/receipt", 200), ("/find", 200), ("/api/conversations", 201)],
)
async def test_the_answer_to_a_form_is_closed_too(client: TestClient[Any, Any], path: str, status: int) -> None:
    response = await client.post(path, data={"start": "yes"}, allow_redirects=False)
    assert response.status == status
    headers = response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_runs_only_its_own_scripts(client: TestClient[Any, Any], path: str) -> None:
    first, second = policy(await client.get(path)), policy(await client.get(path))
    assert first["default-src"] == "'none'"
    assert first["script-src"].startswith("'nonce-")
    assert first["script-src"] != second["script-src"]
    assert first["frame-ancestors"] == first["base-uri"] == "'none'"
    assert first["require-trusted-types-for"] == "'script'"
    assert first["trusted-types"] == "'none'"
    assert "unsafe" not in str(first)


async def test_only_the_sites_of_the_settings_may_frame_a_page(gateway: Gateway) -> None:
    sites = ("https://www.force.example", "https://force.example:8443")
    async with await with_settings(gateway, gateway_frame_ancestors=sites) as client:
        assert policy(await client.get("/"))["frame-ancestors"] == " ".join(sites)
        assert policy(await client.get("/healthz"))["frame-ancestors"] == "'none'"


async def test_behind_tls_the_browser_is_told_to_use_nothing_else(gateway: Gateway) -> None:
    async with await with_settings(gateway, gateway_behind_tls=True) as client:
        for path in (*PAGES, *OTHERS):
            assert (await client.get(path)).headers[HSTS] == "max-age=63072000; includeSubDomains"
