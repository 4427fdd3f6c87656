"""Whether a text mentions the police, and whether as the person responsible.

A mistake towards "responsible" costs a question; one the other way could show a report to a colleague of the person it
is about. So a rank anywhere counts as the person responsible unless the text says plainly that they came to help, and
the police as such count as unclear unless the text says that they were told, called, or did their work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from spacy.lang.en import English
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span, Token

from content.reading_words import Police
from reading.text import even, every, longest, phrases

Mention = Literal["unclear", "responsible"]

RANK, STAFF, FORCE, OTHER, OF_A_PERSON = "RANK", "STAFF", "FORCE", "OTHER", "OF_A_PERSON"
# How far, in words
_HARM_WITHIN, _FORCE_HARM_WITHIN = 14, 3
_CONTACT_WITHIN, _FORCE_CONTACT_WITHIN = 4, 2
_LINK_WITHIN, _PERSON_WITHIN, _WRITER_WITHIN = 6, 4, 2

_WRITER = frozenset({"i", "we", "im", "i'm"})
_PRONOUNS = frozenset({"he", "she", "they", "who", "whos", "hes", "shes", "one", "him", "her", "them"})
_OBJECTS = frozenset({"me", "my", "her", "him", "us", "them", "girl", "girls", "woman", "women", "someone", "daughter"})
_SOMEBODY_ELSE = frozenset({"he", "she", "they", "husband", "ex", "that", "because", "about", "when", "i", "after"})
_GOES_ON = frozenset({"and", "but", "in", "at", "with", "who", "for", "so", "he", "she", "i", "on", "too", "now", "or"})
_PARTS = frozenset({"police", "officer", "force", "constable", "detective", "chief", "special", "station"})
_ARTICLES = frozenset({"a", "an", "the", ","})
_NOT = frozenset({"not", "n't", "never", "isnt", "wasnt", "nt", "no"})
_ENDS = frozenset(".!?;\n")


class PoliceReader:
    """Reads mentions of the police."""

    def __init__(self, words: Police) -> None:
        self._language: Language = English()
        self._people, self._is = every(words.people), frozenset(words.is_)
        self._works, self._between = every(words.works), every(words.between)
        self._harm, self._before = every(words.harm), every(words.contact_before)
        self._after, self._right_after = every(words.contact_after), every(words.after_the_police)
        kinds = {
            RANK: words.ranks,
            STAFF: words.staff,
            FORCE: words.forces,
            OTHER: words.other,
            OF_A_PERSON: words.of_a_person,
        }
        self._phrases = phrases(self._language, kinds)
        self._short = _short_ranks(self._language, words)
        self._others = Matcher(self._language.vocab)
        other = [{"LOWER": {"IN": [*every(words.other_officers)]}}, {"LOWER": {"IN": ["officer", "officers"]}}]
        self._others.add(OTHER, [other])

    def __call__(self, text: str) -> Mention | None:
        """What the whole text says of the police; the strongest mention counts."""
        doc = self._language(even(text))
        return strongest(self._mention(span) for span in self._spans(doc))

    def _spans(self, doc: Doc) -> list[Span]:
        ranks = [
            Span(doc, span.start, span.end, RANK) for span in map(self._rank_alone, self._short(doc, as_spans=True))
        ]
        found = longest(self._phrases, doc)
        others = [*self._others(doc, as_spans=True), *(span for span in found if span.label_ == OTHER)]
        return [span for span in (*ranks, *found) if not any(_overlap(span, other) for other in others)]

    def _rank_alone(self, span: Span) -> Span:
        """Of "is a pc" the last word, so that the verb is still seen before it."""
        return span[len(span) - 1 :] if span[0].lower_ in self._is else span

    def _mention(self, span: Span) -> Mention | None:
        writer = self._is_linked(span, _WRITER, _WRITER_WITHIN)
        linked = not writer and self._is_linked(span, self._people, _PERSON_WITHIN)
        if span.label_ == OF_A_PERSON:
            return "responsible" if linked and _ends_there(span) else None
        if linked or self._did_harm(span) or self._is_called(span):
            return "responsible"
        if writer:
            return "unclear"
        if span.label_ == RANK:
            return "unclear" if self._is_contact(span) or _is_denied(span) else "responsible"
        return None if self._is_contact(span) else "unclear"

    def _is_linked(self, span: Span, people: frozenset[str], within: int) -> bool:
        """`he is a retired …`, `my ex works for …`: from the mention back to the verb, and on to the person."""
        verb = None
        for token in _back(span, _LINK_WITHIN):
            if token.lower_ in self._is or token.lower_ in self._works:
                verb = token
            elif token.lower_ not in self._between and token.lower_ not in _PARTS:
                break
        if verb is None:
            return False
        return any(token.lower_ in people for token in _back(verb.doc[verb.i : verb.i + 1], within))

    def _is_called(self, span: Span) -> bool:
        """`my husband, a sergeant`, `my ex DC …`."""
        before = next((token for token in _back(span, 3) if token.lower_ not in _ARTICLES), None)
        return span.label_ in {RANK, STAFF} and before is not None and before.lower_ in self._people - _PRONOUNS

    def _did_harm(self, span: Span) -> bool:
        """`the officer … touched me`: a verb of harm and whom it was done to, after the mention."""
        after = list(_on(span, _HARM_WITHIN if span.label_ == RANK else _FORCE_HARM_WITHIN))
        return any(
            token.lower_ in self._harm and any(near.lower_ in _OBJECTS for near in after[at + 1 : at + 4])
            for at, token in enumerate(after)
            if not any(other.lower_ in _SOMEBODY_ELSE for other in after[:at])
        )

    def _is_contact(self, span: Span) -> bool:
        within = _CONTACT_WITHIN if span.label_ == RANK else _FORCE_CONTACT_WITHIN
        if any(token.lower_ in self._before for token in _back(span, _CONTACT_WITHIN)):
            return True
        if any(token.lower_ in self._after for token in _on(span, within)):
            return True
        return span.label_ == FORCE and any(token.lower_ in self._right_after for token in _on(span, 1))


def strongest(mentions: Iterable[Mention | None]) -> Mention | None:
    """Of several texts: what counts for the report."""
    found = set(mentions)
    return "responsible" if "responsible" in found else "unclear" if "unclear" in found else None


def _short_ranks(language: Language, words: Police) -> Matcher:
    short = list(words.short_ranks)
    capitals = {"TEXT": {"IN": [*map(str.upper, short), *map(str.capitalize, short)]}}
    named: list[dict[str, Any]] = [{"IS_TITLE": True}, {"IS_DIGIT": True}, {"IS_UPPER": True, "LENGTH": {">": 2}}]
    is_one: list[dict[str, Any]] = [
        {"LOWER": {"IN": [*words.is_]}},
        {"LOWER": {"IN": ["a", "an"]}},
        {"LOWER": {"IN": short}},
    ]
    matcher = Matcher(language.vocab)
    matcher.add(RANK, [is_one])
    for name in named:
        matcher.add(RANK, [[capitals, {"ORTH": ".", "OP": "?"}, name]])
    return matcher


def _ends_there(span: Span) -> bool:
    """`he's a special`, but not `she's a special person`."""
    after = next(iter(_on(span, 1)), None)
    return after is None or not after.is_alpha or after.lower_ in _GOES_ON


def _is_denied(span: Span) -> bool:
    return any(token.lower_ in _NOT for token in _back(span, 3))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _back(span: Span, words: int) -> Iterator[Token]:
    for at in range(span.start - 1, max(span.start - 1 - words, -1), -1):
        if span.doc[at].text in _ENDS:
            return
        yield span.doc[at]


def _on(span: Span, words: int) -> Iterator[Token]:
    for token in span.doc[span.end : span.end + words]:
        if token.text in _ENDS:
            return
        yield token
