"""Reports that somebody put aside to decide later: sealed to her receipt alone, of no team."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base
from actions.database.types import LockedBytes
from actions.locking import Locked


class Draft(Base):
    """One of them. It is gone on the day `until`, when it was sent, or when she erases it."""

    __tablename__ = "drafts"
    __table_args__ = (UNORDERED,)

    receipt: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Keyed hash of the receipt's lookup."""
    sealed: Mapped[Locked] = mapped_column(LockedBytes)
    until: Mapped[date] = mapped_column(Date, index=True)
