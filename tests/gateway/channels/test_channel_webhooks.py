"""Webhooks that are forged, replayed, doubled, out of order, too big or broken change nothing, at every provider."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.channels import answering as answering_module
from gateway.channels.webhooks import LARGEST
from tests.gateway.channels.doubles import DOUBLES
from tests.gateway.channels.doubles.provider_double import PUBLIC, Call, ProviderDouble
from tests.gateway.channels.forging import altered
from tests.gateway.channels.phone import Phone
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble

TAKEN = (200, 204)


@pytest.mark.parametrize("of", DOUBLES, ids=lambda of: str(of.name))
def test_of_two_hundred_forged_webhooks_none_is_taken(of: type[ProviderDouble], clock: MovableClock) -> None:
    double = of()
    provider, url = double.provider("http://127.0.0.1:1"), f"{PUBLIC}/channels/{double.name}"

    def is_taken(call: Call) -> bool:
        headers, body = call
        return provider.verify(headers, url, body, clock())

    call = double.message("hello there, this is what I wanted to say to you")
    assert is_taken(call)
    forged = list(altered(call, double.signature, body_too=double.is_body_signed))
    assert [what for what, each in forged if is_taken(each)] == []
    assert len(forged) >= (200 if double.is_body_signed else 40)


async def test_a_forged_message_is_refused_and_nothing_happens(phone: Phone, rasa: RasaDouble) -> None:
    _, forged = next(altered(phone.double.message("hello there"), phone.double.signature))
    assert await phone.deliver(forged) == 403
    await phone.quiet()
    assert (phone.all, rasa.requests) == ([], [])


async def test_a_message_that_is_delivered_again_is_answered_once_also_two_at_once(
    phone: Phone, rasa: RasaDouble, clock: MovableClock
) -> None:
    call = phone.double.message("hello there")
    await asyncio.gather(*(phone.deliver(call) for _ in range(10)))
    await phone.quiet()
    assert len(rasa.requests) == 1
    asked, sent = len(rasa.requests), len(phone.all)
    clock.move(minutes=4)
    assert await phone.deliver(call) in TAKEN
    await phone.quiet()
    assert (len(rasa.requests), len(phone.all)) == (asked, sent)


async def test_the_same_number_twice_does_not_answer_the_next_question(phone: Phone, rasa: RasaDouble) -> None:
    await phone.reach("consent_share")
    question = phone.text
    asked = len(rasa.requests)
    rasa.trouble = "hang"
    rasa.arrived.clear()
    await phone.deliver(phone.double.message("1"))
    await rasa.arrived.wait()
    await phone.deliver(phone.double.message("1"))
    rasa.trouble = None
    rasa.release.set()
    await phone.quiet()
    assert "Do you agree?" in question
    assert "Send it now?" in phone.all[-1]
    assert len(rasa.requests) == asked + 1


@pytest.mark.parametrize("seed", range(10))
async def test_shuffled_and_doubled_webhooks_are_each_answered_once(phone: Phone, rasa: RasaDouble, seed: int) -> None:
    chance = random.Random(seed)
    calls = [phone.double.message(f"this is message {number}") for number in range(8)]
    calls += [phone.double.delivery("on its way"), phone.double.delivery("failed"), *chance.sample(calls, 4)]
    chance.shuffle(calls)
    for call in calls:
        assert await phone.deliver(call) in TAKEN
    await phone.quiet()
    assert sorted(request["text"] for request in rasa.requests) == [f"this is message {n}" for n in range(8)]


@pytest.mark.parametrize("size", [LARGEST + 1, LARGEST * 3])
async def test_what_is_too_big_is_not_even_verified(phone: Phone, size: int) -> None:
    headers, _ = phone.double.message("hello")
    assert await phone.deliver((headers, b"x" * size)) == 413
    await phone.quiet()
    assert phone.all == []


async def test_a_text_longer_than_the_limit_is_refused_and_nothing_is_lost(phone: Phone, rasa: RasaDouble) -> None:
    await phone.reach("what_happened")
    asked = len(rasa.requests)
    assert "too long for one go" in (await phone.send("so much has happened. " * 230)).text
    assert len(rasa.requests) == asked


async def test_what_is_signed_and_cannot_be_read_is_refused_and_changes_nothing(phone: Phone, rasa: RasaDouble) -> None:
    for call in phone.double.unreadable():
        assert await phone.deliver(call) == 400
    await phone.quiet()
    assert (phone.all, rasa.requests) == ([], [])


async def test_the_webhook_is_answered_before_the_turn(phone: Phone, rasa: RasaDouble) -> None:
    rasa.trouble = "hang"
    assert await phone.deliver(phone.double.message("hello there")) in TAKEN
    rasa.release.set()


async def test_what_is_more_than_can_be_answered_comes_again(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    call = phone.double.message("hello there")
    with monkeypatch.context() as full:
        full.setattr(answering_module, "MOST_AT_ONCE", 0)
        assert await phone.deliver(call) == 503
    assert await phone.deliver(call) in TAKEN
    await phone.quiet()
    assert len(phone.all) == 2


async def test_no_handshake_proves_anything_where_there_is_none(phone: Phone) -> None:
    assert (await phone.client.get(f"/channels/{phone.double.name}?hub.challenge=1")).status == 404


@pytest.mark.parametrize("of", DOUBLES, ids=lambda of: str(of.name))
async def test_a_channel_that_is_off_is_not_there(client: TestClient[Any, Any], of: type[ProviderDouble]) -> None:
    assert (await client.post(f"/channels/{of.name}")).status in (404, 405)
