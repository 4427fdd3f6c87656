"""What the cleaner and whoever started it say to each other: a file in, an answer and a clean copy out.

The answer is four bytes with the length of a JSON head, the head, and the copy. The head holds codes of lists alone,
never a word that stood in the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MIB = 1024 * 1024
LARGEST_FILE = 32 * MIB
"""Bytes that a cleaner reads at most; whoever starts it may take less."""
LARGEST_COPY = LARGEST_FILE
LARGEST_HEAD = 4096


class Kind(StrEnum):
    """What a file is, told by what is in it. The value ends the name of the copy that a team saves."""

    JPEG = "jpg"
    PNG = "png"
    PDF = "pdf"
    MP3 = "mp3"
    AAC = "aac"
    M4A = "m4a"
    OGG = "ogg"
    WAV = "wav"


class Found(StrEnum):
    """What was in a file beside what she meant to send, and is not in the copy. Told in this order."""

    PLACE = "place"
    WHEN = "when"
    DEVICE = "device"
    NAME = "name"
    WORDS = "words"
    THUMBNAIL = "thumbnail"
    FILES = "files"
    SCRIPT = "script"
    PICTURES = "pictures"
    HIDDEN = "hidden"


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    KIND = "kind"
    VIDEO = "video"
    BROKEN = "broken"
    LOCKED = "locked"
    LARGE = "large"
    LONG = "long"
    PAGES = "pages"


class RefusedFileError(Exception):
    """The file is not taken. Says why by a code, and nothing of the file."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


class NotAnAnswerError(Exception):
    """What came is no answer of a cleaner."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that can be sent: its kind, the copy without what was found, and what was found."""

    kind: Kind
    copy: bytes = field(repr=False)
    found: tuple[Found, ...]


def answer_of(cleaned: Cleaned) -> bytes:
    """The answer that holds `cleaned`."""
    return _framed({"kind": cleaned.kind, "found": list(cleaned.found)}, cleaned.copy)


def refusal_of(why: Refusal) -> bytes:
    """The answer that says why a file is not taken."""
    return _framed({"refused": why}, b"")


def read_answer(answer: bytes) -> Cleaned:
    """What a cleaner answered. Raises `RefusedFileError`, and `NotAnAnswerError` for anything it cannot have said."""
    head, copy = _parted(answer)
    try:
        if "refused" in head:
            raise RefusedFileError(Refusal(head["refused"]))
        cleaned = Cleaned(Kind(head["kind"]), copy, tuple(Found(each) for each in head["found"]))
    except (KeyError, TypeError, ValueError):
        raise NotAnAnswerError from None
    if not copy or len(copy) > LARGEST_COPY:
        raise NotAnAnswerError
    return cleaned


def in_order(found: set[Found]) -> tuple[Found, ...]:
    """What was found, as it is told."""
    return tuple(each for each in Found if each in found)


def _framed(head: dict[str, Any], copy: bytes) -> bytes:
    text = json.dumps(head).encode()
    return len(text).to_bytes(4, "big") + text + copy


def _parted(answer: bytes) -> tuple[dict[str, Any], bytes]:
    end = 4 + int.from_bytes(answer[:4], "big")
    if len(answer) < 4 or end > min(len(answer), LARGEST_HEAD):
        raise NotAnAnswerError
    try:
        head = json.loads(answer[4:end])
    except ValueError:
        raise NotAnAnswerError from None
    if not isinstance(head, dict):
        raise NotAnAnswerError
    return head, answer[end:]
