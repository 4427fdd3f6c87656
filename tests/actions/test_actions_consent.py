"""Nothing is stored without consent, and nothing is shared beyond it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select

from actions.answers import AnswerReader
from actions.consent import Consent, ConsentMissingError, read_consent
from actions.database.tables import ReportRow
from actions.refusal import RefusedError
from actions.reports import Report
from actions.sealing import SMALLEST_BUCKET, unseal
from tests.actions.kit import CANARY, NOW, Office, SealedCopy, account_of, opened, sealed_copies, sending

GIVEN: dict[str, object] = {"consent_share": "yes", "consent_wording": "share@1", "send": "yes"}
HOUR = datetime(2025, 11, 25, 14, tzinfo=UTC)


async def only_copy(office: Office) -> SealedCopy:
    """The one copy of the one report."""
    (copy,) = await sealed_copies(office)
    return copy


def nothing_is_opened(_slot: str, _value: str) -> str:
    """Stands where envelopes would be opened."""
    raise AssertionError("an envelope was opened")


@pytest.mark.parametrize(
    "slots",
    [
        {},
        {"consent_share": "yes"},
        GIVEN | {"consent_share": "no"},
        GIVEN | {"consent_share": None},
        GIVEN | {"consent_share": True},
        GIVEN | {"consent_share": "YES"},
        GIVEN | {"consent_share": "skipped"},
        GIVEN | {"consent_wording": None},
        GIVEN | {"consent_wording": ""},
        GIVEN | {"consent_wording": "share"},
        GIVEN | {"consent_wording": "share@"},
        GIVEN | {"consent_wording": "@1"},
        GIVEN | {"consent_wording": "share@1\n"},
        GIVEN | {"consent_wording": 1},
        GIVEN | {"send": "no"},
        GIVEN | {"send": None},
    ],
)
async def test_a_report_without_whole_consent_is_refused(office: Office, slots: dict[str, Any]) -> None:
    nothing: dict[str, Any] = dict.fromkeys(GIVEN)
    with pytest.raises(ConsentMissingError):
        await office.submit(**(nothing | slots))
    async with office.sessions() as session:
        assert (await session.scalars(select(ReportRow))).all() == []


async def test_a_report_without_the_consents_time_is_refused(office: Office) -> None:
    with pytest.raises(ConsentMissingError):
        await office.intake.submit(office.slots(), replace(sending(), at=None))


def test_nothing_is_opened_before_there_is_consent() -> None:
    slots: dict[str, object] = {"consent_contact": "yes", "contact": "sealed:AAAA", "consent_share": "no"}
    with pytest.raises(ConsentMissingError):
        read_consent(slots, NOW, AnswerReader(slots, {}, nothing_is_opened))


@pytest.mark.parametrize(
    "wrong", [{"wording": ""}, {"wording": None}, {"at": None}, {"at": datetime(2025, 11, 25, 14)}]
)
def test_consent_cannot_be_built_without_wording_and_time(wrong: dict[str, Any]) -> None:
    whole: dict[str, Any] = {"wording": "share@1", "at": NOW, "contact": False, "refer": False}
    assert Consent(**whole).at == HOUR
    with pytest.raises(ConsentMissingError):
        Consent(**(whole | wrong))


def test_a_report_cannot_be_built_without_consent() -> None:
    with pytest.raises(TypeError):
        Report("id", HOUR, {}, None, "age1")  # type: ignore[arg-type]


@pytest.mark.parametrize("slots", [{"consent_contact": "yes"}, {"consent_refer": "yes"}])
@pytest.mark.parametrize("wording", [None, "", "refer", "refer@1 "])
async def test_a_use_that_was_agreed_to_without_its_own_wording_is_refused(
    office: Office, slots: dict[str, Any], wording: str | None
) -> None:
    shown = dict.fromkeys((f"{consent}_wording" for consent in slots), wording)
    with pytest.raises(ConsentMissingError):
        await office.submit(**slots, **shown)


@pytest.mark.parametrize(("answer", "agreed"), [("yes", True), ("no", False), ("skipped", False), (None, False)])
async def test_referral_is_agreed_to_separately(office: Office, answer: str | None, agreed: bool) -> None:
    await office.submit(consent_refer=answer)
    account = account_of(office, await only_copy(office))
    assert account["consent"]["be_referred"] is agreed


async def test_consent_is_recorded_with_its_wording_and_hour(office: Office) -> None:
    await office.submit()
    account = account_of(office, await only_copy(office))
    assert account["consent"] == {
        "wording": "share@1",
        "at": "2025-11-25T14:00Z",
        "share_with_police": True,
        "be_contacted": True,
        "contact_wording": "contact@1",
        "be_referred": False,
        "refer_wording": "refer@2",
    }
    async with office.sessions() as session:
        row = (await session.scalars(select(ReportRow))).one()
    assert (row.consent_wording, row.consented) == ("share@1", HOUR)


async def test_contact_details_are_sealed_apart_from_the_account(office: Office) -> None:
    await office.submit()
    copy = await only_copy(office)
    contact = opened(copy.contact, office.identity(copy.team))
    assert contact["be_contacted"] is True
    assert [answer["slot"] for answer in contact["answers"]] == ["contact", "contact_details", "safe_contact"]
    assert contact["answers"][1]["own_words"] == f"{CANARY} in contact_details"
    assert "contact_details" not in str(account_of(office, copy))


@pytest.mark.parametrize(
    "changed",
    [
        {"consent_contact": "no"},
        {"consent_contact": None},
        {"consent_contact": "not_asked"},
        {"contact": "anonymous"},
        {"contact": "skipped"},
        {"contact": "carrier pigeon"},
    ],
)
async def test_without_consent_to_contact_no_contact_detail_is_kept(office: Office, changed: dict[str, Any]) -> None:
    await office.submit(**changed)
    copy = await only_copy(office)
    contact = opened(copy.contact, office.identity(copy.team))
    assert contact["be_contacted"] is False
    assert "answers" not in contact
    assert account_of(office, copy)["consent"]["be_contacted"] is False


async def test_a_use_that_was_not_asked_about_names_no_wording(office: Office) -> None:
    await office.submit(contact="anonymous", consent_contact="not_asked", consent_refer_wording=None)
    consent = account_of(office, await only_copy(office))["consent"]
    assert (consent["contact_wording"], consent["refer_wording"]) == (None, None)


async def test_who_may_only_be_reached_by_a_support_service_can_be(office: Office) -> None:
    await office.submit(consent_contact="no", consent_refer="yes", consent_refer_wording="refer_only@1")
    copy = await only_copy(office)
    contact = opened(copy.contact, office.identity(copy.team))
    assert (contact["be_contacted"], contact["for_referral"]) == (False, True)
    assert contact["answers"][1]["own_words"] == f"{CANARY} in contact_details"
    consent = account_of(office, copy)["consent"]
    assert (consent["be_contacted"], consent["contact_wording"]) == (False, "contact@1")
    assert (consent["be_referred"], consent["refer_wording"]) == (True, "refer_only@1")


async def test_an_anonymous_report_looks_like_any_other_in_the_database(office: Office) -> None:
    await office.submit()
    named = await only_copy(office)
    async with office.sessions.begin() as session:
        await session.execute(delete(ReportRow))
    await office.submit("f" * 32, "cd" * 32, contact="anonymous", contact_details="not_asked", safe_contact="not_asked")
    nameless = await only_copy(office)
    # age adds a line of random length to what it seals; what it seals has one length.
    key = office.identity("recovery")
    assert len(unseal(named.contact, key)) == len(unseal(nameless.contact, key)) == SMALLEST_BUCKET


@pytest.mark.parametrize(
    "missing", [{"submission": None}, {"lookup": None}, {"reply_to": None}, {"reply_to": "age1nonsense"}]
)
async def test_a_report_that_could_be_doubled_or_not_answered_is_refused(
    office: Office, missing: dict[str, str | None]
) -> None:
    with pytest.raises(RefusedError):
        await office.intake.submit(office.slots(), replace(sending(), **missing))  # type: ignore[arg-type]
