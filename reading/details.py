"""What in a text may say who wrote it: found so that it can be pointed out before a report without a name is sent.

Names of others, nicknames, and stories that only one person could tell are not found: no rule knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from content.reading_words import Details
from reading.numbers import births, cards, official, phones, plates, postcodes
from reading.own_words import OwnWords
from reading.text import Found, even
from reading.written import emails, handles

Kind = Literal["phone", "email", "postcode", "address", "plate", "handle", "name", "work", "birth", "official"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Detail(Found):
    """A piece of a text that may say who wrote it."""

    kind: Kind


class DetailReader:
    """Finds such details. Of two that overlap the one named first below counts."""

    def __init__(self, words: Details) -> None:
        own = OwnWords(words)
        self._finders: tuple[tuple[Kind, Callable[[str], Iterator[Span]]], ...] = (
            ("email", emails),
            ("birth", births),
            ("official", official),
            ("phone", phones),
            ("official", cards),
            ("postcode", postcodes),
            ("plate", plates),
            ("handle", handles),
            ("address", own.addresses),
            ("name", own.names),
            ("work", own.workplaces),
        )

    def __call__(self, text: str) -> tuple[Detail, ...]:
        """The details in `text`, in order; none overlap."""
        plain, found = even(text), list[Detail]()
        for kind, finder in self._finders:
            for start, end in finder(plain):
                if not any(start < other.end and other.start < end for other in found):
                    found.append(Detail(start, end, text[start:end], kind))
        return tuple(sorted(found, key=lambda detail: detail.start))
