"""The published statistics on the staff side: whoever sees them, and that a report about an officer changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from actions.count_batches import counts_of, keep_counts
from actions.counting import Series
from actions.key_files import read_identity
from actions.keyring import STATISTICS
from actions.releases import Document, document_of, publish
from actions.statistics_tables import groups_of
from staff.statistics_api import may_see
from staff.who import Role, Who
from tests.actions.kit import LABELS, NOW, ROUTING, Office
from tests.staff.kit import Staffroom
from tests.staff.people_kit import Hire

AFTER = datetime(2025, 12, 2, 9, tzinfo=UTC)
OFFICERS = "What concerns Professional Standards alone"


async def release(office: Office, series: Series, *, month: str = "2025-11") -> Document:
    """What is published of all that the office has counted."""
    await keep_counts(office.sessions, office.intake.keys.statistics, office.intake.counts, lambda: NOW)
    identity = read_identity(office.home / "keys" / f"{STATISTICS[series]}.key")
    counts = await counts_of(office.sessions, month, series, identity)
    groups = groups_of(series, ROUTING, LABELS, ("what_happened", "send"), {})
    return document_of(month, series, groups, counts)


async def submit(office: Office, number: int, **changed: str) -> None:
    await office.submit(f"{number:032x}", f"{number:064x}", **changed)


async def both_published(office: Office) -> None:
    for series in Series:
        await publish(office.sessions, await release(office, series), AFTER)


def who(role: Role, team: str | None = None) -> Who:
    return Who(role, team, "somebody")


@pytest.mark.parametrize(
    ("asking", "ordinary", "reserved"),
    [
        (who(Role.OWNER), True, False),
        (who(Role.LEAD, "daisu"), True, False),
        (who(Role.LEAD, "professional_standards"), True, True),
        (who(Role.AUDITOR), True, True),
        (who(Role.MEMBER, "daisu"), False, False),
        (who(Role.MEMBER, "professional_standards"), False, False),
        (who(Role.COMMS), False, False),
    ],
)
async def test_who_sees_which_release(office: Office, asking: Who, ordinary: bool, reserved: bool) -> None:
    assert may_see(asking, await release(office, Series.ORDINARY)) is ordinary
    assert may_see(asking, await release(office, Series.RESERVED)) is reserved


async def test_a_report_about_an_officer_changes_no_byte_of_the_page(
    room: Staffroom, office: Office, hire: Hire
) -> None:
    for number in range(6):
        await submit(office, number)
    without = await release(office, Series.ORDINARY)
    for number in range(6, 20):
        await submit(office, number, about_police="yes")
    assert (await release(office, Series.ORDINARY)).text == without.text
    await both_published(office)
    lead = await hire("lead", Role.LEAD, "daisu")
    await lead.signs_in()
    answer = await lead.asks("GET", "/statistics")
    page = await answer.text()
    assert answer.status == 200
    assert "November 2025" in page
    assert OFFICERS not in page
    assert "Professional Standards</th>" not in page


async def test_professional_standards_lead_sees_their_own(room: Staffroom, office: Office, hire: Hire) -> None:
    for number in range(7):
        await submit(office, number, about_police="yes")
    await both_published(office)
    lead = await hire("standards", Role.LEAD, "professional_standards")
    await lead.signs_in()
    page = await (await lead.asks("GET", "/statistics")).text()
    assert page.count("<h2>November 2025.") == 2
    assert '<tr><th scope="row">Professional Standards</th><td>5</td></tr>' in page


async def test_before_anything_is_published_the_page_says_so(room: Staffroom, hire: Hire) -> None:
    owner = await hire("owner", Role.OWNER)
    await owner.signs_in()
    assert "Nothing is published yet." in await (await owner.asks("GET", "/statistics")).text()
