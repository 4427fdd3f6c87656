"""All patterns, compiled once, and the search for them in an encoded message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from safety.groups import GROUPS
from safety.pattern import Innocent, Meaning, Pattern, Tense
from safety.patterns import asking, held, honour, nearness, self_harm, spiking, threats, violence, witness
from safety.patterns.innocent import INNOCENT
from safety.phrases import SENTENCE_END, SET_ASIDE, UNKNOWN, Lexicon, Phrase

PATTERNS: tuple[Pattern, ...] = (
    *violence.PATTERNS,
    *threats.PATTERNS,
    *nearness.PATTERNS,
    *held.PATTERNS,
    *spiking.PATTERNS,
    *honour.PATTERNS,
    *witness.PATTERNS,
    *asking.PATTERNS,
    *self_harm.PATTERNS,
)
WORDS_BEFORE = 12
WORDS_AFTER = 10

LEXICON = Lexicon(GROUPS)
_NOW = LEXICON.any_of(["NOW"])
_RECENT = LEXICON.any_of(["RECENT"])
_PAST = LEXICON.any_of(["PAST"])
_HYPOTHETICAL = LEXICON.any_of(["HYPOTHETICAL"])


class Message:
    """An encoded message, as written and with innocent words covered up; both have the same length."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.covered = cover(code)
        self.present = frozenset(self.covered) - {UNKNOWN, SET_ASIDE}


@dataclass(frozen=True)
class Rule:
    """A pattern, ready to search with."""

    pattern: Pattern
    phrases: tuple[Phrase, ...]
    near: tuple[re.Pattern[str], ...]

    def found(self, message: Message) -> bool:
        return any(
            self._stands(message, match)
            for phrase in self.phrases
            if phrase.possible(message.present)
            for match in phrase.find.finditer(message.covered)
        )

    def _stands(self, message: Message, match: re.Match[str]) -> bool:
        reach = self.pattern.reach
        around = message.covered[max(0, match.start() - reach) : match.end() + reach]
        return all(near.search(around) for near in self.near) and _time_allows(self.pattern, message, match)


def _time_allows(pattern: Pattern, message: Message, match: re.Match[str]) -> bool:
    start, end = _sentence_around(message.code, match)
    words, covered = message.code[start:end], message.covered[start:end]
    is_question = pattern.meaning is Meaning.DANGER and _HYPOTHETICAL.search(words) is not None
    if pattern.tense is Tense.RECENT:
        return not is_question and _RECENT.search(covered) is not None
    if _NOW.search(covered):
        return True
    if is_question or pattern.tense is Tense.NOW:
        return False
    return pattern.tense is Tense.ANY or _PAST.search(words) is None


def _sentence_around(code: str, match: re.Match[str]) -> tuple[int, int]:
    """From where to where the same sentence runs within reach of the match."""
    start = max(code.rfind(SENTENCE_END, 0, match.start() + 1), match.start() - WORDS_BEFORE, 0)
    end = code.find(SENTENCE_END, max(match.end() - 1, start + 1))
    return start, min(end if end >= 0 else len(code), match.end() + WORDS_AFTER)


def _compile(pattern: Pattern) -> Rule:
    near = [LEXICON.any_of(phrases) for phrases in (pattern.near, pattern.also_near) if phrases]
    return Rule(pattern, tuple(LEXICON.compile(phrase) for phrase in pattern.phrases), tuple(near))


RULES = tuple(_compile(pattern) for pattern in PATTERNS)
_COVERS = tuple((innocent, LEXICON.compile(phrase)) for innocent in INNOCENT for phrase in innocent.phrases)
_CALL = frozenset(LEXICON.symbol(word) for word in asking.CALL)
_FILLER = frozenset(LEXICON.symbol(word) for word in asking.FILLER)


def cover(code: str) -> str:
    """The message with innocent words made unreadable to the patterns."""
    present = frozenset(code)
    for innocent, phrase in _COVERS:
        if not phrase.possible(present):
            continue
        code = phrase.find.sub(lambda match, rule=innocent: _covered(match, rule), code)
    return code


def _covered(match: "re.Match[str]", innocent: Innocent) -> str:
    start, end = _sentence_around(match.string, match)
    if innocent.unless_now and _NOW.search(match.string[start:end]):
        return match.group()
    return SET_ASIDE * len(match.group())


def is_bare_call(code: str) -> bool:
    """The whole message is a few words that only call for help ("help me please", "999")."""
    words = code.replace(SENTENCE_END, "")
    return not _CALL.isdisjoint(words) and all(word in _CALL or word in _FILLER for word in words)


def found(code: str) -> Iterator[Pattern]:
    """The patterns an encoded message matches."""
    message = Message(code)
    return (rule.pattern for rule in RULES if rule.found(message))
