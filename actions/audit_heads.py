"""Once a day the newest row of the audit is signed: who rewrites the log after that must have the key as well."""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from actions.database.audit_tables import AuditHead, AuditTail
from actions.database.engine import Sessions
from actions.times import Clock

log = logging.getLogger("heard.actions.audit")

SECONDS_BETWEEN_LOOKS = 300.0
"""How late a new day's head can be."""

_WRITTEN = re.compile(
    r"Heard audit head 1\nDay: (?P<day>\d{4}-\d\d-\d\d)\nRow: (?P<number>\d{1,18})\nHash: (?P<hash>[0-9a-f]{64})\n"
    r"Signature: (?P<signature>[A-Za-z0-9+/]{86}==)\n?"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest row (0: none yet) and its hash as they were on `day` (UTC, ISO 8601); the signature is in base64."""

    day: str
    number: int
    hash: str
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        return f"Heard audit head 1\nDay: {self.day}\nRow: {self.number}\nHash: {self.hash}\n".encode()

    def __str__(self) -> str:
        return f"{self.signed.decode()}Signature: {self.signature}\n"

    def signed_with(self, key: Ed25519PrivateKey) -> Head:
        """This head, signed."""
        return replace(self, signature=base64.b64encode(key.sign(self.signed)).decode("ascii"))

    def is_signed(self, keys: Iterable[Ed25519PublicKey]) -> bool:
        """Whether one of `keys` signed just this."""
        return any(self._is_signed(key) for key in keys)

    def _is_signed(self, key: Ed25519PublicKey) -> bool:
        try:
            key.verify(base64.b64decode(self.signature, validate=True), self.signed)
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return True


def read_head(written: str) -> Head | None:
    """The head in what `str` of one gave, or None when it is not one."""
    found = _WRITTEN.fullmatch(written.replace("\r\n", "\n"))
    return found and Head(found["day"], int(found["number"]), found["hash"], found["signature"])


async def heads_of(sessions: Sessions) -> Sequence[Head]:
    """Every head in the database, the earliest day first."""
    async with sessions() as session:
        rows = await session.scalars(select(AuditHead).order_by(AuditHead.day))
        return [Head(row.day, row.number, row.hash, row.signature) for row in rows]


async def sign_head(sessions: Sessions, key: Ed25519PrivateKey, now: datetime) -> None:
    """Signs and stores the head of the day, unless it has one."""
    day = now.astimezone(UTC).date().isoformat()
    # Another action server may have signed it meanwhile: one head is enough.
    with suppress(IntegrityError):
        async with sessions.begin() as session:
            if await session.get(AuditHead, day) is not None:
                return
            tail = (await session.scalars(select(AuditTail))).one()
            head = Head(day, tail.number, tail.hash).signed_with(key)
            session.add(AuditHead(day=day, number=head.number, hash=head.hash, signature=head.signature))


async def sign_daily(sessions: Sessions, key: Ed25519PrivateKey, clock: Clock) -> NoReturn:
    """Signs a head as soon as a day has none, until cancelled."""
    while True:
        try:
            await sign_head(sessions, key, clock())
        except Exception as error:
            log.error("audit_head_not_signed kind=%s", type(error).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
