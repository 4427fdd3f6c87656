"""The words by which names, times, places and the police are told in what people type: data/reading/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from content.files import Entry, load, wrong


def _in_small_letters(word: str) -> str:
    if word != word.lower():
        raise wrong("capitals are not told apart here", "Write it in small letters")
    return word


Word = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_in_small_letters)]
Words = Annotated[tuple[Word, ...], Field(min_length=1)]
Rows = Annotated[tuple[Words, ...], Field(min_length=1)]  # lines of words, for the eye
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Police(Entry):
    """data/reading/police.yml."""

    ranks: Words
    short_ranks: Words
    staff: Words
    forces: Words
    of_a_person: Words
    other: Words
    other_officers: Rows
    people: Rows
    is_: Words = Field(alias="is")
    works: Rows
    between: Rows
    harm: Rows
    contact_before: Rows
    contact_after: Rows
    after_the_police: Rows


class Place(Entry):
    """A town, village or district, and how else people write it."""

    name: Name
    also: tuple[Word, ...] = ()


class Places(Entry):
    """data/reading/places.yml."""

    districts: Annotated[tuple[Place, ...], Field(min_length=1)]
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    only_after_in: Words
    in_: Words = Field(alias="in")


class Relationships(Entry):
    """data/reading/relationships.yml: words by the answer that they stand for."""

    relationship: dict[str, Rows]
    not_after: Words
    harm: Rows


class Details(Entry):
    """data/reading/details.yml."""

    name_is: Rows
    i_am: Words
    this_is: Words
    sign_offs: Words
    not_names: Rows
    given_names: Rows
    work_at: Rows
    work_ends: Rows
    not_work: Rows
    streets: Rows
    not_streets: Rows


@dataclass(frozen=True)
class ReadingWords:
    """All of data/reading/."""

    police: Police
    places: Places
    relationships: Relationships
    details: Details


def load_reading_words(folder: Path) -> ReadingWords:
    """The words in `folder`. Raises `ContentError` with the first file that is wrong."""
    return ReadingWords(
        police=load(folder / "police.yml", Police),
        places=load(folder / "places.yml", Places),
        relationships=load(folder / "relationships.yml", Relationships),
        details=load(folder / "details.yml", Details),
    )
