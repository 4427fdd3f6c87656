"""The danger check for a message in any language: which language it is in decides whose word counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from safety.check import Finding, phrases, together
from safety.foreign import LANGUAGES
from safety.languages import ENGLISH, Heard, LanguageModel, accents_of, words_of
from safety.rules import LEXICON
from safety.vocabulary import REAL_WORDS

UNKNOWN = "und"  # as in BCP 47: some language, we cannot tell which
FEWEST_ENGLISH_WORDS = 3  # in a row, in a message in another language
CALLS = frozenset({"sos"})


@dataclass(frozen=True)
class AnyLanguage:
    """`english`: the whole check for English, which knows the phrases of other languages too.

    `meaning`: the judge of what is not surely English, as `Judge.finding`; without it the weaker model of `languages`.

    English patterns mistake foreign words for misspelt English ones. Where a message is surely not English they look
    only at English words in a row: people change language in the middle of a sentence.
    """

    english: Callable[[str], Finding]
    languages: LanguageModel
    meaning: Callable[[str], Finding] | None = None

    def __call__(self, text: str) -> Finding:
        """Never raises for any text; keeps nothing of it."""
        words, limits = words_of(text), self.languages.parameters.limits
        heard = self.languages.hear(words, accents_of(text))
        if heard.foreign <= limits.doubtful:
            return _named(self.english(text), heard)
        own = self.meaning(text) if self.meaning else self.languages.finding(words)
        if heard.kind == ENGLISH or heard.foreign <= limits.sure:
            return _named(together(self.english(text), own), heard)
        mixed_in = (self.english(" ".join(run)) for run in english_runs(words))
        return _named(together(phrases(text), own, *mixed_in), heard)

    def is_surely_english(self, text: str) -> bool:
        """Whether only the check for English reads it, which is quick."""
        heard = self.languages.hear(words_of(text), accents_of(text))
        return heard.foreign <= self.languages.parameters.limits.doubtful


def english_runs(words: Sequence[str]) -> Iterator[list[str]]:
    """English words that stand together in a message in another language."""
    run: list[str] = []
    for word in (*words, ""):
        if word in REAL_WORDS or word in LEXICON.uses:
            run.append(word)
        else:
            if len(run) >= FEWEST_ENGLISH_WORDS or CALLS.intersection(run):
                yield run
            run = []


def _named(finding: Finding, heard: Heard) -> Finding:
    """With the language that the message is in, or else that of the phrases found in it."""
    spoken = next((LANGUAGES[reason] for reason in finding.reasons if reason in LANGUAGES), None)
    return replace(finding, language=spoken if heard.kind == ENGLISH else heard.kind or UNKNOWN)
