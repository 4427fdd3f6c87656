"""Who acts on a report, and what of it they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.database.tables import Delivery, Recusal, StaffAccount


class NotAllowedError(Exception):
    """This person may not do that to this report; the sentence says what they can do."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of a team. `account` is None for whoever proved the team's key alone."""

    team: str
    account: str | None = None
    lead: bool = False

    async def record(
        self,
        session: AsyncSession,
        event: Event,
        report_id: str,
        at: datetime,
        account: str | None = None,
        code: str = "",
    ) -> None:
        """Says in the audit that this was done: by `self.account`, or, when `account` is given, to that one."""
        named = account or self.account or ""
        await audit.record(session, event, report_id, actor=self.team, at=at, team=self.team, account=named, code=code)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """That the copy in a statement's `Delivery` may be seen by `actor`.

    A key says nothing of who holds it: it could be whoever stepped aside. So from then on the key alone shows nothing.
    """
    return ~exists().where(Recusal.report_id == Delivery.report_id, of_actor(actor))


def of_actor(actor: Actor) -> ColumnElement[bool]:
    """That the `Recusal` in a statement keeps the report from `actor`.

    For a key, what its own team's people did, and what those did before who are in the team now; what other teams'
    people do would say that those teams have the report too.
    """
    if actor.account is not None:
        return Recusal.account == actor.account
    now_here = exists().where(StaffAccount.name == Recusal.account, StaffAccount.team == actor.team)
    return or_(Recusal.team == actor.team, now_here)
