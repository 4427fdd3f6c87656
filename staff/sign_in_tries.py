"""Slows down guessing: after some wrong tries the next one must wait, longer each time. Nothing is ever locked."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.times import Clock

FREE = 5
"""Wrong tries without a wait."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
BUCKET_DIGITS = 4


@dataclass(slots=True)
class _Counted:
    wrong: int
    last: datetime


class Tries:
    """Counts tries under a key. A try counts as wrong from its beginning, so that many at once are not more."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counted: dict[str, _Counted] = {}

    def begin(self, key: str) -> timedelta:
        """Counts a try that may go ahead, and gives no time; or gives the time it must wait, and counts nothing."""
        now = self._clock()
        counted = self._counted.get(key)
        if counted is None or now >= counted.last + FORGOTTEN_AFTER:
            counted = self._counted[key] = _Counted(0, now)
        wait = counted.last + _wait_after(counted.wrong) - now
        if wait > timedelta():
            return wait
        counted.wrong, counted.last = counted.wrong + 1, now
        return timedelta()

    def untried(self, key: str) -> None:
        """The try that began last was not one after all."""
        if counted := self._counted.get(key):
            counted.wrong = max(0, counted.wrong - 1)

    def succeeded(self, key: str) -> None:
        """What was counted under `key` no longer counts."""
        self._counted.pop(key, None)


def name_key(secret: bytes, name: str) -> str:
    """What tries of unknown devices at the account `name` are counted under, whether there is the account or not.

    There are 65,536 of them: whoever tries names at random fills no memory, and cannot choose two that meet.
    """
    return hmac.new(secret, name.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:BUCKET_DIGITS]


def _wait_after(wrong: int) -> timedelta:
    if wrong < FREE:
        return timedelta()
    times: int = 2 ** min(wrong - FREE, 10)
    return min(FIRST_WAIT * times, LONGEST_WAIT)
