"""Tells the intent by what a message means and how it is written; without Rasa, so that it can be measured alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy

from safety.grams import SUBJECT, Cells, cells
from safety.kernel import Kernel, Shape, fit_kernel
from safety.linear import Linear, fit_linear

SHAPE = Shape(dimensions=384, points=4000, smoothing=0.5)
TOLERANCE = 0.01
SEED = 7
WEIGHT_OF_WRITING = 0.6  # beside the meaning
SHARPNESS = 0.8  # makes the confidence of the first guess, on the mean, about the share that is right
NEIGHBOURS = 5
_WORD = re.compile(r"[a-z]+|\d+")


class Intents(NamedTuple):
    """What training finds: kernel regression over sentence vectors, and a linear part over words and letters.

    `examples`: (n, size), their vectors; `spread`: (2,), how much the scores of the two parts differ.
    """

    names: tuple[str, ...]
    kernel: Kernel
    linear: Linear
    examples: Any
    spread: Any

    def confidences(self, vectors: Any, texts: Sequence[str]) -> Any:
        """(m, names): adds up to 1 for each message, also for one that is about something else altogether."""
        near = self.kernel.scores(vectors) / self.spread[0]
        scores = near + WEIGHT_OF_WRITING * _scores(self.linear, written(texts)) / self.spread[1]
        powers = numpy.exp(SHARPNESS * (scores - scores.max(axis=1, keepdims=True)))
        return powers / powers.sum(axis=1, keepdims=True)

    def familiarity(self, vectors: Any) -> Any:
        """(m,): mean cosine of each vector with its nearest examples."""
        count = min(NEIGHBOURS, len(self.examples))
        cosines = vectors @ self.examples.T
        return numpy.partition(cosines, -count, axis=1)[:, -count:].mean(axis=1)


def fit(vectors: Any, texts: Sequence[str], intents: Sequence[str]) -> Intents:
    """Learns from examples, rows of one order. The same examples give the same model."""
    order = numpy.random.default_rng(SEED).permutation(len(texts))
    vectors, texts = vectors[order], [texts[at] for at in order]
    given = numpy.array(intents)[order]
    names = sorted(set(intents))
    meant = given[:, None] == numpy.array(names)
    kernel = fit_kernel(vectors, meant, numpy.ones(len(texts)), SHAPE)
    said = written(texts)
    linear = fit_linear(said, meant, TOLERANCE, SUBJECT.cells)
    spread = numpy.array([kernel.scores(vectors).std(), _scores(linear, said).std()])
    return Intents(tuple(names), kernel, linear, vectors, spread)


def written(texts: Sequence[str]) -> list[Cells]:
    """What the linear part reads of each text."""
    plain = (text.lower().replace("’", "").replace("'", "") for text in texts)
    return [cells(_WORD.findall(text), SUBJECT) for text in plain]


def save(intents: Intents, path: Path) -> None:
    """Half precision is enough for the large arrays, and halves the file."""
    half = {name: numpy.asarray(value, dtype=numpy.float16) for name, value in intents.kernel._asdict().items()}
    rest = {"gamma": intents.kernel.gamma, "cells": intents.linear.weights, "bias": intents.linear.bias}
    arrays = {**half, **rest, "spread": intents.spread, "examples": intents.examples.astype(numpy.float16)}
    numpy.savez(path, names=numpy.array(intents.names), **arrays)


def load(path: Path) -> Intents:
    """What `save` wrote. Raises OSError, KeyError or ValueError when it is not that."""
    with numpy.load(path, allow_pickle=False) as kept:
        kernel = Kernel(*(kept[name].astype(numpy.float32) for name in Kernel._fields))
        linear = Linear(kept["cells"], kept["bias"])
        names = tuple(str(name) for name in kept["names"])
        return Intents(names, kernel, linear, kept["examples"].astype(numpy.float32), kept["spread"])


def _scores(linear: Linear, messages: list[Cells]) -> Any:
    return numpy.array([linear.scores(message) for message in messages])
