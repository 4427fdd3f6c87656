"""Trains the model of languages from lines. The same lines give the same model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safety.check import phrases
from safety.grams import CELLS, Cells, cells
from safety.languages import ALERT, ENGLISH, READING, Limits, Parameters, accents_of, word_cell, words_of
from safety.linear import Linear, fit_linear
from safety.scripts import LATIN, script_of

Array = NDArray[np.floating]

FOLDS = 5
SEED = 7
TOLERANCE = 0.01  # closer takes five times as long and tells no better
# Shares of English that may be taken for another language, be taken surely, and be looked at as if it were one.
ENGLISH_LOST, ENGLISH_SURELY_LOST, ENGLISH_DOUBTED = 0.003, 0.0005, 0.008
CALM_ALARMS = 0.05  # of calm messages in other languages
STORY_ALARMS = 0.01


class Said(NamedTuple):
    """A line in some language. `for_danger`: it says what a message with or without danger is like.

    Such a line in English teaches only the judge of what a message means (`safety.crosslingual_training`).
    """

    text: str
    kind: str
    danger: bool = False
    self_harm: bool = False
    for_danger: bool = False

    @property
    def meant(self) -> tuple[bool, bool, bool]:
        """Danger, self-harm, any alert."""
        return self.danger, self.self_harm, self.danger or self.self_harm


@dataclass(frozen=True)
class Lines:
    """Lines as they are learned from: `told` is what their language is told by, `read` what danger is found by."""

    said: Sequence[Said]
    told: Sequence[Cells]
    read: Sequence[Cells]
    scripts: NDArray[np.str_]

    @staticmethod
    def of(said: Sequence[Said]) -> Lines:
        """Those lines that hold words."""
        words = [(line, words_of(line.text)) for line in said]
        scripts = [script_of(each) for _, each in words]
        kept = [(line, each) for (line, each), script in zip(words, scripts, strict=True) if script]
        read = [cells(each, READING) for _, each in kept]
        accents = [accents_of(line.text) for line, _ in kept]
        told = [
            cells([*each, *marks], READING) if marks else plain
            for (_, each), marks, plain in zip(kept, accents, read, strict=True)
        ]
        return Lines([line for line, _ in kept], told, read, np.array([script for script in scripts if script]))

    def only(self, rows: NDArray[np.bool_]) -> Lines:
        """These lines."""
        places = [int(at) for at in np.flatnonzero(rows)]
        told, read = ([part[at] for at in places] for part in (self.told, self.read))
        return Lines([self.said[at] for at in places], told, read, self.scripts[rows])

    @property
    def kinds(self) -> NDArray[np.str_]:
        """Of each line."""
        return np.array([line.kind for line in self.said])

    @property
    def for_danger(self) -> NDArray[np.bool_]:
        """Whether a line is for the danger check of other languages, by its letters."""
        return np.array([line.for_danger and line.kind != ENGLISH for line in self.said])


def train_languages(said: Sequence[Said]) -> Parameters:
    """The model of these lines, of at least two languages and English."""
    lines = Lines.of(said)
    kinds, scripts = scripts_of_kinds(lines)
    lines = lines.only(_in_their_script(lines, kinds, scripts))
    limits = _limits(lines)
    languages = fit_languages(lines, kinds, scripts)
    return Parameters(kinds, scripts, english_words(lines), languages, fit_alerts(lines), limits)


def scripts_of_kinds(lines: Lines) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds in alphabetical order, and the script that most lines of each are in."""
    kinds = tuple(sorted({line.kind for line in lines.said}))
    return kinds, tuple(_most_frequent(lines.scripts[lines.kinds == kind]) for kind in kinds)


def fit_languages(lines: Lines, kinds: tuple[str, ...], scripts: tuple[str, ...]) -> Linear:
    """One score a kind; those of a script that only one is written in stay 0."""
    weights, bias = np.zeros((CELLS, len(kinds)), dtype=np.float16), np.zeros(len(kinds), dtype=np.float32)
    for script in {*scripts}:
        places = [at for at, each in enumerate(scripts) if each == script]
        if len(places) > 1:
            same = lines.only(lines.scripts == script)
            found = fit_linear(same.told, same.kinds[:, None] == np.array(kinds)[places], TOLERANCE)
            weights[:, places], bias[places] = found.weights, found.bias
    return Linear(weights, bias)


def english_words(lines: Lines) -> NDArray[np.int64]:
    """`word_cell` of the words of more than one English line."""
    said = (line.text for line in lines.said if line.kind == ENGLISH)
    counts = Counter(word for text in said for word in set(words_of(text)))
    return np.array(sorted(word_cell(word) for word, count in counts.items() if count > 1), dtype=np.int64)


def fit_alerts(lines: Lines) -> Linear:
    """Danger, self-harm and any alert, for all languages at once: their words are different cells anyway."""
    taught = lines.only(lines.for_danger)
    return fit_linear(taught.read, np.array([line.meant for line in taught.said]), TOLERANCE)


def _in_their_script(lines: Lines, kinds: tuple[str, ...], scripts: tuple[str, ...]) -> NDArray[np.bool_]:
    usual = dict(zip(kinds, scripts, strict=True))
    return np.array([script == usual[line.kind] for script, line in zip(lines.scripts, lines.said, strict=True)])


def _limits(lines: Lines) -> Limits:
    """From the scores of English, and of calm messages in other languages, by models of the other folds' lines."""
    fold = np.random.default_rng(SEED).permutation(len(lines.said)) % FOLDS
    lost = (ENGLISH_LOST, ENGLISH_SURELY_LOST, ENGLISH_DOUBTED)
    foreign = -_unseen_english(lines, fold)
    other, sure, doubtful = (float(np.quantile(foreign, 1 - share)) for share in lost)
    calm = np.array([at for at in map(int, np.flatnonzero(lines.for_danger)) if not any(lines.said[at].meant)])
    alerts = _unseen_alerts(lines, fold)[calm]
    alert = calm_limit([lines.said[at] for at in calm], alerts, CALM_ALARMS)
    return Limits(other, sure, doubtful, alert, float(np.quantile(alerts, 1 - STORY_ALARMS)))


def _unseen_english(lines: Lines, fold: NDArray[np.int64]) -> Array:
    """How English each line in English is. Of all kinds in its script that one alone is fitted: they do not mix."""
    english, latin = lines.kinds == ENGLISH, lines.scripts == LATIN
    scores = np.empty(len(fold))
    for number in range(FOLDS):
        seen = lines.only(latin & (fold != number))
        tongue = fit_linear(seen.told, (seen.kinds == ENGLISH)[:, None], TOLERANCE)
        for at in map(int, np.flatnonzero(english & (fold == number))):
            scores[at] = tongue.scores(lines.told[at])[0]
    found: Array = scores[english]
    return found


def _unseen_alerts(lines: Lines, fold: NDArray[np.int64]) -> Array:
    """(n,): how much each line sounds like an alert."""
    scores = np.empty(len(fold))
    for number in range(FOLDS):
        alarm = fit_alerts(lines.only(fold != number))
        for at in map(int, np.flatnonzero(fold == number)):
            scores[at] = alarm.scores(lines.read[at])[ALERT]
    return scores


def calm_limit(calm: Sequence[Said], scores: Array, share: float) -> float:
    """From which score on a model may speak, so that it and the phrases together do at this share of calm messages."""
    quiet = [score for line, score in zip(calm, scores, strict=True) if not phrases(line.text).alert]
    left = share * len(calm) - (len(calm) - len(quiet))  # what the phrases leave to the model
    return float(np.quantile(quiet, 1 - max(0.0, left) / len(quiet)))


def _most_frequent(scripts: NDArray[np.str_]) -> str:
    names, counts = np.unique(scripts, return_counts=True)
    return str(names[counts.argmax()])
