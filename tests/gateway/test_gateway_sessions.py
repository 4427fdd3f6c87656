from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway import conversation
from gateway.gateway import Gateway
from gateway.session import Session
from gateway.sessions import BusyError, ErasedError, MemorySessions
from gateway.turn.turn import Incoming
from tests.gateway.chat import Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble

CANARY = "the zebra wore seventeen lilac hats"


def everything_in(sessions: MemorySessions) -> str:
    return repr(vars(sessions))


async def test_a_token_is_long_and_only_its_hash_is_kept(sessions: MemorySessions) -> None:
    tokens = {await sessions.create(Session()) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 43 for token in tokens)
    assert not any(token in everything_in(sessions) for token in tokens)


async def test_an_erased_conversation_is_gone(chat: Chat, sessions: MemorySessions) -> None:
    await chat.say(CANARY)
    assert CANARY in everything_in(sessions)
    response = await chat.client.delete("/api/conversations/current", headers=chat.headers)
    assert response.status == 204
    assert CANARY not in everything_in(sessions)
    answer = await chat.post(text="hello")
    assert answer.status == 410
    assert "start a new one" in (await answer.json())["detail"]


async def test_erasing_twice_or_with_an_unknown_token_is_the_same(client: TestClient[Any, Any]) -> None:
    chat = await Chat(client).start()
    for headers in (chat.headers, chat.headers, {"Authorization": "Bearer unknown"}, {}):
        response = await client.delete("/api/conversations/current", headers=headers)
        assert response.status == 204
        assert await response.read() == b""


async def test_a_conversation_erased_during_a_turn_leaves_nothing(
    chat: Chat, rasa: RasaDouble, sessions: MemorySessions
) -> None:
    typed = f"{CANARY} and left"
    rasa.trouble = "hang"
    turn = asyncio.create_task(chat.post(text=typed))
    await rasa.arrived.wait()
    assert (await chat.client.delete("/api/conversations/current", headers=chat.headers)).status == 204
    rasa.release.set()
    response = await turn
    assert response.status == 410
    assert "Here is an answer." not in await response.text()
    assert len(sessions) == 0
    gc.collect()
    assert not any(isinstance(each, Session) and typed in repr(each) for each in gc.get_objects())


async def test_erasing_does_not_wait_for_a_turn(chat: Chat, rasa: RasaDouble) -> None:
    rasa.trouble = "hang"
    turn = asyncio.create_task(chat.post(text="hello"))
    await rasa.arrived.wait()
    response = await chat.client.delete("/api/conversations/current", headers=chat.headers)
    assert response.status == 204
    assert not turn.done()
    rasa.release.set()
    await turn


async def test_turns_of_one_conversation_take_their_turn(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await asyncio.gather(chat.post(text="first"), chat.post(text="second"))
    states = [request["state"]["slots"]["requested_slot"] for request in rasa.requests[-2:]]
    assert states == ["what_happened", "when_happened"]


async def test_conversations_do_not_see_each_other(client: TestClient[Any, Any], rasa: RasaDouble) -> None:
    first, second = await Chat(client).start(), await Chat(client).start()
    await first.reach("what_happened")
    await second.say("hello")
    assert rasa.requests[-1]["state"] is None
    response = await second.post(choice=first.choice("Skip this question"))
    assert "earlier question" in await response.text()


async def test_a_conversation_ends_after_half_an_hour_of_silence(chat: Chat, clock: MovableClock) -> None:
    clock.move(minutes=29)
    assert (await chat.post(text="hello")).status == 200
    clock.move(minutes=29)
    assert (await chat.post(text="hello")).status == 200
    clock.move(minutes=31)
    assert (await chat.post(text="hello")).status == 410


async def test_the_sweep_forgets_idle_conversations_and_no_others(
    sessions: MemorySessions, clock: MovableClock
) -> None:
    await sessions.create(Session())
    clock.move(minutes=20)
    token = await sessions.create(Session())
    clock.move(minutes=20)
    await sessions.sweep()
    assert len(sessions) == 1
    assert await sessions.look(token)


async def test_what_a_turn_made_is_not_kept_once_the_conversation_is_erased(sessions: MemorySessions) -> None:
    token = await sessions.create(Session())
    async with sessions.hold(token, 1) as held:
        assert held
        await sessions.erase(token)
        with pytest.raises(ErasedError):
            await held.keep(Session())
    assert len(sessions) == 0


async def test_a_turn_that_waited_finds_the_conversation_gone(sessions: MemorySessions) -> None:
    token = await sessions.create(Session())

    async def waits() -> bool:
        async with sessions.hold(token, 5) as held:
            return held is None

    async with sessions.hold(token, 1):
        waiting = asyncio.create_task(waits())
        await asyncio.sleep(0)
        await sessions.erase(token)
    assert await waiting


async def test_a_held_conversation_is_busy_for_others(sessions: MemorySessions) -> None:
    token = await sessions.create(Session())
    async with sessions.hold(token, 1):
        with pytest.raises(BusyError):
            async with sessions.hold(token, 0):
                pass
    async with sessions.hold(token, 0) as held:
        assert held


async def test_the_page_can_show_the_conversation_again(gateway: Gateway, chat: Chat) -> None:
    await chat.say("hello")
    await chat.choose("Report here")
    session = await conversation.look_back(gateway, chat.token)
    assert session
    assert [exchange.said for exchange in session.transcript] == [None, "hello", "Report here"]
    assert session.transcript[-1].messages[-1].text == "What kind of thing is it?"
    assert session.turns == 2


async def test_a_form_sent_twice_is_one_turn(gateway: Gateway, chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    session = await conversation.look_back(gateway, chat.token)
    assert session
    incoming = Incoming(text="it was on the bus", turn=session.turns)
    first = await conversation.say(gateway, chat.token, incoming)
    asked = len(rasa.requests)
    assert await conversation.say(gateway, chat.token, incoming) == first
    assert len(rasa.requests) == asked
    again = await conversation.look_back(gateway, chat.token)
    assert again
    assert again.turns == session.turns + 1


async def test_a_report_that_was_sent_leaves_no_answers_behind(gateway: Gateway, chat: Chat) -> None:
    await chat.reach("send")
    await chat.choose("Send my report")
    session = await conversation.look_back(gateway, chat.token)
    assert session
    assert session.answers == {}
    assert session.receipt is None
    assert session.question is None
