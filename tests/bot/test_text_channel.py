"""What is said by text: the variations of domain.yml that have its channel, where there are any."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from bot.channel import TurnOutput, channel_of
from bot.responses import LiteralResponses

CONDITION = [{"type": "slot", "name": "contact", "value": "phone"}]


def said(variations: list[dict[str, Any]], channel: str, **slots: str) -> Any:
    responses = LiteralResponses(None, Domain.from_dict({"responses": {"utter_x": variations}}))
    return responses.generate_from_slots("utter_x", slots, TurnOutput(channel).name())["text"]


def test_a_variation_for_the_channel_is_said_there_and_nowhere_else() -> None:
    variations: list[dict[str, Any]] = [{"text": "on the page"}, {"text": "by text", "channel": "text"}]
    assert said(variations, "text") == "by text"
    assert said(variations, "heard") == "on the page"


def test_what_has_no_variation_for_the_channel_is_said_as_on_the_page() -> None:
    variations: list[dict[str, Any]] = [{"text": "any"}, {"text": "phone", "condition": CONDITION}]
    assert said(variations, "text") == "any"
    assert said(variations, "text", contact="phone") == "phone"


def test_a_channel_without_a_condition_beats_a_condition_without_a_channel() -> None:
    """Rasa's trap: each condition of a response needs a variation for the channel of its own."""
    variations: list[dict[str, Any]] = [
        {"text": "phone", "condition": CONDITION},
        {"text": "by text", "channel": "text"},
    ]
    assert said(variations, "text", contact="phone") == "by text"
    variations.append({"text": "phone, by text", "condition": CONDITION, "channel": "text"})
    assert said(variations, "text", contact="phone") == "phone, by text"


@pytest.mark.parametrize(
    ("body", "channel"),
    [({}, "heard"), ({"context": None}, "heard"), ({"context": {"channel": 7}}, "heard"),
     ({"context": {"channel": "text"}}, "text")],
)  # fmt: skip
def test_the_channel_is_that_of_the_turn(body: dict[str, Any], channel: str) -> None:
    assert channel_of(body) == channel
