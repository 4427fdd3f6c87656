"""Everything that somebody can ask the staff process for, from its own table of routes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from staff import page_files
from tests.actions.kit import REPORTER, Office
from tests.staff.casework_kit import handover, sealed_for
from tests.staff.conflict_kit import Fetched, World
from tests.staff.kit import sealed_reply

PLACEHOLDER = re.compile(r"{(\w+)}")
KNOWN = {"report", "team", "number"}
UNSAFE = {"POST", "PUT", "DELETE", "PATCH"}
OF_NO_REPORT = 404
NOT_FOR_THEM = {403, OF_NO_REPORT, 409}
FILES = {each.path for each in page_files.routes if isinstance(each, web.RouteDef)}
"""Addresses of the page's own files, which look at nobody and ask no database."""


@dataclass(frozen=True)
class Route:
    """A route of the application."""

    method: str
    path: str

    @property
    def is_of_a_report(self) -> bool:
        """Whether it names a report."""
        return "{report}" in self.path

    @property
    def act(self) -> str:
        """What comes last in the path."""
        return self.path.rpartition("/")[2]

    def filled(self, report: str) -> str:
        """A path of it."""
        return self.path.replace("{report}", report).replace("{team}", "daisu").replace("{number}", "1")


def routes_of(app: web.Application) -> Sequence[Route]:
    """Every route, so that a new one is looked at too."""
    found = {Route(each.method, each.resource.canonical) for each in app.router.routes() if each.resource}
    for route in found:
        unknown = set(PLACEHOLDER.findall(route.path)) - KNOWN
        assert not unknown, f"{route}: say here what to fill {unknown} with"
    return sorted(found, key=lambda route: (route.path, route.method))


def bodies(office: Office) -> Mapping[str, Any]:
    """What is sent to each act on a report, so that it is refused for the report and not for what was sent."""
    sealed = sealed_for(office, "daisu", "x")
    return {
        "assignee": {"account": None},
        "exclusions": {"account": "daisu-member"},
        "hand-over": handover(office, "daisu", confirm=True, was="0" * 64),
        "redaction": {"account": sealed, "was": "0" * 64},
        "confirmation": {"was": "0" * 64},
        "assessment": {"sealed": sealed, "was": None},
        "replies": sealed_reply("x", str(REPORTER.to_public())),
        "contact": {"reason": "life_at_risk"},
        "original": {"reason": "life_at_risk"},
        "keep": {"reason": "court_case"},
        "hold": {"reason": "court_order"},
        "erasure": {"reason": "no_basis"},
        "{report}": {"parts": {"account": {"was": "0" * 64, "now": sealed}}},
    }


Views = dict[tuple[str, str, str], Fetched]
"""By who asked, how, and for what."""


async def view(world: World, people: Mapping[str, dict[str, str]], ids: Sequence[str]) -> Views:
    """Every GET by each of `people`; routes of a report with each of `ids`, and the page's own files by one alone."""
    app = world.room.client.app
    gets = [route for route in routes_of(app) if route.method == "GET"]
    first = next(iter(people))
    return {
        (who, "GET", path): await world.fetch("GET", path, headers)
        for who, headers in people.items()
        for route in gets
        for path in _paths(route, ids)
        if who == first or path not in FILES
    }


async def tries(world: World, people: Mapping[str, dict[str, str]], ids: Sequence[str]) -> Views:
    """Every act on a report by each of `people`, with each of `ids`: none may be theirs."""
    sent, found = bodies(world.room.office), Views()
    for who, headers in people.items():
        for route in routes_of(world.room.client.app):
            if route.method in UNSAFE and route.is_of_a_report:
                for report in ids:
                    path = route.filled(report)
                    done = await world.fetch(route.method, path, headers, sent.get(route.act))
                    assert done.status in NOT_FOR_THEM, f"{route}: say in `bodies` what to send ({done.status})"
                    found[who, route.method, path] = done
    return found


def _paths(route: Route, ids: Sequence[str]) -> Iterator[str]:
    yield from ([route.filled(report) for report in ids] if route.is_of_a_report else [route.path])


def differences(one: Views, other: Views) -> list[str]:
    """Where the two differ, by who asked for what; nothing of what they were told."""
    assert one.keys() == other.keys()
    return [f"{key}: {_how(one[key], other[key])}" for key in one if one[key] != other[key]]


def _how(one: Fetched, other: Fetched) -> str:
    return ", ".join(part for part in Fetched.__slots__ if getattr(one, part) != getattr(other, part))


def told_apart(views: Views, true: str, unknown: str) -> list[str]:
    """Where a report of somebody else's and one that there is not differ in one and the same system."""
    pairs = [(key, (*key[:2], key[2].replace(true, unknown))) for key in views if true in key[2]]
    return [f"{key}: {_how(views[key], views[none])}" for key, none in pairs if views[key] != views[none]]
