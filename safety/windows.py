"""Cuts a message into overlapping pieces of a few sentences, so that one sentence in a long story is seen."""

from __future__ import annotations

from collections.abc import Iterator

from safety.check import READER
from safety.phrases import SENTENCE_END
from safety.text import plain, tokens

SHORT_MESSAGE = 40  # words: read whole, as a message in the training lines is
LONGEST_WINDOW = 24
OVERLAP = 8
MOST_WINDOWS = 100


def windows(text: str) -> list[str]:
    """The pieces of a text, spelling mended; none when it is mostly in another script than Latin.

    At most MOST_WINDOWS: a longer text keeps those of its beginning and end.
    """
    words = READER.readings(tokens(plain(text)))[0]
    if not _is_latin(words):
        return []
    if len(words) <= SHORT_MESSAGE:
        return [_written(words)]
    found = list(_joined(list(_pieces(words))))
    return found if len(found) <= MOST_WINDOWS else found[: MOST_WINDOWS // 2] + found[-MOST_WINDOWS // 2 :]


def _is_latin(words: list[str]) -> bool:
    spoken = [word for word in words if word != SENTENCE_END]
    return sum(word.isascii() for word in spoken) * 2 > len(spoken)


def _pieces(words: list[str]) -> Iterator[list[str]]:
    """The sentences; a long one in overlapping parts."""
    sentence: list[str] = []
    for word in [*words, SENTENCE_END]:
        if word != SENTENCE_END:
            sentence.append(word)
        elif sentence:
            last = max(1, len(sentence) - OVERLAP)
            yield from (sentence[at : at + LONGEST_WINDOW] for at in range(0, last, LONGEST_WINDOW - OVERLAP))
            sentence = []


def _joined(pieces: list[list[str]]) -> Iterator[str]:
    """As many pieces as fit a window; the last one begins the next window too."""
    at = 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and sum(map(len, pieces[at : end + 1])) <= LONGEST_WINDOW:
            end += 1
        yield " . ".join(map(_written, pieces[at:end]))
        at = end if end == len(pieces) else max(at + 1, end - 1)


def _written(words: list[str]) -> str:
    return " ".join("." if word == SENTENCE_END else word for word in words)
