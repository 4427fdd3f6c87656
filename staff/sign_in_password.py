"""Passwords: what one must be like, and Argon2id, which is slow on purpose and therefore never run without a bound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

LEAST, MOST = 12, 128
LOOKED_AT = 72
"""Characters that are looked at for being common; longer would be slow, and is not common."""
GOOD_ENOUGH = 3
"""zxcvbn's score: safely unguessable by somebody who has to ask the server."""
ADVICE = "Three random words make a good one."

# At least what OWASP's Password Storage Cheat Sheet asks of Argon2id: 19 MiB, 2 iterations, 1 degree of parallelism.
# https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html (read in a copy, November 2026)
HASHER = PasswordHasher(time_cost=2, memory_cost=64 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
MOST_WAITING = 16
"""In each of the two lines: a few seconds' work."""

T = TypeVar("T")


class BusyError(Exception):
    """Too many are waiting already. Nothing was tried."""


def fault_of(password: str, account: str) -> str | None:
    """Why `password` cannot be used, as a sentence; None when it can. No rules about kinds of characters.

    As NCSC advises ("Password policy: updating your approach", "three random words") and NIST SP 800-63B-4, 3.1.1.2.
    """
    if len(password) < LEAST:
        return f"The password is too short: use at least {LEAST} characters. {ADVICE}"
    if len(password) > MOST:
        return f"The password is too long: use at most {MOST} characters."
    if zxcvbn(password[:LOOKED_AT], user_inputs=[account, "heard", "police"])["score"] < GOOD_ENOUGH:
        return f"The password is easily guessed: choose another. {ADVICE}"
    return None


class Passwords:
    """Hashes and verifies in threads: one for devices that are known, one for all others.

    Whoever floods the second keeps nobody waiting at the first, and takes the memory of one hash (64 MiB).
    """

    def __init__(self, hasher: PasswordHasher = HASHER) -> None:
        self._hasher = hasher
        self._dummy = hasher.hash("a password that nobody has")
        self._known, self._others = _Line(), _Line()

    async def hash(self, password: str) -> str:
        """The hash to store. Raises `BusyError`."""
        return str(await self._known.run(self._hasher.hash, password))

    async def fits(self, stored: str | None, password: str, *, known: bool) -> bool:
        """Whether `password` is the one of `stored`. Where nothing is stored it takes as long. Raises `BusyError`."""
        line = self._known if known else self._others
        return bool(await line.run(self._verify, stored or self._dummy, password)) and stored is not None

    def close(self) -> None:
        """Ends the threads."""
        self._known.close()
        self._others.close()

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


class _Line:
    """One thread, and a few who wait for it."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="argon2")
        self._waiting = 0

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        if self._waiting >= MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
