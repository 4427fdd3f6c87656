"""Somebody sees it when what waits cannot go, and one that fails does not hold up the others."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from gateway.gateway import Gateway
from gateway.spool_relay import SpoolRelay
from gateway.upstream import TooSlowError, Upstream
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.spool_kit import files, locked, with_room
from wire.signing import Signer

Client = TestClient[Any, Any]


class Stop(BaseException):
    """The test has seen enough."""


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    return with_room(gateway)


async def spool_at(client: Client) -> object:
    """What /healthz says of the spool."""
    return (await (await client.get("/healthz")).json())["spool"]


async def test_after_ten_minutes_it_is_stuck_until_it_goes(
    client: Client, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway, clock: MovableClock
) -> None:
    assert await gateway.spool.hand_over_all()
    clock.move(hours=2)  # nobody tried, and nothing waits
    assert await spool_at(client) == "ok"
    assert await gateway.spool.hand_over_all()
    await locked(await Chat(client).start(), rasa)
    for minutes, said in [(9, "ok"), (1, "stuck")]:
        clock.move(minutes=minutes)
        assert not await gateway.spool.hand_over_all()
        assert await spool_at(client) == said
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert await spool_at(client) == "ok"


@pytest.mark.parametrize("status", [401, 403])
async def test_turned_away_it_is_stuck_at_once(
    client: Client, chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway, status: int
) -> None:
    await locked(chat, rasa)
    actions.takes = status
    assert not await gateway.spool.hand_over_all()
    assert await spool_at(client) == "stuck"
    actions.takes = 503
    assert not await gateway.spool.hand_over_all()
    assert await spool_at(client) == "ok"


async def test_how_many_wait_is_not_said(
    client: Client, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    said = []
    actions.takes = 401
    for _ in range(2):
        await locked(await Chat(client).start(), rasa)
        await gateway.spool.hand_over_all()
        said.append(await (await client.get("/healthz")).json())
    assert said[0] == said[1]


async def test_one_that_takes_too_long_does_not_hold_up_the_others(
    client: Client, rasa: RasaDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await locked(await Chat(client).start(), rasa)
    tried: list[str] = []

    async def post(path: str, body: dict[str, str], seconds: float) -> tuple[int, bytes]:
        tried.append(body["sealed"])
        if len(tried) == 1:
            raise TooSlowError("TimeoutError")
        return 200, b"{}"

    monkeypatch.setattr(gateway.actions.upstream, "post", post)
    assert not await gateway.spool.hand_over_all()
    assert len(set(tried)) == 2
    assert len(files(gateway.spool.spool)) == 1


async def test_an_answer_that_does_not_come_is_known_as_that() -> None:
    is_over = asyncio.Event()

    async def wait(_request: web.Request) -> web.Response:
        await is_over.wait()
        return web.Response()

    app = web.Application()
    app.router.add_post("/spooled", wait)
    async with (
        TestServer(app) as server,
        Upstream(str(server.make_url("")).rstrip("/"), Signer(lambda: "s" * 43)) as upstream,
    ):
        with pytest.raises(TooSlowError):
            await upstream.post("/spooled", {}, 0.01)
        is_over.set()


async def test_the_relay_goes_on_after_any_error(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    await locked(chat, rasa)
    actions.takes = 200
    known = gateway.spool
    rounds = 0

    async def wait_for(woken: Any, seconds: float) -> None:
        nonlocal rounds
        woken.close()
        rounds += 1
        if rounds == 2:
            raise Stop
        monkeypatch.setattr(known.actions.upstream, "post", post)

    async def broken(*_: object) -> tuple[int, bytes]:
        raise ValueError

    post = known.actions.upstream.post
    monkeypatch.setattr(known.actions.upstream, "post", broken)
    monkeypatch.setattr(asyncio, "wait_for", wait_for)
    with pytest.raises(Stop):
        await SpoolRelay(known.spool, known.intake, known.actions, lambda: 1.0).run()
    assert len(actions.handed) == 1
