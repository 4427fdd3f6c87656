"""How well languages are told apart and danger in them is found, each line judged by models that have not seen it.

`python -m benchmarks.languages` prints the tables (five minutes). The phrases were written beside these lines, and by
the same hands, so what they find says little of lines by other people.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import safety
from heard.danger_lines import examples
from heard.language_lines import language_lines
from heard.settings import PROJECT
from safety.any_language import AnyLanguage
from safety.check import Finding, phrases
from safety.language_training import FOLDS, SEED, Said, train_languages
from safety.languages import ENGLISH, LanguageModel
from tests.safety.safety_set import Share

DATA = PROJECT / "data"


@dataclass(frozen=True)
class Judged:
    """A line, and what the check for any language found in it."""

    said: Said
    found: Finding

    @property
    def by_phrase(self) -> bool:
        """Whether a phrase alarmed."""
        return phrases(self.said.text).alert is not None

    @property
    def is_alert(self) -> bool:
        """Whether an alarm is right."""
        return self.said.danger or self.said.self_harm

    @property
    def right_language(self) -> bool:
        """Whether the answer would be in its language, whatever the script."""
        return (self.found.language or ENGLISH).partition("-")[0] == self.said.kind.partition("-")[0]


def judged() -> list[Judged]:
    """Every line, by the models of the other folds."""
    lines = language_lines(DATA)
    random.Random(SEED).shuffle(lines)
    found: list[Judged] = []
    for number in range(FOLDS):
        seen = [line for at, line in enumerate(lines) if at % FOLDS != number]
        check = AnyLanguage(safety.check, LanguageModel(train_languages(seen)))
        found += [Judged(line, check(line.text)) for line in lines[number::FOLDS]]
    return found


def print_english(lines: Sequence[Judged]) -> None:
    """How much English is taken for another language; messages that are English in part are among it."""
    with (DATA / "safety" / "lines_f.csv").open(encoding="utf-8", newline="") as rows:
        sources = {"lines_f": {row["text"] for row in csv.DictReader(rows)}, "data/nlu": {*examples(DATA / "nlu")}}
    for name, texts in sources.items():
        mine = [line for line in lines if line.said.kind == ENGLISH and line.said.text in texts]
        print(f"English of {name} called another language: {_share(mine, lambda line: not line.right_language)}")


def print_languages(lines: Sequence[Judged]) -> None:
    """A row a kind: language told, danger and self-harm found (by phrases; by all), false alarms."""
    ours = [line for line in lines if line.said.for_danger]
    kinds = sorted({line.said.kind for line in ours if sum(each.said.kind == line.said.kind for each in ours) > 20})
    print("| kind | language told | alerts found by phrases | by all | false alarms |\n|---|---|---|---|---|")
    for kind in (*kinds, "all"):
        mine = [line for line in ours if kind in ("all", line.said.kind)]
        alerts, calm = [line for line in mine if line.is_alert], [line for line in mine if not line.is_alert]
        shares = (
            _share(mine, lambda line: line.right_language),
            _share(alerts, lambda line: line.by_phrase),
            _share(alerts, lambda line: line.found.alert is not None),
            _share(calm, lambda line: line.found.alert is not None),
        )
        print("|", " | ".join((kind, *map(str, shares))), "|")


def _share(lines: Sequence[Judged], holds: Callable[[Judged], bool]) -> Share:
    return Share(sum(map(holds, lines)), len(lines))


if __name__ == "__main__":
    every = judged()
    print_english(every)
    print_languages(every)
