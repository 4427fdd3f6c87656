"""The words a receipt may be made of."""

from __future__ import annotations

import math
from pathlib import Path

from mnemonic import Mnemonic

from content.files import ContentError, Entry, Problem, parse, read

WORDS_IN_A_RECEIPT = 9
LEAST_BITS = 90


class LeftOut(Entry):
    """data/receipt-words.yml: words of the list that no receipt is made of, by reason."""

    upsetting: tuple[str, ...]
    telling: tuple[str, ...]
    typed_here: tuple[str, ...]
    spelled_otherwise: tuple[str, ...]


def all_words() -> tuple[str, ...]:
    """The English list of BIP 39: 2,048 common words, told apart by their first four letters."""
    return tuple(Mnemonic("english").wordlist)


def load_receipt_words(path: Path) -> tuple[str, ...]:
    """The words a new receipt is made of: all but those left out in the file `path`. Raises `ContentError`."""
    document = read(path)
    left_out = parse(document, LeftOut)
    known = frozenset(all_words())
    problems = [
        document.problem(
            f"{reason}: a word that is not in the list", "Remove it, or correct its spelling", reason, line
        )
        for reason, words in left_out
        for line, word in enumerate(words)
        if word not in known
    ]
    kept = tuple(word for word in all_words() if word not in {each for _, words in left_out for each in words})
    if WORDS_IN_A_RECEIPT * math.log2(max(len(kept), 1)) < LEAST_BITS:
        problems.append(Problem(path, 1, "Too few words are left: a receipt could be guessed", "Leave out fewer words"))
    if problems:
        raise ContentError(problems)
    return kept
