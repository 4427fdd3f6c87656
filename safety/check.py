"""Is someone in danger now, or thinking of taking their life?"""

from dataclasses import dataclass
from typing import Literal

from safety import foreign, search
from safety.pattern import Meaning
from safety.rules import LEXICON
from safety.text import plain, tokens
from safety.words import Reader

BARE_CALL = "bare_call"
READER = Reader(LEXICON.uses)


@dataclass(frozen=True)
class Finding:
    """`reasons`: names of the patterns that fired, never words of the message.

    `unsure`: no alarm, but enough doubt to say in a line what to do if it is meant so.
    `language`: what the message is written in, when that is not English (ISO 639, and a script where it may differ).
    """

    danger: bool
    self_harm: bool
    reasons: tuple[str, ...]
    unsure: Literal["danger", "self_harm"] | None = None
    language: str | None = None

    @property
    def alert(self) -> Literal["danger", "self_harm"] | None:
        if self.danger:
            return "danger"
        return "self_harm" if self.self_harm else None


def check(text: str) -> Finding:
    """Never raises for any text; keeps nothing of it."""
    written = plain(text)
    found_words = tokens(written)
    is_command = written.startswith("/")
    found = [reason for words in READER.readings(found_words) for reason in _found(words, is_command)]
    return _finding([*found, *foreign.found(written, found_words)])


def phrases(text: str) -> Finding:
    """The part of the check that knows phrases of other languages."""
    written = plain(text)
    return _finding(list(foreign.found(written, tokens(written))))


def together(*findings: Finding) -> Finding:
    """What several layers found; of doubts and languages the first."""
    return Finding(
        danger=any(each.danger for each in findings),
        self_harm=any(each.self_harm for each in findings),
        reasons=tuple(dict.fromkeys(reason for each in findings for reason in each.reasons)),
        unsure=next((each.unsure for each in findings if each.unsure), None),
        language=next((each.language for each in findings if each.language), None),
    )


def _finding(found: list[foreign.Found]) -> Finding:
    return Finding(
        danger=any(meaning is Meaning.DANGER for _, meaning in found),
        self_harm=any(meaning is Meaning.SELF_HARM for _, meaning in found),
        reasons=tuple(dict.fromkeys(name for name, _ in found)),
    )


def _found(words: list[str], is_command: bool) -> list[foreign.Found]:
    code = LEXICON.encode(words)
    found = [(pattern.name, pattern.meaning) for pattern in search.found(code)]
    if search.is_bare_call(code) or (is_command and search.is_bare_call(code[2:])):
        found.append((BARE_CALL, Meaning.DANGER))
    return found
