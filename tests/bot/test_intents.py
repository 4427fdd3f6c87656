"""What people mean: the intent, a second one, what else it may be, and what it is not about at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pytest
import rasa.core.agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channel import MOST_GUESSES, guesses_of, second_message
from bot.clauses import clauses
from bot.intents import Intents, fit, load, save
from safety.encoder import SIZE, Encoder

EXAMPLES = {
    "stalking": ["he follows me everywhere", "a man waits outside my work each day", "my ex keeps turning up"],
    "visa": ["i am on a spouse visa", "he says i will be deported", "can i stay in the uk if i leave him"],
    "money": ["he takes my wages", "i have to ask for money for food", "he ran up debts in my name"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
NAMES = [name for name, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def intents(encoder: Encoder) -> Intents:
    return fit(encoder.vectors(TEXTS), TEXTS, NAMES)


def guess(intents: Intents, encoder: Encoder, text: str) -> str:
    return intents.names[int(intents.confidences(encoder.vectors([text]), [text])[0].argmax())]


def test_a_vector_has_length_one_whatever_its_neighbours(encoder: Encoder) -> None:
    alone, beside = encoder.vectors(["he follows me"]), encoder.vectors(["she follows me", "he follows me", "💔"])
    assert beside.shape == (3, SIZE)
    assert numpy.allclose(numpy.linalg.norm(beside, axis=1), 1, atol=1e-5)
    assert numpy.allclose(alone[0], beside[1], atol=1e-5)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("a man is stalking me", "stalking"),
        ("will they send me back if we divorce", "visa"),
        ("he keeps my pay", "money"),
    ],
)
def test_a_message_is_known_by_what_it_means(intents: Intents, encoder: Encoder, text: str, intent: str) -> None:
    assert guess(intents, encoder, text) == intent


def test_confidences_add_up_to_one(intents: Intents, encoder: Encoder) -> None:
    texts = ["he follows me", "…", ""]
    assert numpy.allclose(intents.confidences(encoder.vectors(texts), texts).sum(axis=1), 1)


def test_another_subject_is_less_familiar_than_any_example(intents: Intents, encoder: Encoder) -> None:
    near = intents.familiarity(encoder.vectors(["he follows me to work"]))[0]
    assert near > intents.familiarity(encoder.vectors(["how do i boil an egg"]))[0]


def test_what_was_learned_reads_back_as_it_was_written(intents: Intents, encoder: Encoder, tmp_path: Path) -> None:
    save(intents, tmp_path / "intents.npz")
    again = load(tmp_path / "intents.npz")
    assert again.names == intents.names
    vectors = encoder.vectors(TEXTS)
    assert numpy.allclose(again.confidences(vectors, TEXTS), intents.confidences(vectors, TEXTS), atol=0.02)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("he took my money and my visa is through him", ["he took my money", "my visa is through him"]),
        ("he follows me. what can you do?", ["he follows me", "what can you do"]),
        ("hi, and he follows me", []),
        ("he follows me", []),
        ("", []),
    ],
)
def test_a_message_is_cut_into_what_may_be_separate_things(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def test_of_a_long_story_only_the_beginning_is_cut_up() -> None:
    assert len(clauses("he took my money again. " * 400)) <= 6


async def test_a_message_unlike_all_examples_falls_back(model: Path) -> None:
    agent = rasa.core.agent.Agent.load(str(model))
    parsed = await agent.parse_message("my laptop needs a new graphics card driver")
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["intent_ranking"][1]["confidence"] == 0


DOMAIN = Domain.from_dict({"intents": ["stalking", "visa", "money"], "forms": {"report_form": {"required_slots": []}}})


def said(ranking: list[tuple[str, float]], also: str | None = None) -> DialogueStateTracker:
    parsed: dict[str, Any] = {
        "intent": {"name": ranking[0][0], "confidence": ranking[0][1]},
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranking],
        "also": also,
    }
    tracker = DialogueStateTracker.from_events("id", [], domain=DOMAIN)
    tracker.update(UserUttered("text", parsed["intent"], [], parsed), DOMAIN)
    return tracker


FIRST = UserMessage("text", CollectingOutputChannel(), "id", input_channel="heard", metadata={"at": "now"})


def test_a_second_thing_is_asked_as_a_choice_of_the_same_turn() -> None:
    second = second_message(said([("stalking", 0.9)], also="visa"), FIRST, DOMAIN)
    assert second is not None
    assert (second.text, second.parse_data["intent"]["name"]) == ("/visa", "visa")
    assert (second.sender_id, second.metadata, second.output_channel) == ("id", FIRST.metadata, FIRST.output_channel)


@pytest.mark.parametrize("first", ["nlu_fallback", "danger", "self_harm"])
def test_after_danger_or_what_was_not_understood_nothing_else_is_answered(first: str) -> None:
    assert second_message(said([(first, 1.0)], also="visa"), FIRST, DOMAIN) is None


def test_in_a_report_nothing_else_is_answered() -> None:
    tracker = said([("stalking", 0.9)], also="visa")
    tracker.update(ActiveLoop("report_form"), DOMAIN)
    assert second_message(tracker, FIRST, DOMAIN) is None


def test_a_message_with_one_thing_has_no_second() -> None:
    assert second_message(said([("stalking", 0.9)]), FIRST, DOMAIN) is None
    assert second_message(None, FIRST, DOMAIN) is None


def test_what_else_may_be_meant_is_told_only_when_it_is_not_clear() -> None:
    assert guesses_of(said([("stalking", 0.5), ("visa", 0.3), ("money", 0.01)])) == ["visa"]
    assert guesses_of(said([("stalking", 0.9), ("visa", 0.1)])) == []
    assert guesses_of(None) == []


def test_what_was_not_understood_offers_the_likeliest() -> None:
    ranking = [("nlu_fallback", 0.7), ("stalking", 0.3), ("visa", 0.29), ("money", 0.28)]
    assert guesses_of(said(ranking)) == ["stalking", "visa"][:MOST_GUESSES]


def test_about_something_else_altogether_offers_nothing() -> None:
    assert guesses_of(said([("nlu_fallback", 1.0), ("stalking", 0.0), ("visa", 0.0)])) == []
