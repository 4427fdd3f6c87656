"""What the police and others can promise to somebody who tells them: data/promises.yml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import Field

from content.files import ContentError, Document, Entry, Key, Problem, parse, read
from content.listing import Slug, Words
from content.messages import Sentence
from content.support import Directory


class Said(Entry):
    """One promise, where it was read, and who checked it last."""

    say: Sentence
    source: Words
    checked: date
    checked_by: Words


class Questions(Entry):
    """What people ask before they tell anybody, in the order in which it is shown."""

    name: Sentence
    know: Sentence
    help_now: Sentence
    court: Sentence
    change: Sentence
    under_18: Sentence
    contact: Sentence


class Answers(Entry):
    """The answers of one place. `null`: nobody has seen what it says about this."""

    name: Said | None
    know: Said | None
    help_now: Said | None
    court: Said | None
    change: Said | None
    under_18: Said | None
    contact: Said | None


class Place(Entry):
    """Somebody who can be told; `service` says how."""

    name: Sentence
    service: Slug
    answers: Answers


class Concern(Entry):
    """What somebody may be worried about, and who can be told of that, in the order of the columns."""

    label: Sentence
    places: tuple[Slug, ...] = Field(min_length=2)


class Promises(Entry):
    """data/promises.yml. `everything` is what somebody sees who has not said what it is about."""

    unknown: Sentence
    questions: Questions
    everything: Concern
    concerns: tuple[Concern, ...] = Field(min_length=1)
    places: dict[Slug, Place]

    def wording(self) -> Iterator[tuple[Key, ...]]:
        """The keys of all that is shown. Sources are shown too, but they may name websites."""
        yield from (("unknown",), ("questions",), ("everything", "label"), ("concerns",))
        for key, place in self.places.items():
            yield "places", key, "name"
            yield from (("places", key, "answers", question, "say") for question, said in place.answers if said)


def load_promises(path: Path, directory: Directory) -> Promises:
    """The promises in the file `path`. Raises `ContentError` naming each wrong line."""
    document = read(path)
    promises = parse(document, Promises)
    problems = list(promises_fit(document, promises, directory))
    if problems:
        raise ContentError(problems)
    return promises


def promises_fit(document: Document, promises: Promises, directory: Directory) -> Iterator[Problem]:
    """Every place is in the directory and is shown to somebody, and every concern names places that are here."""
    for key, place in promises.places.items():
        if place.service not in directory:
            remedy = "Use an id that is in data/support, or add the service there"
            yield document.problem(f"There is no service {place.service}", remedy, "places", key, "service")
    shown = set(promises.everything.places)
    yield from _unknown_places(document, promises, promises.everything, ("everything",))
    for number, concern in enumerate(promises.concerns):
        shown |= set(concern.places)
        yield from _unknown_places(document, promises, concern, ("concerns", number))
    for key in promises.places.keys() - shown:
        yield document.problem(f"Nobody is shown {key}", "Name it in a concern, or remove it", "places", key)


def _unknown_places(
    document: Document, promises: Promises, concern: Concern, keys: tuple[Key, ...]
) -> Iterator[Problem]:
    for number, place in enumerate(concern.places):
        if place not in promises.places:
            remedy = f"Use one of {', '.join(promises.places)}"
            yield document.problem(f"There is no place {place}", remedy, *keys, "places", number)
