"""The journeys of the page, by text, for each provider: support, report, danger at each step, leaving, receipt."""

from __future__ import annotations

import pytest

from content.texting import Texting
from gateway import conversation
from gateway.channels.answering import Answering
from gateway.channels.segments import MOST, segments
from tests.gateway.channels.phone import Phone
from tests.gateway.chat import DANGER, SELF_HARM
from tests.gateway.rasa_double import ORDER, QUESTIONS, RasaDouble

LEFT = "All done, and nothing is kept here now."


async def test_the_first_message_is_answered_and_not_lost_by_the_welcome(phone: Phone, rasa: RasaDouble) -> None:
    await phone.send("my boss keeps making comments")
    first, answer = phone.texts
    assert "your phone bill can show that you wrote" in first
    assert "Our web page leaves less" in first
    assert "Here is an answer." in answer
    assert rasa.requests[-1]["text"] == "my boss keeps making comments"
    assert rasa.requests[-1]["context"]["channel"] == "text"
    await phone.send("and now?")
    assert len(phone.texts) == 1  # said once


async def test_start_begins_with_the_welcome(phone: Phone) -> None:
    welcome, first = (await phone.send("START")).texts
    assert "1 I want to talk about something" in welcome
    assert "phone bill" in first


@pytest.mark.parametrize("way", ["1", "reply 1", "One.", " report HERE ", "report", "1️⃣"])
async def test_a_choice_is_taken_by_number_title_or_its_start(phone: Phone, rasa: RasaDouble, way: str) -> None:
    await phone.send("hello there")
    await phone.send(way)
    assert rasa.requests[-1]["choice"]["intent"] == "start_report"


async def test_a_number_that_is_on_no_list_is_said_to_be(phone: Phone, rasa: RasaDouble) -> None:
    await phone.send("hello there")
    asked = len(rasa.requests)
    assert "not on the list" in (await phone.send("7")).text
    assert len(rasa.requests) == asked


async def test_a_whole_report_is_made_by_text_and_sealed(phone: Phone, rasa: RasaDouble) -> None:
    await phone.reach("send")
    await phone.choose("Send my report")
    assert "Your report is stored." in phone.text
    assert b"shouted" not in rasa.bytes
    slots = rasa.requests[-1]["state"]["slots"] | rasa.requests[-1]["choice"]["entities"]
    assert slots["what_happened"].startswith("sealed:")
    assert (slots["consent_share"], slots["consent_wording"], slots["send"]) == ("yes", "share@1", "yes")


async def test_the_receipt_is_shown_after_a_warning_and_a_choice_alone(phone: Phone, answering: Answering) -> None:
    await phone.reach("send")
    await phone.choose("Send my report")
    token = await token_of(phone)
    session = await conversation.look_back(answering.gateway, token)
    assert session is not None
    (unkept,) = session.unkept
    shopping = answering.gateway.forms.write(unkept.words, "shopping")
    assert "anyone who sees your phone can see it" in phone.text
    for word in (unkept.words, *shopping.splitlines()):
        assert word not in phone.text
    await phone.send("thank you")
    assert shopping.splitlines()[0] not in phone.text
    await phone.send("List.")
    assert shopping in phone.text
    await phone.send("thank you")
    assert shopping not in phone.text  # it is in the thread already


@pytest.mark.parametrize("slot", ORDER)
async def test_danger_is_answered_first_at_every_question(phone: Phone, rasa: RasaDouble, slot: str) -> None:
    await phone.reach(slot)
    asked = len(rasa.requests)
    await phone.send(DANGER)
    assert "call 999" in phone.texts[0]
    assert "press 55" in phone.texts[0]
    assert len(rasa.requests) == asked
    again = await phone.send("more")
    assert "MORE" not in phone.text or again.texts
    assert (await conversation.look_back(phone.answering.gateway, await token_of(phone))) is not None


@pytest.mark.parametrize("said", [DANGER, SELF_HARM])
@pytest.mark.parametrize("trouble", [None, "status 500"])
async def test_danger_is_answered_as_the_first_message_ever_also_without_rasa(
    phone: Phone, rasa: RasaDouble, said: str, trouble: str | None
) -> None:
    rasa.trouble = trouble
    await phone.send(said)
    assert "999" in phone.texts[0]
    assert "Carry on with what I wrote" in phone.texts[0]
    assert "phone bill" in phone.texts[1]
    assert rasa.requests == []


async def test_what_was_written_in_danger_can_be_carried_on_with(phone: Phone, rasa: RasaDouble) -> None:
    await phone.send(DANGER)
    await phone.choose("Carry on with what I wrote")
    assert rasa.requests[-1]["text"] == DANGER
    assert "Here is an answer." in phone.text


async def test_every_message_fits_and_shows_nothing_on_a_locked_phone(phone: Phone) -> None:
    await phone.reach("send")
    await phone.send(DANGER)
    await phone.choose("Send my report")
    await phone.send("exit")
    assert len(phone.all) > 10
    for text in phone.all:
        assert segments(text) <= MOST
        assert text.startswith(("Hello, this is the answer to your last message.\n\n", LEFT))


async def test_what_is_too_long_for_one_message_goes_on_when_she_asks(phone: Phone, rasa: RasaDouble) -> None:
    sentences = [f"This is sentence number {number} of a long answer." for number in range(40)]
    rasa.next = {"messages": [{"text": " ".join(sentences)}], "state": None, "failed": False}
    read = (await phone.send("tell me all")).texts[1:]
    assert len(read) == 1
    while "Send MORE" in read[-1]:
        read += (await phone.send("More")).texts
    assert all(sentence in "\n".join(read) for sentence in sentences)
    assert "That was all" in (await phone.send("more")).text


async def token_of(phone: Phone) -> str:
    tokens = phone.answering.pseudonyms.tokens(phone.double.name, phone.number)
    live = [each for each in tokens if await conversation.look_back(phone.answering.gateway, each)]
    return live[0]


async def test_nobody_agrees_to_what_was_not_sent_whole(
    phone: Phone, rasa: RasaDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = " ".join(f"This is sentence number {number} of what you agree to." for number in range(20))
    await phone.reach("checked")
    monkeypatch.setitem(QUESTIONS["consent_share"], "text", long)
    await phone.choose("My answers are right")
    asked = len(rasa.requests)
    while "Yes, I agree" not in phone.text:
        await phone.send("yes")
        assert len(rasa.requests) == asked
    await phone.send("yes")
    assert len(rasa.requests) == asked + 1
    assert "Send it now?" in phone.text


async def test_by_text_fewer_questions_are_asked_and_none_that_decides_the_team(
    phone: Phone, rasa: RasaDouble, texting: Texting
) -> None:
    await phone.reach("contact")
    assert "May the police contact you?" in phone.text
    assert "When did it happen?" not in "".join(phone.all)
    slots = rasa.requests[-1]["state"]["slots"] | rasa.requests[-1]["choice"]["entities"]
    assert {slot for slot, value in slots.items() if value == "not_asked"} == {*texting.left_out} & {*QUESTIONS}
