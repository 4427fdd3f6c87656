"""The site sets no cookie, whatever is asked of it."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer


async def test_no_route_sets_a_cookie_or_asks_the_browser_to_clear_any(client: TestClient[Any, Any]) -> None:
    routes = {(route.method, route.resource.canonical) for route in app_of(client).router.routes() if route.resource}
    assert {("GET", "/"), ("POST", "/chat"), ("GET", "/privacy"), ("POST", "/exit")} <= routes
    for method, path in sorted(routes):
        for body in ({}, {"start": "yes", "words": "one", "token": "unknown"}):
            response = await client.request(method, path, data=body or None, allow_redirects=False)
            assert "Set-Cookie" not in response.headers, (method, path)
            assert "Clear-Site-Data" not in response.headers, (method, path)
            assert response.headers["Cache-Control"] == "no-store", (method, path)


async def test_no_answer_of_the_server_when_it_fails_sets_a_cookie(client: TestClient[Any, Any]) -> None:
    for path in ("/nothing", "/chat/nothing"):
        assert "Set-Cookie" not in (await client.get(path)).headers


def app_of(client: TestClient[Any, Any]) -> web.Application:
    server = client.server
    assert isinstance(server, TestServer)
    return server.app
