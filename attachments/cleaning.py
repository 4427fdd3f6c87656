"""What is done with one file, whatever it is."""

from __future__ import annotations

from attachments.documents import clean_document
from attachments.kinds import Sort, sort_of
from attachments.pictures import FORMATS, clean_picture
from attachments.protocol import (
    LARGEST_COPY,
    Cleaned,
    Refusal,
    RefusedFileError,
    answer_of,
    refusal_of,
)
from attachments.sound import clean_sound


def answer(data: bytes) -> bytes:
    """The answer for the file `data`, whatever is in it: nothing that a library says goes further."""
    try:
        return answer_of(_checked(clean(data)))
    except RefusedFileError as error:
        return refusal_of(error.why)
    except MemoryError:
        return refusal_of(Refusal.LARGE)
    except Exception:
        return refusal_of(Refusal.BROKEN)


def clean(data: bytes) -> Cleaned:
    """The file without what was hidden in it. Raises `RefusedFileError`, and what the libraries raise."""
    sort = sort_of(data)
    if sort in FORMATS:
        return clean_picture(data, sort)
    if sort is Sort.PDF:
        return clean_document(data)
    return clean_sound(data, sort)


def _checked(cleaned: Cleaned) -> Cleaned:
    if len(cleaned.copy) > LARGEST_COPY:
        raise RefusedFileError(Refusal.LARGE)
    return cleaned
