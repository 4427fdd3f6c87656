"""Remembers which messages have come, so that one the provider delivers again is answered once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from gateway.sessions import Clock

REMEMBERED = timedelta(hours=24)  # longer than any provider tries again
MOST = 200_000  # ids: about 30 MB


class Seen:
    """Ids under a key of this process: in its memory stands no id that a provider could look up."""

    def __init__(self, clock: Clock, most: int = MOST) -> None:
        self._clock, self._most = clock, most
        self._key = secrets.token_bytes(32)
        self._times: dict[bytes, datetime] = {}  # oldest first

    def is_new(self, provider: str, message_id: str) -> bool:
        """Whether this id was not there before; from now on it was. Of two at once only one is new."""
        self._forget_old()
        name = f"{provider}\n{message_id}".encode("utf-8", "surrogatepass")
        digest = hmac.new(self._key, name, hashlib.sha256).digest()
        if digest in self._times:
            return False
        self._times[digest] = self._clock()
        return True

    def _forget_old(self) -> None:
        before = self._clock() - REMEMBERED
        while self._times:
            oldest = next(iter(self._times))
            if len(self._times) < self._most and self._times[oldest] > before:
                return
            del self._times[oldest]
