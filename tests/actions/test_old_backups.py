"""An old backup beside the report keys as they are now: what was erased since opens to nobody, with whatever keys."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from actions import inbox, rewrap
from actions.additions import add
from actions.database.engine import sessions_of
from actions.database.report_key_tables import ReportKey
from actions.key_destruction import reports_without_key
from actions.locking import CannotUnlockError
from actions.report_key_store import open_report_keys
from actions.rewrap import Exchange
from actions.sealing import seal
from actions.withdrawal import withdraw
from tests.actions.back import LATER, adding, opened_by, report_of
from tests.actions.backups import back_up, restored, told_by
from tests.actions.kit import CANARY, DATABASES, LOOKUP, NOW, REPORTER, ROUTING, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

DETAILS = f"{CANARY} in contact_details"
HAPPENED = f"{CANARY} in what_happened"
ANSWER = '"an answer"'


def every_identity(office: Office) -> list[str]:
    """Every private key there is: the teams', the recovery key, and the reporter's own."""
    return [*(office.identity(team) for team in (*ROUTING.teams, "recovery")), str(REPORTER)]


async def a_report(office: Office) -> str:
    """Two teams have it; something was added that nobody has opened."""
    await office.submit(children_affected="yes")
    report = await report_of(office)
    await add(office.intake, adding(office))
    return report


async def test_a_report_taken_back_opens_in_no_backup(office: Office, tmp_path: Path) -> None:
    await a_report(office)
    backup = await back_up(office)
    async with restored(backup, office, tmp_path) as sessions:
        before = await told_by(sessions, office.report_keys, every_identity(office))
        assert all(before.count(told) == 2 * 2 for told in (DETAILS, HAPPENED, LATER)), "two teams, two keys each"
        withdrawn = await withdraw(office.intake, LOOKUP)
        assert withdrawn is not None
        assert withdrawn.erased
        assert await told_by(sessions, office.report_keys, every_identity(office)) == ""
        (line,) = await inbox.listed(sessions, "daisu")
        with pytest.raises(CannotUnlockError):
            await inbox.open_report(sessions, office.report_keys, "daisu", line.report_id, NOW)


async def test_a_withdrawal_after_opening_takes_contact_and_unopened_additions_out_of_every_backup(
    office: Office, tmp_path: Path
) -> None:
    await office.submit(children_affected="yes")
    await add(office.intake, adding(office, "read by one team", "1" * 32))
    report = await opened_by(office)
    await add(office.intake, adding(office))
    letter = seal(ANSWER.encode(), [str(REPORTER.to_public())])
    await inbox.reply(office.sessions, office.report_keys, "daisu", report, letter, NOW)
    async with restored(await back_up(office), office, tmp_path) as sessions:
        assert DETAILS in await told_by(sessions, office.report_keys, every_identity(office))
        await withdraw(office.intake, LOOKUP)
        told = await told_by(sessions, office.report_keys, every_identity(office))
        assert DETAILS not in told
        assert LATER not in told
        assert all(kept in told for kept in (HAPPENED, "read by one team", ANSWER))
    now = await told_by(office.sessions, office.report_keys, every_identity(office))
    assert HAPPENED in now
    assert DETAILS not in now


async def test_what_was_sealed_anew_opens_in_no_backup_with_the_old_key(office: Office, tmp_path: Path) -> None:
    report = await a_report(office)
    old = [office.identity("daisu")]
    async with restored(await back_up(office), office, tmp_path) as sessions:
        assert HAPPENED in await told_by(sessions, office.report_keys, old)
        parts = await rewrap.fetch(office.sessions, office.report_keys, "daisu", report, NOW)
        anew = {
            name: Exchange(sha256(part.data).hexdigest(), seal(b"{}", [str(REPORTER.to_public())]))
            for name, part in parts.items()
        }
        await rewrap.exchange(office.sessions, office.report_keys, "daisu", report, anew, NOW)
        assert await told_by(sessions, office.report_keys, old) == ""
        assert HAPPENED in await told_by(sessions, office.report_keys, [office.identity("mash")])


async def test_other_reports_open_as_before(office: Office, tmp_path: Path) -> None:
    await a_report(office)
    await office.submit("f" * 32, "cd" * 32, what_happened="skipped", children_affected="yes")
    async with restored(await back_up(office), office, tmp_path) as sessions:
        await withdraw(office.intake, LOOKUP)
        told = await told_by(sessions, office.report_keys, every_identity(office))
        assert told.count('"part": "account"') == 2 * 2
        assert HAPPENED not in told


async def test_how_many_reports_of_a_backup_nobody_can_open_is_counted(office: Office, tmp_path: Path) -> None:
    await a_report(office)
    await office.submit("f" * 32, "cd" * 32)
    async with restored(await back_up(office), office, tmp_path) as sessions:
        assert await reports_without_key(sessions, office.report_keys) == 0
        await withdraw(office.intake, LOOKUP)
        assert await reports_without_key(sessions, office.report_keys) == 1
    assert await reports_without_key(office.sessions, office.report_keys) == 0


async def test_no_byte_of_a_destroyed_key_is_left_in_the_files(
    office: Office, tmp_path: Path, report_keys_url: str, database_url: str
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL's files are its own: docs/decisions/0015")
    for number in range(40):
        await office.submit(f"{number:032x}", f"{number:064x}")
    engine = open_report_keys(report_keys_url)
    async with sessions_of(engine)() as session:
        secrets = (await session.scalars(select(ReportKey.secret))).all()
    await engine.dispose()
    for number in range(0, 40, 2):
        assert await withdraw(office.intake, f"{number:064x}")
    left = _bytes_of(tmp_path)
    found = [secret[:16] in left or secret[16:] in left for secret in secrets]
    assert (len(found), sum(found)) == (80, 40)


def _bytes_of(folder: Path) -> bytes:
    """Every byte of the report keys' database, its log included."""
    return b"".join(path.read_bytes() for path in folder.glob("report-keys.db*"))
