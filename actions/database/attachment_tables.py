"""The files that a reporter attached, as one team has them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base
from actions.database.types import Hour, LockedBytes
from actions.locking import Locked


class Attachment(Base):
    """One file. `letter` says what it is and holds the key of the two bodies, which are loaded only when asked for."""

    __tablename__ = "attachments"
    __table_args__ = (
        ForeignKeyConstraint(
            ["report_id", "team"],
            ["deliveries.report_id", "deliveries.team"],
            ondelete="CASCADE",
            name="fk_attachments",
        ),
        UNORDERED,
    )

    report_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    team: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Hour)
    opened: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    """Bytes of the longer of the two bodies, padded: 64 KiB, 128 and so on."""
    letter: Mapped[Locked] = mapped_column(LockedBytes)
    original: Mapped[Locked] = mapped_column(LockedBytes, deferred=True)
    """As she sent it."""
    clean: Mapped[Locked] = mapped_column(LockedBytes, deferred=True)
    """The working copy, without what was hidden in it."""
