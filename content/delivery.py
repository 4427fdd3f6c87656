"""Where teams receive their reports beside the inbox: reads and checks data/delivery.yml."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from content.files import ContentError, Document, Entry, Problem, parse, read, wrong
from content.site import Email

_QUEUE = re.compile(r"[\w.:-]{1,127}", re.ASCII)

Account = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]{1,31}$")]
"""The name that somebody signs in with, as `heard staff add` takes it."""


def _is_queue(name: str) -> str:
    if not _QUEUE.fullmatch(name) or name.startswith("amq."):
        raise wrong("not a queue's name", "Use letters, digits, dots and hyphens, and not amq. in front")
    return name


def _is_secure(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.fragment or re.search(r"\s", url):
        raise wrong("not a secure address", "Write the whole address, beginning with https://, without a password")
    return url


class Mail(Entry):
    """E-mail to a team: that there is something new, or the sealed report itself."""

    to: Email
    send: Literal["notice", "sealed"]


class Way(Entry):
    """One target: exactly one of these."""

    queue: Annotated[str, AfterValidator(_is_queue)] | None = None
    webhook: Annotated[str, AfterValidator(_is_secure)] | None = None
    email: Mail | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Way:
        if len(self.model_fields_set) != 1:
            raise wrong("not one target", "Write queue, webhook or email behind each dash, and only one")
        return self

    @property
    def name(self) -> str:
        """Which of them it is."""
        return next(iter(self.model_fields_set))

    @property
    def address(self) -> str:
        """Where to."""
        return self.queue or self.webhook or (self.email.to if self.email else "")


class Plan(Entry):
    """The whole file."""

    teams: dict[str, tuple[Way, ...]]
    people: dict[Account, Email] = Field(default_factory=dict)
    """Who is told in person that something lies unread too long: the address of an account."""

    def queues(self) -> dict[str, str]:
        """Each team's queue."""
        return dict(self._addresses("queue"))

    def webhooks(self) -> dict[str, str]:
        """Each team's webhook."""
        return dict(self._addresses("webhook"))

    def mail(self, send: Literal["notice", "sealed"]) -> dict[str, str]:
        """The addresses of the teams that get this kind of e-mail."""
        ways = ((team, way.email) for team, ways in self.teams.items() for way in ways)
        return {team: mail.to for team, mail in ways if mail is not None and mail.send == send}

    def _addresses(self, name: str) -> Iterator[tuple[str, str]]:
        for team, ways in self.teams.items():
            yield from ((team, way.address) for way in ways if way.name == name)


def load_delivery(path: Path, teams: Container[str] | None) -> Plan:
    """The file `path`; `teams` are those of routing, None if it is broken. Raises `ContentError` with all problems."""
    document = read(path)
    plan = parse(document, Plan)
    problems = [*_unknown_teams(document, plan, teams), *_twice(document, plan), *_shared(document, plan)]
    problems += _read_by_others(document, plan)
    if problems:
        raise ContentError(problems)
    return plan


def _unknown_teams(document: Document, plan: Plan, teams: Container[str] | None) -> Iterator[Problem]:
    for team in plan.teams:
        if teams is not None and team not in teams:
            yield document.problem(f"{team}: no such team", "Use a team of data/routing.yml", "teams", team)


def _twice(document: Document, plan: Plan) -> Iterator[Problem]:
    for team, number, way in _ways(plan):
        if any(way.name == before.name for before in plan.teams[team][:number]):
            problem = f"{team} has two of {way.name}"
            yield document.problem(problem, "Keep one of each", "teams", team, number)


def _shared(document: Document, plan: Plan) -> Iterator[Problem]:
    """Where one team reads, another's reports must not arrive: Professional Standards' least of all."""
    owners: dict[tuple[str, str], str] = {}
    for team, number, way in _ways(plan):
        owner = owners.setdefault((way.name, way.address.lower()), team)
        if owner != team:
            problem = f"{team} has the same {way.name} as {owner}, so each would see the other's reports"
            yield document.problem(problem, "Give each team its own", "teams", team, number)


def _read_by_others(document: Document, plan: Plan) -> Iterator[Problem]:
    """Somebody may have stepped aside from what another is told of: no address may be read by two."""
    owners = {way.email.to.lower(): team for team, _, way in _ways(plan) if way.email}
    for account, address in plan.people.items():
        owner = owners.setdefault(address.lower(), account)
        if owner != account:
            problem = f"{account} has the address of {owner}, so one would read what only the other is told"
            yield document.problem(problem, "Give each person an address of their own", "people", account)


def _ways(plan: Plan) -> Iterator[tuple[str, int, Way]]:
    for team, ways in plan.teams.items():
        yield from ((team, number, way) for number, way in enumerate(ways))
