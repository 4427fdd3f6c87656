"""The frames of MP3 (ISO/IEC 11172-3, 13818-3) and AAC (ADTS, ISO/IEC 13818-7): what lies around them is no sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from attachments.protocol import Refusal, RefusedFileError

KILOBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Of layer III, by whether it is MPEG-1."""
HERTZ = {0b11: (44100, 48000, 32000), 0b10: (22050, 24000, 16000), 0b00: (11025, 12000, 8000)}
AAC_HERTZ = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
LEAST = 3
"""Frames in a row: fewer may be chance."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Bytes from its beginning, and how long it sounds."""

    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Sound:
    """The frames alone; `around`: there was something else that was no tag."""

    data: bytes
    seconds: float
    around: bool


def frames_of(data: bytes, read: Callable[[bytes], Frame | None]) -> Sound:
    """Every frame of `data`, which `read` tells by their first seven bytes. Raises `RefusedFileError` for none."""
    kept: list[bytes] = []
    at, seconds, between = 0, 0.0, 0
    while at < len(data):
        frame = read(data[at : at + 7])
        if frame is None or at + frame.size > len(data) or not _goes_on(data, at + frame.size, read, bool(kept)):
            found = data.find(b"\xff", at + 1)
            between += (found if found > 0 else len(data)) - at
            at = found if found > 0 else len(data)
            continue
        kept.append(data[at : at + frame.size])
        seconds += frame.seconds
        at += frame.size
    if len(kept) < LEAST:
        raise RefusedFileError(Refusal.BROKEN)
    return Sound(b"".join(kept), seconds, around=between > 0)


def _goes_on(data: bytes, at: int, read: Callable[[bytes], Frame | None], begun: bool) -> bool:
    """Whether a frame follows, or the sound ends here after others."""
    return read(data[at : at + 7]) is not None or (begun and at <= len(data))


def mp3_frame(head: bytes) -> Frame | None:
    """The frame of layer III that `head` begins, if it is one."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, hertz, padding = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 0b01 or rate in (0, 15) or hertz == 3:
        return None
    first = version == 0b11
    samples = 1152 if first else 576
    speed = HERTZ[version][hertz]
    return Frame(samples // 8 * KILOBITS[first][rate] * 1000 // speed + padding, samples / speed)


def aac_frame(head: bytes) -> Frame | None:
    """The ADTS frame that `head` begins, if it is one."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    hertz, size = head[2] >> 2 & 15, (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if hertz >= len(AAC_HERTZ) or size < 7:
        return None
    return Frame(size, 1024 / AAC_HERTZ[hertz])
