"""What a pattern is: a name, what it means, why it is there, how it is said, and one example."""

from dataclasses import dataclass
from enum import Enum


class Meaning(Enum):
    """What a message that a pattern finds is about."""

    DANGER = "danger"
    SELF_HARM = "self_harm"


class Tense(Enum):
    """Which time words around a phrase matter (safety/groups.py: NOW, RECENT, PAST, HYPOTHETICAL)."""

    ANY = "its own grammar says now: only a question for information sets it aside"
    NOT_PAST = "set aside when the words around it put it in the past, or ask for information"
    NOW = "found only with a word for now, tonight or today near it"
    RECENT = "as NOW, and yesterday or last night are enough"


@dataclass(frozen=True, eq=False)
class Pattern:
    """Any of `phrases` finds it; `near` and `also_near` ask for one more phrase each within `reach` words around."""

    name: str
    reason: str
    example: str
    phrases: tuple[str, ...]
    meaning: Meaning = Meaning.DANGER
    tense: Tense = Tense.NOT_PAST
    near: tuple[str, ...] = ()
    also_near: tuple[str, ...] = ()
    reach: int = 25


@dataclass(frozen=True, eq=False)
class Innocent:
    """Words that look like danger and are not: they are covered up before the patterns look.

    `unless_now`: not covered up when a word for now stands near ("he was hitting me just now").
    """

    name: str
    reason: str
    example: str
    phrases: tuple[str, ...]
    unless_now: bool = False
