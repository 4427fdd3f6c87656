"""Finds the phrases of patterns/languages.txt."""

from collections.abc import Iterator

from safety.pattern import Meaning, spoken
from safety.text import plain, tokens

Found = tuple[str, Meaning]
SPOKEN = tuple(spoken())


def _words(found_tokens: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(found_tokens).replace("'", " ").split())


def _index() -> dict[str, list[tuple[tuple[str, ...], Found]]]:
    index: dict[str, list[tuple[tuple[str, ...], Found]]] = {}
    for language in SPOKEN:
        if language.spaced:
            for phrase in language.phrases:
                words = _words(tokens(plain(phrase)))
                index.setdefault(words[0], []).append((words, (language.name, language.meaning)))
    return index


_BY_FIRST_WORD = _index()
_ANYWHERE = tuple(
    (plain(phrase), (language.name, language.meaning))
    for language in SPOKEN
    if not language.spaced
    for phrase in language.phrases
)


def found(text: str, found_tokens: list[str]) -> Iterator[Found]:
    """Name and meaning of each phrase in text that `plain` has seen, and its tokens."""
    words = _words(found_tokens)
    for at, word in enumerate(words):
        if word in _BY_FIRST_WORD:
            yield from (name for phrase, name in _BY_FIRST_WORD[word] if words[at : at + len(phrase)] == phrase)
    if not text.isascii():
        yield from (name for phrase, name in _ANYWHERE if phrase in text)
