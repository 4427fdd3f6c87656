"""What a text tells that the report will ask about: only the pieces found, each to be shown before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from content.reading_words import ReadingWords
from reading.dates import dates
from reading.details import Detail, DetailReader
from reading.places import PlaceReader
from reading.police import Mention, PoliceReader, strongest
from reading.relationships import Relationship, RelationshipReader


@dataclass(frozen=True)
class Told:
    """The pieces found: `where` and `when` as they would be written in answer, `who` with the link it stands for."""

    where: str | None = None
    when: str | None = None
    who: Relationship | None = None
    police: Mention | None = None

    def then(self, later: Told) -> Told:
        """This and what was told later: the later piece of each kind, and the strongest mention of the police."""
        return Told(
            where=later.where or self.where,
            when=later.when or self.when,
            who=later.who or self.who,
            police=strongest((self.police, later.police)),
        )


NOTHING = Told()


class Reader:
    """Reads texts by the words of data/reading/."""

    def __init__(self, words: ReadingWords) -> None:
        self.police = PoliceReader(words.police)
        self._places = PlaceReader(words.places)
        self._relationship = RelationshipReader(words.relationships)
        self._details = DetailReader(words.details)

    def told(self, text: str, today: date) -> Told:
        """What `text`, written on the day `today`, tells."""
        places, times = self._places(text), dates(text, today)
        return Told(
            where=", ".join(place.words for place in places) or None,
            when=times[0].shown if times else None,
            who=self._relationship(text),
            police=self.police(text),
        )

    def details(self, text: str) -> tuple[Detail, ...]:
        """What in `text` may say who wrote it."""
        return self._details(text)
