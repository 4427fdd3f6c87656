"""The statement of a request that was erased (data/statement.yml): its wording, and how it is signed and read."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from content.files import Entry, load, wrong
from content.messages import Words, filled_with

SIGNATURE = "Signature:"
LONGEST = 2000
"""Characters of a statement that anybody would look at."""

_WORD = re.compile(r"[a-z]+")


class Wording(Entry):
    """The whole file. `closed` comes last in the check, so that `never` is known."""

    never: Annotated[tuple[str, ...], Field(min_length=1)]
    closed: Annotated[Words, filled_with("reference", "date")]

    @field_validator("closed")
    @classmethod
    def _tells_nothing(cls, closed: str, info: ValidationInfo) -> str:
        telling = set(_WORD.findall(closed.lower())) & set(info.data.get("never", ()))
        if telling:
            raise wrong(f"a word that tells what it is about: {', '.join(sorted(telling))}", "Use another word")
        return closed

    def filled(self, reference: str, day: date) -> str:
        """The text to sign."""
        return self.closed.format(reference=reference, date=f"{day.day} {day:%B %Y}")


@dataclass(frozen=True)
class Statement:
    """A statement and its Ed25519 signature (64 bytes)."""

    text: str
    signature: bytes

    @property
    def signed(self) -> bytes:
        """What the signature is over: the text with single spaces, so that copying and folding lines does no harm."""
        return to_sign(self.text)

    def __str__(self) -> str:
        return f"{self.text}\n{SIGNATURE} {base64.b64encode(self.signature).decode()}"


def to_sign(text: str) -> bytes:
    """The bytes that stand for `text` in a signature."""
    return " ".join(text.split()).encode("utf-8", "replace")


def read_statement(written: str) -> Statement | None:
    """The statement in what somebody kept or pasted; None when there is none."""
    text, found, signature = written[:LONGEST].rpartition(SIGNATURE)
    if not found:
        return None
    try:
        return Statement(text.strip(), base64.b64decode("".join(signature.split()), validate=True))
    except (binascii.Error, ValueError):
        return None


def load_wording(path: Path) -> Wording:
    """The wording in the file `path`. Raises `ContentError`."""
    return load(path, Wording)
