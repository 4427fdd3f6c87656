"""A recording with its sound alone: no tags, no pictures, no place."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import mutagen
from mutagen.id3 import ID3
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from attachments import boxes
from attachments.frames import Frame, aac_frame, frames_of, mp3_frame
from attachments.kinds import Sort
from attachments.limits import MOST_SECONDS
from attachments.protocol import Cleaned, Found, Kind, Refusal, RefusedFileError, in_order

for encoding in ("latin1", "utf-8", "utf-16", "utf-16-be"):
    codecs.lookup(encoding)  # those of tags: Python reads each from a file when it is first asked for
NEEDED = {b"fmt ", b"data", b"fact"}
"""The chunks of a WAV file that are its sound."""
LONGEST = {b"fmt ": 64, b"fact": 4}
"""Bytes of those that only say what the sound is."""
OGG_LAST = 4
"""Of a page's flags: it is the last of its stream."""
TAGS = {
    Found.WHEN: ("TDRC", "TYER", "TDAT", "date", "creation"),
    Found.DEVICE: ("TSSE", "TENC", "encoder"),
    Found.NAME: ("TPE", "TCOM", "TCOP", "artist", "performer", "author", "copyright"),
    Found.PLACE: ("location", "geo", "GEOB"),
    Found.PICTURES: ("APIC", "metadata_block_picture"),
}


def clean_sound(data: bytes, sort: Sort) -> Cleaned:
    """The sound alone. Raises `RefusedFileError`, and mutagen's errors."""
    kind, copy, found, seconds = CLEANERS[sort](data)
    if seconds > MOST_SECONDS:
        raise RefusedFileError(Refusal.LONG)
    return Cleaned(kind, copy, in_order(found))


Part = tuple[Kind, bytes, set[Found], float]


def _framed(kind: Kind, read: Callable[[bytes], Frame | None]) -> Callable[[bytes], Part]:
    def clean(data: bytes) -> Part:
        tags, size = _id3(data)
        sound = frames_of(_without_end_tag(data[size:]), read)
        found = set(_told(tags)) | ({Found.HIDDEN} if sound.around else set())
        return kind, sound.data, found, sound.seconds

    return clean


def _id3(data: bytes) -> tuple[Iterable[str], int]:
    """The names of the tags at the start, and how long they are."""
    if not data.startswith(b"ID3"):
        return (), 0
    tag = ID3(io.BytesIO(data))  # type: ignore[no-untyped-call]
    return list(tag), tag.size


def _without_end_tag(data: bytes) -> bytes:
    return data[:-128] if data[-128:-125] == b"TAG" else data


def _m4a(data: bytes) -> Part:
    copy, found, seconds = boxes.emptied(data)
    return Kind.M4A, copy, found, seconds


def _ogg(data: bytes) -> Part:
    if b"\x80theora" in data[:4096]:
        raise RefusedFileError(Refusal.VIDEO)
    sound = _ogg_sound(io.BytesIO(data))
    alone = _pages(data, sound.info.serial)
    sound = _ogg_sound(file := io.BytesIO(alone))
    names, seconds = list(sound.tags), sound.info.length
    sound.tags.vendor, sound.tags._pad_data = "", b""  # which program made it, and what mutagen would carry along
    file.seek(0)
    sound.delete(file)
    found = set(_told(_keys(names))) | ({Found.HIDDEN} if len(alone) < len(data) else set())
    return Kind.OGG, file.getvalue(), found, seconds


def _ogg_sound(file: io.BytesIO) -> Any:
    """Raises `RefusedFileError` for what is no sound that is known, and mutagen's errors."""
    sound = mutagen.File(file, options=[OggOpus, OggVorbis])
    if sound is None:
        raise RefusedFileError(Refusal.KIND)
    return sound


def _keys(names: Iterable[object]) -> Iterator[str]:
    return (str(name[0]) if isinstance(name, tuple) else str(name) for name in names)


def _pages(data: bytes, serial: int) -> bytes:
    """The pages of one stream of an OGG file (RFC 3533) until it ends, and nothing between, beside or behind them."""
    kept, at = [], 0
    while data[at : at + 4] == b"OggS" and at + 27 <= len(data):
        table = data[at + 27 : at + 27 + data[at + 26]]
        end = at + 27 + len(table) + sum(table)
        if data[at + 14 : at + 18] == serial.to_bytes(4, "little"):
            kept.append(data[at:end])
            if data[at + 5] & OGG_LAST:
                break
        at = end
    return b"".join(kept)


def _wav(data: bytes) -> Part:
    parts, told, speed, at = [], set[Found](), 0, 12
    sounding = 0
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 8 + size]
        if name in NEEDED:
            content = content[: LONGEST.get(name)]
            parts.append(name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2))
        elif content.strip(b"\0"):
            told.add(Found.WORDS if name in (b"LIST", b"bext", b"iXML", b"id3 ") else Found.HIDDEN)
        speed = int.from_bytes(content[8:12], "little") if name == b"fmt " else speed
        sounding += len(content) if name == b"data" else 0
        at += 8 + size + size % 2
    if not speed or not sounding:
        raise RefusedFileError(Refusal.BROKEN)
    body = b"WAVE" + b"".join(parts)
    return Kind.WAV, b"RIFF" + len(body).to_bytes(4, "little") + body, told, sounding / speed


def _told(names: Iterable[str]) -> Iterator[Found]:
    for name in names:
        found = (found for found, starts in TAGS.items() if name.startswith(starts))
        yield next(found, Found.WORDS)


CLEANERS: dict[Sort, Callable[[bytes], Part]] = {
    Sort.MP3: _framed(Kind.MP3, mp3_frame),
    Sort.AAC: _framed(Kind.AAC, aac_frame),
    Sort.MP4: _m4a,
    Sort.OGG: _ogg,
    Sort.WAV: _wav,
}
