"""How many parts a text message is charged and carried in, and where a long one is cut.

3GPP TS 23.038: 160 characters of the GSM alphabet, or 70 of UTF-16, are one part; joined parts hold 153 or 67. The
characters of the alphabet's extension count two, and neither they nor a surrogate pair are torn apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from gsm0338 import Codec

GSM, GSM_JOINED = 160, 153
WIDE, WIDE_JOINED = 70, 67
MOST = 3  # parts of an answer

_CODEC = Codec()
# Typographic characters that have a plain one in the GSM alphabet: one of them would more than halve the room.
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-",
                        "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\t": " ", "`": "'"})  # fmt: skip
_LINE = re.compile(r"(\n+)")
_SENTENCE_END = re.compile(r"(?<=[.!?])( +)(?=[A-Z\"'(])")
_GAP = re.compile(r"((?<![\d)]) +| +(?![\d(]))")  # a space, but none within a telephone number


def plain(text: str) -> str:
    """The text with the GSM alphabet's own quotes and dashes."""
    return text.translate(_PLAIN)


def segments(text: str) -> int:
    """How many parts `text` is sent in."""
    sizes = [_gsm_size(character) for character in text]
    if all(sizes):
        return _parts(sizes, GSM, GSM_JOINED)
    return _parts([2 if ord(character) > 0xFFFF else 1 for character in text], WIDE, WIDE_JOINED)


def split(text: str, fits: Callable[[str], bool]) -> list[str]:
    """`text` in as few pieces as fit, cut at the ends of sentences; within one only when it does not fit alone.

    Telephone numbers and links stay whole, and a line that ends in a colon stays with the next.
    """
    pieces: list[str] = []
    piece = ""
    for gap, unit in _units(text.strip(), fits):
        longer = f"{piece}{gap}{unit}" if piece else unit
        if piece and not fits(longer):
            before, heading = _with_heading(piece)
            longer = f"{heading}{gap}{unit}" if heading else unit
            if not fits(longer):
                before, longer = piece, unit
            pieces.append(before)
        piece = longer
    return [*pieces, piece] if piece else pieces


def _with_heading(piece: str) -> tuple[str, str]:
    """What ends in a line that only leads to the next one, parted from that line; else the whole, and nothing."""
    before, _, last = piece.rpartition("\n")
    return (before.rstrip(), last) if before.strip() and last.endswith(":") else (piece, "")


def _units(text: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """What is not torn apart, each with the space before it."""
    for line_gap, line in _with_gaps(_LINE, text):
        for gap, sentence in _with_gaps(_SENTENCE_END, line):
            if fits(sentence):
                yield line_gap + gap, sentence
                line_gap = ""
                continue
            for word_gap, word in _with_gaps(_GAP, sentence):
                for number, chunk in enumerate(_chunks(word, fits)):
                    yield ("" if number else line_gap + (word_gap or gap)), chunk
                    line_gap = gap = ""


def _with_gaps(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    gap = ""
    for place, piece in enumerate(pattern.split(text)):
        if place % 2:
            gap += piece
        elif piece:
            yield gap, piece
            gap = ""


def _chunks(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    while not fits(word):
        length = next(length for length in range(len(word) - 1, 0, -1) if length == 1 or fits(word[:length]))
        yield word[:length]
        word = word[length:]
    if word:
        yield word


def _parts(sizes: list[int], alone: int, joined: int) -> int:
    if sum(sizes) <= alone:
        return 1
    parts, room = 1, joined
    for size in sizes:
        if size > room:
            parts, room = parts + 1, joined
        room -= size
    return parts


@cache
def _gsm_size(character: str) -> int:
    """1, or 2 with the escape before it; 0 when the alphabet does not have it."""
    try:
        return len(_CODEC.encode(character)[0])
    except UnicodeEncodeError:
        return 0
