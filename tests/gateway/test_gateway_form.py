from __future__ import annotations

import pytest

from gateway.conversation import look_back
from gateway.gateway import Gateway
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import QUESTIONS, RasaDouble

SKIP, BACK, STOP = "Skip this question", "Go back", "Stop this report"


def slots(rasa: RasaDouble) -> dict[str, str | None]:
    """The slots as the latest request would leave them."""
    latest = rasa.requests[-1]
    return {**latest["state"]["slots"], **latest["choice"]["entities"]}


async def test_a_slash_command_that_is_typed_is_plain_text(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("/start_report")
    assert rasa.requests[-1]["text"] == "/start_report"
    assert "choice" not in rasa.requests[-1]


async def test_a_slash_command_that_is_typed_in_the_form_is_an_answer(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await chat.say("/stop_report")
    assert rasa.requests[-1]["choice"]["intent"] == "answer"
    assert chat.text.startswith("When did it happen?")


async def test_payloads_are_never_shown(chat: Chat) -> None:
    response = await (await chat.reach("when_happened")).post(text="it was years ago")
    assert "/answer" not in await response.text()


@pytest.mark.parametrize("typed", ["Spiking", "spiking.", " SPIKING "])
async def test_a_choice_of_a_closed_question_can_be_typed(chat: Chat, rasa: RasaDouble, typed: str) -> None:
    await chat.reach("report_kind")
    await chat.say(typed)
    assert rasa.requests[-1]["choice"] == {"intent": "answer", "entities": {"report_kind": "spiking"}}


async def test_yes_means_the_only_choice_that_begins_with_yes(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("consent_share")
    await chat.say("yes")
    assert slots(rasa)["consent_share"] == "yes"


async def test_yes_is_no_answer_when_two_choices_begin_with_yes(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("contact")
    asked = len(rasa.requests)
    await chat.say("Yes")
    assert len(rasa.requests) == asked
    assert chat.text.endswith("May the police contact you?")


async def test_a_number_is_no_choice_where_choices_have_no_numbers(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("report_kind")
    asked = len(rasa.requests)
    await chat.say("2")
    assert len(rasa.requests) == asked
    assert chat.text.endswith("What kind of thing is it?")


async def test_other_words_at_a_closed_question_go_nowhere_and_it_is_asked_again(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("contact")
    asked = len(rasa.requests)
    await chat.say("yes ring me in the evening, ask for canary")
    assert len(rasa.requests) == asked
    assert chat.messages[0]["text"].startswith("Please choose one of these answers.")
    assert chat.messages[-1]["text"] == "May the police contact you?"
    await chat.choose("Yes, by phone")
    assert chat.text == "How can they reach you?"


async def test_a_number_at_a_free_question_is_an_answer_and_not_a_choice(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("when_happened")
    await chat.say("2")
    assert (slots(rasa)["when_happened"] or "").startswith("sealed:")


async def test_the_page_is_told_how_each_question_is_answered(chat: Chat) -> None:
    await chat.reach("report_kind")
    assert chat.messages[-1]["expects"] == "choice"
    await chat.choose("Spiking")
    assert chat.messages[-1]["expects"] == "free_text"
    await chat.choose(SKIP)
    assert chat.text == "When did it happen?"
    assert chat.messages[-1]["expects"] == "free_text"


async def test_a_question_can_be_skipped_and_shows_as_not_given(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await chat.choose(SKIP)
    assert slots(rasa)["what_happened"] == "skipped"
    await chat.choose("Today")
    await chat.choose("No, I want to stay anonymous")
    assert "What happened: Not given" in chat.text


async def test_a_required_question_cannot_be_skipped(chat: Chat) -> None:
    await chat.reach("report_kind")
    assert SKIP not in chat.titles
    assert STOP in chat.titles


async def test_the_first_question_has_no_way_back(chat: Chat) -> None:
    await chat.reach("report_kind")
    assert BACK not in chat.titles


async def test_back_asks_the_question_before_again(chat: Chat) -> None:
    await chat.reach("when_happened")
    await chat.choose(BACK)
    assert chat.text == "What happened?"
    await chat.say("what i meant to say")
    assert chat.text == "When did it happen?"


async def test_back_passes_over_what_was_not_asked(chat: Chat) -> None:
    await chat.reach("contact")
    await chat.choose("No, I want to stay anonymous")
    await chat.choose(BACK)
    assert chat.text == "May the police contact you?"


async def test_stop_ends_the_report_and_forgets_the_answers(chat: Chat) -> None:
    await chat.reach("checked")
    await chat.choose(STOP)
    assert chat.text == "Nothing was kept."
    await chat.reach("checked")
    assert chat.text.count("What happened:") == 1


async def test_the_summary_shows_the_answers_in_the_order_of_the_questions(chat: Chat) -> None:
    await chat.reach("checked")
    assert chat.text.splitlines()[2:] == [
        "Kind: Spiking",
        "What happened: a man shouted at me last week",
        "When: Today",
        "Contact: Yes, by phone",
        "How: ring my sister first",
    ]


async def test_an_answer_can_be_changed_from_the_summary(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("checked")
    await chat.choose("Change: When")
    assert rasa.requests[-1]["choice"] == {
        "intent": "change",
        "entities": {"when_happened": None, "checked": None},
    }
    await chat.say("last winter")
    assert "When: last winter" in chat.text
    assert chat.text.index("When:") < chat.text.index("Contact:")


async def test_changing_an_answer_clears_those_that_depend_on_it(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("checked")
    await chat.choose("Change: Contact")
    assert rasa.requests[-1]["choice"]["entities"] == {"contact": None, "checked": None, "contact_details": None}
    await chat.choose("No, I want to stay anonymous")
    assert "Contact: No, I want to stay anonymous" in chat.text
    assert "How:" not in chat.text


async def test_an_answer_that_is_cleared_is_forgotten(gateway: Gateway, chat: Chat) -> None:
    await chat.reach("checked")
    await chat.choose("Change: Contact")
    session = await look_back(gateway, chat.token)
    assert session
    assert [*session.answers] == ["report_kind", "what_happened", "when_happened"]


async def test_an_answer_that_is_no_longer_asked_for_is_not_shown(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("checked")
    slots = rasa.requests[-1]["state"]["slots"]
    rasa.next = {
        "messages": [QUESTIONS["contact"]],
        "state": {"slots": {**slots, "contact": None, "requested_slot": "contact"}, "loop": "report_form"},
        "failed": False,
    }
    await chat.choose("My answers are right")
    await chat.choose("No, I want to stay anonymous")
    assert "Contact: No, I want to stay anonymous" in chat.text
    assert "How:" not in chat.text


async def test_an_answer_that_the_form_does_not_take_is_not_in_the_summary(
    gateway: Gateway, chat: Chat, rasa: RasaDouble
) -> None:
    await chat.reach("what_happened")
    rasa.next = {"messages": [QUESTIONS["what_happened"]], "state": rasa.requests[-1]["state"], "failed": False}
    await chat.say("it was on the bus")
    session = await look_back(gateway, chat.token)
    assert session
    assert [*session.answers] == ["report_kind"]


async def test_a_stale_choice_is_refused_kindly_and_the_question_is_shown_again(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("report_kind")
    old = chat.choice("Spiking")
    await chat.choose("Spiking")
    asked = len(rasa.requests)
    response = await chat.post(choice=old)
    assert response.status == 200
    texts = [message["text"] for message in (await response.json())["messages"]]
    assert texts == ["That choice belongs to an earlier question. Please choose again.", "What happened?"]
    assert len(rasa.requests) == asked


async def test_an_invented_choice_is_refused(chat: Chat, rasa: RasaDouble) -> None:
    response = await chat.post(choice="/start_report")
    assert response.status == 200
    assert rasa.requests == []


async def test_an_empty_message_is_answered_without_asking_rasa(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    asked = len(rasa.requests)
    await chat.say(" \n ")
    assert chat.messages[-1]["text"] == "What happened?"
    assert len(rasa.requests) == asked


async def test_a_button_with_an_unreadable_payload_is_left_out(chat: Chat, rasa: RasaDouble) -> None:
    buttons = [{"title": "Good", "payload": "/greet"}, {"title": "Bad", "payload": "greet"}]
    rasa.next = {"messages": [{"text": "Hello.", "buttons": buttons}], "state": None, "failed": False}
    await chat.say("hello")
    assert chat.titles == ["Good"]
