"""A turn against an exit, a thousand times, in drawn orders: nothing of the conversation is left or comes back."""

from __future__ import annotations

import asyncio
import gc
import json
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientResponse, FormData, web
from aiohttp.test_utils import BaseTestServer, TestClient, TestServer
from aiohttp.typedefs import Handler

from gateway.session import Session
from gateway.sessions import MemorySessions
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble

RACES = 1_000
AT_ONCE = 20
SEED = 4
MOST_ROUNDS = 40  # of the event loop; a turn takes about as many
SAID = "the zebra wore seventeen lilac hats"
ANSWER = "Here is an answer."

Say = Callable[[Chat, str], Awaitable[ClientResponse]]


@dataclass
class Gate:
    """Rasa has got a turn, and answers it when it may."""

    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)


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
        gate.arrived.set()
        await gate.release.wait()
        return await handler(request)

    app = rasa.app()
    app.middlewares.append(wait_at_gate)
    async with TestServer(app) as server:
        yield server


async def by_beacon(chat: Chat) -> ClientResponse:
    return await chat.client.post("/exit", data=chat.token, headers={"Content-Type": "text/plain;charset=UTF-8"})


async def by_form(chat: Chat) -> ClientResponse:
    return await chat.client.post("/exit", data=FormData({"token": chat.token}), allow_redirects=False)


async def by_api(chat: Chat) -> ClientResponse:
    return await chat.client.delete("/api/conversations/current", headers=chat.headers)


async def say_on_page(chat: Chat, text: str) -> ClientResponse:
    return await chat.client.post("/chat", data={"token": chat.token, "turn": "0", "text": text})


async def say_by_api(chat: Chat, text: str) -> ClientResponse:
    return await chat.post(text=text)


@dataclass
class Race:
    """One conversation, one turn, one exit."""

    chat: Chat
    gate: Gate
    text: str
    draw: random.Random

    async def run(self) -> tuple[str, bool]:
        """How the exit came, and whether the turn was answered."""
        way = self.draw.choice(WAYS)
        say = self.draw.choice([say_on_page, say_by_api])
        answered = await way(self, say)
        return way.__name__, answered

    async def exit_before(self, say: Say) -> bool:
        await self.leave()
        self.gate.release.set()
        return await self.has_answer(say(self.chat, self.text))

    async def exit_at_any_moment(self, say: Say) -> bool:
        turn = asyncio.ensure_future(say(self.chat, self.text))
        asyncio.get_running_loop().call_soon(self.gate.release.set)
        await self.some_rounds()
        await self.leave()
        return await self.has_answer(turn)

    async def exit_while_rasa_thinks(self, say: Say) -> bool:
        turn = asyncio.ensure_future(say(self.chat, self.text))
        await self.gate.arrived.wait()
        await self.leave()
        self.gate.release.set()
        answered = await self.has_answer(turn)
        assert not answered
        return answered

    async def exit_while_the_answer_travels(self, say: Say) -> bool:
        turn = asyncio.ensure_future(say(self.chat, self.text))
        await self.gate.arrived.wait()
        if self.draw.random() < 0.3:
            self.gate.release.set()
        leaving = asyncio.ensure_future(self.leave())
        await self.some_rounds()
        self.gate.release.set()
        await leaving
        return await self.has_answer(turn)

    async def exit_after(self, say: Say) -> bool:
        self.gate.release.set()
        answered = await self.has_answer(say(self.chat, self.text))
        assert answered
        await self.leave()
        return answered

    async def leave(self) -> None:
        leave = self.draw.choice([by_beacon, by_form, by_api])
        assert (await leave(self.chat)).status in (204, 303)

    async def some_rounds(self) -> None:
        for _ in range(self.draw.randrange(MOST_ROUNDS)):
            await asyncio.sleep(0)

    async def has_answer(self, turn: Awaitable[ClientResponse]) -> bool:
        return ANSWER in await (await turn).text()


WAYS = [
    Race.exit_before,
    Race.exit_at_any_moment,
    Race.exit_while_rasa_thinks,
    Race.exit_while_the_answer_travels,
    Race.exit_after,
]


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

    for first in range(0, RACES, AT_ONCE):
        await asyncio.gather(*(race(first + each, draw.getrandbits(32)) for each in range(AT_ONCE)))

    assert came.total() == RACES
    for moment in (Race.exit_at_any_moment, Race.exit_while_the_answer_travels):
        assert came[moment.__name__, True], "no exit came after its turn"
        assert came[moment.__name__, False], "no exit came before its turn"
    assert len(sessions) == 0
    gc.collect()
    assert not any(isinstance(each, Session) and SAID in repr(each) for each in gc.get_objects())
