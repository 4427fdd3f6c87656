"""What a person writes is read: it fills in later questions, names the police, and may say who she is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, Press, Step, Type, answer, begin, fill_in, named

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

OFFICER = "He keeps my bank card. He is a sergeant, so nobody will listen."
VISIT = "He keeps my bank card. A police officer came to the house about the noise."
MENTIONED = "You mentioned the police. We will send this to the team that looks into police, not to a local team."
PLAIN_QUESTION = "Is the person responsible a police officer or police staff?"


def telling(account: str) -> Mapping[str, Step]:
    """An anonymous report with this account, and no to the question about police."""
    return {**ANONYMOUS, "what_happened": Type(account)}


async def receivers(inboxes: Inboxes, before: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The teams with new reports, and which."""
    after = await inboxes.all_ids()
    return {team: after[team] - before[team] for team in after if after[team] != before[team]}


async def test_an_officer_named_only_in_the_account_is_reported_to_professional_standards_alone(
    person: Person, inboxes: Inboxes
) -> None:
    before = await inboxes.all_ids()
    steps = telling(OFFICER)
    contact = await fill_in(person, steps, until="contact")
    assert contact.text.index("Crimestoppers") < contact.text.index("may the Professional Standards team")
    check = await answer(person, steps, start="contact", until="checked")
    assert MENTIONED in check.text
    sent = await answer(person, steps, start="checked")
    assert "It goes only to the Professional Standards team." in sent.text
    assert [*await receivers(inboxes, before)] == ["professional_standards"]


async def test_an_officer_named_at_the_last_question_changes_who_receives_the_report(
    person: Person, inboxes: Inboxes
) -> None:
    before = await inboxes.all_ids()
    await fill_in(person, ANONYMOUS, until="needs")
    contact = await person.says("No calls please, my husband works for Herts police")
    assert "may the Professional Standards team contact you?" in contact.text
    await person.chooses("Keep my answer: No, I want to stay anonymous")
    assert MENTIONED in person.last.text
    await answer(person, ANONYMOUS, start="checked")
    assert [*await receivers(inboxes, before)] == ["professional_standards"]


async def test_only_a_plain_no_sends_a_report_that_names_an_officer_to_a_local_team(
    person: Person, inboxes: Inboxes
) -> None:
    before = await inboxes.all_ids()
    steps = telling(OFFICER)
    await fill_in(person, steps, until="checked")
    asked = await person.chooses("This is not about someone in the police")
    assert PLAIN_QUESTION in asked.text
    await person.chooses("No")
    await person.chooses("Keep my answer: No, I want to stay anonymous")
    assert MENTIONED not in person.last.text
    await answer(person, steps, start="checked")
    assert [*await receivers(inboxes, before)] == ["daisu"]


@pytest.mark.parametrize(("plainly", "team"), [("No", "daisu"), ("Yes", "professional_standards")])
async def test_police_who_may_only_have_come_to_help_are_asked_about_plainly(
    person: Person, inboxes: Inboxes, plainly: str, team: str
) -> None:
    before = await inboxes.all_ids()
    steps = telling(VISIT)
    asked = await fill_in(person, steps, until="contact")
    assert PLAIN_QUESTION in asked.text
    await person.chooses(plainly)
    await answer(person, steps, start="contact")
    assert "stored" in person.last.text
    assert [*await receivers(inboxes, before)] == [team]


async def test_a_mention_that_is_taken_back_sends_the_report_where_it_belongs(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    steps = telling(OFFICER)
    await fill_in(person, steps, until="checked")
    await person.chooses("Change: What happened")
    await person.says("He keeps my bank card.")
    assert MENTIONED not in person.last.text
    await answer(person, steps, start="checked")
    assert [*await receivers(inboxes, before)] == ["daisu"]


async def test_what_she_removes_is_not_in_what_the_team_opens_and_what_she_keeps_is(
    person: Person, inboxes: Inboxes
) -> None:
    before = await inboxes.all_ids()
    steps = telling(
        "Last year he put my number 07700 900123 on a website. My name is Agnes Quill. He moved to AL1 3JE."
    )
    asked = await fill_in(person, steps, until="checked")
    assert "a phone number:\n\n07700 900123" in asked.text
    shown = await person.chooses("Remove it")
    assert "Last year he put my number [removed] on a website." in shown.text
    assert "Agnes Quill" in shown.text
    await person.chooses("Remove it")
    check = await person.chooses("Keep it")
    assert "Check your answers." in check.text
    assert "Last year he put my number [removed] on a website. My name is [removed]. He moved to AL1 3JE." in check.text
    assert "We can miss some." in check.text
    await answer(person, steps, start="checked")
    ((team, (report,)),) = (await receivers(inboxes, before)).items()
    _, opened = await inboxes.run("open", team, report)
    assert "Last year he put my number [removed] on a website." in opened
    assert "AL1 3JE" in opened
    assert "900123" not in opened
    assert "Quill" not in opened


async def test_nobody_who_gives_a_way_to_be_reached_is_asked_to_remove_details(person: Person) -> None:
    steps = {
        **named("07700 900123", "any evening"),
        "what_happened": Type("Last year he put 07700 900456 on a website."),
    }
    check = await fill_in(person, steps, until="checked")
    assert "Check your answers." in check.text
    assert "900456" in check.text


async def test_what_she_told_before_is_offered_used_and_corrected(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    await person.says("I want to report my ex husband, he shouted at me in Watford last night")
    await begin(person)
    when = await answer(
        person, {**ANONYMOUS, "what_happened": Type("He would not leave me alone.")}, until="when_happened"
    )
    use = next(title for title in when.choices if title.startswith("Use this: last night ("))
    assert "You told us: “last night (" in when.text
    where = await person.chooses(use)
    assert "You told us: “Watford”. Is that right?" in where.text
    await person.says("outside my gym in Hatfield")
    assert "Use this: my ex husband" in person.last.choices
    await person.says("Him, my ex")
    await person.chooses("Use this: Ex-partner")
    check = await answer(person, ANONYMOUS, start="still_happening", until="checked")
    assert "When it happened: last night (" in check.text
    assert "Where it happened: outside my gym in Hatfield" in check.text
    assert "Their link to the person harmed: Ex-partner" in check.text
    await answer(person, ANONYMOUS, start="checked")
    ((_, (report,)), *_) = (await receivers(inboxes, before)).items()
    _, opened = await inboxes.run("open", "daisu", report)
    assert "outside my gym in Hatfield" in opened
    assert "Watford" not in opened


async def test_what_is_only_offered_is_never_in_the_report(person: Person, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    await person.says("something happened in Hitchin, I want to report it")
    await begin(person)
    await answer(person, {**ANONYMOUS, "where_happened": Press("Skip this question")})
    ((team, (report,)),) = (await receivers(inboxes, before)).items()
    assert "Hitchin" not in (await inboxes.run("open", team, report))[1]
