"""Nobody alone can make a report vanish, or find out who else has it, by handing it over."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from actions.additions import add
from actions.casework import custody
from actions.casework.custody import Kept
from actions.database.tables import Custody, KeyToDestroy
from actions.key_destruction import sweep
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from actions.withdrawal import withdraw
from heard.cli import app
from staff.who import Role
from tests.actions.kit import NOW, opened
from tests.staff.casework_kit import handover, read_part, recipient
from tests.staff.kit import Staffroom
from tests.staff.people_kit import Hire
from tests.staff.test_casework_api_handover import PSD, RECEIPT, account_digest, adding_to, hands_over, taken
from tests.staff.test_casework_api_handover import opened as read_report


async def out_of_custody(room: Staffroom, report: str) -> list[Kept]:
    """What the operator takes out for whoever has the recovery key."""
    return sorted(
        await custody.taken_out(room.office.sessions, room.office.report_keys, report, NOW), key=lambda kept: kept.part
    )


async def swept(room: Staffroom, after: timedelta) -> None:
    """What the sweep does when that much time has passed."""
    await sweep(room.office.sessions, room.office.report_keys, lambda: NOW + after)


async def test_what_stood_here_is_kept_for_the_recovery_key_until_its_time_is_over(room: Staffroom) -> None:
    report = await read_report(room)
    await add(room.office.intake, adding_to(room))
    await taken(room, "daisu", report)
    assert await hands_over(room, report, handover(room.office, PSD, additions=["?"])) == (204, None)
    assert await room.ids("daisu") == set()
    kept = await out_of_custody(room, report)
    assert [(each.given_by, each.part) for each in kept] == [
        ("daisu", "account"),
        ("daisu", "addition 1"),
        ("daisu", "contact"),
    ]
    account = opened(kept[0].sealed, room.office.identity("recovery"))
    assert account["report"] == report
    assert account["answers"]
    await swept(room, timedelta(days=29))
    assert len(await out_of_custody(room, report)) == 3
    await swept(room, timedelta(days=31))
    assert await out_of_custody(room, report) == []
    async with room.office.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(KeyToDestroy)) == 0
    assert ("erased", report) in await room.audit("custody")


async def test_when_she_takes_it_back_the_contact_details_are_not_kept_either(room: Staffroom) -> None:
    report = await read_report(room)
    await hands_over(room, report, handover(room.office, PSD))
    await withdraw(room.office.intake, RECEIPT.lookup)
    assert [each.part for each in await out_of_custody(room, report)] == ["account"]
    async with room.office.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Custody)) == 1


async def test_the_same_person_is_told_again_that_it_is_done_and_nobody_else(room: Staffroom, hire: Hire) -> None:
    mira, noor = await hire("mira", Role.MEMBER, "daisu"), await hire("noor", Role.MEMBER, "daisu")
    report = await read_report(room)
    body = handover(room.office, PSD, was=await account_digest(room, "daisu", report))
    answers = []
    for person in (mira, mira, noor):
        await person.signs_in()
        answers.append((await person.asks("POST", f"/api/reports/{report}/hand-over", json=body)).status)
        room.clock.move(timedelta(seconds=30))
    assert answers == [204, 204, 404]


async def test_what_cannot_be_destroyed_now_is_done_by_the_sweep_and_the_answer_says_that_it_is_done(
    room: Staffroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = await read_report(room)

    async def fails(*_: Any) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(ReportKeys, "destroy", fails)
        assert await hands_over(room, report, handover(room.office, PSD)) == (204, None)
    async with room.office.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(KeyToDestroy))
    await swept(room, timedelta())
    async with room.office.sessions() as session:
        assert not await session.scalar(select(func.count()).select_from(KeyToDestroy))


@pytest.mark.parametrize("also_mash", ["yes", "no"])
async def test_what_was_added_is_asked_for_whoever_else_has_the_report(room: Staffroom, also_mash: str) -> None:
    report = await read_report(room, children_affected=also_mash)
    wrong = handover(room.office, "mash", additions=["one too many"])
    assert (await hands_over(room, report, wrong))[0] == 409
    assert await hands_over(room, report, handover(room.office, "triage")) == (204, None)
    assert (await hands_over(room, report, wrong))[0] == 409
    await withdraw(room.office.intake, RECEIPT.lookup)
    assert (await hands_over(room, report, handover(room.office, "mash")))[0] == 409


async def test_a_stale_page_does_not_hand_over_what_was_taken_out_since(room: Staffroom) -> None:
    report = await read_report(room)
    status, problem = await hands_over(room, report, handover(room.office, "mash", was="0" * 64))
    assert (status, problem["field"]) == (409, "parts")
    assert await room.ids("mash") == set()


async def test_owed_contact_is_said_and_delivered_once_by_the_team_that_owes_it(room: Staffroom) -> None:
    report = await read_report(room)
    await hands_over(room, report, handover(room.office, "mash", contact=None))
    assert (await taken(room, "mash", report))["contact_owed"] is True
    for contact in ("0161 496 0000", "something else"):
        assert await hands_over(room, report, handover(room.office, "mash", contact=contact)) == (204, None)
    assert (await taken(room, "mash", report))["contact_owed"] is False
    answer = await room.client.post(
        f"/api/reports/{report}/contact", json={"reason": "life_at_risk"}, headers=await room.headers("mash")
    )
    assert read_part(room.office, "mash", (await answer.json())["contact"]) == {"contact": "0161 496 0000"}


async def test_of_a_report_that_was_taken_back_no_contact_is_owed(room: Staffroom) -> None:
    report = await read_report(room)
    await hands_over(room, report, handover(room.office, "mash", contact=None))
    await withdraw(room.office.intake, RECEIPT.lookup)
    assert (await taken(room, "mash", report))["contact_owed"] is False


async def test_the_teams_say_which_of_them_leave_nothing_with_whoever_hands_over(room: Staffroom) -> None:
    answer = await (await room.client.get("/api/teams", headers=await room.headers("daisu"))).json()
    assert [team["id"] for team in answer["teams"] if team["alone"]] == [PSD]
    assert answer["recovery"] == recipient(room.office, "recovery")


async def test_the_operator_takes_it_out_sealed_into_files(
    room: Staffroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = await read_report(room)
    await hands_over(room, report, handover(room.office, PSD))
    for name, file in (("DATABASE_URL", "heard.db"), ("REPORT_KEYS_URL", "report-keys.db")):
        monkeypatch.setenv(f"HEARD_{name}", f"sqlite+aiosqlite:///{tmp_path / file}")
    folder = tmp_path / "out"
    result = await asyncio.to_thread(CliRunner().invoke, app, ["custody", report, "--to", str(folder)])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in folder.iterdir()) == ["daisu-account.age", "daisu-contact.age"]
    account = opened(Sealed((folder / "daisu-account.age").read_bytes()), room.office.identity("recovery"))
    assert account["report"] == report
    assert ("taken from custody", report) in await room.audit("operator")
