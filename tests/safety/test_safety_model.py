"""The trained layer of the danger check, and both layers together."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from heard.danger_lines import is_trained_on, ordinary_examples, training_lines
from heard.settings import PROJECT
from safety import Finding
from safety.check import BARE_CALL
from safety.model import Checker, ModelError, load_model, save
from safety.windows import LONGEST_WINDOW, MOST_WINDOWS, OVERLAP, windows
from tests.safety.model_kit import trained_model
from tests.safety.safety_set import Line, Share, load

HELD = [line for line in load() if line.half == "held"]
DANGER, SELF_HARM, NEITHER = ("danger", "both"), ("self_harm", "both"), ("neither",)
STORY = (
    "We met at college and moved in together after a year. He liked to know where I was. My sister noticed it first. "
    "We went on holiday and he would not speak to me for two days. I have kept a diary of some of it. "
)
QUIET = Finding(danger=False, self_harm=False, reasons=())
LEAST_DANGER = 0.99
LEAST_SELF_HARM = 0.98
LEAST_ALONE = 0.6
LEAST_MET = 0.99
MOST_CONTRASTS = 0.05
MOST_ORDINARY = 0.025


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(trained_model().finding)


def held(labels: tuple[str, ...]) -> list[Line]:
    return [line for line in HELD if line.label in labels]


def test_the_layers_together_find_danger(checker: Checker) -> None:
    recall = Share(sum(checker(line.text).danger for line in held(DANGER)), len(held(DANGER)))
    print(f"danger recall, held, both layers: {recall}")
    assert recall.value >= LEAST_DANGER


def test_the_layers_together_find_self_harm(checker: Checker) -> None:
    recall = Share(sum(checker(line.text).self_harm for line in held(SELF_HARM)), len(held(SELF_HARM)))
    print(f"self-harm recall, held, both layers: {recall}")
    assert recall.value >= LEAST_SELF_HARM


def test_the_model_alone_finds_much_of_what_it_never_saw() -> None:
    model = trained_model()
    lines = held(("danger", "self_harm", "both"))
    recall = Share(sum(model.finding(line.text).alert is not None for line in lines), len(lines))
    print(f"any alert, held, model alone: {recall}")
    assert recall.value >= LEAST_ALONE


def test_the_layers_together_seldom_alarm_at_contrasts(checker: Checker) -> None:
    alarms = Share(sum(checker(line.text).alert is not None for line in held(NEITHER)), len(held(NEITHER)))
    print(f"false alarms, held, both layers: {alarms}")
    assert alarms.value <= MOST_CONTRASTS


def test_the_model_seldom_alarms_in_ordinary_conversation() -> None:
    model = trained_model()
    unseen = [example for example in ordinary_examples(PROJECT / "data") if not is_trained_on(example)][::10]
    alarms = Share(sum(model.finding(text).alert is not None for text in unseen), len(unseen))
    print(f"false alarms, ordinary examples, model alone: {alarms}")
    assert alarms.value <= MOST_ORDINARY


def test_no_held_line_is_trained_on() -> None:
    trained = {line.text for line in training_lines(PROJECT / "data") if not line.ordinary}
    assert not trained & {line.text for line in HELD}


def test_every_training_line_has_a_label_that_counts() -> None:
    for file in (PROJECT / "data" / "safety").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as rows:
            assert {row["label"] for row in csv.DictReader(rows)} <= {"danger", "self_harm", "both", "neither"}


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_a_sentence_in_a_long_story_reaches_the_model_whole(place: float) -> None:
    story = (STORY * 20)[:3900]
    at = story.index(". ", int(place * 3700)) + 2
    said = "he is outside the door with a knife"
    assert any(said in window for window in windows(f"{story[:at]}{said}. {story[at:]}"))


def test_the_windows_of_a_story_without_stops_overlap() -> None:
    found = [window.split() for window in windows(STORY.replace(".", "") * 4)]
    assert len(found) > 5
    for first, second in pairwise(found):
        assert first[-OVERLAP:] == second[:OVERLAP]
        assert len(second) <= LONGEST_WINDOW


def test_work_is_bounded_and_a_very_long_text_keeps_both_ends() -> None:
    found = windows(
        "At the beginning he hid. " + "We went to the shops and came back again. " * 900 + "At the end he ran."
    )
    assert len(found) == MOST_WINDOWS
    assert "beginning" in found[0]
    assert "ran" in found[-1]


@pytest.mark.parametrize(
    "text", ["", " ", "...", "\x00", "помогите мне", "帮帮我", "🙂", "a" * 5000, "<p></p>", "\ud800"]
)
def test_no_text_makes_the_model_fail(text: str, checker: Checker) -> None:
    checker(text)


def test_another_script_is_left_to_the_patterns() -> None:
    assert trained_model().finding("он сейчас меня убьёт") == QUIET


def together(meaning: Finding, words: Finding) -> Finding:
    return Checker(lambda _, __: meaning, lambda _: words)("x")


def test_either_layer_fires_and_both_say_why() -> None:
    words = Finding(danger=True, self_harm=False, reasons=("being_hurt_now",))
    meaning = Finding(danger=False, self_harm=True, reasons=("model:self_harm",))
    assert together(meaning, words) == Finding(True, True, ("being_hurt_now", "model:self_harm"))
    assert together(QUIET, words) == words
    assert together(meaning, QUIET) == meaning
    assert together(QUIET, QUIET) == QUIET


DOUBT = Finding(danger=False, self_harm=False, reasons=(), unsure="danger")


def test_a_pattern_that_the_meaning_speaks_against_leaves_a_doubt() -> None:
    assert together(DOUBT, Finding(True, False, ("being_hurt_now",))) == replace(DOUBT, reasons=("being_hurt_now",))


@pytest.mark.parametrize("reason", [BARE_CALL, "polish_danger"])
def test_a_bare_call_and_another_language_are_never_doubted(reason: str) -> None:
    assert together(DOUBT, Finding(True, False, (reason,))).alert == "danger"
    assert together(DOUBT, Finding(True, False, ("being_hurt_now", reason))).alert == "danger"


def test_a_message_near_the_limit_leaves_a_doubt() -> None:
    model = trained_model()
    limits = model.parameters.limits
    scores = np.array([[0.0, -1.0, (limits.short + limits.unsure) / 2]])
    assert model.judge(scores, QUIET) == DOUBT
    assert model.judge(scores, Finding(True, False, ("being_hurt_now",))).danger
    assert model.judge(scores - 9, QUIET) == QUIET


def test_what_is_missed_is_mostly_doubted(checker: Checker) -> None:
    lines = held(("danger", "self_harm", "both"))
    findings = [checker(line.text) for line in lines]
    met = Share(sum((finding.alert or finding.unsure) is not None for finding in findings), len(lines))
    print(f"alarm or doubt, held: {met}")
    assert met.value >= LEAST_MET


def test_reasons_of_the_model_are_two_names() -> None:
    findings = [trained_model().finding(line.text) for line in held(("danger", "self_harm"))]
    found = {reason for finding in findings for reason in finding.reasons}
    assert found == {"model:danger", "model:self_harm"}


def test_a_model_reads_back_as_it_was_written(tmp_path: Path) -> None:
    parameters = trained_model().parameters
    save(parameters, tmp_path / "danger-x.npz")
    again = load_model(tmp_path / "danger-x.npz").parameters
    assert again.limits == parameters.limits
    for part, same in ((parameters.kernel, again.kernel), (parameters.linear, again.linear)):
        assert all((one == other).all() for one, other in zip(part, same, strict=True))


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "danger-x.npz").write_bytes(content)
    with pytest.raises(ModelError):
        load_model(tmp_path / "danger-x.npz")
