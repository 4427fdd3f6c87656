"""Whether a team was told of the day on which its copy is erased: else that day moves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("casework", recreate="never") as table:
        table.add_column(sa.Column("announced", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("casework", recreate="never") as table:
        table.drop_column("announced")
