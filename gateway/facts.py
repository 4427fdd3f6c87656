"""What the notices say, taken from what this gateway really runs with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.routing import load_routing
from content.site import Site, load_site


class Channel(StrEnum):
    """A way to talk to Heard, in the words of the privacy notice."""

    PAGE = "this site"


@dataclass(frozen=True)
class Facts:
    """`teams` are the names of the teams that can receive a report."""

    site: Site
    teams: tuple[str, ...]
    channels: tuple[Channel, ...] = (Channel.PAGE,)


def load_facts(data: Path) -> Facts:
    """The facts in the folder `data`. Raises `ContentError`."""
    teams = load_routing(data / "routing.yml").teams.values()
    return Facts(site=load_site(data / "site.yml"), teams=tuple(sorted(team.name for team in teams)))
