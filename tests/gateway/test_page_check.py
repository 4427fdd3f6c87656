"""The note that a request was closed: real as it was given, and anything else not."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from content.statement import Statement, to_sign
from gateway.statements import StatementKeys
from tests.gateway.actions_double import CLOSED, STATEMENT, STATEMENT_KEY
from tests.gateway.chat import DANGER
from tests.gateway.page_reader import PlainBrowser

KEYS = StatementKeys(STATEMENT_KEY)


@pytest.fixture
async def browser(client: TestClient[Any, Any]) -> PlainBrowser:
    return await PlainBrowser(client).open("/check")


async def test_a_note_is_real_as_it_was_given_and_with_its_lines_folded(browser: PlainBrowser) -> None:
    for pasted in (STATEMENT, f"\n  {STATEMENT.replace(' ', '  ')}", STATEMENT.replace("==", "=\n=")):
        await browser.press("Check it", note=pasted)
        assert "This note is real" in browser.page.text


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        CLOSED,
        STATEMENT.replace("2026", "2025"),
        STATEMENT.replace("2867", "2868"),
        f"x {STATEMENT}",
        "Signature: AA==",
    ],
)
async def test_what_was_changed_or_made_elsewhere_is_not(browser: PlainBrowser, pasted: str) -> None:
    await browser.press("Check it", note=pasted)
    assert "We could not confirm this note" in browser.page.text


async def test_danger_written_instead_of_a_note_is_answered(browser: PlainBrowser) -> None:
    await browser.press("Check it", note=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in browser.page.tags


def test_a_note_signed_with_an_earlier_key_stays_real() -> None:
    newer = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert StatementKeys(newer.decode() + STATEMENT_KEY).confirmed(STATEMENT)
    assert StatementKeys(newer.decode()).confirmed(STATEMENT) is None


def test_a_note_signed_by_somebody_else_is_not() -> None:
    forged = Statement(CLOSED, Ed25519PrivateKey.generate().sign(to_sign(CLOSED)))
    assert KEYS.confirmed(str(forged)) is None


@pytest.mark.parametrize(
    "written",
    ["", "nonsense", STATEMENT_KEY.replace("MCow", "MCox"), "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----"],
)
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        StatementKeys(written)
