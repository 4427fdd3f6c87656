"""Logs that cannot hold what somebody said.

Rasa and its libraries put message text, slots and request bodies into log messages and tracebacks. Only Heard's own
messages are printed; of all others the place in the code is, which is enough to find the line.
"""

from __future__ import annotations

import logging
import sys
import traceback

import structlog

OWN_LOGGER = "heard.bot"


class PlaceOnly(logging.Formatter):
    """Prints level, logger and place; the message only of Heard's own loggers; never a traceback's text."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line without any value that came from a conversation."""
        own = record.name.startswith(OWN_LOGGER)
        message = record.getMessage() if own else f"at {record.module}:{record.lineno}"
        return f"{record.levelname} {record.name} {message}{_kind_of(record)}"


def _kind_of(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    frames = traceback.extract_tb(record.exc_info[2])
    place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f" [{record.exc_info[0].__name__}{place}]"


def silence_libraries() -> None:
    """Stops what Rasa prints outside the logs; to be called before Rasa is imported.

    Its structured logger prints every message and slot, at any level, until it is configured. Python's warnings go
    through the log, where they are below notice: Rasa puts what people said into them.
    """
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), cache_logger_on_first_use=False
    )
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    logging.root.handlers[:] = [_handler()]


def configure_logging(level: str) -> None:
    """Sends every logger of this process through `PlaceOnly` to standard error, from `level` up."""
    for name in logging.root.manager.loggerDict:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.NOTSET)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    logging.root.handlers[:] = [_handler()]
    logging.root.setLevel(level)


def _handler() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlaceOnly())
    return handler
