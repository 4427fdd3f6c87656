"""What the handlers work with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from actions.database.engine import Sessions
from actions.report_keys import ReportKeys
from actions.times import Clock
from content.contact_reasons import ContactReasons
from staff.people import People
from staff.sign_in import SignIn
from staff.terms import Terms


@dataclass(frozen=True, slots=True)
class Desk:
    """The reports and their keys, who is signed in with a team's key and which is being rotated, the time, whether the
    database is ready, who the people are, the public key of the audit, what a team's work goes by, and why a file
    may be opened as it was sent.
    """

    sessions: Sessions
    sign_in: SignIn
    is_rotating: Callable[[str], bool]
    clock: Clock
    ready: asyncio.Event
    report_keys: ReportKeys
    contact_reasons: ContactReasons
    people: People
    audit_keys: Path
    terms: Terms
    original_reasons: ContactReasons


DESK = web.AppKey("desk", Desk)
