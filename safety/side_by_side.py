"""Does work that needs no other work, on as many threads as the machine has processors to spare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def each_done(work: Callable[[T], None], pieces: Iterable[T], threads: int) -> None:
    """Returns when all pieces are done. Raises what the first that failed raised."""
    if threads == 1:
        for piece in pieces:
            work(piece)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work, piece) for piece in pieces]:
            done.result()
