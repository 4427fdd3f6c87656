"""Seals a free-text answer, or a whole letter, so that only the action server can open it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import pyrage

from gateway.session import SEALED

BLOCK = 1024  # bytes; the length of what is sealed says only how many of these it takes
SMALLEST_LETTER = 32 * 1024  # bytes; most whole reports, and every order about one, are as long as this


class Intake:
    """The action server's intake key: it can seal, never open."""

    def __init__(self, recipient: str) -> None:
        """Raises `ValueError` when `recipient` is not an age recipient (age1…)."""
        try:
            self._recipient = pyrage.x25519.Recipient.from_str(recipient)
        except pyrage.RecipientError:
            raise ValueError("not an age recipient") from None

    def seal(self, slot: str, conversation: str, text: str) -> str:
        """The slot value that carries `text`, bound to its slot and to one conversation."""
        letter = _padded({"slot": slot, "conversation": conversation, "text": text})
        return SEALED + base64.b64encode(pyrage.encrypt(letter, [self._recipient])).decode("ascii")

    def seal_letter(self, letter: Mapping[str, Any]) -> bytes:
        """A whole letter (age), padded with spaces to 32, 64, 128 … KiB: white space after JSON means nothing."""
        return bytes(pyrage.encrypt(padded_letter(json.dumps(letter).encode()), [self._recipient]))


def padded_letter(text: bytes) -> bytes:
    """JSON with spaces after it up to 32, 64, 128 … KiB."""
    size = SMALLEST_LETTER
    while size < len(text):
        size *= 2
    return text.ljust(size)


def _padded(letter: dict[str, str]) -> bytes:
    bare = json.dumps({**letter, "pad": ""}).encode()
    return json.dumps({**letter, "pad": " " * (-len(bare) % BLOCK)}).encode()
