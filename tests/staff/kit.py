"""What the tests of the teams' side share: a staff process on a scratch database, with reports in it."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyrage
from aiohttp.test_utils import TestClient
from sqlalchemy import select
from typer.testing import Result

from actions import inbox
from actions.database.tables import AuditEntry
from actions.intake import Sending
from gateway.receipts import Receipt
from staff.desk import Desk
from tests.actions.kit import NOW, Office

NO_REPORT = "0" * 32
Run = Callable[..., Awaitable[Result]]
"""Runs a command of `heard inbox`."""


class MovingClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        """Goes forward."""
        self.now += by


@dataclass
class Staffroom:
    """A staff process and the action server's inside on one database."""

    office: Office
    desk: Desk
    clock: MovingClock
    client: TestClient[Any, Any]

    @property
    def url(self) -> str:
        """Where the staff process listens."""
        return str(self.client.make_url("/")).rstrip("/")

    def key_file(self, team: str) -> Path:
        """The private key of a team."""
        return self.office.home / "keys" / "teams" / f"{team}.key"

    async def report(self, team: str, number: int = 1, receipt: Receipt | None = None, **answers: Any) -> str:
        """Sends and delivers a report; the id that `team` knows it by."""
        receipt = receipt or Receipt(f"words of receipt {number}")
        submission = f"{number:032x}"
        sending = Sending(at=NOW, submission=submission, lookup=receipt.lookup, reply_to=receipt.recipient)
        known = await self.ids(team)
        await self.office.intake.submit(self.office.slots(submission, **answers), sending)
        await self.office.deliver()
        (new,) = await self.ids(team) - known
        return new

    async def ids(self, team: str) -> set[str]:
        """The reports in a team's inbox."""
        return {line.report_id for line in await inbox.listed(self.office.sessions, team)}

    async def status(self, team: str, report: str) -> str:
        """How far the team is with the report."""
        lines = await inbox.listed(self.office.sessions, team)
        return next(line.status.value for line in lines if line.report_id == report)

    async def audit(self, actor: str) -> list[tuple[str, str]]:
        """What `actor` did, in order: event and report."""
        query = select(AuditEntry).where(AuditEntry.actor == actor).order_by(AuditEntry.id)
        async with self.office.sessions() as session:
            return [(row.event, row.report_id) for row in await session.scalars(query)]

    async def challenge(self, team: str) -> tuple[str, bytes]:
        """A challenge's id and its sealed bytes."""
        answer = await self.client.post("/api/sign-in", json={"team": team})
        assert answer.status == 200
        asked = await answer.json()
        return asked["id"], base64.b64decode(asked["challenge"])

    async def answer(self, challenge: str, opened: bytes) -> tuple[int, str]:
        """The status and token that an answer gets."""
        body = {"id": challenge, "answer": base64.b64encode(opened).decode()}
        answer = await self.client.post("/api/sign-in/answer", json=body)
        return answer.status, (await answer.json()).get("token", "")

    async def token(self, team: str) -> str:
        """Signs in with the team's own key."""
        challenge, sealed = await self.challenge(team)
        status, token = await self.answer(challenge, unsealed(sealed, self.office.identity(team)))
        assert status == 200
        return token

    async def headers(self, team: str) -> dict[str, str]:
        """What a signed-in team sends with every call."""
        return {"Authorization": f"Bearer {await self.token(team)}"}


def unsealed(sealed: bytes, identity: str) -> bytes:
    """What an age file holds."""
    return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))


def sealed_reply(text: str, recipient: str) -> dict[str, str]:
    """The body of a reply."""
    sealed = pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(recipient)])
    return {"sealed": base64.b64encode(sealed).decode()}


def all_bytes(folder: Path) -> bytes:
    """Every byte of every file below `folder`."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
