"""Signs the statement that a request was erased. It is about a reference that only the receipt's holder can derive."""

from __future__ import annotations

import hashlib
from datetime import datetime

from actions.intake import Intake
from actions.times import LOCAL
from content.statement import Statement, to_sign

REFERENCE = b"heard statement reference v1 "
DIGITS = 20


def statement_of(intake: Intake, lookup: str, at: datetime) -> Statement:
    """The signed statement for the receipt with this lookup, withdrawn in the hour `at`; always the same."""
    text = intake.wording.filled(reference_of(lookup), at.astimezone(LOCAL).date())
    return Statement(text, intake.keys.statement.sign(to_sign(text)))


def reference_of(lookup: str) -> str:
    """Twenty digits of a hash, in fours: whoever holds the receipt can show that it is theirs. Digits spell no word."""
    digest = hashlib.sha256(REFERENCE + lookup.encode("ascii")).digest()
    digits = f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}}"
    return " ".join(digits[start : start + 4] for start in range(0, DIGITS, 4))
