"""Whose turn it is when more is written than can be answered at once."""

from __future__ import annotations

import asyncio

from gateway.channels.turns import Turns
from safety import Finding, check
from tests.gateway.channels.phone import Phone
from tests.gateway.chat import DANGER
from tests.gateway.rasa_double import RasaDouble

OTHERS = 20


class Hall:
    """Messages that wait for their turns, each of a conversation of its own; `begun` are those that had one."""

    def __init__(self, at_once: int = 2) -> None:
        self.begun: list[str] = []
        self.looked = asyncio.Event()  # whether the danger check gets on with what is no danger
        self.looked.set()
        self.end = asyncio.Event()
        self.turns = Turns(self._look, at_once)
        self._tasks: list[asyncio.Task[None]] = []

    async def comes(self, *texts: str) -> None:
        for text in texts:
            self._tasks.append(asyncio.create_task(self._take(text)))
        await self._settled()

    async def ends(self) -> None:
        self.end.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _look(self, text: str) -> Finding:
        finding = check(text)
        if finding.alert is None:
            await self.looked.wait()
        return finding

    async def _take(self, text: str) -> None:
        async with self.turns.turn(text, text):
            self.begun.append(text)
            await self.end.wait()

    async def _settled(self) -> None:
        for _ in range(4 * OTHERS):
            await asyncio.sleep(0)


async def test_only_a_few_turns_run_at_once_and_all_have_theirs_in_the_order_in_which_they_came() -> None:
    hall, texts = Hall(), [f"message {number}" for number in range(OTHERS)]
    await hall.comes(*texts)
    assert hall.begun == texts[:2]
    await hall.ends()
    assert hall.begun == texts


async def test_danger_waits_neither_for_turns_nor_for_others_to_be_looked_at() -> None:
    hall = Hall()
    await hall.comes("one", "two", "three", DANGER)
    assert hall.begun == ["one", "two", DANGER]
    hall.looked.clear()
    await hall.comes("four", "he has a knife and he is at my door")
    assert hall.begun[3:] == ["he has a knife and he is at my door"]
    hall.looked.set()
    await hall.ends()


async def test_who_left_while_she_waited_has_no_turn_and_keeps_nobody_from_theirs() -> None:
    hall = Hall(at_once=1)
    await hall.comes("one", "two", "three")
    hall.turns.forget("two")
    await hall.ends()
    assert hall.begun == ["one", "three"]


async def test_what_waited_when_she_left_is_not_said_in_her_next_conversation(phone: Phone, rasa: RasaDouble) -> None:
    await phone.send("hello there")
    held = [phone.answering._turns._free.acquire() for _ in range(4)]
    await asyncio.gather(*held)
    for text in ("what was before", "exit", "what comes after"):
        await phone.deliver(phone.double.message(text))
    for _ in held:
        phone.answering._turns._free.release()
    await phone.quiet()
    said = [request.get("text") for request in rasa.requests]
    assert "what was before" not in said
    assert said[-1] == "what comes after"
