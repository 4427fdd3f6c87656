"""Trains the judge of messages in other languages from lines. The same lines give the same model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from safety.crosslingual import ALERT, Crosslingual, Limits, windows
from safety.kernel import Kernel, Shape, fit_kernel
from safety.language_training import CALM_ALARMS, FOLDS, SEED, STORY_ALARMS, Said, calm_limit
from safety.languages import ENGLISH

Array = NDArray[np.floating]

SHAPE = Shape(points=6000)
WEIGHT_OF_ALERTS = 3.0  # a missed danger is worse than a false alarm
WEIGHT_OF_OTHERS = 3.0  # of a line in another language, beside one in English
CALM_DOUBTS = 0.25  # of calm messages in other languages may have a line about 999: what they are told has one anyway


def train_crosslingual(said: Sequence[Said], vectors: Callable[[Sequence[str]], Array]) -> Crosslingual:
    """The judge of those lines that are for the danger check: at least a hundred, of every kind, none of them long.

    The limits come from the score of each calm line in another language by a model of the other folds' lines.
    """
    lines = [line for line in said if line.for_danger and len(windows(line.text)) == 1]
    lines = [lines[at] for at in np.random.default_rng(SEED).permutation(len(lines))]
    rows = vectors([line.text for line in lines])
    fold, scores = np.arange(len(lines)) % FOLDS, np.empty(len(lines))
    for number in range(FOLDS):
        seen = [line for line, its in zip(lines, fold, strict=True) if its != number]
        scores[fold == number] = _fit(seen, rows[fold != number]).scores(rows[fold == number])[:, ALERT]
    return Crosslingual(_fit(lines, rows), _limits(lines, scores))


def _fit(lines: Sequence[Said], rows: Array) -> Kernel:
    meant = np.array([line.meant for line in lines])
    foreign = np.array([line.kind != ENGLISH for line in lines])
    weight = np.where(meant[:, ALERT], WEIGHT_OF_ALERTS, 1.0) * np.where(foreign, WEIGHT_OF_OTHERS, 1.0)
    return fit_kernel(rows, meant, weight, SHAPE)


def _limits(lines: Sequence[Said], scores: Array) -> Limits:
    calm = [at for at, line in enumerate(lines) if line.kind != ENGLISH and not any(line.meant)]
    said = [lines[at] for at in calm]
    short, unsure = (calm_limit(said, scores[calm], share) for share in (CALM_ALARMS, CALM_DOUBTS))
    story = float(np.quantile(scores[calm], 1 - STORY_ALARMS))
    return Limits(short, story, unsure)
