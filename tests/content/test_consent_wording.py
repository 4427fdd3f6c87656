"""Each consent is recorded with the wording that was shown for it, and no wording stands for two sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.files import parse, read
from content.rasa import BY_TEXT, Domain, Variation, read_payload

DOMAIN = parse(read(Path(__file__).parents[2] / "domain.yml"), Domain)
QUOTED = re.compile(r'"([^"]+)"')
WORDING = {consent: f"{consent}_wording" for consent in ("consent_contact", "consent_refer")} | {
    "consent_share": "consent_wording"
}


def asked(consent: str, channel: str | None = None) -> Iterator[Variation]:
    """The ways to ask for `consent`, without the one that only says why it cannot be given."""
    variations = DOMAIN.responses[f"utter_ask_report_form_{consent}"]
    yield from (each for each in variations if each.channel == channel and QUOTED.search(each.text))


@pytest.mark.parametrize("consent", WORDING)
def test_each_answer_names_the_wording_that_was_shown(consent: str) -> None:
    slot, wordings = WORDING[consent], []
    for variation in asked(consent):
        payloads = [read_payload(button.payload) for button in variation.buttons]
        given = [payload for payload in payloads if payload and consent in payload.entities]
        assert given
        assert {payload.entities.get(slot) for payload in given} == {variation.custom["consent_wording"]}
        assert slot in variation.custom["clears"]
        wordings.append(variation.custom["consent_wording"])
    assert len(wordings) == len({*wordings})
    assert slot in DOMAIN.slots
    assert slot in DOMAIN.entity_names


@pytest.mark.parametrize("consent", WORDING)
def test_by_text_the_same_sentence_is_agreed_to(consent: str) -> None:
    sentences = {each.custom["consent_wording"]: QUOTED.findall(each.text) for each in asked(consent)}
    for variation in asked(consent, BY_TEXT):
        assert QUOTED.findall(variation.text) == sentences[variation.custom["consent_wording"]]


def test_who_refuses_contact_reads_what_becomes_of_the_details() -> None:
    usual, only = asked("consent_refer")
    for variation in (only, *asked("consent_refer", BY_TEXT)):
        assert "Police may not use them to contact me." in variation.text
        assert "the police team can see how to reach you" in variation.text
    assert "Police may not use" not in usual.text
