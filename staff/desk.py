"""What the handlers work with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aiohttp import web

from actions.database.engine import Sessions
from actions.times import Clock
from staff.sign_in import SignIn


@dataclass(frozen=True, slots=True)
class Desk:
    """The reports, who is signed in, the time, and whether the database is ready yet."""

    sessions: Sessions
    sign_in: SignIn
    clock: Clock
    ready: asyncio.Event


DESK = web.AppKey("desk", Desk)
