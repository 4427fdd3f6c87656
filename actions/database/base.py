"""What all tables have in common."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

UNORDERED = {"sqlite_with_rowid": False}
"""For tables whose key is random: their rows lie in the order of their keys and not of their arrival."""


NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can alter it in any database."""

    metadata = MetaData(naming_convention=NAMES)
