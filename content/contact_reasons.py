"""Why a team may open somebody's contact details: reads data/contact-reasons.yml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from content.files import ContentError, Document, Entry, Problem, parse, read, wrong
from content.messages import Sentence

CODE = re.compile(r"[a-z][a-z_]{0,15}")
"""The audit has room for no more."""


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise wrong("this is not a code", "Use up to 16 small letters and _, like life_at_risk")
    return text


class Reason(Entry):
    """One reason: the code that is recorded, and the words that somebody chooses it by."""

    code: Annotated[str, AfterValidator(_code)]
    title: Sentence


class ContactReasons(Entry):
    """The whole file."""

    reasons: Annotated[tuple[Reason, ...], Field(min_length=1)]

    def find(self, code: str) -> Reason | None:
        """The reason with this code."""
        return next((reason for reason in self.reasons if reason.code == code), None)


def load_contact_reasons(path: Path) -> ContactReasons:
    """The reasons in the file `path`. Raises `ContentError` with everything that is wrong in it."""
    document = read(path)
    reasons = parse(document, ContactReasons)
    if problems := list(_twice(document, reasons)):
        raise ContentError(problems)
    return reasons


def _twice(document: Document, reasons: ContactReasons) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for number, reason in enumerate(reasons.reasons):
        if seen[reason.code]:
            problem = f"Another reason has the code {reason.code}, so the record could not tell them apart"
            yield document.problem(problem, "Give this one a code of its own", "reasons", number, "code")
        seen[reason.code] += 1
