"""How well languages are told apart and danger in them is found, each line judged by models that have not seen it.

`make evaluate` writes docs/evaluation-languages.md and .json (ten minutes): by folds; by writers, where the lines of
one are found by what the others wrote; and of the lines that nothing is ever trained on. The phrases were written
beside some of these lines, and by the same hands, so what they find says little of lines by other people.
"""

from __future__ import annotations

import csv
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import safety
from benchmarks.danger_report import Report
from heard.danger_lines import examples
from heard.danger_training import MULTILINGUAL_ENCODER
from heard.language_lines import labelled_lines, language_lines
from heard.settings import PROJECT
from heard.vectors import KeptVectors
from safety.any_language import AnyLanguage
from safety.check import Finding, phrases
from safety.crosslingual import Judge
from safety.crosslingual_training import train_crosslingual
from safety.language_training import FOLDS, SEED, Said, train_languages
from safety.languages import ENGLISH, LanguageModel
from safety.multilingual import MultilingualEncoder
from tests.safety.safety_set import FOLDER, Share

DATA = PROJECT / "data"
VECTORS = PROJECT / ".heard" / "benchmarks"
LANGUAGES = DATA / "safety" / "languages"
WRITERS = ("abc", "defghi")  # of the files languages_*.csv: whose lines stand in which
ENGLISH_JUDGED = 4000
LEAST_LINES = 20  # of a kind in a table
COLUMNS = ("language told", "alerts found by phrases", "by all", "or doubted", "false alarms", "or doubts")


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
    def is_met(self) -> bool:
        """Whether it alarmed, or a line about help goes before the answer."""
        return (self.found.alert or self.found.unsure) is not None

    @property
    def right_language(self) -> bool:
        """Whether the answer would be in its language, whatever the script."""
        return (self.found.language or ENGLISH).partition("-")[0] == self.said.kind.partition("-")[0]


@cache
def kept_vectors() -> KeptVectors:
    """Of all lines that a judge is trained on."""
    kept = KeptVectors(VECTORS, MULTILINGUAL_ENCODER, MultilingualEncoder(threads=os.cpu_count() or 1).vectors)
    kept([line.text for line in language_lines(DATA) if line.for_danger])
    return kept


def judge(seen: Sequence[Said], lines: Sequence[Said]) -> list[Judged]:
    """These lines, by the models of the others."""
    meaning = Judge(kept_vectors().vectors, train_crosslingual(seen, kept_vectors()))
    check = AnyLanguage(safety.check, LanguageModel(train_languages(seen)), meaning.finding)
    return [Judged(line, check(line.text)) for line in lines]


def by_folds() -> list[Judged]:
    """Every line in another language and some in English, by the models of the other folds."""
    lines = language_lines(DATA)
    random.Random(SEED).shuffle(lines)
    english = {*[line for line in lines if line.kind == ENGLISH][:ENGLISH_JUDGED]}
    found: list[Judged] = []
    for number in range(FOLDS):
        seen = [line for at, line in enumerate(lines) if at % FOLDS != number]
        found += judge(seen, [line for line in lines[number::FOLDS] if line.kind != ENGLISH or line in english])
    return found


def by_writers() -> Iterator[tuple[str, list[Judged]]]:
    """Each writer's lines, by the models of what the others wrote."""
    for files in WRITERS:
        theirs = [line for name in files for line in labelled_lines(LANGUAGES / f"languages_{name}.csv")]
        texts = {line.text for line in theirs}
        yield files, judge([line for line in language_lines(DATA) if line.text not in texts], theirs)


def say_english(report: Report, lines: Sequence[Judged]) -> None:
    """How much English is taken for another language, and by the judge for danger, beside what English alone finds."""
    with (DATA / "safety" / "lines_f.csv").open(encoding="utf-8", newline="") as rows:
        sources = {"lines_f.csv": {row["text"] for row in csv.DictReader(rows)}, "data/nlu": {*examples(DATA / "nlu")}}
    table = {}
    for name, texts in sources.items():
        mine = [line for line in lines if line.said.kind == ENGLISH and line.said.text in texts]
        lost = _share(mine, lambda line: not line.right_language)
        table[name] = [lost, _share(mine, _by_the_judge_alone)]
    report.table("English", ("called another language", "alarmed at by the judge alone"), table)


def say_languages(report: Report, title: str, lines: Sequence[Judged]) -> None:
    """A row a kind: language told, alerts found (by phrases; by all; or doubted), false alarms and doubts."""
    ours = [line for line in lines if line.said.for_danger and line.said.kind != ENGLISH]
    counts = Counter(line.said.kind for line in ours)
    kinds = sorted(kind for kind, count in counts.items() if count > LEAST_LINES)
    table = {kind: _row([line for line in ours if kind in ("all", line.said.kind)]) for kind in (*kinds, "all")}
    report.table(title, COLUMNS, table)


def _row(lines: Sequence[Judged]) -> list[Share]:
    alerts, calm = [line for line in lines if line.is_alert], [line for line in lines if not line.is_alert]
    return [
        _share(lines, lambda line: line.right_language),
        _share(alerts, lambda line: line.by_phrase),
        _share(alerts, _alarms),
        _share(alerts, lambda line: line.is_met),
        _share(calm, _alarms),
        _share(calm, lambda line: line.is_met),
    ]


def _alarms(line: Judged) -> bool:
    return line.found.alert is not None


def _by_the_judge_alone(line: Judged) -> bool:
    return _alarms(line) and all(reason.startswith("meaning:") for reason in line.found.reasons)


def _share(lines: Sequence[Judged], holds: Callable[[Judged], bool]) -> Share:
    return Share(sum(map(holds, lines)), len(lines))


def main() -> None:
    """Takes about ten minutes on two cores."""
    report = Report()
    report.say(
        "# How well danger is found in other languages",
        "Made by `make evaluate`. Each cell: found of all, share, 95 % Wilson interval. No speaker of these languages "
        "has read the lines yet.",
    )
    every = by_folds()
    say_english(report, every)
    say_languages(report, "Each line by the models of the other folds", every)
    for files, theirs in by_writers():
        say_languages(report, f"The lines of languages_[{files}].csv, by what the others wrote", theirs)
    held = judge(language_lines(DATA), [*labelled_lines(FOLDER / "languages.csv")])
    say_languages(report, "Lines that nothing is trained on", held)
    report.write(PROJECT / "docs", "evaluation-languages")


if __name__ == "__main__":
    main()
