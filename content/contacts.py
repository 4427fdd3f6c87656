"""Finds telephone numbers, e-mail addresses and links in a text: they belong in data/support/ alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phonenumbers import Leniency, PhoneNumberMatcher

# Numbers that every sentence may say: they are the same everywhere and do not change.
FREE_NUMBERS = frozenset({"999", "101", "111", "55", "18000", "18001"})

_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b")
_DIGITS = re.compile(r"\+?\(?\d(?:[ \t\u00a0().\u2010-\u2015-]*\d)+")  # a run, however spaced or dashed
_EMAIL = re.compile(r"[\w.+-]+@[A-Za-z][\w-]*(?:\.[\w-]+)+")
_LINK = re.compile(r"(?i)\bhttps?:|\bwww\.|\b(?:[a-z0-9][a-z0-9-]*\.)+(?:uk|com|org|net|gov|info|co|me|io)\b")
_SHORTEST = 5  # digits; years, hours and ages are shorter


@dataclass(frozen=True)
class Contact:
    """What kind of contact detail a text holds, and at which character it starts."""

    kind: str
    start: int


def contact_details(text: str) -> Iterator[Contact]:
    """The first telephone number, the first e-mail address and the first link in `text`, if any."""
    number = min(_numbers(text), default=None)
    if number is not None:
        yield Contact("a telephone number", number)
    if found := _EMAIL.search(text):
        yield Contact("an e-mail address", found.start())
    elif found := _LINK.search(text):
        yield Contact("a link", found.start())


def _numbers(text: str) -> Iterator[int]:
    text = _DATE.sub(lambda date: "-" * len(date[0]), text)
    for match in PhoneNumberMatcher(text, "GB", leniency=Leniency.VALID):
        yield match.start
    for run in _DIGITS.finditer(text):
        if sum(map(str.isdigit, run[0])) >= _SHORTEST and not set(run[0].split()) <= FREE_NUMBERS:
            yield run.start()
