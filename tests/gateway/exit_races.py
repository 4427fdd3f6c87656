"""One conversation, one turn and one exit, in the orders in which they can meet."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import ClientResponse, FormData

from tests.gateway.chat import Chat

MOST_ROUNDS = 40  # of the event loop; a turn takes about as many
ANSWER = "Here is an answer."

Say = Callable[[Chat, str], Awaitable[ClientResponse]]


@dataclass
class Gate:
    """Rasa has got a turn, `turns` times in all, and answers it when it may."""

    turns: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)


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
        answered = await self.has_answer(say(self.chat, self.text))
        assert not answered
        assert self.gate.turns == 0
        return answered

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

    async def exit_while_another_turn_waits(self, say: Say) -> bool:
        turns = [asyncio.ensure_future(say(self.chat, self.text)) for _ in range(2)]
        await self.gate.arrived.wait()
        await self.leave()
        self.gate.release.set()
        answered = [await self.has_answer(turn) for turn in turns]
        assert not any(answered)
        assert self.gate.turns == 1
        return False

    async def exit_twice_at_any_moment(self, say: Say) -> bool:
        turn = asyncio.ensure_future(say(self.chat, self.text))
        asyncio.get_running_loop().call_soon(self.gate.release.set)
        await self.some_rounds()
        await asyncio.gather(self.leave(), self.leave())
        return await self.has_answer(turn)

    async def exit_while_time_is_asked_for(self, say: Say) -> bool:
        turn = asyncio.ensure_future(say(self.chat, self.text))
        stay = asyncio.ensure_future(self.chat.client.post("/stay", data=self.chat.token))
        asyncio.get_running_loop().call_soon(self.gate.release.set)
        await self.some_rounds()
        await self.leave()
        assert (await stay).status in (204, 410)
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
    Race.exit_while_another_turn_waits,
    Race.exit_twice_at_any_moment,
    Race.exit_while_time_is_asked_for,
    Race.exit_after,
]
AT_ANY_MOMENT = WAYS[1], WAYS[3], *WAYS[5:7]
