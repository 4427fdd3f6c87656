"""How long to wait before a delivery is tried again, and when it is given up."""

from __future__ import annotations

import random
from collections.abc import Callable

Jitter = Callable[[float], float]
"""Some number from 0 up to the one given."""

FIRST_WAIT = 2.0
LONGEST_WAIT = 3600.0
LARGEST_POWER = 12
MOST_TRIES = 24
MOST_SECONDS = 12 * 3600.0
"""From when a relay first saw it. Then it is a dead letter, which `heard outbox replay` tries again."""


def full_jitter(most: float) -> float:
    """Anything up to `most`, so that what failed together is not tried together."""
    return random.uniform(0, most)  # noqa: S311 — it spreads load and hides nothing


def wait_after(attempts: int, jitter: Jitter) -> float:
    """Seconds until the next try after so many failures: up to 2, 4, 8 … and never more than an hour."""
    return jitter(min(FIRST_WAIT * 2.0 ** min(attempts - 1, LARGEST_POWER), LONGEST_WAIT))


def is_hopeless(attempts: int, seconds: float) -> bool:
    """Whether to give up, after so many failures in so long a time."""
    return attempts >= MOST_TRIES or seconds >= MOST_SECONDS
