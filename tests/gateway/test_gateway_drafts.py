"""Record now, decide later: a report is saved under its receipt, gone on with, and erased, by the chat and the API."""

from __future__ import annotations

import base64
import json
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.receipts import Receipt
from tests.gateway.actions_double import UNTIL, ActionsDouble
from tests.gateway.chat import DANGER, Chat
from tests.gateway.rasa_double import RasaDouble
from tests.journeys.person import Reply
from tests.journeys.reporting import receipt_in

SAVE, GO_ON, ERASE, REALLY = "Save it and decide later", "Go on with my report", "Erase what I saved", "Yes, erase it"
CANARY = "kittiwake shouted at me last week"


async def saved(chat: Chat, reached: str = "contact") -> str:
    """Saves a report at the question about `reached`; the receipt, which she then shows to have kept."""
    await chat.reach(reached)
    await chat.choose(SAVE)
    words = receipt_in(Reply(200, chat.messages))
    await chat.say(words)
    assert "That is right." in chat.text
    return words


def opened(actions: ActionsDouble, words: str) -> dict[str, Any]:
    """What is saved, as whoever has the receipt can read it."""
    text = Receipt(words).open(actions.drafts[Receipt(words).lookup]["sealed"])
    draft: dict[str, Any] = json.loads(text or "")
    return draft


async def test_it_is_offered_at_every_question_once_there_is_something_to_save(chat: Chat) -> None:
    await chat.reach("report_kind")
    assert SAVE not in chat.titles
    for answer in ("Spiking", "he shouted", "Today", "Yes, by phone", "01", "My answers are right", "Yes, I agree"):
        await (chat.choose(answer) if answer in chat.titles else chat.say(answer))
        assert SAVE in chat.titles


async def test_she_is_told_that_nobody_can_read_it_that_nothing_was_sent_and_when_it_goes(
    chat: Chat, actions: ActionsDouble
) -> None:
    await chat.reach("contact")
    await chat.choose(SAVE)
    assert "Nothing has been sent to the police." in chat.text
    assert "The police cannot, and nor can we." in chat.text
    assert "We erase it by ourselves on 23 February 2027." in chat.text
    assert "999" in chat.text
    words = receipt_in(Reply(200, chat.messages))
    assert "type the" in chat.text
    assert list(actions.drafts) == [Receipt(words).lookup]


async def test_it_can_be_chosen_by_typing_it_and_in_the_other_forms_of_a_receipt(
    chat: Chat, actions: ActionsDouble
) -> None:
    await chat.reach("contact")
    await chat.say(SAVE.lower())
    assert len(actions.drafts) == 1
    await chat.choose("Show it as a shopping list")
    assert "as a shopping list" in chat.text


async def test_it_needs_no_rasa(chat: Chat, rasa: RasaDouble, actions: ActionsDouble) -> None:
    await chat.reach("contact")
    rasa.trouble = "status 500"
    before = len(rasa.requests)
    await chat.choose(SAVE)
    assert len(actions.drafts) == 1
    assert len(rasa.requests) == before


async def test_it_can_be_saved_while_rasa_is_down(chat: Chat, rasa: RasaDouble, actions: ActionsDouble) -> None:
    await chat.reach("contact")
    rasa.trouble = "status 500"
    await chat.choose("Yes, by phone")
    assert "Something went wrong here" in chat.text
    await chat.choose(SAVE)
    assert len(actions.drafts) == 1


async def test_only_the_receipt_opens_it_and_all_are_as_long(
    chat: Chat, actions: ActionsDouble, intake_key: pyrage.x25519.Identity, client: TestClient[Any, Any]
) -> None:
    words = await saved(chat)
    short = await saved(await Chat(client).start(), "what_happened")
    sealed = [base64.b64decode(actions.drafts[Receipt(each).lookup]["sealed"]) for each in (words, short)]
    assert all(32 * 1024 < len(each) < 33 * 1024 for each in sealed)  # age adds a few bytes by chance
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed[0], [intake_key])
    assert Receipt(short).open(base64.b64encode(sealed[0]).decode()) is None
    assert "he shouted" not in json.dumps(actions.drafts)
    assert "a man shouted at me last week" in json.dumps(opened(actions, words))


async def test_it_holds_no_consent_and_no_envelope(chat: Chat, actions: ActionsDouble) -> None:
    draft = opened(actions, await saved(chat, "send"))
    assert set(draft["answers"]) == {"report_kind", "what_happened", "when_happened", "contact", "contact_details"}
    for dropped in ("consent_share", "consent_wording", "checked", "requested_slot"):
        assert dropped not in draft["slots"]
    marks = [value for answer in draft["answers"].values() for value in answer["entities"].values()]
    assert {value for value in marks if value and value.startswith("sealed:")} == {"sealed:"}
    assert draft["slots"].get("what_happened") is None


async def test_what_was_saved_is_no_part_of_the_chat_any_more(chat: Chat, rasa: RasaDouble) -> None:
    await saved(chat)
    await chat.say("hello again")
    assert chat.text == "Here is an answer."
    assert rasa.requests[-1]["state"] is None


async def test_she_goes_on_in_another_chat_and_it_becomes_one_report_under_the_same_receipt(
    chat: Chat, client: TestClient[Any, Any], rasa: RasaDouble, intake_key: pyrage.x25519.Identity
) -> None:
    words = await saved(chat)
    first = rasa.requests[-1]["context"]["submission"]
    await chat.client.delete("/api/conversations/current", headers=chat.headers)
    other = await Chat(client).start()
    await other.say(words)
    assert "You saved this report and have not sent it." in other.text
    await other.choose(GO_ON)
    assert "Here is what you saved." in other.text
    assert "What happened: a man shouted at me last week" in other.text
    assert "May the police contact you?" in other.text
    for answer in ("Yes, by phone", "ring my sister first", "My answers are right", "Yes, I agree", "Send my report"):
        await (other.choose(answer) if answer in other.titles else other.say(answer))
    context = rasa.requests[-1]["context"]
    assert context["submission"] == first
    assert context["receipt"]["lookup"] == Receipt(words).lookup
    assert receipt_in(Reply(200, other.messages)) == words
    envelope = rasa.requests[-1]["state"]["slots"]["what_happened"].removeprefix("sealed:")
    letter = json.loads(pyrage.decrypt(base64.b64decode(envelope), [intake_key]))
    assert (letter["text"], letter["conversation"]) == ("a man shouted at me last week", first)


async def test_every_answer_can_be_changed_and_consent_is_asked_anew(chat: Chat) -> None:
    words = await saved(chat, "send")
    await chat.say(words)
    await chat.choose(GO_ON)
    assert "Check your answers." in chat.text
    assert {"Change: Kind", "Change: What happened", "Change: When", "Change: Contact"} <= set(chat.titles)
    await chat.choose("Change: When")
    await chat.choose("Longer ago")
    assert "When: Longer ago" in chat.text
    await chat.choose("My answers are right")
    assert "Do you agree?" in chat.text


async def test_an_answer_is_changed_from_what_is_shown_before_the_question(chat: Chat) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(GO_ON)
    await chat.choose("Change: Kind")
    assert "What kind of thing is it?" in chat.text
    await chat.choose("Stalking or harassment")
    assert "May the police contact you?" in chat.text


async def test_while_rasa_is_down_it_stays_saved_and_can_be_gone_on_with_later(chat: Chat, rasa: RasaDouble) -> None:
    words = await saved(chat)
    await chat.say(words)
    rasa.trouble = "status 500"
    await chat.choose(GO_ON)
    assert "It is still saved, and nothing has changed." in chat.text
    rasa.trouble = None
    await chat.say("hello")
    assert chat.text == "Here is an answer."
    await chat.say(words)
    await chat.choose(GO_ON)
    assert "May the police contact you?" in chat.text


async def test_saved_again_it_keeps_its_receipt_and_takes_the_place_of_what_was_there(
    chat: Chat, actions: ActionsDouble
) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(GO_ON)
    await chat.choose("Yes, by phone")
    await chat.choose(SAVE)
    assert receipt_in(Reply(200, chat.messages)) == words
    assert len(actions.drafts) == 1
    assert opened(actions, words)["slots"]["contact"] == "phone"


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_not_confirmed_it_is_said_not_to_be_saved_and_the_report_goes_on(
    chat: Chat, actions: ActionsDouble, falls: Any
) -> None:
    await chat.reach("contact")
    actions.falls = falls
    await chat.choose(SAVE)
    assert "We could not save your report." in chat.text
    assert "receipt words" not in chat.text
    assert "May the police contact you?" in chat.text
    actions.falls = None
    await chat.choose(SAVE)
    assert "Your answers are saved." in chat.text
    assert len(actions.drafts) == 1


async def test_when_there_is_no_room_today_it_is_said_and_the_report_goes_on(
    chat: Chat, actions: ActionsDouble
) -> None:
    await chat.reach("contact")
    actions.keeps_not = "full"
    await chat.choose(SAVE)
    assert "So many reports were saved today that there is no room for more." in chat.text
    assert "Nothing has been sent to the police." in chat.text
    assert "receipt words" not in chat.text
    assert "May the police contact you?" in chat.text
    actions.keeps_not = None
    await chat.choose(SAVE)
    assert "Your answers are saved." in chat.text


async def test_what_could_not_be_saved_is_sent_as_usual(chat: Chat, actions: ActionsDouble) -> None:
    await chat.reach("send")
    actions.status = 503
    await chat.choose(SAVE)
    assert "We could not save your report." in chat.text
    await chat.choose("Send my report")
    assert "Your report is stored." in chat.text


async def test_a_report_that_was_sent_elsewhere_is_not_saved_beside_it(chat: Chat, actions: ActionsDouble) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(GO_ON)
    actions.reports[Receipt(words).lookup] = {"status": "received", "received": "2026-11-25T12:00:00Z", "replies": []}
    await chat.choose(SAVE)
    assert "This report was sent before, or taken back" in chat.text
    assert receipt_in(Reply(200, chat.messages)) == words


async def test_it_is_erased_after_a_question_and_then_it_is_gone(chat: Chat, actions: ActionsDouble) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(ERASE)
    assert actions.drafts
    await chat.choose(REALLY)
    assert "What you saved is erased." in chat.text
    assert actions.drafts == {}
    await chat.say(words)
    assert "We could not find a report with those words." in chat.text


async def test_erasing_can_be_thought_over(chat: Chat, actions: ActionsDouble) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(ERASE)
    await chat.choose("No, keep it")
    assert "Your report is still saved." in chat.text
    assert len(actions.drafts) == 1


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_it_is_not_said_to_be_erased_before_that_is_sure(chat: Chat, actions: ActionsDouble, falls: Any) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(ERASE)
    actions.falls = falls
    await chat.choose(REALLY)
    assert "We could not confirm that it was erased." in chat.text
    actions.falls = None
    await chat.choose("Try again")
    assert "What you saved is erased." in chat.text
    assert actions.drafts == {}


async def test_stopping_says_that_what_was_saved_is_still_there(chat: Chat, actions: ActionsDouble) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(GO_ON)
    await chat.choose("Stop this report")
    assert "What you saved before is still saved." in chat.text
    await chat.choose(ERASE)
    await chat.choose(REALLY)
    assert actions.drafts == {}


async def test_stopping_what_was_never_saved_says_nothing_of_it(chat: Chat) -> None:
    await chat.reach("contact")
    await chat.choose("Stop this report")
    assert chat.text == "Nothing was kept."


async def test_leaving_forgets_the_chat_and_not_what_was_saved(chat: Chat, actions: ActionsDouble) -> None:
    words = await saved(chat)
    await chat.say(words)
    await chat.choose(GO_ON)
    await chat.client.delete("/api/conversations/current", headers=chat.headers)
    assert (await chat.post(text="hello")).status == 410
    assert list(actions.drafts) == [Receipt(words).lookup]


async def test_danger_is_checked_at_each_turn_of_what_is_gone_on_with(chat: Chat) -> None:
    words = await saved(chat, "what_happened")
    await chat.say(words)
    await chat.choose(GO_ON)
    await chat.say(DANGER)
    assert chat.alerts == ["danger"]


async def test_by_the_api_she_is_told_goes_on_and_erases(
    chat: Chat, client: TestClient[Any, Any], actions: ActionsDouble
) -> None:
    receipt = {"receipt": await saved(chat)}
    answer = await (await client.post("/api/receipts/open", json=receipt)).json()
    assert (answer["status"], answer["until"], answer["received"]) == ("draft", UNTIL, None)
    response = await client.post("/api/receipts/go-on", json=receipt)
    assert response.status == 201
    other = Chat(client)
    body = await response.json()
    other.token, other.messages = body["conversation"], body["messages"]
    await other.choose("Yes, by phone")
    assert "How can they reach you?" in other.text
    assert (await (await client.post("/api/receipts/erase", json=receipt)).json())["erased"]
    assert actions.drafts == {}


@pytest.mark.parametrize("what", ["open", "go-on", "erase"])
async def test_by_the_api_a_wrong_receipt_and_one_whose_day_has_come_get_the_same_answer(
    chat: Chat, client: TestClient[Any, Any], actions: ActionsDouble, gateway: Gateway, what: str
) -> None:
    words = await saved(chat)
    actions.drafts.clear()
    wrong = " ".join(reversed(words.split()))
    answers, asked = [], []
    for receipt in (words, wrong):
        actions.lookups.clear()
        response = await client.post(f"/api/receipts/{what}", json={"receipt": receipt})
        answers.append((response.status, await response.json()))
        asked.append(len(actions.lookups))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert asked[0] == asked[1]


async def test_saving_and_coming_back_are_throttled_as_receipts_are(
    chat: Chat, client: TestClient[Any, Any], actions: ActionsDouble
) -> None:
    await chat.reach("contact")
    wrong = "zoo zone zero youth young you year yellow wrong"
    statuses = [(await client.post("/api/receipts/erase", json={"receipt": wrong})).status for _ in range(121)]
    assert statuses[-1] == 429
    await chat.choose(SAVE)
    assert "We could not save your report." in chat.text
    assert actions.drafts == {}
