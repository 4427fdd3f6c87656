"""Receipts: nine words that name a report to the action server and open the replies sealed to its reporter."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pyrage
from bech32 import bech32_encode, convertbits
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from content.receipt_words import WORDS_IN_A_RECEIPT, all_words

LOOKUP = b"heard receipt lookup v1"
KEY = b"heard receipt key v1"

_KNOWN = frozenset(all_words())
_NOT_LETTERS = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class Receipt:
    """What the words of a receipt stand for. They are the secret: none of it is shown when printed."""

    words: str = field(repr=False)

    @property
    def lookup(self) -> str:
        """What the action server finds the report by (hex)."""
        return self._derive(LOOKUP).hex()

    @property
    def recipient(self) -> str:
        """The age recipient that replies are sealed to."""
        return str(self._identity().to_public())

    def seal(self, text: bytes) -> str:
        """`text` (base64 of age) for whoever holds the words, and nobody else."""
        return base64.b64encode(pyrage.encrypt(text, [self._identity().to_public()])).decode("ascii")

    def open(self, sealed: str) -> str | None:
        """The text of a reply (base64 of age), or None when it was not sealed to this receipt."""
        return ReplyKey(self._identity()).open(sealed)

    def reply_key(self, kept: str | None) -> ReplyKey | None:
        """What opens the replies: `kept` (base64 of age) once the receipt was changed. None when that does not open."""
        if kept is None:
            return ReplyKey(self._identity())
        secret = self.open(kept)
        return ReplyKey(pyrage.x25519.Identity.from_str(secret)) if secret else None

    def _identity(self) -> pyrage.x25519.Identity:
        bits = convertbits(self._derive(KEY), 8, 5) or []
        return pyrage.x25519.Identity.from_str(bech32_encode("age-secret-key-", bits).upper())

    def _derive(self, info: bytes) -> bytes:
        return HKDF(SHA256(), length=32, salt=None, info=info).derive(self.words.encode())


@dataclass(frozen=True)
class ReplyKey:
    """The key that teams seal to: made from the first receipt of a report, and the same for every later one."""

    identity: pyrage.x25519.Identity = field(repr=False)

    def open(self, sealed: str) -> str | None:
        """The text of a reply (base64 of age), or None when it was not sealed to this key."""
        try:
            return bytes(pyrage.decrypt(base64.b64decode(sealed), [self.identity])).decode().rstrip()
        except (pyrage.DecryptError, ValueError):
            return None

    def sealed_to(self, receipt: Receipt) -> str:
        """The key itself (base64 of age), for whoever holds `receipt`."""
        return receipt.seal(str(self.identity).encode("ascii"))


def new_receipt_words(words: Sequence[str], alarms: Callable[[str], bool] = lambda _: False) -> str:
    """The words of a new receipt, drawn from `words`; again while they `alarms`: one in 1,300 reads like danger.

    Whoever types such a one in the chat would be sent to 999, and not to her report.
    """
    drawn = " ".join(secrets.choice(words) for _ in range(WORDS_IN_A_RECEIPT))
    return new_receipt_words(words, alarms) if alarms(drawn) else drawn


def read_receipt(text: str) -> Receipt | None:
    """The receipt that `text` spells, however its words are parted or written; None when it spells none."""
    words = _NOT_LETTERS.sub(" ", text.lower()).split()
    if len(words) != WORDS_IN_A_RECEIPT or not _KNOWN.issuperset(words):
        return None
    return Receipt(" ".join(words))
