"""What lies unread too long is told by mail, by a real server: once to each, in the usual words, to nobody else."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from actions.casework import escalation
from actions.casework.actor import Actor
from actions.casework.escalation import Poke
from actions.casework.recusal import step_aside
from actions.database.tables import AuditEntry
from actions.delivery.names import Kind
from actions.delivery.parcel import LaterError, Parcel
from actions.delivery.targets.mail import NOTICE_TEXT
from actions.delivery.targets.notice import Notices
from content.delivery import Plan
from staff.accounts import NewAccount, add, disable
from staff.notices import ListsAlone, PersonalNotices, key_of, open_notices
from staff.settings import Settings, SettingsError
from staff.who import Role
from tests.actions.kit import CANARY, ROOT, ROUTING
from tests.actions.letterbox import Force, mail_server, text_of
from tests.staff.kit import Staffroom

PSD = "professional_standards"
TEAMS = {
    "lead": (Role.LEAD, "daisu"),
    "second": (Role.LEAD, "daisu"),
    "mira": (Role.MEMBER, "daisu"),
    "inspector": (Role.MEMBER, "duty_inspector"),
    "head": (Role.LEAD, PSD),
    "deputy": (Role.MEMBER, "professional_standards_deputy"),
}
ADDRESSES = {key_of(name): f"{name}@force.example" for name in TEAMS if name != "second"}


@pytest.fixture
def force(tmp_path: Path) -> Iterator[Force]:
    with mail_server(tmp_path) as server:
        yield server


async def hired(room: Staffroom) -> None:
    """Everybody's account."""
    for name, (role, team) in TEAMS.items():
        await add(room.office.sessions, NewAccount(name, name, role, team), room.clock())


def notices(room: Staffroom, force: Force) -> PersonalNotices:
    return PersonalNotices(Notices(force.post, ADDRESSES, room.office.sessions, room.clock))


async def passes_up(room: Staffroom, force: Force) -> list[str]:
    """One run; whom it wrote to, in the order of the alphabet."""
    before = len(force.letterbox.mails)
    await escalation.run(room.office.sessions, ROUTING, notices(room, force), room.clock())
    return sorted(str(mail["To"]).partition("@")[0] for mail in force.letterbox.mails[before:])


async def told(room: Staffroom) -> list[str]:
    """Whom the audit calls told, in order."""
    async with room.office.sessions() as session:
        passed = select(AuditEntry.actor).where(AuditEntry.event == "passed up").order_by(AuditEntry.id)
        return list(await session.scalars(passed))


async def test_the_lead_and_then_the_queue_get_the_usual_sentence_once_each(room: Staffroom, force: Force) -> None:
    await hired(room)
    report = await room.report("daisu")
    runs = []
    for _ in range(12):
        runs.append(await passes_up(room, force))
        room.clock.move(timedelta(hours=1))
    assert [run for run in runs if run] == [["lead"], ["inspector"]]
    assert (runs[4], runs[8]) == (["lead"], ["inspector"])
    assert {text_of(mail) for mail in force.letterbox.mails} == {NOTICE_TEXT}
    said = [f"{mail.as_string()}" for mail in force.letterbox.mails]
    assert not any(each in mail for each in (report, CANARY, "daisu", "late") for mail in said)
    assert await told(room) == ["daisu", "duty_inspector"]


async def test_however_much_is_late_it_is_one_mail_and_all_of_it_counts_as_told(room: Staffroom, force: Force) -> None:
    await hired(room)
    for number in range(1, 4):
        await room.report("daisu", number)
    room.clock.move(timedelta(hours=4))
    assert await passes_up(room, force) == ["lead"]
    assert await told(room) == ["daisu"] * 3
    room.clock.move(timedelta(hours=1))
    assert await passes_up(room, force) == []


async def test_whoever_had_a_notice_in_this_hour_is_told_in_the_next(room: Staffroom, force: Force) -> None:
    await hired(room)
    await room.report("daisu")
    room.clock.move(timedelta(hours=4))
    assert await passes_up(room, force) == ["lead"]
    await room.report("daisu", 2)
    late = await escalation.late_in_team(room.office.sessions, ROUTING, Actor("daisu", "lead", lead=True), room.clock())
    assert {each.told_lead for each in late} == {True, False}
    assert await passes_up(room, force) == []
    assert await told(room) == ["daisu"]
    room.clock.move(timedelta(hours=1))
    assert await passes_up(room, force) == ["lead"]
    assert await told(room) == ["daisu"] * 2


async def test_whom_the_mail_server_refuses_is_tried_again_and_the_others_are_told(
    room: Staffroom, force: Force
) -> None:
    await hired(room)
    await room.report("daisu", children_affected="yes")
    await add(room.office.sessions, NewAccount("mash.lead", "mash.lead", Role.LEAD, "mash"), room.clock())
    force.letterbox.refused.add("lead@force.example")
    room.clock.move(timedelta(hours=8))
    assert await passes_up(room, force) == ["inspector"]
    assert "daisu" not in await told(room)
    force.letterbox.refused.clear()
    assert await passes_up(room, force) == ["lead"]
    assert "daisu" in await told(room)


async def test_nobody_is_told_of_a_report_from_which_they_stepped_aside(room: Staffroom, force: Force) -> None:
    await hired(room)
    report = await room.report("daisu")
    for account in ("lead", "inspector"):  # who was in the team when they did
        await step_aside(room.office.sessions, Actor("daisu", account), report, room.clock())
    room.clock.move(timedelta(hours=9))
    assert await passes_up(room, force) == []
    await room.report("daisu", 2)
    room.clock.move(timedelta(hours=9))
    assert await passes_up(room, force) == ["inspector", "lead"]


async def test_an_account_that_was_disabled_is_told_nothing(room: Staffroom, force: Force) -> None:
    await hired(room)
    await room.report("daisu")
    await disable(room.office.sessions, "lead", room.clock())
    room.clock.move(timedelta(hours=4))
    assert await passes_up(room, force) == []


@pytest.mark.parametrize("officers", [0, 2])
async def test_reports_about_an_officer_change_no_mail_that_others_get(
    room: Staffroom, force: Force, officers: int
) -> None:
    await hired(room)
    await room.report("daisu")
    for number in range(officers):
        await room.report(PSD, 10 + number, about_police="yes")
    told_at: dict[str, list[int]] = {}
    for hour in range(50):
        for name in await passes_up(room, force):
            told_at.setdefault(name, []).append(hour)
        room.clock.move(timedelta(hours=1))
    theirs = {"head": [24], "deputy": [48]} if officers else {}
    assert told_at == {"lead": [4], "inspector": [8]} | theirs
    for mail in force.letterbox.mails:
        for changing in ("To", "Date", "Message-ID"):
            del mail[changing]
    assert len({mail.as_string() for mail in force.letterbox.mails}) == 1


async def test_a_poke_tells_the_leads_and_no_more_often_than_once_an_hour(room: Staffroom, force: Force) -> None:
    await hired(room)
    report = await room.report("daisu")
    room.clock.move(timedelta(hours=8))
    asks = Poke("duty_inspector", "inspector", report, "daisu")
    for _ in range(3):
        await escalation.poke(room.office.sessions, ROUTING, notices(room, force), asks, room.clock())
    assert [str(mail["To"]) for mail in force.letterbox.mails] == ["lead@force.example"]


async def test_a_person_and_a_team_of_the_same_name_have_an_hour_of_their_own(room: Staffroom, force: Force) -> None:
    addresses = {"mira": "team@force.example", key_of("mira"): "mira@force.example"}
    both = Notices(force.post, addresses, room.office.sessions, room.clock)
    await both.deliver(Parcel("1" * 32, "2" * 32, "mira", Kind.REPORT))
    await both.tell(key_of("mira"))
    with pytest.raises(LaterError):
        await both.tell(key_of("mira"))
    assert len(force.letterbox.mails) == 2


def test_without_a_mail_server_nobody_can_be_named_and_without_a_name_none_is_needed(room: Staffroom) -> None:
    sessions = room.office.sessions
    settings = Settings.model_validate({"home": room.office.home})
    assert isinstance(open_notices(Plan(teams={}), settings, sessions, room.clock), ListsAlone)
    with pytest.raises(SettingsError, match=r"^Set HEARD_SMTP_URL: data/delivery\.yml names an e-mail address\.$"):
        open_notices(Plan(teams={}, people={"lead": "lead@force.example"}), settings, sessions, room.clock)


def test_the_process_does_not_start_when_somebody_is_named_and_there_is_no_mail_server(
    staff_keys: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("nlu", "support"))
    (tmp_path / "data" / "delivery.yml").write_text("teams: {}\npeople: {lead: lead@force.example}\n")
    given = {**os.environ, "HEARD_HOME": str(staff_keys), "HEARD_CONTENT": str(tmp_path)}
    command = [sys.executable, "-m", "staff"]
    ended = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr[:18]) == (2, "Set HEARD_SMTP_URL")


async def test_who_has_no_address_keeps_nobody_waiting(room: Staffroom, force: Force) -> None:
    none = PersonalNotices(Notices(force.post, {}, room.office.sessions, room.clock))
    assert await asyncio.wait_for(none.notify("daisu", {"lead", "second"}), 5) == set()
