"""Looks for the patterns in an encoded message."""

import re

from safety.pattern import Innocent, Meaning, Pattern, Tense
from safety.phrases import MESSAGE_END, SENTENCE_END, SET_ASIDE
from safety.rules import CALL, COVERS, DATED, FILLER, HYPOTHETICAL, NOW, PAST, RECENT, RULES, SLOGAN, Rule

WORDS_BEFORE = 12
WORDS_AFTER = 10


def found(code: str) -> list[Pattern]:
    """The patterns a message matches, in reading order."""
    covered = cover(code)
    patterns: dict[Pattern, None] = {}
    start = 0
    while (end := covered.find(SENTENCE_END, start + 1)) > 0:
        present = frozenset(covered[start:end])
        for rule in _candidates(present):
            if rule.pattern not in patterns and _matches(rule, code, covered, start, end):
                patterns[rule.pattern] = None
        start = end
    return list(patterns)


def _matches(rule: Rule, code: str, covered: str, start: int, end: int) -> bool:
    """Two symbols past the sentence are searched: phrases may ask whether it, or the message, ends there."""
    return any(_stands(rule, code, covered, match) for match in rule.phrase.find.finditer(covered, start, end + 2))


def _candidates(present: frozenset[str]) -> list[Rule]:
    rules = {rule: None for symbol in present if symbol in RULES for rule in RULES[symbol]}
    return [rule for rule in rules if rule.phrase.possible(present)]


def _stands(rule: Rule, code: str, covered: str, match: re.Match[str]) -> bool:
    reach = rule.pattern.reach
    around = covered[max(0, match.start() - reach) : match.end() + reach]
    return all(near.search(around) for near in rule.near) and _time_allows(rule.pattern, code, covered, match)


def _time_allows(pattern: Pattern, code: str, covered: str, match: re.Match[str]) -> bool:
    start, end = _sentence_around(code, match)
    is_question = pattern.meaning is Meaning.DANGER and HYPOTHETICAL.search(code, start, end) is not None
    if pattern.tense is Tense.RECENT:
        return not is_question and RECENT.search(covered, start, end) is not None
    if NOW.search(covered, start, end):
        return True
    if is_question or pattern.tense is Tense.NOW:
        return False
    return pattern.tense is Tense.ANY or not (PAST.search(code, start, end) or _dated_after(code, match))


def _dated_after(code: str, match: re.Match[str]) -> bool:
    """Whether the next sentence puts it in the past ("He choked me. That was 2019.")."""
    sentence_end = code.find(SENTENCE_END, match.end() - 1)
    next_end = code.find(SENTENCE_END, sentence_end + 1)
    return next_end > 0 and DATED.search(code, sentence_end, next_end + 1) is not None


def _sentence_around(code: str, match: re.Match[str]) -> tuple[int, int]:
    """From where to where the same sentence runs within reach of the match."""
    start = max(code.rfind(SENTENCE_END, 0, match.start() + 1), match.start() - WORDS_BEFORE, 0)
    end = code.find(SENTENCE_END, max(match.end() - 1, start + 1))
    return start, min(end, match.end() + WORDS_AFTER)


def cover(code: str) -> str:
    """The message with innocent words made unreadable to the patterns; its length stays."""
    present = frozenset(code)
    for innocent, phrase in COVERS:
        if phrase.possible(present):
            code = phrase.find.sub(lambda match, innocent=innocent: _covered(match, innocent), code)  # type: ignore[misc]
    return code


def _covered(match: re.Match[str], innocent: Innocent) -> str:
    start, end = _sentence_around(match.string, match)
    if innocent.unless_now and NOW.search(match.string, start, end):
        return match.group()
    return SET_ASIDE * len(match.group())


def is_bare_call(code: str) -> bool:
    """The whole message is a few words that only call for help ("help me please", "999")."""
    words = frozenset(code) - {SENTENCE_END, MESSAGE_END}
    return not CALL.isdisjoint(words) and words <= CALL | FILLER and not SLOGAN.search(code)
