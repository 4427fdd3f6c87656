"""What the support finder asks, and which services each answer leads to: data/finder.yml."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, Field

from content.files import ContentError, Document, Entry, Key, Problem, parse, read
from content.listing import Need, Slug, Words
from content.messages import Sentence
from content.support import Directory, Service

Ids = tuple[Slug, ...]

LISTS = frozenset({"also", "never", "only", "services", "told", "always", "first", "anyone", "card", "left_out"})
"""The keys below which services are named."""


class Answer(Entry):
    """An answer about what happened or what is wanted. It leads to services tagged with one of `needs`."""

    label: Sentence
    needs: tuple[Need, ...] = ()
    also: Ids = ()
    never: Ids = ()
    first: Ids = ()

    def leads_to(self, service: Service) -> bool:
        """Whether this answer leads to `service`."""
        return service.id in self.also or any(need in service.needs for need in self.needs)


class Who(Answer):
    """An answer about who needs help. `only`: services that are for these people alone."""

    only: Ids = ()


class How(Entry):
    """A way to be in touch: by a kind of number, by one of the ways that a service names, or with these services."""

    label: Sentence
    kind: str | None = Field(default=None, pattern="^(tel|sms)$")
    ways: tuple[Words, ...] = ()
    services: Ids = ()

    def fits(self, service: Service) -> bool:
        """Whether `service` can be reached in this way."""
        return (
            any(number.kind == self.kind for number in service.numbers)
            or any(way in self.ways for way in service.ways)
            or service.id in self.services
        )


class Question(Entry):
    """A question about what happened, or about what is wanted."""

    legend: Sentence
    answers: tuple[Answer, ...] = Field(min_length=1)


class WhoQuestion(Entry):
    """The question who needs help."""

    legend: Sentence
    answers: tuple[Who, ...] = Field(min_length=1)


class HowQuestion(Entry):
    """The question how to be in touch."""

    legend: Sentence
    answers: tuple[How, ...] = Field(min_length=1)


class Police(Entry):
    """The answer that leaves the police out. `services`: the police. `told`: others who pass all of it to them."""

    legend: Sentence
    label: Sentence
    services: Ids
    told: Ids


class Finder(Entry):
    """data/finder.yml. `always` are found by everybody, and `first` says in which order services come first."""

    happened: Question
    wanted: Question
    who: WhoQuestion
    how: HowQuestion
    police: Police
    always: Ids
    first: Ids
    anyone: Ids = Field(min_length=1)
    """Shown when nothing fits."""
    card: Ids = Field(min_length=1)
    """On the printed card of somebody who has not asked for anything."""
    left_out: Ids

    @property
    def answers(self) -> Iterator[Answer]:
        """Every answer that leads to services by need."""
        return chain(self.happened.answers, self.wanted.answers, self.who.answers)


def load_finder(path: Path, directory: Directory) -> Finder:
    """The finder in the file `path`. Raises `ContentError` naming each wrong line."""
    document = read(path)
    finder = parse(document, Finder)
    problems = list(finder_fits(document, finder, directory))
    if problems:
        raise ContentError(problems)
    return finder


def finder_fits(document: Document, finder: Finder, directory: Directory) -> Iterator[Problem]:
    """The services named are in the directory, their ways are spelt as there, and no service is out of reach."""
    for keys, service in _named(finder, ()):
        if service not in directory:
            remedy = "Use an id that is in data/support, or add the service there"
            yield document.problem(f"There is no service {service}", remedy, *keys)
    ways = {way for service in directory for way in service.ways}
    for number, how in enumerate(finder.how.answers):
        for place, way in enumerate(how.ways):
            if way not in ways:
                remedy = "Spell it as under `ways` of a service in data/support"
                keys = ("how", "answers", number, "ways", place)
                yield document.problem(f"No service can be reached by {way}", remedy, *keys)
    for service in _out_of_reach(finder, directory):
        remedy = "Add one of its needs to an answer, or name it under `left_out`"
        yield document.problem(f"Nobody can find {service}: no answer leads to it", remedy)


def _out_of_reach(finder: Finder, directory: Directory) -> Iterator[str]:
    for service in directory:
        is_named = service.id in finder.always or service.id in finder.left_out
        if not is_named and not any(answer.leads_to(service) for answer in finder.answers):
            yield service.id


def _named(part: BaseModel, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every id of a service, with the keys that lead to it."""
    for name, value in part:
        if isinstance(value, BaseModel):
            yield from _named(value, (*keys, name))
        elif name in LISTS:
            yield from (((*keys, name, place), service) for place, service in enumerate(value))
        elif name == "answers":
            for place, answer in enumerate(value):
                yield from _named(answer, (*keys, name, place))
