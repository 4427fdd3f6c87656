"""What a file is, by its first bytes. Its name is never looked at."""

from __future__ import annotations

from enum import Enum, auto

from attachments.protocol import Refusal, RefusedFileError

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
SOUND_BRANDS = {b"M4A ", b"M4B ", b"M4P "}
SYNC = 0xFF
LAYER_BITS = 0b110
"""Of the second byte of a frame: none of them is set in AAC."""


class Sort(Enum):
    """What a file is before it is cleaned."""

    JPEG = auto()
    PNG = auto()
    WEBP = auto()
    HEIC = auto()
    PDF = auto()
    MP3 = auto()
    AAC = auto()
    MP4 = auto()
    OGG = auto()
    WAV = auto()


def sort_of(data: bytes) -> Sort:
    """What `data` is. Raises `RefusedFileError`: empty, video, kind."""
    if not data:
        raise RefusedFileError(Refusal.EMPTY)
    sort = _plain(data) or _riff(data) or _boxed(data) or _frames(data)
    if sort is None:
        raise RefusedFileError(Refusal.KIND)
    return sort


def _plain(data: bytes) -> Sort | None:
    starts = {
        b"\xff\xd8\xff": Sort.JPEG,
        b"\x89PNG\r\n\x1a\n": Sort.PNG,
        b"%PDF-": Sort.PDF,
        b"OggS": Sort.OGG,
        b"ID3": Sort.MP3,
    }
    return next((sort for start, sort in starts.items() if data.startswith(start)), None)


def _riff(data: bytes) -> Sort | None:
    if not data.startswith(b"RIFF"):
        return None
    if data[8:12] == b"AVI ":
        raise RefusedFileError(Refusal.VIDEO)
    return {b"WEBP": Sort.WEBP, b"WAVE": Sort.WAV}.get(data[8:12])


def _boxed(data: bytes) -> Sort | None:
    """A file of boxes (ISO/IEC 14496-12): a photo, sound, or a video."""
    if data.startswith(b"\x1a\x45\xdf\xa3"):  # Matroska, WebM
        raise RefusedFileError(Refusal.VIDEO)
    if data[4:8] != b"ftyp":
        return None
    brand = data[8:12]
    if brand in HEIC_BRANDS:
        return Sort.HEIC
    if brand == b"avif":
        return None
    if brand in SOUND_BRANDS or (b"soun" in data and b"vide" not in data):
        return Sort.MP4
    raise RefusedFileError(Refusal.VIDEO)


def _frames(data: bytes) -> Sort | None:
    if len(data) < 4 or data[0] != SYNC or data[1] & 0xE0 != 0xE0:
        return None
    return Sort.MP3 if data[1] & LAYER_BITS else Sort.AAC
