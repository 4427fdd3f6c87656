"""Which team receives a report: reads data/routing.yml, proves that every rule can apply, and decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.files import ContentError, Document, Entry, Key, Problem, parse, read
from content.reach import Box, is_covered

FALLBACK_RULE = "fallback"
_NOT_GIVEN = ""  # stands for a question that was skipped, or answered with something not in the vocabulary

Words = Annotated[str, StringConstraints(min_length=1)]
Condition = dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]


class Team(Entry):
    """A team that receives reports; `clock` is in hours from arrival to escalation when nobody opens one.

    `hours` says which of them count; `escalate_to` is a queue of its own above the team, in place of the usual one.
    """

    name: Words
    clock: int = Field(gt=0)
    hours: Literal["always", "working"] = "always"
    escalate_to: str | None = None


class Queue(Entry):
    """People above the teams, who are told that a report lies unread; they never receive one."""

    name: Words


class Escalation(Entry):
    """Who is told of a report still unread after the team's lead was told: `to`, unless the team has its own queue."""

    to: str
    queues: dict[str, Queue]


class Rule(Entry):
    """Sends a report to one team."""

    name: Words
    team: str
    only: bool = False
    when: Annotated[Condition, Field(min_length=1)]
    unless: Condition = Field(default_factory=dict)
    why: Words

    def applies(self, answers: Mapping[str, str]) -> bool:
        """Whether every `when` holds and no `unless` does."""
        return all(answers.get(question) in values for question, values in self.when.items()) and not any(
            answers.get(question) in values for question, values in self.unless.items()
        )


@dataclass(frozen=True)
class Decision:
    """Who receives a report: pairs of team id and rule name, in the table's order, and the table's version."""

    version: str
    teams: tuple[tuple[str, str], ...]


class Routing(Entry):
    """The whole table."""

    version: Words
    fallback: str
    answers: Condition
    flags: Condition = Field(default_factory=dict)
    teams: dict[str, Team]
    escalation: Escalation | None = None
    rules: tuple[Rule, ...] = Field(min_length=1)

    @property
    def queues(self) -> dict[str, Queue]:
        """The queues above the teams."""
        return self.escalation.queues if self.escalation else {}

    @property
    def alone(self) -> frozenset[str]:
        """The teams that receive reports which nobody else may have."""
        return frozenset(rule.team for rule in self.rules if rule.only)

    def queue_above(self, team: str) -> str | None:
        """The queue that is told of what `team` leaves unread; None when the table names none."""
        if self.escalation is None or team not in self.teams:
            return None
        return self.teams[team].escalate_to or self.escalation.to

    def teams_below(self, queue: str) -> tuple[str, ...]:
        """The teams whose unread reports `queue` is told of."""
        return tuple(team for team in self.teams if self.queue_above(team) == queue)

    @property
    def vocabulary(self) -> Condition:
        """All that rules may ask about: the answers chosen, and the flags set from what was typed."""
        return {**self.answers, **self.flags}

    def decide(self, answers: Mapping[str, str]) -> Decision:
        """Everybody who receives a report with these answers; unknown questions and values count as not given."""
        applying = [rule for rule in self.rules if rule.applies(answers)]
        alone = next((rule for rule in applying if rule.only), None)
        chosen: dict[str, str] = {}
        for rule in [alone] if alone else applying:
            chosen.setdefault(rule.team, rule.name)
        return Decision(self.version, tuple(chosen.items()) or ((self.fallback, FALLBACK_RULE),))


def load_routing(path: Path) -> Routing:
    """The table in `path`. Raises `ContentError` with everything that is wrong in it."""
    return parse_routing(read(path))


def parse_routing(document: Document) -> Routing:
    """The table in `document`. Raises `ContentError` with everything that is wrong in it."""
    routing = parse(document, Routing)
    problems = [*_vocabulary_problems(document, routing), *_rule_problems(document, routing)]
    if not problems:  # whether a rule can apply makes sense only once its words do
        problems = [*_unreachable_rules(document, routing), *_teams_without_reports(document, routing)]
    problems += _escalation_problems(document, routing)
    if problems:
        raise ContentError(problems)
    return routing


def _vocabulary_problems(document: Document, routing: Routing) -> Iterator[Problem]:
    if routing.fallback not in routing.teams:
        yield document.problem("fallback: no such team", f"Use one of {_names(routing.teams)}", "fallback")
    for number, rule in enumerate(routing.rules):
        for part, condition in (("when", rule.when), ("unless", rule.unless)):
            for question, values in condition.items():
                keys: tuple[Key, ...] = ("rules", number, part, question)
                if question not in routing.vocabulary:
                    remedy = f"Use one of {_names(routing.vocabulary)}"
                    yield document.problem(f"“{rule.name}” asks about unknown answer {question}", remedy, *keys)
                elif unknown := set(values) - set(routing.vocabulary[question]):
                    remedy = f"Use {_names(routing.vocabulary[question])}, or add the value under `answers`"
                    problem = f"“{rule.name}” has an unknown value of {question}: {_names(sorted(unknown))}"
                    yield document.problem(problem, remedy, *keys)


def _rule_problems(document: Document, routing: Routing) -> Iterator[Problem]:
    names = {FALLBACK_RULE}
    ordinary = False
    for number, rule in enumerate(routing.rules):
        if rule.team not in routing.teams:
            remedy = f"Use one of {_names(routing.teams)}, or add the team under `teams`"
            yield document.problem(f"“{rule.name}” names an unknown team", remedy, "rules", number, "team")
        if rule.name in names:
            problem = f"Another rule is called “{rule.name}”, so a decision could not be traced"
            yield document.problem(problem, "Give this rule a name of its own", "rules", number, "name")
        if rule.only and ordinary:
            problem = f"“{rule.name}” stops other rules but stands below some of them"
            yield document.problem(problem, "Move it above every rule without `only`", "rules", number, "only")
        names.add(rule.name)
        ordinary = ordinary or not rule.only


def _unreachable_rules(document: Document, routing: Routing) -> Iterator[Problem]:
    """Rules that never send anything, whatever the answers.

    A rule sends nothing when each combination of answers it applies to is taken by earlier rules: by those with
    `only`, which let nobody else receive, or by those of the same team, which receives once.
    """
    boxes = [_box(rule, routing.vocabulary) for rule in routing.rules]
    for number, rule in enumerate(routing.rules):
        earlier = routing.rules[:number]
        taken = [boxes[index] for index, other in enumerate(earlier) if other.only or other.team == rule.team]
        if is_covered(boxes[number], taken):
            problem = f"“{rule.name}” can never apply: earlier rules take everything it would send"
            yield document.problem(problem, "Remove it, move it up, or make an earlier rule narrower", "rules", number)


def _teams_without_reports(document: Document, routing: Routing) -> Iterator[Problem]:
    reached = {routing.fallback, *(rule.team for rule in routing.rules)}
    for team in routing.teams:
        if team not in reached:
            problem = f"No rule leads to the team {team}"
            yield document.problem(problem, "Add a rule for it, or remove the team", "teams", team)


def _escalation_problems(document: Document, routing: Routing) -> Iterator[Problem]:
    """Queues that there are not, and reports for one team alone of which everybody's queue would be told."""
    queues = routing.queues
    if routing.escalation and routing.escalation.to not in queues:
        remedy = f"Use one of {_names(queues)}, or add the queue under `queues`"
        yield document.problem("escalation.to: no such queue", remedy, "escalation", "to")
    for queue in queues:
        if queue in routing.teams:
            problem = f"{queue} is a team and a queue, so it would be told of reports that it may not know"
            yield document.problem(problem, "Give the queue a name of its own", "escalation", "queues", queue)
    for name, team in routing.teams.items():
        if team.escalate_to is not None and team.escalate_to not in queues:
            remedy = "Name a queue of `escalation.queues`, or remove this line"
            yield document.problem(f"{name} is escalated to an unknown queue", remedy, "teams", name, "escalate_to")
    for number, rule in enumerate(routing.rules):
        if rule.only and routing.escalation and routing.queue_above(rule.team) == routing.escalation.to:
            problem = (
                f"Reports under “{rule.name}” are for one team alone, but would be passed up to {routing.escalation.to}"
            )
            remedy = f"Give the team {rule.team} an `escalate_to` of its own"
            yield document.problem(problem, remedy, "rules", number)


def _box(rule: Rule, vocabulary: Mapping[str, tuple[str, ...]]) -> Box:
    """The answers a rule applies to, as sets of values; a skipped question is a value of its own."""
    box = {question: frozenset({*values, _NOT_GIVEN}) for question, values in vocabulary.items()}
    for question, values in rule.when.items():
        box[question] &= frozenset(values)
    for question, values in rule.unless.items():
        box[question] -= frozenset(values)
    return box


def _names(names: Mapping[str, object] | tuple[str, ...] | list[str]) -> str:
    return ", ".join(names)
