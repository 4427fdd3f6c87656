"""The statement of a report that was erased: signed, the same every time, and silent about what it was."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from actions.statements import reference_of, statement_of
from content.statement import Wording, load_wording, read_statement
from tests.actions.back import Reporter
from tests.actions.kit import LOOKUP, NOW, ROOT, Office

TELLING = ("police", "report", "abuse", "heard", "hertfordshire", "withdr", "contact", "victim")


@pytest.fixture
async def statement(office: Office, rasa: TestClient[Any, Any]) -> str:
    """What the reporter gets."""
    await office.submit()
    _, body = await Reporter(rasa, office).withdraws()
    return str(body["statement"])


async def test_it_says_that_a_request_is_closed_and_nothing_of_what_it_was_about(statement: str) -> None:
    lines = statement.splitlines()
    assert lines[0] == "Request closed."
    assert lines[1] == f"Reference: {reference_of(LOOKUP)}"
    assert lines[2] == "Date: 25 November 2025"
    assert not [word for word in TELLING if word in statement.lower()]


async def test_openssl_alone_can_check_it(statement: str, office: Office, tmp_path: Path) -> None:
    read = read_statement(statement)
    assert read is not None
    assert is_confirmed(office.home, tmp_path, read.signed, read.signature)
    assert not is_confirmed(office.home, tmp_path, read.signed + b".", read.signature)


def is_confirmed(home: Path, folder: Path, signed: bytes, signature: bytes) -> bool:
    """Whether `openssl`, with the public key, finds that the signature is over `signed`."""
    (folder / "text").write_bytes(signed)
    (folder / "signature").write_bytes(signature)
    key = ["-pubin", "-inkey", str(home / "keys" / "statement.pub")]
    files = ["-in", str(folder / "text"), "-sigfile", str(folder / "signature")]
    command = ["openssl", "pkeyutl", "-verify", "-rawin", *key, *files]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_the_reference_belongs_to_one_receipt_and_does_not_change() -> None:
    """Statements given out before could not be shown to be about the report if it did."""
    assert reference_of(LOOKUP) == "2867 7009 3566 4251 2729"
    assert reference_of("cd" * 32) != reference_of(LOOKUP)


async def test_the_same_receipt_and_hour_always_have_the_same_statement(office: Office) -> None:
    assert statement_of(office.intake, LOOKUP, NOW) == statement_of(office.intake, LOOKUP, NOW)


async def test_the_day_is_the_one_it_is_in_britain(office: Office) -> None:
    late = NOW.replace(month=7, day=1, hour=23)
    assert "Date: 2 July 2025" in str(statement_of(office.intake, LOOKUP, late))


@pytest.fixture
def wording() -> Wording:
    return load_wording(ROOT / "data" / "statement.yml")


def test_it_survives_being_copied_with_other_line_breaks(office: Office, wording: Wording) -> None:
    made = statement_of(office.intake, LOOKUP, NOW)
    pasted = str(made).replace("\n", "\r\n  ").replace("==", "=\n=")
    assert read_statement(pasted) is not None
    assert read_statement(pasted).signed == made.signed  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["", "Request closed.", "Signature:", "x Signature: not base64!", "Signature: é"])
def test_what_is_no_statement_is_none(written: str) -> None:
    read = read_statement(written)
    assert read is None or read.signature == b""
