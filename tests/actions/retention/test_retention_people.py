"""What people decide about a copy: it is held, and two of them erase it before its day."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from actions import inbox
from actions.additions import add
from actions.casework import custody
from actions.casework.actor import Actor, NotAllowedError
from actions.casework.handover import hand_over
from actions.inbox import NoSuchReportError
from actions.key_destruction import sweep
from actions.retention.days import last_day_to_confirm
from actions.retention.keeping import ask_to_erase, confirm_erasure, drop_erasure, hold, release
from actions.withdrawal import withdraw
from tests.actions.back import LATER, adding, opened_by
from tests.actions.backups import back_up, restored, told_by
from tests.actions.casework.test_casework_database import given
from tests.actions.kit import DATABASES, LOOKUP, NOW, Office
from tests.actions.retention.kit import (
    A_DAY,
    BY_KEY,
    CLOSED_UNTIL,
    DETAILS,
    HAPPENED,
    LEAD,
    MIRA,
    OTHER_LEAD,
    TODAY,
    WARNING,
    accounts,
    closed,
    day_for,
    is_kept_from,
    listed,
    noon,
    recorded,
    swept,
    teams_with,
    terms,
    told,
    work_of,
)
from tests.staff.casework_kit import OUTCOMES

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


async def is_held(office: Office, report: str) -> None:
    """A lead of daisu holds it."""
    await hold(office.sessions, LEAD, report, "court_order", NOW)


async def is_asked(office: Office, report: str) -> None:
    """A lead of daisu asks to erase it."""
    await accounts(office, "lead", "other", "mira")
    await ask_to_erase(office.sessions, LEAD, report, "no_basis", NOW)


async def test_what_is_held_outlives_its_day_and_a_second_lead_alone_releases_it(office: Office) -> None:
    await office.submit()
    report = await closed(office)
    await is_held(office, report)
    assert await day_for(office, report) is None
    await swept(office, CLOSED_UNTIL + A_DAY)
    assert await listed(office) == [report]
    late = terms(CLOSED_UNTIL + A_DAY)
    for actor in (LEAD, MIRA, BY_KEY):
        with pytest.raises(NotAllowedError):
            await release(office.sessions, actor, report, late)
    await release(office.sessions, OTHER_LEAD, report, late)
    until = CLOSED_UNTIL + A_DAY + WARNING
    assert await day_for(office, report) == until, "released, it is announced for as long as any other"
    await swept(office, until - A_DAY)
    assert await listed(office) == [report]
    await swept(office, until)
    assert await listed(office) == []
    said = [row[1] for row in await recorded(office, "daisu") if "court_order" in row[1]]
    assert said == ["held: court_order", "released: court_order"]


async def test_only_a_lead_holds_what_was_read(office: Office) -> None:
    await office.submit(children_affected="yes")
    report = await opened_by(office)
    for actor in (MIRA, BY_KEY):
        with pytest.raises(NotAllowedError):
            await hold(office.sessions, actor, report, "court_order", NOW)
    with pytest.raises(NotAllowedError, match="Open the report first"):
        await hold(office.sessions, Actor("mash", "m", lead=True), report, "court_order", NOW)
    with pytest.raises(NoSuchReportError):
        await hold(office.sessions, Actor("stalking_harassment", "s", lead=True), report, "court_order", NOW)


async def test_what_is_held_is_not_erased_early_and_a_hold_drops_what_was_asked(office: Office) -> None:
    await office.submit()
    report = await closed(office)
    await is_asked(office, report)
    await is_held(office, report)
    work = await work_of(office, report)
    assert work is not None
    assert work.erasure is None
    with pytest.raises(NotAllowedError, match="held"):
        await ask_to_erase(office.sessions, OTHER_LEAD, report, "no_basis", NOW)


async def test_taken_back_while_it_is_held_everything_is_kept_and_she_is_told_so_until_it_is_released(
    office: Office, tmp_path: Path
) -> None:
    await office.submit(children_affected="yes")
    report = await closed(office)
    await is_held(office, report)
    await add(office.intake, adding(office))
    daisu, mash = ([office.identity(team)] for team in ("daisu", "mash"))
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert (withdrawn.erased, withdrawn.contact_kept) == (False, True)
    theirs = await told_by(office.sessions, office.report_keys, mash)
    assert DETAILS not in theirs, "mash holds nothing"
    assert LATER not in theirs
    ours = await told_by(office.sessions, office.report_keys, daisu)
    assert DETAILS in ours
    assert LATER in ours
    async with restored(await back_up(office), office, tmp_path) as sessions:
        await release(office.sessions, OTHER_LEAD, report, terms())
        await swept(office, TODAY)
        for where in (sessions, office.sessions):
            after = await told_by(where, office.report_keys, daisu)
            assert DETAILS not in after
            assert LATER not in after
            assert HAPPENED in after
    progress = await told(office)
    assert progress is not None
    assert progress.withdrawn is not None
    assert not progress.withdrawn.contact_kept


async def test_a_hold_goes_along_to_professional_standards_and_keeps_what_left(office: Office) -> None:
    psd = "professional_standards"
    await office.submit()
    report = await opened_by(office)
    await is_held(office, report)
    over = await given(office, report, psd, alone=True)
    await hand_over(office.sessions, office.report_keys, LEAD, report, over, NOW)
    work = await work_of(office, report, psd)
    assert work is not None
    assert (work.hold, work.held_by) == ("court_order", "lead")
    await sweep(office.sessions, office.report_keys, lambda: noon(TODAY + timedelta(days=90)))
    assert await custody.taken_out(office.sessions, office.report_keys, report, NOW)


async def test_two_people_erase_it_and_she_is_told(office: Office, tmp_path: Path) -> None:
    await office.submit(children_affected="yes")
    report = await opened_by(office)
    await is_asked(office, report)
    async with restored(await back_up(office), office, tmp_path) as sessions:
        await confirm_erasure(office.sessions, office.report_keys, MIRA, report, terms())
        assert HAPPENED not in await told_by(sessions, office.report_keys, [office.identity("daisu")])
        assert HAPPENED in await told_by(sessions, office.report_keys, [office.identity("mash")])
    assert await teams_with(office, report) == {"mash"}
    said = [(row[1], row[3]) for row in await recorded(office, "daisu") if "no_basis" in row[1]]
    assert said == [("erasure asked: no_basis", "lead"), ("erased: no_basis", "mira")]
    mash = Actor("mash", "one", lead=True), Actor("mash", "two")
    await accounts(office, "one", "two", team="mash")
    await inbox.open_report(office.sessions, office.report_keys, "mash", report, NOW)
    await ask_to_erase(office.sessions, mash[0], report, "no_basis", NOW)
    await confirm_erasure(office.sessions, office.report_keys, mash[1], report, terms())
    progress = await told(office)
    assert progress is not None
    assert (progress.ended, progress.early) == (True, True)


@pytest.mark.parametrize("actor", [LEAD, BY_KEY], ids=["who asked", "a key that says not who"])
async def test_one_person_alone_erases_nothing(office: Office, actor: Actor) -> None:
    await office.submit()
    report = await opened_by(office)
    await is_asked(office, report)
    with pytest.raises(NotAllowedError):
        await confirm_erasure(office.sessions, office.report_keys, actor, report, terms())
    assert await listed(office) == [report]


async def test_nobody_confirms_what_nobody_asked_or_asked_too_long_ago(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    with pytest.raises(NotAllowedError, match="Nobody has asked"):
        await confirm_erasure(office.sessions, office.report_keys, MIRA, report, terms())
    await is_asked(office, report)
    last = last_day_to_confirm(TODAY, OUTCOMES)
    with pytest.raises(NotAllowedError, match="too long ago"):
        await confirm_erasure(office.sessions, office.report_keys, MIRA, report, terms(last + A_DAY))
    await drop_erasure(office.sessions, MIRA, report, NOW)
    with pytest.raises(NotAllowedError, match="Nobody has asked"):
        await confirm_erasure(office.sessions, office.report_keys, MIRA, report, terms(last))
    assert await listed(office) == [report]


async def test_who_may_not_see_it_erases_nothing_and_what_they_asked_for_is_void(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    await is_asked(office, report)
    await is_kept_from(office, report, "mira")
    with pytest.raises(NoSuchReportError):
        await confirm_erasure(office.sessions, office.report_keys, MIRA, report, terms())
    await is_kept_from(office, report, "lead")
    with pytest.raises(NotAllowedError, match="cannot ask"):
        await confirm_erasure(office.sessions, office.report_keys, OTHER_LEAD, report, terms())
    assert await listed(office) == [report]


async def test_what_is_unread_is_not_erased_early(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    await is_asked(office, report)
    await add(office.intake, adding(office))
    with pytest.raises(NotAllowedError, match="Read the report"):
        await confirm_erasure(office.sessions, office.report_keys, MIRA, report, terms())


async def test_confirmed_by_two_at_once_it_is_erased_once(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    await is_asked(office, report)
    acts = [
        confirm_erasure(office.sessions, office.report_keys, actor, report, terms()) for actor in (MIRA, OTHER_LEAD)
    ]
    ends = await asyncio.gather(*acts, return_exceptions=True)
    assert {type(end) for end in ends} == {type(None), NoSuchReportError}
    assert [row[1] for row in await recorded(office, "daisu")].count("erased: no_basis") == 1
