"""Logs that cannot hold what somebody said: an event, its kind, and how long it took, in steps."""

from __future__ import annotations

import logging
import sys

OWN_LOGGER = "heard.gateway"
STEPS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 8.0)  # seconds

_logger = logging.getLogger(OWN_LOGGER)


def event(name: str, kind: str, seconds: float | None = None) -> None:
    """Something ordinary happened; shown at INFO. `name` and `kind` are words of ours, never of a reporter."""
    _logger.info("%s %s%s", name, kind, "" if seconds is None else f" {_duration(seconds)}")


def trouble(name: str, kind: str) -> None:
    """Something went wrong; shown at WARNING. `kind` may be the class of an exception, never its text."""
    _logger.warning("%s %s", name, kind)


class EventOnly(logging.Formatter):
    """Prints our own messages; of every other record only where it came from and the class of its exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line without any value that came from a request."""
        own = record.name.startswith(OWN_LOGGER)
        message = record.getMessage() if own else f"at {record.module}:{record.lineno}"
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        return f"{record.levelname} {record.name} {message} {kind}".rstrip()


def configure_logging(level: str) -> None:
    """Sends every logger of this process through `EventOnly` to standard error, from `level` up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(EventOnly())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.captureWarnings(True)
    # The server's own error log names the caller's address and prints tracebacks; our middleware reports errors.
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL + 1)


def _duration(seconds: float) -> str:
    return next((f"<{step}s" for step in STEPS if seconds < step), f">{STEPS[-1]}s")
