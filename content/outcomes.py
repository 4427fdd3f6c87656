"""How a team can close a report (data/outcomes.yml), and how long a report is kept after each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from content.files import ContentError, Document, Entry, Problem, parse, read
from content.messages import Sentence
from content.retention import Count, Retention, retention_problems

HANDED_OVER = "handed_over"
"""What handing a report over closes it with; nobody can choose it."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,31}$")]
Words = Annotated[str, StringConstraints(min_length=1)]


class Outcome(Entry):
    """One way to close a report. `told` is what its reporter may be told of it, in plain words; None: nothing."""

    title: Words
    keep_months: Count
    told: Sentence | None = None


class Outcomes(Entry):
    """The whole file; `unnamed_keep_months` counts for a report that was closed without an outcome.

    `teams` holds the months of a team that keeps reports of an outcome for another time than the rest.
    """

    unnamed_keep_months: Count
    outcomes: dict[Code, Outcome]
    teams: dict[str, dict[Code, Count]] = Field(default_factory=dict)
    retention: Retention

    def may_choose(self, code: str) -> bool:
        """Whether a team can close a report with `code`."""
        return code in self.outcomes and code != HANDED_OVER

    def keep_months(self, code: str | None, team: str = "") -> int:
        """How long `team` keeps a report closed with `code`; a code that was taken out since counts as none."""
        outcome = self.outcomes.get(code) if code else None
        if code is None or outcome is None:
            return self.unnamed_keep_months
        return self.teams.get(team, {}).get(code, outcome.keep_months)

    def told(self, code: str | None) -> str | None:
        """What she may be told of a report closed with `code`; None: nothing."""
        outcome = self.outcomes.get(code) if code else None
        return outcome.told if outcome else None

    @property
    def span(self) -> tuple[int, int]:
        """The shortest and the longest time that a closed report is kept by any team that did not hand it over."""
        own = [each for team in self.teams.values() for code, each in team.items() if code != HANDED_OVER]
        known = [each.keep_months for code, each in self.outcomes.items() if code != HANDED_OVER]
        every = [self.unnamed_keep_months, *known, *own]
        return min(every), max(every)


def load_outcomes(path: Path, teams: Collection[str] | None = None) -> Outcomes:
    """The outcomes in `path`. Raises `ContentError` with everything that is wrong in it.

    `teams`: those of the routing table; None when it cannot be read, or nobody needs to know.
    """
    document = read(path)
    outcomes = parse(document, Outcomes)
    problems = [*_problems(document, outcomes), *_team_problems(document, outcomes, teams)]
    problems += retention_problems(document, outcomes.retention)
    if problems:
        raise ContentError(problems)
    return outcomes


def _problems(document: Document, outcomes: Outcomes) -> Iterator[Problem]:
    if HANDED_OVER not in outcomes.outcomes:
        problem = "There is no outcome for a report that was handed over"
        yield document.problem(problem, f"Put {HANDED_OVER} back: handing over closes a report with it", "outcomes")
    elif outcomes.outcomes[HANDED_OVER].told is not None:
        problem = "Who a report was handed over to, and that it was, is not told"
        yield document.problem(problem, "Remove this line", "outcomes", HANDED_OVER, "told")
    titles: set[str] = set()
    for code, outcome in outcomes.outcomes.items():
        if outcome.title in titles:
            problem = f"Another outcome is called “{outcome.title}”"
            yield document.problem(problem, "Give each a title of its own", "outcomes", code, "title")
        titles.add(outcome.title)


def _team_problems(document: Document, outcomes: Outcomes, teams: Collection[str] | None) -> Iterator[Problem]:
    for team, months in outcomes.teams.items():
        if teams is not None and team not in teams:
            remedy = f"Use one of {', '.join(teams)}"
            yield document.problem(f"{team} is no team of data/routing.yml", remedy, "teams", team)
        for code in months:
            if code not in outcomes.outcomes:
                remedy = f"Use one of {', '.join(outcomes.outcomes)}"
                yield document.problem(f"{team} has a time for an unknown outcome {code}", remedy, "teams", team, code)
