"""All patterns, compiled once and filed by the words they cannot do without."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from safety.groups import GROUPS
from safety.pattern import Innocent, Pattern
from safety.patterns import asking, held, honour, nearness, self_harm, spiking, threats, violence, witness
from safety.patterns.innocent import INNOCENT
from safety.phrases import Lexicon, Phrase

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
LEXICON = Lexicon(GROUPS)
NOW, RECENT, PAST, HYPOTHETICAL = (LEXICON.any_of([group]) for group in ("NOW", "RECENT", "PAST", "HYPOTHETICAL"))
CALL = frozenset(LEXICON.symbol(word) for word in asking.CALL)
FILLER = frozenset(LEXICON.symbol(word) for word in asking.FILLER)


@dataclass(frozen=True, eq=False)
class Rule:
    """One phrase of a pattern, ready to search with."""

    pattern: Pattern
    phrase: Phrase
    near: tuple[re.Pattern[str], ...]


def _compiled() -> Iterator[Rule]:
    for pattern in PATTERNS:
        near = tuple(LEXICON.any_of(phrases) for phrases in (pattern.near, pattern.also_near) if phrases)
        for phrase in pattern.phrases:
            yield Rule(pattern, LEXICON.compile(phrase), near)


def _filed() -> dict[str, list[Rule]]:
    """Each rule under every symbol of its rarest needed word, so that a sentence meets only rules it may match."""
    filed: dict[str, list[Rule]] = {}
    for rule in _compiled():
        for symbol in rule.phrase.needs[0]:
            filed.setdefault(symbol, []).append(rule)
    return filed


RULES = _filed()
COVERS: tuple[tuple[Innocent, Phrase], ...] = tuple(
    (innocent, LEXICON.compile(phrase)) for innocent in INNOCENT for phrase in innocent.phrases
)
