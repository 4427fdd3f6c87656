"""Who may sign in at the teams' side, and the links with which they set themselves up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from actions.database.base import UNORDERED, Base
from actions.database.types import Hour

WITH_TEAM = "'member', 'lead'"
WITHOUT_TEAM = "'auditor', 'comms', 'owner'"


class StaffAccount(Base):
    """One person at the teams' side. Without a password and a TOTP secret nobody signs in with it.

    A role that fetches reports has a team; no other role has one.
    """

    __tablename__ = "staff_accounts"
    __table_args__ = (
        CheckConstraint(
            f"(role IN ({WITH_TEAM}) AND team IS NOT NULL) OR (role IN ({WITHOUT_TEAM}) AND team IS NULL)",
            name="ck_staff_accounts_role_team",
        ),
        UNORDERED,
    )

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    display_name: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(16))
    team: Mapped[str | None] = mapped_column(String(64))
    credentials: Mapped[str] = mapped_column(String(32))
    """Random, and another after each change of password or reset: sessions and devices of before then end."""
    password: Mapped[str | None] = mapped_column(String(128))
    """An Argon2id hash."""
    totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The secret of the authenticator app, sealed with the server's key to this account."""
    totp_step: Mapped[int] = mapped_column(default=0, server_default="0")
    """The last half minute whose code was used: a code works once. Of the person's sign-in, never of a report."""
    created: Mapped[datetime] = mapped_column(Hour)
    disabled: Mapped[bool] = mapped_column(default=False, server_default=false())


class StaffEnrolment(Base):
    """A link that lets one person set a password and an authenticator app for an account, once.

    What they have set waits here until a code proves that the app works.
    """

    __tablename__ = "staff_enrolments"
    __table_args__ = (UNORDERED,)

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the link's token."""
    account: Mapped[str] = mapped_column(ForeignKey("staff_accounts.name", ondelete="CASCADE"), unique=True)
    ends: Mapped[datetime] = mapped_column(Hour)
    password: Mapped[str | None] = mapped_column(String(128))
    totp: Mapped[bytes | None] = mapped_column(LargeBinary)
