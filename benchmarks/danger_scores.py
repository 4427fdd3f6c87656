"""How many lines each layer of the danger check finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from safety import Finding, check
from safety.encoder import Array, Encoder
from safety.model import Checker, Model, Parameters
from safety.training import Line, first_windows, fit, usable
from tests.safety.safety_set import Share

LAYERS = ("patterns", "model", "both")
Judge = Callable[[str], Finding]
Shares = dict[str, Share]


@dataclass
class Memory:
    """Vectors of texts seen before: training again and again encodes each line once."""

    encoder: Encoder
    known: dict[str, Array] = field(default_factory=dict)

    def vectors(self, texts: Sequence[str]) -> Array:
        """As `Encoder.vectors`."""
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known.update(zip(new, self.encoder.vectors(new), strict=True))
        return np.stack([self.known[text] for text in texts])


def layers(model: Model) -> dict[str, Judge]:
    """Each layer alone, and both; each asked once about each text."""
    patterns, meaning = cache(check), cache(model.finding)
    return {"patterns": patterns, "model": meaning, "both": cache(Checker(meaning, patterns))}


def trained_on(lines: Iterable[Line], memory: Memory) -> Model:
    """A model of these lines, over the same memory."""
    read = usable(list(lines))
    parameters: Parameters = fit(read, memory.vectors(first_windows(read)))
    return Model(memory.vectors, parameters)


def danger_recall(judge: Judge, lines: Sequence[Line]) -> Share:
    """Lines of danger that are called danger."""
    meant = [line for line in lines if line.danger]
    return Share(sum(judge(line.text).danger for line in meant), len(meant))


def self_harm_recall(judge: Judge, lines: Sequence[Line]) -> Share:
    """Lines of self-harm that are called self-harm."""
    meant = [line for line in lines if line.self_harm]
    return Share(sum(judge(line.text).self_harm for line in meant), len(meant))


def alert_recall(judge: Judge, lines: Sequence[Line]) -> Share:
    """Lines of either that raise any alert."""
    meant = [line for line in lines if line.alert]
    return Share(sum(judge(line.text).alert is not None for line in meant), len(meant))


def false_alarms(judge: Judge, lines: Sequence[Line]) -> Share:
    """Lines of neither that raise an alert."""
    meant = [line for line in lines if not line.alert]
    return Share(sum(judge(line.text).alert is not None for line in meant), len(meant))


MEASURES: dict[str, Callable[[Judge, Sequence[Line]], Share]] = {
    "danger found": danger_recall,
    "self-harm found": self_harm_recall,
    "either found": alert_recall,
    "false alarms": false_alarms,
}


def measured(model: Model, lines: Sequence[Line]) -> dict[str, Shares]:
    """Every measure that these lines allow, by layer."""
    judges = layers(model)
    table = {name: {layer: measure(judges[layer], lines) for layer in LAYERS} for name, measure in MEASURES.items()}
    return {name: shares for name, shares in table.items() if shares["both"].total}


def added(first: dict[str, Shares], second: dict[str, Shares]) -> dict[str, Shares]:
    """The counts of two tables together."""
    names = dict.fromkeys([*first, *second])
    return {name: {layer: _sum(first, second, name, layer) for layer in LAYERS} for name in names}


def _sum(first: dict[str, Shares], second: dict[str, Shares], name: str, layer: str) -> Share:
    shares = [table[name][layer] for table in (first, second) if name in table]
    return Share(sum(share.found for share in shares), sum(share.total for share in shares))
