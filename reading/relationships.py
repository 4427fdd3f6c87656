"""The link between the person responsible and the person harmed, as a text names it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.lang.en import English
from spacy.tokens import Span

from content.reading_words import Relationships
from reading.text import Found, even, every, longest, phrases

_HARM_WITHIN = 6  # words after the one named
_OWN = frozenset({"my", "her", "his", "their", "our", "the", "a", "an"})


@dataclass(frozen=True)
class Relationship(Found):
    """`words` are hers ("my ex husband"); `value` is the answer they stand for."""

    value: str


class RelationshipReader:
    """Finds who is named as the person responsible."""

    def __init__(self, words: Relationships) -> None:
        self._language = English()
        self._phrases = phrases(self._language, {value: every(rows) for value, rows in words.relationship.items()})
        self._not_after, self._harm = frozenset(words.not_after), every(words.harm)

    def __call__(self, text: str) -> Relationship | None:
        """The likeliest: one who did something harmful, else the first that is not only told or asked."""
        doc = self._language(even(text))
        best = max(longest(self._phrases, doc), key=self._likelihood, default=None)
        if best is None or self._likelihood(best) < 0:
            return None
        span = doc[best.start - 1 : best.end] if best.start and doc[best.start - 1].lower_ in _OWN else best
        return Relationship(span.start_char, span.end_char, text[span.start_char : span.end_char], best.label_)

    def _likelihood(self, span: Span) -> int:
        doc = span.doc
        before = [token.lower_ for token in doc[max(span.start - 2, 0) : span.start]]
        after = [token.lower_ for token in doc[span.end : span.end + _HARM_WITHIN]]
        if after[:1] == ["'s"] and after[1:2] not in (["a"], ["been"], ["always"]):  # "my ex's brother"
            return -1
        told = any(word in self._not_after for word in before)
        return 2 * any(word in self._harm for word in after) - 2 * told + ("by" in before)
