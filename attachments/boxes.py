"""The boxes of an M4A file (ISO/IEC 14496-12): those that sound does not need are emptied where they stand.

Nothing moves, for the file says by their place where its sound is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from attachments.protocol import Found, Refusal, RefusedFileError

FREE = b"free"
PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"moof", b"traf"}
HANDLER, SOUND, OF_DATA = b"hdlr", b"soun", b"dhlr"
"""What a track is, or (in the files of QuickTime) where its data are."""
TIMED = {b"mvhd", b"tkhd", b"mdhd"}
"""Their first two numbers say when they were made and changed."""
NEEDED = (
    PARENTS
    | TIMED
    | {
        *(b"ftyp", b"mdat", b"hdlr", b"smhd", b"dref", b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64"),
        *(
            b"elst",
            b"sgpd",
            b"sbgp",
            b"ctts",
            b"stss",
            b"mvex",
            b"trex",
            b"mfhd",
            b"tfhd",
            b"tfdt",
            b"trun",
            b"sidx",
            FREE,
        ),
    }
)
DEEPEST = 8
JPEG_2000 = b"\0\0\0\x0cjP  "
PICTURE = {b"jP  ", b"ftyp", b"jp2h", b"jpch", b"jplh", b"jp2c"}
"""The boxes of a JPEG 2000 file (ISO/IEC 15444-1) that are its picture."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name, and where its name and its content begin and it ends."""

    name: bytes
    named: int
    start: int
    end: int


def emptied(data: bytes) -> tuple[bytes, set[Found], float]:
    """The file with nothing but its sound, what was found in it, and how many seconds it says it lasts.

    Raises `RefusedFileError`.
    """
    left, found, seconds = bytearray(data), set[Found](), 0.0
    for box in _boxes(data, 0, len(data), 0):
        if box.name == b"mvhd":
            seconds = _seconds(data[box.start : box.end])
        if box.name in TIMED:
            found |= _without_times(left, box)
        elif box.name == HANDLER:
            _without_name(left, box)
        elif box.name not in NEEDED or box.name == FREE:
            found |= _told(data[box.start : box.end]) if box.name != FREE else set()
            _empty(left, box)
    return bytes(left), found, seconds


def picture_alone(data: bytes) -> bytes:
    """A JPEG 2000 file with nothing but its picture. Raises `RefusedFileError`."""
    if not data.startswith(JPEG_2000):
        return data  # the picture as it is, in no file
    left = bytearray(data)
    for box in _boxes(data, 0, len(data), 0):
        if box.name not in PICTURE:
            _empty(left, box)
    return bytes(left)


def _empty(left: bytearray, box: Box) -> None:
    left[box.named : box.named + len(FREE)] = FREE
    left[box.start : box.end] = bytes(box.end - box.start)


def _without_name(left: bytearray, box: Box) -> None:
    """What a track is called goes; and one that is no sound (moving pictures, where it was made) is not taken.

    Raises `RefusedFileError`.
    """
    of, what = bytes(left[box.start + 4 : box.start + 8]), bytes(left[box.start + 8 : box.start + 12])
    if of != OF_DATA and what != SOUND:
        raise RefusedFileError(Refusal.VIDEO if what == b"vide" else Refusal.KIND)
    name = slice(min(box.start + 12, box.end), box.end)
    left[name] = bytes(name.stop - name.start)


def _boxes(data: bytes, at: int, end: int, depth: int) -> Iterator[Box]:
    """Every box, with those in it; nothing of one that is not needed."""
    if depth > DEEPEST:
        raise RefusedFileError(Refusal.BROKEN)
    while at < end:
        size, head = int.from_bytes(data[at : at + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        size = size or end - at
        if size < head or at + size > end:
            raise RefusedFileError(Refusal.BROKEN)
        box = Box(data[at + 4 : at + 8], at + 4, at + head, at + size)
        yield box
        if box.name in PARENTS:
            yield from _boxes(data, box.start, box.end, depth + 1)
        at += size


def _seconds(content: bytes) -> float:
    wide = content[:1] == b"\x01"
    at, size = (20, 8) if wide else (12, 4)
    scale = int.from_bytes(content[at : at + 4], "big")
    lasts = int.from_bytes(content[at + 4 : at + 4 + size], "big")
    return lasts / scale if scale else 0.0


def _without_times(left: bytearray, box: Box) -> set[Found]:
    size = 16 if left[box.start : box.start + 1] == b"\x01" else 8
    times = slice(box.start + 4, min(box.start + 4 + size, box.end))
    had = any(left[times])
    left[times] = bytes(times.stop - times.start)
    return {Found.WHEN} if had else set()


def _told(content: bytes) -> set[Found]:
    marks = {
        Found.PLACE: (b"\xa9xyz", b"loci", b"location"),
        Found.WHEN: (b"\xa9day", b"creationdate"),
        Found.DEVICE: (b"\xa9too", b"\xa9mak", b"\xa9mod"),
        Found.NAME: (b"\xa9ART", b"\xa9aut", b"cprt"),
        Found.WORDS: (b"\xa9nam", b"\xa9cmt", b"desc"),
        Found.PICTURES: (b"covr",),
    }
    told = {found for found, names in marks.items() if any(name in content for name in names)}
    return told or ({Found.HIDDEN} if content.strip(b"\0") else set())
