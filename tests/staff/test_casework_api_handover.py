"""A report goes to another team: that team has it whole, she notices nothing, and nobody learns who else has it."""

from __future__ import annotations

import base64
from typing import Any

import pyrage
import pytest
from sqlalchemy import func, select

from actions import receipts
from actions.additions import add
from actions.casework.handover import RULE
from actions.casework.unchanged import digest_of
from actions.database.tables import Addition, Casework, Delivery, KeyToDestroy, Reply
from actions.locking import CannotUnlockError, Place
from actions.withdrawal import withdraw
from gateway.receipts import Receipt
from staff.who import Role
from tests.actions.back import LATER, adding
from tests.staff.casework_kit import handover, read_part, recipient, sealed_for
from tests.staff.kit import NO_REPORT, Staffroom, sealed_reply
from tests.staff.people_kit import Hire, Person

RECEIPT = Receipt("words of receipt 1")
PSD = "professional_standards"


async def opened(room: Staffroom, team: str = "daisu", **answers: Any) -> str:
    """A report that the team has read, with its contact details not opened."""
    report = await room.report(team, **answers)
    assert (await room.client.get(f"/api/reports/{report}", headers=await room.headers(team))).status == 200
    return report


async def hands_over(room: Staffroom, report: str, body: dict[str, Any], team: str = "daisu") -> tuple[int, Any]:
    """What handing over answers to the team's key."""
    path, headers = f"/api/reports/{report}", await room.headers(team)
    body.setdefault("was", await account_digest(room, team, report))
    answer = await room.client.post(f"{path}/hand-over", json=body, headers=headers)
    await room.office.deliver()
    return answer.status, None if answer.status == 204 else await answer.json()


async def account_digest(room: Staffroom, team: str, report: str) -> str:
    """The account as the team has it, taken from the database; of no account when it has none."""
    async with room.office.sessions() as session:
        own = await session.get(Delivery, (report, team))
    if own is None:
        return "0" * 64
    return digest_of(await room.office.report_keys.unlock_one(Place(report, team, "account"), own.account))


async def progress(room: Staffroom) -> receipts.Progress:
    """What she sees with her receipt."""
    intake = room.office.intake
    found = await receipts.open_receipt(intake.sessions, intake.report_keys, intake.receipt_secret, RECEIPT.lookup)
    assert found is not None
    return found


async def taken(room: Staffroom, team: str, report: str) -> dict[str, Any]:
    """The report as the team opens it."""
    answer = await room.client.get(f"/api/reports/{report}", headers=await room.headers(team))
    assert answer.status == 200
    found: dict[str, Any] = await answer.json()
    return found


async def line(room: Staffroom, team: str, report: str) -> dict[str, Any]:
    """Its line in the team's list."""
    listed = await (await room.client.get("/api/reports", headers=await room.headers(team))).json()
    found: dict[str, Any] = next(each for each in listed["reports"] if each["id"] == report)
    return found


async def test_the_other_team_has_it_whole_and_ours_is_closed(room: Staffroom) -> None:
    report = await opened(room)
    assert await hands_over(room, report, handover(room.office, "mash")) == (204, None)
    theirs = await line(room, "mash", report)
    assert (theirs["status"], theirs["rule"], theirs["due"]) == ("received", RULE, "2025-11-25T18:00Z")
    found = await taken(room, "mash", report)
    assert read_part(room.office, "mash", found["account"]) == {"account": "handed over"}
    ours = await line(room, "daisu", report)
    assert (ours["status"], ours["outcome"]) == ("closed", "handed_over")
    assert ("handed over", report) in await room.audit("daisu")


async def test_she_sees_how_far_it_is_and_nothing_more_and_can_still_be_answered(room: Staffroom) -> None:
    report = await opened(room)
    before = await progress(room)
    await hands_over(room, report, handover(room.office, "mash"))
    assert await progress(room) == before
    await taken(room, "mash", report)
    headers = await room.headers("mash")
    reply = sealed_reply("We have it now.", RECEIPT.recipient)
    assert (await room.client.post(f"/api/reports/{report}/replies", json=reply, headers=headers)).status == 204
    (answered,) = (await progress(room)).replies
    assert RECEIPT.open(base64.b64encode(answered.sealed.data).decode()) == "We have it now."
    await add(room.office.intake, adding_to(room))
    assert (await line(room, "mash", report))["added"] is True


def adding_to(room: Staffroom) -> Any:
    """Something she adds."""
    made = adding(room.office)
    words = room.office.words("added", LATER, RECEIPT.lookup)
    return type(made)(RECEIPT.lookup, made.submission, words, {})


async def test_handing_over_twice_and_to_a_team_that_has_it_changes_nothing_of_theirs_and_says_nothing(
    room: Staffroom,
) -> None:
    report = await opened(room, children_affected="yes")
    theirs = await taken(room, "mash", report)
    for _ in range(2):
        assert await hands_over(room, report, handover(room.office, "mash")) == (204, None)
    again = await taken(room, "mash", report)
    assert (again["account"], again["rule"]) == (theirs["account"], theirs["rule"])
    assert [event for event, _ in await room.audit("daisu")].count("handed over") == 1


async def test_contact_that_was_never_opened_here_stays_and_their_copy_says_so(room: Staffroom) -> None:
    report = await opened(room)
    await hands_over(room, report, handover(room.office, "mash", contact=None))
    answer = await room.client.post(
        f"/api/reports/{report}/contact", json={"reason": "life_at_risk"}, headers=await room.headers("mash")
    )
    contact = read_part(room.office, "mash", (await answer.json())["contact"])
    assert (contact["report"], contact["team"]["id"], contact["part"]) == (report, "mash", "contact")
    assert (contact["be_contacted"], contact["not_handed_over"]) == (False, True)


async def test_what_she_added_goes_along_and_what_was_not_read_yet_stops_it(room: Staffroom) -> None:
    report = await opened(room)
    await add(room.office.intake, adding_to(room))
    assert (await hands_over(room, report, handover(room.office, "mash")))[0] == 409
    await taken(room, "daisu", report)
    assert (await hands_over(room, report, handover(room.office, "mash")))[0] == 409
    assert await hands_over(room, report, handover(room.office, "mash", additions=["more"])) == (204, None)
    found = await taken(room, "mash", report)
    assert [read_part(room.office, "mash", each) for each in found["additions"]] == ["more"]


async def test_a_report_nobody_has_read_and_one_she_took_back_are_not_handed_over(room: Staffroom) -> None:
    report = await room.report("daisu")
    status, problem = await hands_over(room, report, handover(room.office, "mash"))
    assert (status, problem["detail"]) == (409, "Open the report first, so that you know what you hand over.")
    await taken(room, "daisu", report)
    await withdraw(room.office.intake, RECEIPT.lookup)
    status, problem = await hands_over(room, report, handover(room.office, "mash"))
    assert (status, problem["detail"]) == (409, "The person took this report back. It cannot be handed over.")


@pytest.mark.parametrize("readers", [("mash",), ("mash", "recovery", "daisu"), ()])
async def test_a_part_sealed_to_fewer_or_more_than_two_is_refused(room: Staffroom, readers: tuple[str, ...]) -> None:
    report = await opened(room)
    keys = [pyrage.x25519.Recipient.from_str(recipient(room.office, each)) for each in readers]
    sealed = pyrage.encrypt(b"x" * 64, keys) if keys else b"in the clear"
    body = {**handover(room.office, "mash"), "account": base64.b64encode(sealed).decode()}
    status, problem = await hands_over(room, report, body)
    assert (status, problem["field"]) == (400, "account")


async def test_to_professional_standards_it_goes_whole_and_nothing_stays(room: Staffroom) -> None:
    report = await opened(room)
    reply = sealed_reply("We have it.", RECEIPT.recipient)
    headers = await room.headers("daisu")
    await room.client.post(f"/api/reports/{report}/replies", json=reply, headers=headers)
    assessment = {"sealed": sealed_for(room.office, "daisu", "x"), "was": None}
    assert (await room.client.put(f"/api/reports/{report}/assessment", json=assessment, headers=headers)).status == 204
    before = await progress(room)
    own = await copy_of(room, report, "daisu")
    status, problem = await hands_over(room, report, handover(room.office, PSD, contact=None))
    assert (status, problem["detail"][:31]) == (409, "Open the contact details first:")
    assert await hands_over(room, report, handover(room.office, PSD)) == (204, None)
    assert await progress(room) == before
    for method, path in (("GET", ""), ("POST", "/close"), ("POST", "/recusal")):
        theirs = await room.client.request(method, f"/api/reports/{report}{path}", headers=headers)
        none = await room.client.request(method, f"/api/reports/{NO_REPORT}{path}", headers=headers)
        assert (theirs.status, await theirs.read()) == (none.status, await none.read())
    assert await room.ids("daisu") == set()
    assert (await hands_over(room, report, handover(room.office, PSD)))[0] == 404
    for part in ("account", "contact"):
        with pytest.raises(CannotUnlockError):
            await room.office.report_keys.unlock_one(Place(report, "daisu", part), getattr(own, part))
    async with room.office.sessions() as session:
        for table in (Delivery, Addition, Reply, Casework):
            assert await session.scalar(select(func.count()).where(table.team == "daisu")) == 0
        assert await session.scalar(select(func.count()).select_from(KeyToDestroy)) == 0
    assert ("kept", report) in await room.audit("daisu")


async def copy_of(room: Staffroom, report: str, team: str) -> Delivery:
    """The stored copy."""
    async with room.office.sessions() as session:
        return await session.get_one(Delivery, (report, team))


async def test_a_report_that_was_read_before_it_went_is_not_said_to_be_erased_unread(room: Staffroom) -> None:
    report = await opened(room)
    await hands_over(room, report, handover(room.office, PSD))
    withdrawn = await withdraw(room.office.intake, RECEIPT.lookup)
    assert withdrawn is not None
    assert withdrawn.erased is False
    assert await room.ids(PSD) == {report}


async def test_from_professional_standards_only_a_lead_hands_over_who_confirms_it(room: Staffroom, hire: Hire) -> None:
    report = await opened(room, PSD, about_police="yes")
    lead, member = await hire("lead", Role.LEAD, PSD), await hire("member", Role.MEMBER, PSD)
    was = await account_digest(room, PSD, report)
    path, body = f"/api/reports/{report}/hand-over", handover(room.office, "daisu", was=was)

    async def tries(person: Person, **more: Any) -> int:
        return (await person.asks("POST", path, json=body | more)).status

    for person in (member, lead):
        await person.signs_in()
    assert await tries(member, confirm=True) == 409
    assert await tries(lead) == 409
    assert await room.ids("daisu") == set()
    assert await tries(lead, confirm=True) == 204
    await room.office.deliver()
    assert await room.ids("daisu") == {report}
