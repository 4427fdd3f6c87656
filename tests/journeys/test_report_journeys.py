"""People who report, from the first word to the team that opens it."""

from __future__ import annotations

import pytest

from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, Press, Type, answer, begin, fill_in, named, receipt_in, take
from tests.journeys.spooling import no_spool
from tests.journeys.stack import TEAMS, Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

DANGER = "help me he is outside with a knife and he says he will kill me"


async def test_an_anonymous_report_is_opened_by_daisu_and_by_nobody_else(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    sent = await fill_in(person, ANONYMOUS)
    assert "stored" in sent.text
    assert len(receipt_in(sent).split()) == 9
    after = await inboxes.all_ids()
    (report,) = after["daisu"] - before["daisu"]
    assert {team for team in TEAMS if report in after[team]} == {"daisu"}
    code, opened = await inboxes.run_as_process("open", "daisu", report)
    assert code == 0
    assert "he has kept my bank card" in opened
    for team in set(TEAMS) - {"daisu"}:
        refused = await inboxes.run("open", team, report)
        assert refused == await inboxes.run("open", team, "0" * len(report))
        assert refused[0] != 0


async def test_a_report_about_an_officer_reaches_professional_standards_alone(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    steps = {**ANONYMOUS, "about_police": Press("Yes"), "children_affected": Press("Yes")}
    reply = await fill_in(person, steps, until="contact")
    assert reply.text.index("Crimestoppers") < reply.text.index("may the Professional Standards team")
    assert "Professional Standards" in (await answer(person, steps, start="contact")).text
    after = await inboxes.all_ids()
    assert {team: len(after[team] - before[team]) for team in TEAMS if after[team] != before[team]} == {
        "professional_standards": 1
    }


async def test_a_third_party_report_tells_the_team_who_may_be_called_and_when(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    steps = named("ring the school office", "weekdays before three")
    steps |= {
        "report_for": Press("Someone else"),
        "what_happened": Type("A girl in my class often has bruises and says she fell."),
        "report_kind": Press("Harm to a child"),
        "children_affected": Press("Yes"),
        "who_did_it": Press("Skip this question"),
    }
    sent = await fill_in(person, steps)
    assert "stored" in sent.text
    (report,) = (await inboxes.ids("mash")) - before["mash"]
    _, opened = await inboxes.run("open", "mash", report)
    assert "Someone else" in opened
    assert "ring the school office" not in opened
    _, contact = await inboxes.run("contact", "mash", report, "--reason", "agreed")
    assert "ring the school office" in contact
    assert "weekdays before three" in contact


async def test_who_refuses_police_contact_can_still_be_referred_and_the_team_reads_both(
    person: Person, inboxes: Inboxes
) -> None:
    before = await inboxes.ids("daisu")
    steps = named("ring my sister", "after dark") | {"consent_contact": Press("No, do not contact me")}
    asked = await fill_in(person, steps, until="consent_refer")
    assert "Police may not use them to contact me." in asked.text
    await answer(person, steps, start="consent_refer")
    (report,) = await inboxes.ids("daisu") - before
    _, opened = await inboxes.run("open", "daisu", report)
    _, contact = await inboxes.run("contact", "daisu", report, "--reason", "referral")
    assert "The police may not contact them." in contact
    assert "ring my sister" in contact
    assert "Being contacted by the police: no, wording contact@1" in opened
    assert "Being referred to a support service: yes, wording refer_only@1" in opened


@pytest.mark.parametrize("step", ["consent_share", "send"])
async def test_a_refused_consent_keeps_nothing_and_offers_support(
    person: Person, stack: Stack, inboxes: Inboxes, step: str
) -> None:
    before = await inboxes.all_ids()
    await fill_in(person, ANONYMOUS, until=step)
    reply = await person.chooses("No, do not keep it")
    assert "nothing was kept" in reply.text
    assert "999" in reply.text
    assert await inboxes.all_ids() == before
    assert "What kind of thing" in (await begin(person)).text


async def test_danger_is_answered_at_every_question_and_the_report_goes_on(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    await begin(person)
    for step in named("call my sister", "after dark").values():
        question = person.last.messages[-1]["text"]
        reply = await person.says(DANGER)
        assert reply.alert == "danger"
        assert "999" in reply.messages[0]["text"]
        assert reply.messages[-1]["text"] == question
        await take(person, step)
    assert "stored" in person.last.text
    assert len(await inboxes.ids("daisu") - before) == 1


async def test_words_that_sounded_like_danger_can_be_used_all_the_same(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    await fill_in(person, ANONYMOUS, until="what_happened")
    assert (await person.says(DANGER)).alert == "danger"
    carry_on = next(title for title in person.last.choices if "carry on" in title.lower())
    assert "When did it happen?" in (await person.chooses(carry_on)).text
    await answer(person, ANONYMOUS, start="when_happened")
    (report,) = await inboxes.ids("daisu") - before
    assert DANGER in (await inboxes.run("open", "daisu", report))[1]


async def test_an_answer_can_be_changed_before_it_is_sent(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    reply = await fill_in(person, ANONYMOUS, until="checked")
    assert "he has kept my bank card" in reply.text
    change = next(title for title in reply.choices if "who did it" in title.lower())
    await person.chooses(change)
    reply = await person.says("My ex-husband")
    assert "My ex-husband" in reply.text
    await answer(person, ANONYMOUS, start="checked")
    (report,) = await inboxes.ids("daisu") - before
    assert "My ex-husband" in (await inboxes.run("open", "daisu", report))[1]


async def test_a_report_that_can_neither_be_sent_nor_wait_is_told_honestly_and_retried_once(
    person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    before = await inboxes.ids("daisu")
    await fill_in(person, ANONYMOUS, until="send")
    await stack.kill("actions")
    with no_spool(stack):
        failed = await person.chooses("Send my report")
        assert "could not confirm" in failed.text
        assert "stored" not in failed.text
        await person.chooses("Try again")
    await stack.start("actions")
    assert await inboxes.ids("daisu") == before
    sent = await person.chooses("Try again")
    assert "stored" in sent.text
    assert len(await inboxes.ids("daisu") - before) == 1


async def test_the_team_replies_and_the_reporter_comes_back_to_read_it(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    receipt = receipt_in(await fill_in(person, ANONYMOUS))
    assert (await person.comes_back(receipt))[1]["status"] == "received"
    (report,) = await inboxes.ids("daisu") - before
    await inboxes.run("open", "daisu", report)
    assert (await person.comes_back(receipt))[1]["status"] == "opened"
    words = "Thank you. You can come in any day."
    code, said = await inboxes.run_as_process("reply", "daisu", report, "--text", words, typed="y\n")
    assert code == 0, said
    status, body = await person.comes_back(receipt.replace(" ", "  ").upper())
    assert status == 200
    assert [reply["text"] for reply in body["replies"]] == [words]
    code, said = await inboxes.run("close", "daisu", report, typed="y\n")
    assert code == 0, said
    assert (await person.comes_back(receipt))[1]["status"] == "closed"
    assert (await person.comes_back("nine words that are nobody's receipt at all"))[0] == 404
