"""Column types that carry the promises: only whole hours and only locked bytes can be stored."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from actions.locking import Locked
from actions.times import hour_of


class Hour(TypeDecorator[datetime]):
    """A time in UTC that is a whole hour; anything finer is refused, not rounded, so that no caller forgets."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value != hour_of(value):
            raise ValueError("only whole hours are stored")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        # SQLite forgets the zone; everything is stored in UTC.
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class LockedBytes(TypeDecorator[Locked]):
    """Sealed bytes under their outer lock; anything else, sealed or plain, is refused."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Locked | None, dialect: Dialect) -> bytes | None:
        if value is not None and not isinstance(value, Locked):
            raise TypeError("only locked bytes are stored")
        return None if value is None else value.data

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Locked | None:
        return None if value is None else Locked(value)
