"""The directory of services and ways to report: the only home of telephone numbers, hours and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import RootModel

from content.files import ContentError, Document, Problem, parse, read
from content.listing import Listing, Number, Slug

__all__ = ["Directory", "Number", "Service", "load_directory", "service_ids"]

NATIONAL_AREAS = frozenset({"england_wales", "uk"})

REFERENCE = re.compile(r"\[\[(.*?)\]\]")


class Service(Listing):
    """A service that may be shown to the public."""

    id: Slug


class SupportFile(RootModel[dict[Slug, Listing]]):
    """One file of data/support/: service ids and their listings."""


class Directory:
    """Every service, by id, in file order."""

    def __init__(self, services: Mapping[str, Service]) -> None:
        self._services = dict(services)

    def __getitem__(self, service_id: str) -> Service:
        return self._services[service_id]

    def __contains__(self, service_id: object) -> bool:
        return service_id in self._services

    def __iter__(self) -> Iterator[Service]:
        return iter(self._services.values())

    def __len__(self) -> int:
        return len(self._services)

    def find(self, need: str) -> tuple[Service, ...]:
        """The services tagged with `need`, in file order (the force's own area comes before the nation's)."""
        return tuple(service for service in self if need in service.needs)


def service_ids(text: str) -> tuple[str, ...]:
    """The ids that `text` names as `[[id]]`, in order."""
    return tuple(REFERENCE.findall(text))


def load_directory(path: Path) -> Directory:
    """The directory in the folder `path`. Raises `ContentError` with every problem of every file."""
    services: dict[str, Service] = {}
    problems: list[Problem] = []
    for file in sorted(path.glob("*.yml")):
        try:
            document = read(file)
            listings = parse(document, SupportFile).root
        except ContentError as error:
            problems += error.problems
            continue
        problems += _clashes(document, listings, services)
        services.update({key: Service.model_construct(id=key, **dict(entry)) for key, entry in listings.items()})
    if not services and not problems:
        problems.append(Problem(path, 1, "There are no services here", "Put the files of data/support back"))
    if problems:
        raise ContentError(problems)
    return Directory(services)


def _clashes(document: Document, new: Mapping[str, Listing], known: Mapping[str, Service]) -> Iterator[Problem]:
    """Ids used twice, and areas beyond the nation and the one force that a directory is for."""
    area = next((service.area for service in known.values() if service.area not in NATIONAL_AREAS), None)
    for key, entry in new.items():
        if key in known:
            yield document.problem(f"{key}: another file has a service with this id", "Give it an id of its own", key)
        if entry.area not in NATIONAL_AREAS:
            area = area or entry.area
            if entry.area != area:
                remedy = f"Use {area}, or one of {', '.join(sorted(NATIONAL_AREAS))}"
                yield document.problem(f"{key}.area: a directory is for one area", remedy, key, "area")
