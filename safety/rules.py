"""All patterns, compiled once and filed by the words they cannot do without."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from safety import vocabulary
from safety.pattern import Innocent, Meaning, Pattern, innocents, patterns
from safety.phrases import Lexicon, Phrase

DANGER_SUBJECTS = (
    "violence",
    "weapons",
    "threats",
    "nearness",
    "held",
    "spiking",
    "forced_marriage_and_fgm",
    "witness",
    "children",
    "asking",
)
PATTERNS: tuple[Pattern, ...] = (
    *(pattern for subject in DANGER_SUBJECTS for pattern in patterns(subject, Meaning.DANGER)),
    *patterns("self_harm", Meaning.SELF_HARM),
)
INNOCENT = tuple(innocents())
LEXICON = Lexicon(vocabulary.GROUPS)
NOW, RECENT, PAST, DATED, HYPOTHETICAL = (
    LEXICON.any_of([group]) for group in ("NOW", "RECENT", "PAST", "DATED", "HYPOTHETICAL")
)
CALL = frozenset(LEXICON.symbol(word) for word in vocabulary.CALL)
FILLER = frozenset(LEXICON.symbol(word) for word in vocabulary.FILLER)
SLOGAN = LEXICON.any_of(["< oh the police >"])  # "fuck the police": the first word is read as oh


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
    """Each rule under the words of its rarest need, so that a sentence meets only rules it may match.

    A word many phrases use ("is", "me") is a common one.
    """
    rules = list(_compiled())
    uses = {LEXICON.symbols[word]: count for word, count in LEXICON.uses.items()}
    filed: dict[str, list[Rule]] = {}
    for rule in rules:
        for symbol in min(rule.phrase.needs, key=lambda need: sum(uses[symbol] for symbol in need)):
            filed.setdefault(symbol, []).append(rule)
    return filed


RULES = _filed()
COVERS: tuple[tuple[Innocent, Phrase], ...] = tuple(
    (innocent, LEXICON.compile(phrase)) for innocent in INNOCENT for phrase in innocent.phrases
)
