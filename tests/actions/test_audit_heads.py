"""Each day one head is signed, by whichever action server comes first, and can be kept and read again."""

from __future__ import annotations

import asyncio
import base64
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st

from actions import audit_heads
from actions.__main__ import open_app
from actions.audit_heads import Head, heads_of, read_head, sign_daily, sign_head
from actions.database.engine import open_database, sessions_of
from actions.key_files import KeyringError, read_public_keys, read_signing_key
from actions.settings import Settings
from tests.actions.audit_kit import fill, rows_of, sign
from tests.actions.kit import CANARY, DATABASES, NOW, ROOT, Office

both = pytest.mark.parametrize("database_url", DATABASES, indirect=True)
HEAD = Head("2025-11-25", 12, "a" * 64, "A" * 86 + "==")


@both
async def test_a_day_has_one_head_over_its_first_newest_row(office: Office) -> None:
    await fill(office.sessions, 2)
    await sign(office)
    await fill(office.sessions, 2)
    await sign(office, NOW + timedelta(hours=9))
    await sign(office, NOW + timedelta(hours=10))
    heads = await heads_of(office.sessions)
    assert [(head.day, head.number) for head in heads] == [("2025-11-25", 2), ("2025-11-26", 4)]
    rows = await rows_of(office.sessions)
    assert [head.hash for head in heads] == [rows[1]["hash"], rows[3]["hash"]]


@both
async def test_two_servers_sign_a_day_once(office: Office, database_url: str) -> None:
    engines = [open_database(database_url) for _ in range(2)]
    key = office.intake.keys.audit
    await asyncio.gather(*(sign_head(sessions_of(engine), key, NOW) for engine in engines * 3))
    for engine in engines:
        await engine.dispose()
    assert len(await heads_of(office.sessions)) == 1


def test_openssl_finds_a_head_signed(keys: Path, tmp_path: Path) -> None:
    text, signature = str(HEAD.signed_with(read_signing_key(keys / "keys" / "audit.key"))).split("Signature: ")
    (tmp_path / "head").write_text(text)
    (tmp_path / "signature").write_bytes(base64.b64decode(signature))
    script = f"openssl pkeyutl -verify -pubin -inkey {keys}/keys/audit.pub -rawin -in head -sigfile signature"
    assert b"Success" in subprocess.run(script.split(), cwd=tmp_path, capture_output=True, check=True).stdout


async def test_the_action_server_signs_from_its_start(keys: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(keys, tmp_path / "home"))
    async with TestClient(TestServer(await open_app(Settings(home=home, content=ROOT)))):
        engine = open_database(f"sqlite+aiosqlite:///{home / 'heard.db'}")
        async with asyncio.timeout(5):
            while not await heads_of(sessions_of(engine)):
                pass
        await engine.dispose()


async def test_a_head_that_cannot_be_signed_is_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(audit_heads, "SECONDS_BETWEEN_LOOKS", 0)
    times = iter([RuntimeError(CANARY)])

    def clock() -> datetime:
        for error in times:
            raise error
        return NOW

    signing = asyncio.create_task(sign_daily(office.sessions, office.intake.keys.audit, clock))
    async with asyncio.timeout(5):
        while not await heads_of(office.sessions):
            pass
    signing.cancel()
    assert caplog.messages == ["audit_head_not_signed kind=RuntimeError"]


@given(st.dates(), st.integers(0, 10**9), st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_a_head_that_was_kept_is_read_as_it_was(day: Any, number: int, digest: bytes, signature: bytes) -> None:
    head = Head(day.isoformat(), number, digest.hex(), base64.b64encode(signature).decode())
    assert read_head(str(head)) == head
    assert read_head(str(head).replace("\n", "\r\n").strip()) == head


@pytest.mark.parametrize("wrong", ["", "nonsense", str(HEAD)[1:], str(HEAD) * 2, str(HEAD).replace("12", "-12")])
def test_what_is_no_head_is_none(wrong: str) -> None:
    assert read_head(wrong) is None


def test_the_public_key_file_can_hold_earlier_keys_and_nothing_else(office: Office, tmp_path: Path) -> None:
    pem = (office.home / "keys" / "audit.pub").read_text()
    path = tmp_path / "audit.pub"
    path.write_text(pem * 2)
    assert len(read_public_keys(path)) == 2
    for wrong in ("", "nonsense", pem.replace("M", "N", 1)):
        path.write_text(wrong)
        with pytest.raises(KeyringError, match=r"audit\.pub does not hold Ed25519"):
            read_public_keys(path)
