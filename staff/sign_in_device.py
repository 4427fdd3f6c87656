"""Device cookies: a device that signed in to an account before is told apart from everybody who only guesses.

After OWASP, "Slow Down Online Guessing Attacks with Device Cookies"
(https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken

DEVICE_LIFE = timedelta(days=90)
LONGEST_COOKIE = 1024


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which somebody signed in. No two accounts have the same `credentials`, nor one before and after."""

    id: str
    credentials: str


class Devices:
    """Makes and reads the cookies; they are sealed, so that a cookie does not say whose it is."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def cookie(self, credentials: str, now: datetime) -> str:
        """A cookie for a device in which the account with `credentials` has just signed in."""
        written = json.dumps([secrets.token_urlsafe(16), credentials])
        return self._fernet.encrypt_at_time(written.encode(), int(now.timestamp())).decode()

    def read(self, cookie: str, now: datetime) -> Device | None:
        """The device, or None for what we did not write, or wrote too long ago."""
        if not cookie or len(cookie) > LONGEST_COOKIE:
            return None
        try:
            # As bytes of ASCII: anything else in it is not ours.
            given = cookie.encode("ascii")
            written = self._fernet.decrypt_at_time(given, int(DEVICE_LIFE.total_seconds()), int(now.timestamp()))
        except (InvalidToken, UnicodeEncodeError):
            return None
        return Device(*json.loads(written))
