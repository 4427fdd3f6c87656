"""What a text tells of time, place and person."""

from __future__ import annotations

from datetime import date

import pytest

from reading.dates import dates
from reading.text import even
from reading.told import NOTHING, Reader, Told

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("it was last Tuesday", "last Tuesday (17 November 2026)"),
        ("yesterday morning", "yesterday morning (20 November 2026)"),
        ("two weeks ago in the park", "two weeks ago (7 November 2026)"),
        ("last week", "last week (9 November 2026 to 15 November 2026)"),
        ("last month", "last month (October 2026)"),
        ("in December", "in December (December 2025)"),
        ("in 2019", "in 2019 (2019)"),
        ("on the 3rd of May", "the 3rd of May (3 May 2026)"),
        ("on 24 December", "24 December (24 December 2025)"),
        ("on 01/02/26", "01/02/26 (1 February 2026)"),
        ("last Saturday", "last Saturday (14 November 2026)"),
        ("for three years", "for three years"),
        ("a few weeks ago", "a few weeks ago"),
    ],
)
def test_a_time_is_kept_in_her_words_with_the_days_it_means(text: str, shown: str) -> None:
    assert [when.shown for when in dates(text, TODAY)] == [shown]


@pytest.mark.parametrize(
    "text", ["tomorrow", "he may do it again", "31 June", "I sat down", "on 24/12/2026", "the sun"]
)
def test_what_is_no_time_past_is_left_alone(text: str) -> None:
    assert dates(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("near St. Albans station", "St Albans"),
        ("in hemel hempsted", "Hemel Hempstead"),
        ("at a pub in WATFORD, then in stevanage", "Watford, Stevenage"),
        ("in Bishop’s Stortford", "Bishop's Stortford"),
        ("he was at ware", "Ware"),
        ("I was not aware of the ware", None),
    ],
)
def test_places_are_found_as_people_spell_them(reader: Reader, text: str, where: str | None) -> None:
    assert reader.told(text, TODAY).where == where


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("my ex husband shouted at me", "my ex husband", "ex_partner"),
        ("I told my sister that my boyfriend hits me", "my boyfriend", "partner"),
        ("my uncle touched me", "my uncle", "family"),
        ("a stranger grabbed me", "a stranger", "stranger"),
        ("my boss keeps touching me", "my boss", "colleague"),
        ("my football coach sent me photos", "coach", "position_of_trust"),
        ("my ex's neighbour shouts at me", "neighbour", "acquaintance"),
    ],
)
def test_the_person_responsible_is_told_by_the_link(reader: Reader, text: str, said: str, value: str) -> None:
    who = reader.told(text, TODAY).who
    assert who is not None
    assert (who.words, who.value) == (said, value)


def test_somebody_who_was_only_told_is_not_responsible(reader: Reader) -> None:
    assert reader.told("I told my mum", TODAY).who is None


def test_a_text_without_any_of_these_tells_nothing(reader: Reader) -> None:
    assert reader.told("It was frightening.", TODAY) == NOTHING


def test_what_is_told_later_replaces_what_was_told_before() -> None:
    first, later = Told(where="Watford", when="last week", police="responsible"), Told(where="Hatfield")
    assert first.then(later) == Told(where="Hatfield", when="last week", police="responsible")


@pytest.mark.parametrize("endless", ["🦓" * 3000, "'s" * 1500, "1km" * 1000])
def test_what_is_too_long_for_a_word_is_not_read_and_moves_nothing(reader: Reader, endless: str) -> None:
    """spaCy's tokenizer takes seconds for it, in which nobody else would be answered."""
    assert even(endless) == " " * len(endless)
    told = reader.told(f"{endless} it was last Tuesday at the bus station", TODAY)
    assert told == reader.told("it was last Tuesday at the bus station", TODAY)
    assert told.when == "last Tuesday (17 November 2026)"
