"""The sentence encoder and the intent classifier that works on its vectors."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest
import rasa.core.agent

from bot.sentence_encoder import DIMENSIONS, MOST_CHARACTERS, SentenceEncoder


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_the_same_text_gives_the_same_vector_whatever_its_neighbours(encoder: SentenceEncoder) -> None:
    alone = encoder.encode(["he follows me"])
    beside = encoder.encode(["a much longer text about something else altogether", "he follows me"])
    assert (alone[0] == beside[1]).all()


def test_a_vector_has_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["he follows me", "💔"])
    assert vectors.shape == (2, DIMENSIONS)
    assert numpy.allclose(numpy.linalg.norm(vectors, axis=1), 1)


def test_what_means_the_same_is_nearer_than_what_does_not(encoder: SentenceEncoder) -> None:
    stalking, same, other = encoder.encode(["he follows me", "a man is stalking me", "the weather is nice"])
    assert stalking @ same > stalking @ other + 0.2


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_text_without_words_has_no_direction(encoder: SentenceEncoder, text: str) -> None:
    assert not encoder.encode([text]).any()


def test_no_texts_give_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_very_long_text_is_cut_before_it_costs_time(encoder: SentenceEncoder) -> None:
    start = "he follows me " * MOST_CHARACTERS
    assert (encoder.encode([start])[0] == encoder.encode([start[:MOST_CHARACTERS]])[0]).all()
    tokenizer = encoder._tokenizer
    assert len(tokenizer.encode(start[:MOST_CHARACTERS]).ids) <= 128


async def test_a_message_unlike_all_examples_falls_back(model: Path) -> None:
    agent = rasa.core.agent.Agent.load(str(model))
    parsed = await agent.parse_message("my laptop needs a new graphics card driver")
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["intent_ranking"][1]["confidence"] == 0
