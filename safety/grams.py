"""A message as counts of what it is written of: words, runs of words, and runs of letters, each in a numbered cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

CELLS = 1 << 18  # enough that two runs seldom share one


class Reading(NamedTuple):
    """How long the runs of words and of letters are, and how many cells there are."""

    words: Sequence[int]
    letters: Sequence[int]
    cells: int = CELLS


ENGLISH = Reading(words=(1, 2, 3), letters=(2, 3, 4, 5))
SUBJECT = Reading(words=(1, 2), letters=(3, 4), cells=1 << 15)  # a weight a class in each: so they are fewer


class Cells(NamedTuple):
    """Numbered cells, (n,), and how much of each there is, (n,): words and letters each of length 1 in all."""

    numbers: NDArray[np.int64]
    values: NDArray[np.float32]


def cells(words: list[str], reading: Reading) -> Cells:
    """The cells of a message. Empty for no words."""
    runs = (_of_words(words, reading.words), _of_letters(words, reading.letters))
    parts = [_part(each, reading.cells) for each in runs]
    return Cells(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _part(runs: Iterable[str], size: int) -> Cells:
    counts = Counter(crc32(run.encode("utf-8", "surrogatepass")) % size for run in runs)
    numbers = np.fromiter(counts, dtype=np.int64, count=len(counts))
    values = 1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
    length = np.linalg.norm(values)
    return Cells(numbers, (values / length if length else values).astype(np.float32))


def _of_words(words: list[str], lengths: Sequence[int]) -> Iterator[str]:
    for length in lengths:
        for at in range(len(words) - length + 1):
            yield "w" + " ".join(words[at : at + length])


def _of_letters(words: list[str], lengths: Sequence[int]) -> Iterator[str]:
    for word in words:
        marked = f" {word} "
        for length in lengths:
            yield from (marked[at : at + length] for at in range(len(marked) - length + 1))
