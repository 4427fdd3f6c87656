"""What a pattern is: a name, what it means, why it is there, how it is said, and one example."""

from dataclasses import dataclass
from enum import Enum

from safety.blocks import Block, read


class Meaning(Enum):
    """What a message that a pattern finds is about."""

    DANGER = "danger"
    SELF_HARM = "self_harm"


class Tense(Enum):
    """Which time words around a phrase matter (word groups NOW, RECENT, PAST, HYPOTHETICAL)."""

    ANY = "any"  # its own grammar says now: only a question for information sets it aside
    NOT_PAST = "not past"  # set aside when the words around put it in the past, or ask for information
    NOW = "now"  # found only with a word for now, tonight or today near it
    RECENT = "recent"  # as NOW, and yesterday or last night are enough


@dataclass(frozen=True, eq=False)
class Pattern:
    """Any of `phrases` finds it; `near` and `also_near` ask for one more phrase each within `reach` words around."""

    name: str
    meaning: Meaning
    reason: str
    example: str
    phrases: tuple[str, ...]
    tense: Tense
    near: tuple[str, ...]
    also_near: tuple[str, ...]
    reach: int


@dataclass(frozen=True, eq=False)
class Innocent:
    """Words that look like danger and are not: they are covered up before the patterns look.

    `unless_now`: not covered up when a word for now stands near ("he was hitting me just now").
    """

    name: str
    reason: str
    example: str
    phrases: tuple[str, ...]
    unless_now: bool


@dataclass(frozen=True)
class Spoken:
    """Calls for help in another language. `checked`: who confirmed the wording; "unchecked" until a speaker has.

    `language`: ISO 639 code, with -Latn when it is another script than its own.
    """

    name: str
    language: str
    meaning: Meaning
    checked: str
    spaced: bool
    phrases: tuple[str, ...]


def patterns(subject: str, meaning: Meaning) -> list[Pattern]:
    """The patterns of patterns/SUBJECT.txt. Raises ValueError, naming the line, for what cannot be read."""
    return [_pattern(block, meaning) for block in read(f"patterns/{subject}.txt")]


def innocents() -> list[Innocent]:
    return [_innocent(block) for block in read("patterns/innocent.txt")]


def spoken() -> list[Spoken]:
    return [_spoken(block) for block in read("patterns/languages.txt")]


def _pattern(block: Block, meaning: Meaning) -> Pattern:
    block.only("why", "example", "tense", "near", "also near", "reach")
    return Pattern(
        name=block.name,
        meaning=meaning,
        reason=block.one("why"),
        example=block.one("example"),
        phrases=tuple(block.lines),
        tense=Tense(block.one("tense", Tense.NOT_PAST.value)),
        near=tuple(block.fields.get("near", ())),
        also_near=tuple(block.fields.get("also near", ())),
        reach=int(block.one("reach", "25")),
    )


def _innocent(block: Block) -> Innocent:
    block.only("why", "example", "unless")
    return Innocent(
        name=block.name,
        reason=block.one("why"),
        example=block.one("example"),
        phrases=tuple(block.lines),
        unless_now="unless" in block.fields,
    )


def _spoken(block: Block) -> Spoken:
    block.only("language", "meaning", "checked", "spaces")
    return Spoken(
        name=block.name,
        language=block.one("language"),
        meaning=Meaning(block.one("meaning")),
        checked=block.one("checked"),
        spaced=block.one("spaces", "yes") == "yes",
        phrases=tuple(block.lines),
    )
