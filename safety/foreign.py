"""Finds the phrases of patterns/languages.txt. How they are written stands at its top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safety.pattern import Meaning, Spoken, spoken
from safety.text import plain, tokens

SPOKEN = tuple(spoken())
LANGUAGES = {language.name: language.language for language in SPOKEN}
MARKS = frozenset(".?!;\n\u0964")

Found = tuple[str, Meaning]
Words = tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """`words` in a row; what they may not stand after or before; whether the message begins and ends with them."""

    name: str
    meaning: Meaning
    words: Words
    not_after: tuple[Words, ...]
    not_before: tuple[Words, ...]
    first: bool
    last: bool

    def stands(self, words: Words, at: int) -> bool:
        """Whether the message holds it from word `at` on."""
        end = at + len(self.words)
        if words[at:end] != self.words:
            return False
        if (self.first and not MARKS.issuperset(words[:at])) or (self.last and not MARKS.issuperset(words[end:])):
            return False
        before = any(words[max(0, at - len(each)) : at] == each for each in self.not_after)
        return not before and not any(words[end : end + len(each)] == each for each in self.not_before)

    def stands_in(self, text: str) -> bool:
        """Whether a text without spaces between words holds it."""
        said, at = "".join(self.words), -1
        while (at := text.find(said, at + 1)) >= 0:
            before, after = text[:at], text[at + len(said) :]
            alone = not (self.first and _has_letters(before)) and not (self.last and _has_letters(after))
            if (
                alone
                and not before.endswith(_joined(self.not_after))
                and not after.startswith(_joined(self.not_before))
            ):
                return True
        return False


def found(text: str, found_tokens: list[str]) -> Iterator[Found]:
    """Name and meaning of each phrase in text that `plain` has seen, and its tokens."""
    words = _words(found_tokens)
    for at, word in enumerate(words):
        for phrase in _BY_FIRST_WORD.get(word, ()):
            if phrase.stands(words, at):
                yield phrase.name, phrase.meaning
    if not text.isascii():
        yield from ((phrase.name, phrase.meaning) for phrase in _ANYWHERE if phrase.stands_in(text))


def said(phrase: str) -> str:
    """The words of a phrase, without what may not stand beside them."""
    return " ".join(element for element in phrase.split() if element[0] not in "!<>")


def _read(phrase: str, language: Spoken) -> Phrase:
    elements = phrase.split()
    places = [at for at, element in enumerate(elements) if element[0] not in "!<>"]
    first, last = elements[: places[0]], elements[places[-1] + 1 :]
    return Phrase(
        language.name,
        language.meaning,
        _words(tokens(plain(said(phrase)))) if language.spaced else (plain(said(phrase)).replace(" ", ""),),
        not_after=_refused(first),
        not_before=_refused(last),
        first="<" in first,
        last=">" in last,
    )


def _refused(elements: list[str]) -> tuple[Words, ...]:
    entries = (entry for element in elements if element[0] == "!" for entry in element[1:].split("|"))
    return tuple(_words(tokens(plain(entry.replace("_", " ")))) for entry in entries)


def _words(found_tokens: list[str]) -> Words:
    return tuple(word for token in found_tokens for word in (token.replace("'", " ").split() or [token]))


def _has_letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _joined(refused: tuple[Words, ...]) -> Words:
    return tuple("".join(words) for words in refused)


_BY_FIRST_WORD: dict[str, list[Phrase]] = {}
_ANYWHERE: list[Phrase] = []
for _language in SPOKEN:
    for _phrase in (_read(line, _language) for line in _language.phrases):
        if _language.spaced:
            _BY_FIRST_WORD.setdefault(_phrase.words[0], []).append(_phrase)
        else:
            _ANYWHERE.append(_phrase)
