"""The tables that are published of a month: always the same ones, so that nothing is asked of the counts but this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from actions.counting import CAMPAIGN, Series
from actions.counts import CAME_BACK, KIND, NO, NOT_SAID, ROUTE, YES
from actions.disclosure import Cell
from actions.labels import Labels
from content.routing import Routing

REPORT_KIND = "report_kind"
WAYS = {
    "left": "Closed the page or left at once",
    "again": "Erased the chat and started again",
    "not_left": "Stayed until the chat ended by itself",
}
ENDS = {
    "said_no": "Said no before sending",
    "not_confirmed": "Could not be confirmed, and given up",
}
LAST_STEPS = {
    "checked": "Checking the answers",
    "consent_share": "Agreeing to pass it on",
    "consent_contact": "Agreeing to be contacted",
    "consent_refer": "Agreeing to be referred",
    "send": "Sending",
}
FELT = {"yes": "Yes", "partly": "Partly", "no": "No", "not_said": "Would rather not say"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its cells, what it is called, and its rows by name. `adds_up`: nobody is in two rows."""

    name: str
    title: str
    rows: Mapping[str, str]
    adds_up: bool = True

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of its rows."""
        return tuple((self.name, row) for row in self.rows)


Group = Sequence[Table]
"""Tables about the same people: who is hidden in one is left out of all."""


def groups_of(
    series: Series, routing: Routing, labels: Labels, questions: Sequence[str], campaigns: Mapping[str, str]
) -> tuple[Group, ...]:
    """The tables of a series.

    `questions` are the slots of the report's questions in their order, `campaigns` the titles of those with a code.
    """
    titles = labels.choices.get(REPORT_KIND, {})
    kinds = {kind: titles.get(kind, kind) for kind in routing.answers[REPORT_KIND]} | {NOT_SAID: "Not said"}
    steps = {slot: f"Left at: {LAST_STEPS.get(slot) or labels.question(slot)}" for slot in questions}
    return (
        (
            Table(KIND, "Reports, by kind", kinds),
            Table(ROUTE, "Reports, by the team that received them", dict(_routes(series, routing)), adds_up=False),
            Table(CAME_BACK, "Whether the receipt was used in the same month", {YES: "Used", NO: "Not used"}),
        ),
        (Table("form", "Reports that were begun and not sent", {**steps, **ENDS}),),
        (
            Table("chat", "How chats ended", WAYS),
            Table(CAMPAIGN, "Chats that began with a campaign's code", campaigns),
        ),
        (Table("felt", "“Did you feel taken seriously?”", FELT),),
    )


def _routes(series: Series, routing: Routing) -> Iterator[tuple[str, str]]:
    """The teams that reports of this series can go to."""
    alone = {rule.team for rule in routing.rules if rule.only}
    others = {routing.fallback, *(rule.team for rule in routing.rules if not rule.only)}
    reached = alone if series is Series.RESERVED else others
    return ((team, routing.teams[team].name) for team in routing.teams if team in reached)
