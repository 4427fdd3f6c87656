"""What the tests of signing in with an account share: people with their browsers, passwords and apps."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pyotp
from aiohttp import ClientResponse, ClientSession, CookieJar
from aiohttp.test_utils import TestClient
from argon2 import PasswordHasher

from actions.key_files import read_secret
from staff.accounts import NewAccount, add
from staff.own_page import CSRF_HEADER
from staff.people import People, people
from staff.team_keys import recipient_or_queue, team_recipient
from staff.who import Role
from tests.actions.kit import ROUTING, Office
from tests.staff.kit import MovingClock, Staffroom

PASSWORD = "orbit-teapot-gravel"
HALF_A_MINUTE = timedelta(seconds=30)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""As Argon2id is in the product, but for how slow it is."""


def staff_people(office: Office, clock: MovingClock, *, keys: Path | None = None, is_tls: bool = False) -> People:
    """What signs people in, on the office's database."""
    secret = read_secret(office.home / "secrets" / "staff")
    recipient_of = partial(team_recipient, keys or office.home / "keys" / "teams")
    recipient_of = partial(recipient_or_queue, recipient_of, ROUTING.queues)
    return people(office.sessions, secret, recipient_of, clock, is_tls=is_tls, hasher=QUICK)


@dataclass
class Person:
    """Somebody with an account, an authenticator app, and one browser or more."""

    room: Staffroom
    name: str
    app: pyotp.TOTP
    browser: ClientSession
    csrf: str = field(default="", repr=False)

    @property
    def code(self) -> str:
        """What the app shows now."""
        return self.app.at(self.room.clock.now)

    async def tries(self, **given: str) -> ClientResponse:
        """Tries to sign in, with whatever is given instead of the right things."""
        right = {"account": self.name, "password": PASSWORD, "code": self.code}
        return await self.browser.post("/api/session", json=right | given)

    async def signs_in(self) -> None:
        """Signs in with the next code, and keeps what proves the page."""
        answer = await self.tries()
        assert answer.status == 200
        self.csrf = (await answer.json())["csrf"]

    async def asks(self, method: str, path: str, **more: Any) -> ClientResponse:
        """A request of the page."""
        headers = {CSRF_HEADER: self.csrf, **more.pop("headers", {})}
        return await self.browser.request(method, path, headers=headers, **more)

    async def is_signed_in(self) -> bool:
        """Whether the server thinks so."""
        return (await self.browser.get("/api/session")).status == 200


Hire = Callable[..., Awaitable[Person]]
"""Makes an account and somebody who has set it up: `await hire("mira", Role.LEAD, "daisu")`."""


def new_browser(room: Staffroom) -> ClientSession:
    """A browser that was never here; to be closed."""
    return ClientSession(room.url, cookie_jar=CookieJar(unsafe=True))


async def hired(room: Staffroom, browser: ClientSession, name: str, role: Role, team: str | None) -> Person:
    """An account that was set up in `browser`, half a minute ago: the code of now is unused."""
    link = await add(room.office.sessions, NewAccount(name, name.title(), role, team), room.clock())
    person = Person(room, name, await begun(browser, link.token), browser)
    confirmed = await browser.post("/api/enrol/confirm", json={"token": link.token, "code": person.code})
    assert confirmed.status == 204
    room.clock.move(HALF_A_MINUTE)
    return person


async def begun(browser: ClientSession | TestClient[Any, Any], token: str, password: str = PASSWORD) -> pyotp.TOTP:
    """The app as it is set up with a link."""
    answer = await browser.post("/api/enrol", json={"token": token, "password": password})
    assert answer.status == 200
    parsed = pyotp.parse_uri((await answer.json())["otpauth"])
    assert isinstance(parsed, pyotp.TOTP)
    return parsed


def copied_keys(office: Office, folder: Path) -> Path:
    """A copy of the teams' public keys, in which one can be replaced or taken away."""
    return Path(shutil.copytree(office.home / "keys" / "teams", folder / "teams"))
