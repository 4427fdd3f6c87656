"""Text as it is compared: the same length as what was typed, so that spans hold for both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

_MARKS = str.maketrans("’‘ʼ`´＇‐‑‒–—―\u00a0\u202f\u2007", "''''''------   ")
# No word is as long, and the time of spaCy's tokenizer grows with the square of one: 4,000 emoji took it 5 seconds.
_ENDLESS = re.compile(r"\S{200,}")


@dataclass(frozen=True)
class Found:
    """A piece of a text, `text[start:end]`."""

    start: int
    end: int
    words: str


def even(text: str) -> str:
    """`text` with one kind of apostrophe, dash and space, and spaces for what is no word; as long as before."""
    return _ENDLESS.sub(lambda run: " " * len(run[0]), text).translate(_MARKS)


def every(rows: Iterable[Iterable[str]]) -> frozenset[str]:
    """The words of all rows."""
    return frozenset(chain.from_iterable(rows))


def phrases(language: Language, by_label: Mapping[str, Iterable[str]]) -> PhraseMatcher:
    """A matcher of phrases in any case, each found under its label."""
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for label, wanted in by_label.items():
        # In capitals too: "St." is one word to the language, "st." two
        matcher.add(label, [language.make_doc(form) for phrase in wanted for form in {phrase, phrase.title()}])
    return matcher


def longest(matcher: PhraseMatcher, doc: Doc) -> list[Span]:
    """What the matcher finds, in order; of two that overlap the longer."""
    return sorted(filter_spans(matcher(doc, as_spans=True)), key=lambda span: span.start)
