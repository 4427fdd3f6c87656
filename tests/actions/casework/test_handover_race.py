"""Handing over while she takes the report back or adds to it: whoever comes second sees what the first did.

The order is forced: one is stopped in its transaction, and goes on once the other waits for it, or is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy import select

from actions.additions import add
from actions.casework import handover as handing
from actions.casework.handover import hand_over
from actions.database.tables import Addition, Delivery
from actions.locking import CONTACT, Place
from actions.reports import NO_CONTACT
from actions.withdrawal import withdraw
from tests.actions import postgres
from tests.actions.back import adding, opened_by
from tests.actions.casework.test_casework_database import LEAD, PSD, given, teams_with
from tests.actions.kit import LOOKUP, NOW, Office, opened

pytestmark = [
    pytest.mark.skipif(not postgres.IS_THERE, reason=postgres.WITHOUT),  # SQLite lets one write at a time
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]

SOON = 0.3
"""Seconds in which a call that does not wait for the other would be done."""


async def during_handing_over(
    office: Office, report: str, team: str, monkeypatch: pytest.MonkeyPatch, meanwhile: Awaitable[Any]
) -> Any:
    """Hands over to `team`; what `meanwhile` gives, begun after the copy was stored and before that is committed."""
    stored, go_on = asyncio.Event(), asyncio.Event()
    give = handing._give

    async def gives_and_waits(*given: Any, **more: Any) -> Any:
        made = await give(*given, **more)
        stored.set()
        await go_on.wait()
        return made

    monkeypatch.setattr(handing, "_give", gives_and_waits)
    over = await given(office, report, team, alone=team == PSD)
    giving = asyncio.create_task(hand_over(office.sessions, office.report_keys, LEAD, report, over, NOW))
    await stored.wait()
    other = asyncio.ensure_future(meanwhile)
    await asyncio.wait([other], timeout=SOON)
    go_on.set()
    await giving
    return await other


async def test_withdrawn_during_it_the_new_teams_contact_details_are_erased_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.submit()
    report = await opened_by(office)
    withdrawn = await during_handing_over(office, report, "mash", monkeypatch, withdraw(office.intake, LOOKUP))
    assert withdrawn is not None
    async with office.sessions() as session:
        rows = (await session.scalars(select(Delivery).where(Delivery.report_id == report))).all()
    assert {row.team for row in rows} == {"daisu", "mash"}
    for row in rows:
        sealed = await office.report_keys.unlock_one(Place(report, row.team, CONTACT), row.contact)
        assert NO_CONTACT.items() <= opened(sealed, office.identity(row.team)).items()


@pytest.mark.parametrize("team", ["mash", PSD])
async def test_what_she_adds_during_it_reaches_the_new_team(
    office: Office, monkeypatch: pytest.MonkeyPatch, team: str
) -> None:
    await office.submit()
    report = await opened_by(office)
    added = await during_handing_over(office, report, team, monkeypatch, add(office.intake, adding(office)))
    assert added == 1
    assert team in await teams_with(office, report)
    async with office.sessions() as session:
        got = await session.scalars(select(Addition.team).where(Addition.report_id == report))
        assert team in set(got)
