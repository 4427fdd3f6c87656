"""What the gateway counts: how chats and reports ended, after the fact, of nobody in particular."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from content.routing import load_routing
from gateway.app import make_app
from gateway.counts import Counts
from gateway.counts_sending import send_counts
from gateway.gateway import Gateway
from gateway.session import Course, Session
from gateway.settings import PROJECT
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble

ROUTING = load_routing(PROJECT / "data" / "routing.yml")


def counted(actions: ActionsDouble, series: str = "ordinary") -> Counter[tuple[str, str]]:
    """All that has come, by table and row."""
    found = Counter[tuple[str, str]]()
    for batch in actions.batches:
        for entry in batch[series]:
            ((table, row),) = entry["cells"]
            found[table, row] += entry["count"]
    return found


async def leave(chat: Chat) -> None:
    assert (await chat.client.post("/exit", data=chat.token)).status == 204


# How reports end


async def test_a_report_that_was_left_is_counted_at_the_question_that_waited(
    chat: Chat, gateway: Gateway, actions: ActionsDouble
) -> None:
    await chat.reach("when_happened")
    await leave(chat)
    await send_counts(gateway)
    assert counted(actions) == {("chat", "left"): 1, ("form", "when_happened"): 1}


async def test_a_report_that_was_sent_refused_or_stopped_is_counted_so(
    client: TestClient[Any, Any], gateway: Gateway, actions: ActionsDouble
) -> None:
    for title in ("Send my report", "No", "Stop this report"):
        chat = await Chat(client).start()
        await (await chat.reach("send")).choose(title)
        await leave(chat)
    await send_counts(gateway)
    ends = {("form", "sent"): 1, ("form", "said_no"): 1, ("form", "send"): 1}
    assert counted(actions) == {("chat", "left"): 3, **ends}


async def test_two_reports_of_one_chat_are_both_counted(chat: Chat, gateway: Gateway, actions: ActionsDouble) -> None:
    await (await chat.reach("send")).choose("Send my report")
    await chat.reach("contact")
    await leave(chat)
    await send_counts(gateway)
    assert counted(actions) == {("chat", "left"): 1, ("form", "sent"): 1, ("form", "contact"): 1}


async def test_a_chat_without_a_report_is_counted_alone(chat: Chat, gateway: Gateway, actions: ActionsDouble) -> None:
    await chat.say("what is stalking")
    await leave(chat)
    await send_counts(gateway)
    assert counted(actions) == {("chat", "left"): 1}


# When it is counted


async def test_nothing_is_counted_while_the_chat_is_open_and_nothing_is_asked_on_leaving(
    chat: Chat, gateway: Gateway, actions: ActionsDouble
) -> None:
    await chat.reach("contact")
    await send_counts(gateway)
    assert counted(actions) == {}
    before = len(actions.batches)
    await leave(chat)
    assert len(actions.batches) == before


async def test_a_chat_that_ends_by_itself_is_counted_and_forgotten(
    chat: Chat, gateway: Gateway, actions: ActionsDouble, clock: MovableClock
) -> None:
    await chat.reach("contact")
    clock.move(minutes=31)
    await gateway.sessions.sweep()
    assert await gateway.sessions.look(chat.token) is None
    await send_counts(gateway)
    await send_counts(gateway)
    assert counted(actions) == {("chat", "not_left"): 1, ("form", "contact"): 1}


async def test_leaving_twice_counts_once(chat: Chat, gateway: Gateway, actions: ActionsDouble) -> None:
    await leave(chat)
    await leave(chat)
    await send_counts(gateway)
    assert counted(actions) == {("chat", "left"): 1}


async def test_who_only_came_back_with_a_receipt_had_no_chat(gateway: Gateway, actions: ActionsDouble) -> None:
    token = await gateway.sessions.create(Session(returned="nine words"))
    async with TestClient(TestServer(make_app(gateway))) as client:
        await client.post("/exit", data=token)
    assert counted(actions) == {}


async def test_what_is_open_when_the_gateway_stops_is_counted_then(gateway: Gateway, actions: ActionsDouble) -> None:
    async with TestClient(TestServer(make_app(gateway))) as client:
        await (await Chat(client).start()).reach("contact")
    assert counted(actions) == {("chat", "not_left"): 1, ("form", "contact"): 1}


# What is sent


async def test_a_batch_goes_also_when_nothing_was_counted(gateway: Gateway, actions: ActionsDouble) -> None:
    async with TestClient(TestServer(make_app(gateway))):
        await send_counts(gateway)
    assert [(each["month"], each["ordinary"], each["reserved"]) for each in actions.batches] == [
        ("2026-11", [], []),
        ("2026-11", [], []),
    ]
    assert len({each["id"] for each in actions.batches}) == 2


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_a_batch_that_is_not_confirmed_comes_again_as_it_was(
    chat: Chat, gateway: Gateway, actions: ActionsDouble, falls: Any
) -> None:
    await leave(chat)
    actions.falls = falls
    await send_counts(gateway)
    (waiting,) = gateway.counts.waiting
    actions.falls, actions.batches = None, []
    await send_counts(gateway)
    assert actions.batches == [waiting]
    assert gateway.counts.waiting == []


async def test_a_month_s_counts_go_under_that_month(
    client: TestClient[Any, Any], gateway: Gateway, actions: ActionsDouble, clock: MovableClock
) -> None:
    await leave(await Chat(client).start())
    clock.move(days=10)
    await leave(await Chat(client).start())
    await send_counts(gateway)
    assert [(each["month"], len(each["ordinary"])) for each in actions.batches] == [("2026-11", 1), ("2026-12", 1)]


async def test_no_word_of_anybody_is_in_a_batch(chat: Chat, gateway: Gateway, actions: ActionsDouble) -> None:
    await chat.reach("checked")
    await leave(chat)
    await send_counts(gateway)
    sent = json.dumps(actions.batches)
    assert not any(word in sent for word in ("shouted", "sister", "spiking", chat.token))


# What concerns Professional Standards alone


@pytest.mark.parametrize(
    ("slots", "is_reserved"),
    [
        ({}, False),
        ({"about_police": "no"}, False),
        ({"about_police": "skipped"}, False),
        ({"about_police": "yes"}, True),
        ({"about_police": "not_sure"}, True),
        ({"about_police": "sealed:AAAA"}, True),
        ({"about_police": "no", "police_mention": "unclear"}, True),
        ({"about_police": "no", "police_mention": "unclear", "police_confirmed": "no"}, False),
        ({"about_police": "no", "police_mention": "unclear", "police_confirmed": "not_asked"}, True),
    ],
)
def test_it_is_the_routing_table_that_says_which_these_are(slots: dict[str, str], is_reserved: bool) -> None:
    assert Counts(ROUTING).is_reserved(slots) is is_reserved


def test_once_a_report_of_a_chat_was_one_the_whole_chat_is() -> None:
    course = Course().at("contact", is_reserved=True).after_run("sent").at("contact", is_reserved=False)
    counts = Counts(ROUTING, lambda: "0" * 32)
    counts.ended("2026-11", course.after_run("said_no"), "left")
    counts.felt("2026-11", course, "yes")
    counts.close("2026-11")
    (batch,) = counts.waiting
    assert batch["ordinary"] == []
    cells = [["chat", "left"], ["felt", "yes"], ["form", "said_no"], ["form", "sent"]]
    assert batch["reserved"] == [{"campaign": "", "cells": [cell], "count": 1} for cell in cells]


@pytest.mark.parametrize(("about_police", "series"), [(False, "ordinary"), (True, "reserved")])
def test_the_campaign_a_chat_began_with_is_counted_with_the_chat_and_with_no_report_of_it(
    about_police: bool, series: str
) -> None:
    course = Course(campaign="days").at("contact", is_reserved=about_police).after_run("sent")
    counts = Counts(ROUTING, lambda: "0" * 32)
    counts.ended("2026-11", course, "left")
    counts.felt("2026-11", course, "yes")
    counts.close("2026-11")
    (batch,) = counts.waiting
    by_cell = [(entry["campaign"], *entry["cells"]) for entry in batch[series]]
    assert by_cell == [("", ["felt", "yes"]), ("", ["form", "sent"]), ("days", ["chat", "left"])]


async def test_with_and_without_a_report_about_an_officer_the_others_counts_are_the_same(
    client: TestClient[Any, Any], gateway: Gateway, actions: ActionsDouble, rasa: RasaDouble
) -> None:
    await leave(await (await Chat(client).start()).reach("contact"))
    await send_counts(gateway)
    without = counted(actions)
    chat = await (await Chat(client).start()).reach("contact")
    slots = {"requested_slot": "contact_details", "about_police": "yes"}
    said = {"text": "How can they reach you?", "custom": {"expects": "free_text", "label": "How"}}
    rasa.next = {"messages": [said], "state": {"slots": slots, "loop": "report_form"}, "failed": False}
    await chat.choose("Yes, by phone")
    await leave(chat)
    await send_counts(gateway)
    assert counted(actions) == without
    assert counted(actions, "reserved") == {("chat", "left"): 1, ("form", "contact_details"): 1}
