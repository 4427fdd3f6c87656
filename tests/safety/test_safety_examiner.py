"""What someone wrote who had seen nothing of Heard: the nearest we have to strangers. Run with `-s` for the numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heard.danger_lines import training_lines
from heard.settings import PROJECT
from safety import Finding
from safety.any_language import AnyLanguage
from safety.model import Checker
from tests.safety.model_kit import trained_languages, trained_model
from tests.safety.safety_set import Line, Share, examiner

LINES = examiner()
# A little under what was measured: 96.6 %, 92.0 %, 99.3 %, and false alarms 0.7 % and 6.7 %.
LEAST_DANGER, LEAST_SELF_HARM, LEAST_MET, MOST_ORDINARY, MOST_CONTRASTS = 0.96, 0.9, 0.98, 0.015, 0.075


@pytest.fixture(scope="module")
def found() -> dict[str, Finding]:
    """What the gateway's check finds in each line."""
    check = AnyLanguage(Checker(trained_model().finding), trained_languages())
    return {line.text: check(line.text) for line in LINES}


def share(name: str, lines: list[Line], holds: Callable[[Line], bool]) -> float:
    counted = Share(sum(map(holds, lines)), len(lines))
    print(f"{name}: {counted}")
    return counted.value


def has_word_about_help(finding: Finding) -> bool:
    return finding.alert is not None or finding.unsure is not None


def test_danger_is_found(found: dict[str, Finding]) -> None:
    lines = [line for line in LINES if line.label == "danger"]
    assert share("danger found", lines, lambda line: found[line.text].alert is not None) >= LEAST_DANGER


def test_self_harm_is_found(found: dict[str, Finding]) -> None:
    lines = [line for line in LINES if line.label == "self_harm"]
    assert share("self-harm found", lines, lambda line: found[line.text].alert is not None) >= LEAST_SELF_HARM


def test_almost_nobody_is_left_without_a_word_about_help(found: dict[str, Finding]) -> None:
    lines = [line for line in LINES if line.label != "neither"]
    said = share("found, or a line about help", lines, lambda line: has_word_about_help(found[line.text]))
    assert said >= LEAST_MET


def test_ordinary_conversation_seldom_alarms(found: dict[str, Finding]) -> None:
    lines = [line for line in LINES if line.kind.startswith("ordinary_")]
    assert share("false alarms, ordinary", lines, lambda line: found[line.text].alert is not None) <= MOST_ORDINARY


def test_what_only_sounds_like_danger_seldom_alarms(found: dict[str, Finding]) -> None:
    lines = [line for line in LINES if line.kind.startswith("contrast_")]
    assert share("false alarms, contrasts", lines, lambda line: found[line.text].alert is not None) <= MOST_CONTRASTS


def test_none_of_these_lines_is_trained_on() -> None:
    assert not {line.text for line in training_lines(PROJECT / "data")} & {line.text for line in LINES}
