"""A turn against an exit, a thousand times, in drawn orders: nothing of the conversation is left or comes back."""

from __future__ import annotations

import asyncio
import gc
import json
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestClient, TestServer
from aiohttp.typedefs import Handler

from gateway.session import Exchange, Session
from gateway.sessions import MemorySessions
from gateway.turn.turn import Incoming, Turn
from tests.gateway.chat import Chat
from tests.gateway.exit_races import AT_ANY_MOMENT, Gate, Race, say_on_page
from tests.gateway.rasa_double import RasaDouble

RACES = 1_000
AT_ONCE = 20
SEED = 4
SAID = "the zebra wore seventeen lilac hats"
HELD = (Session, Exchange, Turn, Incoming)  # what a conversation is held in

Gates = defaultdict[str, Gate]


@pytest.fixture
def gates() -> Gates:
    """By what was said."""
    return defaultdict(Gate)


@pytest.fixture
async def rasa_server(rasa: RasaDouble, gates: Gates) -> AsyncIterator[BaseTestServer]:
    @web.middleware
    async def wait_at_gate(request: web.Request, handler: Handler) -> web.StreamResponse:
        gate = gates[json.loads(await request.read())["text"]]
        gate.turns += 1
        gate.arrived.set()
        await gate.release.wait()
        return await handler(request)

    app = rasa.app()
    app.middlewares.append(wait_at_gate)
    async with TestServer(app) as server:
        yield server


async def test_a_thousand_exits_race_a_turn_and_nothing_comes_back(
    client: TestClient[Any, Any], gates: Gates, sessions: MemorySessions
) -> None:
    draw = random.Random(SEED)
    stranger = Chat(client)
    stranger.token = "unknown"
    unknown = await (await stranger.post(text="hello")).read()
    came: Counter[tuple[str, bool]] = Counter()

    async def race(number: int, seed: int) -> None:
        text = f"{SAID} {number}"
        chat = await Chat(client).start()
        came[await Race(chat, gates[text], text, random.Random(seed)).run()] += 1
        later = await chat.post(text="hello")
        assert (later.status, await later.read()) == (410, unknown)
        page = await (await say_on_page(chat, "hello")).text()
        assert "No chat is open now." in page
        assert SAID not in page

    for first in range(0, RACES, AT_ONCE):
        await asyncio.gather(*(race(first + each, draw.getrandbits(32)) for each in range(AT_ONCE)))

    assert came.total() == RACES
    for moment in AT_ANY_MOMENT:
        assert came[moment.__name__, True], "no exit came after its turn"
        assert came[moment.__name__, False], "no exit came before its turn"
    assert len(sessions) == 0
    gc.collect()
    assert not any(isinstance(each, HELD) and SAID in repr(each) for each in gc.get_objects())
