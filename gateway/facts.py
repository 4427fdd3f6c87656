"""What the notices say, taken from what this gateway really runs with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.outcomes import Outcomes, load_outcomes
from content.routing import load_routing
from content.site import Site, load_site


class Channel(StrEnum):
    """A way to talk to Heard, in the words of the privacy notice."""

    PAGE = "this site"


MONTHS = 12


@dataclass(frozen=True)
class Facts:
    """`teams` are the names of the teams that can receive a report, `outcomes` how they close one and how long it is
    kept then."""

    site: Site
    teams: tuple[str, ...]
    outcomes: Outcomes
    channels: tuple[Channel, ...] = (Channel.PAGE,)


def load_facts(data: Path) -> Facts:
    """The facts in the folder `data`. Raises `ContentError`."""
    teams = load_routing(data / "routing.yml").teams
    return Facts(
        site=load_site(data / "site.yml"),
        teams=tuple(sorted(team.name for team in teams.values())),
        outcomes=load_outcomes(data / "outcomes.yml", teams),
    )


def length(months: int) -> str:
    """A number of months as people say it: 10 months, 6 years, 90 months."""
    years, rest = divmod(months, MONTHS)
    count, unit = (months, "month") if rest or not years else (years, "year")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
