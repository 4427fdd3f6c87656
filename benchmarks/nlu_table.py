"""The document that `make bench-nlu` writes."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

NAMES = {
    "diet": "Rasa's default (DIET)",
    "sparse": "logistic regression, sparse (words, 2 to 4 letters)",
    "use": "logistic regression, Universal Sentence Encoder",
    "minilm": "logistic regression, MiniLM in 8 bits",
    "ours": "kernel regression, MiniLM in 8 bits, and words and letters (ours)",
}
Z = 1.96  # 95 %
COLUMNS = ("", "accuracy, %", "among three, %", "misspelt, %", "out of scope, %", "p50, ms", "memory, MB", "start, s")
INTRODUCTION = """# How intents are told apart

Written by `make bench-nlu` ({folds} folds, DIET with {epochs} epochs). In brackets: 95 % Wilson intervals.

"""
NOTES = """
- **accuracy**: on our own examples, stratified folds, no threshold. The examples were written for Heard, so this is \
easier than what strangers write. No public set exists of UK messages about violence against women and girls.
- **among three**: the right intent is answered, or among the two that are offered beside it when it is not clear.
- **misspelt**: the same, with one word in ten spelt wrong (a letter lost, doubled or swapped; seeded).
- **out of scope**: the share of messages never about abuse that falls under the threshold that lets {kept} % of our \
own held-out examples through. A few of these messages are greetings or yes and no. Nothing is learnt from them. With \
sentence vectors the score is the mean cosine with the five nearest training examples, otherwise the confidence.
- **memory, start**: what the encoder adds to the process and the time to load it, with its libraries; for DIET, the \
whole process and Rasa's model loading. DIET is measured on one fold, with every eighth out-of-scope message, and \
stopped long before its default of 300 epochs, each of which takes over a minute: with more it may do better. Its \
times were taken on a busy machine.
- **CLINC150**: learnt from its own train split, threshold from its val split; only in this benchmark.
- **spaCy vectors** are not in the table: no wheel with vectors installs beside Rasa 3.6 on Python 3.10.
"""


MOST_CONFUSED = 40
CONFUSION = """
## What is taken for what (ours)

The {most} commonest mistakes, over all folds; the whole confusion is in evaluation-nlu.json.

"""


def document(results: dict[str, Any], folds: int, epochs: int) -> str:
    """The whole document in Markdown; the candidates in the order of `NAMES`."""
    results = {name: results[name] for name in NAMES if name in results}
    rows = [_row(name, result) for name, result in results.items()]
    clinc = [_clinc_row(name, result["clinc"]) for name, result in results.items() if "clinc" in result]
    text = INTRODUCTION.format(folds=folds, epochs=epochs) + _table(COLUMNS, rows)
    if clinc:
        text += "\n" + _table(("CLINC150", "in scope, %", "out of scope, %"), clinc)
    return text + NOTES.format(kept=95) + _confusion(results.get("ours", {}).get("confused", []))


def _confusion(cells: Sequence[Sequence[Any]]) -> str:
    if not cells:
        return ""
    rows = [tuple(map(str, cell)) for cell in cells[:MOST_CONFUSED]]
    return CONFUSION.format(most=MOST_CONFUSED) + _table(("meant", "guessed", "times"), rows)


def _row(name: str, result: dict[str, Any]) -> tuple[str, ...]:
    return (
        NAMES[name],
        share(result["right"], result["of"]),
        share(result["among_three"], result["of"]) if result.get("among_three") else "",
        share(result["right_misspelt"], result["of"]) if "right_misspelt" in result else "",
        share(result["rejected"], result["strange"]),
        f"{result['p50']:.1f}",
        f"{result['memory']:.0f}",
        f"{result['start']:.1f}",
    )


def _clinc_row(name: str, result: dict[str, int]) -> tuple[str, ...]:
    return NAMES[name], share(result["right"], result["of"]), share(result["rejected"], result["strange"])


def share(part: int, whole: int) -> str:
    """A percentage with its Wilson interval; empty when there was nothing to count."""
    if not whole:
        return ""
    rate = part / whole
    middle = (rate + Z * Z / (2 * whole)) / (1 + Z * Z / whole)
    reach = Z * sqrt(rate * (1 - rate) / whole + Z * Z / (4 * whole * whole)) / (1 + Z * Z / whole)
    return f"{100 * rate:.1f} ({100 * (middle - reach):.1f}–{100 * (middle + reach):.1f})"


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
