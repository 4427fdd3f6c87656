"""A report is taken back: erased before any team opened it, marked after, and the database decides which."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from actions import inbox
from actions.audit import Event
from actions.casework.actor import Actor
from actions.casework.outcomes import close
from actions.database.tables import (
    Addition,
    AuditEntry,
    Base,
    Delivery,
    OutboxItem,
    Reply,
    ReportRow,
    Status,
    Submission,
    Withdrawal,
)
from actions.inbox import NoSuchReportError
from actions.refusal import RefusedError
from actions.sealing import seal
from actions.withdrawal import withdraw
from tests.actions.back import LATER, Reporter, contact_of, opened_by, report_of
from tests.actions.kit import CANARY, DATABASES, LOOKUP, NOW, REPORTER, Office, opened

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

EVERY: tuple[type[Base], ...] = (ReportRow, Delivery, OutboxItem, Addition, Reply, Withdrawal, Submission)


@pytest.fixture
def reporter(rasa: TestClient[Any, Any], office: Office) -> Reporter:
    return Reporter(rasa, office)


async def counts(office: Office) -> dict[str, int]:
    """Rows in each table that holds anything of a report."""
    async with office.sessions() as session:
        return {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0 for table in EVERY
        }


async def events(office: Office) -> list[tuple[str, str]]:
    """Actor and event of what the reporter did."""
    async with office.sessions() as session:
        rows = await session.scalars(select(AuditEntry).where(AuditEntry.actor == "reporter").order_by(AuditEntry.id))
        return [(row.actor, row.event) for row in rows]


@contextmanager
def failing_commit() -> Iterator[None]:
    """The database breaks at the very moment of the commit."""

    def fail(_session: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception(CANARY))

    event.listen(Session, "before_commit", fail)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", fail)


async def test_a_report_nobody_opened_is_erased_with_every_copy(office: Office, reporter: Reporter) -> None:
    await office.submit(children_affected="yes")
    await report_of(office)
    await reporter.adds()
    status, body = await reporter.withdraws()
    assert (status, body["erased"]) == (200, True)
    left = {"withdrawals": 1, "submissions": 3}
    assert await counts(office) == dict.fromkeys((table.__tablename__ for table in EVERY), 0) | left
    for team in ("daisu", "mash"):
        assert await inbox.listed(office.sessions, team) == []
    assert await events(office) == [("reporter", Event.ADDED), ("reporter", Event.ERASED)]


async def test_what_is_left_of_an_erased_report_names_no_report(office: Office, reporter: Reporter) -> None:
    await office.submit()
    await reporter.withdraws()
    async with office.sessions() as session:
        (row,) = await session.scalars(select(Withdrawal))
        keys = (await session.scalars(select(Submission.report_id))).all()
    assert (row.report_id, keys) == (None, [None, None])


async def test_a_report_that_was_opened_is_marked_and_its_contact_erased(office: Office, reporter: Reporter) -> None:
    await office.submit(children_affected="yes")
    report = await opened_by(office)
    status, body = await reporter.withdraws()
    assert (status, body["erased"], body["statement"]) == (200, False, None)
    for team in ("daisu", "mash"):
        (line,) = await inbox.listed(office.sessions, team)
        assert line.withdrawn
        shown = await inbox.open_report(office.sessions, office.report_keys, team, report, NOW)
        contact = opened(await contact_of(office, team, report), office.identity(team))
        assert {name: contact[name] for name in ("part", "report", "be_contacted")} == {
            "part": "contact",
            "report": report,
            "be_contacted": False,
        }
        assert CANARY not in str(contact)
        assert CANARY in str(opened(shown.account, office.identity(team)))
    assert await events(office) == [("reporter", Event.WITHDRAWN)]


async def test_what_was_added_and_nobody_opened_is_erased_and_what_was_opened_stays(
    office: Office, reporter: Reporter
) -> None:
    await office.submit(children_affected="yes")
    await reporter.adds("read by one team", "1" * 32)
    await opened_by(office)
    await reporter.adds("read by none", "2" * 32)
    await reporter.withdraws()
    shown = await inbox.open_report(office.sessions, office.report_keys, "mash", await report_of(office, "mash"), NOW)
    told = [opened(each, office.identity("mash"))["own_words"] for each in shown.additions]
    assert told == ["read by one team"]


async def test_a_closed_report_counts_as_opened(office: Office, reporter: Reporter) -> None:
    await office.submit()
    await close(office.sessions, Actor("daisu"), await opened_by(office), None, NOW)
    assert (await reporter.withdraws())[1]["erased"] is False


@pytest.mark.parametrize("is_opened", [False, True])
async def test_taking_it_back_twice_is_taking_it_back_once(office: Office, reporter: Reporter, is_opened: bool) -> None:
    await office.submit()
    if is_opened:
        await opened_by(office)
    first = await reporter.withdraws()
    office.intake = replace(office.intake, clock=lambda: NOW + timedelta(days=3))
    assert await reporter.withdraws() == first
    assert (await counts(office))["withdrawals"] == 1
    assert len(await events(office)) == 1


@pytest.mark.parametrize("is_opened", [False, True])
async def test_the_receipt_still_answers_that_it_was_taken_back(
    office: Office, reporter: Reporter, is_opened: bool
) -> None:
    await office.submit()
    if is_opened:
        report = await opened_by(office)
        letter = seal(b"{}", [str(REPORTER.to_public())])
        await inbox.reply(office.sessions, office.report_keys, "daisu", report, letter, NOW)
    _, done = await reporter.withdraws()
    status, shown = await reporter.opens()
    assert (status, shown["status"], shown["withdrawal"]) == (200, "withdrawn", done)
    assert (len(shown["replies"]), shown["received"]) == ((1, "2025-11-25T14:00Z") if is_opened else (0, None))


@pytest.mark.parametrize("is_opened", [False, True])
async def test_nothing_can_be_added_to_what_was_taken_back(office: Office, reporter: Reporter, is_opened: bool) -> None:
    await office.submit()
    if is_opened:
        await opened_by(office)
    await reporter.withdraws()
    status, body = await reporter.adds(LATER)
    assert (status, body["kind"], (await counts(office))["additions"]) == (409, "withdrawn", 0)


async def test_a_receipt_nobody_has_takes_nothing_back(office: Office, reporter: Reporter) -> None:
    await office.submit()
    assert await replace(reporter, lookup="cd" * 32).withdraws() == (404, {})
    assert (await counts(office))["reports"] == 1


@pytest.mark.parametrize("is_opened", [False, True])
async def test_when_the_commit_fails_nothing_is_taken_back_and_nothing_is_said_to_be(
    office: Office, reporter: Reporter, is_opened: bool
) -> None:
    await office.submit()
    await (opened_by(office) if is_opened else report_of(office))
    before = await counts(office)
    with failing_commit():
        assert (await reporter.withdraws())[0] == 503
    assert await counts(office) == before
    assert not (await inbox.listed(office.sessions, "daisu"))[0].withdrawn
    assert (await reporter.withdraws())[0] == 200


async def test_a_late_retry_of_an_erased_report_is_not_called_sent(office: Office, reporter: Reporter) -> None:
    await office.submit()
    await reporter.withdraws()
    with pytest.raises(RefusedError, match="taken back"):
        await office.submit()
    assert (await counts(office))["reports"] == 0


async def test_a_team_that_has_no_key_any_more_does_not_keep_a_report_from_being_taken_back(office: Office) -> None:
    await office.submit()
    report = await opened_by(office)
    gone = replace(office.intake, keys=replace(office.intake.keys, teams={}))
    withdrawn = await withdraw(gone, LOOKUP)
    assert withdrawn is not None
    contact = await contact_of(office, "daisu", report)
    assert opened(contact, office.identity("recovery"))["be_contacted"] is False


async def test_a_team_cannot_answer_or_close_what_was_erased(office: Office, reporter: Reporter) -> None:
    await office.submit()
    report = await report_of(office)
    await reporter.withdraws()
    letter = seal(b"{}", [str(REPORTER.to_public())])
    for act in (
        inbox.reply(office.sessions, office.report_keys, "daisu", report, letter, NOW),
        close(office.sessions, Actor("daisu"), report, None, NOW),
        inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW),
    ):
        with pytest.raises(NoSuchReportError):
            await act
    async with office.sessions() as session:
        teams = await session.scalars(select(AuditEntry).where(AuditEntry.actor == "daisu"))
        assert teams.all() == []


async def test_one_team_having_opened_it_is_enough(office: Office, reporter: Reporter) -> None:
    await office.submit(children_affected="yes")
    await report_of(office)
    await opened_by(office, "mash")
    assert (await reporter.withdraws())[1]["erased"] is False
    async with office.sessions() as session:
        statuses = await session.scalars(select(Delivery.status).order_by(Delivery.team))
        assert statuses.all() == [Status.RECEIVED, Status.OPENED]
