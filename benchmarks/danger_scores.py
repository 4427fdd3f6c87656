"""How many lines each layer of the danger check finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from safety import Finding, check
from safety.encoder import Array, Encoder
from safety.model import Checker, Model
from safety.training import Line, fit, taught, usable
from tests.safety.safety_set import Share

LAYERS = ("patterns", "model", "both")
SAID = ("danger", "self_harm", "both", "a line about help", "nothing")
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
    patterns = cache(check)
    return {
        "patterns": patterns,
        "model": cache(lambda text: model.finding(text)),
        "both": cache(Checker(model.finding, patterns)),
    }


def trained_on(lines: Iterable[Line], memory: Memory) -> Model:
    """A model of these lines, over the same memory."""
    return Model(memory.vectors, fit(taught(usable(list(lines)), memory.vectors)))


def said(finding: Finding) -> str:
    """Which of `SAID` goes before the answer."""
    if finding.danger and finding.self_harm:
        return "both"
    return finding.alert or ("a line about help" if finding.unsure else "nothing")


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


def alarm_or_doubt(judge: Judge, lines: Sequence[Line]) -> Share:
    """Lines of either that raise an alert, or have a line about help put before the answer."""
    meant = [line for line in lines if line.alert]
    return Share(sum((judge(line.text).alert or judge(line.text).unsure) is not None for line in meant), len(meant))


def doubts(judge: Judge, lines: Sequence[Line]) -> Share:
    """Lines of neither that raise no alert and have a line about help put before the answer."""
    meant = [line for line in lines if not line.alert]
    found = [judge(line.text) for line in meant]
    return Share(sum(each.alert is None and each.unsure is not None for each in found), len(meant))


def false_alarms(judge: Judge, lines: Sequence[Line]) -> Share:
    """Lines of neither that raise an alert."""
    meant = [line for line in lines if not line.alert]
    return Share(sum(judge(line.text).alert is not None for line in meant), len(meant))


MEASURES: dict[str, Callable[[Judge, Sequence[Line]], Share]] = {
    "danger found": danger_recall,
    "self-harm found": self_harm_recall,
    "either found": alert_recall,
    "either found, or a line about help": alarm_or_doubt,
    "false alarms": false_alarms,
    "a line about help, not needed": doubts,
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
