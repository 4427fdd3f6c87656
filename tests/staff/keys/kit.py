"""What the tests of changing keys share: a staff process whose keys may be changed, and `heard keys` on them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import select
from typer.testing import CliRunner, Result

from actions.additions import Adding, add
from actions.database.tables import Addition
from actions.locking import Place, addition
from actions.sealing import CannotOpenError, Sealed, unseal
from content.receipt_words import all_words
from gateway.receipts import Receipt
from heard.cli import app
from tests.actions.kit import sealed_copies
from tests.staff.kit import Staffroom

RECEIPT = Receipt(" ".join(all_words()[:9]))
Keys = Callable[..., Awaitable[Result]]
"""Runs a command of `heard keys`."""


async def run_keys(*arguments: str) -> Result:
    """`heard keys …` beside the staff process of the test."""
    return await asyncio.to_thread(CliRunner().invoke, app, ["keys", *arguments])


def identity_in(path: Path) -> str:
    """The private key in a file."""
    return path.read_text().splitlines()[-1]


def every_file(home: Path) -> dict[str, bytes]:
    """Every file and what is in it."""
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


async def adds(room: Staffroom, text: str = "and then", submission: str = "5" * 32) -> None:
    """The reporter with `RECEIPT` adds something."""
    words = room.office.words("added", text, RECEIPT.lookup)
    assert await add(room.office.intake, Adding(RECEIPT.lookup, submission, words, {}))


async def stored(room: Staffroom, team: str = "daisu") -> list[Sealed]:
    """Every sealed part that is stored for a team: accounts and contacts, then additions."""
    copies = sorted(await sealed_copies(room.office), key=lambda copy: copy.report_id)
    parts = [part for copy in copies if copy.team == team for part in (copy.account, copy.contact)]
    async with room.office.sessions() as session:
        query = select(Addition).where(Addition.team == team).order_by(Addition.report_id, Addition.number)
        rows = (await session.scalars(query)).all()
    additions = {Place(row.report_id, row.team, addition(row.number)): row.sealed for row in rows}
    return parts + list((await room.office.report_keys.unlock(additions)).values())


def texts(parts: list[Sealed], identity: str) -> list[bytes]:
    """What a key opens of `parts`."""
    found = []
    for part in parts:
        try:
            found.append(unseal(part, identity))
        except CannotOpenError:
            continue
    return found


def ended(result: Result, code: int, sentence: str) -> bool:
    """Whether the command ended with `code` and said this sentence last, without a traceback."""
    assert (result.exit_code, result.stderr.splitlines()[-1:]) == (code, [sentence]), result.output
    return result.exception is None or isinstance(result.exception, SystemExit)
