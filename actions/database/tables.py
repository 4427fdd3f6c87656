"""What is stored. Content is sealed and locked; ids are random; times are whole hours.

Tables whose key is random have no rowid in SQLite, so rows lie in the order of their keys and not of their arrival.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

# Whoever has this module has every table.
from actions.database.attachment_tables import Attachment as Attachment
from actions.database.audit_tables import AuditEntry as AuditEntry
from actions.database.audit_tables import AuditHead as AuditHead
from actions.database.audit_tables import AuditTail as AuditTail
from actions.database.base import UNORDERED
from actions.database.base import Base as Base
from actions.database.casework_tables import Casework as Casework
from actions.database.casework_tables import Custody as Custody
from actions.database.casework_tables import Recusal as Recusal
from actions.database.count_tables import CountBatch as CountBatch
from actions.database.count_tables import Release as Release
from actions.database.draft_tables import Draft as Draft
from actions.database.outbox_tables import Notified as Notified
from actions.database.outbox_tables import OutboxItem as OutboxItem
from actions.database.outbox_tables import RelayBeat as RelayBeat
from actions.database.receipt_tables import ReplyKey as ReplyKey
from actions.database.report_key_tables import KeyToDestroy as KeyToDestroy
from actions.database.retention_tables import Ended as Ended
from actions.database.retention_tables import EndedCopy as EndedCopy
from actions.database.staff_tables import StaffAccount as StaffAccount
from actions.database.staff_tables import StaffEnrolment as StaffEnrolment
from actions.database.types import Hour, LockedBytes
from actions.locking import Locked


class Status(StrEnum):
    """How far one team is with a report; what the reporter sees is worked out from all of them."""

    RECEIVED = "received"
    OPENED = "opened"
    ANSWERED = "answered"
    CLOSED = "closed"


class ReportRow(Base):
    """One report: nothing in it says what happened or to whom."""

    __tablename__ = "reports"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    received: Mapped[datetime] = mapped_column(Hour)
    consent_wording: Mapped[str] = mapped_column(String(64))
    consented: Mapped[datetime] = mapped_column(Hour)
    routing_version: Mapped[str] = mapped_column(Text)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    """Keyed hash of the receipt's lookup."""


class Submission(Base):
    """Keyed hash of a submission id: sending the same report, or the same addition, again finds what is stored.

    The keyed hash of a receipt is here too, once its report was stored or was taken back before it came.

    Outlives its report, so that a report erased since cannot be made again by a late retry.
    """

    __tablename__ = "submissions"
    __table_args__ = (UNORDERED,)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    report_id: Mapped[str | None] = mapped_column(ForeignKey("reports.id", ondelete="SET NULL"), index=True)


class Delivery(Base):
    """A report as one team has it.

    Each team has a copy of its own, sealed to that team and the recovery key only, and a status of its own: neither
    the row nor the number of keys in the envelope tells a team whether any other team received the report.
    """

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_team", "team"), UNORDERED)

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    team: Mapped[str] = mapped_column(String(64), primary_key=True)
    rule: Mapped[str] = mapped_column(Text)
    status: Mapped[Status] = mapped_column(
        Enum(Status, native_enum=False, length=16, values_callable=lambda statuses: [each.value for each in statuses])
    )
    account: Mapped[Locked] = mapped_column(LockedBytes)
    contact: Mapped[Locked] = mapped_column(LockedBytes)
    """Always there and padded alike, so that the table does not say who is anonymous."""


class Reply(Base):
    """A team's words to the reporter, sealed to the recipient that stands in the sealed account."""

    __tablename__ = "replies"
    __table_args__ = (
        ForeignKeyConstraint(
            ["report_id", "team"], ["deliveries.report_id", "deliveries.team"], ondelete="CASCADE", name="fk_replies"
        ),
        Index("ix_replies_report_id", "report_id", "team"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    report_id: Mapped[str] = mapped_column(String(32))
    team: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Hour)
    sealed: Mapped[Locked] = mapped_column(LockedBytes)


class Addition(Base):
    """What the reporter told one team later. Numbered within the report, so that the team reads it in order."""

    __tablename__ = "additions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["report_id", "team"], ["deliveries.report_id", "deliveries.team"], ondelete="CASCADE", name="fk_additions"
        ),
        UNORDERED,
    )

    report_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    team: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Hour)
    opened: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[Locked] = mapped_column(LockedBytes)


class Withdrawal(Base):
    """A report that its reporter took back: erased, or, where a team had opened it, only marked.

    Of an erased report nothing but this is left, under the receipt alone: it answers the reporter, and names no report.
    """

    __tablename__ = "withdrawals"
    __table_args__ = (UNORDERED,)

    receipt: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(Hour)
    report_id: Mapped[str | None] = mapped_column(ForeignKey("reports.id", ondelete="SET NULL"), index=True)
    erased: Mapped[bool]
