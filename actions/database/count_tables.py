"""What is kept of counts: sealed batches that nobody on the servers can open, and what was published of a month."""

from __future__ import annotations

from sqlalchemy import Dialect, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from actions.database.base import UNORDERED, Base
from actions.sealing import Sealed


class SealedCounts(TypeDecorator[Sealed]):
    """Ciphertext; plain bytes or text are refused."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> bytes | None:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("only sealed counts are stored")
        return None if value is None else value.data

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Sealed | None:
        return None if value is None else Sealed(value)


class CountBatch(Base):
    """About an hour's counts of one process, of nobody in particular: no day, no hour, no order.

    There is one also when nothing was counted, and each holds both series, so that the rows tell only that a process
    was up.
    """

    __tablename__ = "count_batches"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), index=True)
    ordinary: Mapped[Sealed] = mapped_column(SealedCounts)
    reserved: Mapped[Sealed] = mapped_column(SealedCounts)
    """What Professional Standards alone may know of, sealed to a key of their own."""


class Release(Base):
    """What was published of one month, as it was published; never changed."""

    __tablename__ = "releases"
    __table_args__ = (UNORDERED,)

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    series: Mapped[str] = mapped_column(String(16), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
