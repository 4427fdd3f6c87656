"""Answers are shown to a team in the words the reporter saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.answers import ACCOUNT, ALWAYS_FREE, CONFIRMED, CONTACT
from actions.labels import load_labels
from content.files import ContentError

CLOSED = [slot for slot in (*ACCOUNT, CONFIRMED, *CONTACT) if slot not in ALWAYS_FREE]


def question(slot: str) -> str:
    """A form question in a domain file."""
    name = f"  utter_ask_report_form_{slot}:\n  - text: Well?\n    custom: {{label: About {slot}}}\n"
    buttons = f"""    buttons:
    - title: 'Yes, that'
      payload: '/answer{{"{slot}": "that", "other": "not_asked"}}'
    - title: Elsewhere
      payload: /stop_report
    - title: Clear
      payload: '/answer{{"{slot}": null}}'
"""
    return name + (buttons if slot in CLOSED else "")


@pytest.fixture
def domain(tmp_path: Path) -> Path:
    path = tmp_path / "domain.yml"
    path.write_text("responses:\n" + "".join(question(slot) for slot in (*ACCOUNT, CONFIRMED, *CONTACT)))
    return path


def test_questions_and_choices_have_the_words_of_the_domain(domain: Path) -> None:
    labels = load_labels(domain)
    assert labels.question("relationship") == "About relationship"
    assert labels.choice("relationship", "that") == "Yes, that"
    assert labels.vocabulary["relationship"] == ("that",)


def test_teams_read_the_words_of_the_page_and_not_the_shorter_ones_of_a_text_message(domain: Path) -> None:
    asked = question("relationship")
    by_text = asked.partition("\n")[2].replace("  - text: Well?", "  - channel: text\n    text: Well?")
    shorter = by_text.replace("Yes, that", "Yes").replace("label: About", "label: Of")
    domain.write_text(domain.read_text().replace(asked, asked + shorter))
    labels = load_labels(domain)
    assert (labels.question("relationship"), labels.choice("relationship", "that")) == (
        "About relationship",
        "Yes, that",
    )


def test_a_choice_without_a_button_is_still_readable(domain: Path) -> None:
    assert load_labels(domain).choice("relationship", "ex_partner") == "Ex partner"


def test_a_question_without_a_label_is_still_readable(domain: Path) -> None:
    domain.write_text(domain.read_text().replace("    custom: {label: About who_did_it}\n", ""))
    assert load_labels(domain).question("who_did_it") == "Who did it"


@pytest.mark.parametrize("slot", ["what_happened", "contact"])
def test_a_form_question_that_is_not_in_the_domain_is_an_error(domain: Path, slot: str) -> None:
    domain.write_text(domain.read_text().replace(question(slot), ""))
    with pytest.raises(ContentError, match=f"utter_ask_report_form_{slot}"):
        load_labels(domain)


@pytest.mark.parametrize("text", ["", "responses:\n", "responses: []\n", "- one\n"])
def test_a_domain_without_responses_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "domain.yml"
    path.write_text(text)
    with pytest.raises(ContentError):
        load_labels(path)
