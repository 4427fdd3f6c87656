"""Every public sentence can be read at the age of 9, or is listed with the reason why not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.content.reading_age import LIMIT, Harder, Measured, content_grades, grade, listed


@pytest.fixture(scope="module")
def grades() -> Mapping[str, float]:
    return content_grades()


def test_every_sentence_and_answer_is_easy_to_read_or_listed(grades: Mapping[str, float]) -> None:
    assert list(Measured(grades, listed()).complaints()) == []


def test_nothing_that_is_gone_is_listed(grades: Mapping[str, float]) -> None:
    assert {key for key in listed() if not key.startswith("/")} <= grades.keys()


def test_answers_and_messages_are_all_measured(grades: Mapping[str, float]) -> None:
    assert {"messages.danger", "messages.receipt_status.opened", "domain.utter_greet"} <= grades.keys()
    assert len(grades) > 200


def test_long_sentences_and_words_are_harder() -> None:
    easy = grade("Call us. You can talk to us at any time. We will help you.")
    hard = grade("Individuals experiencing victimisation should communicate with the appropriate organisation.")
    assert easy < LIMIT < hard


def test_names_of_services_do_not_count() -> None:
    plain = grade("You can call the line at any time of the day.\n\nIt is free to call.")
    assert grade("You can call the line at any time of the day.\n\n[[samaritans]]\n\nIt is free to call.") == plain


def test_a_heading_does_not_run_into_the_next_line() -> None:
    assert grade("This is a line on its own\nThis is one more like it") < grade(
        "This is a line on its own this is one more like it"
    )


@pytest.mark.parametrize(
    ("grades", "listed_at", "said"),
    [
        (4.1, None, "Use shorter sentences"),
        (5.1, 5.0, "Use shorter sentences"),
        (4.0, 5.0, "take it out"),
        (5.4, 6.0, "It got better"),
        (4.0, None, None),
        (5.0, 5.0, None),
    ],
)
def test_the_list_can_only_get_better(grades: float, listed_at: float | None, said: str | None) -> None:
    known = {} if listed_at is None else {"a": Harder(grade=listed_at, why="A name")}
    complaints = list(Measured({"a": grades}, known).complaints())
    assert [said in each for each in complaints if said] == ([True] if said else [])
    assert bool(complaints) == bool(said)
