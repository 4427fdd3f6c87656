"""Accounts for the people of the teams; the audit can name the account that did something."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from actions.database.types import Hour

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    # Not in a batch: the table would be made anew, without what refuses changes to its rows.
    op.add_column("audit", sa.Column("account", sa.String(32), nullable=False, server_default=""))
    op.create_table(
        "staff_accounts",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("display_name", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("team", sa.String(64), nullable=True),
        sa.Column("credentials", sa.String(32), nullable=False),
        sa.Column("password", sa.String(128), nullable=True),
        sa.Column("totp", sa.LargeBinary, nullable=True),
        sa.Column("totp_step", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created", Hour, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.CheckConstraint(
            "(role IN ('member', 'lead') AND team IS NOT NULL) "
            "OR (role IN ('auditor', 'comms', 'owner') AND team IS NULL)",
            name="ck_staff_accounts_role_team",
        ),
        sa.PrimaryKeyConstraint("name", name="pk_staff_accounts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_enrolments",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("ends", Hour, nullable=False),
        sa.Column("password", sa.String(128), nullable=True),
        sa.Column("totp", sa.LargeBinary, nullable=True),
        sa.ForeignKeyConstraint(
            ["account"], ["staff_accounts.name"], ondelete="CASCADE", name="fk_staff_enrolments_account"
        ),
        sa.PrimaryKeyConstraint("token", name="pk_staff_enrolments"),
        sa.UniqueConstraint("account", name="uq_staff_enrolments_account"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("staff_enrolments")
    op.drop_table("staff_accounts")
    op.drop_column("audit", "account")
