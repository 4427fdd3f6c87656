"""An auditor reads who did what in which hour, whether the log is whole, and nothing of any report."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from staff import accounts
from staff.who import Role
from tests.actions.audit_kit import fill, sign, unlock
from tests.actions.kit import CANARY
from tests.staff.kit import Staffroom
from tests.staff.people_kit import Hire, Person


@pytest.fixture
async def auditor(hire: Hire) -> Person:
    """Signed in."""
    person = await hire("ada", Role.AUDITOR)
    await person.signs_in()
    return person


async def page(auditor: Person, before: object = None) -> dict[str, Any]:
    """What the auditor sees."""
    answer = await auditor.asks("GET", "/api/audit", params={} if before is None else {"before": str(before)})
    assert answer.status == 200
    return dict(await answer.json())


async def test_the_newest_rows_come_first_with_who_and_in_which_hour(room: Staffroom, auditor: Person) -> None:
    rows = (await page(auditor))["rows"]
    assert rows[0] == {
        "row": 3,
        "at": "2025-11-25T14:00Z",
        "actor": "account",
        "event": "signed in",
        "report": "",
        "team": "",
        "account": "ada",
    }
    assert [(row["actor"], row["event"]) for row in rows[1:]] == [
        ("account", "enrolled"),
        ("operator", "account added"),
    ]


async def test_a_page_has_a_hundred_and_the_next_goes_on_before_its_last(room: Staffroom, auditor: Person) -> None:
    await fill(room.office.sessions, 120)
    first = await page(auditor)
    assert [row["row"] for row in first["rows"]] == list(range(123, 23, -1))
    second = await page(auditor, first["rows"][-1]["row"])
    assert [row["row"] for row in second["rows"]] == list(range(23, 0, -1))
    assert second["verify"] is None


async def test_it_says_whether_the_log_is_whole(room: Staffroom, auditor: Person) -> None:
    await sign(room.office)
    assert (await page(auditor))["verify"] == {"whole": True, "findings": []}
    async with room.office.sessions.begin() as session:
        await unlock(session)
        await session.execute(text("UPDATE audit SET account = 'eve' WHERE id = 2"))
    verify = (await page(auditor))["verify"]
    assert not verify["whole"]
    assert verify["findings"][0] == "Row 2 was changed after it was written."


async def test_an_account_taken_out_of_a_row_is_found_too(room: Staffroom, auditor: Person) -> None:
    await sign(room.office)
    async with room.office.sessions.begin() as session:
        await unlock(session)
        await session.execute(text("UPDATE audit SET account = '' WHERE id = 2"))
    assert not (await page(auditor))["verify"]["whole"]


async def test_without_the_public_key_it_says_so(room: Staffroom, auditor: Person, tmp_path: Any) -> None:
    object.__setattr__(room.desk, "audit_keys", tmp_path / "none")
    verify = (await page(auditor))["verify"]
    assert (verify["whole"], "could not be checked" in verify["findings"][0]) == (False, True)


async def test_nothing_of_a_report_is_in_it(room: Staffroom, auditor: Person) -> None:
    await room.report("daisu")
    answer = await auditor.asks("GET", "/api/audit")
    assert CANARY not in await answer.text()


@pytest.mark.parametrize("before", ["", "x", "-1", "1.5", "²", "9" * 16])
async def test_a_row_that_is_none_is_refused(auditor: Person, before: str) -> None:
    answer = await auditor.asks("GET", "/api/audit", params={"before": before})
    assert (answer.status, (await answer.json())["field"]) == (400, "before")


async def test_what_is_done_to_an_account_is_written_down(room: Staffroom, hire: Hire, auditor: Person) -> None:
    await hire("mira", Role.MEMBER, "daisu")
    await accounts.reset(room.office.sessions, "mira", room.clock())
    await accounts.disable(room.office.sessions, "mira", room.clock())
    rows = [row for row in (await page(auditor))["rows"] if row["account"] == "mira"]
    assert [(row["actor"], row["event"]) for row in reversed(rows)] == [
        ("operator", "account added"),
        ("daisu", "enrolled"),
        ("operator", "account reset"),
        ("operator", "account disabled"),
    ]
