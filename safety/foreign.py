"""Finds the phrases of safety/patterns/languages.py."""

from collections.abc import Iterator

from safety.pattern import Meaning
from safety.patterns.languages import SPOKEN, UNSPACED
from safety.text import plain, tokens

Found = tuple[str, Meaning]


def _index() -> dict[str, list[tuple[tuple[str, ...], Found]]]:
    index: dict[str, list[tuple[tuple[str, ...], Found]]] = {}
    for spoken in SPOKEN:
        for meaning in Meaning:
            for phrase in spoken.phrases(meaning):
                words = _split(plain(phrase))
                index.setdefault(words[0], []).append((words, (f"{spoken.language}_{meaning.value}", meaning)))
    return index


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for token in tokens(text) for part in token.split("'") if part)


_BY_FIRST_WORD = _index()
_ANYWHERE = tuple(
    (plain(phrase), (f"{spoken.language}_{meaning.value}", meaning))
    for spoken in UNSPACED
    for meaning in Meaning
    for phrase in spoken.phrases(meaning)
)


def found(text: str, found_tokens: list[str]) -> Iterator[Found]:
    """Name and meaning of each phrase in text that `plain` has seen, and its tokens."""
    words = tuple(" ".join(found_tokens).replace("'", " ").split())
    for at, word in enumerate(words):
        if word in _BY_FIRST_WORD:
            yield from (name for phrase, name in _BY_FIRST_WORD[word] if words[at : at + len(phrase)] == phrase)
    if not text.isascii():
        yield from (name for phrase, name in _ANYWHERE if phrase in text)
