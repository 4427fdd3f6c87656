from __future__ import annotations

from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import TURN_SECONDS, Gateway
from gateway.throttle import Rate, TooManyError
from tests.gateway.chat import Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble


async def test_four_thousand_characters_are_taken(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("🦓" * 4000)
    assert len(rasa.requests[-1]["text"]) == 4000


async def test_one_character_more_is_refused_and_nothing_is_lost(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    asked = len(rasa.requests)
    response = await chat.post(text="a" * 4001)
    assert response.status == 413
    assert "4,000" in (await response.json())["detail"]
    assert "messages" not in await response.json()
    assert len(rasa.requests) == asked
    await chat.say("it was on the bus")
    assert chat.text.startswith("When did it happen?")


async def test_the_sixty_first_message_in_five_minutes_has_to_wait(chat: Chat, clock: MovableClock) -> None:
    for _ in range(60):
        clock.move(seconds=1)
        assert (await chat.post(text="hello")).status == 200
    response = await chat.post(text="hello")
    assert response.status == 429
    assert response.content_type == "application/problem+json"
    wait = int(response.headers["Retry-After"])
    assert wait == 300 - 59
    clock.move(seconds=wait - 1)
    assert (await chat.post(text="hello")).status == 429
    clock.move(seconds=1)
    assert (await chat.post(text="hello")).status == 200
    assert (await chat.post(text="hello")).status == 429


async def test_one_conversation_does_not_use_up_the_messages_of_another(chat: Chat) -> None:
    for _ in range(60):
        await chat.post(text="hello")
    other = await Chat(chat.client).start()
    assert (await other.post(text="hello")).status == 200


async def test_load_tests_can_turn_the_rates_off(gateway: Gateway) -> None:
    settings = gateway.settings.model_copy(update={"rate_limit": "off"})
    async with TestClient(TestServer(make_app(replace(gateway, settings=settings)))) as client:
        chat = await Chat(client).start()
        for _ in range(61):
            assert (await chat.post(text="hello")).status == 200


def test_a_rate_forgets_what_is_old() -> None:
    rate = Rate(2, seconds=10)
    times = rate.admit(rate.admit((), 0.0), 4.0)
    with pytest.raises(TooManyError) as error:
        rate.admit(times, 5.5)
    assert error.value.retry_after == 5
    assert rate.admit(times, 10.0) == (4.0, 10.0)


def test_a_turn_gives_up_in_time_to_answer_within_eight_seconds() -> None:
    assert TURN_SECONDS < 8
