"""Log lines that can hold nothing of a report: an event's name and a kind. No tracebacks, no library's own words."""

from __future__ import annotations

import logging
import sys

OURS = "heard."


class Terse(logging.Formatter):
    """Our own lines as they are; of anybody else's only who spoke and the kind of error, if there was one."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith(OURS):
            return f"{record.levelname} {record.name} {record.getMessage()}"
        kind = record.exc_info[0] if record.exc_info else None
        return f"{record.levelname} {record.name} kind={kind.__name__ if kind else 'message'}"


def configure_logs(level: str) -> None:
    """Sends every log line of this process to standard error in `Terse` form; libraries' only from WARNING up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Terse())
    logging.basicConfig(level=max(logging.getLevelName(level), logging.WARNING), handlers=[handler], force=True)
    logging.getLogger(OURS.rstrip(".")).setLevel(level)
    logging.captureWarnings(True)
