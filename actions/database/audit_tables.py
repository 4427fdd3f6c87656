"""What is kept of who did what: the audit, its newest row, and its signed heads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base
from actions.database.types import Hour


class AuditEntry(Base):
    """Who did what to which report in which hour; never any content. In order, and kept when the report is gone.

    Only `actions.audit` adds one. The database refuses to change or delete any.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3 …: without gaps."""
    at: Mapped[datetime] = mapped_column(Hour)
    actor: Mapped[str] = mapped_column(String(64))
    event: Mapped[str] = mapped_column(String(32))
    report_id: Mapped[str] = mapped_column(String(32), index=True)
    team: Mapped[str] = mapped_column(String(64), default="")
    account: Mapped[str] = mapped_column(String(32), default="", server_default="")
    previous: Mapped[str] = mapped_column(String(64))
    """The hash of the row before."""
    hash: Mapped[str] = mapped_column(String(64))
    """Of all the others in this row (`actions.audit_chain`)."""


class AuditTail(Base):
    """The one row about the newest row of the audit (0: none yet). Who holds its lock writes the next."""

    __tablename__ = "audit_tail"
    __table_args__ = (UNORDERED,)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The newest row of the audit as it was on one day, signed. The database refuses to change or delete any."""

    __tablename__ = "audit_heads"
    __table_args__ = (UNORDERED,)

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(88))
