"""What the handlers work with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from actions.database.engine import Sessions
from actions.times import Clock
from staff.sign_in import SignIn


@dataclass(frozen=True, slots=True)
class Desk:
    """The reports, who is signed in, which team's key is being rotated, the time, and whether the database is ready."""

    sessions: Sessions
    sign_in: SignIn
    is_rotating: Callable[[str], bool]
    clock: Clock
    ready: asyncio.Event


DESK = web.AppKey("desk", Desk)
