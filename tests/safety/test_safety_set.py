"""Recall and false alarms on the committed set. Run with `-s` to read the numbers."""

import pytest

from safety import check
from tests.safety.safety_set import Line, Share, load

LINES = load()
DANGER = ("danger", "both")
SELF_HARM = ("self_harm", "both")


def lines_of(half: str, labels: tuple[str, ...]) -> list[Line]:
    return [line for line in LINES if line.half == half and line.label in labels]


def danger_recall(half: str) -> Share:
    lines = lines_of(half, DANGER)
    return Share(sum(check(line.text).danger for line in lines), len(lines))


def self_harm_recall(half: str) -> Share:
    lines = lines_of(half, SELF_HARM)
    return Share(sum(check(line.text).self_harm for line in lines), len(lines))


def false_alarms(half: str) -> Share:
    lines = lines_of(half, ("neither",))
    return Share(sum(check(line.text).alert is not None for line in lines), len(lines))


@pytest.mark.parametrize(("half", "least"), [("develop", 0.99), ("held", 0.95)])
def test_danger_is_found(half: str, least: float) -> None:
    recall = danger_recall(half)
    print(f"danger recall, {half}: {recall}")
    assert recall.value >= least


@pytest.mark.parametrize(("half", "least"), [("develop", 0.97), ("held", 0.93)])
def test_self_harm_is_found(half: str, least: float) -> None:
    recall = self_harm_recall(half)
    print(f"self-harm recall, {half}: {recall}")
    assert recall.value >= least


@pytest.mark.parametrize(("half", "most"), [("develop", 0.02), ("held", 0.04)])
def test_ordinary_conversation_does_not_alarm(half: str, most: float) -> None:
    alarms = false_alarms(half)
    print(f"false alarms, {half}: {alarms}")
    assert alarms.value <= most


def test_the_set_is_large_varied_and_at_least_half_contrast() -> None:
    assert len(LINES) >= 1_400
    assert len({line.text for line in LINES}) == len(LINES)
    assert len({line.kind for line in LINES}) >= 25
    assert sum(line.label == "neither" for line in LINES) * 2 >= len(LINES)


def test_both_halves_hold_enough_of_each_label() -> None:
    for half in ("develop", "held"):
        assert len(lines_of(half, DANGER)) >= 200
        assert len(lines_of(half, SELF_HARM)) >= 80
        assert len(lines_of(half, ("neither",))) >= 300
