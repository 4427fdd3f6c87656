"""The outer lock on whatever a report has: without its key, which no backup holds, not even the right team opens it.

Inside stays an ordinary age file. What is locked is bound to its place, so that it opens nowhere else.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from actions.sealing import Sealed

VERSION = b"\x01"
"""Another cipher, or another way to bind, gets another; an age file never begins like this."""
ID_BYTES = 16
KEY_BYTES = 32
NONCE_BYTES = 12
_HEAD = len(VERSION) + ID_BYTES
_BODY = _HEAD + NONCE_BYTES


ACCOUNT, CONTACT = "account", "contact"


def addition(number: int) -> str:
    """The part that one addition to a report is."""
    return f"addition {number}"


def reply(number: int) -> str:
    """The part that one reply is: the first that its team gave, the second …"""
    return f"reply {number}"


def attachment(number: int) -> tuple[str, str, str]:
    """The parts that one file is: its letter, the original and the clean copy."""
    return f"attachment {number}", f"original {number}", f"clean {number}"


class CannotUnlockError(Exception):
    """The key is gone, or this is not what was locked for this place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a locked thing belongs: `part` of the copy that `team` has of a report."""

    report_id: str
    team: str
    part: str


@dataclass(frozen=True, slots=True)
class Key:
    """What locks one thing, once. `id` is random, in hex."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Locked:
    """A sealed part under its lock: what the database takes. Shows nothing of itself when printed."""

    data: bytes = field(repr=False)

    def __str__(self) -> str:
        return "Locked()"

    @property
    def key_id(self) -> str:
        """Which key opens it. Raises `CannotUnlockError` when it is nothing that was locked."""
        if not self.data.startswith(VERSION) or len(self.data) < _BODY:
            raise CannotUnlockError("this was not locked")
        return self.data[len(VERSION) : _HEAD].hex()


def new_key() -> Key:
    """A fresh random key."""
    return Key(secrets.token_hex(ID_BYTES), secrets.token_bytes(KEY_BYTES))


def lock(sealed: Sealed, place: Place, key: Key) -> Locked:
    """`sealed` under `key`, to be opened in `place` alone. A key is for one thing: it is thrown away with it."""
    head = VERSION + bytes.fromhex(key.id)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Locked(head + nonce + ChaCha20Poly1305(key.secret).encrypt(nonce, sealed.data, _bound(head, place)))


def unlock(locked: Locked, place: Place, key: Key) -> Sealed:
    """What was locked. Raises `CannotUnlockError` for another key or another place, and for anything changed."""
    if locked.key_id != key.id:
        raise CannotUnlockError("this is another key")
    nonce, body = locked.data[_HEAD:_BODY], locked.data[_BODY:]
    try:
        return Sealed(ChaCha20Poly1305(key.secret).decrypt(nonce, body, _bound(locked.data[:_HEAD], place)))
    except InvalidTag:
        raise CannotUnlockError("this does not belong here") from None


def _bound(head: bytes, place: Place) -> bytes:
    return head + json.dumps([place.report_id, place.team, place.part]).encode()
