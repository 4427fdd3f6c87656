"""Tells people by e-mail, each at an address of their own, that something lies unread too long."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Set

from actions.casework.escalation import Notifier
from actions.database.engine import Sessions
from actions.delivery.parcel import LaterError
from actions.delivery.posting import open_post
from actions.delivery.targets.notice import Notices
from actions.times import Clock
from content.delivery import Plan
from staff.settings import Settings

log = logging.getLogger("heard.staff.notices")


class ListsAlone:
    """Writes to nobody: what is late stands in the lists."""

    async def notify(self, team: str, people: Set[str]) -> Set[str]:
        """Nobody is to be told later."""
        return frozenset()


class PersonalNotices:
    """The notice that teams get too, at most once an hour to each. Whoever has no address has the list alone."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    async def notify(self, team: str, people: Set[str]) -> Set[str]:
        """Tells them; returns those who had a notice in this hour, and those whom the mail server did not take."""
        asked = sorted(people)
        are_told = await asyncio.gather(*(self._is_told(name) for name in asked))
        return {name for name, told in zip(asked, are_told, strict=True) if not told}

    async def _is_told(self, name: str) -> bool:
        who = key_of(name)
        if not self._notices.serves(who):
            return True
        try:
            await self._notices.tell(who)
        except LaterError:
            return False
        except Exception as error:
            log.error("not_noticed kind=%s", type(error).__name__)
            return False
        return True


def key_of(account: str) -> str:
    """What a person is called among those who get notices: no team is called so."""
    return f"account:{account}"


def open_notices(plan: Plan, settings: Settings, sessions: Sessions, clock: Clock) -> Notifier:
    """Whoever `plan` names gets notices. Raises `SettingsError` when somebody is named and no mail can be sent."""
    if not plan.people:
        return ListsAlone()
    addresses = {key_of(account): address for account, address in plan.people.items()}
    return PersonalNotices(Notices(open_post(settings), addresses, sessions, clock))
