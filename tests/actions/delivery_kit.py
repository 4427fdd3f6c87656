"""What the tests of delivery share."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from actions.database.tables import AuditEntry, OutboxItem
from actions.delivery import INBOX, Inbox, Relay
from actions.delivery.names import QUEUE
from actions.delivery.parcel import Parcel, Target
from actions.delivery.relay import LOOK
from tests.actions.kit import CANARY, NOW, Office

AMQP = os.environ.get("HEARD_TEST_AMQP_URL", "")
"""amqp URL of a RabbitMQ on which queues can be made, instead of one that the tests start."""


@dataclass
class Recorder:
    """A target that keeps what it was given; fails so many times first, with `error`."""

    teams: Sequence[str] = ("daisu", "mash", "professional_standards")
    failures: int = 0
    error: Exception = field(default_factory=lambda: ConnectionError(CANARY))
    tries: int = 0
    taken: list[Parcel] = field(default_factory=list)

    def serves(self, team: str) -> bool:
        return team in self.teams

    async def deliver(self, parcel: Parcel) -> None:
        self.tries += 1
        if self.tries <= self.failures:
            raise self.error
        self.taken.append(parcel)

    @property
    def kinds(self) -> list[str]:
        """What it was told, in order."""
        return [parcel.kind.value for parcel in self.taken]


def relay_of(office: Office, targets: Mapping[str, Target]) -> Relay:
    """A relay with the inbox and these, which waits half as long as it may."""
    unlock = office.intake.report_keys.unlock_one
    return Relay(office.sessions, {INBOX: Inbox(), **targets}, lambda: NOW, unlock, jitter=lambda most: most / 2)


async def settle(relay: Relay, until: float = 100_000.0) -> None:
    """Lets the relay do all it can, as if time passed, until nothing more is due."""
    now, quiet = 0.0, 0
    while now < until and quiet < 3:
        wait = await relay.deliver_due(now)
        quiet = quiet + 1 if wait == LOOK else 0
        now += wait


async def passed_on(relay: Relay, looks: int = 3) -> None:
    """To the inbox, shared out, and on: as long as nothing fails, without any time passing."""
    for _ in range(looks):
        await relay.deliver_due(0.0)


async def items(office: Office, target: str = QUEUE) -> Sequence[OutboxItem]:
    """What the outbox holds for one target, in order."""
    async with office.sessions() as session:
        found = select(OutboxItem).where(OutboxItem.target == target).order_by(OutboxItem.number)
        return (await session.scalars(found)).all()


async def recorded(office: Office, event: str) -> int:
    """How often the audit says so."""
    async with office.sessions() as session:
        return len((await session.scalars(select(AuditEntry).where(AuditEntry.event == event))).all())


def told(body: bytes) -> dict[str, Any]:
    """A message, read."""
    message: dict[str, Any] = json.loads(body)
    return message
