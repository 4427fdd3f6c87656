"""People who are helped, and do not report."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, begin, fill_in
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]


async def test_a_person_is_supported_and_does_not_report(person: Person, stack: Stack, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    assert "999" in person.last.text
    reply = await person.says("he controls all my money and checks who i text")
    assert reply.status == 200
    assert reply.alert is None
    assert "helpline" in reply.text.lower()
    assert await person.leaves() == 204
    assert (await person.says("hello")).status == 410
    assert await inboxes.all_ids() == before


async def test_the_first_screen_says_what_this_is(person: Person) -> None:
    text = person.last.text.lower()
    assert "999" in text
    assert "not a person" in text or "machine" in text or "computer" in text
    assert person.last.choices


@pytest.mark.parametrize("typed", ["/start_report", "/restart", '/answer{"report_kind":"spiking"}', "/session_start"])
async def test_a_typed_command_is_only_words(person: Person, typed: str) -> None:
    reply = await person.says(typed)
    assert reply.status == 200
    assert "What kind of thing do you want to report?" not in reply.text


async def test_a_typed_command_does_not_move_the_report(person: Person) -> None:
    question = (await begin(person)).messages[-1]["text"]
    for typed in ("/stop_report", '/answer{"report_kind":"spiking"}', "/refuse_consent", "/restart"):
        reply = await person.says(typed)
        assert reply.messages[-1]["text"] == question


async def test_a_choice_that_was_not_offered_does_nothing(person: Person) -> None:
    await begin(person)
    old = dict(person.last.choices)
    await person.chooses("Spiking")
    person.last = type(person.last)(200, [{"choices": [{"id": old["Hate crime"], "title": "old"}]}])
    reply = await person.chooses("old")
    assert reply.status == 200
    assert "Who are you reporting for?" in reply.text


async def test_danger_is_answered_while_rasa_is_down_and_the_conversation_goes_on_afterwards(
    person: Person, stack: Stack
) -> None:
    await fill_in(person, ANONYMOUS, until="when_happened")
    await stack.kill("Rasa")
    fallback = await person.chooses("Today")
    assert fallback.status == 200
    assert "999" in fallback.text
    assert "helpline" in fallback.text.lower()
    danger = await person.says("he is breaking down the door")
    assert danger.alert == "danger"
    assert "999" in danger.text
    await stack.start("Rasa")
    assert "Where did it happen?" in (await person.chooses("Today")).text


async def test_a_hung_rasa_is_not_waited_for(person: Person, stack: Stack) -> None:
    process = stack.parts["Rasa"].running
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    try:
        reply = await asyncio.wait_for(person.says("what is clare's law"), timeout=30)
    finally:
        os.kill(process.pid, signal.SIGCONT)
    assert reply.status == 200
    assert "999" in reply.text


async def test_leaving_during_a_turn_erases_it_too(person: Person, stack: Stack) -> None:
    await fill_in(person, ANONYMOUS, until="who_did_it")
    process = stack.parts["Rasa"].running
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)  # the turn is certainly in flight
    try:
        turn = asyncio.create_task(person.says("a man from the gym"))
        await asyncio.sleep(0)
        assert await person.leaves() == 204
    finally:
        os.kill(process.pid, signal.SIGCONT)
    assert (await turn).status == 410
    assert (await person.says("hello")).status == 410
    assert await person.leaves() == 204
