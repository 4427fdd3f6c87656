"""What the tests of the reporter's way back share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp.test_utils import TestClient

from actions import inbox
from actions.additions import SLOT, Adding
from actions.sealing import Sealed
from tests.actions.kit import LOOKUP, NOW, REASONS, Office

ADDED = "5" * 32
LATER = "kittiwake-quern-71 and one more thing"


@dataclass(frozen=True)
class Reporter:
    """Somebody who comes back with the receipt `lookup`, through the action server's HTTP side."""

    rasa: TestClient[Any, Any]
    office: Office
    lookup: str = LOOKUP

    async def opens(self) -> tuple[int, Any]:
        """How the report stands."""
        return await self._post("open", {})

    async def withdraws(self) -> tuple[int, Any]:
        """Takes the report back."""
        return await self._post("withdraw", {})

    async def adds(self, text: str = LATER, submission: str = ADDED, **more: str) -> tuple[int, Any]:
        """Adds to the report."""
        return await self._post("add", {"submission": submission, "words": self.sealed(text), **more})

    def sealed(self, text: str) -> str:
        """Words as the gateway seals them to be added."""
        return self.office.words(SLOT, text, self.lookup)

    async def _post(self, what: str, body: dict[str, str]) -> tuple[int, Any]:
        answer = await self.rasa.post(f"/receipts/{what}", json={"lookup": self.lookup, **body})
        return answer.status, await answer.json()


def adding(office: Office, text: str = LATER, submission: str = ADDED) -> Adding:
    """What the gateway asks for, given straight to the action server's inside."""
    return Adding(LOOKUP, submission, office.words(SLOT, text, LOOKUP), {})


async def report_of(office: Office, team: str = "daisu") -> str:
    """The id of the one report in the team's inbox."""
    await office.deliver()
    (line,) = await inbox.listed(office.sessions, team)
    return line.report_id


async def opened_by(office: Office, team: str = "daisu") -> str:
    """The same, once the team has opened it."""
    report = await report_of(office, team)
    await inbox.open_report(office.sessions, office.report_keys, team, report, NOW)
    return report


async def contact_of(office: Office, team: str, report: str) -> Sealed:
    """How to reach the reporter, as the team gets it for the first of the reasons."""
    return await inbox.open_contact(office.sessions, office.report_keys, team, report, REASONS.reasons[0], NOW)
