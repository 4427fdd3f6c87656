"""The keys of the outer lock, in a database of their own, and, beside the reports, which of them must go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from actions.database.base import NAMES, UNORDERED, Base
from actions.database.types import Hour


class KeyBase(DeclarativeBase):
    """The tables of the database of keys. It must never be part of a dated backup: see `actions.report_keys`."""

    metadata = MetaData(naming_convention=NAMES)


class ReportKey(KeyBase):
    """The key of one locked thing of one report. Deleting it is what makes that thing unreadable, everywhere."""

    __tablename__ = "report_keys"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    report_id: Mapped[str] = mapped_column(String(32), index=True)
    made: Mapped[datetime] = mapped_column(Hour)
    used: Mapped[bool] = mapped_column(default=False, index=True)
    """Whether its report was seen stored. Until then it may be what a failed save left behind."""
    secret: Mapped[bytes] = mapped_column(LargeBinary)


class KeyToDestroy(Base):
    """The id of a key that must be destroyed, or of a report all of whose keys must be.

    Written in the transaction that takes away what the key opened, and deleted once the key is gone.
    """

    __tablename__ = "keys_to_destroy"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
