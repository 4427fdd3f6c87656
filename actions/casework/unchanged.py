"""That a part is still what somebody read when they replace it, or hand it over: else a stale page undoes a colleague's
work, or brings back what was taken out."""

from __future__ import annotations

import hashlib

from actions.casework.case import Case
from actions.locking import Locked
from actions.report_keys import ReportKeys
from actions.rewrap import ChangedMeanwhileError
from actions.sealing import Sealed


async def check_unchanged(keys: ReportKeys, held: Case, part: str, now: Locked | None, was: str | None) -> None:
    """`was`: the SHA-256, in hex, of the sealed part that was read, None when there was none.

    Raises `ChangedMeanwhileError`, and `CannotUnlockError` when the part's key is gone.
    """
    stands = None if now is None else digest_of(await keys.unlock_one(held.place(part), now))
    if stands != was:
        raise ChangedMeanwhileError("a part has changed")


def digest_of(sealed: Sealed) -> str:
    """As it is sent."""
    return hashlib.sha256(sealed.data).hexdigest()
