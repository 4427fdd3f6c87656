"""Counts what happened lately."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


class TooManyError(Exception):
    """More than is allowed. `retry_after`: whole seconds until the next is."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Rate:
    """At most `count` in any `seconds`."""

    count: int
    seconds: float

    def admit(self, earlier: tuple[float, ...], now: float) -> tuple[float, ...]:
        """The times within the last `seconds`, with `now`. Raises `TooManyError`."""
        recent = tuple(time for time in earlier if now - time < self.seconds)
        if len(recent) >= self.count:
            raise TooManyError(max(1, math.ceil(recent[-self.count] + self.seconds - now)))
        return (*recent, now)


class Throttle:
    """One rate for everybody together: it needs to know nothing about anybody."""

    def __init__(self, rate: Rate, clock: Callable[[], datetime]) -> None:
        self._rate, self._clock = rate, clock
        self._times: tuple[float, ...] = ()

    def admit(self) -> None:
        """Counts one more. Raises `TooManyError`."""
        self._times = self._rate.admit(self._times, self._clock().timestamp())
