"""Details that only the words around them give away: her own name, her address, where she works."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from content.reading_words import Details
from reading.text import every

Span = tuple[int, int]

_NAME_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
_NAME = rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}"
_LONGEST_WORK = 6  # words


class OwnWords:
    """Finds them by the cues of data/reading/details.yml."""

    def __init__(self, words: Details) -> None:
        self._not_names, self._given = every(words.not_names), every(words.given_names)
        self._work_ends, self._not_work = every(words.work_ends), every(words.not_work)
        self._not_streets = every(words.not_streets)
        self._called = re.compile(rf"(?i)\b(?:{_any(every(words.name_is))})[ :,-]+(?P<name>{_NAME})")
        self._am = re.compile(rf"(?i)\b(?:{_any(words.i_am)}) (?P<name>{_NAME})")
        self._this_is = re.compile(rf"(?i)\b(?:{_any(words.this_is)}) (?P<name>{_NAME})")
        offs = _any(words.sign_offs)
        self._signed = re.compile(rf"(?i)(?:\b(?:{offs})[ ,.!-]*\n?|\n+[ -]*|[.!?] +-+ ?)(?P<name>{_NAME}?)[ .!x]*$")
        self._work = re.compile(rf"(?i)\b(?:{_any(every(words.work_at))}) (?P<work>[^\n.,;:!?()\[\]]+)")
        self._shift = re.compile(r"(?i)\bi(?:'m| am|m) (?:an? )?[\w -]{3,25}? (?:at|for) (?P<work>[^\n.,;:!?()\[\]]+)")
        ends = _any(every(words.streets))
        word = r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?"
        road = rf"(?:{word} ){{1,3}}?(?:{ends})"
        number = r"(?:no\.? ?)?\d{1,4} ?[a-z]?(?:-\d+)?,? "
        flat = r"(?:flat|apartment|apt|unit|room) ?\w{1,4},? ?"
        home = r"(?:live|lives|living|stay|staying|house is|home is|address is)(?: at| on| in| off)?"
        self._numbered = re.compile(rf"(?i)(?<![\w/£$€.:-])(?:{flat})?{number}(?P<street>{road})(?!\w)")
        self._flat = re.compile(
            r"(?i)\b(?:flat|apartment|apt) (?:no\.? ?|number )?(?:\d{1,4}[a-z]?|[a-z]\d{1,3})(?!\w)"
        )
        self._live = re.compile(rf"(?i)\b{home} (?P<street>(?:the )?{road})(?!\w)")
        self._house = re.compile(
            r"(?i)\b(?:i|we)(?: \w+)? (?:live|stay)(?: at| in)? (?P<street>(?:number |no\.? ?)\d{1,4}[a-z]?)(?!\w)"
        )

    def names(self, text: str) -> Iterator[Span]:
        """Her own name, where she says it or signs with it."""
        for match in self._called.finditer(text):
            yield from self._name(match, lambda words: True)
        for match in self._am.finditer(text):
            yield from self._name(match, lambda words: words[0].istitle() or words[0].lower() in self._given)
        for match in self._this_is.finditer(text):
            yield from self._name(match, self._is_surely_a_name)
        signed = self._signed.search(text)
        if signed:
            yield from self._name(
                signed, lambda words: words[0].istitle() or words[0].lower() in self._given, whole=True
            )

    def workplaces(self, text: str) -> Iterator[Span]:
        """Where she works or studies, or where her children go."""
        for pattern in (self._work, self._shift):
            for match in pattern.finditer(text):
                words = self._until_it_ends(match["work"].split(" "))
                said = " ".join(words).strip().lower()
                named = pattern is self._work or any(word[:1].isupper() for word in words)
                if said and named and said.removeprefix("the ") not in self._not_work and said not in self._not_work:
                    yield match.start("work"), match.start("work") + len(" ".join(words))

    def addresses(self, text: str) -> Iterator[Span]:
        """Houses with their street, flats, and the street she says she lives in."""
        for match in self._numbered.finditer(text):
            if self._is_a_street(match["street"]):
                yield match.span()
        for match in self._live.finditer(text):
            if self._is_a_street(match["street"]):
                yield match.span("street")
        for pattern in (self._flat, self._house):
            for match in pattern.finditer(text):
                yield match.span("street" if "street" in pattern.groupindex else 0)

    def _name(self, match: re.Match[str], fits: Callable[[list[str]], bool], whole: bool = False) -> Iterator[Span]:
        words = list[str]()
        for word in match["name"].split(" "):
            if word.lower() in self._not_names or (words and words[0].istitle() and not word.istitle()):
                break
            words.append(word)
        if not words or (whole and len(words) != len(match["name"].split(" "))):
            return
        if not words[0].istitle() and not whole and words[0].lower() in self._given:
            words = words[:2] if len(words) > 1 and words[1].lower() not in self._work_ends else words[:1]
        if fits(words):
            yield match.start("name"), match.start("name") + len(" ".join(words))

    def _is_surely_a_name(self, words: list[str]) -> bool:
        return words[0].lower() in self._given

    def _is_a_street(self, street: str) -> bool:
        *name, _ = street.lower().replace(".", "").split()
        return bool(name) and not any(word in self._not_streets for word in name if word != "the")

    def _until_it_ends(self, words: list[str]) -> list[str]:
        kept = list[str]()
        for word in words[:_LONGEST_WORK]:
            if kept and word.lower() in self._work_ends:
                break
            kept.append(word)
        return kept


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
