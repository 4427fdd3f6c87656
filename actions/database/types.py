"""Column types that carry the promises: only whole hours and only sealed bytes can be stored."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from actions.sealing import Sealed
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


class SealedBytes(TypeDecorator[Sealed]):
    """Ciphertext; plain bytes or text are refused."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> bytes | None:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("only sealed bytes are stored")
        return None if value is None else value.data

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Sealed | None:
        return None if value is None else Sealed(value)
