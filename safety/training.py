"""Trains the danger model from lines. The same lines give the same model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safety.check import check
from safety.grams import Cells
from safety.kernel import Kernel, fit_kernel
from safety.linear import fit_linear
from safety.model import ALERT, Limits, Parameters, cells_of
from safety.windows import windows

Array = NDArray[np.floating]

FOLDS = 5
WEIGHT_OF_ALERTS = 5.0  # a missed danger is worse than a false alarm
SEED = 7
# Shares of ordinary messages about abuse that may pass each limit, and of alerts a doubted pattern may lose.
ORDINARY_ALARMS = 0.016
STORY_ALARMS = 0.002  # of one window of a long story, which has many
ORDINARY_DOUBTS = 0.08
SUPPORTED_ALARMS = 0.3


class Line(NamedTuple):
    """`ordinary`: what people say in conversation, not written to look like danger.

    `known`: the patterns were written with this line in sight, so that it says nothing of how good they are.
    """

    text: str
    danger: bool
    self_harm: bool
    ordinary: bool = False
    known: bool = False

    @property
    def alert(self) -> bool:
        """Whether the danger check should fire."""
        return self.danger or self.self_harm


class Taught(NamedTuple):
    """What the model learns from: rows of one order. `meant`: (n, 3) danger, self-harm, alert."""

    vectors: Array
    messages: list[Cells]
    meant: NDArray[np.bool_]
    ordinary: NDArray[np.bool_]

    def only(self, rows: NDArray[np.bool_]) -> Taught:
        """These rows."""
        chosen = [message for message, is_in in zip(self.messages, rows, strict=True) if is_in]
        return Taught(self.vectors[rows], chosen, self.meant[rows], self.ordinary[rows])


def usable(lines: Sequence[Line]) -> list[Line]:
    """The lines the model learns from: not those of another script, nor long ones of which a part may be the alert."""
    return [line for line in lines if (found := windows(line.text)) and (len(found) == 1 or not line.alert)]


def taught(lines: Sequence[Line], vectors: Callable[[Sequence[str]], Array]) -> Taught:
    """`lines`: as `usable` gives them."""
    reasons = [() if line.known else check(line.text).reasons for line in lines]
    read = [(line, names, window) for line, names in zip(lines, reasons, strict=True) for window in windows(line.text)]
    return Taught(
        vectors([window for _, _, window in read]),
        [cells_of(window, names) for _, names, window in read],
        np.array([(line.danger, line.self_harm, line.alert) for line, _, _ in read]),
        np.array([line.ordinary for line, _, _ in read]),
    )


def train(lines: Sequence[Line], vectors: Callable[[Sequence[str]], Array]) -> Parameters:
    """The model of these lines: at least a hundred, of every kind. `vectors`: as `Encoder.vectors`."""
    return fit(taught(usable(lines), vectors))


def fit(lines: Taught) -> Parameters:
    """Both parts on all lines; the limits from each line's score by a model of the other folds' lines."""
    order = np.random.default_rng(SEED).permutation(len(lines.meant))
    lines = Taught(*(_shuffled(part, order) for part in lines))  # type: ignore[arg-type]
    fold = np.arange(len(order)) % FOLDS
    near, written = np.empty(lines.meant.shape), np.empty(lines.meant.shape)
    for number in range(FOLDS):
        seen, unseen = lines.only(fold != number), lines.only(fold == number)
        near[fold == number] = _kernel(seen).scores(unseen.vectors)
        linear = fit_linear(seen.messages, seen.meant)
        written[fold == number] = [linear.scores(message) for message in unseen.messages]
    spread = np.array([near.std(axis=0), written.std(axis=0)], dtype=np.float32)
    alert = (near / spread[0] + written / spread[1])[:, ALERT]
    return Parameters(_kernel(lines), fit_linear(lines.messages, lines.meant), spread, _limits(lines, alert))


def _kernel(lines: Taught) -> Kernel:
    return fit_kernel(lines.vectors, lines.meant, np.where(lines.meant[:, ALERT], WEIGHT_OF_ALERTS, 1.0))


def _shuffled(part: Array | list[Cells], order: NDArray[np.int64]) -> Array | list[Cells]:
    return [part[at] for at in order] if isinstance(part, list) else part[order]


def _limits(lines: Taught, scores: Array) -> Limits:
    ordinary = scores[lines.ordinary]
    shares = (ORDINARY_ALARMS, STORY_ALARMS, SUPPORTED_ALARMS, ORDINARY_DOUBTS)
    return Limits(*(float(np.quantile(ordinary, 1 - share)) for share in shares))
