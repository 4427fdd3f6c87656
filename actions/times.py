"""Time as the action server keeps it: whole hours in UTC, so that no stored time can be matched with a network log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")
"""Where the force is: its days are the ones that people are told."""

Clock = Callable[[], datetime]
"""Gives the time now, aware, in UTC."""


def utc_now() -> datetime:
    """The `Clock` of a running process."""
    return datetime.now(UTC)


def hour_of(at: datetime) -> datetime:
    """`at` rounded down to the hour, in UTC. Raises `ValueError` for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time must have a zone")
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def hour_text(at: datetime) -> str:
    """The hour of `at` in ISO 8601, for example 2025-11-25T14:00Z."""
    return hour_of(at).strftime("%Y-%m-%dT%H:%MZ")


def day_of(at: datetime) -> date:
    """The day that it is where the force is."""
    return at.astimezone(LOCAL).date()
