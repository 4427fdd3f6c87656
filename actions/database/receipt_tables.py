"""What the holder of a changed receipt needs to read what teams seal to the first one."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base
from actions.database.types import LockedBytes
from actions.locking import Locked


class ReplyKey(Base):
    """The key of the replies to one report, sealed to the receipt that opens it now. Only who changed hers has one."""

    __tablename__ = "reply_keys"
    __table_args__ = (UNORDERED,)

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[Locked] = mapped_column(LockedBytes)
