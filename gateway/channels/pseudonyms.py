"""Finds the conversation of a sender without keeping who that is: a keyed hash, with a key that does not last."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta

from gateway.sessions import Clock

KEY_BYTES = 32


class Pseudonyms:
    """Tokens of conversations by provider and sender. The keys are in this process's memory and nowhere else."""

    def __init__(self, period: timedelta, clock: Clock, new_key: Callable[[int], bytes] = secrets.token_bytes) -> None:
        """`period`: how long a key makes tokens. It is known for as long again, and then overwritten."""
        self._period, self._clock, self._new_key = period, clock, new_key
        self._keys = [bytearray(new_key(KEY_BYTES)), bytearray(new_key(KEY_BYTES))]  # the present one, the one before
        self._since = clock()

    def tokens(self, provider: str, sender: str) -> tuple[str, ...]:
        """The token of the present key, and that of the one before. Both are as good as random without the keys."""
        self._rotate()
        who = f"{provider}\n{sender}".encode("utf-8", "surrogatepass")
        return tuple(_token(key, who) for key in self._keys)

    def _rotate(self) -> None:
        periods = (self._clock() - self._since) // self._period
        for _ in range(min(periods, len(self._keys))):
            oldest = self._keys.pop()
            oldest[:] = bytes(KEY_BYTES)
            self._keys.insert(0, bytearray(self._new_key(KEY_BYTES)))
        self._since += periods * self._period


def _token(key: bytearray, who: bytes) -> str:
    return base64.urlsafe_b64encode(hmac.new(key, who, hashlib.sha256).digest()).decode().rstrip("=")
