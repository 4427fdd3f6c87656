"""A file that a reporter attaches later: for each team that holds the report, the original and a clean copy, sealed.

The two bodies are sealed to a key of their own, made here for this file and this team. It stands in the `letter`, which
is sealed to the team as every other part is: so a body never has to be sealed anew, however large it is.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import pyrage
from pydantic import Field, ValidationError

from actions import additions, audit, locking
from actions.additions import CannotAddError, hold_for_more, tell
from actions.attachment_rows import count_attached
from actions.audit import Event
from actions.database.tables import Attachment, Delivery, Submission
from actions.held import Held, recipients_of, share_of
from actions.intake import Intake
from actions.locking import Place
from actions.protocol import Part
from actions.receipts import count_added, keyed_hash
from actions.refusal import RefusedError
from actions.reports import head_of, written
from actions.sealing import CannotOpenError, Sealed, seal, unseal
from actions.times import hour_of, hour_text
from attachments.protocol import LARGEST_COPY, Found, Kind

SLOT = "attached"
MOST = 5
SMALLEST_BODY = 64 * 1024
SAID = "A file was attached: file {number} ({kind})."


@dataclass(frozen=True, slots=True)
class Attaching:
    """What the gateway sends: `sealed` (base64 of age) to the intake key, `submission` the same on every retry."""

    lookup: str = field(repr=False)
    submission: str = field(repr=False)
    sealed: str = field(repr=False)


class _File(Part):
    """What is in it. The name of the file is not among it: it was never read."""

    slot: Literal["attached"]
    conversation: str
    kind: Kind
    found: tuple[Found, ...]
    original: Annotated[str, Field(repr=False)]
    clean: Annotated[str, Field(repr=False)]


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Both in the clear, for as long as they are being sealed."""

    file: _File = field(repr=False)
    original: bytes = field(repr=False)
    clean: bytes = field(repr=False)

    @property
    def told(self) -> dict[str, Any]:
        """What the letter says of them."""
        sums = {name: _told(data) for name, data in (("original", self.original), ("clean", self.clean))}
        return {"kind": self.file.kind.value, "found": [each.value for each in self.file.found], **sums}


async def attach(intake: Intake, attaching: Attaching) -> int | None:
    """How many files the report has, once this one is committed; None when there is no such report.

    Raises `CannotAddError` (withdrawn, full), `RefusedError`, and SQLAlchemy's errors when storing fails.
    """
    bodies = await asyncio.to_thread(_opened, attaching, intake.keys.intake)
    key = keyed_hash(intake.receipt_secret, f"{attaching.lookup} {attaching.submission} attached")
    receipt = keyed_hash(intake.receipt_secret, attaching.lookup)
    async with intake.sessions.begin() as session:
        held = await hold_for_more(session, receipt)
        if held is None:
            return None
        count = await count_attached(session, held.report.id)
        if await session.get(Submission, key) is not None:
            return count
        said = await count_added(session, held.report.id) + 1
        if count >= MOST or said > additions.MOST:
            raise CannotAddError("full", "The report has as many files as it can have.")
        session.add(Submission(key=key, report_id=held.report.id))
        session.add_all([await _row(intake, held, each, count + 1, bodies) for each in held.deliveries])
        # Said as an addition, so that every clock, list and target that tells a team of something new tells of it.
        await tell(session, intake, held, said, SAID.format(number=count + 1, kind=bodies.file.kind.value))
        await audit.record(session, Event.ATTACHED, held.report.id, actor=audit.REPORTER, at=intake.clock())
    intake.stored()
    return count + 1


async def _row(intake: Intake, held: Held, delivery: Delivery, number: int, bodies: _Bodies) -> Attachment:
    at = hour_of(intake.clock())
    sealed = await asyncio.to_thread(_sealed, intake, held, delivery, number, bodies)
    places = {Place(held.report.id, delivery.team, part): each for part, each in sealed.items()}
    locked = {place.part: each for place, each in (await intake.report_keys.lock(places)).items()}
    letter, original, clean = (locked[part] for part in locking.attachment(number))
    return Attachment(
        report_id=held.report.id,
        team=delivery.team,
        number=number,
        at=at,
        opened=False,
        kind=bodies.file.kind.value,
        size=max(_bucket(len(bodies.original)), _bucket(len(bodies.clean))),
        letter=letter,
        original=original,
        clean=clean,
    )


def _sealed(intake: Intake, held: Held, delivery: Delivery, number: int, bodies: _Bodies) -> Mapping[str, Sealed]:
    key = pyrage.x25519.Identity.generate()
    head = head_of(share_of(intake, held, delivery), held.report.id, held.report.received)
    told = {"number": number, "at": hour_text(intake.clock()), "key": str(key)} | bodies.told
    letter = seal(written(head | {"part": "attachment"} | told), recipients_of(intake, delivery.team))
    rest = (Sealed(pyrage.encrypt(_padded(data), [key.to_public()])) for data in (bodies.original, bodies.clean))
    return dict(zip(locking.attachment(number), (letter, *rest), strict=True))


def _opened(attaching: Attaching, identity: str) -> _Bodies:
    try:
        file = _File.model_validate_json(unseal(Sealed(base64.b64decode(attaching.sealed, validate=True)), identity))
        original, clean = (base64.b64decode(each, validate=True) for each in (file.original, file.clean))
    except (binascii.Error, CannotOpenError, ValidationError, ValueError):
        raise RefusedError("What is attached cannot be opened.") from None
    if file.conversation != attaching.lookup:
        raise RefusedError("What is attached was sealed for another place.")
    if not original or not clean or max(len(original), len(clean)) > LARGEST_COPY:
        raise RefusedError("What is attached is empty or too large.")
    return _Bodies(file, original, clean)


def _told(data: bytes) -> Mapping[str, Any]:
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _bucket(size: int) -> int:
    bucket = SMALLEST_BODY
    while bucket < size:
        bucket *= 2
    return bucket


def _padded(data: bytes) -> bytes:
    """Zeros after it up to 64, 128 … KiB: the letter says where it ends."""
    return data.ljust(_bucket(len(data)), b"\0")
