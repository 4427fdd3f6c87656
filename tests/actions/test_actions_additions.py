"""A reporter adds to a report: for each team that holds it, sealed, once, and only when it is stored."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from actions import inbox
from actions.additions import LONGEST, MOST
from actions.database.tables import Addition, AuditEntry
from tests.actions.back import ADDED, LATER, Reporter, opened_by, report_of
from tests.actions.kit import DATABASES, LOOKUP, NOW, Office, opened

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


@pytest.fixture
def reporter(rasa: TestClient[Any, Any], office: Office) -> Reporter:
    return Reporter(rasa, office)


async def added_to(office: Office, team: str = "daisu") -> list[dict[str, Any]]:
    """What the team finds added when it opens the report."""
    report = await report_of(office, team)
    shown = await inbox.open_report(office.sessions, office.report_keys, team, report, NOW)
    return [opened(each, office.identity(team)) for each in shown.additions]


async def count(office: Office) -> int:
    """Sealed additions, whoever they are for."""
    async with office.sessions() as session:
        return await session.scalar(select(func.count()).select_from(Addition)) or 0


async def test_what_is_added_is_sealed_to_every_team_that_holds_the_report(office: Office, reporter: Reporter) -> None:
    await office.submit(children_affected="yes")
    assert await reporter.adds() == (200, {"added": 1})
    for team in ("daisu", "mash"):
        (told,) = await added_to(office, team)
        assert told["own_words"] == LATER
        assert (told["part"], told["number"], told["team"]["id"]) == ("addition", 1, team)
        assert told["report"] == await report_of(office, team)
    assert await count(office) == 2


async def test_additions_are_read_in_order_and_counted_for_the_reporter(office: Office, reporter: Reporter) -> None:
    await office.submit()
    for number in range(3):
        await reporter.adds(f"thing {number}", f"{number:032x}")
    assert [told["own_words"] for told in await added_to(office)] == ["thing 0", "thing 1", "thing 2"]
    assert (await reporter.opens())[1]["added"] == 3


async def test_the_same_addition_again_is_stored_once(office: Office, reporter: Reporter) -> None:
    await office.submit()
    assert [await reporter.adds(), await reporter.adds()] == [(200, {"added": 1})] * 2
    assert await count(office) == 1


async def test_words_changed_before_they_are_sent_again_are_not_lost(office: Office, reporter: Reporter) -> None:
    await office.submit()
    await reporter.adds("he came", ADDED)
    await reporter.adds("he came twice", ADDED)
    assert [told["own_words"] for told in await added_to(office)] == ["he came", "he came twice"]


async def test_a_team_sees_that_something_was_added_until_it_opens_it(office: Office, reporter: Reporter) -> None:
    await office.submit(children_affected="yes")
    await opened_by(office)
    await opened_by(office, "mash")
    await reporter.adds()
    seen = {}
    for look in ("before", "after"):
        seen[look] = [(await inbox.listed(office.sessions, team))[0].added for team in ("daisu", "mash")]
        await opened_by(office)
    assert seen == {"before": [True, True], "after": [False, True]}


async def test_no_more_can_be_added_than_a_team_can_read(office: Office, reporter: Reporter) -> None:
    await office.submit()
    for number in range(MOST):
        assert (await reporter.adds(f"thing {number}", f"{number:032x}"))[0] == 200
    status, body = await reporter.adds("one too many", "f" * 32)
    assert (status, body["kind"]) == (409, "full")
    assert (await reporter.adds("thing 0", f"{0:032x}"))[0] == 200, "a retry is no further addition"
    assert await count(office) == MOST


@pytest.mark.parametrize("words", ["", "  \n ", "x" * (LONGEST + 1)])
async def test_nothing_and_too_much_are_refused(office: Office, reporter: Reporter, words: str) -> None:
    await office.submit()
    assert (await reporter.adds(words))[0] == 400
    assert await count(office) == 0


async def test_words_sealed_for_another_receipt_or_another_slot_are_refused(
    office: Office, rasa: TestClient[Any, Any]
) -> None:
    await office.submit()
    for envelope in (office.words("added", LATER, "cd" * 32), office.words("what_happened", LATER, LOOKUP), LATER):
        body = {"lookup": LOOKUP, "submission": ADDED, "words": envelope}
        answer = await rasa.post("/receipts/add", json=body)
        assert answer.status == 400
        assert LATER not in await answer.text()
    assert await count(office) == 0


async def test_a_receipt_that_never_was_can_be_added_to_as_little_as_one_that_is_gone(
    office: Office, reporter: Reporter
) -> None:
    never = await reporter.adds()
    await office.submit()
    async with office.sessions.begin() as session:
        await session.execute(text("DELETE FROM reports"))
    assert never == await reporter.adds() == (404, {})


async def test_when_the_commit_fails_nothing_is_called_added(office: Office, reporter: Reporter) -> None:
    await office.submit()

    def fail(_session: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception(LATER))

    event.listen(Session, "before_commit", fail)
    try:
        status, body = await reporter.adds()
    finally:
        event.remove(Session, "before_commit", fail)
    assert (status, await count(office)) == (503, 0)
    assert LATER not in str(body)
    assert await reporter.adds() == (200, {"added": 1})


@pytest.mark.parametrize("mention", ["unclear", "responsible"])
async def test_words_that_name_the_police_go_to_no_local_team_without_a_plain_no(
    office: Office, reporter: Reporter, mention: str
) -> None:
    await office.submit()
    status, body = await reporter.adds(police_mention=mention)
    assert (status, body["kind"], await count(office)) == (409, "elsewhere", 0)
    assert (await reporter.adds(police_mention=mention, police_confirmed="no"))[0] == 200
    assert len(await added_to(office)) == 1


async def test_words_that_name_the_police_are_added_where_such_reports_go(office: Office, reporter: Reporter) -> None:
    await office.submit(about_police="yes")
    assert (await reporter.adds(police_mention="responsible"))[0] == 200
    assert len(await added_to(office, "professional_standards")) == 1


@pytest.mark.parametrize("flags", [{"police_mention": "no"}, {"police_confirmed": "yes"}, {"submission": "x"}])
async def test_what_the_gateway_never_says_is_refused(
    office: Office, reporter: Reporter, flags: dict[str, str]
) -> None:
    await office.submit()
    assert (await reporter.adds(**flags))[0] == 400


async def test_adding_is_recorded_and_says_nothing_of_what_was_added(office: Office, reporter: Reporter) -> None:
    await office.submit()
    report = await report_of(office)
    await reporter.adds()
    async with office.sessions() as session:
        rows = (await session.scalars(select(AuditEntry).where(AuditEntry.actor == "reporter"))).all()
    assert [(row.event, row.report_id, row.team) for row in rows] == [("added", report, "")]
