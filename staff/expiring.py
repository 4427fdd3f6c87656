"""A few things kept in memory for a short time."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from actions.times import Clock

V = TypeVar("V")


class Expiring(Generic[V]):
    """Values that are forgotten when their time is over, the oldest first when there are too many.

    Only for what one team alone can put in: whoever fills it makes it forget what others put there.
    """

    def __init__(self, life: timedelta, most: int, clock: Clock) -> None:
        self._life = life
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, tuple[datetime, V]] = OrderedDict()

    def put(self, key: str, value: V) -> None:
        """Keeps `value`; its time starts now."""
        self._forget()
        if len(self._kept) >= self._most:
            self._kept.popitem(last=False)
        self._kept[key] = (self._clock() + self._life, value)

    def get(self, key: str) -> V | None:
        """The value, or None when there is none any more."""
        kept = self._kept.get(key)
        return kept[1] if kept and self._clock() < kept[0] else None

    def __contains__(self, key: str) -> bool:
        kept = self._kept.get(key)
        return kept is not None and self._clock() < kept[0]

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self) -> None:
        """From the oldest on, which ends first, since all live equally long."""
        now = self._clock()
        while self._kept and next(iter(self._kept.values()))[0] <= now:
            self._kept.popitem(last=False)
