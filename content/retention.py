"""How long reports are kept but for their outcomes, and the reasons for another day: a part of data/outcomes.yml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from content.contact_reasons import Reason
from content.files import Document, Entry, Problem

RETENTION = "retention"
WEEKS_IN_A_MONTH = 4
"""The least that there are."""

Count = Annotated[int, Field(gt=0)]


class Longer(Reason):
    """Why a report is kept past its day, and for how many months more."""

    months: Count


Reasons = Annotated[tuple[Reason, ...], Field(min_length=1)]


class Retention(Entry):
    """The clocks beside those of the outcomes, in months; how long before its day a report is announced to be erased;
    how long a second person has to confirm that it is erased early; and the reasons that can be chosen."""

    warn_weeks: Count
    untouched_keep_months: Count
    withdrawn_keep_months: Count
    confirm_days: Count
    keep_longer: Annotated[tuple[Longer, ...], Field(min_length=1)]
    hold: Reasons
    erase_early: Reasons

    def longer(self, code: str) -> Longer | None:
        """The reason to keep a report longer with this code."""
        return next((each for each in self.keep_longer if each.code == code), None)

    def may_hold(self, code: str) -> bool:
        """Whether a report can be held for this."""
        return any(each.code == code for each in self.hold)

    def may_erase_early(self, code: str) -> bool:
        """Whether a report can be erased before its day for this."""
        return any(each.code == code for each in self.erase_early)


def retention_problems(document: Document, retention: Retention) -> Iterator[Problem]:
    """Codes that stand twice, and clocks that are over before they could be announced."""
    lists: dict[str, Sequence[Reason]] = {
        "keep_longer": retention.keep_longer,
        "hold": retention.hold,
        "erase_early": retention.erase_early,
    }
    for name, reasons in lists.items():
        yield from _twice(document, name, reasons)
    for name in ("untouched_keep_months", "withdrawn_keep_months"):
        if getattr(retention, name) * WEEKS_IN_A_MONTH < retention.warn_weeks:
            problem = "This time is over before the team can be warned"
            yield document.problem(problem, "Write more months, or fewer `warn_weeks`", RETENTION, name)


def _twice(document: Document, name: str, reasons: Sequence[Reason]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for number, reason in enumerate(reasons):
        if seen[reason.code]:
            problem = f"Another reason has the code {reason.code}, so the record could not tell them apart"
            yield document.problem(problem, "Give this one a code of its own", RETENTION, name, number, "code")
        seen[reason.code] += 1
