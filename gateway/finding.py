"""Which services of the directory fit what somebody chose in the support finder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from content.finder import Answer, Finder, How, Who
from content.support import Directory, Service

T = TypeVar("T")

HAPPENED, WANTED, WHO, HOW = "abcd"
NO_POLICE = "e0"
MOST_ON_A_CARD = 8


@dataclass(frozen=True)
class Found:
    """What fits: `services` for everybody or for these people, `others` for other people alone, and the `police`."""

    services: tuple[Service, ...]
    others: tuple[Service, ...]
    police: tuple[Service, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits."""
        return not (self.services or self.others or self.police)


@dataclass(frozen=True)
class Choices:
    """What was chosen. The code of an answer is the letter of its question and its place: it says nothing by itself."""

    finder: Finder
    codes: frozenset[str]

    def find(self, directory: Directory) -> Found:
        """The services that fit, the best first."""
        fitting = [service for service in directory if self._fits(service)]
        police = {*self.finder.police.services}
        rest = sorted((service for service in fitting if service.id not in police), key=self._place)
        special = {service for answer in self.finder.who.answers for service in answer.only}
        special -= {service for answer in self._who for service in answer.only}
        return Found(
            services=tuple(service for service in rest if service.id not in special),
            others=tuple(service for service in rest if service.id in special),
            police=tuple(service for service in fitting if service.id in police),
        )

    def card(self, directory: Directory) -> tuple[Service, ...]:
        """The services for a small card: those that fit and have a number, or the usual ones for who chose nothing."""
        services = self.find(directory).services if self.codes else (directory[each] for each in self.finder.card)
        return tuple(service for service in services if service.numbers)[:MOST_ON_A_CARD]

    @cached_property
    def _about(self) -> tuple[Answer, ...]:
        questions = ((HAPPENED, self.finder.happened.answers), (WANTED, self.finder.wanted.answers))
        return tuple(answer for letter, answers in questions for answer in self._chosen(letter, answers))

    @cached_property
    def _who(self) -> tuple[Who, ...]:
        return self._chosen(WHO, self.finder.who.answers)

    @cached_property
    def _how(self) -> tuple[How, ...]:
        return self._chosen(HOW, self.finder.how.answers)

    @cached_property
    def _refused(self) -> frozenset[str]:
        """Services that are not for these people. Who chose two answers that cannot both be true sees both kinds."""
        chosen = (*self._about, *self._who)
        wanted = {service for answer in self._who for service in (*answer.also, *answer.only)}
        never = {service for answer in chosen for service in answer.never} - wanted
        police = self.finder.police
        return frozenset({*never, *self.finder.left_out, *self._without_police(police.services, police.told)})

    def _without_police(self, *lists: Iterable[str]) -> Iterator[str]:
        return (service for each in lists for service in each) if NO_POLICE in self.codes else iter(())

    def _fits(self, service: Service) -> bool:
        if service.id in self._refused or not self._can_be_reached(service):
            return False
        if service.id in self.finder.always or not self._about:
            return True
        return any(answer.leads_to(service) for answer in self._about) or any(
            service.id in answer.also for answer in self._who
        )

    def _can_be_reached(self, service: Service) -> bool:
        return not self._how or any(how.fits(service) for how in self._how)

    def _place(self, service: Service) -> tuple[int, int]:
        """By the order that the file asks for, then by how many answers lead to it."""
        chosen = (*self._about, *self._who)
        first = [*(each for answer in chosen for each in answer.first), *self.finder.first]
        place = first.index(service.id) if service.id in first else len(first)
        return place, -sum(answer.leads_to(service) for answer in chosen)

    def _chosen(self, letter: str, answers: Iterable[T]) -> tuple[T, ...]:
        return tuple(answer for code, answer in coded(letter, answers) if code in self.codes)


def coded(letter: str, answers: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Each answer of a question with its code."""
    return ((f"{letter}{place}", answer) for place, answer in enumerate(answers))
