"""Towns, villages and districts in a text."""

from __future__ import annotations

from spacy.lang.en import English

from content.reading_words import Places
from reading.text import Found, even, longest, phrases


class PlaceReader:
    """Finds places of the area, also as people misspell them."""

    def __init__(self, words: Places) -> None:
        self._language = English()
        self._in, self._only_after_in = frozenset(words.in_), frozenset(words.only_after_in)
        named = {place.name: [place.name, *place.also] for place in (*words.districts, *words.places)}
        self._phrases = phrases(self._language, named)

    def __call__(self, text: str) -> tuple[Found, ...]:
        """Each place once, in order, with `words` as the place is spelled."""
        doc = self._language(even(text))
        found: dict[str, Found] = {}
        for span in longest(self._phrases, doc):
            before = doc[span.start - 1].lower_ if span.start else ""
            if span.text.lower() not in self._only_after_in or before in self._in:
                found.setdefault(span.label_, Found(span.start_char, span.end_char, span.label_))
        return tuple(found.values())
