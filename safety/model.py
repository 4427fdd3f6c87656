"""The second layer of the danger check: what a message means, as `heard train` learned it from lines.

Beside the standard library it needs numpy, onnxruntime and tokenizers; the patterns (`safety.check`) do not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from safety.check import Finding, check
from safety.encoder import Encoder
from safety.grams import CELLS, ENGLISH, Cells, cells
from safety.kernel import Kernel
from safety.linear import Linear
from safety.rules import PATTERNS
from safety.windows import windows

Array = NDArray[np.floating]

DANGER, SELF_HARM, ALERT = range(3)
NOTHING_FOUND = Finding(danger=False, self_harm=False, reasons=())
CAN_BE_DOUBTED = frozenset(pattern.name for pattern in PATTERNS)  # not a bare call, nor another language
PATTERN_VALUE = 0.3  # beside a message's words, which together have length 1


class ModelError(Exception):
    """A file does not hold a model."""


class Limits(NamedTuple):
    """From which ALERT score on something is said. Training chooses them.

    `short`: a short message alarms. `story`: one window of a long one alarms. `supported`: alarms when a pattern fired
    too. `unsure`: a line about 999 goes with the answer.
    """

    short: float
    story: float
    supported: float
    unsure: float


class Parameters(NamedTuple):
    """What training finds. Both parts score (danger, self-harm, any alert); `spread`: (2, 3), what they differ by."""

    kernel: Kernel
    linear: Linear
    spread: Array
    limits: Limits

    def scores(self, vectors: Array, messages: Sequence[Cells]) -> Array:
        """(m, size) and m messages -> (m, 3)."""
        near = self.kernel.scores(vectors)
        written = np.array([self.linear.scores(message) for message in messages])
        scores: Array = near / self.spread[0] + written / self.spread[1]
        return scores


@dataclass(frozen=True)
class Model:
    """Finds danger by what a message means. `vectors`: as `Encoder.vectors`."""

    vectors: Callable[[Sequence[str]], Array]
    parameters: Parameters

    def finding(self, text: str, patterns: Finding = NOTHING_FOUND) -> Finding:
        """What the message tells; `patterns`: which of them fired on it. Never raises for any text, keeps nothing."""
        pieces = windows(text)
        if not pieces:
            return NOTHING_FOUND
        reasons = patterns.reasons if len(pieces) == 1 else ()  # of a long one no one knows where they stood
        written = [cells_of(piece, reasons) for piece in pieces]
        return self.judge(self.parameters.scores(self.vectors(pieces), written), patterns)

    def judge(self, scores: Array, patterns: Finding) -> Finding:
        """What the scores of the windows of one message, (m, 3), tell."""
        limits = self.parameters.limits
        limit = limits.short if len(scores) == 1 else limits.story
        if patterns.alert and scores[:, ALERT].max() > limits.supported:
            limit = min(limit, limits.supported)
        fired = [row for row in scores if row[ALERT] > limit]
        if not fired:
            worst = scores[scores[:, ALERT].argmax()]
            doubt = patterns.alert is not None or worst[ALERT] > limits.unsure
            return Finding(False, False, (), unsure=_kind(worst) if doubt else None)
        danger = any(row[DANGER] >= min(row[SELF_HARM], 0) for row in fired)
        self_harm = any(row[SELF_HARM] > min(row[DANGER], 0) for row in fired)
        names = [name for name, found in (("model:danger", danger), ("model:self_harm", self_harm)) if found]
        return Finding(danger, self_harm, tuple(names))


def _kind(row: Array) -> Literal["danger", "self_harm"]:
    return "danger" if row[DANGER] >= row[SELF_HARM] else "self_harm"


def cells_of(window: str, reasons: Sequence[str]) -> Cells:
    """What the linear part reads: the words of a window, and which patterns fired."""
    numbers, values = cells(window.split(), ENGLISH)
    fired = [crc32(f"pattern {reason}".encode()) % CELLS for reason in reasons]
    return Cells(
        np.concatenate([numbers, np.array(fired, dtype=np.int64)]),
        np.concatenate([values, np.full(len(fired), PATTERN_VALUE, dtype=np.float32)]),
    )


@dataclass(frozen=True)
class Checker:
    """Both layers. What the patterns find stands, unless the model is quite sure that it is nothing."""

    meaning: Callable[[str, Finding], Finding]
    patterns: Callable[[str], Finding] = check

    def __call__(self, text: str) -> Finding:
        """The danger check over both layers."""
        first = self.patterns(text)
        second = self.meaning(text, first)
        if second.unsure and CAN_BE_DOUBTED.issuperset(first.reasons):
            return replace(second, reasons=first.reasons)
        return Finding(
            danger=first.danger or second.danger,
            self_harm=first.self_harm or second.self_harm,
            reasons=first.reasons + second.reasons,
            unsure=second.unsure,
        )


def load_model(path: Path) -> Model:
    """The model that `save` wrote. Raises ModelError, and ImportError when a wheel is missing."""
    try:
        with np.load(path, allow_pickle=False) as file:
            kernel = Kernel(*(file[name].astype(np.float32) for name in Kernel._fields))
            linear = Linear(file["cells"], file["bias"])
            parameters = Parameters(kernel, linear, file["spread"], Limits(*map(float, file["limits"])))
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        raise ModelError("not a danger model") from None
    return Model(Encoder().vectors, parameters)


def save(parameters: Parameters, path: Path) -> None:
    """Half precision is enough for the large arrays, and halves the file."""
    kernel, linear, spread, limits = parameters
    half = {name: getattr(kernel, name).astype(np.float16) for name in ("middle", "projection", "points")}
    exact = {"weights": kernel.weights, "gamma": kernel.gamma, "bias": linear.bias, "spread": spread}
    with path.open("wb") as file:
        arrays = {**half, **exact, "cells": linear.weights, "limits": np.array(limits)}
        np.savez_compressed(file, allow_pickle=False, **arrays)
