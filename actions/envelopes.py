"""Free text as the gateway sealed it for the intake key: opened in memory, once, and only in its own place."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from actions.refusal import RefusedError
from actions.sealing import CannotOpenError, Sealed, unseal

PREFIX = "sealed:"


def open_envelope(value: str, *, slot: str, submission: str, identity: str) -> str:
    """The words in `value` (`sealed:` and base64).

    Raises `RefusedError` when it cannot be opened, or was sealed for another slot or another submission: an
    envelope moved from one report to another must not pass.
    """
    letter = _letter(value, slot, identity)
    if letter.get("slot") != slot or letter.get("conversation") != submission:
        raise RefusedError(f"The answer in {slot} was sealed for another place.")
    text = letter.get("text")
    if not isinstance(text, str):
        raise _unreadable(slot)
    # Half of a broken emoji must not stop a report.
    return text.encode("utf-8", "replace").decode()


def _letter(value: str, slot: str, identity: str) -> dict[str, Any]:
    try:
        sealed = Sealed(base64.b64decode(value.removeprefix(PREFIX), validate=True))
        letter = json.loads(unseal(sealed, identity))
    except (binascii.Error, CannotOpenError, ValueError, RecursionError):
        raise _unreadable(slot) from None
    if not isinstance(letter, dict):
        raise _unreadable(slot)
    return letter


def _unreadable(slot: str) -> RefusedError:
    return RefusedError(f"The answer in {slot} cannot be opened.")
