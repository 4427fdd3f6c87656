"""What a team keeps of its work on a report, beside its copy; and who stepped aside from a report."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, ForeignKeyConstraint, String, false
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base
from actions.database.types import Hour, LockedBytes
from actions.locking import Locked


class Casework(Base):
    """One team's work on its copy of a report. There is no row until something was done; it goes with the copy."""

    __tablename__ = "casework"
    __table_args__ = (
        ForeignKeyConstraint(
            ["report_id", "team"], ["deliveries.report_id", "deliveries.team"], ondelete="CASCADE", name="fk_casework"
        ),
        UNORDERED,
    )

    report_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    team: Mapped[str] = mapped_column(String(64), primary_key=True)
    assigned: Mapped[str | None] = mapped_column(String(32))
    needs_since: Mapped[datetime | None] = mapped_column(Hour)
    """When whoever had it, or could have taken it, stepped aside; None once somebody else has it."""
    outcome: Mapped[str | None] = mapped_column(String(32))
    closed: Mapped[datetime | None] = mapped_column(Hour)
    since: Mapped[datetime | None] = mapped_column(Hour)
    """When it was handed to this team; None: it came to it when it was received."""
    before: Mapped[str | None] = mapped_column(String(16))
    """How far (`Status`) the report was with a team that handed it over and has no copy any more."""
    contact_from: Mapped[str | None] = mapped_column(String(64))
    """The team that handed it over without the contact details, and can still give them."""
    told_lead: Mapped[datetime | None] = mapped_column(Hour)
    told_above: Mapped[datetime | None] = mapped_column(Hour)
    redacted: Mapped[Locked | None] = mapped_column(LockedBytes)
    """The account with parts taken out, kept beside the whole one."""
    proposed: Mapped[Locked | None] = mapped_column(LockedBytes)
    """What is to take the place of the account for good, once somebody else confirms it."""
    proposed_by: Mapped[str | None] = mapped_column(String(32))
    assessment: Mapped[Locked | None] = mapped_column(LockedBytes)
    until: Mapped[date | None] = mapped_column(Date)
    """The day on which the copy is to be erased; with `kept`, the later of both."""
    clock: Mapped[str | None] = mapped_column(String(16))
    """What `until` follows from (`actions.retention.days.Clock`)."""
    kept: Mapped[date | None] = mapped_column(Date)
    """Until when somebody of the team keeps it longer."""
    announced: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The team is told of that day, and has been for as long as data/outcomes.yml says when it comes."""
    hold: Mapped[str | None] = mapped_column(String(16))
    """Why nothing may erase it: a code of data/outcomes.yml."""
    held_by: Mapped[str | None] = mapped_column(String(32))
    contact_kept: Mapped[bool] = mapped_column(default=False, server_default=false())
    """She took the report back while it was held: what would have been erased then is still there."""
    erasure: Mapped[str | None] = mapped_column(String(16))
    """Why somebody asked that it be erased before its day."""
    erasure_by: Mapped[str | None] = mapped_column(String(32))
    erasure_asked: Mapped[date | None] = mapped_column(Date)

    @property
    def needs_somebody(self) -> bool:
        """Whether a lead has to find somebody else for it."""
        return self.needs_since is not None

    @property
    def erased_on(self) -> date | None:
        """The day on which the copy is to be erased; None while it has none, and while it is held."""
        if self.until is None or self.hold is not None:
            return None
        return max(self.until, self.kept or self.until)


class Recusal(Base):
    """For this account the report is as if there were none, whichever team the account is in. Who asked is audited."""

    __tablename__ = "recusals"
    __table_args__ = (UNORDERED,)

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    account: Mapped[str] = mapped_column(String(32), primary_key=True)
    team: Mapped[str] = mapped_column(String(64))
    """The team in which the account was then: the key of that team alone does not show the report any more."""


class Custody(Base):
    """One part of a copy that left its team whole. No team can fetch it; until its time is over the recovery key opens
    what `heard custody` takes out."""

    __tablename__ = "custody"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: secrets.token_hex(16))
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    keeper: Mapped[str] = mapped_column(String(64))
    """The team that the report went to."""
    given_by: Mapped[str] = mapped_column(String(64))
    account: Mapped[str] = mapped_column(String(32))
    """Who handed it over: they alone are told again that it is done. Empty: whoever has the key."""
    part: Mapped[str] = mapped_column(String(32))
    until: Mapped[datetime] = mapped_column(Hour, index=True)
    sealed: Mapped[Locked] = mapped_column(LockedBytes)
