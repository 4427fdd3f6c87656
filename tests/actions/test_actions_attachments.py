"""A reporter attaches a file: each team gets the original and a clean copy, sealed, locked, erased with the report."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import func, select

from actions import inbox, rewrap
from actions.attaching import MOST, SLOT
from actions.attachment_rows import Body, NoSuchFileError, take
from actions.database.tables import Attachment, AuditEntry
from actions.locking import CannotUnlockError, Place, attachment
from actions.rewrap import Exchange
from actions.sealing import Sealed, seal
from actions.withdrawal import withdraw
from attachments.protocol import MIB
from tests.actions.back import Reporter, opened_by, report_of
from tests.actions.backups import back_up, restored
from tests.actions.kit import DATABASES, LOOKUP, NOW, REASONS, Office, opened

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

ORIGINAL, CLEAN = b"kittiwake-quern-71 as it was", b"kittiwake-quern-71 clean"
FIRST = "6" * 32


@pytest.fixture
def reporter(rasa: TestClient[Any, Any], office: Office) -> Reporter:
    return Reporter(rasa, office)


async def attaches(
    reporter: Reporter, original: bytes = ORIGINAL, clean: bytes = CLEAN, submission: str = FIRST, **changed: Any
) -> tuple[int, Any]:
    """As the gateway attaches."""
    letter = {
        "slot": SLOT,
        "conversation": reporter.lookup,
        "kind": "jpg",
        "found": ["place"],
        "original": base64.b64encode(original).decode(),
        "clean": base64.b64encode(clean).decode(),
    }
    sealed = reporter.office.envelope(letter | changed).removeprefix("sealed:")
    body = {"lookup": reporter.lookup, "submission": submission, "sealed": sealed}
    answer = await reporter.rasa.post("/receipts/attach", json=body)
    return answer.status, await answer.json()


async def letter_of(office: Office, team: str = "daisu") -> dict[str, Any]:
    """What the team is told of the one file, once it opened the report."""
    report = await report_of(office, team)
    shown = await inbox.open_report(office.sessions, office.report_keys, team, report, NOW)
    (letter,) = shown.attachments
    return opened(letter, office.identity(team))


async def body_of(office: Office, body: Body, team: str = "daisu", number: int = 1) -> Sealed:
    """One body as the team gets it."""
    report = await report_of(office, team)
    reason = REASONS.reasons[0] if body is Body.ORIGINAL else None
    return await take(office.sessions, office.report_keys, team, report, number, body, reason, NOW)


async def count(office: Office) -> int:
    """Files, whoever they are for."""
    async with office.sessions() as session:
        return await session.scalar(select(func.count()).select_from(Attachment)) or 0


async def test_every_team_that_holds_the_report_gets_both_and_opens_them_with_its_own_key(
    office: Office, reporter: Reporter
) -> None:
    await office.submit(children_affected="yes")
    assert await attaches(reporter) == (200, {"attached": 1})
    keys = set()
    for team in ("daisu", "mash"):
        letter = await letter_of(office, team)
        assert (letter["part"], letter["number"], letter["kind"], letter["found"]) == (
            "attachment",
            1,
            "jpg",
            ["place"],
        )
        assert letter["report"] == await report_of(office, team)
        for body, data in ((Body.ORIGINAL, ORIGINAL), (Body.CLEAN, CLEAN)):
            sealed = await body_of(office, body, team)
            key = pyrage.x25519.Identity.from_str(letter["key"])
            text = pyrage.decrypt(sealed.data, [key])[: letter[body.value]["bytes"]]
            assert text == data
            assert hashlib.sha256(text).hexdigest() == letter[body.value]["sha256"]
        keys.add(letter["key"])
    assert len(keys) == 2
    assert await count(office) == 2


async def test_the_team_is_told_of_it_as_of_anything_she_adds(office: Office, reporter: Reporter) -> None:
    await office.submit()
    await opened_by(office)
    await attaches(reporter)
    (line,) = await inbox.listed(office.sessions, "daisu")
    assert line.added
    shown = await inbox.open_report(office.sessions, office.report_keys, "daisu", line.report_id, NOW)
    (told,) = (opened(each, office.identity("daisu")) for each in shown.additions)
    assert told["own_words"] == "A file was attached: file 1 (jpg)."
    assert (await reporter.opens())[1]["attached"] == 1


async def test_a_body_is_taken_only_once_its_letter_was_read_and_an_original_for_a_reason(
    office: Office, reporter: Reporter
) -> None:
    await office.submit()
    await attaches(reporter)
    with pytest.raises(NoSuchFileError):
        await body_of(office, Body.CLEAN)
    await letter_of(office)
    await body_of(office, Body.CLEAN)
    await body_of(office, Body.ORIGINAL)
    with pytest.raises(NoSuchFileError):
        await body_of(office, Body.CLEAN, number=2)
    with pytest.raises(NoSuchFileError):
        await take(office.sessions, office.report_keys, "mash", await report_of(office), 1, Body.CLEAN, None, NOW)
    async with office.sessions() as session:
        events = (await session.scalars(select(AuditEntry.event).order_by(AuditEntry.id))).all()
    assert events[-2:] == ["took clean copy", f"took original: {REASONS.reasons[0].code}"]
    assert events.count("attached") == 1


async def test_the_same_file_again_is_stored_once_and_no_more_than_five_are(office: Office, reporter: Reporter) -> None:
    await office.submit()
    assert [await attaches(reporter), await attaches(reporter)] == [(200, {"attached": 1})] * 2
    for number in range(2, MOST + 1):
        assert await attaches(reporter, submission=f"{number:032x}") == (200, {"attached": number})
    status, told = await attaches(reporter, submission="7" * 32)
    assert (status, told["kind"]) == (409, "full")
    assert await count(office) == MOST


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"conversation": "cd" * 32}, id="for another receipt"),
        pytest.param({"slot": "added"}, id="sealed as something else"),
        pytest.param({"kind": "exe"}, id="of another kind"),
        pytest.param({"found": ["her name"]}, id="with words of its own"),
        pytest.param({"clean": b""}, id="without a copy"),
    ],
)
async def test_what_was_not_sealed_for_this_is_refused(
    office: Office, reporter: Reporter, changed: dict[str, Any]
) -> None:
    await office.submit()
    status, told = await attaches(reporter, **changed)
    assert status == 400
    assert "kittiwake" not in str(told)
    assert await count(office) == 0


async def test_a_receipt_that_opens_nothing_attaches_nothing(office: Office, reporter: Reporter) -> None:
    assert (await attaches(reporter))[0] == 404
    await office.submit()
    await withdraw(office.intake, LOOKUP)
    assert (await attaches(reporter))[1]["kind"] == "withdrawn"
    assert await count(office) == 0


async def test_ten_megabytes_pass_and_lengths_say_little(office: Office, reporter: Reporter) -> None:
    await office.submit()
    assert (await attaches(reporter, bytes(10 * MIB), bytes(9 * MIB)))[0] == 200
    async with office.sessions() as session:
        assert await session.scalar(select(Attachment.size)) == 16 * MIB
    lengths = [len((await _stored(office, each)).data) for each in (1, 2)]
    assert max(lengths) - min(lengths) < 512  # age adds a line of noise


async def _stored(office: Office, part: int) -> Any:
    column = (Attachment.letter, Attachment.original, Attachment.clean)[part]
    async with office.sessions() as session:
        return await session.scalar(select(column))


async def test_taken_back_unopened_no_old_backup_opens_any_part(
    office: Office, reporter: Reporter, tmp_path: Path
) -> None:
    await office.submit()
    await attaches(reporter)
    report, rows = await report_of(office), await back_up(office)
    done = await withdraw(office.intake, LOOKUP)
    assert done is not None
    assert done.erased
    assert await count(office) == 0
    async with restored(rows, office, tmp_path) as sessions, sessions() as session:
        columns = (Attachment.letter, Attachment.original, Attachment.clean)
        (row,) = (await session.execute(select(*columns))).all()
    for part, locked in zip(attachment(1), row, strict=True):
        with pytest.raises(CannotUnlockError):
            await office.report_keys.unlock_one(Place(report, "daisu", part), locked)


async def test_taken_back_after_it_was_opened_a_file_nobody_read_of_is_erased(
    office: Office, reporter: Reporter
) -> None:
    await office.submit()
    await attaches(reporter)
    await opened_by(office)
    await attaches(reporter, submission="8" * 32)
    locked = {each: await _newest(office, each) for each in (0, 1, 2)}
    done = await withdraw(office.intake, LOOKUP)
    assert done is not None
    assert not done.erased
    assert await count(office) == 1
    report = await report_of(office)
    for each, part in enumerate(attachment(2)):
        with pytest.raises(CannotUnlockError):
            await office.report_keys.unlock_one(Place(report, "daisu", part), locked[each])


async def _newest(office: Office, part: int) -> Any:
    column = (Attachment.letter, Attachment.original, Attachment.clean)[part]
    async with office.sessions() as session:
        return await session.scalar(select(column).where(Attachment.number == 2))


async def test_sealed_anew_for_a_new_key_the_letter_is_exchanged_and_the_bodies_stay(
    office: Office, reporter: Reporter
) -> None:
    await office.submit()
    await attaches(reporter)
    report = await report_of(office)
    parts = await rewrap.fetch(office.sessions, office.report_keys, "daisu", report, NOW)
    old = parts["attachment 1"]
    newer = pyrage.x25519.Identity.generate()
    text = pyrage.decrypt(old.data, [pyrage.x25519.Identity.from_str(office.identity("daisu"))])
    now = seal(text, [str(newer.to_public())])
    exchange = {"attachment 1": Exchange(hashlib.sha256(old.data).hexdigest(), now)}
    await rewrap.exchange(office.sessions, office.report_keys, "daisu", report, exchange, NOW)
    shown = await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    letter = opened(shown.attachments[0], str(newer))
    body = await body_of(office, Body.CLEAN)
    key = pyrage.x25519.Identity.from_str(letter["key"])
    assert pyrage.decrypt(body.data, [key]).startswith(CLEAN)
