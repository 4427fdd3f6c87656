"""The receipt stays on show until she types a part of it, or says that she does not want it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.receipt_forms import ReceiptForms
from gateway.receipts import Receipt
from gateway.session import Session
from gateway.sessions import MemorySessions
from safety import Finding
from tests.gateway.chat import DANGER, Chat
from tests.gateway.rasa_double import RasaDouble

PLACES = ("first", "second", "third", "fourth", "fifth")
LISTED, NUMBERS, WORDS = "Show it as a shopping list", "Show it as phone numbers", "Show it as words"
NOT_WANTED, LOSE, AGAIN = "I do not want to keep it", "Do not keep it", "Show it again"
KEPT = "That is right. We have stopped showing it here."


@pytest.fixture
async def sent(chat: Chat) -> Chat:
    """Somebody whose report has just been stored."""
    await chat.reach("send")
    return await chat.choose("Send my report")


def receipt_in(chat: Chat) -> list[str]:
    """The receipt on show, line by line; empty when none is."""
    found = re.search(r"Your receipt(?: words are|, as [a-z ]+):\n\n((?:.+\n)+)", chat.text)
    return found[1].strip().splitlines() if found else []


def asked_for(chat: Chat) -> int:
    """Which part is to be typed, from 0."""
    found = re.search(r"type the (\w+) (?:word|thing|name)", chat.text)
    assert found, chat.text
    return PLACES.index(found[1])


async def session_of(chat: Chat, sessions: MemorySessions) -> Session:
    session = await sessions.look(chat.token)
    assert session is not None
    return session


async def test_it_is_said_to_be_stored_once_and_the_receipt_is_asked_for_in_the_same_answer(sent: Chat) -> None:
    assert sent.text.count("Your report is stored.") == 1
    assert sent.text.count("Your receipt words are:") == 1
    assert 0 <= asked_for(sent) < 5
    assert {LISTED, NUMBERS, NOT_WANTED} <= {*sent.titles}


async def test_it_is_shown_with_every_answer_until_she_types_the_part_asked_for(sent: Chat, rasa: RasaDouble) -> None:
    words, place = receipt_in(sent)[0].split(), asked_for(sent)
    questions = ("what happens next", "tell me about stalking", "thank you")
    said = rasa.bytes + " ".join(questions).encode()
    ours = [word for word in words if word.encode() not in said]  # a few stand in what Rasa is always told
    for text in questions[:2]:
        await sent.say(text)
        assert (receipt_in(sent)[0].split(), asked_for(sent)) == (words, place)
        assert sent.text.index("Here is an answer.") < sent.text.index("Your receipt words are:")
    asked = len(rasa.requests)
    await sent.say(f" {words[place].upper()}. ")
    assert sent.text == KEPT
    await sent.say(questions[2])
    assert (receipt_in(sent), LISTED in sent.titles) == ([], False)
    assert len(rasa.requests) == asked + 1
    assert ours
    assert not any(word.encode() in rasa.bytes for word in ours)


async def test_another_part_of_it_is_not_taken_and_goes_nowhere(sent: Chat, rasa: RasaDouble) -> None:
    words, place = receipt_in(sent)[0].split(), asked_for(sent)
    asked = len(rasa.requests)
    other = next(word for word in words if word != words[place])
    for typed in (other, f"{other} {words[place]}"):
        await sent.say(typed)
        assert "not the part we asked for" in sent.text
        assert receipt_in(sent)[0].split() == words
    assert len(rasa.requests) == asked


@pytest.fixture
async def alarmed(gateway: Gateway) -> AsyncIterator[Chat]:
    """Somebody whose report has just been stored, by a gateway that takes whatever is typed for danger."""
    stored = asyncio.Event()
    watched = replace(gateway, check=lambda _: Finding(stored.is_set(), False, ()))
    async with TestClient(TestServer(make_app(watched))) as client:
        chat = await Chat(client).start()
        await chat.reach("send")
        await chat.choose("Send my report")
        stored.set()
        yield chat


@pytest.mark.parametrize("whole", [True, False])
async def test_what_was_asked_for_is_not_taken_for_danger_and_nothing_else_is_let_pass(
    alarmed: Chat, whole: bool
) -> None:
    words, place = receipt_in(alarmed)[0].split(), asked_for(alarmed)
    await alarmed.say(next(word for word in words if word != words[place]))
    assert "999" in alarmed.text
    await alarmed.say(" ".join(words) if whole else words[place])
    assert alarmed.text == KEPT


async def test_the_whole_of_it_typed_shows_that_it_was_kept(sent: Chat) -> None:
    await sent.say(receipt_in(sent)[0])
    assert sent.text == KEPT


@pytest.mark.parametrize(("shown_as", "count"), [(LISTED, 10), (NUMBERS, 5)])
async def test_it_can_be_shown_as_something_else_and_kept_as_that(
    sent: Chat, forms: ReceiptForms, shown_as: str, count: int
) -> None:
    words = receipt_in(sent)[0]
    await sent.choose(shown_as)
    lines = receipt_in(sent)
    assert len(lines) == count
    assert forms.read("\n".join(lines)) == Receipt(words)
    assert "receipt words are" not in sent.text
    form = "shopping" if shown_as == LISTED else "contacts"
    await sent.say(forms.names(words, form)[asked_for(sent)])  # type: ignore[arg-type]
    assert sent.text == KEPT


async def test_it_can_be_shown_as_words_again(sent: Chat) -> None:
    words = receipt_in(sent)
    await sent.choose(LISTED)
    await sent.choose(WORDS)
    assert receipt_in(sent) == words


async def test_whoever_does_not_want_it_is_told_that_there_is_no_way_back(sent: Chat) -> None:
    await sent.choose(NOT_WANTED)
    assert "there is no way back" in sent.text
    assert receipt_in(sent) == []
    await sent.choose(LOSE)
    assert sent.text.startswith("We have stopped showing it.")
    await sent.say("hello")
    assert receipt_in(sent) == []


async def test_whoever_thinks_again_sees_it_again(sent: Chat) -> None:
    words = receipt_in(sent)
    await sent.choose(NOT_WANTED)
    await sent.choose(AGAIN)
    assert receipt_in(sent) == words
    await sent.choose(NOT_WANTED)
    await sent.say("hello")
    assert receipt_in(sent) == words


@pytest.mark.parametrize("how", ["kept", "lost"])
async def test_nothing_of_it_is_left_in_memory_once_it_is_kept_or_let_go(
    sent: Chat, sessions: MemorySessions, how: str
) -> None:
    words = receipt_in(sent)[0]
    assert words in repr((await session_of(sent, sessions)).transcript)
    if how == "kept":
        await sent.say(words.split()[asked_for(sent)])
    else:
        await sent.choose(NOT_WANTED)
        await sent.choose(LOSE)
    session = await session_of(sent, sessions)
    assert (session.unkept, session.receipt) == ((), None)
    for part in (session.transcript, session.current, session.offers):
        assert words not in repr(part)


async def test_it_stands_in_the_latest_answer_only(sent: Chat, sessions: MemorySessions) -> None:
    words = receipt_in(sent)[0]
    await sent.say("hello")
    await sent.say("and what now")
    assert repr((await session_of(sent, sessions)).transcript).count(words) == 2  # as it is shown, and in its sentence


async def test_danger_comes_before_it(sent: Chat) -> None:
    await sent.say(DANGER)
    assert sent.messages[0]["alert"] == "danger"
    assert receipt_in(sent)


async def test_an_older_button_is_stale_and_shows_no_receipt_that_was_kept(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("send")
    buttons = [{"title": "What happens next", "payload": "/what_happens_next"}]
    stored = {"text": "Your report is stored.", "buttons": buttons, "custom": {"receipt": True}}
    rasa.next = {"messages": [stored], "state": {"slots": {}, "loop": None}, "failed": False}
    await chat.choose("Send my report")
    old, words = chat.choice(LISTED), receipt_in(chat)[0].split()
    await chat.say(words[asked_for(chat)])
    said = await (await chat.post(choice=old)).text()
    assert "earlier question" in said
    assert "Your report is stored." in said
    assert " ".join(words) not in said


async def test_a_second_report_does_not_take_the_first_receipt_away(sent: Chat) -> None:
    first = receipt_in(sent)[0]
    await sent.reach("send")
    assert first in sent.text
    await sent.choose("Send my report")
    assert sent.text.count("Your receipt words are:") == 2
    assert first in sent.text
    await sent.say(first)
    assert first not in sent.text
    assert sent.text.count("Your receipt words are:") == 1


async def test_in_a_report_the_question_still_waits_after_the_receipt_was_kept(sent: Chat) -> None:
    words, place = receipt_in(sent)[0].split(), asked_for(sent)
    await sent.reach("what_happened")
    await sent.say(words[place])
    assert sent.text == f"{KEPT}\nWhat happened?"
    await sent.choose("Skip this question")
    assert "When did it happen?" in sent.text


async def test_the_choice_to_try_again_stays_while_a_receipt_is_on_show(sent: Chat, rasa: RasaDouble) -> None:
    rasa.trouble = "status 500"
    await sent.say("what can i do")
    again = sent.choice("Try again")
    await sent.choose(LISTED)
    rasa.trouble = None
    assert "Here is an answer." in await (await sent.post(choice=again)).text()


async def test_a_report_that_may_have_arrived_leaves_its_receipt_on_show_when_it_is_stopped(
    chat: Chat, rasa: RasaDouble
) -> None:
    await chat.reach("send")
    rasa.trouble = "failed"
    await chat.choose("Send my report")
    assert LISTED not in chat.titles, "there are only two ways on while nothing is sure"
    await chat.choose("Stop this report")
    words = receipt_in(chat)[0].split()
    await chat.say(words[asked_for(chat)])
    assert chat.text == KEPT


@pytest.mark.parametrize("end", ["Stop this report", "No"])
async def test_a_report_that_was_not_sent_leaves_no_receipt(chat: Chat, end: str) -> None:
    await chat.reach("send")
    await chat.choose(end)
    assert receipt_in(chat) == []
    await chat.say("hello")
    assert receipt_in(chat) == []
