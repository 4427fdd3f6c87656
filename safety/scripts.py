"""Which script words are written in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

LATIN = "LATIN"
WITHOUT_SPACES = frozenset({"CJK", "HIRAGANA", "KATAKANA"})
LETTERS_A_WORD = 2  # about, where words are not spaced


def script_of(words: Iterable[str]) -> str | None:
    """The script of most words, as Unicode names it (LATIN, CYRILLIC, CJK, …); None when there are no letters.

    Half in Latin is another script: people mix English words into other languages more than the other way.
    """
    counts: Counter[str] = Counter()
    for word in words:
        script = _script(next(filter(str.isalpha, word), ""))
        if script:
            counts[script] += max(1, len(word) // LETTERS_A_WORD) if script in WITHOUT_SPACES else 1
    return max(counts, key=lambda script: (counts[script], script != LATIN, script), default=None)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str | None:
    return unicodedata.name(letter, "").partition(" ")[0] or None if letter else None
