"""A report put aside: opened by its receipt alone, sent once, and gone when it is erased or its day has come."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from pytest_aiohttp import AiohttpClient
from sqlalchemy import delete, select

from actions import drafts, inbox
from actions.database.engine import open_database, sessions_of
from actions.database.report_key_tables import ReportKey
from actions.database.tables import AuditEntry, Draft, KeyToDestroy
from actions.draft_rows import place_of
from actions.drafts import NoRoomError
from actions.key_destruction import sweep
from actions.locking import CannotUnlockError
from actions.receipts import keyed_hash
from actions.report_key_store import GONE, ReportKeysError, open_report_keys, prepare
from actions.sealing import CannotOpenError, Sealed, seal, unseal
from actions.spooled import take_back
from actions.store import KeysSweptError
from tests.actions.backups import back_up, restored
from tests.actions.calling import Signing
from tests.actions.conftest import app_of
from tests.actions.kit import CANARY, DATABASES, LOOKUP, NOW, REPORTER, ROUTING, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

UNTIL = date(2026, 2, 23)
"""Ninety days after the 25th of November."""
OTHER, THIRD, FOURTH = "cd" * 32, "ef" * 32, "01" * 32


def sealed(text: str = CANARY) -> Sealed:
    """Something sealed to the receipt alone, as the gateway does it."""
    return seal(b'{"answers": "%s"}' % text.encode(), [str(REPORTER.to_public())])


def at(office: Office, **later: float) -> Office:
    """The same office at a later time."""
    return replace(office, intake=replace(office.intake, clock=lambda: NOW + timedelta(**later)))


async def asks(client: TestClient[Any, Any], what: str, lookup: str = LOOKUP, **more: Any) -> tuple[int, Any]:
    answer = await client.post(f"/drafts/{what}", json={"lookup": lookup, **more})
    return answer.status, await answer.json()


async def stored(office: Office) -> list[Draft]:
    async with office.sessions() as session:
        return list(await session.scalars(select(Draft)))


async def audited(office: Office) -> list[tuple[str, str, str, str]]:
    async with office.sessions() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.event, row.actor, row.report_id, row.team) for row in rows]


@pytest.fixture
def gateway(rasa: TestClient[Any, Any]) -> TestClient[Any, Any]:
    """The gateway, which may call what is for drafts."""
    return rasa


async def test_what_was_kept_is_given_back_as_it_was_with_its_last_day(gateway: TestClient[Any, Any]) -> None:
    kept = sealed()
    body = base64.b64encode(kept.data).decode()
    assert await asks(gateway, "keep", sealed=body) == (200, {"until": str(UNTIL)})
    assert await asks(gateway, "open") == (200, {"sealed": body, "until": str(UNTIL)})
    assert unseal(kept, str(REPORTER)).startswith(b'{"answers"')


async def test_what_is_not_sealed_is_not_kept(gateway: TestClient[Any, Any], office: Office) -> None:
    status, _ = await asks(gateway, "keep", sealed=base64.b64encode(b'{"answers": "plain"}').decode())
    assert status == 400
    assert await stored(office) == []


async def test_no_key_of_the_force_opens_it(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    aside = await drafts.look(office.intake, LOOKUP)
    assert aside is not None
    for owner in (*ROUTING.teams, "recovery"):
        with pytest.raises(CannotOpenError):
            unseal(aside.sealed, office.identity(owner))
    with pytest.raises(CannotOpenError):
        unseal(aside.sealed, office.intake.keys.intake)
    assert CANARY.encode() in unseal(aside.sealed, str(REPORTER))


async def test_only_a_hash_locked_bytes_and_a_day_are_stored(office: Office) -> None:
    kept = sealed()
    await drafts.keep(office.intake, LOOKUP, kept)
    (row,) = await stored(office)
    assert set(Draft.__table__.columns.keys()) == {"receipt", "sealed", "until"}
    assert row.receipt == keyed_hash(office.intake.receipt_secret, LOOKUP)
    assert row.until == UNTIL
    assert kept.data not in row.sealed.data
    everything = repr(await back_up(office)).encode()
    assert LOOKUP.encode() not in everything
    assert CANARY.encode() not in everything


async def test_no_team_sees_that_there_is_one(office: Office) -> None:
    before = {team: await inbox.listed(office.sessions, team) for team in ROUTING.teams}
    await drafts.keep(office.intake, LOOKUP, sealed())
    await office.deliver()
    assert {team: await inbox.listed(office.sessions, team) for team in ROUTING.teams} == before


async def test_saved_again_it_takes_the_place_of_what_was_there(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed("first"))
    (before,) = await stored(office)
    second = sealed("second")
    await drafts.keep(at(office, days=10).intake, LOOKUP, second)
    aside = await drafts.look(office.intake, LOOKUP)
    assert aside is not None
    assert aside.sealed.data == second.data
    assert aside.until == UNTIL + timedelta(days=10)
    assert not await office.report_keys.still_has([before.sealed.key_id])


async def test_erased_its_key_is_destroyed_and_no_backup_gives_it_back(office: Office, tmp_path: Path) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    backup = await back_up(office)
    async with restored(backup, office, tmp_path) as sessions:
        old = replace(office.intake, sessions=sessions)
        assert await drafts.look(old, LOOKUP) is not None
        assert await drafts.erase(office.intake, LOOKUP)
        assert await stored(office) == []
        assert await drafts.look(old, LOOKUP) is None
        async with sessions() as session:
            (row,) = await session.scalars(select(Draft))
        with pytest.raises(CannotUnlockError):
            await office.report_keys.unlock_one(place_of(row.receipt), row.sealed)


async def test_erasing_that_was_interrupted_goes_on_from_there(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    (row,) = await stored(office)

    async def fails(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(office.report_keys, "destroy", fails)
        with pytest.raises(ConnectionError):
            await drafts.erase(office.intake, LOOKUP)
    assert await office.report_keys.still_has([row.sealed.key_id])
    assert not await drafts.erase(office.intake, LOOKUP)
    assert not await office.report_keys.still_has([row.sealed.key_id])


async def test_a_wrong_receipt_and_one_whose_day_has_come_get_the_same_answer(
    office: Office, gateway: TestClient[Any, Any]
) -> None:
    await drafts.keep(at(office, days=-90).intake, LOOKUP, sealed())
    assert len(await stored(office)) == 1
    assert await asks(gateway, "open") == await asks(gateway, "open", OTHER) == (404, {})
    await sweep(office.sessions, office.report_keys, office.intake.clock)
    assert await asks(gateway, "erase") == await asks(gateway, "erase", OTHER) == (404, {})


async def test_it_is_erased_with_its_key_on_its_day_and_not_before(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    (row,) = await stored(office)
    for day, there in ((89, True), (90, False)):
        await sweep(office.sessions, office.report_keys, at(office, days=day).intake.clock)
        assert bool(await stored(office)) is there
        assert await office.report_keys.still_has([row.sealed.key_id]) is there
    assert [event for event, *_ in await audited(office)] == ["draft kept", "draft expired"]


async def test_the_setting_says_how_long(office: Office) -> None:
    short = replace(office.intake, draft_days=7)
    assert await drafts.keep(short, LOOKUP, sealed()) == date(2025, 12, 2)


async def test_sent_it_is_one_report_and_the_draft_is_gone_with_its_key(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    (row,) = await stored(office)
    await office.submit()
    await office.submit()
    await office.deliver()
    assert len(await inbox.listed(office.sessions, "daisu")) == 1
    assert await stored(office) == []
    assert not await office.report_keys.still_has([row.sealed.key_id])
    async with office.sessions() as session:
        assert (await session.scalars(select(KeyToDestroy))).all() == []


async def test_a_report_that_could_not_be_stored_leaves_the_draft(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())

    async def gone(*_: object) -> bool:
        return False

    with monkeypatch.context() as broken:
        broken.setattr(office.report_keys, "still_has", gone)
        with pytest.raises(KeysSweptError):
            await office.submit()
    assert await drafts.look(office.intake, LOOKUP) is not None
    await office.submit()
    assert await drafts.look(office.intake, LOOKUP) is None


async def test_nothing_is_kept_beside_a_report_that_was_sent(gateway: TestClient[Any, Any], office: Office) -> None:
    await office.submit()
    status, said = await asks(gateway, "keep", sealed=base64.b64encode(sealed().data).decode())
    assert (status, said["kind"]) == (409, "sent")
    assert await stored(office) == []


async def test_what_slipped_in_while_the_report_was_sent_is_swept_and_not_recorded(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    (row,) = await stored(office)
    await office.submit()
    locked = await office.report_keys.lock_one(place_of(row.receipt), sealed())
    async with office.sessions.begin() as session:
        session.add(Draft(receipt=row.receipt, sealed=locked, until=UNTIL))
    await sweep(office.sessions, office.report_keys, office.intake.clock)
    assert await stored(office) == []
    assert [event for event, *_ in await audited(office)] == ["draft kept", "received"]


async def test_a_day_has_room_for_so_many_and_the_next_has_room_again(
    gateway: TestClient[Any, Any], office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    few = replace(office.intake, drafts_a_day=2)
    for lookup in (LOOKUP, OTHER):
        await drafts.keep(few, lookup, sealed())
    with pytest.raises(NoRoomError):
        await drafts.keep(few, THIRD, sealed())
    assert [each.getMessage() for each in caplog.records] == ["drafts_full"]
    assert len(await stored(office)) == 2
    assert await drafts.keep(few, LOOKUP, sealed("again")) == UNTIL  # in the place of her own
    assert await drafts.keep(replace(few, clock=at(office, days=1).intake.clock), THIRD, sealed())
    assert await drafts.erase(few, OTHER)
    assert await drafts.keep(few, FOURTH, sealed()) == UNTIL


async def test_when_there_is_no_room_the_gateway_is_told_so(office: Office, aiohttp_client: AiohttpClient) -> None:
    full = replace(office, intake=replace(office.intake, drafts_a_day=1))
    await drafts.keep(full.intake, OTHER, sealed())
    client = await aiohttp_client(app_of(full), middlewares=(Signing(office.home),))
    status, said = await asks(client, "keep", sealed=base64.b64encode(sealed().data).decode())
    assert (status, said["kind"]) == (409, "full")


async def test_taken_back_before_it_arrived_it_is_not_kept_either(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    done = await take_back(office.intake, LOOKUP)
    assert done is not None
    assert done.erased
    assert await stored(office) == []


async def test_the_key_of_what_is_kept_is_not_swept_as_left_behind(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    await sweep(office.sessions, office.report_keys, at(office, days=3).intake.clock)
    assert await drafts.look(office.intake, LOOKUP) is not None


async def test_a_draft_in_the_place_of_another_does_not_open(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    await drafts.keep(office.intake, OTHER, sealed())
    mine, other = (keyed_hash(office.intake.receipt_secret, each) for each in (LOOKUP, OTHER))
    async with office.sessions.begin() as session:
        row, instead = await session.get(Draft, mine), await session.get(Draft, other)
        assert row is not None
        assert instead is not None
        row.sealed = instead.sealed
    assert await drafts.look(office.intake, LOOKUP) is None


async def test_the_audit_says_that_it_was_and_nothing_of_which(office: Office) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    await drafts.erase(office.intake, LOOKUP)
    assert await audited(office) == [("draft kept", "reporter", "", ""), ("draft erased", "reporter", "", "")]


async def test_without_its_key_database_the_server_does_not_start_over_drafts_alone(
    office: Office, database_url: str, report_keys_url: str
) -> None:
    await drafts.keep(office.intake, LOOKUP, sealed())
    keys = open_report_keys(report_keys_url)
    async with sessions_of(keys).begin() as session:
        await session.execute(delete(ReportKey))
    reports = open_database(database_url)
    try:
        with pytest.raises(ReportKeysError, match=GONE[:20]):
            await prepare(keys, reports)
    finally:
        await reports.dispose()
        await keys.dispose()
