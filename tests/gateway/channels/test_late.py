"""A message that a provider brings late, because nobody could take it before: it changes nothing any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.gateway.channels.doubles.messenger_double import MessengerDouble
from tests.gateway.channels.doubles.provider_double import ProviderDouble
from tests.gateway.channels.doubles.whatsapp_double import WhatsAppDouble
from tests.gateway.channels.phone import Phone
from tests.gateway.channels.test_channel_leaving import is_open
from tests.gateway.chat import DANGER
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble


@pytest.fixture(params=[WhatsAppDouble, MessengerDouble], ids=lambda double: str(double.name))
async def double(request: pytest.FixtureRequest) -> ProviderDouble:
    """Those that say when a message was written."""
    made: ProviderDouble = request.param()
    return made


async def late(phone: Phone, text: str, minutes: int) -> list[str]:
    """What is answered to a message that was written so many minutes ago."""
    before = len(phone.all)
    written = phone.answering.gateway.clock() - timedelta(minutes=minutes)
    assert isinstance(phone.double, WhatsAppDouble | MessengerDouble)
    await phone.deliver(phone.double.message(text, written=written))
    await phone.quiet()
    return phone.all[before:]


async def test_within_ten_minutes_it_is_answered(phone: Phone, rasa: RasaDouble) -> None:
    assert "Here is an answer." in "".join(await late(phone, "hello there", 9))


@pytest.mark.parametrize("minutes", [11, 31, 60 * 24 * 6])
async def test_later_it_begins_nothing_and_is_not_answered(phone: Phone, rasa: RasaDouble, minutes: int) -> None:
    assert await late(phone, "hello there", minutes) == []
    assert rasa.requests == []
    assert not is_open(phone)


@pytest.mark.parametrize(("minutes", "sent"), [(9, True), (11, True), (29, True), (31, False), (60 * 24 * 6, False)])
async def test_danger_is_answered_for_as_long_as_a_conversation_lives(phone: Phone, minutes: int, sent: bool) -> None:
    assert any("call 999. If you cannot speak" in text for text in await late(phone, DANGER, minutes)) is sent


async def test_an_old_yes_agrees_to_nothing(phone: Phone, rasa: RasaDouble) -> None:
    await phone.reach("consent_share")
    asked = len(rasa.requests)
    assert await late(phone, "1", 11) == []
    assert len(rasa.requests) == asked


@pytest.mark.parametrize(("minutes", "said", "stays"), [(9, 1, False), (11, 0, False), (31, 0, True)])
async def test_leaving_is_leaving_but_not_of_another_conversation(
    phone: Phone, minutes: int, said: int, stays: bool
) -> None:
    await phone.send("hello there")
    assert len(await late(phone, "exit", minutes)) == said
    assert is_open(phone) is stays


async def test_a_time_ahead_of_ours_gives_no_more_time(phone: Phone, clock: MovableClock) -> None:
    async def later(seconds: float) -> None:
        if seconds == 60:  # and not between two messages
            clock.move(minutes=11)

    assert "Here is an answer." in "".join(await late(phone, "hello there", -60))
    phone.answering.outbox._pause = later
    phone.double.answers.append(phone.double.slow)
    assert await late(phone, "hello there", -60) == []
