"""What is still to be taken to the teams, which relay is at it, and when a team was last told by e-mail."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base
from actions.database.types import Hour


def _random_id() -> str:
    return secrets.token_hex(16)


class OutboxItem(Base):
    """One thing to be taken to one target of one team, or already taken. When to try again lives in the relay's memory:
    a time stored here would say when the report came in."""

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(
            ["report_id", "team"], ["deliveries.report_id", "deliveries.team"], ondelete="CASCADE", name="fk_outbox"
        ),
        UniqueConstraint("report_id", "team", "target", "number", name="uq_outbox_item"),
        Index("ix_outbox_delivered", "delivered"),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=_random_id)
    """Goes out with it, the same on every try: so a receiver knows what it had before."""
    report_id: Mapped[str] = mapped_column(String(32))
    team: Mapped[str] = mapped_column(String(64))
    target: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16), default="report")
    number: Mapped[int] = mapped_column(default=0)
    """The order of what concerns one report: 0 itself, 1 … its additions, and last that it was taken back."""
    attempts: Mapped[int] = mapped_column(default=0)
    delivered: Mapped[bool] = mapped_column(default=False)
    gone: Mapped[bool] = mapped_column(default=False)
    """Whether the report may have left with it. Said before each try, and never taken back once it may be true."""
    claim: Mapped[str | None] = mapped_column(String(32), default=None)
    """The relay that is at it; counts only while that relay is in `relays`."""
    failure: Mapped[str] = mapped_column(String(64), default="")
    """The kind of the last error."""
    dead: Mapped[datetime | None] = mapped_column(Hour, default=None)
    """When it was given up."""


class RelayBeat(Base):
    """A relay that runs. It counts on while it does; the others watch, so no time needs to be stored or agreed."""

    __tablename__ = "relays"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    beats: Mapped[int]


class Notified(Base):
    """The hour in which a team, or a person at an address of their own (`account:NAME`), was last sent a notice."""

    __tablename__ = "notices"
    __table_args__ = (UNORDERED,)

    team: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(Hour)
