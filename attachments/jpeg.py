"""The segments of a JPEG file (ITU-T T.81, annex B), as far as it takes to see its end and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator

from attachments.protocol import Refusal, RefusedFileError

END, SCAN, COMMENT, ADOBE = 0xD9, 0xDA, 0xFE, 0xEE
APPLICATION = range(0xE0, 0xF0)
ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers that have no length after them."""


def end_of(data: bytes) -> int:
    """Where the picture ends; what comes after it is none. The length of `data` when no end is marked."""
    last = 2
    for marker, _, end in _segments(data):
        last = end
        if marker == END:
            return last
    return len(data)


def without_notes(data: bytes) -> bytes:
    """The same picture without any segment that a camera or a program writes for itself (a place, a name, a comment).

    Raises `RefusedFileError` when it has no end.
    """
    kept, last = [data[:2]], 0
    for marker, start, end in _segments(data):
        last = marker
        if marker == ADOBE or marker not in {*APPLICATION, COMMENT}:
            kept.append(data[start:end])
    if last != END:
        raise RefusedFileError(Refusal.BROKEN)
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment until the picture ends; a scan's end is where its data end."""
    at = 2
    while at + 1 < len(data) and data[at] == 0xFF:
        start, marker = at, data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        at += 2
        if marker not in ALONE and marker != END:
            at += int.from_bytes(data[at : at + 2], "big")
        if marker == SCAN:
            at = _scan_end(data, at)
        yield marker, start, min(at, len(data))
        if marker == END:
            return


def _scan_end(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        following = data[at + 1]
        if following and following not in ALONE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2
    return len(data)
