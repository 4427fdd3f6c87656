"""Decides exactly whether one condition on answers is wholly covered by others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

# The answers that satisfy a condition: for each question, the values it allows. All questions must be present.
Box = Mapping[str, frozenset[str]]


def is_covered(box: Box, others: Iterable[Box]) -> bool:
    """Whether every combination of answers in `box` is in at least one of `others` (so also when it is empty).

    Cuts each of the others out of the box and looks whether anything is left. That is exact, and needs no list
    of all combinations, of which there are millions.
    """
    left = [box] if all(box.values()) else []
    for other in others:
        left = [piece for part in left for piece in _without(part, other)]
    return not left


def _without(box: Box, other: Box) -> Iterator[Box]:
    """What is left of `box` without `other`: one piece for each question, and the pieces may overlap."""
    for question, values in other.items():
        outside = box[question] - values
        if outside:
            yield {**box, question: outside}
