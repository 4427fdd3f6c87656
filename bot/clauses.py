"""Cuts a message into what may be separate things."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[.!?;\n]+|,?\s+\b(?:and also|and|but|also|plus)\b\s+|,\s+", re.IGNORECASE)
LEAST_WORDS = 3
MOST = 6  # of a long story the first ones


def clauses(text: str) -> list[str]:
    """The parts of a text that could each be a message of their own; none when there is only one."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    found = [part for part in parts if len(part.split()) >= LEAST_WORDS][:MOST]
    return found if len(found) > 1 else []
