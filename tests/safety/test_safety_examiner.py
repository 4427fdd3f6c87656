"""What people wrote who had seen nothing of Heard: the nearest we have to strangers. Run with `-s` for the numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from heard.danger_lines import training_lines
from heard.settings import PROJECT
from safety import Finding
from tests.safety.model_kit import trained_check
from tests.safety.safety_set import EXAMINERS, Line, Share, examined_by


class Floor(NamedTuple):
    """Shares found at least, and false alarms at most: a little worse than what was measured."""

    danger: float
    self_harm: float
    met: float
    ordinary: float
    contrasts: float


FLOORS = {
    "examiner": Floor(danger=0.96, self_harm=0.9, met=0.98, ordinary=0.015, contrasts=0.075),
    "examiner_2": Floor(danger=0.88, self_harm=0.78, met=0.94, ordinary=0.025, contrasts=0.1),
}


class Heard(NamedTuple):
    """What the gateway's check finds in the lines of one examiner."""

    name: str
    lines: list[Line]
    found: dict[str, Finding]

    @property
    def floor(self) -> Floor:
        return FLOORS[self.name]

    def share(self, what: str, among: Callable[[Line], bool], holds: Callable[[Finding], bool]) -> float:
        lines = [line for line in self.lines if among(line)]
        counted = Share(sum(holds(self.found[line.text]) for line in lines), len(lines))
        print(f"{self.name}, {what}: {counted}")
        return counted.value


@pytest.fixture(scope="module", params=EXAMINERS)
def heard(request: pytest.FixtureRequest) -> Heard:
    lines, check = examined_by(request.param), trained_check()
    return Heard(request.param, lines, {line.text: check(line.text) for line in lines})


def alarms(finding: Finding) -> bool:
    return finding.alert is not None


def has_word_about_help(finding: Finding) -> bool:
    return finding.alert is not None or finding.unsure is not None


def test_danger_is_found(heard: Heard) -> None:
    assert heard.share("danger found", lambda line: line.label == "danger", alarms) >= heard.floor.danger


def test_self_harm_is_found(heard: Heard) -> None:
    assert heard.share("self-harm found", lambda line: line.label == "self_harm", alarms) >= heard.floor.self_harm


def test_almost_nobody_is_left_without_a_word_about_help(heard: Heard) -> None:
    said = heard.share("found, or a line about help", lambda line: line.label != "neither", has_word_about_help)
    assert said >= heard.floor.met


def test_ordinary_conversation_seldom_alarms(heard: Heard) -> None:
    share = heard.share("false alarms, ordinary", lambda line: line.kind.startswith("ordinary_"), alarms)
    assert share <= heard.floor.ordinary


def test_what_only_sounds_like_danger_seldom_alarms(heard: Heard) -> None:
    share = heard.share("false alarms, contrasts", lambda line: line.kind.startswith("contrast_"), alarms)
    assert share <= heard.floor.contrasts


def test_none_of_these_lines_is_trained_on(heard: Heard) -> None:
    assert not {line.text for line in training_lines(PROJECT / "data")} & {line.text for line in heard.lines}
