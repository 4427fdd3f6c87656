from __future__ import annotations

import pytest

from content.support import Directory
from gateway.cards import parts_of
from gateway.message import Card, Message, Paragraph


def test_a_service_alone_on_a_line_is_a_card(directory: Directory) -> None:
    before, card, after = parts_of("Before.\n\n  [[samaritans]] \n\nAfter.", directory)
    assert (before, after) == (Paragraph("Before."), Paragraph("After."))
    assert isinstance(card, Card)
    assert card.name == "Samaritans"


def test_a_service_within_a_sentence_is_its_name_and_number(directory: Directory) -> None:
    number = directory["samaritans"].numbers[0].display
    assert parts_of("Call [[samaritans]] now.", directory) == (Paragraph(f"Call Samaritans, {number} now."),)


def test_a_service_without_a_number_is_its_name_and_site(directory: Directory) -> None:
    service = next(service for service in directory if not service.numbers)
    assert parts_of(f"See [[{service.id}]].", directory) == (Paragraph(f"See {service.name}, {service.site}."),)


@pytest.mark.parametrize("text", ["[[nobody]]", "Call [[nobody]]."])
def test_an_unknown_service_is_left_out_and_its_id_logged(
    directory: Directory, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    message = Message(parts_of(text, directory))
    assert "nobody" not in message.text
    assert "[[" not in message.text
    assert "unknown-service nobody" in caplog.text


def test_a_card_as_text_has_one_thing_a_line(directory: Directory) -> None:
    (card,) = parts_of("[[crimestoppers]]", directory)
    assert isinstance(card, Card)
    lines = card.plain.splitlines()
    assert lines[0] == "Crimestoppers"
    assert f"{card.numbers[0].label}: {card.numbers[0].display}" in lines
    assert lines[-1] == card.site


def test_every_service_has_a_card_that_can_be_shown(directory: Directory) -> None:
    for service in directory:
        (card,) = parts_of(f"[[{service.id}]]", directory)
        assert "None" not in card.plain
