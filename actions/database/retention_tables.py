"""What is left of a report, or of a team's copy, that was erased because its time was over."""

from __future__ import annotations

import secrets

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base


class Ended(Base):
    """A report of which no team has a copy any more. Under the receipt alone: it answers the reporter, and names no
    report and no time."""

    __tablename__ = "ended"
    __table_args__ = (UNORDERED,)

    receipt: Mapped[str] = mapped_column(String(64), primary_key=True)
    early: Mapped[bool]
    """Whether the last copy was erased before its time was over."""


class EndedCopy(Base):
    """A team's copy that is erased, of a report that another team still has: so that she is told nothing less than
    before, and never that nobody had opened it. Names no team."""

    __tablename__ = "ended_copies"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: secrets.token_hex(16))
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    before: Mapped[str] = mapped_column(String(16))
    """How far (`Status`) it was."""
