"""Only the right team can open a report, and it reads what the reporter said."""

from __future__ import annotations

import base64
import json

import pyrage
import pytest
from sqlalchemy import select

from actions.database.tables import ReportRow
from actions.refusal import RefusedError
from actions.sealing import CannotOpenError, unseal
from tests.actions.kit import CANARY, REPORTER, ROUTING, SUBMISSION, Office, account_of, opened, sealed_copies

OTHER = "fedcba9876543210" * 2


async def test_each_teams_copy_opens_with_its_own_key_and_the_recovery_key_alone(office: Office) -> None:
    await office.submit(children_affected="yes", relationship="ex_partner")
    copies = await sealed_copies(office)
    assert len(copies) > 1
    for copy in copies:
        for team in (*ROUTING.teams, "recovery"):
            for part in (copy.account, copy.contact):
                if team in {copy.team, "recovery"}:
                    assert opened(part, office.identity(team))["team"]["id"] == copy.team
                else:
                    with pytest.raises(CannotOpenError):
                        unseal(part, office.identity(team))


async def test_a_teams_copy_names_no_other_team(office: Office) -> None:
    await office.submit(children_affected="yes", relationship="ex_partner")
    for copy in await sealed_copies(office):
        shown = json.dumps(account_of(office, copy))
        others = {*ROUTING.teams} - {copy.team}
        rules = {rule.name for rule in ROUTING.rules if rule.team in others}
        assert not [each for each in (*rules, *(ROUTING.teams[team].name for team in others)) if each in shown]


async def test_every_copy_has_the_same_shape_however_many_teams_receive_it(office: Office) -> None:
    await office.submit(children_affected="yes", relationship="ex_partner")
    copies = await sealed_copies(office)
    assert {copy.account.data.count(b"-> X25519 ") for copy in copies} == {2}
    assert len({len(unseal(copy.account, office.identity("recovery"))) for copy in copies}) == 1


async def test_a_report_reads_as_the_reporter_saw_it(office: Office) -> None:
    await office.submit(when_happened=office.words("when_happened", "every winter — “sometimes”"))
    (copy,) = await sealed_copies(office)
    account = account_of(office, copy)
    assert account["report"] == copy.report_id
    assert account["received"] == "2025-11-25T14:00Z"
    assert account["part"] == "account"
    assert account["team"]["name"] == ROUTING.teams["daisu"].name
    assert account["routing"] == {"version": ROUTING.version, "rule": copy.rule}
    told = {answer["slot"]: answer for answer in account["answers"]}
    assert told["report_kind"] == {
        "slot": "report_kind",
        "question": "Label of report_kind",
        "answer": "Title of domestic_abuse",
        "choice": "domestic_abuse",
    }
    assert told["when_happened"]["own_words"] == "every winter — “sometimes”"
    assert told["what_happened"]["own_words"] == f"{CANARY} in what_happened"
    assert account["not_answered"] == ["Label of adult_at_risk"]


async def test_every_account_says_inside_what_replies_are_sealed_to_and_no_contact_does(office: Office) -> None:
    await office.submit(children_affected="yes")
    copies = await sealed_copies(office)
    assert len(copies) > 1
    for copy in copies:
        assert account_of(office, copy)["reply_to"] == str(REPORTER.to_public())
        assert "age1" not in unseal(copy.contact, office.identity(copy.team)).decode()


async def test_a_report_is_readable_text_after_age_d(office: Office) -> None:
    await office.submit()
    (copy,) = await sealed_copies(office)
    text = unseal(copy.account, office.identity("daisu")).decode()
    assert text.startswith('{\n  "heard": 1,\n  "report": ')
    assert text.rstrip(" ").endswith("}\n")
    assert copy.account.data.startswith(b"age-encryption.org/v1\n")


async def test_characters_that_steer_a_terminal_are_shown_and_not_obeyed(office: Office) -> None:
    steering = "\x1b[2J\x9b2J\u202e\u2066end"
    await office.submit(what_happened=office.words("what_happened", steering))
    (copy,) = await sealed_copies(office)
    raw = unseal(copy.account, office.identity("daisu")).decode()
    assert not set(raw) & set("\x1b\x9b\u202e\u2066")
    assert steering in {answer.get("own_words") for answer in account_of(office, copy)["answers"]}


@pytest.mark.parametrize("answer", ["yes", "not_sure", "YES", "maybe", "sealed"])
async def test_a_report_about_an_officer_goes_to_professional_standards_alone(office: Office, answer: str) -> None:
    told = office.words("about_police", "he is a sergeant") if answer == "sealed" else answer
    await office.submit(about_police=told, children_affected="yes")
    assert [copy.team for copy in await sealed_copies(office)] == ["professional_standards"]


@pytest.mark.parametrize("mention", ["unclear", "responsible", "Responsible", "maybe", "sealed"])
async def test_a_report_that_mentions_the_police_goes_to_professional_standards_alone(
    office: Office, mention: str
) -> None:
    flag = office.words("police_mention", "none") if mention == "sealed" else mention
    await office.submit(about_police="no", police_mention=flag, police_confirmed="not_asked", children_affected="yes")
    assert [copy.team for copy in await sealed_copies(office)] == ["professional_standards"]


@pytest.mark.parametrize("confirmed", ["yes", "not_sure", "No", "sealed"])
async def test_only_a_plain_no_undoes_a_mention_of_the_police(office: Office, confirmed: str) -> None:
    answer = office.words("police_confirmed", "no") if confirmed == "sealed" else confirmed
    await office.submit(about_police="no", police_mention="unclear", police_confirmed=answer)
    assert [copy.team for copy in await sealed_copies(office)] == ["professional_standards"]


async def test_a_plain_no_sends_a_report_that_mentions_the_police_where_it_belongs(office: Office) -> None:
    await office.submit(about_police="no", police_mention="responsible", police_confirmed="no")
    assert [copy.team for copy in await sealed_copies(office)] == ["daisu"]


async def test_no_team_reads_how_the_police_were_mentioned(office: Office) -> None:
    await office.submit(about_police="no", police_mention="responsible", police_confirmed="no")
    (copy,) = await sealed_copies(office)
    assert "police_mention" not in json.dumps(account_of(office, copy))


async def test_a_report_that_no_rule_takes_goes_to_triage(office: Office) -> None:
    nothing = dict.fromkeys(ROUTING.answers, "skipped")
    await office.submit(**nothing)
    assert [copy.team for copy in await sealed_copies(office)] == [ROUTING.fallback]


async def test_an_unknown_choice_is_left_out_and_decides_nothing(office: Office) -> None:
    await office.submit(report_kind=f"stalking {CANARY}", relationship="Some Body", still_happening=7)
    (copy,) = await sealed_copies(office)
    account = account_of(office, copy)
    assert not {"report_kind", "relationship", "still_happening"} & {answer["slot"] for answer in account["answers"]}


async def test_a_choice_that_is_no_longer_asked_is_told_and_decides_nothing(office: Office) -> None:
    await office.submit(report_kind="an_old_kind", contact="an_old_way", relationship="skipped")
    (copy,) = await sealed_copies(office)
    (told,) = (answer for answer in account_of(office, copy)["answers"] if answer["slot"] == "report_kind")
    assert told["own_words"] == "(answered an_old_kind, which is no longer asked)"
    assert copy.team == ROUTING.fallback
    assert opened(copy.contact, office.identity(copy.team))["be_contacted"] is False


async def test_free_text_cannot_choose_the_team(office: Office) -> None:
    await office.submit(report_kind=office.words("report_kind", "stalking_harassment"), relationship="skipped")
    assert [copy.team for copy in await sealed_copies(office)] == [ROUTING.fallback]


async def test_free_text_that_nobody_sealed_is_refused_and_not_lost(office: Office) -> None:
    with pytest.raises(RefusedError, match=r"^The answer in what_happened is not sealed\.$"):
        await office.submit(what_happened=CANARY)


async def test_an_envelope_from_another_question_is_refused(office: Office) -> None:
    with pytest.raises(RefusedError, match="sealed for another place"):
        await office.submit(who_did_it=office.words("what_happened", "moved"))


async def test_an_envelope_from_another_conversation_is_refused(office: Office) -> None:
    with pytest.raises(RefusedError, match="sealed for another place"):
        await office.submit(what_happened=office.words("what_happened", "moved", OTHER))


async def test_an_envelope_for_another_key_is_refused(office: Office) -> None:
    key = pyrage.x25519.Identity.generate().to_public()
    letter = json.dumps({"slot": "needs", "conversation": SUBMISSION, "text": "?"}).encode()
    foreign = "sealed:" + base64.b64encode(pyrage.encrypt(letter, [key])).decode()
    with pytest.raises(RefusedError, match="cannot be opened"):
        await office.submit(needs=foreign)


@pytest.mark.parametrize("letter", [[], "text", None, {}, {"slot": "needs", "conversation": SUBMISSION, "text": 3}])
async def test_an_envelope_that_holds_something_else_is_refused(office: Office, letter: object) -> None:
    with pytest.raises(RefusedError):
        await office.submit(needs=office.envelope(letter))


@pytest.mark.parametrize("value", ["sealed:", "sealed:!", "sealed:YWdl", "sealed:é"])
async def test_something_that_is_no_envelope_is_refused(office: Office, value: str) -> None:
    with pytest.raises(RefusedError, match="cannot be opened"):
        await office.submit(needs=value)


async def test_half_of_a_broken_emoji_does_not_stop_a_report(office: Office) -> None:
    await office.submit(needs=office.words("needs", "signing \ud83d please"))
    assert len(await sealed_copies(office)) == 1


async def test_an_envelope_with_only_spaces_is_no_answer(office: Office) -> None:
    await office.submit(needs=office.words("needs", " \n"))
    (copy,) = await sealed_copies(office)
    assert "Label of needs" in account_of(office, copy)["not_answered"]


async def test_report_ids_are_random_and_the_hour_is_all_that_is_kept_of_the_time(office: Office) -> None:
    await office.submit()
    await office.submit(OTHER, "cd" * 32)
    async with office.sessions() as session:
        rows = (await session.scalars(select(ReportRow))).all()
    ids = {row.id for row in rows}
    assert len(ids) == 2
    assert all(len(bytes.fromhex(each)) == 16 for each in ids)
    assert {row.received.isoformat() for row in rows} == {"2025-11-25T14:00:00+00:00"}
