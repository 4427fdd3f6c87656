"""Leaving by text: at once, also with a turn in flight; and nothing that was not asked for, or comes too late."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from content.texting import Texting
from gateway.channels.answering import Answering
from gateway.channels.speaker import SILENCE
from tests.gateway.channels.doubles.provider_double import ProviderDouble
from tests.gateway.channels.phone import Phone
from tests.gateway.channels.test_channel_journeys import LEFT, token_of
from tests.gateway.chat import DANGER
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble

CANARY = "zebra seventeen lilac hats"


def is_open(phone: Phone) -> bool:
    return len(phone.answering.gateway.sessions) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["EXIT", " exit. ", "Leave!", "leave", ".", ". . .", "…", "👋", "👋🏽👋"])
async def test_leaving_erases_at_once_and_says_one_neutral_line(phone: Phone, word: str) -> None:
    await phone.reach("what_happened")
    await phone.send(word)
    assert not is_open(phone)
    assert len(phone.texts) == 1
    assert phone.text.startswith(LEFT)
    assert "Delete" in phone.text


@pytest.mark.parametrize("word", ["STOP", "stop", "Stop.", "QUIT", "StopAll", "unsubscribe", "Cancel", "END"])
async def test_a_providers_own_word_erases_and_is_answered_only_where_it_may_be(phone: Phone, word: str) -> None:
    await phone.send("hello there")
    await phone.send(word)
    assert not is_open(phone)
    assert len(phone.texts) == (0 if word.upper() in phone.double.opt_outs else 1)


@pytest.mark.parametrize(
    "text",
    ["he won't stop", "stop him please", "I want to leave him", "it will not end", "I can't exit the house"],
)
async def test_words_that_only_contain_one_of_them_do_not_leave(phone: Phone, text: str) -> None:
    await phone.send("hello there")
    await phone.send(text)
    assert is_open(phone)


async def test_a_turn_in_flight_is_erased_and_answers_nothing(phone: Phone, rasa: RasaDouble) -> None:
    await phone.send("hello there")
    before = len(phone.all)
    rasa.trouble = "hang"
    rasa.arrived.clear()
    await phone.deliver(phone.double.message("what can i do"))
    await rasa.arrived.wait()
    await phone.deliver(phone.double.message("exit"))
    while len(phone.all) == before:
        await phone.double.arrived.wait()
        phone.double.arrived.clear()
    assert not is_open(phone)
    rasa.release.set()
    await phone.quiet()
    assert not is_open(phone)
    (left,) = phone.all[before:]
    assert left.startswith(LEFT)


async def test_what_was_left_does_not_come_back_with_the_next_message(phone: Phone, rasa: RasaDouble) -> None:
    await phone.reach("what_happened")
    await phone.send("exit")
    await phone.send("hello again")
    assert "phone bill" in phone.texts[0]
    assert rasa.requests[-1]["state"] is None


@pytest.mark.parametrize(("minutes", "sent"), [(9, 1), (11, 0)])
async def test_an_answer_that_is_ready_too_late_is_dropped(
    phone: Phone, rasa: RasaDouble, clock: MovableClock, minutes: int, sent: int
) -> None:
    await phone.send("hello there")
    before = len(phone.all)
    rasa.trouble = "hang"
    rasa.arrived.clear()
    await phone.deliver(phone.double.message("what can i do"))
    await rasa.arrived.wait()
    clock.move(minutes=minutes)
    rasa.release.set()
    await phone.quiet()
    assert len(phone.all[before:]) == sent


@pytest.mark.parametrize(("said", "minutes", "sent"), [("hello", 11, 0), (DANGER, 11, 1), (DANGER, 31, 0)])
async def test_a_second_try_too_late_is_dropped_but_an_alert_lives_as_long_as_its_conversation(
    phone: Phone, answering: Answering, clock: MovableClock, said: str, minutes: int, sent: int
) -> None:
    await phone.send("hello there")

    async def later(seconds: float) -> None:
        if seconds == 60:  # and not between two messages
            clock.move(minutes=minutes)

    answering.outbox._pause = later
    phone.double.answers.append(phone.double.slow)
    await phone.send(said)
    assert len(phone.texts) == sent


async def test_nothing_is_tried_again_when_her_safe_hours_are_not_these(phone: Phone, rasa: RasaDouble) -> None:
    state = {"slots": {"safe_contact": "sealed:AAAA"}, "loop": None}  # her own words, which nobody here can read
    rasa.next = {"messages": [{"text": "Yes?"}], "state": state, "failed": False}
    await phone.send("hello there")
    phone.double.answers.append((503, {"Retry-After": "1"}, {}))
    rasa.next = {"messages": [{"text": "Yes?"}], "state": state, "failed": False}
    assert (await phone.send("and then")).texts == []
    assert "Here is an answer." in (await phone.send("and then")).text  # a first try answers her


async def test_who_is_gone_or_opted_out_is_forgotten(phone: Phone) -> None:
    await phone.send("hello there")
    phone.double.answers.append(phone.double.gone)
    assert (await phone.send("and then")).texts == []
    assert not is_open(phone)


@pytest.mark.parametrize(("state", "stays"), [("on its way", True), ("failed", True), ("gone", False)])
async def test_a_delivery_that_failed_for_good_ends_the_conversation(phone: Phone, state: str, stays: bool) -> None:
    if state == "gone" and not phone.double.has_deliveries:
        pytest.skip("it tells nothing of the kind")
    await phone.send("hello there")
    before = len(phone.all)
    await phone.deliver(phone.double.delivery(state))
    await phone.quiet()
    assert is_open(phone) is stays
    assert len(phone.all) == before


async def test_media_is_refused_kindly_and_the_words_beside_it_are_answered(phone: Phone) -> None:
    if not phone.double.carries_media:
        pytest.skip("no photo comes through it")
    media, first = (await phone.send("", media=True)).texts
    assert "I cannot open photos" in media
    assert "phone bill" in first
    both = (await phone.send("look at this", media=True)).text
    assert "I cannot open photos" in both
    assert "Here is an answer." in both


async def test_help_says_how_this_works_and_999(phone: Phone) -> None:
    await phone.send("hello there")
    assert "call 999" in (await phone.send("Help!")).text


async def test_two_people_never_share_a_conversation(phone: Phone, rasa: RasaDouble) -> None:
    other = Phone(phone.client, phone.double, phone.answering, phone.double.other(99))
    await phone.reach("what_happened")
    await other.send("hello there")
    assert rasa.requests[-1]["state"] is None
    assert await token_of(phone) != await token_of(other)


async def test_no_number_and_no_text_is_in_any_log(
    phone: Phone, rasa: RasaDouble, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    status, sent_along, said = phone.double.refused
    for trouble in (None, "status 500"):
        rasa.trouble = trouble
        await phone.send(CANARY)
        phone.double.answers.append((status, sent_along, {**said, "message": f"{CANARY} {phone.number}"}))
        await phone.send(f"{CANARY} {DANGER}")
    headers, body = phone.double.message(CANARY)
    await phone.deliver((headers, body + b"x"))
    ours = [record for record in caplog.records if record.name.startswith("heard")]
    everything = "\n".join(f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records)
    assert ours
    assert "zebra" not in everything
    assert phone.number.lstrip("+") not in everything


async def test_what_is_held_of_an_address_is_sealed(phone: Phone, answering: Answering, rasa: RasaDouble) -> None:
    async def for_ever(_: float) -> None:
        await asyncio.Event().wait()

    answering.outbox._pause = for_ever
    rasa.trouble = "status 500"
    phone.double.answers.append((503, {}, {}))
    await phone.deliver(phone.double.message("hello there"))
    await answering.finish()
    assert phone.number not in repr(answering.outbox._lines)
    assert phone.number.encode() not in b"".join(
        letter.address.sealed for line in answering.outbox._lines.values() for letter in line.letters
    )
    assert phone.number not in repr(answering.gateway.sessions.__dict__)


def test_ten_minutes_is_the_longest_silence() -> None:
    assert timedelta(minutes=10) == SILENCE


def test_the_words_that_leave_are_those_of_the_issue_and_of_the_providers(texting: Texting) -> None:
    wanted = {"exit", "stop", "quit", "leave", "stopall", "unsubscribe", "cancel", "end"}
    assert wanted <= set(texting.understood.leave)


async def test_an_alert_overtakes_what_waits(phone: Phone, double: ProviderDouble, answering: Answering) -> None:
    await phone.send("hello there")
    double.sent.clear()
    gate = asyncio.Event()

    async def held(_: float) -> None:
        await gate.wait()

    answering.outbox._pause = held
    for number in range(5):
        await phone.deliver(double.message(f"message {number}", double.other(number)))
    await answering.finish()
    await phone.deliver(double.message(DANGER))
    await answering.finish()
    gate.set()
    await phone.quiet()
    place = next(place for place, (_, text) in enumerate(double.sent) if "call 999. If you cannot speak" in text)
    assert place <= 1
