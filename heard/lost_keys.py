"""What `heard check` says of stored reports that nobody can open: how many, and never which."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from actions.database.engine import open_database, sessions_of
from actions.key_destruction import reports_without_key
from actions.report_key_store import ReportKeysError, open_report_keys
from actions.report_keys import ReportKeys
from actions.settings import Settings
from actions.times import utc_now
from heard.database import is_there

ONE = "1 stored report has no key, so nobody can open it."
MANY = "{} stored reports have no key, so nobody can open them."
WHY = "They were erased after this copy of the database was made, or the report keys are not the newest."


async def lost_keys(settings: Settings) -> str:
    """A sentence about reports without a key; nothing when there are none, or no database to look into."""
    try:
        if not all(is_there(url) for url in (settings.database, settings.report_keys)):
            return ""
        reports, keys = open_database(settings.database), open_report_keys(settings.report_keys)
        try:
            count = await reports_without_key(sessions_of(reports), ReportKeys(sessions_of(keys), utc_now))
        finally:
            await reports.dispose()
            await keys.dispose()
    except (SQLAlchemyError, ReportKeysError, OSError):
        return "The stored reports and their keys could not be read, so they were not checked."
    return f"{ONE if count == 1 else MANY.format(count)} {WHY}" if count else ""
