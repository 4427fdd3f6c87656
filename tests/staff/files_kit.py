"""A report with a file, as the tests of the teams' side have it."""

from __future__ import annotations

import base64

from actions.attaching import Attaching, attach
from content.receipt_words import all_words
from gateway.receipts import Receipt
from tests.actions.kit import ORIGINAL_REASONS
from tests.staff.kit import Staffroom

RECEIPT = Receipt(" ".join(all_words()[:9]))
ORIGINAL, CLEAN = b"kittiwake-quern-71 as it was", b"kittiwake-quern-71 clean"
CODE = ORIGINAL_REASONS.reasons[0].code


async def attached(room: Staffroom, team: str = "daisu", clean: bytes = CLEAN) -> str:
    """A report with a file that its team has not read of."""
    report = await room.report(team, receipt=RECEIPT)
    letter = {
        "slot": "attached",
        "conversation": RECEIPT.lookup,
        "kind": "jpg",
        "found": ["place"],
        "original": base64.b64encode(ORIGINAL).decode(),
        "clean": base64.b64encode(clean).decode(),
    }
    sealed = room.office.envelope(letter).removeprefix("sealed:")
    assert await attach(room.office.intake, Attaching(RECEIPT.lookup, "6" * 32, sealed)) == 1
    return report


async def took(room: Staffroom, team: str = "daisu") -> list[str]:
    """What of files a team took out, as the audit says it."""
    return [event for event, _ in await room.audit(team) if event.startswith("took")]
