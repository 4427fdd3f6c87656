"""Alembic's entry point; always given an open connection by `actions.database.engine`."""

from __future__ import annotations

from alembic import context

from actions.database.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
