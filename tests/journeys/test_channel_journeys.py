"""The journeys of the page, by text, over every provider, through the real processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import islice

import pytest

from content.texting import Texting, load_texting
from gateway.channels.segments import MOST, segments
from heard.settings import PROJECT
from tests.gateway.channels.doubles import DOUBLES
from tests.gateway.channels.forging import altered
from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, Type, begin, by_text, fill_in, named, take
from tests.journeys.stack import TEAMS, Stack
from tests.journeys.texter import TAKEN, Texter, Texts

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

DANGER = "help me he is outside with a knife and he says he will kill me"
TEXTING: Texting = load_texting(PROJECT / "data" / "texting.yml")
TOLD = TEXTING.first.split(".")[0]  # the first sentence of what a telephone tells about her
WHAT_HAPPENED = "Tell us what happened"
CARRY_ON = "Carry on with what I wrote"
LEFT = TEXTING.left.split(",")[0]


def as_sent(texter: Texter) -> None:
    """Each message begins with words that a locked telephone may show, and is no longer than three parts."""
    for text in texter.inbox:
        assert text.startswith((TEXTING.opening, LEFT))
        assert segments(text) <= MOST


async def test_a_question_is_answered_by_rasa_and_a_word_explains_what_a_telephone_tells(texter: Texter) -> None:
    said = await texter.begins("he controls all my money and checks who i text")
    assert TOLD in said.each[0]
    assert "phone bill" in said.each[0]
    assert "domestic abuse" in (await texter.reads_on()).text.lower()
    await texter.says("what is clare's law")
    assert "Clare" in texter.last.text
    as_sent(texter)


async def test_a_whole_report_is_stored_read_by_the_right_team_alone_and_answered(
    texter: Texter, person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    words = f"he took my card zq{texter.double.name}quokka"
    before = await inboxes.all_ids()
    await texter.begins("hello")
    await fill_in(texter, by_text({**ANONYMOUS, "what_happened": Type(words)}))
    assert "Your report is stored." in texter.last.text
    assert "anyone who sees your phone can see it" in (await texter.reads_on()).text
    receipt = receipt_in(await texter.says("LIST"))
    after = await inboxes.all_ids()
    (report,) = after["daisu"] - before["daisu"]
    assert {team for team in TEAMS if after[team] != before[team]} == {"daisu"}
    assert (await inboxes.run("open", "mash", report))[0] != 0
    assert words in (await inboxes.run("open", "daisu", report))[1]
    assert words.encode() not in stack.everything_written()
    await inboxes.run("reply", "daisu", report, "--text", "We believe you.", "--yes")
    status, body = await person.comes_back(receipt)  # on the page
    assert (status, body["replies"][0]["text"]) == (200, "We believe you.")
    as_sent(texter)


def receipt_in(shown: Texts) -> str:
    """The shopping list, as it would be copied from between what stands around it."""
    return shown.text.removeprefix(TEXTING.opening).partition(TEXTING.receipt_shown.split(",")[0])[0].strip()


async def test_danger_is_answered_at_every_question_and_the_report_goes_on(texter: Texter, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    await texter.begins("hello")
    await begin(texter)
    for step in by_text(named("call my sister", "after dark")).values():
        asked = list((await texter.reads_on()).choices)
        await in_danger(texter)
        assert list((await texter.reads_on()).choices) == [CARRY_ON, *asked]
        await take(texter, step)
    assert "Your report is stored." in texter.last.text
    assert len(await inboxes.ids("daisu") - before) == 1
    as_sent(texter)


async def in_danger(texter: Texter, *, replies: int = 1) -> None:
    await texter.says(DANGER, replies=replies, until=CARRY_ON)
    assert "call 999" in texter.last.each[0]
    assert "press 55" in texter.last.each[0]


async def test_danger_is_answered_as_the_first_message_ever_and_can_be_carried_on_with(texter: Texter) -> None:
    await in_danger(texter, replies=2)
    assert TOLD in texter.last.each[-1]
    await texter.chooses(CARRY_ON)
    assert texter.last.text
    as_sent(texter)


@pytest.mark.parametrize("word", ["Exit.", ". ."])
async def test_who_leaves_in_the_middle_leaves_nothing_and_begins_anew(
    texter: Texter, inboxes: Inboxes, word: str
) -> None:
    before = await inboxes.all_ids()
    await texter.begins("hello")
    await fill_in(texter, by_text(ANONYMOUS), until="relationship")
    stranger = (await texter.reads_on()).choices["Stranger"]
    assert (await texter.says(word)).text.startswith(LEFT)
    again = await texter.begins(stranger)
    assert TOLD in again.text
    assert "I want to report something" in again.text
    assert "Is it still going on?" not in again.text
    assert await inboxes.all_ids() == before


async def test_a_word_that_the_provider_takes_for_no_more_is_answered_with_nothing(texter: Texter) -> None:
    await texter.begins("hello")
    await begin(texter)
    before = len(texter.inbox)
    for text in ("STOP", "hello"):
        assert await texter.delivers(texter.writes(text)) in TAKEN
    left = [] if "STOP" in texter.double.opt_outs else [True]
    since = await texter.hears(before, replies=len(left) + 2)
    assert [text.startswith(LEFT) for text in since.each] == [*left, False, False]


async def test_a_message_that_comes_again_or_from_somebody_else_changes_nothing(texter: Texter) -> None:
    double = texter.double
    await texter.begins("hello")
    await begin(texter)
    await texter.reads_on()
    chosen = texter.writes(texter.last.choices["Spiking"])
    before = len(texter.inbox)
    assert [await texter.delivers(chosen) in TAKEN for _ in range(3)] == [True, True, True]
    forged = texter.writes("exit")
    for _, call in islice(altered(forged, double.signature, body_too=double.is_body_signed), 0, None, 25):
        assert await texter.delivers(call) == 403
    texter.last = await texter.hears(before)
    await texter.says(texter.last.choices["Someone else"], until=WHAT_HAPPENED)
    asked, asked_next = texter.inbox[before:]  # what came of the others would be between or before
    assert "Who are you reporting for?" in asked
    assert WHAT_HAPPENED in asked_next


async def test_danger_is_answered_while_rasa_is_down_and_the_report_goes_on_afterwards(
    new_texter: Callable[[str], Texter], stack: Stack
) -> None:
    reporting = [new_texter(double.name) for double in DOUBLES]
    await asyncio.gather(*map(until_relationship, reporting))
    await stack.kill("Rasa")
    try:
        await asyncio.gather(*map(without_rasa, reporting))
        await asyncio.gather(*(in_danger(new_texter(double.name), replies=2) for double in DOUBLES))
    finally:
        await stack.start("Rasa")
    for texter in reporting:
        assert "Is it still going on?" in (await texter.chooses("Stranger")).text
        as_sent(texter)


async def until_relationship(texter: Texter) -> None:
    await texter.begins("hello")
    await fill_in(texter, by_text(ANONYMOUS), until="relationship")


async def without_rasa(texter: Texter) -> None:
    fallback = (await texter.chooses("Stranger")).text
    assert "Something went wrong here." in fallback
    assert "call 999" in fallback
    await in_danger(texter)
