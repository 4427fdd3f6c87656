"""The clock of each team's copy, with days that are moved: fixed, announced, put off, and over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from actions import inbox
from actions.additions import add
from actions.casework.actor import Actor, NotAllowedError
from actions.casework.handover import hand_over
from actions.casework.outcomes import close
from actions.database.engine import sessions_of
from actions.database.report_key_tables import ReportKey
from actions.database.tables import Base, Custody, Delivery, Ended, Status, Submission
from actions.database.types import LockedBytes
from actions.locking import CannotUnlockError, Locked
from actions.report_key_store import open_report_keys
from actions.retention.days import Clock, add_months
from actions.retention.keeping import ask_to_erase, keep_longer
from actions.sealing import seal
from actions.times import hour_of
from actions.withdrawal import withdraw
from tests.actions.back import LATER, adding, opened_by, report_of
from tests.actions.backups import back_up, restored, told_by
from tests.actions.casework.test_casework_database import given
from tests.actions.kit import DATABASES, LOOKUP, NOW, REPORTER, ROUTING, Office
from tests.actions.retention.kit import (
    A_DAY,
    BY_KEY,
    CLOSED_UNTIL,
    DETAILS,
    HAPPENED,
    KNOWN,
    LEAD,
    MIRA,
    TODAY,
    WARNING,
    closed,
    day_for,
    listed,
    passed,
    recorded,
    swept,
    teams_with,
    terms,
    told,
    work_of,
)
from tests.staff.casework_kit import OUTCOMES

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


def every_identity(office: Office) -> list[str]:
    """Every private key there is."""
    return [*(office.identity(team) for team in (*ROUTING.teams, "recovery")), str(REPORTER)]


async def test_a_closed_report_is_erased_on_its_day_and_not_before(office: Office) -> None:
    await office.submit()
    report = await closed(office)
    assert await day_for(office, report) == CLOSED_UNTIL
    for day in (CLOSED_UNTIL - WARNING, CLOSED_UNTIL - A_DAY):
        await swept(office, day)
        assert await listed(office) == [report]
        assert await day_for(office, report) == CLOSED_UNTIL
    await swept(office, CLOSED_UNTIL)
    assert await listed(office) == []
    assert await recorded(office, "retention") == [("retention", "erased", "daisu", "")]
    progress = await told(office)
    assert progress is not None
    assert (progress.ended, progress.early, progress.received, progress.replies) == (True, False, None, ())


async def test_nothing_of_it_is_left_but_a_hash_of_the_receipt_and_the_audit(office: Office) -> None:
    await office.submit()
    report = await closed(office)
    await passed(office, CLOSED_UNTIL)
    async with office.sessions() as session:
        left = {
            table.name
            for table in Base.metadata.sorted_tables
            if await session.scalar(select(func.count()).select_from(table))
        }
        assert (await session.scalars(select(Submission.report_id))).all() == [None, None]
        (ended,) = (await session.scalars(select(Ended))).all()
    assert left == {"audit", "audit_tail", "submissions", "ended", "relays"}
    assert report not in str(vars(ended))


async def test_an_old_backup_tells_nothing_of_what_was_erased(
    office: Office, tmp_path: Path, report_keys_url: str
) -> None:
    await office.submit(children_affected="yes")
    report = await report_of(office)
    await add(office.intake, adding(office))
    for team in ("daisu", "mash"):
        await inbox.open_report(office.sessions, office.report_keys, team, report, NOW)
    letter = seal(b'"an answer"', [str(REPORTER.to_public())])
    await inbox.reply(office.sessions, office.report_keys, "daisu", report, letter, NOW)
    await close(office.sessions, LEAD, report, "handed_over", NOW, OUTCOMES)
    async with restored(await back_up(office), office, tmp_path) as sessions:
        before = await told_by(sessions, office.report_keys, every_identity(office))
        assert all(before.count(each) == 4 for each in (HAPPENED, DETAILS, LATER)), "two teams, two keys each"
        assert "an answer" in before
        await passed(office, add_months(TODAY, OUTCOMES.keep_months("handed_over")))
        after = await told_by(sessions, office.report_keys, every_identity(office))
        assert all(after.count(each) == 2 for each in (HAPPENED, DETAILS, LATER)), "the other team's copy"
        assert "an answer" not in after
        with pytest.raises(CannotUnlockError):
            await inbox.open_report(sessions, office.report_keys, "daisu", report, NOW)
        await inbox.open_report(sessions, office.report_keys, "mash", report, NOW)
        await close(office.sessions, Actor("mash"), report, "investigated", NOW, OUTCOMES)
        await passed(office, CLOSED_UNTIL)
        assert await told_by(sessions, office.report_keys, every_identity(office)) == ""
    engine = open_report_keys(report_keys_url)
    async with sessions_of(engine)() as session:
        assert await session.scalar(select(func.count()).select_from(ReportKey)) == 0
    await engine.dispose()


def test_whatever_is_locked_says_whose_it_is_so_that_its_key_is_found(database_url: str) -> None:
    """A table of tomorrow too: or it stands here, and its keys end with the report."""
    of_no_team = {"custody": "kept for the recovery key", "reply_keys": "hers", "drafts": "hers"}
    for table in Base.metadata.sorted_tables:
        if any(isinstance(column.type, LockedBytes) for column in table.columns) and table.name not in of_no_team:
            assert {"report_id", "team"} <= set(table.columns.keys()), table.name


async def test_two_teams_copies_have_their_own_clocks_and_she_is_told_no_less(office: Office) -> None:
    await office.submit(children_affected="yes")
    report = await closed(office, outcome="support_only")
    await inbox.open_report(office.sessions, office.report_keys, "mash", report, NOW)
    soon = add_months(TODAY, OUTCOMES.keep_months("support_only"))
    assert soon < CLOSED_UNTIL
    await close(office.sessions, Actor("mash"), report, "investigated", NOW, OUTCOMES)
    await passed(office, soon)
    assert await teams_with(office, report) == {"mash"}
    progress = await told(office)
    assert progress is not None
    assert (progress.ended, progress.status, progress.outcome) == (False, Status.CLOSED, "investigated")
    await passed(office, CLOSED_UNTIL)
    progress = await told(office)
    assert progress is not None
    assert progress.ended


async def test_a_copy_that_was_opened_and_erased_is_never_said_to_be_unopened(office: Office) -> None:
    await office.submit(children_affected="yes")
    report = await closed(office, outcome="handed_over")
    await passed(office, add_months(TODAY, OUTCOMES.keep_months("handed_over")))
    progress = await told(office)
    assert progress is not None
    assert progress.status is Status.OPENED
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert not withdrawn.erased
    assert await teams_with(office, report) == {"mash"}


async def test_a_report_that_was_not_closed_is_warned_of_and_then_erased(office: Office) -> None:
    await office.submit()
    report = await report_of(office)
    until = add_months(TODAY, KNOWN.untouched_keep_months)
    await swept(office, until - WARNING - A_DAY)
    assert await work_of(office, report) is None
    await swept(office, until - WARNING)
    assert await day_for(office, report) == until
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    await swept(office, until - A_DAY)
    assert await listed(office) == [report]
    await swept(office, until)
    assert await listed(office) == []


async def test_what_is_left_after_she_took_it_back_has_a_clock_of_its_own(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    await withdraw(office.intake, LOOKUP)
    await swept(office, TODAY)
    until = add_months(TODAY, KNOWN.withdrawn_keep_months)
    work = await work_of(office, report)
    assert work is not None
    assert (work.until, work.clock) == (until, Clock.WITHDRAWN)
    await passed(office, until)
    progress = await told(office)
    assert progress is not None
    assert (progress.ended, progress.withdrawn) == (True, None)


async def test_a_day_that_is_near_can_be_put_off_for_a_reason_and_only_then(office: Office) -> None:
    await office.submit()
    report = await closed(office)
    reason = KNOWN.keep_longer[0]
    with pytest.raises(NotAllowedError):
        await keep_longer(office.sessions, LEAD, report, reason, terms(CLOSED_UNTIL - WARNING - A_DAY))
    near = terms(CLOSED_UNTIL - WARNING)
    with pytest.raises(NotAllowedError):
        await keep_longer(office.sessions, MIRA, report, reason, near)
    await keep_longer(office.sessions, LEAD, report, reason, near)
    until = add_months(CLOSED_UNTIL, reason.months)
    for day in (until - WARNING, until - A_DAY):
        await swept(office, day)
        assert await day_for(office, report) == until
    await keep_longer(office.sessions, BY_KEY, report, reason, terms(until - A_DAY))
    assert await day_for(office, report) == add_months(until, reason.months)
    kept = [row for row in await recorded(office, "daisu") if row[1].startswith("kept longer")]
    assert kept == [("daisu", f"kept longer: {reason.code}", "daisu", account) for account in ("lead", "")]


async def test_one_that_fails_does_not_keep_the_others(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.submit()
    broken = await closed(office)
    await office.submit("f" * 32, "cd" * 32)
    await office.deliver()
    (other,) = set(await listed(office)) - {broken}
    await inbox.open_report(office.sessions, office.report_keys, "daisu", other, NOW)
    await close(office.sessions, LEAD, other, "investigated", NOW, OUTCOMES)
    async with office.sessions.begin() as session:
        this = (Delivery.report_id == broken, Delivery.team == "daisu")
        await session.execute(update(Delivery).where(*this).values(account=Locked(b"nothing that was locked")))
    await passed(office, CLOSED_UNTIL)
    assert await listed(office) == [broken]
    assert broken not in caplog.text
    assert "copy_not_swept kind=" in caplog.text


async def test_what_was_handed_over_whole_stays_while_it_is_in_custody(office: Office) -> None:
    psd = "professional_standards"
    await office.submit()
    report = await opened_by(office)
    over = await given(office, report, psd, alone=True)
    await hand_over(office.sessions, office.report_keys, LEAD, report, over, NOW)
    await office.deliver()
    await inbox.open_report(office.sessions, office.report_keys, psd, report, NOW)
    with pytest.raises(NotAllowedError, match="30 days"):
        await ask_to_erase(office.sessions, Actor(psd, "pat", lead=True), report, "no_basis", NOW)
    async with office.sessions.begin() as session:
        await session.execute(update(Custody).values(until=hour_of(NOW) + timedelta(days=4000)))
    await close(office.sessions, Actor(psd), report, "investigated", NOW, OUTCOMES)
    await passed(office, CLOSED_UNTIL)
    assert await teams_with(office, report) == {psd}
