"""What a team keeps beside an account: redacted, assessed, and, when two people want it, gone for good."""

from __future__ import annotations

from typing import Any

import pytest

from staff.who import Role
from tests.staff.casework_kit import digest, read_part, sealed_for
from tests.staff.kit import Staffroom
from tests.staff.people_kit import Hire, Person
from tests.staff.test_casework_api import does, people

pytestmark = pytest.mark.usefixtures("room")


def left(room: Staffroom, taken: dict[str, Any], said: str = "something") -> dict[str, Any]:
    """The body that redacts a report as it was taken."""
    was_redacted = digest(taken["redacted"]) if taken["redacted"] else None
    sealed = sealed_for(room.office, "daisu", {"left": said})
    return {"account": sealed, "was": digest(taken["account"]), "was_redacted": was_redacted}


async def taken_by(person: Person, path: str) -> dict[str, Any]:
    """The report as it is now."""
    return await does(person, "GET", path, status=200)


async def test_a_redacted_account_lies_beside_the_whole_one(room: Staffroom, hire: Hire) -> None:
    (mira,) = await people(hire, ("mira", Role.MEMBER))
    path = f"/api/reports/{await room.report('daisu')}"
    unread = {"account": sealed_for(room.office, "daisu", "x"), "was": "0" * 64}
    assert (await does(mira, "PUT", f"{path}/redaction", unread, status=409))["detail"] == "Open the report first."
    whole = await taken_by(mira, path)
    assert [whole[part] for part in ("redacted", "proposed", "assessment")] == [None] * 3
    await does(mira, "PUT", f"{path}/redaction", left(room, whole))
    taken = await taken_by(mira, path)
    assert read_part(room.office, "daisu", taken["redacted"]) == {"left": "something"}
    assert taken["account"] == whole["account"]
    assert (await does(mira, "PUT", f"{path}/redaction", left(room, whole), status=409))["field"] == "parts"
    await does(mira, "PUT", f"{path}/redaction", left(room, taken, "less"))


async def test_for_good_takes_two_people_and_nothing_is_changed_before_the_second(room: Staffroom, hire: Hire) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    path = f"/api/reports/{await room.report('daisu')}"
    whole = await taken_by(mira, path)
    for_good = {**left(room, whole), "permanent": True}
    await does(mira, "PUT", f"{path}/redaction", for_good, status=409)
    await does(lead, "PUT", f"{path}/redaction", for_good, status=202)
    taken = await taken_by(mira, path)
    assert (taken["account"], taken["proposed_by"]) == (whole["account"], "lead")
    confirmed = {"was": digest(taken["proposed"])}
    await does(lead, "POST", f"{path}/redaction/confirmation", confirmed, status=409)
    await does(mira, "POST", f"{path}/redaction/confirmation", {"was": "0" * 64}, status=409)
    by_key = await room.headers("daisu")
    answer = await room.client.post(f"{path}/redaction/confirmation", json=confirmed, headers=by_key)
    assert answer.status == 409
    assert (await taken_by(mira, path))["account"] == whole["account"]
    await does(mira, "POST", f"{path}/redaction/confirmation", confirmed)
    now = await taken_by(mira, path)
    assert read_part(room.office, "daisu", now["account"]) == {"left": "something"}
    assert [now[part] for part in ("redacted", "proposed", "proposed_by")] == [None] * 3


async def test_a_stale_page_does_not_bring_back_what_was_taken_out(room: Staffroom, hire: Hire) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    path = f"/api/reports/{await room.report('daisu')}"
    stale = await taken_by(lead, path)
    await does(lead, "PUT", f"{path}/redaction", {**left(room, stale), "permanent": True}, status=202)
    proposed = (await taken_by(mira, path))["proposed"]
    await does(mira, "POST", f"{path}/redaction/confirmation", {"was": digest(proposed)})
    now = await taken_by(mira, path)
    for permanent in (True, False):
        old = {**left(room, stale, "everything"), "permanent": permanent}
        assert (await does(lead, "PUT", f"{path}/redaction", old, status=409))["field"] == "parts"
    assert (await taken_by(mira, path))["account"] == now["account"]


async def test_a_proposal_can_be_dropped(room: Staffroom, hire: Hire) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    path = f"/api/reports/{await room.report('daisu')}"
    whole = await taken_by(mira, path)
    await does(lead, "PUT", f"{path}/redaction", {**left(room, whole), "permanent": True}, status=202)
    proposed = (await taken_by(mira, path))["proposed"]
    for _ in range(2):
        await does(mira, "DELETE", f"{path}/redaction/confirmation")
    await does(mira, "POST", f"{path}/redaction/confirmation", {"was": digest(proposed)}, status=409)
    assert (await taken_by(mira, path))["proposed"] is None


async def test_an_assessment_comes_back_and_takes_the_place_of_the_one_that_was_read(
    room: Staffroom, hire: Hire
) -> None:
    (mira,) = await people(hire, ("mira", Role.MEMBER))
    path = f"/api/reports/{await room.report('daisu')}"
    first = {"sealed": sealed_for(room.office, "daisu", "first"), "was": None}
    await does(mira, "PUT", f"{path}/assessment", first)
    assert (await does(mira, "PUT", f"{path}/assessment", first, status=409))["field"] == "parts"
    kept = (await taken_by(mira, path))["assessment"]
    second = {"sealed": sealed_for(room.office, "daisu", "second"), "was": digest(kept)}
    await does(mira, "PUT", f"{path}/assessment", second)
    assert read_part(room.office, "daisu", (await taken_by(mira, path))["assessment"]) == "second"
