"""When it is not clear what was meant, what else it may be is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gateway.chat import Chat
from tests.gateway.conftest import TITLES
from tests.gateway.rasa_double import RasaDouble


def answer(*guesses: str) -> dict[str, Any]:
    buttons = [{"title": "Report here", "payload": "/start_report"}]
    said = [{"text": "Here is an answer.", "buttons": buttons}]
    return {"messages": said, "state": None, "failed": False, "guesses": list(guesses)}


async def test_what_else_it_may_be_is_offered_after_the_answer(chat: Chat, rasa: RasaDouble) -> None:
    rasa.next = answer("stalking")
    await chat.say("he turns up places")
    assert [message["text"] for message in chat.messages] == [
        "Here is an answer.",
        "If you meant something else, choose it here.",
    ]
    await chat.choose(TITLES["stalking"])
    assert rasa.requests[-1]["choice"] == {"intent": "stalking", "entities": {}}


async def test_the_choices_of_the_answer_still_hold(chat: Chat, rasa: RasaDouble) -> None:
    rasa.next = answer("stalking")
    await chat.say("he turns up places")
    await chat.choose("Report here")
    assert rasa.requests[-1]["choice"]["intent"] == "start_report"


@pytest.mark.parametrize("guesses", [(), ("no_such_intent",)])
async def test_nothing_is_offered_when_nothing_can_be_named(
    chat: Chat, rasa: RasaDouble, guesses: tuple[str, ...]
) -> None:
    rasa.next = answer(*guesses)
    await chat.say("he turns up places")
    assert [message["text"] for message in chat.messages] == ["Here is an answer."]
