"""How hard a public text is to read.

Flesch-Kincaid's grade is that of an American school; a grade and five years are an age, so that 9 years is grade 4.
A text is measured as a whole, as one reads it. Names of services do not count: we cannot make them shorter.

`python -m tests.content.reading_age` prints reading_age.yml as it would have to be, with the reasons that it has.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import textstat

from content.files import Entry, Text, load, read
from content.outcomes import load_outcomes
from content.rasa import Domain

LIMIT = 4.0
LISTED = Path(__file__).with_name("reading_age.yml")
NOT_SAID = ("texting.understood.", "texting.signals.", "texting.left_out.")
ROOT = Path(__file__).parents[2]

_CARD = re.compile(r"(?m)^[ \t]*\[\[\w+\]\][ \t]*$")
_NAMED = re.compile(r"\[\[\w+\]\]")
_GAP = re.compile(r"\{\w+\}")
_OPEN_LINE = re.compile(r"(?m)([^\s.!?:])[ \t]*$")  # a line that ends like a heading


class Harder(Entry):
    """A text that is above the limit, by how much, and why it may be."""

    grade: float
    why: str


class ReadingAge(Entry):
    """reading_age.yml: texts by key."""

    harder: dict[str, Harder]


@dataclass(frozen=True)
class Measured:
    """Texts by key, and the list of those that may be harder."""

    grades: Mapping[str, float]
    listed: Mapping[str, Harder]

    def complaints(self) -> Iterator[str]:
        """What must be rewritten or changed in the list. Only texts in `grades` are looked at."""
        for key, grade in self.grades.items():
            allowed = self.listed[key].grade if key in self.listed else LIMIT
            if grade > allowed:
                yield f"{key}: grade {grade}, at most {allowed}. Use shorter sentences and words."
            elif key in self.listed and grade <= LIMIT:
                yield f"{key}: grade {grade}. It is easy now: take it out of the list."
            elif key in self.listed and grade < allowed - 0.5:
                yield f"{key}: grade {grade}. It got better: write that instead of {allowed}."


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, to one decimal."""
    plain = _GAP.sub("it", _NAMED.sub("Helpline", _CARD.sub("", text)))
    plain = plain.translate(str.maketrans("“”‘’", "\"\"''"))
    return round(float(textstat.flesch_kincaid_grade(_OPEN_LINE.sub(r"\1.", plain))), 1)


def listed() -> Mapping[str, Harder]:
    """The list as committed."""
    return load(LISTED, ReadingAge).harder


def content_grades(root: Path = ROOT) -> Mapping[str, float]:
    """Grades of every sentence of data/messages.yml, pages.yml and easy-read.yml, every answer of domain.yml, and
    what she is told of how her report was closed (data/outcomes.yml)."""
    messages = {
        _key(name, text): text.value
        for name in ("messages", "pages", "easy-read", "texting")
        for text in read(root / f"data/{name}.yml").texts()
    }
    # Names that are shown to nobody, and words that are never said.
    names = {key for key in messages if key.endswith((".intent", ".begins")) or key.startswith(NOT_SAID)}
    return {key: grade(text) for key, text in {**messages, **_told(root), **_answers(root)}.items() if key not in names}


def _told(root: Path) -> Mapping[str, str]:
    outcomes = load_outcomes(root / "data/outcomes.yml").outcomes
    return {f"outcomes.{code}": each.told for code, each in outcomes.items() if each.told}


def _answers(root: Path) -> Mapping[str, str]:
    responses = load(root / "domain.yml", Domain).responses
    return {
        f"domain.{name}" + (f".{number}" if number else ""): variation.text or ""
        for name, variations in responses.items()
        for number, variation in enumerate(variations)
    }


def _key(start: str, text: Text) -> str:
    return ".".join(map(str, (start, *text.keys)))


def print_list(grades: Mapping[str, float]) -> None:
    """Prints reading_age.yml as `grades` ask for it."""
    known = listed()
    for key, value in grades.items():
        if value > LIMIT:
            why = known[key].why if key in known else "WHY"
            print(f'  "{key}": {{grade: {value}, why: "{why}"}}')


async def _main() -> None:
    from tests.gateway.page_texts import page_grades

    print_list({**content_grades(), **await page_grades()})


if __name__ == "__main__":
    asyncio.run(_main())
