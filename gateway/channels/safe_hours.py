"""Hours in which a message may be tried again: those that she called safe. A first try answers her, and is at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from content.texting import Texting


def safe_at(texting: Texting, said: object, zone: tzinfo) -> Callable[[datetime], bool]:
    """Whether a second try is safe at a time. `said`: her answer in the report.

    Nothing said, at any time; her own words, which stand there sealed and which no rule can read, never.
    """
    if said is None or said in ("skipped", "not_asked"):
        return lambda now: True
    hours = texting.safe_hours.get(str(said))
    if hours is None:
        return lambda now: False
    return lambda now: hours.begin <= now.astimezone(zone).hour < hours.end
