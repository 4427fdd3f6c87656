"""The danger check of texts of any length. The check itself leaves out the middle of a very long one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from safety import Finding
from safety.check import together

LONGEST_PIECE = 6_000  # characters; any message that is taken is one piece
OVERLAP = 400  # characters: a few sentences, so that danger at a cut is seen whole


class Limit:
    """How long one may go on. `now`: seconds, on a clock that never goes back."""

    def __init__(self, seconds: float, now: Callable[[], float]) -> None:
        self._end, self._now = now() + seconds, now

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self._now() > self._end


def check_pieces(check: Callable[[str], Finding], texts: Sequence[str], limit: Limit) -> Finding:
    """What `check` finds in all of `texts`, as far as the time allows; never less than one piece."""
    found: list[Finding] = []
    for piece in (piece for text in texts for piece in _both_ends_first(list(_pieces(text)))):
        if found and limit.is_over:
            break
        found.append(check(piece))
    return together(*found)


def _pieces(text: str) -> Iterator[str]:
    step = LONGEST_PIECE - OVERLAP
    yield text[:LONGEST_PIECE]
    for at in range(step, len(text) - OVERLAP, step):
        yield text[at : at + LONGEST_PIECE]


def _both_ends_first(pieces: list[str]) -> list[str]:
    return [pieces[0], *pieces[:0:-1]]
